"""Pictures as files."""

from __future__ import annotations

import struct
from io import BytesIO

import pytest
from PIL import Image

from handler.adapters.pictures.image import PillowInspector
from handler.domain.errors import BadPhoto

ORIENTATION = 0x0112
inspect = PillowInspector().inspect


def picture(mode: str = "RGB", size: tuple[int, int] = (640, 480)) -> Image.Image:
    gradient = Image.linear_gradient("L").resize(size)
    return gradient.convert("RGB").convert(mode)


def encoded(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def code_of(body: bytes, content_type: str = "image/jpeg") -> str:
    with pytest.raises(BadPhoto) as raised:
        inspect(body, content_type)
    return raised.value.code


def exif_saying(kind: int, count: int, value: bytes) -> bytes:
    """Write an orientation in any type that TIFF knows, allowed or not."""
    return b"Exif\0\0MM\0*" + struct.pack(">IHHHI4sI", 8, 1, ORIENTATION, kind, count, value, 0)


NO_ORIENTATIONS = [
    pytest.param(exif_saying(1, 1, b"\x06\0\0\0"), id="a byte"),
    pytest.param(exif_saying(2, 2, b"6\0\0\0"), id="a text"),
    pytest.param(exif_saying(2, 4, b"top\0"), id="a word"),
    pytest.param(exif_saying(7, 1, b"\x06\0\0\0"), id="undefined"),
    pytest.param(exif_saying(3, 1, b"\0\x09\0\0"), id="nine"),
    pytest.param(exif_saying(3, 2, b"\0\x06\0\x06"), id="two of them"),
]
"""EXIF whose orientation is of a type, or a number, that EXIF does not allow."""


def in_sixteen_bits(image: Image.Image) -> Image.Image:
    """Write greys as scanners do, in 16 bits each."""
    return image.convert("L").convert("I").point(lambda grey: grey * 257).convert("I;16")
