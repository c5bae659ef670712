"""Plates that were missed are typed and taken back, and photos without a plate are looked at."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from handler.domain.audit import Action
from handler.domain.caller import Caller
from handler.domain.errors import Conflict, InvalidRequest, NotAllowed, NotFound
from handler.domain.logged import ReadStatus
from handler.domain.review import Decision, RejectReason, ReviewRequest
from handler.domain.typed_read import MOST_TYPED, TypedPlate
from handler.service.no_plate_queue import Judgement
from handler.service.ports.reads import PhotoOrder, QueueOrder
from handler.service.review_reads import LEASE
from tests.support.missed_plates import DRIVER, FIRST, OTHER, PHOTO, SECOND, STRANGER, WITH_PLATE, Stage, once
from tests.support.processing import Stage as Reading

# ---- typing


@pytest.mark.parametrize("caller", [DRIVER, FIRST])
def test_a_typed_plate_is_shown_found_counted_and_written_down(caller: Caller) -> None:
    stage = Stage()
    read = stage.type(caller)
    assert stage.log.reads[PHOTO] == [read]
    assert stage.plates.plates == {"XY34ZAB"}
    assert stage.log.unsettled == {}
    assert stage.log.counts == [{"typed": 1}]
    (entry,) = stage.audit.entries
    assert (entry.action, entry.by, entry.target) == (Action.TYPED, caller.owner, read.read_id)
    assert entry.details == {"plate": "XY34ZAB", "place": "not said"}


def test_nobody_else_types_in_a_photo() -> None:
    stage = Stage()
    for upload_id in (PHOTO, "f" * 32):
        with pytest.raises(NotFound, match="no such upload"):
            stage.type(STRANGER, upload_id=upload_id)
    assert stage.audit.entries == []


def test_the_same_plate_typed_again_is_kept_once() -> None:
    stage = Stage()
    assert stage.type() == stage.type(plate="XY34ZAB") == stage.type(FIRST)
    assert (len(stage.log.reads[PHOTO]), len(stage.audit.entries)) == (1, 1)


def test_of_two_who_type_the_same_plate_at_once_one_makes_the_read() -> None:
    stage = Stage()
    stage.missed.before_add = once(lambda: stage.type(FIRST))
    read = stage.type()
    assert read.typed_by == FIRST.owner
    assert stage.log.reads[PHOTO] == [read]


def test_two_who_type_different_plates_at_once_make_two_reads() -> None:
    stage = Stage()
    stage.missed.before_add = once(lambda: stage.type(FIRST, "GH56IJK"))
    stage.type()
    assert [(one.plate, one.read_id) for one in stage.log.reads[PHOTO]] == [
        ("GH56IJK", f"{PHOTO}-100"),
        ("XY34ZAB", f"{PHOTO}-101"),
    ]


def test_who_types_where_others_are_faster_each_time_is_told_so_and_keeps_nothing() -> None:
    stage = Stage()

    def another_types() -> None:
        upload = stage.log.uploads[PHOTO]
        stage.log.uploads[PHOTO] = replace(upload, typed_count=upload.typed_count + 1)

    stage.missed.before_add = another_types
    with pytest.raises(Conflict, match="many_typing"):
        stage.type()
    assert (stage.log.reads.get(PHOTO), stage.audit.entries) == (None, [])


def test_a_deletion_that_is_faster_leaves_no_typed_plate_behind() -> None:
    stage = Stage()
    stage.missed.before_add = once(lambda: stage.log.uploads.pop(PHOTO))
    with pytest.raises(NotFound):
        stage.type()
    assert (stage.log.reads.get(PHOTO), stage.audit.entries) == (None, [])


def test_a_plate_that_the_machine_read_is_not_typed_beside_it() -> None:
    stage = Stage()
    with pytest.raises(Conflict, match="has that plate already"):
        stage.type(plate="AB12CDE", upload_id=WITH_PLATE)
    assert stage.type(plate="GH56IJK", upload_id=WITH_PLATE).read_id == f"{WITH_PLATE}-100"


def test_a_photo_takes_no_more_than_so_many_also_when_they_are_taken_back() -> None:
    stage = Stage()
    for number in range(MOST_TYPED):
        read = stage.type(plate=f"AB{number:02d}CDE")
        stage.word.take_back(DRIVER, read.read_id, 0)
    with pytest.raises(InvalidRequest, match="which is the limit"):
        stage.type()


def test_what_the_driver_typed_waits_for_an_operator_whose_word_says_nothing_of_the_machine() -> None:
    stage = Stage()
    read = stage.type()
    (leased,) = stage.review.lease(FIRST, QueueOrder.LEAST_SURE, 5)
    assert leased.read == read
    stage.review.decide(FIRST, read.read_id, ReviewRequest(Decision.CORRECT, "XY34ZAC", None, 0))
    assert stage.plates.plates == {"XY34ZAC"}
    assert stage.log.counts == [{"typed": 1}, {}]
    assert stage.type(FIRST, "GH56IJK").status is ReadStatus.CONFIRMED


def test_a_photo_that_is_read_again_late_keeps_what_a_person_typed() -> None:
    reading = Reading()
    reading.process(reading.ref, "version-1", "request-1")
    assert reading.log.no_plates[reading.ref.upload_id].waits
    stage = Stage()
    stage.log.uploads, stage.log.no_plates = reading.log.uploads, reading.log.no_plates
    read = stage.keep(DRIVER, reading.ref.upload_id, TypedPlate("XY34ZAB", None)).read
    reading.log.uploads, reading.log.reads = stage.log.uploads, stage.log.reads
    for holder in ("request-1", "request-2"):
        reading.process(reading.ref, "version-1", holder)
    assert reading.log.reads[reading.ref.upload_id] == [read]
    assert reading.upload.typed_count == 1


# ---- taking back


def test_who_typed_a_plate_takes_it_back_and_it_is_found_no_more() -> None:
    stage = Stage()
    read = stage.type()
    after = stage.word.take_back(DRIVER, read.read_id, read.version)
    assert (after.read.status, after.read.current_plate) == (ReadStatus.REJECTED, None)
    assert stage.plates.plates == set()
    assert stage.log.counts[-1] == {"typed": -1}
    assert stage.audit.entries[-1].details == {"decision": "withdraw", "from": "XY34ZAB"}
    assert stage.type().read_id == f"{PHOTO}-101"


def test_an_operator_takes_anybodys_back_and_a_driver_only_the_own() -> None:
    stage = Stage()
    drivers, operators = stage.type(), stage.type(FIRST, "GH56IJK")
    with pytest.raises(Conflict, match="nothing to take back"):
        stage.word.take_back(DRIVER, operators.read_id, 0)
    with pytest.raises(NotFound):
        stage.word.take_back(STRANGER, drivers.read_id, 0)
    for read in (drivers, operators):
        assert stage.word.take_back(SECOND, read.read_id, 0).read.status is ReadStatus.REJECTED


@pytest.mark.parametrize("caller", [DRIVER, FIRST])
def test_the_machines_reads_are_nobodys_to_take_back(caller: Caller) -> None:
    stage = Stage()
    with pytest.raises(Conflict, match="nothing to take back"):
        stage.word.take_back(caller, f"{WITH_PLATE}-0", 0)


# ---- photos without a plate


def test_the_queue_gives_the_oldest_or_the_newest_first_and_no_photo_to_two() -> None:
    assert Stage().waiting() == [PHOTO, OTHER]
    assert Stage().waiting(order=PhotoOrder.NEWEST) == [OTHER, PHOTO]
    stage = Stage()
    assert stage.waiting(count=1) == [PHOTO]
    assert stage.waiting(SECOND) == [OTHER]
    stage.clock.move(LEASE + timedelta(seconds=1))
    assert stage.waiting(SECOND) == [PHOTO, OTHER]


def test_an_operators_look_at_somebody_elses_photo_is_written_down() -> None:
    stage = Stage()
    assert stage.queue.lease(FIRST, PhotoOrder.OLDEST, 1).waiting == 2
    assert [(one.action, one.target) for one in stage.audit.entries] == [(Action.VIEWED_UPLOAD, PHOTO)]


def test_a_photo_leaves_the_queue_with_a_typed_plate_and_comes_back_when_that_is_taken_back_or_rejected() -> None:
    stage = Stage()
    read = stage.type()
    assert stage.waiting() == [OTHER]
    stage.word.take_back(DRIVER, read.read_id, 0)
    assert stage.waiting() == [PHOTO, OTHER]
    read = stage.type()
    stage.review.decide(FIRST, read.read_id, ReviewRequest(Decision.REJECT, None, RejectReason.OTHER, 0))
    assert stage.waiting() == [PHOTO, OTHER]
    stage.review.decide(FIRST, read.read_id, ReviewRequest(Decision.UNDO, None, None, 1))
    assert stage.waiting() == [OTHER]


def test_a_photo_leaves_the_queue_when_an_operator_says_that_there_is_none_and_an_undo_brings_it_back() -> None:
    stage = Stage()
    judged = stage.queue.judge(FIRST, PHOTO, Judgement.NO_PLATE, 0).no_plate
    assert (judged.judged_by, judged.version) == (FIRST.owner, 1)
    assert stage.waiting() == [OTHER]
    again = stage.queue.judge(FIRST, PHOTO, Judgement.NO_PLATE, 0).no_plate
    assert again == judged
    stage.queue.judge(FIRST, PHOTO, Judgement.UNDO, 1)
    assert stage.waiting() == [PHOTO, OTHER]
    said = [(one.target, one.details) for one in stage.audit.entries if one.action is Action.REVIEWED]
    assert said == [(PHOTO, {"decision": "no_plate"}), (PHOTO, {"decision": "undo"})]


def test_who_says_that_there_is_none_after_somebody_typed_one_is_told() -> None:
    stage = Stage()
    stage.type()
    with pytest.raises(Conflict, match="this photo has changed"):
        stage.queue.judge(FIRST, PHOTO, Judgement.NO_PLATE, 0)


def test_a_photo_that_is_deleted_is_passed_over() -> None:
    stage = Stage()
    del stage.log.uploads[PHOTO]
    assert stage.waiting() == [OTHER]


def test_the_queue_is_for_operators_and_has_only_photos_without_a_plate() -> None:
    stage = Stage()
    with pytest.raises(NotAllowed):
        stage.waiting(DRIVER)
    with pytest.raises(NotAllowed):
        stage.queue.judge(DRIVER, PHOTO, Judgement.NO_PLATE, 0)
    for upload_id in (WITH_PLATE, "f" * 32):
        with pytest.raises(NotFound):
            stage.queue.judge(FIRST, upload_id, Judgement.NO_PLATE, 0)
