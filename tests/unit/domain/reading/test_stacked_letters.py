"""What stands in two rows before a number: letters (Maryland, Texas, Nevada) and short rows (India, Pakistan)."""

from __future__ import annotations

import pytest

from handler.domain.text.detection import Detection
from handler.domain.text.stack import with_stacks_level
from handler.domain.text.text_row import pieces_of
from tests.support.boxes import PLATE_HEIGHT, SIZE, line, page, plates

LEFT, TOP = 560, 430
LETTER = PLATE_HEIGHT / 2


def number(text: str = "5137K") -> Detection:
    return line(text, left=LEFT, top=TOP)


def running_down(text: str = "EV", *, letter_height: float = LETTER) -> Detection:
    """A text that is written downwards, as OCR tells it: from its upper right corner on."""
    return line(text, left=LEFT - 4, top=TOP, height=2 * letter_height, degrees=90)


def letter(character: str, row: int, *, gap: float = 30, height: float = LETTER) -> Detection:
    return line(character, left=LEFT - gap, top=TOP + row * height, height=height)


def texts(*boxes: Detection) -> set[str]:
    return {piece.text for piece in with_stacks_level(pieces_of(page(*boxes), SIZE))}


def test_letters_that_run_down_are_laid_level_beside_their_number() -> None:
    assert plates(page(running_down(), number()), "us")[0] == "EV5137K"


@pytest.mark.parametrize("beside_the_number", [0.7, 1.0, 1.4])
def test_letters_that_run_down_may_be_lower_or_higher_than_their_number(beside_the_number: float) -> None:
    letters = running_down(letter_height=beside_the_number * LETTER)
    assert plates(page(letters, number()), "us")[0] == "EV5137K"


@pytest.mark.parametrize(("letters", "digits"), [("DV", "48K27"), ("KP", "60R61"), ("FW", "12H80"), ("EV", "80182")])
@pytest.mark.parametrize("region", ["us", ""])
def test_a_number_beside_stacked_letters_is_not_rewritten_into_the_named_states_series(
    letters: str, digits: str, region: str
) -> None:
    """Texas writes two letters, a digit, a letter and three digits in one row: never with two letters stacked."""
    state = line("TEXAS", left=LEFT + 40, top=TOP - 30, height=20)
    assert plates(page(running_down(letters), number(digits), state), region)[0] == letters + digits


def test_single_letters_one_above_the_other_are_read_from_the_top() -> None:
    assert plates(page(letter("E", 0), letter("V", 1), number()), "us")[0] == "EV5137K"
    assert plates(page(number(), letter("V", 1), letter("E", 0)), "us")[0] == "EV5137K"


def test_letters_laid_level_are_one_piece_as_high_as_all_of_them() -> None:
    pieces = with_stacks_level(pieces_of(page(letter("E", 0), letter("V", 1), number()), SIZE))
    (stack,) = [piece for piece in pieces if piece.text == "EV"]
    assert stack.detection_ids == {0, 1}
    assert stack.frame.height == pytest.approx(PLATE_HEIGHT, rel=0.1)
    assert stack.frame.angle == pytest.approx(0)


@pytest.mark.parametrize(
    "boxes",
    [
        pytest.param((letter("E", 0, height=PLATE_HEIGHT), letter("V", 1, height=PLATE_HEIGHT)), id="a list's"),
        pytest.param((letter("E", 0, gap=120), letter("V", 1, gap=120)), id="far from it"),
        pytest.param((letter("E", 0, gap=-200), letter("V", 1, gap=-200)), id="behind it"),
        pytest.param((letter("E", 0), letter("7", 1)), id="a letter and a digit"),
        pytest.param((letter("E", 0), letter("V", 1, gap=70)), id="not one above the other"),
    ],
)
def test_other_letters_stay_as_they_are(boxes: tuple[Detection, ...]) -> None:
    assert texts(*boxes, number()) == {*(box.text for box in boxes), "5137K"}


def test_letters_without_a_number_stay_as_they_are() -> None:
    assert texts(letter("E", 0), letter("V", 1), number("EXIT")) == {"E", "V", "EXIT"}


def test_a_word_that_runs_down_is_no_part_of_a_plate() -> None:
    assert plates(page(running_down("TRUCKS"), number("AB5137")), "us")[0] == "AB5137"


def short_row(text: str, row: int, *, left: float = LEFT - 110, height: float = PLATE_HEIGHT * 0.5) -> Detection:
    """One of two short rows before a number."""
    return line(text, left=left, top=TOP + row * PLATE_HEIGHT * 0.6, height=height)


@pytest.mark.parametrize(
    ("upper", "lower", "right", "region"),
    [("TN 45", "BZ", "4713", "in"), ("MH 31", "KT", "2706", "in"), ("KA 09", "MJ", "8805", "")],
)
def test_two_short_rows_before_a_tall_number_are_read_before_it(
    upper: str, lower: str, right: str, region: str
) -> None:
    boxes = (short_row(upper, 0), short_row(lower, 1), number(right))
    assert plates(page(*boxes), region)[0] == (upper + lower + right).replace(" ", "")
    assert plates(page(*reversed(boxes)), region)[0] == (upper + lower + right).replace(" ", "")


@pytest.mark.parametrize(
    "boxes",
    [
        pytest.param((short_row("TN 45", 0),), id="one row"),
        pytest.param((short_row("TN 45", 0, left=300), short_row("BZ", 1, left=300)), id="far from it"),
        pytest.param((short_row("2024", 0), short_row("11", 1)), id="digits only"),
        pytest.param((short_row("TN", 0, height=90), short_row("BZ", 1, height=90)), id="as high as the number"),
        pytest.param((short_row("WELCOME", 0), short_row("HOME", 1)), id="long words"),
    ],
)
def test_other_rows_before_a_number_stay_as_they_are(boxes: tuple[Detection, ...]) -> None:
    assert "4713" in texts(*boxes, number("4713"))
    assert {part for box in boxes for part in box.text.split()} <= texts(*boxes, number("4713"))
