"""Whether a file is a picture, and whether it is all there."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from local.relay.pictures import content_type_of, is_whole
from tests.support.devices import a_picture


def a_jpeg(**about: object) -> bytes:
    out = BytesIO()
    Image.effect_noise((160, 120), 60).save(out, "JPEG", **about)
    return out.getvalue()


def with_a_small_one_inside() -> bytes:
    """A JPEG whose metadata hold a whole JPEG, as cameras write them."""
    inner = a_jpeg()
    segment = b"\xff\xe1" + (len(inner) + 2).to_bytes(2, "big") + inner
    whole = a_jpeg()
    return whole[:2] + segment + whole[2:]


WHOLE = {
    "jpeg": a_jpeg(),
    "progressive": a_jpeg(progressive=True),
    "with restarts": a_jpeg(restart_marker_blocks=2),
    "with a small one inside": with_a_small_one_inside(),
    "png": a_picture("PNG"),
}


@pytest.mark.parametrize("name", WHOLE)
def test_a_picture_is_whole_when_its_end_is_there(name: str) -> None:
    assert is_whole(WHOLE[name])


@pytest.mark.parametrize("more", [b"\0" * 700, b"\r\n", b"trailer of a maker", WHOLE["jpeg"][:90]])
def test_what_cameras_write_behind_the_end_does_no_harm(more: bytes) -> None:
    assert is_whole(WHOLE["jpeg"] + more)


@pytest.mark.parametrize("name", WHOLE)
def test_a_picture_that_lacks_anything_of_its_end_is_not_whole(name: str) -> None:
    whole = WHOLE[name]
    assert not [size for size in range(0, len(whole) - 12, 7) if is_whole(whole[:size])]
    assert name == "png" or not is_whole(whole[:-1])


def test_other_files_are_no_pictures() -> None:
    assert content_type_of(b"GIF89a\0\0") is None
    assert not is_whole(b"GIF89a\0\0\xff\xd9")
    assert (content_type_of(WHOLE["png"]), content_type_of(WHOLE["jpeg"])) == ("image/png", "image/jpeg")


@given(st.binary(max_size=300), st.sampled_from([b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b""]))
def test_any_bytes_are_judged(content: bytes, start: bytes) -> None:
    assert is_whole(start + content) in {True, False}
