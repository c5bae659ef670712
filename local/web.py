"""Serves the built web app on the laptop, as Amplify Hosting does on AWS, with the same security headers."""

import argparse
import json
import os
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from http import HTTPStatus
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from hosting.headers import Origins, cache_control, is_page, security_headers
from local.mail import fetch_mails
from local.stack import HOST, PROJECT_ROOT

DIST = PROJECT_ROOT / "frontend" / "dist"

Handler = Callable[[Request], Awaitable[Response]]


class WebApp(StaticFiles):
    """The built web app's files, and its page for the paths that it knows itself."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Answer a file, the page for a path of the web app's own, or 404 for a file that does not exist."""
        address = scope["path"]
        try:
            response = await super().get_response(path, scope)
        except HTTPException as error:
            if error.status_code != HTTPStatus.NOT_FOUND:
                raise
            if not is_page(address):
                return PlainTextResponse("Not found\n", status_code=HTTPStatus.NOT_FOUND)
            response = await super().get_response("index.html", scope)
        response.headers["Cache-Control"] = cache_control(address)
        return response

    def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
        """Find a file, but none that is hidden."""
        return ("", None) if any(part.startswith(".") for part in Path(path).parts) else super().lookup_path(path)


def make_app(dist: Path, config: dict[str, str], web_url: str, endpoint_url: str) -> Starlette:
    """Make the web server's application.

    Parameters
    ----------
    dist
        Folder of the built web app.
    config
        What `/config.json` answers.
    web_url
        The one address of the web app: other names of this machine are sent there, because API and bucket allow
        only this origin.
    endpoint_url
        Address of the local AWS.
    """
    headers = security_headers(Origins.at(endpoint_url))
    own_host = web_url.removeprefix("http://")
    localhost = own_host.replace(HOST, "localhost")

    async def check_host_and_add_headers(request: Request, serve: Handler) -> Response:
        host = request.headers.get("host", "")
        if host == own_host:
            response = await serve(request)
        elif host == localhost:
            response = RedirectResponse(f"{web_url}{request.url.path}")
        else:  # a foreign name that points at this machine (DNS rebinding)
            response = PlainTextResponse(f"Platebook is at {web_url}\n", status_code=421)
        response.headers.update(headers)
        return response

    async def answer_config(request: Request) -> Response:
        return JSONResponse(config, headers={"Cache-Control": cache_control(request.url.path)})

    async def answer_mail(request: Request) -> Response:
        recipient = request.query_params.get("to", "").strip().lower()
        if not recipient:
            return JSONResponse({"error": "Say whose mail: /local/mail?to=EMAIL"}, status_code=400)
        mails = await run_in_threadpool(fetch_mails, endpoint_url)
        messages = [asdict(mail) for mail in mails if mail.to.lower() == recipient]
        return JSONResponse({"messages": messages}, headers={"Cache-Control": "no-store"})

    return Starlette(
        routes=[
            Route("/config.json", answer_config),
            Route("/local/mail", answer_mail),
            Mount("/", WebApp(directory=dist)),
        ],
        middleware=[
            Middleware(BaseHTTPMiddleware, dispatch=check_host_and_add_headers),
            Middleware(GZipMiddleware, minimum_size=1024),
        ],
    )


def main() -> None:
    """Serve until SIGTERM; the web app's settings come as JSON on the command line."""
    parser = argparse.ArgumentParser(prog="python -m local.web", description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--endpoint-url", required=True)
    parser.add_argument("--config", type=json.loads, required=True)
    arguments = parser.parse_args()
    app = make_app(DIST, arguments.config, f"http://{HOST}:{arguments.port}", arguments.endpoint_url)
    uvicorn.run(app, host=HOST, port=arguments.port, log_level="warning", server_header=False)


if __name__ == "__main__":
    main()
