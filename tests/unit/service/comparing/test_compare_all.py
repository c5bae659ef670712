"""The comparison of all uploads in parts: it goes on where it was cut or killed, and leaves nothing out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest

from handler.domain.reconciliation import Finding, Whole
from handler.domain.upload import Upload, UploadStatus
from handler.service import mend_reads
from tests.support.reconciling import FACTS, HOUR, LONG_AGO, NOW, Stage, upload
from tests.support.samples import a_read, an_upload

PHOTOS, AT_ONCE, READS_A_PART = 12, 5, 4
MINUTE = timedelta(minutes=1)


class Killed(BaseException):
    """The function ends at this moment: nothing catches it."""


@dataclass
class Bounds:
    """After so many looks at what is there, something happens: each takes a second, or the function is killed."""

    stage: Stage
    dies_after: int = 10**9
    looks: int = 0

    def watched(self, things: Any) -> Iterator[Any]:
        for one in things:
            self.looks += 1
            self.stage.clock.move(timedelta(seconds=1))
            if self.looks > self.dies_after:
                raise Killed
            yield one


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Stage:
    """A log in which something is wrong with each third photo, and with each read of another third."""
    monkeypatch.setattr(mend_reads, "READS_A_PART", READS_A_PART)
    made = Stage()
    for number in range(PHOTOS):
        status = UploadStatus.DONE if number % 3 else UploadStatus.AWAITING_UPLOAD
        ref = made.add(as_it_stands(status, number), has_object=True)
        if number % 3:
            made.log.reads[ref.upload_id] = [a_read(number, plate=f"AB{number:02d}CDE")]
    made.reconcile = replace(made.reconcile, most_at_once=AT_ONCE)
    return made


def as_it_stands(status: UploadStatus, number: int) -> Upload:
    facts = replace(FACTS, version_id="version-1") if status is UploadStatus.DONE else None
    return upload(status, LONG_AGO + number * MINUTE, ref=an_upload(number).ref, object_facts=facts)


def watched(stage: Stage, dies_after: int = 10**9) -> Bounds:
    """Let each look at a photo, an upload or a read take a second."""
    bounds = Bounds(stage, dies_after)
    arrivals, uploads, reads = stage.photos.arrivals, stage.census.uploads_since, stage.census.reads_since
    stage.photos.arrivals = lambda *a: bounds.watched(arrivals(*a))  # type: ignore[method-assign]
    stage.census.uploads_since = lambda since: bounds.watched(uploads(since))  # type: ignore[method-assign]
    stage.census.reads_since = lambda since: bounds.watched(reads(since))  # type: ignore[method-assign]
    return bounds


def assert_all_is_found_and_mended(stage: Stage, whole: Whole) -> None:
    assert whole.is_over
    assert whole.meter.findings == {Finding.DONE: PHOTOS * 2 // 3, Finding.EVENT_LOST: PHOTOS // 3}
    assert {one.upload_id for one in stage.starter.started} == {an_upload(n).ref.upload_id for n in range(0, PHOTOS, 3)}
    assert stage.plates.plates == {f"AB{n:02d}CDE" for n in range(PHOTOS) if n % 3}


def test_in_one_go_it_finds_what_it_finds_in_parts(stage: Stage) -> None:
    whole = stage.reconcile.go_on("it", NOW + HOUR, begin=True)
    assert_all_is_found_and_mended(stage, whole)
    assert stage.census.meter == whole.meter
    assert (whole.meter.sent_again, whole.meter.refiled) == (PHOTOS // 3, PHOTOS * 2 // 3)
    # The bucket in three parts, the reads in two, each kept.
    assert len({(one.after, one.reads_from) for one in stage.census.wholes if not one.is_over}) == 6


@pytest.mark.parametrize("seconds", [30, 40, 55])
def test_where_time_is_out_the_next_invocation_goes_on(stage: Stage, seconds: int) -> None:
    watched(stage)
    whole = stage.reconcile.go_on("it", NOW + timedelta(seconds=seconds), begin=True)
    places, invocations = [(whole.after, whole.reads_from)], 1
    while not whole.is_over:
        assert stage.census.meter is None
        whole = stage.reconcile.go_on("it", stage.clock() + timedelta(seconds=seconds))
        places.append((whole.after, whole.reads_from))
        invocations += 1
    assert invocations > 1
    steps = [(reads_from is not None, str(reads_from), after) for after, reads_from in places[:-1]]
    assert steps == sorted(set(steps))
    assert_all_is_found_and_mended(stage, whole)


@pytest.mark.parametrize("looks", range(1, 75, 4))
def test_where_it_is_killed_the_next_invocation_goes_on(stage: Stage, looks: int) -> None:
    whole_looks = watched(stage, looks)
    try:
        stage.reconcile.go_on("it", NOW + HOUR, begin=True)
    except Killed:
        kept = stage.census.wholes[-1]
        whole_looks.dies_after = 10**9
        # Another one does not work beside it as long as it may run.
        assert stage.reconcile.go_on("the next", NOW + 2 * HOUR) == kept
        stage.clock.move(HOUR)
        stage.reconcile.go_on("the next", NOW + 9 * HOUR)
    assert_all_is_found_and_mended(stage, stage.census.wholes[-1])


def test_photos_that_come_and_go_meanwhile_are_no_strays(stage: Stage) -> None:
    watched(stage)
    whole = stage.reconcile.go_on("it", NOW + timedelta(seconds=40), begin=True)
    assert not whole.is_over
    came = stage.add(as_it_stands(UploadStatus.DONE, 30), has_object=True)
    stage.log.reads[came.upload_id] = [a_read(30, plate="NEW1")]
    gone = an_upload(1).ref
    del stage.log.uploads[gone.upload_id], stage.log.reads[gone.upload_id]
    stage.photos.remove(gone)
    stage.photos.save_thumbnail(came, b"small")
    whole = stage.reconcile.go_on("the next", stage.clock() + HOUR)
    assert whole.is_over
    assert whole.meter.removed == 0
    assert (came.thumbnail_key in stage.photos.thumbnails, came.upload_id in stage.log.reads) == (True, True)
    assert stage.plates.plates == {"NEW1", *(f"AB{n:02d}CDE" for n in range(2, PHOTOS) if n % 3)}


def test_one_that_is_over_begins_anew_only_when_it_is_asked_for(stage: Stage) -> None:
    first = stage.reconcile.go_on("hourly", NOW + HOUR)
    assert (first.is_over, first.last_end, stage.census.meter) == (True, NOW, None)
    stage.clock.move(HOUR)
    assert stage.reconcile.go_on("hourly", NOW + 2 * HOUR).hours_since_end(stage.clock()) == 1
    assert stage.reconcile.go_on("nightly", NOW + 2 * HOUR, begin=True).last_end == NOW + HOUR
    assert stage.census.meter


def test_one_that_is_under_way_goes_on_though_another_is_asked_for(stage: Stage) -> None:
    watched(stage)
    first = stage.reconcile.go_on("nightly", NOW + timedelta(seconds=40), begin=True, read_given_up=True)
    second = stage.reconcile.go_on("nightly", stage.clock() + HOUR, begin=True)
    assert (first.is_over, first.read_given_up) == (False, True)
    assert (second.is_over, second.read_given_up, second.meter.since) == (True, True, first.meter.since)
    assert_all_is_found_and_mended(stage, second)


def test_a_part_that_takes_all_of_the_time_is_told_by_the_age_of_the_last_end(stage: Stage) -> None:
    watched(stage)
    ages = []
    for _ in range(3):
        whole = stage.reconcile.go_on("it", stage.clock() + timedelta(seconds=3), begin=True)
        stage.clock.move(HOUR)
        ages.append(whole.hours_since_end(stage.clock()))
    assert ages == sorted(set(ages))
    assert not whole.is_over


def test_versions_of_one_photo_are_not_parted(stage: Stage) -> None:
    for number in range(PHOTOS):
        if number % 3:
            for _ in range(3):
                stage.photos.put(an_upload(number).ref, at=LONG_AGO)
    stage.run(None)
    assert all(len(stage.photos.versions[an_upload(n).ref.photo_key]) == 1 for n in range(PHOTOS))
