"""What must hold on pages that a vehicle could have given: the same plate, however the text boxes come."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from handler.domain.characters import DIGITS, LETTERS, plate_characters
from handler.domain.geometry import Point
from handler.domain.text.detection import Detection
from tests.support.boxes import SIZE, line, page, plates, reading, with_words

# How plates of some countries are written: # a digit, ^ a letter; letters that look like digits are left out, so that
# what is written is what is meant.
FORMATS = ("^^ ## ^^^", "^ ### ^^^", "^^^-####", "^^^#^##", "#^^^###", "^^## ^^^", "MH ## ^^ ####", "^^-###-^^")
CLEAR_LETTERS = "".join(letter for letter in LETTERS if letter not in "BDGIOQSUVYZ")
CLEAR_DIGITS = "".join(digit for digit in DIGITS if digit not in "01258")

EXAMPLES = 50
FAR_WORDS = ("PHARMACY", "TAXI", "PARKING", "TOYOTA", "MARKET", "TEXAS", "HOTEL", "POLICE", "EXPRESS")


@st.composite
def plate_texts(draw: st.DrawFn) -> str:
    kinds = {"#": CLEAR_DIGITS, "^": CLEAR_LETTERS}
    return "".join(
        draw(st.sampled_from(kinds[sign])) if sign in kinds else sign for sign in draw(st.sampled_from(FORMATS))
    )


@st.composite
def sensible_pages(draw: st.DrawFn) -> tuple[Detection, ...]:
    """A plate low in the middle, words above it."""
    height = draw(st.floats(24, 60))
    plate = line(draw(plate_texts()), draw(st.floats(300, 700)), draw(st.floats(360, 560)), height)
    words = [
        line(
            draw(st.sampled_from(FAR_WORDS)), draw(st.floats(40, 900)), 30 + 90 * row, height * draw(st.floats(0.5, 1))
        )
        for row in range(draw(st.integers(0, 3)))
    ]
    return page(plate, *words)


def is_surely_read(boxes: Sequence[Detection]) -> bool:
    """Tell whether the page's plate is read whole, and not by a hair's breadth."""
    reads = reading(boxes).reads
    return len(reads) == 1 and reads[0].plate == plate_characters(boxes[0].text) and reads[0].confidence > 0.8


def turned(boxes: Sequence[Detection], degrees: float) -> tuple[Detection, ...]:
    """Turn a page about its middle."""
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))

    def turn(point: Point) -> Point:
        x, y = (point.x - 0.5) * SIZE.width, (point.y - 0.5) * SIZE.height
        return Point(0.5 + (x * cosine - y * sine) / SIZE.width, 0.5 + (x * sine + y * cosine) / SIZE.height)

    return tuple(replace(box, polygon=tuple(map(turn, box.polygon))) for box in boxes)


def mirrored_ids(boxes: Sequence[Detection]) -> tuple[Detection, ...]:
    """Number the boxes the other way round."""

    def mirrored(number: int) -> int:
        return len(boxes) - 1 - number

    return tuple(
        replace(
            box,
            detection_id=mirrored(box.detection_id),
            parent_id=None if box.parent_id is None else mirrored(box.parent_id),
        )
        for box in boxes
    )


@settings(max_examples=EXAMPLES)
@given(sensible_pages())
def test_lines_alone_and_lines_with_their_words_agree(boxes: tuple[Detection, ...]) -> None:
    assert plates(with_words(boxes)) == plates(boxes)


@settings(max_examples=EXAMPLES)
@given(sensible_pages(), st.randoms(use_true_random=False))
def test_neither_order_nor_numbering_matters(boxes: tuple[Detection, ...], chance: random.Random) -> None:
    whole = with_words(boxes)
    shuffled = list(mirrored_ids(whole))
    chance.shuffle(shuffled)
    told = [(read.plate, read.confidence, read.candidates) for read in reading(whole).reads]
    assert [(read.plate, read.confidence, read.candidates) for read in reading(shuffled).reads] == told


@settings(max_examples=EXAMPLES)
@given(sensible_pages(), st.floats(-20, 20))
def test_a_tilted_camera_reads_the_same_plate(boxes: tuple[Detection, ...], degrees: float) -> None:
    assume(is_surely_read(boxes))
    assert plates(turned(boxes, degrees)) == plates(boxes)


@settings(max_examples=EXAMPLES)
@given(sensible_pages(), st.sampled_from(FAR_WORDS), st.floats(0, 900))
def test_a_word_far_away_changes_no_plate(boxes: tuple[Detection, ...], word: str, left: float) -> None:
    plate_height = (boxes[0].polygon[3].y - boxes[0].polygon[0].y) * SIZE.height
    far = replace(line(word, left, 310, plate_height * 0.5), detection_id=len(boxes))
    assume(boxes[0].polygon[0].y * SIZE.height > 310 + 3 * plate_height and is_surely_read(boxes))
    assert plates((*boxes, far)) == plates(boxes)


@settings(max_examples=EXAMPLES)
@given(sensible_pages())
def test_no_two_reads_share_a_text_box(boxes: tuple[Detection, ...]) -> None:
    used = [one for read in reading(with_words(boxes)).reads for one in read.detection_ids]
    assert len(used) == len(set(used))
