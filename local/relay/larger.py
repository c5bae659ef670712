"""Sends photos that are too large for a camera's address: they go to the bucket itself, to a place that is promised."""

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

from local.camera.door import Door, Heard, send
from local.camera.shot import Posted
from local.relay.folder import Look

LONGEST_PHOTO_BYTES: Final = 15 * 1024 * 1024
"""What a place is promised for (`handler/domain/upload.py`)."""

_TAKEN: Final = Heard(201, b'{"status": "taken"}')
_REPEATED: Final = Heard(200, b'{"status": "repeated"}')
_AWAITED: Final = "awaiting_upload"
_NEVER_CAME: Final = "not_received"
_ENDINGS: Final = {"image/jpeg": "jpg", "image/png": "png"}


class _Promise(NamedTuple):
    """A place: by which id its photo is asked for, and the form that puts it there."""

    upload_id: str
    url: str
    fields: Mapping[str, str]


@dataclass(frozen=True)
class Larger:
    """The way of large photos: a promise, the bucket's form, and a question whether it is there already.

    Parameters
    ----------
    places
        Where promises are asked for, with the camera's secret.
    """

    places: Door

    def __call__(self, look: Look, content_type: str, photo: bytes) -> Heard:
        """Send a photo.

        Returns
        -------
        Heard
            As a camera's address would answer; where Platebook or the bucket refuses, what that one says.

        Raises
        ------
        CameraError
            Nobody answers.
        """
        promised = send(self.places, _request_of(look, content_type, photo))
        promise = _promise_in(promised)
        if promise is None:
            return promised
        # A photo that is sent twice is read once, but counts twice.
        known = send(self._one(promise), Posted("GET", (), b""))
        if _is_there(known):
            return _REPEATED
        put = send(Door(promise.url), _form_of(promise, content_type, photo))
        return _TAKEN if 200 <= put.status < 300 else put

    def _one(self, promise: _Promise) -> Door:
        return Door(f"{self.places.url}/{promise.upload_id}", self.places.token)


def larger_way(url: str) -> Callable[[Look, str, bytes], Heard] | None:
    """Make the way of large photos.

    Parameters
    ----------
    url
        The camera's address, which tells where the API is and what the secret is.

    Returns
    -------
    callable or None
        None where the address is of another kind, as a proxy's of one's own.
    """
    address = urlsplit(url)
    before, _, rest = address.path.partition("/c/")
    camera, _, secret = rest.strip("/").partition("/")
    if not camera or not secret or "/" in secret:
        return None
    return Larger(Door(f"{address.scheme}://{address.netloc.rpartition('@')[2]}{before}/camera-uploads", secret))


def _request_of(look: Look, content_type: str, photo: bytes) -> Posted:
    """Ask for a place. The photo's name stays here: cameras write plates into names."""
    digest = sha256(photo).hexdigest()
    wanted = {
        "file_name": f"{digest[:12]}.{_ENDINGS.get(content_type, 'jpg')}",
        "content_type": content_type,
        "size_bytes": len(photo),
        **_time_of(look),
    }
    headers = (("Content-Type", "application/json"), ("Idempotency-Key", digest))
    return Posted("POST", headers, json.dumps(wanted).encode())


def _time_of(look: Look) -> dict[str, str]:
    try:
        return {"captured_at": datetime.fromtimestamp(look.mtime_ns / 1e9, UTC).isoformat(timespec="seconds")}
    except (OverflowError, ValueError, OSError):  # a time that no calendar has
        return {}


def _promise_in(heard: Heard) -> _Promise | None:
    said = _json_of(heard)
    form = said.get("upload")
    if heard.status != 201 or not isinstance(form, dict) or not isinstance(form.get("fields"), dict):
        return None
    return _Promise(str(said.get("upload_id")), str(form.get("url")), form["fields"])


def _is_there(heard: Heard) -> bool:
    """Tell whether a photo has come to its place: one that was waited for in vain counts as failed, and is missing."""
    said = _json_of(heard)
    if heard.status != 200 or said.get("status") in (None, _AWAITED):
        return False
    failure = said.get("failure")
    return not (isinstance(failure, dict) and failure.get("code") == _NEVER_CAME)


def _json_of(heard: Heard) -> dict[str, Any]:
    try:
        said = json.loads(heard.body)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _form_of(promise: _Promise, content_type: str, photo: bytes) -> Posted:
    """Write the bucket's form: all fields as they were signed, then the file."""
    boundary = secrets.token_hex(16)
    fields = "".join(
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in promise.fields.items()
    )
    file = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="photo"\r\n'
        f"Content-Type: {content_type}\r\n\r\n"
    )
    body = (fields + file).encode() + photo + f"\r\n--{boundary}--\r\n".encode()
    return Posted("POST", (("Content-Type", f"multipart/form-data; boundary={boundary}"),), body)
