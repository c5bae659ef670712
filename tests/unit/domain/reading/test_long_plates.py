"""Plates of eleven to thirteen characters: Algiers' cars, India's, and such as carry a word with the number."""

from __future__ import annotations

import pytest

from handler.domain.reading.verdict import Reason
from tests.support.boxes import PLATE_HEIGHT, line, page, plates, reading

WITH_LETTERS = [
    ("KA 51 MNB 7306", "in"), ("DL 11C AF 7306", "in"), ("T 5137 KA 7306 BK", "in"), ("KLB 48213 PRV", "af"),
]  # fmt: skip
DIGITS_ALONE = "207316 114 16"


@pytest.mark.parametrize(("text", "region"), WITH_LETTERS)
def test_a_plate_of_more_than_ten_characters_is_read_where_the_table_has_its_format(text: str, region: str) -> None:
    plate = text.replace(" ", "")
    assert plates(page(line(text)), region) == plates(page(line(text))) == [plate]


def test_a_word_is_a_part_of_a_plate_where_a_region_is_expected_that_writes_it_so() -> None:
    assert plates(page(line("POLIZIA K5137")), "it") == ["POLIZIAK5137"]


def test_one_of_two_rows_is_read_as_well() -> None:
    upper, lower = line("KA 51 MNB", 560, 400), line("7306", 618, 400 + 1.1 * PLATE_HEIGHT)
    assert plates(page(upper, lower), "in") == ["KA51MNB7306"]


def test_digits_alone_are_read_where_a_region_is_expected_that_writes_so_many() -> None:
    assert plates(page(line(DIGITS_ALONE)), "dz") == ["20731611416"]
    assert plates(page(line(DIGITS_ALONE))) == plates(page(line(DIGITS_ALONE)), "fr") == []


@pytest.mark.parametrize(
    "text", ["TGHU 482113 7", "KA 51 MNBX 7306", "SN 48KX 20731 B6", "0471 482 113 60", "ISBN 978 3 16148"]
)
def test_other_text_of_their_length_is_none(text: str) -> None:
    assert plates(page(line(text)), "in", "dz") == []


def test_a_text_that_is_too_long_is_told_so() -> None:
    assert [one.reason for one in reading(page(line("TGHU4821137")), "in").verdicts] == [Reason.TOO_LONG]
