"""Words and figures that are no plates."""

from __future__ import annotations

import pytest

from handler.domain.reading.acceptance import DEFAULT_ERROR_RATE, Acceptance
from handler.domain.words.vocabulary import glued_at, known_word, named_region
from tests.support.boxes import line, page, plates, reading


@pytest.mark.parametrize(
    "text",
    [
        "$4.50",
        "R$19,90",
        "£3",
        "30%",
        "12€",
        "9AM-5PM",
        "11:30PM",
        "TUE14-16",
        "MAR03",
        "195/65R15",
        "0A:1B:2C:3D",
        "12-14AUG",
        "03.05-07.05",
        "No.4821",
        "040/7315",
        "42.2",
        "104.5",
        "07/2031",
        "CE0197",
        "12.400KM",
        "5TH",
        "683RD",
        "E42NDST",
        "19THAVE",
        "BR-417",
    ],
)
def test_prices_shares_times_tyres_and_addresses_are_figures(text: str) -> None:
    assert known_word(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "MAR-4821",
        "SAT4821",
        "KSV-4182",
        "12:34",
        "MH14BK4821",
        "63-F7",
        "518.46",
        "KSV.4182",
        "12-AUG",
        "AM4PMX",
        "CE4182",
        "12.345",
        "BR417",
        "RJ-4172",
        "4182TH8",
    ],
)
def test_plates_are_no_figures(text: str) -> None:
    assert known_word(text) is None


@pytest.mark.parametrize(
    "text",
    ["TUE 14-16", "$38.25/HOUR", "NOVEMBER 12-14", "BRIDGE 4821", "195/65 R15", "SALIDA 48", "GVW 26000", "417-38-26"],
)
def test_announced_figures_are_no_plates(text: str) -> None:
    assert plates(page(line(text))) == []


def test_a_month_before_four_digits_is_a_plate() -> None:
    assert plates(page(line("MAR-4821")), "br") == ["MAR4821"]


@pytest.mark.parametrize("text", ["SP - CAMPINAS", "SP -CAMPINAS", "SP-CAMPINAS", "SP·CAMPINAS"])
def test_a_brazilian_town_is_found_whatever_stands_before_it(text: str) -> None:
    assert named_region(text) == "br"


@pytest.mark.parametrize(
    ("text", "region"),
    [("07.14", "id"), ("12·29", "id"), ("01-30", "id"), ("13.14", None), ("7.14", None), ("07.140", None)],
)
def test_a_month_and_a_year_below_the_number_are_indonesias(text: str, region: str | None) -> None:
    assert named_region(text) == region


def test_a_plate_that_is_valid_until_a_month_is_read_as_indonesias() -> None:
    (read,) = reading(page(line("KT 4512 ME", 400, 400, 60), line("08.29", 500, 475, 26))).reads
    assert (read.plate, read.region) == ("KT4512ME", "id")


def test_a_number_without_its_area_is_not_accepted_where_the_plate_says_that_it_is_indonesian() -> None:
    number, valid_until = line("4512 MEK", 400, 400, 60), line("08.29", 460, 475, 26)
    (alone,), (told,) = reading(page(number)).reads, reading(page(number, valid_until)).reads
    accepts = Acceptance.for_error_rate(DEFAULT_ERROR_RATE).accepts
    assert accepts(alone.confidence, 0)
    assert not accepts(told.confidence, 0)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param("7KTV318SALES", 7, id="after"),
        pytest.param("Toyota7KTV318", 6, id="before"),
        pytest.param("KTVSALES", None, id="no digits"),
        pytest.param("7KTV318CAB", None, id="too short a word"),
        pytest.param("7KTV318", None, id="no word"),
        pytest.param("K417TX77RUS", 8, id="Russia's sign"),
        pytest.param("77RUS", 2, id="Russia's sign beside the area"),
        pytest.param("K4RUS", None, id="no area"),
    ],
)
def test_a_long_word_is_cut_from_what_it_is_glued_to(text: str, place: int | None) -> None:
    assert glued_at(text) == place


def test_a_plate_is_read_without_the_word_glued_to_it() -> None:
    assert plates(page(line("7KTV318SALES"))) == ["7KTV318"]
