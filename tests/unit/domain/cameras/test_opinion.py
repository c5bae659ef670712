"""What a device read is a second opinion: as it wrote it, or none."""

from __future__ import annotations

import pytest

from handler.domain.cameras.message import LeftOut, LeftOutWhy, Opinion
from handler.domain.cameras.opinion import LONGEST_PLATE, opinion_of


@pytest.mark.parametrize(
    ("plate", "expected"),
    [
        (" 51K-999.99 ", "51K-999.99"),
        ("กก 9999", "กก 9999"),
        ("a  b\n1", "a b 1"),
        (12345, "12345"),
        ("A" * LONGEST_PLATE,) * 2,
    ],
)
def test_a_plate_stays_as_it_was_written(plate: object, expected: str) -> None:
    assert opinion_of(plate, None) == (Opinion(expected, None, None), ())


@pytest.mark.parametrize("plate", ["", " ", "unknown", "UNKNOWN", "noPlate", "None", "无车牌", None, [], {}, True])
def test_no_plate_has_many_words(plate: object) -> None:
    assert opinion_of(plate, 0.9) == (None, (LeftOut("plate", LeftOutWhy.NO_PLATE),))


@pytest.mark.parametrize(
    ("plate", "why"),
    [
        ("A" * (LONGEST_PLATE + 1), LeftOutWhy.PLATE_TOO_LONG),
        ("A" * 200, LeftOutWhy.PLATE_TOO_LONG),
        ("A\0B", LeftOutWhy.UNREADABLE),
    ],
)
def test_what_no_plate_can_be_is_told(plate: str, why: LeftOutWhy) -> None:
    assert opinion_of(plate, 0.9) == (None, (LeftOut("plate", why),))


@pytest.mark.parametrize(
    ("confidence", "most", "share"),
    [
        (97, 100, 0.97),
        ("97", 100, 0.97),
        (0, 100, 0.0),
        (None, 100, None),
        ("", 100, None),
        (255, 255, 1.0),
        ("0.719034", 1, 0.719034),
    ],
)
def test_a_confidence_is_brought_to_one(confidence: object, most: float, share: float | None) -> None:
    assert opinion_of("A1", confidence, most=most) == (Opinion("A1", share, None), ())


@pytest.mark.parametrize(
    ("confidence", "why"),
    [
        (101, LeftOutWhy.OUT_OF_SCALE),
        (-1, LeftOutWhy.OUT_OF_SCALE),
        ("sure", LeftOutWhy.UNREADABLE),
        ([], LeftOutWhy.UNREADABLE),
    ],
)
def test_a_confidence_that_is_none_leaves_the_plate(confidence: object, why: LeftOutWhy) -> None:
    assert opinion_of("A1", confidence, most=100) == (Opinion("A1", None, None), (LeftOut("confidence", why),))


@pytest.mark.parametrize(
    ("region", "expected"),
    [
        ("US-MO", "us-mo"),
        ("POL", "pol"),
        ("vn", "vn"),
        ("NON", None),
        ("", None),
        (None, None),
        ("x" * 40, None),
        ({}, None),
    ],
)
def test_a_region_is_the_devices_own_word(region: object, expected: str | None) -> None:
    opinion, _ = opinion_of("A1", None, region)
    assert opinion
    assert opinion.region == expected


def test_no_plate_stands_in_a_log() -> None:
    assert "SECRET1" not in repr(opinion_of("SECRET1", 0.5, "vn"))
