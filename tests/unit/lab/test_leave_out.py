"""Each country is read without its own photos, and accepted from what the other countries' reads ask for."""

from __future__ import annotations

from pathlib import Path

import pytest

from handler.domain.candidate import Candidate
from handler.domain.geometry import BoundingBox
from handler.domain.reading.read import Read
from lab.leave_out import PARTS, Answer, part_of, tallies
from lab.photo_set import Photo


def photo(plate: str, region: str = "", set_name: str = "set") -> Photo:
    return Photo(f"{plate}.jpg", Path(f"{plate}.jpg"), set_name, region, (plate,))


def read(plate: str, confidence: float) -> Read:
    box = BoundingBox(0.4, 0.4, 0.2, 0.1)
    return Read(plate, plate, confidence, None, None, box, (), (Candidate(plate, confidence),), (0,))


def answers(count: int, confidence: float, *, right: bool = True, set_name: str = "set") -> list[Answer]:
    return [
        Answer(
            photo(f"KX{n:04}AB", set_name=set_name), "unknown", (read(f"KX{n:04}A{'B' if right else 'C'}", confidence),)
        )
        for n in range(count)
    ]


def test_all_photos_of_a_region_are_left_out_together() -> None:
    assert part_of(photo("KX1", "de", "one")) == part_of(photo("KX2", "de", "two"))
    assert len({part_of(photo("KX1", region)) for region in ("de", "us", "eu", "br", "in", "ro", "vn", "gb")}) > 2
    assert all(0 <= part_of(photo("KX1", region)) < PARTS for region in ("de", "us", ""))


def test_a_part_is_accepted_by_the_threshold_of_the_others() -> None:
    """The others are right from 0.9 on; that this part's are wrong at 0.95 does not raise its own threshold."""
    others = answers(400, 0.995, set_name="others") + answers(40, 0.5, right=False, set_name="others")
    own = answers(10, 0.9999) + answers(10, 0.9999, right=False) + answers(20, 0.3)
    tally = tallies([others, own])["set", "unknown"]
    assert tally[:4] == pytest.approx((40, 75.0, 50.0, 50.0))


def test_what_is_accepted_now_is_counted_too() -> None:
    """The others' reads ask for 0.995; half of this part's are surer than what is in force, and half of these right."""
    own = answers(10, 0.99) + answers(10, 0.99, right=False) + answers(20, 0.5)
    tally = tallies([answers(400, 0.995, set_name="others") + answers(40, 0.994, right=False, set_name="others"), own])
    assert tally["set", "unknown"] == pytest.approx((40, 75.0, 0.0, 0.0, 50.0, 50.0))


def test_photos_without_a_read_are_neither_right_nor_accepted() -> None:
    none = [Answer(photo("KX1"), "expected", ())] * 4
    assert tallies([none, answers(400, 0.995)])["set", "expected"] == (4, 0.0, 0.0, 0.0, 0.0, 0.0)


def test_sets_are_counted_apart_and_together() -> None:
    figures = tallies([answers(400, 0.995, set_name="one"), answers(400, 0.995, right=False, set_name="two")])
    assert figures["one", "unknown"].exact == 100.0
    assert figures["two", "unknown"].exact == 0.0
    assert figures["all", "unknown"].exact == 50.0
