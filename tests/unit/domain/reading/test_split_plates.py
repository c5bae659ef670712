"""However text detection splits a plate into words and rows, all of it is read."""

from __future__ import annotations

import re

import pytest

from handler.domain.reading.acceptance import DEFAULT_ERROR_RATE, Acceptance
from handler.domain.text.overlay import burnt_in
from handler.domain.text.span import spans_of
from handler.domain.text.text_row import pieces_of, rows_of
from tests.support.boxes import PICTURE, line, page, plates, reading, with_words


@pytest.mark.parametrize("expected", ["", "in", "de"])
@pytest.mark.parametrize(
    "text",
    ["MH - 14 - BK - 4821", "22 - BH - 4821 - KT", "LT - TR - 4821 - K", "LD - 48 - 21 - KT", "01 - K - 482 - TX"],
)
def test_hyphens_that_are_words_of_their_own_cut_nothing_off(text: str, expected: str) -> None:
    boxes = with_words(page(line(text, 400)))
    assert plates(boxes, *filter(None, [expected])) == ["".join(filter(str.isalnum, text))]


@pytest.mark.parametrize("text", ["Z - KXT - 513", "O - KDA - 513"])
def test_a_hyphen_does_not_part_an_outer_letter_from_its_plate(text: str) -> None:
    assert plates(with_words(page(line(text)))) == ["".join(filter(str.isalnum, text))]


@pytest.mark.parametrize("text", ["7 2 1 4 X B R", "K T X 4 8 2 1", "M K X 5 1 3 7"])
def test_characters_that_are_words_of_their_own_are_one_plate(text: str) -> None:
    assert plates(with_words(page(line(text)))) == [text.replace(" ", "")]


@pytest.mark.parametrize(
    ("upper", "lower", "region"),
    [
        ("MH 14 BK", "4821", "in"), ("DL 3C BK", "4821", "in"), ("KTX 482", "GP", "za"), ("4821 KT", "69", "fr"),
        ("KTB 482", "MP", "mz"), ("M482OP", "199", "ru"), ("482 137", "NC", "nc"),
    ],
)  # fmt: skip
def test_all_of_a_plate_but_its_last_group_may_stand_above(upper: str, lower: str, region: str) -> None:
    boxes = page(line(upper, 640 - 11.5 * len(upper), 380), line(lower, 640 - 11.5 * len(lower), 434))
    plate = (upper + lower).replace(" ", "")
    assert plates(boxes, region) == plates(boxes) == [plate]


@pytest.mark.parametrize("below", ["VW", "Q5", "26", "GTI"])
def test_what_stands_below_a_whole_plate_is_not_accepted_as_a_part_of_it(below: str) -> None:
    boxes = page(line("KTX 4821", 556, 380), line(below, 640 - 11.5 * len(below), 434))
    accepts = Acceptance.for_error_rate(DEFAULT_ERROR_RATE).accepts
    wrong = [read for read in reading(boxes, "us").reads if read.plate != "KTX4821"]
    assert not any(accepts(read.confidence, 0) for read in wrong)


@pytest.mark.parametrize("text", ["HH©K 51", "K®VX 71", "B©X 513"])
def test_a_seal_that_ocr_writes_as_a_sign_speaks_not_against_a_plate(text: str) -> None:
    (sealed,), (plain,) = (reading(page(line(one))).reads for one in (text, re.sub("[©®]", " ", text)))
    assert sealed.plate == plain.plate
    assert sealed.confidence == pytest.approx(plain.confidence, abs=0.05)


def test_rows_of_single_letters_make_no_more_pairs_than_plates_need() -> None:
    boxes = with_words(page(*(line("Q W E R T Y U I O P", 400, 300 + 54 * row) for row in range(4))))
    pairs = [span.rows for span in spans_of(rows_of(pieces_of(boxes, PICTURE.size))) if len(span.rows) > 1]
    assert pairs
    assert all(len(row) <= 5 for rows in pairs for row in rows)


def test_a_long_text_at_the_photos_edge_is_no_cameras_name() -> None:
    # There were so many ways to cut it into letters and digits that trying all took for ever.
    boxes = page(line("CH" * 20 + "12345", 100, 20))
    assert not burnt_in(pieces_of(boxes, PICTURE.size), PICTURE.size)
