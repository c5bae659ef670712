"""What must hold for whatever an OCR may write."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handler.domain.characters import ALPHABET, LONGEST, SHORTEST, plate_characters
from handler.domain.formats.plate import interpret
from handler.domain.formats.region_table import REGIONS
from handler.domain.geometry import ImageSize, Point, frame_of, join_frames, polygon_of
from handler.domain.reading.read import read_plates
from handler.domain.text.detection import Detection
from handler.domain.text.text_row import pieces_of, rows_of
from tests.support.boxes import PICTURE, line, page, reading

SIZE = ImageSize(1280, 720)
REGION_CODES = ["eu", *(region.code for region in REGIONS)]

plate_like = st.text(alphabet=ALPHABET + "-·. ", min_size=1, max_size=12)
texts = st.one_of(
    plate_like, st.text(max_size=15), st.sampled_from(["TEXAS", "2031-05-12", "06:40:12", "TAXI", "63-F7"])
)
ratios = st.floats(-0.2, 1.2)


@st.composite
def level_boxes(draw: st.DrawFn) -> tuple[Point, ...]:
    left, top = draw(st.floats(0, 0.9)), draw(st.floats(0, 0.9))
    width, height = draw(st.floats(0, 0.5)), draw(st.floats(0, 0.2))
    return (Point(left, top), Point(left + width, top), Point(left + width, top + height), Point(left, top + height))


polygons = st.one_of(level_boxes(), st.lists(st.builds(Point, ratios, ratios), min_size=1, max_size=6).map(tuple))


@st.composite
def pages(draw: st.DrawFn) -> list[Detection]:
    count = draw(st.integers(0, 8))
    return [
        Detection(
            index,
            draw(st.sampled_from(["line", "word"])),
            draw(texts),
            draw(st.floats(0, 1)),
            draw(polygons),
            draw(st.one_of(st.none(), st.integers(0, count))),
        )
        for index in range(count)
    ]


expectations = st.frozensets(st.sampled_from(REGION_CODES), max_size=3)


@given(pages(), expectations)
def test_reads_are_sound_whatever_is_written(boxes: list[Detection], expected: frozenset[str]) -> None:
    result = read_plates(boxes, PICTURE, expected)
    assert [verdict.detection_id for verdict in result.verdicts] == [box.detection_id for box in boxes]
    taken = [one for read in result.reads for one in read.detection_ids]
    assert {verdict.detection_id for verdict in result.verdicts if verdict.taken} == set(taken)
    for read in result.reads:
        assert set(read.plate) <= set(ALPHABET)
        assert SHORTEST <= len(read.plate) <= LONGEST
        assert 0 <= read.confidence <= 1
        assert sum(candidate.confidence for candidate in read.candidates) <= 1 + 1e-9
        assert all(0 <= candidate.confidence <= read.confidence for candidate in read.candidates)
        assert all(0 <= point.x <= 1 and 0 <= point.y <= 1 for point in read.polygon)
    assert len({read.plate for read in result.reads}) == len(result.reads)
    assert [read.confidence for read in result.reads] == sorted(
        (read.confidence for read in result.reads), reverse=True
    )


@given(pages(), expectations, st.randoms(use_true_random=False))
def test_the_order_of_boxes_does_not_matter(
    boxes: list[Detection], expected: frozenset[str], chance: random.Random
) -> None:
    shuffled = list(boxes)
    chance.shuffle(shuffled)
    assert read_plates(shuffled, PICTURE, expected).reads == read_plates(boxes, PICTURE, expected).reads


anything = st.one_of(
    st.text(max_size=40),
    st.text(alphabet=st.characters(min_codepoint=0x1F300, max_codepoint=0x1FAFF), max_size=12),
    st.text(alphabet=ALPHABET + " ", min_size=1000, max_size=1000),
    st.sampled_from(["", " ", "\u200b", "\x00", "ß" * 9, "ﬁ" * 9, "１２３４ＡＢＣ", "e\u0301" * 5, "عربي ١٢٣٤"]),
)
corner = st.builds(Point, st.floats(), st.floats())
spot = st.builds(lambda point, count: (point,) * count, st.builds(Point, ratios, ratios), st.integers(1, 4))
stroke = st.builds(lambda a, b: (a, b, b, a), st.builds(Point, ratios, ratios), st.builds(Point, ratios, ratios))
far_off = st.lists(st.builds(Point, st.floats(-1e6, 1e6), st.floats(-1e6, 1e6)), min_size=4, max_size=4).map(tuple)
any_polygon = st.one_of(st.just(()), st.lists(corner, max_size=5).map(tuple), spot, stroke, far_off)
wild_boxes = st.builds(
    Detection,
    st.just(0),
    st.sampled_from(["line", "word"]),
    anything,
    st.floats(),
    any_polygon,
    st.one_of(st.none(), st.integers(-1, 6)),
)


@settings(max_examples=60)
@given(st.lists(wild_boxes, max_size=6), expectations)
def test_nothing_that_an_ocr_may_send_is_an_error(boxes: list[Detection], expected: frozenset[str]) -> None:
    numbered = [replace(box, detection_id=index) for index, box in enumerate(boxes)]
    result = read_plates(numbered, PICTURE, expected)
    assert [verdict.detection_id for verdict in result.verdicts] == list(range(len(boxes)))
    assert all(0 <= read.confidence <= 1 and 4 <= len(read.plate) <= 10 for read in result.reads)


@given(pages())
def test_no_part_is_used_twice(boxes: list[Detection]) -> None:
    pieces = pieces_of(boxes, SIZE)
    chained = [piece for row in rows_of(pieces) for piece in row]
    assert sorted(map(id, chained)) == sorted(map(id, pieces))
    lines_alone = [box for box in boxes if box.level == "line"]
    used = [one for read in read_plates(lines_alone, PICTURE).reads for one in read.detection_ids]
    for one in used:
        owner = [piece for piece in pieces_of(lines_alone, SIZE) if one in piece.detection_ids]
        assert used.count(one) <= len(owner)


@given(st.text())
def test_normalising_gives_letters_and_digits_only_and_is_final(text: str) -> None:
    spelled = plate_characters(text)
    assert set(spelled) <= set(ALPHABET)
    assert plate_characters(spelled) == spelled
    assert plate_characters(text.replace("", " ")) == spelled or not text.isascii()


@given(st.text(alphabet=ALPHABET, min_size=1, max_size=12), st.frozensets(st.integers(1, 9), max_size=3), expectations)
def test_interpretations_are_probabilities_and_keep_the_text(
    text: str, gaps: frozenset[int], expected: frozenset[str]
) -> None:
    found = interpret(text, gaps, expected)
    probabilities = [one.confidence for one in found.ranked]
    assert probabilities == sorted(probabilities, reverse=True)
    assert sum(probabilities) <= 1 + 1e-9
    assert text in [one.plate for one in found.ranked]
    assert all(abs(len(text) - len(one.plate)) <= 1 for one in found.ranked)


@given(st.lists(level_boxes(), min_size=1, max_size=4))
def test_joined_frames_hold_all_they_join(boxes: Sequence[tuple[Point, ...]]) -> None:
    joined = polygon_of(join_frames([frame_of(polygon, SIZE) for polygon in boxes]), SIZE)
    left, right = min(point.x for point in joined), max(point.x for point in joined)
    top, bottom = min(point.y for point in joined), max(point.y for point in joined)
    for point in (point for polygon in boxes for point in polygon):
        assert left - 1e-3 <= min(point.x, 1) <= right + 1e-3
        assert top - 1e-3 <= min(point.y, 1) <= bottom + 1e-3


@pytest.mark.parametrize("far", [1e12, 1.2e305, math.inf, math.nan])
def test_a_box_beyond_all_photos_is_left_out_and_harms_no_other(far: float) -> None:
    beyond = Detection(9, "line", "KT48", 0.9, (Point(0.0, 0.0), Point(0.0, far)))
    plain = page(line("KSV-4182"))
    assert reading((*plain, beyond)).reads == reading(plain).reads
