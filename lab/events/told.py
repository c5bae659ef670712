"""How long it takes until a photo is done, and until others hear of it, on a running stack of this machine."""

from __future__ import annotations

import atexit
import json
import threading
import time
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

from lab.stacked import outputs_path
from scripts.client import PlatebookClient

_TIMEOUT_SECONDS: Final = 60
_LOOK_AGAIN_SECONDS: Final = 0.01
_SETTINGS_KEPT_SECONDS: Final = 4
"""In which a new channel counts on the laptop (serverless.yml: 3 s)."""


def done_seconds(photo: str) -> float:
    """Measure how long after a photo has arrived its upload is done."""
    driver = client("driver")
    upload_id, started = _arrived(driver, photo)
    deadline = started + _TIMEOUT_SECONDS
    while driver.get_upload(upload_id)["status"] != "done":
        _wait(deadline)
    return time.perf_counter() - started


def told_seconds(photo: str) -> float:
    """Measure how long after a photo has arrived a webhook hears for the first time of its accepted read.

    Raises
    ------
    TimeoutError
        When it hears nothing: a photo whose read goes to a person is not told.
    """
    heard = _channel()
    upload_id, started = _arrived(client("driver"), photo)
    deadline = started + _TIMEOUT_SECONDS
    while upload_id not in heard:
        _wait(deadline)
    return heard[upload_id] - started


def _arrived(driver: PlatebookClient, photo: str) -> tuple[str, float]:
    content = Path(photo).read_bytes()
    promise = driver.create_upload(Path(photo).name, "image/jpeg", len(content))
    driver.send(promise, content)
    return promise["upload_id"], time.perf_counter()


def _wait(deadline: float) -> None:
    if time.perf_counter() > deadline:
        raise TimeoutError("nothing came of a photo within a minute")
    time.sleep(_LOOK_AGAIN_SECONDS)


@cache
def client(who: str) -> PlatebookClient:
    """Get the API as one of the demo accounts has it: driver, operator or admin."""
    outputs = json.loads(outputs_path().read_text(encoding="utf-8"))
    (user,) = [one for one in outputs["demo_users"] if one["email"].startswith(f"{who}@")]
    return PlatebookClient(outputs, user["email"], user["password"])


class _Hearing(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        server: Any = self.server
        told = json.loads(self.rfile.read(int(self.headers["content-length"])))
        server.heard.setdefault(told["data"].get("upload_id"), time.perf_counter())
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@cache
def _channel() -> dict[str, float]:
    """Make a channel to a receiver here, for as long as this process runs; gives when which upload was heard of."""
    server: Any = ThreadingHTTPServer(("127.0.0.1", 0), _Hearing)
    server.heard = {}
    threading.Thread(target=server.serve_forever, daemon=True).start()
    admin, target = client("admin"), f"http://127.0.0.1:{server.server_port}/"
    about = {"name": "Bench", "kind": "webhook", "target": target, "types": ["read.accepted"]}
    channel = admin.call("POST", "/channels", about)["channel"]
    path = f"/channels/{channel['channel_id']}/remove"
    atexit.register(lambda: admin.call("POST", path, {"version": channel["version"]}))
    time.sleep(_SETTINGS_KEPT_SECONDS)
    heard: dict[str, float] = server.heard
    return heard
