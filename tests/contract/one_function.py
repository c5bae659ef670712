"""Stands where Lambda is, for `serverless deploy function`: takes a function's code, and remembers what is in it."""

from __future__ import annotations

import base64
import io
import json
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any, Final

STANDING: Final = {"FunctionName": "it", "State": "Active", "LastUpdateStatus": "Successful", "Runtime": "python3.13"}


class OneFunction(HTTPServer):
    """Any function is there; `names` are those of the files in the package that came last."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.names: set[str] = set()

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_port}"


class _Answers(BaseHTTPRequestHandler):
    server: OneFunction

    def do_GET(self) -> None:
        self._answer({"Configuration": {**STANDING, "CodeSha256": "of other code"}})

    def do_PUT(self) -> None:
        sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if "ZipFile" in sent:
            with zipfile.ZipFile(io.BytesIO(base64.b64decode(sent["ZipFile"]))) as package:
                self.server.names = set(package.namelist())
        self._answer(STANDING)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    def _answer(self, said: dict[str, Any]) -> None:
        body = json.dumps(said).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def listening() -> Iterator[OneFunction]:
    """Let it listen."""
    with OneFunction() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
