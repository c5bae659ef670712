"""What stands among a plate's characters and may be none of them: arms, seals, emblems, the sign in the band."""

from __future__ import annotations

import pytest

from handler.domain.reading.acceptance import DEFAULT_ERROR_RATE, Acceptance
from tests.support.boxes import line, page, reading

ACCEPTS = Acceptance.for_error_rate(DEFAULT_ERROR_RATE).accepts


def accepted(text: str, *expected: str) -> list[str]:
    reads = reading(page(line(text, 640 - 11.52 * len(text))), *expected).reads
    return [read.plate for place, read in enumerate(reads) if ACCEPTS(read.confidence, place)]


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("NS 8 417-KT", "rs"),
        ("ZG 0 4182-KT", "hr"),
        ("LL 8 417KT", "at"),
        ("ROT S A 48", "de"),
        ("KR W 52936", "pl"),
        ("CJ 8 41 KTR", "ro"),
    ],
)
def test_a_character_by_itself_where_no_format_leaves_room_is_looked_at_by_a_person(text: str, region: str) -> None:
    assert accepted(text, region) == []


@pytest.mark.parametrize(
    ("text", "region"),
    [("V-48-KTR", "nl"), ("B 48 KTR", "ro"), ("B 1482 KTR", "id"), ("O 417 KT 77", "ru"), ("1-KTR-482", "be")],
)
def test_a_character_by_itself_where_a_format_leaves_room_is_the_plates(text: str, region: str) -> None:
    assert len(accepted(text, region)) == 1


def test_a_foreign_format_leaves_room_for_it_too() -> None:
    assert accepted("1-KTR-482", "fr") == ["1KTR482"]


@pytest.mark.parametrize(
    ("text", "region"),
    [("TR 34 KT 4182", ""), ("E 4182 KTR", "es"), ("F KT-418-RD", ""), ("I KT 418 RD", ""), ("D M-KT 418", "de")],
)
def test_a_countrys_sign_before_its_plate_is_looked_at_by_a_person(text: str, region: str) -> None:
    assert accepted(text, *filter(None, [region])) == []


@pytest.mark.parametrize(
    ("text", "region"),
    [("B 417 KTR", "bw"), ("D 4182 KT", "id"), ("DN-KT 418", "de"), ("N-482-KT", "nl"), ("H 417 KT 77", "ru")],
)
def test_a_plate_that_begins_as_a_sign_does_is_accepted_as_ever(text: str, region: str) -> None:
    assert accepted(text, region) == ["".join(filter(str.isalnum, text))]
