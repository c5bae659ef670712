"""Serves the built web app on the laptop, as Amplify Hosting does on AWS, with the same security headers."""

import argparse
import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from hosting.headers import Origins, cache_control, is_page, security_headers
from local.mail import fetch_mails
from local.stack import HOST, PROJECT_ROOT

DIST = PROJECT_ROOT / "frontend" / "dist"

Handler = Callable[[Request], Awaitable[Response]]


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

    async def answer_file(request: Request) -> Response:
        return _file_response(dist, request.path_params["path"])

    return Starlette(
        routes=[
            Route("/config.json", answer_config),
            Route("/local/mail", answer_mail),
            Route("/{path:path}", answer_file),
        ],
        middleware=[
            Middleware(BaseHTTPMiddleware, dispatch=check_host_and_add_headers),
            Middleware(GZipMiddleware, minimum_size=1024),
        ],
    )


def _file_response(dist: Path, path: str) -> Response:
    """Answer a file, the page for a path of the web app's own, or 404 for a file that does not exist."""
    file = (dist / path).resolve()
    hidden = any(part.startswith(".") for part in Path(path).parts)
    if file.is_file() and file.is_relative_to(dist.resolve()) and not hidden:
        return FileResponse(file, headers={"Cache-Control": cache_control(f"/{path}")})
    if not is_page(f"/{path}"):
        return PlainTextResponse("Not found\n", status_code=404)
    return FileResponse(dist / "index.html", headers={"Cache-Control": cache_control(f"/{path}")})


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
