"""Just enough of S3 to be asked for objects: GET by path, versions, and the errors of the real one."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

FORBIDDEN_BUCKET, BROKEN_BUCKET = "forbidden-bucket", "broken-bucket"
_REFUSALS = {FORBIDDEN_BUCKET: (403, "AccessDenied"), BROKEN_BUCKET: (500, "InternalError")}


@dataclass
class FakeS3:
    """Objects by bucket, key and version (none: the newest), and what was asked for."""

    url: str
    objects: dict[tuple[str, str, str | None], bytes] = field(default_factory=dict)
    claimed_bytes: dict[str, int] = field(default_factory=dict)
    """Keys whose Content-Length is this, while nothing of them is ever sent."""

    def put(self, bucket: str, key: str, content: bytes, version: str | None = None) -> None:
        self.objects[bucket, key, version] = content
        self.objects[bucket, key, None] = content


@contextmanager
def running() -> Iterator[FakeS3]:
    """Serve until the end of the with block."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            bucket, _, key = unquote(parts.path).lstrip("/").partition("/")
            version = parse_qs(parts.query).get("versionId", [None])[0]
            content = fake.objects.get((bucket, key, version))
            if bucket in _REFUSALS:
                self._refuse(*_REFUSALS[bucket])
            elif key in fake.claimed_bytes:
                self._start(200, fake.claimed_bytes[key])
            elif content is None:
                self._refuse(404, "NoSuchVersion" if version else "NoSuchKey")
            else:
                self._start(200, len(content))
                self.wfile.write(content)

        def _refuse(self, status: int, code: str) -> None:
            body = f"<Error><Code>{code}</Code><Message>{code}</Message></Error>".encode()
            self._start(status, len(body))
            self.wfile.write(body)

        def _start(self, status: int, size_bytes: int) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(size_bytes))
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name that it overrides)
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    fake = FakeS3(url=f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
