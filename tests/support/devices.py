"""Messages of devices that exist nowhere, as the laptop's camera writes them, and what is understood of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from io import BytesIO
from urllib.parse import parse_qs, unquote

from PIL import Image

from handler.adapters.cameras.xml import read_xml
from handler.domain.cameras.bad_message import BadMessage
from handler.domain.cameras.message import DeviceMessage
from handler.domain.cameras.request import DeviceRequest
from handler.domain.cameras.understand import understand
from local.camera.crop import plate_crop_of
from local.camera.shot import Device, Posted, Shot

PLATE = "51K99999"
TAKEN_AT = datetime(2026, 3, 15, 11, 27, 40, 123000, tzinfo=timezone(timedelta(hours=7)))


def a_picture(kind: str = "JPEG", size: tuple[int, int] = (320, 240), grey: int = 90) -> bytes:
    """Draw a picture."""
    out = BytesIO()
    Image.linear_gradient("L").resize(size).point(lambda value: (value + grey) % 256).save(out, kind)
    return out.getvalue()


PHOTO = a_picture()
CROP = plate_crop_of(PHOTO)


def a_shot(**changes: object) -> Shot:
    """Make a vehicle before a device, with changes."""
    shot = Shot(Device.called("gate-1"), PHOTO, CROP, PLATE, TAKEN_AT, 4711)
    return replace(shot, **changes)  # type: ignore[arg-type]


def arrived(posted: Posted) -> DeviceRequest:
    """Give a message as it comes out of the gateway: decoded."""
    query = {name: values[-1] for name, values in parse_qs(posted.query, keep_blank_values=True).items()}
    return DeviceRequest(posted.method, unquote(posted.path), posted.content_type, posted.body, query)


def understood(posted: Posted) -> DeviceMessage:
    """Understand what a device put on the wire."""
    return understand(arrived(posted), read_xml)


def understood_body(
    body: bytes, content_type: str = "", path: str = "", query: Mapping[str, str] | None = None
) -> DeviceMessage:
    """Understand bytes."""
    return understand(DeviceRequest("POST", path, content_type, body, query or {}), read_xml)


def refusal(body: bytes, content_type: str = "", path: str = "", query: Mapping[str, str] | None = None) -> BadMessage:
    """Give why bytes cannot be taken."""
    try:
        understood_body(body, content_type, path, query)
    except BadMessage as error:
        return error
    raise AssertionError("it was taken")


def in_form(*parts: tuple[str, bytes], boundary: str = "boundary", end: bytes = b"--boundary--\r\n") -> bytes:
    """Write a form: each part by what stands in its header beside `form-data`, and its content."""
    pieces = [
        f"--{boundary}\r\nContent-Disposition: form-data; {options}\r\n\r\n".encode() + content + b"\r\n"
        for options, content in parts
    ]
    return b"".join(pieces) + end


FORM = "multipart/form-data; boundary=boundary"
