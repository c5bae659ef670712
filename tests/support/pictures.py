"""Pictures as files."""

from __future__ import annotations

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
