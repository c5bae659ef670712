from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin

from handler.adapters.pictures.image import PillowInspector
from handler.adapters.pictures.metadata import without_metadata
from handler.domain.errors import BadPhoto
from tests.support.pictures import ORIENTATION, encoded, picture

GPS, MAKER, ARTIST = 0x8825, 0x927C, 0x013B
SECRET = "a name in the metadata"


def told(orientation: int = 1) -> Image.Exif:
    """EXIF with the place, the person and the orientation."""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[ARTIST] = SECRET
    exif.get_ifd(GPS)[2] = (47.0, 9.0, 30.0)
    return exif


def same_pixels(one: bytes, other: bytes) -> bool:
    a, b = (Image.open(BytesIO(body)) for body in (one, other))
    return a.mode == b.mode and a.size == b.size and a.tobytes() == b.tobytes()


def jpeg(**options: Any) -> bytes:
    return encoded(picture(), exif=told(), comment=SECRET, xmp=SECRET.encode(), **options)


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_of_a_jpeg_only_the_picture_stays(mode: str, progressive: bool) -> None:
    body = encoded(picture(mode), exif=told(), comment=SECRET, progressive=progressive)
    copy = without_metadata(body, 1)
    assert SECRET.encode() in body
    assert SECRET.encode() not in copy
    assert not Image.open(BytesIO(copy)).getexif()
    assert same_pixels(body, copy)


def test_restart_markers_and_bytes_of_255_are_a_part_of_the_picture() -> None:
    noise = Image.effect_noise((320, 240), 120).convert("RGB")
    body = encoded(noise, quality=95, restart_marker_blocks=4, exif=told())
    assert same_pixels(body, without_metadata(body, 1))


def test_how_to_turn_it_is_kept_and_nothing_else() -> None:
    copy = without_metadata(encoded(picture(), exif=told(6)), 6)
    assert dict(Image.open(BytesIO(copy)).getexif()) == {ORIENTATION: 6}


def test_the_colour_profile_is_kept() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    copy = without_metadata(jpeg(icc_profile=profile), 1)
    assert Image.open(BytesIO(copy)).info["icc_profile"] == profile


def test_what_lies_behind_the_picture_goes() -> None:
    several = encoded(picture(), "MPO", save_all=True, append_images=[picture(size=(100, 100))])
    for body in (several, jpeg() + SECRET.encode() * 100):
        copy = without_metadata(body, 1)
        assert copy.endswith(b"\xff\xd9")
        assert len(copy) < len(body)
        assert Image.open(BytesIO(copy)).format == "JPEG"


def test_of_a_png_only_the_picture_stays() -> None:
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", SECRET)
    text.add_itxt("Place", SECRET)
    see_through = picture("RGBA")
    body = encoded(see_through, "PNG", exif=told(), pnginfo=text, dpi=(72, 72)) + SECRET.encode()
    copy = without_metadata(body, 1)
    assert SECRET.encode() not in copy
    assert Image.open(BytesIO(copy)).info.get("dpi")
    assert same_pixels(body, copy)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_photo_without_metadata_stays_as_it_is(kind: str) -> None:
    body = encoded(picture(), kind)
    assert without_metadata(body, 1) == body


def test_people_see_a_copy_only_where_there_is_something_to_hide() -> None:
    inspect = PillowInspector().inspect
    assert inspect(encoded(picture()), "image/jpeg").shown_copy is None
    copy = inspect(jpeg(), "image/jpeg").shown_copy
    assert copy is not None
    assert SECRET.encode() not in copy


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")  # of what is broken in the metadata
@settings(max_examples=100, deadline=None)
@given(st.data())
def test_whatever_the_bytes_nothing_but_a_verdict_comes_of_them(data: st.DataObject) -> None:
    body = bytearray(data.draw(st.sampled_from([jpeg(), encoded(picture(), "PNG", exif=told())])))
    for _ in range(data.draw(st.integers(0, 8))):
        body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(body[: data.draw(st.integers(0, len(body)))])
    try:
        inspection = PillowInspector().inspect(cut, "image/jpeg")
    except BadPhoto:
        return
    if inspection.shown_copy is not None:
        assert Image.open(BytesIO(inspection.shown_copy)).size[0] > 0
