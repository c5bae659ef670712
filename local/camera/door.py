"""Where a camera on the laptop sends to, and how: each header as the device writes it, none beside them."""

import json
import os
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from urllib.parse import urlsplit

from local.camera.dialects import WITH_TOKEN
from local.camera.errors import CameraError
from local.camera.shot import Posted

OUTPUTS = Path(__file__).parents[2] / ".local" / "outputs.json"
SECRET_VARIABLE = "PLATEBOOK_CAMERA_SECRET"  # noqa: S105 -- its name, not itself
_TIMEOUT_SECONDS = 60
_SHOWN_CHARACTERS = 160

_NOT_RUNNING = "Platebook is not running. Start it with: npm start, or name a camera's address with --url"
_NO_DEMO_CAMERA = (
    "The running stack has no camera to play (.local/outputs.json lacks demo_camera). Start it anew with: npm start, "
    "or make a camera in the web app and name its address with --url"
)
_NO_ADDRESS = "--url: an address begins with http:// or https://, and a host follows"
_NO_SECRET = f"This dialect sends its secret in a header. Set {SECRET_VARIABLE} to the camera's secret."


@dataclass(frozen=True)
class Door:
    """A camera's address.

    Parameters
    ----------
    url
        As people type it into the device; mostly it holds the secret, so it is never printed.
    token
        What goes into the header `Authorization`; None where the address says it all.
    """

    url: str
    token: str | None = None


@dataclass(frozen=True)
class Heard:
    """An answer; `retry_after` is its header of that name."""

    status: int
    body: bytes
    retry_after: str | None = None

    def __str__(self) -> str:
        """Show it in a line: the plates, where it tells of any."""
        if (plates := _plates_in(self.body)) is not None:
            return f"{self.status}  {', '.join(plates) or '(no plate)'}"
        text = " ".join(self.body[: 4 * _SHOWN_CHARACTERS].decode("utf-8", "replace").split())
        short = text if len(text) <= _SHOWN_CHARACTERS else f"{text[:_SHOWN_CHARACTERS]} ..."
        return f"{self.status}  {short or '(empty)'}"


def _plates_in(body: bytes) -> list[str] | None:
    """Read the plates in an answer of Plate Recognizer's Snapshot; None where it is none."""
    try:
        results = json.loads(body)["results"]
        return [f"{one['plate']} {one['score']:.3f} {one['region']['code']}".rstrip() for one in results]
    except (ValueError, KeyError, TypeError):
        return None


def door_for(dialect: str, url: str | None) -> Door:
    """Find where to send to.

    Parameters
    ----------
    dialect
        On the command line.
    url
        As the user said; None for the running stack's demo camera.

    Raises
    ------
    CameraError
        Nothing runs, it has no camera, or a secret is missing.
    """
    if url is not None:
        secret = os.environ.get(SECRET_VARIABLE, "").strip() or None
        if dialect in WITH_TOKEN and secret is None:
            raise CameraError(_NO_SECRET)
        return Door(url, secret if dialect in WITH_TOKEN else None)
    camera = _demo_camera()
    return Door(camera["plate_reader_url"], camera["secret"]) if dialect in WITH_TOKEN else Door(camera["push_url"])


def _demo_camera() -> dict[str, str]:
    path = Path(os.environ.get("PLATEBOOK_OUTPUTS", "").strip() or OUTPUTS)
    try:
        outputs = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise CameraError(_NOT_RUNNING) from error
    camera: dict[str, str] | None = outputs.get("demo_camera")
    if not camera:
        raise CameraError(_NO_DEMO_CAMERA)
    return camera


def send(door: Door, posted: Posted) -> Heard:
    """Send a message.

    Raises
    ------
    CameraError
        Nobody answers.
    """
    connection = _connection(door)
    try:
        connection.putrequest(posted.method, target(door.url, posted), skip_host=True, skip_accept_encoding=True)
        for name, value in headers(door, posted):
            connection.putheader(name, value)
        connection.endheaders(posted.body)
        response = connection.getresponse()
        return Heard(response.status, response.read(), response.getheader("Retry-After"))
    except (OSError, HTTPException) as error:
        raise CameraError(f"Nobody answers as a web server does ({type(error).__name__}). Is the stack up?") from error
    finally:
        connection.close()


def _connection(door: Door) -> HTTPConnection:
    try:
        address = urlsplit(door.url)
        host, port = address.hostname, address.port
    except ValueError as error:
        raise CameraError(_NO_ADDRESS) from error
    if address.scheme not in ("http", "https") or not host:
        raise CameraError(_NO_ADDRESS)
    kind = HTTPSConnection if address.scheme == "https" else HTTPConnection
    return kind(host, port, timeout=_TIMEOUT_SECONDS)


def target(url: str, posted: Posted) -> str:
    """Join the address, which may have parameters of its own, and what the device adds."""
    address = urlsplit(url)
    path = (address.path.rstrip("/") if posted.path else address.path) + posted.path
    query = "&".join(one for one in (address.query, posted.query) if one)
    return (path or "/") + (f"?{query}" if query else "")


def headers(door: Door, posted: Posted) -> list[tuple[str, str]]:
    """Give all headers in their order: devices put the host first and the length last."""
    host = urlsplit(door.url).netloc.rpartition("@")[2]
    token = [("Authorization", f"Token {door.token}")] if door.token else []
    return [("Host", host), *token, *posted.headers, ("Content-Length", str(len(posted.body)))]
