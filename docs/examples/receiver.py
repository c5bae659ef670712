"""A receiver of Platebook's webhooks: checks each signature, takes each event once, and prints it.

    PLATEBOOK_SECRET=whsec_… python receiver.py [--port 8788]

It needs Python 3.9 or later and nothing else. Without a secret it asks for one.
"""

from __future__ import annotations

import argparse
import base64
import getpass
import hashlib
import hmac
import json
import os
import time
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

OLDEST_SECONDS = 5 * 60
LONGEST_BYTES = 1024 * 1024


class NotGenuine(Exception):
    """A request was not signed with the secret, or a long time ago."""


def verify(headers: Mapping[str, str], body: bytes, secret: str, now: float | None = None) -> str:
    """Check a request as Standard Webhooks has it, and give its id.

    The body is what came, byte by byte: JSON that was read and written again is signed differently.
    """
    webhook_id, timestamp = headers.get("webhook-id") or "", headers.get("webhook-timestamp") or ""
    if not webhook_id or not timestamp.isdecimal():
        raise NotGenuine("webhook-id or webhook-timestamp is missing")
    if abs((time.time() if now is None else now) - int(timestamp)) > OLDEST_SECONDS:
        raise NotGenuine("it was signed more than five minutes ago, or one of the clocks is wrong")
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{webhook_id}.{timestamp}.".encode() + body
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    # While a secret is rotated there are two signatures, and one of them is ours.
    for one in (headers.get("webhook-signature") or "").split(" "):
        version, _, signature = one.partition(",")
        if version == "v1" and hmac.compare_digest(signature.encode(), expected.encode()):
            return webhook_id
    raise NotGenuine("no signature fits the secret")


class Receiver(BaseHTTPRequestHandler):
    """Answers 204 to what is genuine, also when it came before: Platebook sends an event again if an answer is lost."""

    secret = ""
    taken: set[str] = set()  # noqa: RUF012 (one server, one memory; yours belongs into a database)

    def do_POST(self) -> None:
        """Take an event."""
        length = int(self.headers.get("content-length") or 0)
        body = self.rfile.read(min(length, LONGEST_BYTES))
        try:
            webhook_id = verify(self.headers, body, self.secret)
        except (NotGenuine, ValueError) as refused:
            print(f"refused: {refused}", flush=True)
            self.send_error(401)
            return
        if webhook_id not in self.taken:
            self.taken.add(webhook_id)
            print(json.dumps(json.loads(body), ensure_ascii=False), flush=True)
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Keep the output to the events."""


def main() -> None:
    """Serve on this machine until Ctrl-C."""
    parser = argparse.ArgumentParser(prog="receiver", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--port", type=int, default=8788)
    port = parser.parse_args().port
    Receiver.secret = os.environ.get("PLATEBOOK_SECRET") or getpass.getpass("The channel's secret (whsec_…): ")
    with ThreadingHTTPServer(("127.0.0.1", port), Receiver) as server:
        print(f"Ready: http://127.0.0.1:{server.server_port}/", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print("ended", flush=True)


if __name__ == "__main__":
    main()
