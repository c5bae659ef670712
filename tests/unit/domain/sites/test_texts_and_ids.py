"""Names of sites and cameras as people type them, and the ids that we make."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.domain.errors import InvalidRequest
from handler.domain.sites import ids
from handler.domain.sites.texts import LONGEST_ADDRESS, LONGEST_NAME, address_of, name_of
from handler.domain.upload import UploadRef

KINDS = st.sampled_from([ids.SITE, ids.CAMERA, ids.SECRET])
NUMBERS = st.integers(0, 2**ids.BITS - 1)
IN_UPLOADS = re.compile(r"[A-Za-z0-9._-]{1,64}")
"""What `POST /uploads` takes as `camera_id`."""


@given(KINDS, NUMBERS, NUMBERS)
def test_each_number_has_an_id_of_its_own_kind_and_no_other(kind: str, number: int, other: int) -> None:
    made = ids.made_id(kind, number)
    assert [one for one in (ids.SITE, ids.CAMERA, ids.SECRET) if ids.is_id(one, made)] == [kind]
    assert (made == ids.made_id(kind, other)) is (number == other)


@given(NUMBERS)
def test_a_cameras_id_stands_where_a_persons_id_or_a_typed_one_may_and_is_no_persons(number: int) -> None:
    made = ids.made_id(ids.CAMERA, number)
    assert IN_UPLOADS.fullmatch(made)
    ref = UploadRef(made, "0" * 32)
    for key in (ref.photo_key, ref.thumbnail_key, ref.shown_key, ref.detections_key):
        assert (UploadRef.from_key(key) or UploadRef.from_derived_key(key)) == ref
    assert not re.match(r"[0-9a-f]{8}-", made)


@given(st.text())
def test_what_is_no_id_is_told_from_one(text: str) -> None:
    assert not ids.is_id(ids.CAMERA, f"x{text}")
    assert not ids.is_id(ids.CAMERA, f"cam-{text}!")
    assert not ids.is_id(ids.CAMERA, "cam-0000000000\n")


@given(st.text() | st.text(st.characters(categories=["Lu", "Ll", "Nd", "Zs", "Mn"]), min_size=1, max_size=90))
def test_a_name_that_is_taken_reads_as_it_was_typed_and_hides_nothing(text: str) -> None:
    try:
        name = name_of(text)
    except InvalidRequest:
        return
    assert name == name_of(name) == unicodedata.normalize("NFC", text.strip())
    assert 0 < len(name) <= LONGEST_NAME
    assert name.strip() == name
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]", name)


@pytest.mark.parametrize("text", ["", " ", "\u00a0\u3000"])
def test_an_empty_name_is_refused(text: str) -> None:
    with pytest.raises(InvalidRequest, match="name: this is empty"):
        name_of(text)


def test_a_long_name_is_refused_with_its_length() -> None:
    assert name_of("é" * LONGEST_NAME) == "é" * LONGEST_NAME
    assert len(name_of("e\u0301" * LONGEST_NAME)) == LONGEST_NAME
    with pytest.raises(InvalidRequest, match="at most 80 characters; these are 81"):
        name_of("x" * (LONGEST_NAME + 1))


@pytest.mark.parametrize("text", ["a\nb", "a\x00", "\x1b[1m", "a\u2028b", "\u202edrowssap", "\ud800"])
def test_what_cannot_be_seen_in_a_name_is_refused(text: str) -> None:
    with pytest.raises(InvalidRequest, match="name: control characters and line breaks are not allowed"):
        name_of(text)


@pytest.mark.parametrize("text", ["Cổng số 2", "Gate 2 🅿", "بوابة", "ゲート２"])
def test_names_are_written_in_every_script(text: str) -> None:
    assert name_of(f" {text} ") == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(("text", "kept"), [(None, None), ("", None), ("  ", None), (" 1 Main St ", "1 Main St")])
def test_an_address_may_be_left_out(text: str | None, kept: str | None) -> None:
    assert address_of(text) == kept


@pytest.mark.parametrize("text", ["x" * (LONGEST_ADDRESS + 1), "1 Main St\nTown"])
def test_a_wrong_address_is_refused(text: str) -> None:
    with pytest.raises(InvalidRequest, match="address: "):
        address_of(text)
