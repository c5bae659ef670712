"""Plates are found as they are spelt, nearly so, or by a pattern, through the keys that they are filed under."""

from __future__ import annotations

import contextlib
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.domain.characters import ALPHABET, fold
from handler.domain.edits import within_one_edit
from handler.domain.errors import InvalidRequest
from handler.domain.plate_search import (
    LONGEST_QUERY,
    Closeness,
    Pattern,
    asked_plate,
    closeness,
    fuzzy_keys,
    plate_of,
    rotations,
    typed_plate,
)

plates = st.text(ALPHABET, min_size=1, max_size=10)


def one_edit_of(plate: str, draw: st.DrawFn) -> str:
    place, character = draw(st.integers(0, len(plate) - 1)), draw(st.sampled_from(ALPHABET))
    rest = draw(st.sampled_from([plate[place + 1 :], plate[place:]]))
    return draw(st.sampled_from([plate[:place] + character + rest, plate[:place] + rest])) or character


@st.composite
def near_pairs(draw: st.DrawFn) -> tuple[str, str]:
    plate = draw(plates)
    return plate, one_edit_of(plate, draw)


@given(near_pairs())
def test_plates_within_one_edit_share_a_key_and_are_told_close(pair: tuple[str, str]) -> None:
    first, second = pair
    assert fuzzy_keys(first) & fuzzy_keys(second) or len(first) == len(second) == 1
    assert closeness(first, second) is not None
    assert closeness(first, second) == closeness(second, first)


@given(plates, plates)
def test_one_edit_is_what_the_edit_distance_says(first: str, second: str) -> None:
    rows = list(range(len(second) + 1))
    for i, a in enumerate(first, 1):
        previous, rows[0] = rows[0], i
        for j, b in enumerate(second, 1):
            previous, rows[j] = rows[j], min(previous + (a != b), rows[j] + 1, rows[j - 1] + 1)
    assert within_one_edit(first, second) == (rows[-1] <= 1)


@pytest.mark.parametrize(
    ("asked", "plate", "how"),
    [
        ("AB12CDE", "AB12CDE", Closeness.EXACT),
        ("AB12CDE", "A8I2CDE", Closeness.CONFUSABLE),
        ("50OZ", "S002", Closeness.CONFUSABLE),
        ("AB12CDE", "AB12CXE", Closeness.ONE_EDIT),
        ("AB12CDE", "AB12CE", Closeness.ONE_EDIT),
        ("AB12CDE", "XAB12CDE", Closeness.ONE_EDIT),
        ("AB12CDE", "AB21CXE", None),
        ("AB12CDE", "AB12", None),
    ],
)
def test_a_match_says_how_close_it_is(asked: str, plate: str, how: Closeness | None) -> None:
    assert closeness(asked, plate) is how


@given(plates)
def test_a_plate_is_filed_under_few_keys(plate: str) -> None:
    assert fold(plate) in fuzzy_keys(plate)
    assert len(fuzzy_keys(plate)) <= len(plate) + 1
    assert len(set(rotations(plate))) == len(plate) + 1
    assert {plate_of(rotation) for rotation in rotations(plate)} == {plate}


@given(plates, st.data())
def test_every_plate_that_a_pattern_fits_is_filed_under_its_run(plate: str, data: st.DataObject) -> None:
    kept = data.draw(st.lists(st.sampled_from(["keep", "?", "*"]), min_size=len(plate), max_size=len(plate)))
    text = "".join(character if how == "keep" else how for character, how in zip(plate, kept, strict=True))
    try:
        pattern = Pattern.parse(text)
    except InvalidRequest:
        assert not re.search("^[A-Z0-9]|[A-Z0-9]$|[A-Z0-9]{2}", text)
        return
    assert pattern.fits(plate)
    assert any(rotation.startswith(pattern.run) for rotation in rotations(plate))


@pytest.mark.parametrize(
    ("text", "fitting", "others"),
    [
        ("ab*", ["AB", "AB12CDE"], ["XAB1", "A"]),
        ("*cde", ["AB12CDE", "CDE"], ["CDEF"]),
        ("a?1-*", ["AB12CDE", "AX1"], ["A1", "AB21"]),
        ("*B1*", ["AB12CDE", "B1"], ["AB2"]),
        ("AB12CDE", ["AB12CDE"], ["AB12CD", "AB12CDEF"]),
        ("A**E", ["AE", "ABE"], ["AEF"]),
    ],
)
def test_a_pattern_means_what_people_mean(text: str, fitting: list[str], others: list[str]) -> None:
    pattern = Pattern.parse(text)
    assert all(pattern.fits(plate) for plate in fitting)
    assert not any(pattern.fits(plate) for plate in others)


@pytest.mark.parametrize("text", ["*", "**", "?", "*A*", "?A?", "", "- .", "🚗🚗", "A" * 40, "*" + "A" * 20])
def test_a_pattern_that_names_too_little_or_too_much_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(InvalidRequest, match="plate: "):
        Pattern.parse(text)


@pytest.mark.parametrize("text", ["", "   ", "🚗", "A" * (LONGEST_QUERY + 1), "AB*", "A?C"])
def test_what_is_no_plate_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(InvalidRequest, match="plate: "):
        asked_plate(text)


def test_a_plate_is_understood_however_it_is_spaced() -> None:
    assert asked_plate(" ab-12 cde ") == "AB12CDE"


# The web app shows what is kept before it is: frontend/src/lib/review/spelling.test.ts tries the same lines.
SPELLINGS = json.loads((Path(__file__).parent / "typed_plates.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("typed", "kept"), SPELLINGS["kept"])
def test_a_plate_to_be_kept_is_spelt_as_the_web_app_shows_it(typed: str, kept: str) -> None:
    assert typed_plate(typed) == kept


@pytest.mark.parametrize(("typed", "strange"), SPELLINGS["refused"])
def test_what_cannot_be_kept_in_a_plate_is_named_and_not_left_out(typed: str, strange: list[str]) -> None:
    with pytest.raises(InvalidRequest, match=re.escape(f"plate: {' '.join(strange)} cannot be part of")):
        typed_plate(typed)


@given(st.text(max_size=60))
def test_whatever_is_typed_is_understood_or_refused(text: str) -> None:
    for understand in (Pattern.parse, asked_plate, typed_plate):
        with contextlib.suppress(InvalidRequest):
            understand(text)
