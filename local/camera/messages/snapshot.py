"""A client of Plate Recognizer's Snapshot: the photo as a file, or as base64 in a form."""

import base64
from datetime import UTC
from urllib.parse import urlencode

from local.camera.shot import Posted, Shot, image_type

_BOUNDARY = "c0d7f5e1a94b4c0f8a6e1b2d3f405162"


def posted(shot: Shot) -> Posted:
    """Write what `requests` sends when it is called as the documentation shows."""
    fields = (("regions", "vn"), ("camera_id", shot.device.name), ("timestamp", _timestamp(shot)), ("mmc", "true"))
    body = b"".join(
        (
            *(_head(f'name="{name}"') + b"\r\n" + value.encode() + b"\r\n" for name, value in fields),
            _head('name="upload"; filename="photo.jpg"'),
            f"Content-Type: {image_type(shot.photo)}\r\n\r\n".encode() + shot.photo + b"\r\n",
            f"--{_BOUNDARY}--\r\n".encode(),
        )
    )
    return Posted("POST", _headers(f"multipart/form-data; boundary={_BOUNDARY}"), body)


def in_base64(shot: Shot) -> Posted:
    """Write the same as a form without files."""
    fields = (
        ("upload", base64.b64encode(shot.photo).decode()),
        ("regions", "vn"),
        ("regions", "th"),
        ("camera_id", shot.device.name),
        ("timestamp", _timestamp(shot)),
        ("config", '{"region":"strict"}'),
    )
    return Posted("POST", _headers("application/x-www-form-urlencoded"), urlencode(fields).encode())


def _headers(content_type: str) -> tuple[tuple[str, str], ...]:
    return (("Accept-Encoding", "gzip, deflate"), ("Accept", "*/*"), ("Content-Type", content_type))


def _head(options: str) -> bytes:
    return f"--{_BOUNDARY}\r\nContent-Disposition: form-data; {options}\r\n".encode()


def _timestamp(shot: Shot) -> str:
    return f"{shot.taken_at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}"
