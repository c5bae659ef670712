from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.domain.deletion import DeleteReason, Receipt
from handler.domain.logged import ReadStatus
from handler.domain.reconciliation import MOST_ATTEMPTS, NOT_HERE, ORPHAN_LIFETIME, Finding
from handler.domain.upload import GRACE, Failure, Upload, UploadRef, UploadStatus
from handler.service.ports.plates import Unsettled
from tests.support.reconciling import DELETION, FACTS, HOUR, JUST_NOW, LONG_AGO, NOW, RECEIPT, RETENTION, Stage, upload
from tests.support.samples import a_read, an_upload

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
    (upload(UploadStatus.PROCESSING, **ABANDONED), False, Finding.NEVER_CAME),
    (upload(UploadStatus.PROCESSING, **HOPELESS), True, Finding.GIVEN_UP),
    (upload(UploadStatus.WAITING), True, Finding.WAITING),
    (upload(UploadStatus.AWAITING_UPLOAD, JUST_NOW), True, Finding.IN_FLIGHT),
    (upload(UploadStatus.AWAITING_UPLOAD, JUST_NOW), False, Finding.NOT_RECEIVED),
    (upload(UploadStatus.AWAITING_UPLOAD), True, Finding.EVENT_LOST),
    (upload(UploadStatus.AWAITING_UPLOAD), False, Finding.NEVER_CAME),
    (upload(UploadStatus.DONE, deletion=DELETION), True, Finding.LEFT_OVER),
    (upload(UploadStatus.PROCESSING, **ABANDONED, deletion=DELETION), False, Finding.LEFT_OVER),
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
        stage.log.claim(ref, None, "the S3 function", NOW)
        return iter(found)

    stage.census.uploads_since = and_then_it_is_taken_into_work  # type: ignore[method-assign, assignment]
    stage.run()
    assert stage.log.uploads[ref.upload_id].status is UploadStatus.PROCESSING


def test_a_photo_that_arrives_while_objects_are_listed_is_not_taken_for_gone() -> None:
    stage = Stage()
    arrived = replace(FACTS, last_modified=NOW + timedelta(seconds=1))
    ref = stage.add(upload(UploadStatus.DONE, JUST_NOW, object_facts=arrived), has_object=False)
    arrivals = stage.photos.arrivals

    def and_then_it_comes(since: datetime | None, after: str) -> object:
        found = list(arrivals(since, after))
        stage.photos.put(ref, at=arrived.last_modified)
        stage.photos.arrivals = arrivals  # type: ignore[method-assign]
        return iter(found)

    stage.photos.arrivals = and_then_it_comes  # type: ignore[method-assign, assignment]
    assert stage.run().findings == {Finding.DONE: 1}


@pytest.mark.parametrize(
    ("age", "retention", "finding"),
    [
        (timedelta(minutes=1), RETENTION, Finding.NO_RECORD),
        (ORPHAN_LIFETIME, RETENTION, Finding.NO_RECORD),
        (ORPHAN_LIFETIME + HOUR, RETENTION, Finding.LEFT_OVER),
        (timedelta(days=2), timedelta(days=1), Finding.LEFT_OVER),
        (timedelta(minutes=56), HOUR, Finding.LEFT_OVER),
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
    parts = (meter.done, meter.failed, meter.in_flight, meter.waiting, meter.given_up, meter.unaccounted)
    not_here = sum(finding in NOT_HERE for _, _, finding in cases)
    assert meter.received == sum(parts) == len(cases) - not_here


def test_a_deletion_that_broke_off_is_finished() -> None:
    stage = Stage()
    over = replace(DELETION, until=NOW - timedelta(seconds=1))
    ref = stage.add(upload(UploadStatus.DONE, deletion=over), has_object=True)
    stage.log.reads[ref.upload_id] = [a_read()]
    stage.plates.plates = {"AB12CDE"}
    meter = stage.run()
    assert (meter.findings, meter.removed) == ({Finding.LEFT_OVER: 1}, 1)
    assert not stage.photos.photos
    assert not stage.log.reads
    assert stage.plates.plates == set()
    assert stage.log.receipts == [RECEIPT]


def test_the_rest_of_a_deletion_of_very_many_photos_is_finished() -> None:
    stage = Stage()
    over = replace(DELETION, until=NOW - timedelta(seconds=1))
    ref = stage.add(upload(UploadStatus.DONE, deletion=over), has_object=True)
    for _ in range(30):
        stage.photos.put(ref)
    stage.photos.most_removed_a_call = 7
    stage.run()
    assert not stage.photos.photos
    assert stage.log.receipts == [RECEIPT]


def test_a_deletion_that_goes_on_is_left_to_who_does_it() -> None:
    stage = Stage()
    stage.add(upload(UploadStatus.DONE, deletion=DELETION), has_object=True)
    assert stage.run().removed == 0
    assert stage.photos.photos


@pytest.mark.parametrize("prefix", ["shown", "thumbnails", "detections"])
def test_what_was_made_of_a_photo_that_is_deleted_goes_wherever_it_lies(prefix: str) -> None:
    stage = Stage()
    ref, made = an_upload().ref, an_upload(1).ref
    stage.add(upload(UploadStatus.DONE, ref=made), has_object=True)
    stage.log.receipts.append(RECEIPT)
    for one in (ref, made):
        stage.photos.save_shown_copy(one, b"a copy", "image/jpeg")
        stage.photos.save_thumbnail(one, b"small")
        stage.photos.save_detections(one, {})
    for other in {"shown", "thumbnails", "detections"} - {prefix}:
        getattr(stage.photos, other).clear()
    meter = stage.run()
    assert (meter.findings, meter.removed) == ({Finding.DONE: 1, Finding.LEFT_OVER: 1}, 1)
    assert len(getattr(stage.photos, prefix)) == 1


def test_what_was_made_of_a_photo_without_a_record_goes_in_time() -> None:
    stage = Stage()
    stage.photos.save_thumbnail(an_upload().ref, b"small")
    stage.photos.made_at = JUST_NOW
    assert stage.run(None).findings == {}
    stage.photos.made_at = NOW - ORPHAN_LIFETIME - HOUR
    assert stage.run(None).findings == {Finding.LEFT_OVER: 1}
    assert not stage.photos.thumbnails


def done_with_version(number: int) -> Upload:
    facts = replace(FACTS, version_id=f"version-{number}", last_modified=LONG_AGO)
    return upload(UploadStatus.DONE, object_facts=facts)


@pytest.mark.parametrize("read", [1, 2])
def test_photos_in_excess_of_a_promise_are_removed_and_the_one_that_was_read_stays(read: int) -> None:
    stage = Stage()
    ref = stage.add(done_with_version(read), has_object=True)
    for _ in range(3):
        stage.photos.put(ref, at=LONG_AGO)
    assert stage.run().findings == {Finding.DONE: 1}
    (left,) = stage.photos.versions[ref.photo_key]
    assert left.facts.version_id == f"version-{read}"


def test_photos_in_excess_stay_while_more_may_come() -> None:
    stage = Stage()
    facts = replace(FACTS, version_id="version-1")
    ref = stage.add(upload(UploadStatus.DONE, JUST_NOW, object_facts=facts), has_object=True)
    stage.photos.put(ref, at=JUST_NOW)
    stage.run()
    assert len(stage.photos.versions[ref.photo_key]) == 2


def test_a_photo_is_gone_when_only_another_by_the_same_promise_is_there() -> None:
    stage = Stage()
    stage.add(done_with_version(7), has_object=True)
    assert stage.run().findings == {Finding.PHOTO_GONE: 1}


@pytest.mark.parametrize(("at", "finding"), [(LONG_AGO + HOUR, Finding.EVENT_LOST), (NOW, Finding.FAILED)])
def test_a_photo_after_a_bad_one_is_read_when_its_event_was_lost(at: datetime, finding: Finding) -> None:
    stage = Stage()
    facts = replace(FACTS, version_id="version-1")
    failed = upload(UploadStatus.FAILED, failure=Failure.of("damaged"), object_facts=facts)
    ref = stage.add(failed, has_object=True)
    stage.photos.put(ref, at=at)
    assert stage.run().findings == {finding: 1}
    assert stage.starter.versions == (["version-2"] if finding is Finding.EVENT_LOST else [])


def test_photos_that_were_given_up_are_read_again_only_when_a_person_asks() -> None:
    stage = Stage()
    ref = stage.add(upload(UploadStatus.PROCESSING, **HOPELESS), has_object=True)
    meter = stage.run()
    assert (meter.given_up, meter.unaccounted, meter.needs_a_person) == (1, 0, 1)
    assert stage.starter.started == []
    stage.run(read_given_up=True)
    assert stage.starter.started == [ref]


@pytest.mark.parametrize("is_deleted", [True, False])
def test_reads_without_an_upload_are_removed_with_what_finds_them(is_deleted: bool) -> None:
    stage = Stage()
    stage.log.reads[an_upload().ref.upload_id] = [a_read(), a_read(place=1, plate="XY34ZAB")]
    stage.add(upload(UploadStatus.DONE, ref=an_upload(1).ref), has_object=True)
    stage.log.reads[an_upload(1).ref.upload_id] = [a_read(1)]
    stage.plates.plates = {"AB12CDE", "XY34ZAB"}
    if is_deleted:
        stage.log.receipts.append(RECEIPT)
    assert stage.run().removed == 1
    assert set(stage.log.reads) == {an_upload(1).ref.upload_id}
    assert stage.plates.plates == {"AB12CDE"}


def test_reads_of_an_upload_that_its_time_does_not_show_are_no_strays() -> None:
    stage = Stage()
    ref = stage.add(upload(UploadStatus.DONE), has_object=True)
    stage.log.reads[ref.upload_id] = [a_read()]
    stage.census.hidden.add(ref.upload_id)
    stage.plates.plates = {"AB12CDE"}
    assert stage.run().removed == 0
    assert stage.log.reads


@pytest.mark.parametrize("is_hidden", [True, False])
def test_a_read_that_searches_do_not_find_is_filed_anew(is_hidden: bool) -> None:
    stage = Stage()
    ref = stage.add(upload(UploadStatus.DONE), has_object=True)
    stage.log.reads[ref.upload_id] = [a_read(), a_read(place=1, status=ReadStatus.REJECTED, plate="XY34ZAB")]
    stage.census.hidden |= {ref.upload_id} if is_hidden else set()
    assert stage.run().refiled == 1
    assert stage.plates.plates == {"AB12CDE"}
    assert stage.plates.refiled == [a_read().read_id]
    assert stage.run().refiled == 0


def test_a_change_that_nobody_settled_is_settled() -> None:
    stage = Stage()
    stage.plates.plates = {"GH56IJK"}
    stage.log.note(Unsettled("an upload", frozenset({"GH56IJK"})))
    assert stage.run().refiled == 1
    assert stage.plates.plates == set()
    assert stage.log.unsettled == {}


def test_a_read_of_an_upload_that_is_being_deleted_is_not_filed_anew() -> None:
    stage = Stage()
    ref = stage.add(upload(UploadStatus.DONE, deletion=DELETION), has_object=True)
    stage.log.reads[ref.upload_id] = [a_read()]
    assert stage.run().refiled == 0
    assert stage.plates.plates == set()


@pytest.mark.parametrize("window", [None, 26 * HOUR])
def test_a_whole_comparison_looks_at_photos_that_were_taken_long_before(window: timedelta | None) -> None:
    stage = Stage()
    ref = stage.add(upload(UploadStatus.DONE), has_object=True)
    stage.log.reads[ref.upload_id] = [a_read(seen_at=LONG_AGO - timedelta(days=200))]
    assert stage.run(window).refiled == (window is None)


def test_photos_that_could_not_be_read_are_removed_but_for_the_last() -> None:
    stage = Stage()
    facts = replace(FACTS, version_id="version-3", last_modified=LONG_AGO)
    failed = upload(UploadStatus.FAILED, failure=Failure.of("damaged"), object_facts=facts)
    ref = stage.add(failed, has_object=True)
    stage.photos.put(ref, at=LONG_AGO)
    stage.photos.put(ref, at=LONG_AGO)
    assert stage.run().findings == {Finding.FAILED: 1}
    (left,) = stage.photos.versions[ref.photo_key]
    assert left.facts.version_id == "version-3"


def test_a_photo_that_went_just_after_it_came_is_told_as_gone() -> None:
    stage = Stage()
    just_read = replace(FACTS, last_modified=NOW - timedelta(seconds=5))
    stage.add(upload(UploadStatus.DONE, JUST_NOW, object_facts=just_read), has_object=False)
    assert stage.run().findings == {Finding.PHOTO_GONE: 1}
