"""What is counted as it happens."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.domain.insights import SECONDS_EDGES, decile, hour_of, median_seconds, of_change, of_upload, total
from handler.domain.logged import ReadStatus
from handler.domain.review import Standing
from handler.domain.sites.rules import ReadingRules
from handler.domain.upload import Failure, UploadStatus
from tests.support.fakes.world import START
from tests.support.samples import a_read, an_upload

IN_DOUBT = Standing(ReadStatus.NEEDS_REVIEW, None)
standings = st.builds(
    Standing, st.sampled_from(list(ReadStatus)), st.sampled_from([None, "AB12CDF", "AB12", "XB12CDE"])
)


def test_a_read_photo_counts_its_reads_by_what_they_are() -> None:
    reads = [a_read(confidence=0.97, status=ReadStatus.ACCEPTED), a_read(0, 1, confidence=1.0, region=None)]
    assert of_upload(an_upload(captured_at=START), reads, timedelta(seconds=2.5)) == {
        "done": 1,
        "seconds:3": 1,
        "reads": 2,
        "status:accepted": 1,
        "status:needs_review": 1,
        "read:9": 2,
        "region:gb": 1,
        "region:": 1,
    }


def test_a_failed_photo_counts_its_reason_and_one_without_a_plate_is_told_apart() -> None:
    failed = an_upload(status=UploadStatus.FAILED, failure=Failure.of("damaged"), captured_at=START)
    assert of_upload(failed, [], timedelta(hours=1)) == {"failed": 1, "failure:damaged": 1, "seconds:more": 1}
    taken = an_upload(captured_at=START)
    assert of_upload(taken, [], timedelta(0)) == {"done": 1, "without_plate": 1, "seconds:1": 1}


def test_a_registered_camera_has_its_photos_counted_and_what_is_named_otherwise_has_not() -> None:
    of_camera = an_upload(camera_id="cam-0000000001", rules=ReadingRules(), captured_at=START)
    in_doubt = a_read(status=ReadStatus.NEEDS_REVIEW)
    accepted = a_read(status=ReadStatus.ACCEPTED)
    counted = [of_upload(of_camera, reads, timedelta(0)) for reads in ([in_doubt], [accepted], [])]
    assert {name: count for name, count in total(counted).items() if name.startswith("camera")} == {
        "camera:cam-0000000001": 3,
        "camera_with_read:cam-0000000001": 2,
        "camera_to_review:cam-0000000001": 1,
    }
    named = replace(of_camera, camera_id="SB52YCE", rules=None)
    assert not any("SB52YCE" in name for name in of_upload(named, [accepted], timedelta(0)))


def test_a_repeat_that_is_read_after_all_counts_once_for_its_camera() -> None:
    repeat = an_upload(camera_id="cam-0000000001", rules=ReadingRules(), captured_at=START, repeat_of="f" * 32)
    asked = replace(repeat, repeat_of=None, is_asked_for=True)
    counted = total([of_upload(repeat, [], timedelta(0)), of_upload(asked, [a_read()], timedelta(0))])
    assert counted["camera:cam-0000000001"] == 1
    assert counted["camera_with_read:cam-0000000001"] == 1


@pytest.mark.parametrize("captured_at", [None, START - timedelta(days=999), START + timedelta(days=9)])
def test_a_photo_of_which_nobody_knows_when_it_was_taken_is_told_apart_and_once_only(
    captured_at: datetime | None,
) -> None:
    untimed = an_upload(captured_at=captured_at)
    assert of_upload(untimed, [], timedelta(0))["without_time"] == 1
    assert "without_time" not in of_upload(replace(untimed, failed_before="damaged"), [], timedelta(0))


def test_a_correction_counts_the_characters_that_were_confused() -> None:
    assert of_change(a_read(), IN_DOUBT, Standing(ReadStatus.CORRECTED, "A812CDF")) == {
        "corrected": 1,
        "judged:7": 1,
        "confused:B8": 1,
        "confused:EF": 1,
    }


def test_a_confirmed_read_was_right() -> None:
    assert of_change(a_read(), IN_DOUBT, Standing(ReadStatus.CONFIRMED, None)) == {
        "confirmed": 1,
        "judged:7": 1,
        "right:7": 1,
    }


@given(st.lists(standings, min_size=1, max_size=6))
def test_what_is_undone_is_counted_as_if_it_had_never_been(steps: list[Standing]) -> None:
    path = [IN_DOUBT, *steps, IN_DOUBT]
    changes = [of_change(a_read(), before, after) for before, after in itertools.pairwise(path)]
    assert not {name for name, count in total(changes).items() if count}


@given(st.floats(0, 1))
def test_every_confidence_has_its_tenth(confidence: float) -> None:
    assert 0 <= decile(confidence) <= 9


@pytest.mark.parametrize(
    ("counts", "median"),
    [
        ({}, None),
        ({"seconds:3": 1}, 3),
        ({"seconds:1": 1, "seconds:5": 1, "seconds:8": 1}, 5),
        ({"seconds:1": 1, "seconds:more": 5}, None),
    ],
)
def test_the_median_is_the_end_of_its_class(counts: dict[str, int], median: int | None) -> None:
    assert median_seconds(counts) == median
    assert median is None or median in SECONDS_EDGES


def test_an_hour_has_a_name_that_sorts() -> None:
    assert hour_of(START) == "2026-05-04T03"
