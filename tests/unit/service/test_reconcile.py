from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.domain.deletion import DeleteReason, Receipt
from handler.domain.reconciliation import MOST_ATTEMPTS, ORPHAN_LIFETIME, Finding, Meter
from handler.domain.upload import GRACE, Failure, ObjectFacts, Upload, UploadRef, UploadStatus
from handler.service.reconcile import Reconcile
from tests.fakes import (
    START,
    Clock,
    MemoryCensus,
    MemoryPhotoStore,
    MemoryUploadLog,
    RecordingStarter,
)
from tests.samples import an_upload

HOUR = timedelta(hours=1)
NOW = START + 6 * HOUR
LONG_AGO = NOW - 2 * HOUR
JUST_NOW = NOW - timedelta(minutes=2)
RETENTION = timedelta(days=90)


class Stage:
    """A log, a bucket, and the comparison of the two."""

    def __init__(self, retention: timedelta = RETENTION) -> None:
        self.clock, self.log, self.photos = Clock(NOW), MemoryUploadLog(), MemoryPhotoStore()
        self.census, self.starter = MemoryCensus(self.log), RecordingStarter()
        self.reconcile = Reconcile(self.log, self.census, self.photos, self.starter, RETENTION, retention, self.clock)

    def add(self, upload: Upload, *, has_object: bool) -> UploadRef:
        self.log.add(upload)
        if has_object:
            self.photos.put(upload.ref, at=upload.created_at)
        return upload.ref

    def run(self, window: timedelta | None = 26 * HOUR) -> Meter:
        return self.reconcile(window, "this-run")


def upload(status: UploadStatus, announced: datetime = LONG_AGO, **about: Any) -> Upload:
    promise = {"created_at": announced, "promise_ends_at": announced + timedelta(minutes=5)}
    return replace(an_upload(), status=status, read_count=0, **{**promise, **about})


FACTS = ObjectFacts(10, "image/jpeg", LONG_AGO, "0" * 32, None)
WORKING: Any = {"lease_until": NOW + timedelta(seconds=30), "attempts": 1}
ABANDONED: Any = {"lease_until": NOW - GRACE - timedelta(seconds=1), "attempts": 3}
HOPELESS: Any = {**ABANDONED, "attempts": MOST_ATTEMPTS}
CASES = [
    (upload(UploadStatus.DONE), True, Finding.DONE),
    (upload(UploadStatus.DONE), False, Finding.PHOTO_GONE),
    (upload(UploadStatus.FAILED, failure=Failure.of("damaged")), True, Finding.FAILED),
    (upload(UploadStatus.FAILED, failure=Failure.of("damaged"), object_facts=FACTS), False, Finding.FAILED),
    (upload(UploadStatus.FAILED, failure=Failure.of("not_received")), False, Finding.NOT_RECEIVED),
    (upload(UploadStatus.PROCESSING, **WORKING), True, Finding.IN_FLIGHT),
    (upload(UploadStatus.PROCESSING, **ABANDONED), True, Finding.STUCK),
    (upload(UploadStatus.PROCESSING, **ABANDONED), False, Finding.STUCK),
    (upload(UploadStatus.PROCESSING, **HOPELESS), True, Finding.GIVEN_UP),
    (upload(UploadStatus.AWAITING_UPLOAD, JUST_NOW), True, Finding.IN_FLIGHT),
    (upload(UploadStatus.AWAITING_UPLOAD, JUST_NOW), False, Finding.NOT_RECEIVED),
    (upload(UploadStatus.AWAITING_UPLOAD), True, Finding.EVENT_LOST),
    (upload(UploadStatus.AWAITING_UPLOAD), False, Finding.NEVER_CAME),
]


@pytest.mark.parametrize(("given_upload", "has_object", "finding"), CASES)
def test_each_upload_is_found_as_it_stands(given_upload: Upload, has_object: bool, finding: Finding) -> None:
    stage = Stage()
    ref = stage.add(given_upload, has_object=has_object)
    meter = stage.run()
    assert meter.findings == {finding: 1}
    assert stage.starter.started == ([ref] if finding in (Finding.EVENT_LOST, Finding.STUCK) else [])
    assert stage.census.meter == meter


def test_a_photo_that_never_came_ends_as_failed_and_is_counted_as_such() -> None:
    stage = Stage()
    ref = stage.add(upload(UploadStatus.AWAITING_UPLOAD), has_object=False)
    stage.run()
    ended = stage.log.uploads[ref.upload_id]
    assert (ended.status, ended.failure) == (UploadStatus.FAILED, Failure.of("not_received"))
    assert Counter(stage.log.counts[0])["failure:not_received"] == 1
    assert stage.run().findings == {Finding.NOT_RECEIVED: 1}


def test_a_photo_that_comes_at_the_last_moment_is_not_ended() -> None:
    stage = Stage()
    ref = stage.add(upload(UploadStatus.AWAITING_UPLOAD), has_object=False)
    uploads_since = stage.census.uploads_since

    def and_then_it_is_taken_into_work(since: datetime) -> object:
        found = list(uploads_since(since))
        stage.log.claim(ref, "the S3 function", NOW)
        return iter(found)

    stage.census.uploads_since = and_then_it_is_taken_into_work  # type: ignore[method-assign, assignment]
    stage.run()
    assert stage.log.uploads[ref.upload_id].status is UploadStatus.PROCESSING


def test_a_photo_that_arrives_while_objects_are_listed_is_not_taken_for_gone() -> None:
    stage = Stage()
    arrived = replace(FACTS, last_modified=NOW + timedelta(seconds=1))
    stage.add(upload(UploadStatus.DONE, JUST_NOW, object_facts=arrived), has_object=False)
    assert stage.run().findings == {Finding.DONE: 1}


@pytest.mark.parametrize(
    ("age", "retention", "finding"),
    [
        (timedelta(minutes=1), RETENTION, Finding.NO_RECORD),
        (ORPHAN_LIFETIME, RETENTION, Finding.NO_RECORD),
        (ORPHAN_LIFETIME + HOUR, RETENTION, Finding.LEFT_OVER),
        (timedelta(days=2), timedelta(days=1), Finding.LEFT_OVER),
    ],
)
def test_an_object_without_a_record_is_told_then_removed_in_time(
    age: timedelta, retention: timedelta, finding: Finding
) -> None:
    stage = Stage(retention)
    ref = an_upload().ref
    stage.photos.put(ref, at=NOW - age)
    stage.photos.save_thumbnail(ref, b"small")
    meter = stage.run(window=None)
    assert meter.findings == {finding: 1}
    assert bool(stage.photos.photos) == bool(stage.photos.thumbnails) == (finding is Finding.NO_RECORD)
    assert meter.unaccounted == (finding is Finding.NO_RECORD)


def test_what_a_crashed_deletion_left_over_is_removed() -> None:
    stage = Stage()
    ref = an_upload().ref
    stage.photos.put(ref, at=JUST_NOW)
    stage.log.receipts.append(Receipt(ref.upload_id, "somebody", NOW, DeleteReason.OWN_WISH, 0))
    meter = stage.run()
    assert (meter.findings, meter.removed, meter.received) == ({Finding.LEFT_OVER: 1}, 1, 0)
    assert not stage.photos.photos


def test_an_upload_that_the_index_does_not_show_is_no_orphan() -> None:
    stage = Stage()
    ref = stage.add(upload(UploadStatus.DONE), has_object=True)
    stage.census.hidden.add(ref.upload_id)
    assert stage.run().findings == {Finding.DONE: 1}
    assert stage.photos.photos


def test_an_object_under_somebody_elses_name_is_told() -> None:
    stage = Stage()
    stage.add(upload(UploadStatus.DONE), has_object=True)
    stage.photos.put(UploadRef("somebody-else", an_upload().ref.upload_id), at=JUST_NOW)
    stage.photos.photos["uploads/a picture of a cat.jpg"] = next(iter(stage.photos.photos.values()))
    assert stage.run().findings == {Finding.DONE: 1, Finding.NO_RECORD: 2}


def test_what_was_announced_before_the_window_is_left_alone() -> None:
    stage = Stage()
    stage.add(upload(UploadStatus.PROCESSING, **ABANDONED), has_object=True)
    assert stage.run(window=HOUR).findings == {}
    assert stage.starter.started == []


@given(st.lists(st.sampled_from(CASES), max_size=30))
def test_the_meter_adds_up(cases: list[tuple[Upload, bool, Finding]]) -> None:
    stage = Stage()
    for number, (one, has_object, _) in enumerate(cases):
        stage.add(replace(one, ref=an_upload(number).ref), has_object=has_object)
    meter = stage.run()
    parts = (meter.done, meter.failed, meter.in_flight, meter.given_up, meter.unaccounted)
    not_here = sum(finding in (Finding.NOT_RECEIVED, Finding.NEVER_CAME) for _, _, finding in cases)
    assert meter.received == sum(parts) == len(cases) - not_here
