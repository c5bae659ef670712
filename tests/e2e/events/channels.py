"""A receiver of events on this machine, and channels of tests that go there."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from handler.domain.events.signature import signed_headers
from scripts.client import PlatebookClient


@dataclass
class Receiver:
    """What came, and how it is answered."""

    url: str
    seen: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    status: int = 204

    def told(self) -> list[Any]:
        """Give what came by its ids, each once, in the order in which it came first."""
        by_id = {headers["webhook-id"]: json.loads(body) for headers, body in reversed(self.seen)}
        return [by_id[one] for one in dict.fromkeys(headers["webhook-id"] for headers, _ in self.seen)]

    def all_are_signed(self, secret: str) -> bool:
        """Tell whether everything bears the signature that its content, id and time have."""
        return all(_is_signed(headers, body, secret) for headers, body in self.seen)


def _is_signed(headers: dict[str, str], body: bytes, secret: str) -> bool:
    at = datetime.fromtimestamp(int(headers["webhook-timestamp"]), UTC)
    wanted = signed_headers(headers["webhook-id"], at, body, [secret])
    return headers["webhook-signature"] == wanted["webhook-signature"]


class _Receiving(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        server: Any = self.server
        receiver: Receiver = server.receiver
        receiver.seen.append((dict(self.headers.items()), self.rfile.read(int(self.headers["content-length"]))))
        self.send_response(receiver.status)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def a_receiver() -> Iterator[Receiver]:
    """Let a receiver run, which takes everything at first."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Receiving) as server:
        receiver = Receiver(f"http://127.0.0.1:{server.server_port}/in")
        server.receiver = receiver  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield receiver
        server.shutdown()
        thread.join()


def make(admin: PlatebookClient, **about: Any) -> Any:
    """Make a channel, of silent cameras unless the test wants others."""
    return admin.call("POST", "/channels", {"name": "Of a test", "types": ["camera.silent"], **about})


def remove(admin: PlatebookClient, channel_id: str) -> None:
    """Remove a channel, whatever became of it."""
    channels = {one["channel_id"]: one for one in admin.call("GET", "/channels")["channels"]}
    admin.call("POST", f"/channels/{channel_id}/remove", {"version": channels[channel_id]["version"]})
