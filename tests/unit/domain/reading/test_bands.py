"""What a band beside the number says is no part of it, however large text detection writes it."""

from __future__ import annotations

import pytest

from handler.domain.reading.acceptance import DEFAULT_ERROR_RATE, Acceptance
from handler.domain.reading.second_look import montage_in_doubt
from handler.service.look_twice import SURE_CONFIDENCE
from tests.support.boxes import PICTURE, line, page, plates, reading, with_words

ACCEPTS = Acceptance.for_error_rate(DEFAULT_ERROR_RATE).accepts
BANDS = [
    ("GH 417 RT", "BO", "it"), ("BX 62817", "TO", "it"), ("GH 417 RT", "09", "it"), ("GH-417-RT", "2A", "fr"),
    ("GH-417-RT", "69", "fr"), ("GH-417-RT", "974", "fr"), ("62-RT-01", "09 12", "pt"), ("4182 TXD", "KSA", "sa"),
    ("01 B 417 RT", "UZ", "uz"), ("AA 417 RT", "AL", "al"),
]  # fmt: skip


@pytest.mark.parametrize(("number", "band", "region"), BANDS)
def test_the_number_is_read_without_its_band(number: str, band: str, region: str) -> None:
    for boxes in (page(line(f"{number} {band}")), with_words(page(line(f"{number} {band}")))):
        (read,) = reading(boxes, region).reads
        assert read.plate == "".join(filter(str.isalnum, number))
        assert ACCEPTS(read.confidence, 0)
        assert not read.left_out_text


@pytest.mark.parametrize(("number", "band", "region"), BANDS)
def test_where_no_region_is_expected_a_person_is_asked_whether_it_is_the_band(
    number: str, band: str, region: str
) -> None:
    (read,) = reading(page(line(f"{number} {band}"))).reads
    assert read.plate == "".join(filter(str.isalnum, number))
    assert read.left_out_text == band.split(maxsplit=1)[0]
    assert not ACCEPTS(read.confidence, 0)


@pytest.mark.parametrize("text", ["62-RT-01 04", "GH-417-RT 21", "BA-62817-VE"])
def test_a_read_that_may_hold_a_band_is_for_a_person(text: str) -> None:
    reads = reading(page(line(text))).reads
    assert reads
    assert not any(ACCEPTS(read.confidence, 0) for read in reads)


def test_what_is_a_group_of_the_plate_where_it_is_expected_stays_one() -> None:
    assert plates(page(line("GH-417-RT 21")), "ci") == ["GH417RT21"]
    (read,) = reading(page(line("BX 417 RT")), "it").reads
    assert (read.plate, ACCEPTS(read.confidence, 0)) == ("BX417RT", True)
    assert plates(page(line("KT 482 AB 69")), "fr") != ["KT482"]


@pytest.mark.parametrize(
    ("sign", "number", "region"),
    [
        ("TR", "34 KT 4182", "tr"), ("I", "GH 417 RT", "it"), ("F", "GH-417-RT", "fr"), ("D", "ROT KT 418", "de"),
        ("NL", "41-KTR-8", "nl"), ("GB", "KT41 BCX", "gb"), ("B", "1-KTR-482", "be"), ("UA", "BC 4182 HT", "ua"),
    ],
)  # fmt: skip
def test_the_sign_of_an_expected_country_before_its_number_is_none_of_it(sign: str, number: str, region: str) -> None:
    for boxes in (page(line(f"{sign} {number}")), with_words(page(line(f"{sign} {number}")))):
        (read,) = reading(boxes, region).reads
        assert (read.plate, read.left_out_text) == ("".join(filter(str.isalnum, number)), "")
        assert ACCEPTS(read.confidence, 0)


@pytest.mark.parametrize(
    ("text", "region"),
    [("D KT 418", "de"), ("D-AB 12", "de"), ("E 4182 KTR", "es"), ("B KT 418", "de"), ("N 482 KT", "de")],
)
def test_an_office_and_a_kind_that_are_spelled_as_a_sign_stay_on_the_plate(text: str, region: str) -> None:
    assert plates(page(line(text)), region) == ["".join(filter(str.isalnum, text))]


def test_a_band_on_one_side_explains_nothing_on_the_other() -> None:
    reads = reading(page(line("K GH-417-RT 69")), "fr").reads
    assert not any(ACCEPTS(read.confidence, 0) for read in reads)


def test_what_no_band_says_costs_the_read_its_acceptance() -> None:
    for behind in ("QX", "99"):
        reads = reading(page(line(f"GH-417-RT {behind}")), "fr").reads
        assert not any(ACCEPTS(read.confidence, 0) for read in reads)


@pytest.mark.parametrize(("confidence", "is_looked_at_again"), [(0.99, False), (0.7, True)])
def test_no_further_look_is_paid_for_where_only_what_is_left_out_is_in_doubt(
    confidence: float, *, is_looked_at_again: bool
) -> None:
    boxes = page(line("GH-417-RT 69", confidence=confidence))
    first = reading(boxes)
    assert first.reads[0].left_out_text == "69"
    montage = montage_in_doubt(first, boxes, PICTURE, frozenset(), SURE_CONFIDENCE)
    assert (montage is not None) is is_looked_at_again


@pytest.mark.parametrize("text", ["K DUBAI 48217", "16 ABU DHABI 48217", "2 SHARJAH 48217"])
def test_the_emirates_name_in_the_number_s_line_parts_the_code_from_its_number(text: str) -> None:
    code, number = text.split(maxsplit=1)[0], text.rsplit(maxsplit=1)[-1]
    for boxes in (page(line(text)), with_words(page(line(text)))):
        assert plates(boxes, "ae") == [code + number]


@pytest.mark.parametrize("text", ["K PARKING 48217", "DUBAI 48217"])
def test_no_other_word_joins_a_letter_to_a_number(text: str) -> None:
    assert plates(page(line(text)), "ae") != ["K48217"]


@pytest.mark.parametrize(
    ("number", "name", "region"),
    [
        ("JKT 4827", "MALAYSIA", "my"),
        ("KTX 417", "ZIMBABWE", ""),
        ("KT 417 BX", "GIBRALTAR", ""),
        ("4827 KTX", "LATVIA", ""),
    ],
)
def test_a_country_s_name_in_the_number_s_line_is_none_of_it(number: str, name: str, region: str) -> None:
    assert plates(page(line(f"{number} {name}")), *filter(None, [region])) == [number.replace(" ", "")]
