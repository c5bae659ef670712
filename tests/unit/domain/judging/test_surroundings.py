"""What stands around a text: lists, tables, running text and labels speak against it, a few other vehicles do not."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from handler.domain.judging.evidence import Features
from handler.domain.judging.surroundings import surroundings_of
from handler.domain.text.detection import Detection
from handler.domain.text.overlay import burnt_in
from handler.domain.text.span import spans_of
from handler.domain.text.text_row import pieces_of, rows_of
from tests.support.boxes import PLATE_HEIGHT, SIZE, line, page, plates

PLATE = "7KTV318"


def around(text: str, boxes: Sequence[Detection]) -> Features:
    """What stands around the text, the first of that wording."""
    rows = rows_of(pieces_of(boxes, SIZE))
    span = next(span for span in spans_of(rows) if span.raw_text == text)
    return surroundings_of(span, rows)


def below(rows: int, text: str = "WOOD", *, left: float = 560, height: float = PLATE_HEIGHT) -> list[Detection]:
    """Lines below a plate, one every two heights of a plate."""
    return [line(text, left, 430 + 2 * PLATE_HEIGHT * (row + 1), height) for row in range(rows)]


def beside(count: int, text: str = "WOOD") -> list[Detection]:
    """Texts on a plate's line, too far away to be one row with it."""
    return [line(text, left, 430) for left in (20, 260, 960, 1180)[:count]]


def test_a_text_alone_has_nothing_around_it() -> None:
    assert set(around(PLATE, page(line(PLATE))).values()) == {0.0}


def test_what_is_written_on_a_plate_beside_its_number_is_nothing_around_it() -> None:
    boxes = page(line(PLATE), line("OREGON", 600, 400, 20), line("PACIFIC WONDERLAND", 570, 482, 16))
    assert set(around(PLATE, boxes).values()) == {0.0}


@pytest.mark.parametrize(("count", "sides"), [(0, 0.0), (1, 1.0), (3, 1.0)])
def test_aligned_text_of_one_size_makes_a_list(count: int, sides: float) -> None:
    assert around(PLATE, page(line(PLATE), *below(count)))["listed"] == sides


def test_a_list_has_two_sides() -> None:
    assert around(PLATE, page(line(PLATE), line("WOOD", 560, 430 - 2 * PLATE_HEIGHT), *below(1)))["listed"] == 2.0


@pytest.mark.parametrize(
    "other",
    [
        below(1, left=760)[0],
        below(1, height=PLATE_HEIGHT / 2)[0],
        line("WOOD", 560, 430 - 6 * PLATE_HEIGHT),
        line("WOOD", 560, 430 + 2 * PLATE_HEIGHT, degrees=20),
    ],
    ids=["not aligned", "of another size", "far away", "tilted otherwise"],
)
def test_other_text_makes_no_list(other: Detection) -> None:
    assert around(PLATE, page(line(PLATE), other))["listed"] == 0.0


def test_text_of_one_size_counts_from_the_fourth_on() -> None:
    counted = [around(PLATE, page(line(PLATE), *below(2), *beside(count)))["alike"] for count in range(4)]
    assert counted[0] == counted[1] == 0.0
    assert 0.0 < counted[2] < counted[3]


def test_text_on_the_same_line_counts_from_the_second_on() -> None:
    counted = [around(PLATE, page(line(PLATE), *beside(count)))["in_line"] for count in range(4)]
    assert counted[0] == counted[1] == 0.0
    assert 0.0 < counted[2] < counted[3]


def test_running_text_is_told_from_capitals() -> None:
    words = [line(f"{word} over the wall", 40, 40 + 30 * row, 20) for row, word in enumerate(("climbs", "looks"))]
    shouted = [line(box.text.upper(), 40, 40 + 30 * row, 20) for row, box in enumerate(words)]
    assert around(PLATE, page(line(PLATE), *words))["prose"] > 0.0
    assert around(PLATE, page(line(PLATE), *shouted))["prose"] == 0.0


def test_much_text_of_any_size_counts() -> None:
    small = [line("ab cd", 40 + 100 * (one % 6), 30 + 40 * (one // 6), 14) for one in range(12)]
    assert around(PLATE, page(line(PLATE), *small[:3]))["much_text"] == 0.0
    assert around(PLATE, page(line(PLATE), *small))["much_text"] > 0.0


@pytest.mark.parametrize("label", ["S/N:", "Item #", "No.", "REF"])
def test_a_label_announces_what_follows_it(label: str) -> None:
    assert around(PLATE, page(line(f"{label} {PLATE}")))["announced"] == 1.0


@pytest.mark.parametrize(
    ("text", "announced"), [("KEY: 4182", 1.0), ("KUS: AM 418", 0.0), ("KUS AM 418", 0.0)], ids=["code", "seal", "none"]
)
def test_a_seal_taken_for_a_colon_announces_nothing(text: str, announced: float) -> None:
    assert around(text, page(line(text)))["announced"] == announced


def test_cells_of_a_table_are_no_plates() -> None:
    codes = ("KXF 418", "RMT 763", "HLW 394", "PNK 647", "TCF 938", "WRH 476", "MKX 349", "FTL 863")
    cells = [line(code, 60 + 300 * (one % 4), 100 + 110 * (one // 4)) for one, code in enumerate(codes * 2)]
    assert plates(page(*cells)) == []
    assert plates(page(line(codes[0]))) == ["KXF418"]


def test_vehicles_side_by_side_are_all_read() -> None:
    texts = ("7KTV318", "4FWH637", "6RMX493")
    boxes = [line(text, 60 + 420 * one, 430) for one, text in enumerate(texts)]
    assert sorted(plates(page(*boxes))) == sorted(texts)


def test_a_caption_at_the_edge_in_the_size_of_a_time_stamp_is_the_cameras() -> None:
    stamp, caption, plate = line("2031-04-17 06:40:12", 20, 8, 30), line("CAM 418", 1000, 682, 30), line(PLATE)
    assert plates(page(stamp, caption, plate)) == [PLATE]
    assert plates(page(stamp, caption)) == []


@pytest.mark.parametrize(("top", "height"), [(8, PLATE_HEIGHT), (120, 30)], ids=["greater", "away from the edge"])
def test_other_text_in_a_photo_with_a_time_stamp_may_be_a_plate(top: float, height: float) -> None:
    stamp, plate = line("2031-04-17 06:40:12", 20, 682, 30), line(PLATE, 560, top, height)
    assert 0 not in burnt_in(pieces_of(page(plate, stamp), SIZE), SIZE)
