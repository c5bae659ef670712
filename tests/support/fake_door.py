"""A door that answers as it is told to, and knows photos by their content as the true one does."""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from local.camera.door import Door, Heard, target
from local.camera.errors import CameraError
from local.camera.shot import Posted

SECRET = "pbk_" + "s" * 43
CAMERA = "cam-0000000001"
PATH = f"/c/{CAMERA}/{SECRET}"


@dataclass
class FakeDoor:
    """What came, and what is answered: the next of `answers`, else 200; nothing while it `is_away`.

    What is not `is_ours` stands for a server at another address.
    """

    url: str = f"http://door.example{PATH}"
    answers: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    asked: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    received: Counter[str] = field(default_factory=Counter)
    taken: Counter[str] = field(default_factory=Counter)
    is_away: bool = False
    is_ours: bool = True
    while_answering: Callable[[], object] = lambda: None

    def take(self, method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[int, dict[str, str], bytes]:
        """Answer a request."""
        digest = sha256(body).hexdigest()
        self.asked.append((method, path, headers))
        self.received[digest] += 1
        self.while_answering()
        status, more = self.answers.pop(0) if self.answers else (200, {})
        if status == 200 and self.is_ours:
            self.taken[digest] += 1
        said = {"status": "taken"} if status == 200 else {"error": {"message": "It is not taken."}, "asked": path}
        return status, more, json.dumps(said).encode() if self.is_ours else f"<p>{path}".encode()

    def send(self, door: Door, posted: Posted) -> Heard:
        """Stand for the network."""
        if self.is_away:
            raise CameraError("Nobody answers.")
        status, more, body = self.take(posted.method, target(door.url, posted), dict(posted.headers), posted.body)
        return Heard(status, body, more.get("Retry-After"))


@contextmanager
def served(door: FakeDoor) -> Iterator[FakeDoor]:
    """Open the door on a free port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_PUT(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status, more, said = door.take(self.command, self.path, dict(self.headers), body)
            self.send_response(status)
            for name, value in {**more, "Content-Length": str(len(said))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """Whoever asked may have been killed meanwhile."""

    with Server(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        door.url = f"http://127.0.0.1:{server.server_port}{PATH}"
        try:
            yield door
        finally:
            server.shutdown()
            thread.join()
