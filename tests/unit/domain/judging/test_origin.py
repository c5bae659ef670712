"""What stands small beside a number and tells where it is from: a state's name, a country's sign."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handler.domain.geometry import Point
from handler.domain.text.detection import Detection
from tests.support.boxes import PLATE_HEIGHT, SIZE, line, page, plates, reading

LEFT, TOP = 560, 430


def number(text: str) -> Detection:
    return line(text, left=LEFT, top=TOP)


def sign(
    text: str, *, left: float = LEFT - 22, top: float = TOP + 26, height: float = PLATE_HEIGHT * 0.35
) -> Detection:
    """A country's sign in the lower half of a band before the number."""
    return line(text, left=left, top=top, height=height)


@pytest.mark.parametrize(
    ("text", "country", "region"),
    [("HKR 518", "LT", "lt"), ("NK-518-V", "NL", "nl"), ("WE 518KK", "PL", "pl"), ("KL 418 X", "S", "se")],
)
def test_a_sign_in_the_band_tells_the_country(text: str, country: str, region: str) -> None:
    (read,) = reading(page(sign(country), number(text))).reads
    assert read.plate == text.replace(" ", "").replace("-", "")
    assert read.region == region


def test_a_sign_settles_what_the_text_leaves_open() -> None:
    assert plates(page(number("00-518-KK")))[0] == "00518KK"
    assert plates(page(sign("GE"), number("00-518-KK")))[0] == "OO518KK"


def test_a_sign_of_another_country_does_not_rule_out_the_one_that_is_expected() -> None:
    boxes = page(sign("RO"), number("KN482PT"))
    assert [reading(boxes, region).reads[0].region for region in ("fr", "it")] == ["fr", "it"]


def test_a_sign_narrows_what_is_expected() -> None:
    boxes = page(sign("IT", height=2), sign("I"), number("KN482PT"))
    assert reading(boxes, "eu").reads[0].region == "it"


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(sign("LT", height=PLATE_HEIGHT), id="as high as the number"),
        pytest.param(sign("LT", left=LEFT - 160), id="far from it"),
        pytest.param(sign("LT", top=TOP + 90), id="below it"),
        pytest.param(sign("D", left=LEFT + 180), id="a single letter behind it"),
        pytest.param(sign("QX"), id="no country's"),
    ],
)
def test_other_short_texts_tell_nothing(other: Detection) -> None:
    regions = {read.region for read in reading(page(other, number("HKR 518"))).reads if read.plate == "HKR518"}
    assert "lt" not in regions
    assert "de" not in regions


@pytest.mark.parametrize(
    ("code", "name", "digits"), [("G", "DUBAI", "45811"), ("K", "AJMAN", "7153"), ("BC", "DUBAI", "20418")]
)
def test_a_name_between_a_code_and_its_number_tells_the_country_and_is_no_part(
    code: str, name: str, digits: str
) -> None:
    wide = 0.48 * 18 * len(name)
    boxes = (
        line(code, left=LEFT - wide - 44, top=TOP + 4, height=36),
        line(name, left=LEFT - wide - 12, top=TOP + 26, height=18),
        line("LN", left=LEFT - wide - 8, top=TOP + 4, height=18, confidence=0.37),
        number(digits),
    )
    (read,) = reading(page(*boxes)).reads
    assert (read.plate, read.region) == (code + digits, "ae")


def band(text: str, *, width: float, height: float = PLATE_HEIGHT) -> Detection:
    """A sign in a box as high as the band that it stands in."""
    left = LEFT - width - 6
    corners = ((left, TOP), (left + width, TOP), (left + width, TOP + height), (left, TOP + height))
    polygon = tuple(Point(x / SIZE.width, y / SIZE.height) for x, y in corners)
    return replace(line(text), polygon=polygon)


@pytest.mark.parametrize(("upper", "lower"), [("K:", "AB 48"), ("M", "KT 4182"), ("B", "X 715")])
def test_a_sign_whose_box_is_as_high_as_its_band_is_no_part_of_the_plate(upper: str, lower: str) -> None:
    above = line(upper, left=LEFT - 4, top=TOP - 40, height=34)
    (read, *_) = reading(page(band("D", width=15), above, line(lower, left=LEFT, top=TOP)), "de").reads
    assert read.plate == (upper + lower).replace(" ", "").replace(":", "")


@pytest.mark.parametrize(
    ("sign", "text", "region"),
    [("NL", "KN 48 21", "nl"), ("PL", "KR 4KT21", "pl"), ("BG", "CC 4821", "bg"), ("SLO", "KP 48 KT", "si")],
)
def test_several_letters_as_narrow_as_a_band_are_its_sign(sign: str, text: str, region: str) -> None:
    (read, *_) = reading(page(band(sign, width=8 * len(sign)), line(text, left=LEFT, top=TOP))).reads
    assert (read.plate, read.region) == (text.replace(" ", ""), region)


@pytest.mark.parametrize(("first", "width"), [("D", 24), ("I", 14), ("PL", 46), ("BG", 40)])
def test_a_letter_as_wide_as_letters_are_stays_a_part_of_the_plate(first: str, width: float) -> None:
    (read, *_) = reading(page(band(first, width=width), line("KT 4182", left=LEFT, top=TOP))).reads
    assert read.plate == f"{first}KT4182"
