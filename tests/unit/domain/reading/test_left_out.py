"""Nothing falls off a plate silently: what is as large as it and near it is read, explained, or seen by a person."""

from __future__ import annotations

import string
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.domain.reading.acceptance import DEFAULT_ERROR_RATE, Acceptance
from handler.domain.reading.verdict import Reason
from handler.domain.text.detection import Detection
from tests.support.boxes import PLATE_HEIGHT, line, page, plates, reading

ACCEPTS = Acceptance.for_error_rate(DEFAULT_ERROR_RATE).accepts
WIDTH_OF_A_CHARACTER = 0.48
MIDDLE, TOP = 640.0, 400.0


def centred(text: str, top: float = TOP, height: float = PLATE_HEIGHT, aside: float = 0.0) -> Detection:
    return line(text, MIDDLE + aside - WIDTH_OF_A_CHARACTER * height * len(text) / 2, top, height)


def below(text: str, height: float = PLATE_HEIGHT, aside: float = 0.0) -> Detection:
    return centred(text, TOP + 1.05 * PLATE_HEIGHT, height, aside)


def emblem() -> Detection:
    """An H as wide as three letters."""
    wide = line("HHH", MIDDLE - 1.5 * WIDTH_OF_A_CHARACTER * 32, TOP - 42, 32)
    return replace(wide, text="H")


def accepted(boxes: tuple[Detection, ...], *expected: str) -> list[str]:
    return [read.plate for place, read in enumerate(reading(boxes, *expected).reads) if ACCEPTS(read.confidence, place)]


@pytest.mark.parametrize(
    ("upper", "lower", "region"),
    [("4172 KT", "7", "by"), ("58134 B", "6", "ma"), ("C 5093 BK", "R", "es"), ("FBK 4182", "T", "sg")],
)
def test_a_single_character_below_its_plate_is_read_with_it(upper: str, lower: str, region: str) -> None:
    boxes = page(centred(upper), below(lower))
    plate = (upper + lower).replace(" ", "")
    assert plates(boxes, region)[0] == plate
    assert set(accepted(boxes)) <= {plate}


@pytest.mark.parametrize(("upper", "lower", "region"), [("41", "KT", "ee"), ("K4", "17", "mc")])
def test_two_rows_of_four_characters_are_read_where_such_plates_are(upper: str, lower: str, region: str) -> None:
    assert plates(page(centred(upper), below(lower)), region) == [upper + lower]


@pytest.mark.parametrize("height", [0.6, 0.7, 1.0])
@pytest.mark.parametrize("character", ["R", "7"])
def test_a_read_without_a_smaller_character_above_or_below_it_is_not_accepted(character: str, height: float) -> None:
    number, size = "6402 BDF", height * PLATE_HEIGHT
    over = page(centred(character, TOP - 1.2 * (size + PLATE_HEIGHT) / 2, size), centred(number))
    under = page(centred(number), below(character, size))
    for boxes, plate in ((over, character + number), (under, number + character)):
        assert set(accepted(boxes, "es")) <= {plate.replace(" ", "")}


@pytest.mark.parametrize("room", [0.4, 0.8, 1.2, 1.5])
@pytest.mark.parametrize("height", [0.7, 1.0])
def test_a_read_without_a_character_beside_it_is_not_accepted(room: float, height: float) -> None:
    number, size = "ZH 4081", height * PLATE_HEIGHT
    left = MIDDLE + WIDTH_OF_A_CHARACTER * PLATE_HEIGHT * len(number) / 2 + room * size
    boxes = page(centred(number), line("7", left, TOP + (PLATE_HEIGHT - size) / 2, size))
    assert set(accepted(boxes, "ch")) <= {"ZH40817"}


@pytest.mark.parametrize("room", [0.9, 1.3])
@pytest.mark.parametrize("beside", ["7", "R2"])
def test_a_read_says_what_it_left_out_and_so_does_the_text_box(beside: str, room: float) -> None:
    number = "7VXK482"
    left = MIDDLE + WIDTH_OF_A_CHARACTER * PLATE_HEIGHT * len(number) / 2 + room * PLATE_HEIGHT
    told = reading(page(centred(number), line(beside, left, TOP, PLATE_HEIGHT), below("TOYOTA", 30)), "us")
    assert [(read.plate, read.left_out_text) for read in told.reads] == [(number, beside)]
    assert [verdict.reason for verdict in told.verdicts] == [Reason.PLATE, Reason.LEFT_OUT, Reason.WORD]


def test_all_that_a_read_left_out_is_told_row_by_row() -> None:
    number = "7VXK482"
    left = MIDDLE + WIDTH_OF_A_CHARACTER * PLATE_HEIGHT * len(number) / 2 + PLATE_HEIGHT
    told = reading(page(below("4", 40), line("R2", left, TOP, PLATE_HEIGHT), centred(number)), "us")
    assert [read.left_out_text for read in told.reads] == ["R2 4"]


def test_a_whole_plate_left_nothing_out() -> None:
    assert [read.left_out_text for read in reading(page(centred("7VXK482"), below("TOYOTA", 30)), "us").reads] == [""]


@pytest.mark.parametrize(
    "beside",
    [
        pytest.param(centred("CALIFORNIA", TOP - 30, 24), id="a state's name"),
        pytest.param(centred("HONDA", TOP + 60, 40), id="a maker"),
        pytest.param(centred("Meyer", TOP + 56, 36), id="a dealer in lower case"),
        pytest.param(centred("0000", TOP - 64, 44), id="the rings of an emblem"),
        pytest.param(emblem(), id="an emblem that is wide for a letter"),
        pytest.param(centred("KLM", TOP - 36, 30), id="a short name that is smaller"),
        pytest.param(centred("B134", TOP - 44, 34), id="a fleet's number"),
        pytest.param(centred("26", TOP - 12, 20, aside=70), id="a sticker"),
        pytest.param(centred("7", TOP + 3 * PLATE_HEIGHT), id="a digit far below"),
    ],
)
def test_what_is_explained_costs_no_acceptance(beside: Detection) -> None:
    number = "7VXK482"
    assert accepted(page(centred(number)), "us") == [number]
    assert number in accepted(page(centred(number), beside), "us")


@given(
    number=st.from_regex(r"[A-HJ-NPR-Z]{2,3}[1-9][0-9]{2,3}", fullmatch=True),
    character=st.sampled_from(string.ascii_uppercase + string.digits),
    height=st.floats(0.65, 1.0),
    distance=st.floats(0.9, 1.4),
    aside=st.floats(-0.25, 0.25),
    is_below=st.booleans(),
)
def test_no_accepted_read_lacks_a_character_of_another_row(
    number: str, character: str, height: float, distance: float, aside: float, *, is_below: bool
) -> None:
    size = height * PLATE_HEIGHT
    middle = TOP + PLATE_HEIGHT / 2 + (1 if is_below else -1) * distance * (PLATE_HEIGHT + size) / 2
    along = aside * WIDTH_OF_A_CHARACTER * PLATE_HEIGHT * len(number)
    boxes = page(centred(number), centred(character, middle - size / 2, size, along))
    assert all(len(plate) > len(number) for plate in accepted(boxes))
