"""Where the second look goes, how its boxes come back, and how the looks agree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.domain.edits import differ_in_one
from handler.domain.geometry import BoundingBox, ImageSize, Point
from handler.domain.reading.acceptance import DEFAULT_ERROR_RATE, Acceptance
from handler.domain.reading.montage import (
    LONGEST_PART_PX,
    LONGEST_TILE_PX,
    MARGIN_PX,
    PART_PX,
    PARTS,
    VIEWS,
    Montage,
    Place,
    montage_of,
    montage_of_parts,
    seen_in_views,
)
from handler.domain.reading.read import Reading
from handler.domain.reading.second_look import MOST_PLACES, montage_in_doubt, read_twice
from handler.domain.reading.verdict import Reason
from handler.domain.text.detection import Detection
from handler.service.look_twice import SURE_CONFIDENCE
from tests.support.boxes import PICTURE, SIZE, line, page, reading, seen_again, shown

ANYWHERE: frozenset[str] = frozenset()
NOTHING: list[Detection | None] = [None] * len(VIEWS)

ratios = st.floats(0.0, 1.0)
sides = st.integers(80, 4000)


@st.composite
def places(draw: st.DrawFn) -> Place:
    left, top = draw(st.floats(0, 0.9)), draw(st.floats(0, 0.9))
    box = BoundingBox(left, top, draw(st.floats(0.02, 1 - left)), draw(st.floats(0.02, 1 - top)))
    return Place(box, draw(st.floats(box.height / 8, box.height)))


def doubt(boxes: tuple[Detection, ...], sure: float = 0.95) -> Montage | None:
    return montage_in_doubt(reading(boxes), boxes, PICTURE, ANYWHERE, sure)


@given(st.lists(places(), min_size=1, max_size=MOST_PLACES, unique_by=lambda place: place.box), sides, sides, st.data())
def test_a_box_comes_back_to_where_it_stands_in_the_photo(
    some: list[Place], width: int, height: int, data: st.DataObject
) -> None:
    montage = montage_of(some, ImageSize(width, height))
    tile = data.draw(st.sampled_from(montage.tiles))
    across = [data.draw(ratios) for _ in range(8)]
    polygon = tuple(
        Point(tile.source.left + x * tile.source.width, tile.source.top + y * tile.source.height)
        for x, y in zip(across[:4], across[4:], strict=True)
    )
    box = Detection(3, "word", "AB12", 0.9, polygon, parent_id=2)
    views = seen_in_views([shown(box, tile)], montage, first_id=10)
    (back,) = views[tile.view]
    assert sum(map(len, views)) == 1
    assert (back.detection_id, back.parent_id, back.text, back.confidence) == (13, 12, "AB12", 0.9)
    for found, truth in zip(back.polygon, polygon, strict=True):
        assert (found.x, found.y) == pytest.approx((truth.x, truth.y), abs=1e-6)


@given(st.lists(places(), min_size=1, max_size=MOST_PLACES, unique_by=lambda place: place.box), sides, sides)
def test_tiles_lie_in_the_montage_with_room_between_them(some: list[Place], width: int, height: int) -> None:
    montage = montage_of(some, ImageSize(width, height))
    assert len(montage.tiles) == len(some) * len(VIEWS)
    assert_tiles_have_room(montage)


@given(sides, sides)
def test_parts_of_a_photo_lie_in_the_montage_with_room_between_them(width: int, height: int) -> None:
    assert_tiles_have_room(montage_of_parts(ImageSize(width, height)))


def assert_tiles_have_room(montage: Montage) -> None:
    assert min(montage.size.width, montage.size.height) >= 80
    edges = [
        (
            tile.target.left * montage.size.width,
            tile.target.top * montage.size.height,
            (tile.target.left + tile.target.width) * montage.size.width,
            (tile.target.top + tile.target.height) * montage.size.height,
        )
        for tile in montage.tiles
    ]
    room = MARGIN_PX - 0.01
    for number, (left, top, right, bottom) in enumerate(edges):
        assert min(left, top, montage.size.width - right, montage.size.height - bottom) >= room
        for other in edges[:number]:
            beside = left >= other[2] + room or other[0] >= right + room
            below = top >= other[3] + room or other[1] >= bottom + room
            assert beside or below


def test_text_between_the_tiles_is_left_out() -> None:
    montage = montage_of([Place(BoundingBox(0.4, 0.4, 0.2, 0.1), 0.05)], SIZE)
    assert seen_in_views([Detection(0, "line", "AB12", 0.9, (Point(0, 0),))], montage, 1) == ((),) * len(VIEWS)


def test_a_text_is_enlarged_to_the_height_of_each_view() -> None:
    montage = montage_of([Place(BoundingBox(0.4, 0.4, 0.2, 0.1), 0.05)], SIZE)
    heights = [tile.target.height * montage.size.height / tile.source.height * 0.05 for tile in montage.tiles]
    assert heights == pytest.approx([view.text_height_px for view in VIEWS], rel=0.02)


def test_a_tile_has_its_limits_however_low_the_text_is() -> None:
    montage = montage_of([Place(BoundingBox(0, 0.5, 1, 0.01), 0.0005)], ImageSize(4000, 3000))
    assert max(tile.target.width * montage.size.width for tile in montage.tiles) <= LONGEST_TILE_PX + 1


def test_a_part_of_a_photo_is_as_large_as_ocr_looks_at_it() -> None:
    for tile in (montage := montage_of_parts(SIZE)).tiles:
        pixels = tile.target.width * montage.size.width * tile.target.height * montage.size.height
        assert pixels == pytest.approx(PART_PX, rel=0.01)


def test_a_panoramas_parts_have_their_limits() -> None:
    montage = montage_of_parts(ImageSize(10000, 400))
    assert max(tile.target.width * montage.size.width for tile in montage.tiles) <= LONGEST_PART_PX + 1


def test_a_sure_photo_is_not_looked_at_again() -> None:
    assert doubt(page(line("KQD-4821"))) is None


def test_a_read_below_the_threshold_is_looked_at_again_with_room_around_it() -> None:
    boxes = page(line("KQD-4821", confidence=0.4))
    montage = doubt(boxes, sure=1.0)
    assert montage is not None
    (source,) = {tile.source for tile in montage.tiles}
    xs, ys = [point.x for point in boxes[0].polygon], [point.y for point in boxes[0].polygon]
    assert source.left < min(xs) < max(xs) < source.left + source.width
    assert source.top < min(ys) < max(ys) < source.top + source.height


@pytest.mark.parametrize(("before", "after"), [("USDOT", ""), ("", "MODELL")])
def test_a_word_beside_a_text_is_shown_whole_as_its_rest_may_look_like_a_plates(before: str, after: str) -> None:
    number = line("482137", 560, confidence=0.7)
    words = [line(before, 548 - 23 * len(before)), line(after, 710)]
    montage = doubt(page(number, *(word for word in words if word.text)), sure=1.0)
    assert montage is not None
    sources = {tile.source for tile in montage.tiles if tile.source.left < 0.5 < tile.source.left + tile.source.width}
    for word in (word for word in words if word.text):
        xs = [point.x for point in word.polygon]
        assert all(one.left <= min(xs) and max(xs) <= one.left + one.width + 1e-9 for one in sources)


def test_a_place_at_the_edge_of_the_photo_is_held_to_it() -> None:
    montage = doubt(page(line("KQD-4821", left=2, top=SIZE.height - 50)), sure=1.0)
    assert montage is not None
    for tile in montage.tiles:
        assert tile.source.left == 0
        assert tile.source.top + tile.source.height == pytest.approx(1)


def test_no_more_places_than_the_montage_has_room_for() -> None:
    rows = [
        line(f"KQD-48{number}1", left=80 + 420 * (number % 3), top=200 + 200 * (number // 3)) for number in range(6)
    ]
    montage = doubt(page(*rows), sure=1.0)
    assert montage is not None
    assert len({tile.source for tile in montage.tiles}) == MOST_PLACES


def test_text_that_the_first_look_refused_becomes_a_read_when_views_agree() -> None:
    refused = line("KQD482I1X", confidence=0.35)
    boxes = page(refused)
    assert reading(boxes).reads == ()
    montage = doubt(boxes)
    assert montage is not None
    plain = line("KQD-4821")
    alone = seen_again(montage, [plain, *NOTHING[1:]])
    agreed = seen_again(montage, [plain, plain, *NOTHING[2:]])
    assert read_twice(boxes, alone, montage, PICTURE, ANYWHERE).reads == ()
    assert [read.plate for read in read_twice(boxes, agreed, montage, PICTURE, ANYWHERE).reads] == ["KQD4821"]


def test_reads_elsewhere_stay_as_they_are() -> None:
    sure, unsure = line("KQD-4821", left=100), line("HPX-7148", left=800, confidence=0.4)
    boxes = page(sure, unsure)
    montage = doubt(page(unsure), sure=1.0)
    assert montage is not None
    before = {read.plate: read for read in reading(boxes).reads}
    after = {
        read.plate: read
        for read in read_twice(boxes, seen_again(montage, [unsure] * len(VIEWS)), montage, PICTURE, ANYWHERE).reads
    }
    assert after["KQD4821"] == before["KQD4821"]
    assert set(after) == {"KQD4821", "HPX7148"}


def test_every_box_of_both_looks_is_explained_once() -> None:
    first = page(line("KQD-4821", confidence=0.4))
    montage = doubt(first, sure=1.0)
    assert montage is not None
    second = seen_again(montage, [line("KQD-4821"), line("KQD-4821"), line("KQD-4827", confidence=0.5), *NOTHING[3:]])
    result = read_twice(first, second, montage, PICTURE, ANYWHERE)
    assert [verdict.detection_id for verdict in result.verdicts] == [0, 1, 2, 3]
    (read,) = result.reads
    reasons = {verdict.detection_id: verdict.reason for verdict in result.verdicts}
    assert {reasons[one] for one in read.detection_ids} == {Reason.PLATE}
    assert {reasons[one] for one in reasons if one not in read.detection_ids} == {Reason.OUTVOTED}
    assert all(verdict.taken == (verdict.detection_id in read.detection_ids) for verdict in result.verdicts)


def test_looks_that_agree_are_together_no_surer_than_the_surest_of_them_is_of_all_look_alikes() -> None:
    """Text that only looks like a plate looks so every time."""
    first = page(line("KQD-4821", confidence=0.4))
    montage = doubt(first, sure=1.0)
    assert montage is not None
    second = seen_again(montage, [line("KQD-4821", confidence=0.4)] * len(VIEWS))
    (read,) = read_twice(first, second, montage, PICTURE, ANYWHERE).reads
    candidates = reading(first).reads[0].candidates
    alike = [one.confidence for one in candidates if one.plate == read.plate or differ_in_one(one.plate, read.plate)]
    assert candidates[0].confidence < read.confidence <= sum(alike) + 1e-9


view_texts = st.sampled_from(["KQD-4821", "KQD-4827", "HPX 7148", "", "STOP"])


@given(st.lists(view_texts, min_size=len(VIEWS), max_size=len(VIEWS)), ratios)
def test_confidence_stays_a_probability_and_candidates_lead_with_the_plate(texts: list[str], confidence: float) -> None:
    first = page(line("KQD-4821", confidence=0.4))
    montage = doubt(first, sure=1.0)
    assert montage is not None
    second = seen_again(montage, [line(text, confidence=confidence) if text else None for text in texts])
    for read in read_twice(first, second, montage, PICTURE, ANYWHERE).reads:
        assert 0 <= read.confidence <= 1
        assert (read.candidates[0].plate, read.candidates[0].confidence) == (read.plate, read.confidence)
        assert sum(candidate.confidence for candidate in read.candidates) <= 1 + 1e-9


def test_what_no_look_can_tell_is_no_read_and_says_so() -> None:
    first = page(line("KQD482", confidence=0.05))
    montage = doubt(first)
    assert montage is not None
    other = [line(text, confidence=0.02) for text in ("ROD48Z", "WO0487", "XO0467", "WQD487", "K0O432")]
    read = read_twice(first, seen_again(montage, list(other)), montage, PICTURE, ANYWHERE)
    assert read.reads == ()
    assert (read.verdicts[0].taken, read.verdicts[0].reason) == (False, Reason.HARD_TO_READ)


def test_looks_that_err_each_in_another_way_do_not_outvote_two_that_agree() -> None:
    first = page(line("KQD-4821", confidence=0.5))
    montage = doubt(first, sure=1.0)
    assert montage is not None
    views = [line(f"KQD-4{character}21", confidence=0.9) for character in "39768"]
    read = read_twice(first, seen_again(montage, list(views)), montage, PICTURE, ANYWHERE).reads[0]
    assert read.plate == "KQD4821"
    assert read.confidence > 0.5


def seen_in_parts(*texts: str, first: tuple[Detection, ...] = ()) -> Reading:
    """Show a photo, in which the first look found no plate, in parts; where both show it, each view reads its text."""
    montage = doubt(first)
    assert montage is not None
    assert [tile.source for tile in montage.tiles] == list(PARTS)
    second = seen_again(montage, [line(text) if text else None for text in texts])
    return read_twice(first, second, montage, PICTURE, ANYWHERE)


SIGN = line("CARWASH", top=20)


@pytest.mark.parametrize("first", [(), page(SIGN), page(line("STOP"))])
def test_a_photo_without_a_text_that_may_be_a_plate_is_shown_in_parts(first: tuple[Detection, ...]) -> None:
    assert seen_in_parts("", "", first=first).reads == ()


def test_a_plate_that_only_a_part_shows_is_a_read_that_a_person_looks_at() -> None:
    (alone,) = seen_in_parts("", "KQD-4821").reads
    assert alone.plate == "KQD4821"
    assert alone.confidence < reading(page(line("KQD-4821"))).reads[0].confidence
    assert not Acceptance.for_error_rate(DEFAULT_ERROR_RATE).accepts(alone.confidence, 0)


def test_what_a_part_shows_less_clearly_is_no_read() -> None:
    text = line("KQD482", confidence=0.2)
    assert reading(page(text)).reads
    montage = doubt(())
    assert montage is not None
    assert read_twice((), seen_again(montage, [None, text]), montage, PICTURE, ANYWHERE).reads == ()


def test_a_plate_that_two_parts_show_is_one_surer_read() -> None:
    (alone,), (both,) = seen_in_parts("KQD-4821", "").reads, seen_in_parts("KQD-4821", "KQD-4821").reads
    assert both.plate == alone.plate
    assert both.confidence > alone.confidence


def test_what_the_first_look_saw_above_the_parts_is_explained_with_what_they_show() -> None:
    result = seen_in_parts("KQD-4821", "", first=page(SIGN))
    assert [(verdict.detection_id, verdict.taken, verdict.look) for verdict in result.verdicts] == [
        (0, False, 1),
        (1, True, 2),
    ]


@pytest.mark.parametrize(
    ("longer", "shorter", "read"), [("EV 41827", "41827", "EV41827"), ("7V 4182K", "4182K", "4182K")]
)
def test_looks_that_overlook_letters_before_a_number_do_not_outvote_those_that_see_them(
    longer: str, shorter: str, read: str
) -> None:
    first = page(line(shorter, confidence=0.6))
    montage = doubt(first, sure=1.0)
    assert montage is not None
    seen = [*[line(longer, left=480)] * 2, *[line(shorter)] * 2, None]
    reads = read_twice(first, seen_again(montage, list(seen)), montage, PICTURE, frozenset({"us"})).reads
    assert reads[0].plate == read


@pytest.mark.parametrize(("confidence", "is_sure"), [(0.97, True), (0.89, False)])
def test_text_that_ocr_is_unsure_of_is_looked_at_again(confidence: float, *, is_sure: bool) -> None:
    """However well it fits the format of the region that is expected."""
    box = line("34 KT 5187", confidence=confidence)
    first = reading([box], "tr")
    assert (first.reads[0].confidence >= SURE_CONFIDENCE) is is_sure
    assert Acceptance.for_error_rate(DEFAULT_ERROR_RATE).accepts(first.reads[0].confidence, 0) is is_sure
    assert (montage_in_doubt(first, [box], PICTURE, frozenset({"tr"}), SURE_CONFIDENCE) is None) is is_sure
