from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.adapters.rekognition import to_detections
from handler.domain.geometry import BoundingBox, ImageSize, Point
from handler.domain.judging.ground import Picture
from handler.domain.reading.parts import Parts, within
from handler.domain.reading.read import Reading, read_plates
from handler.domain.reading.turning import turned_back
from handler.domain.reading.verdict import Reason
from tests.support.fakes.detector import detect_text_answer
from tests.support.fakes.photos import PHOTO, NoPixels

ALL = BoundingBox(0, 0, 1, 1)
LEFT, RIGHT = BoundingBox(0, 0, 0.5, 1), BoundingBox(0.5, 0, 0.5, 1)


def two_plates() -> Reading:
    """Read a photo with AB12CDE at the left, and XY34ZWV at the right."""
    seen = to_detections(detect_text_answer("AB12 CDE", "XY34 ZWV"))
    return read_plates(seen, Picture(ImageSize(1280, 960), NoPixels(PHOTO)))


def plates(reading: Reading) -> set[str]:
    return {read.plate for read in reading.reads}


@pytest.mark.parametrize(
    ("parts", "left"),
    [
        (Parts(), {"AB12CDE", "XY34ZWV"}),
        (Parts(ignored=[LEFT]), {"XY34ZWV"}),
        (Parts(ignored=[LEFT, RIGHT]), set()),
        (Parts(watched=[LEFT]), {"AB12CDE"}),
        (Parts(watched=[LEFT, RIGHT]), {"AB12CDE", "XY34ZWV"}),
        (Parts(ignored=[LEFT], watched=[ALL]), {"XY34ZWV"}),
        (Parts(ignored=[LEFT], watched=[LEFT]), set()),
    ],
)
def test_reads_count_where_the_camera_is_said_to_look(parts: Parts, left: set[str]) -> None:
    assert plates(within(two_plates(), parts)) == left


@pytest.mark.parametrize(
    ("parts", "reason"),
    [(Parts(ignored=[LEFT]), Reason.IGNORED_PART), (Parts(watched=[RIGHT]), Reason.NOT_WATCHED)],
)
def test_the_texts_of_a_read_that_does_not_count_say_why(parts: Parts, reason: Reason) -> None:
    before, after = two_plates(), within(two_plates(), parts)
    lost = {one for read in before.reads if read.plate == "AB12CDE" for one in read.detection_ids}
    assert lost
    assert {one.detection_id for one in after.verdicts if one.reason is reason} == lost
    assert not any(one.taken for one in after.verdicts if one.detection_id in lost)
    assert [one for one in after.verdicts if one.detection_id not in lost] == [
        one for one in before.verdicts if one.detection_id not in lost
    ]


def test_the_middle_of_a_plate_decides() -> None:
    (read,) = [one for one in two_plates().reads if one.plate == "AB12CDE"]
    box = read.bounding_box
    half = replace(box, left=0, width=box.left + box.width * 0.45)
    most = replace(box, left=0, width=box.left + box.width * 0.55)
    assert "AB12CDE" in plates(within(two_plates(), Parts(ignored=[half])))
    assert "AB12CDE" not in plates(within(two_plates(), Parts(ignored=[most])))


def test_places_in_a_photo_that_was_turned_are_told_of_the_photo_as_it_is_stored() -> None:
    (read,) = [one for one in two_plates().reads if one.plate == "AB12CDE"]
    turned = turned_back(two_plates())
    (told,) = [one for one in turned.reads if one.plate == "AB12CDE"]
    box, there = read.bounding_box, told.bounding_box
    assert (there.left + there.width, there.top + there.height) == pytest.approx((1 - box.left, 1 - box.top))
    assert (there.width, there.height) == pytest.approx((box.width, box.height))
    first = read.polygon[0]  # the text's own upper left stays first
    assert (told.polygon[0].x, told.polygon[0].y) == pytest.approx((1 - first.x, 1 - first.y))
    assert turned.verdicts[0].detection.polygon != two_plates().verdicts[0].detection.polygon


def test_turned_twice_everything_is_where_it_was() -> None:
    before, after = two_plates(), turned_back(turned_back(two_plates()))
    for one, other in zip(before.verdicts, after.verdicts, strict=True):
        for corner, same in zip(one.detection.polygon, other.detection.polygon, strict=True):
            assert (corner.x, corner.y) == pytest.approx((same.x, same.y))


@given(st.lists(st.builds(Point, st.floats(0, 1), st.floats(0, 1)), min_size=1))
def test_nothing_counts_in_an_ignored_part_whatever_is_watched(places: list[Point]) -> None:
    parts = Parts(ignored=[ALL], watched=[ALL])
    assert all(parts.why_not(place) is Reason.IGNORED_PART for place in places)
