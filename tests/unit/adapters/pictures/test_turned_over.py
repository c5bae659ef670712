from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageOps, ImageStat

from handler.adapters.pictures.image import MAX_SENT_BYTES, PillowInspector
from tests.support.pictures import ORIENTATION, encoded, picture


@pytest.mark.parametrize("orientation", [1, 6])
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_photo_is_turned_over_from_how_it_is_shown(kind: str, orientation: int) -> None:
    drawn = picture(size=(320, 200))
    drawn.paste((255, 0, 0), (0, 0, 60, 60))
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    body = encoded(drawn, kind, exif=exif)
    turned = PillowInspector().turned_over(body)
    seen, shown = Image.open(BytesIO(turned.jpeg)), ImageOps.exif_transpose(Image.open(BytesIO(body)))
    assert seen.size == (turned.size.width, turned.size.height) == shown.size
    back = seen.convert("RGB").transpose(Image.Transpose.ROTATE_180)
    assert ImageStat.Stat(ImageChops.difference(back, shown.convert("RGB"))).mean == pytest.approx([0, 0, 0], abs=3)


def test_a_large_photo_that_is_turned_over_is_made_small_enough_to_be_sent() -> None:
    noise = Image.effect_noise((3000, 3000), 120).convert("RGB")
    turned = PillowInspector().turned_over(encoded(noise, quality=95))
    assert len(turned.jpeg) <= MAX_SENT_BYTES
    assert turned.size.width == turned.size.height < 3000
