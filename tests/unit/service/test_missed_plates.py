"""Plates that were missed are typed, doubts are said and taken back, and photos without a plate are looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from handler.domain.audit import Action
from handler.domain.caller import OPERATORS, Caller
from handler.domain.errors import Conflict, InvalidRequest, NotAllowed, NotFound
from handler.domain.logged import LoggedRead, ReadStatus
from handler.domain.no_plate import NoPlate
from handler.domain.review import MOST_DOUBTS, Decision, RejectReason, ReviewRequest
from handler.domain.typed_read import MOST_TYPED, TypedPlate
from handler.service.no_plate_queue import Judgement, NoPlateQueue
from handler.service.own_word import OwnWord
from handler.service.ports.reads import PhotoOrder, QueueOrder
from handler.service.review_reads import LEASE, ReviewReads
from handler.service.show_read import ShowRead
from handler.service.show_uploads import ShowUploads
from handler.service.type_plates import TypePlates
from tests.support.fakes.audit import MemoryAuditLog
from tests.support.fakes.photos import MemoryPhotoStore
from tests.support.fakes.reads import MemoryMissedPlates, MemoryPlateIndex, MemoryReadLog
from tests.support.fakes.records import MemoryPeople
from tests.support.fakes.uploads import MemoryUploadLog
from tests.support.fakes.world import OWNER, Clock
from tests.support.processing import Stage as Reading
from tests.support.samples import a_read, an_upload

DRIVER, STRANGER = Caller(OWNER, frozenset()), Caller("somebody-else", frozenset())
FIRST, SECOND = (Caller(name, frozenset({OPERATORS})) for name in ("operator-1", "operator-2"))
PHOTO, OTHER, WITH_PLATE = (an_upload(number).ref.upload_id for number in range(3))


class Stage:
    """Two photos without a plate, a minute apart, and one that the machine read."""

    def __init__(self) -> None:
        self.clock, self.log, self.audit = Clock(), MemoryUploadLog(), MemoryAuditLog()
        self.plates, self.missed = MemoryPlateIndex(log=self.log), MemoryMissedPlates(self.log, self.audit)
        for number in (0, 1):
            upload = an_upload(number, read_count=0)
            self.log.add(upload)
            self.log.no_plates[upload.ref.upload_id] = NoPlate(upload.ref.upload_id, upload.seen_at, upload.kept_until)
        self.log.add(an_upload(2))
        self.log.reads[WITH_PLATE] = [a_read(2, status=ReadStatus.ACCEPTED)]
        photos, people = MemoryPhotoStore(), MemoryPeople()
        uploads = ShowUploads(self.log, photos, self.clock)
        show = ShowRead(self.log, uploads, photos, people, self.audit, self.clock)
        self.reads = MemoryReadLog(self.log, self.audit)
        self.review = ReviewReads(self.log, self.reads, self.plates, show, self.clock)
        self.keep = TypePlates(self.log, self.missed, self.plates, show, self.clock)
        self.word = OwnWord(self.log, self.review.carry_out)
        self.queue = NoPlateQueue(self.log, self.missed, uploads, people, self.audit, self.clock)

    def type(self, caller: Caller = DRIVER, plate: str = "xy 34-zab", upload_id: str = PHOTO) -> LoggedRead:
        return self.keep(caller, upload_id, TypedPlate(plate, None)).read

    def waiting(self, caller: Caller = FIRST, order: PhotoOrder = PhotoOrder.OLDEST, count: int = 9) -> list[str]:
        return [one.no_plate.upload_id for one in self.queue.lease(caller, order, count).photos]


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


def once(work: Callable[[], object]) -> Callable[[], None]:
    """Do something the first time only."""
    left = [work]

    def do() -> None:
        if left:
            left.pop()()

    return do


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


# ---- doubting


def test_a_doubt_sends_the_own_read_to_review_and_is_written_down() -> None:
    stage = Stage()
    after = stage.word.doubt(DRIVER, f"{WITH_PLATE}-0", 0).read
    assert (after.status, after.doubted, after.current_plate) == (ReadStatus.NEEDS_REVIEW, True, "AB12CDE")
    (leased,) = stage.review.lease(FIRST, QueueOrder.OLDEST, 5)
    assert [one.decision for one in leased.reviews] == [Decision.DOUBT]
    assert stage.audit.entries[0].details == {"decision": "doubt", "from": "AB12CDE", "to": "AB12CDE"}


def test_a_doubt_said_twice_counts_once() -> None:
    stage = Stage()
    first, second = (stage.word.doubt(DRIVER, f"{WITH_PLATE}-0", 0).read for _ in range(2))
    assert first == second
    assert len(stage.log.reviews) == 1


def test_a_doubt_is_taken_back_by_who_said_it_until_somebody_decides() -> None:
    stage = Stage()
    read_id = f"{WITH_PLATE}-0"
    stage.word.doubt(DRIVER, read_id, 0)
    back = stage.word.take_back(DRIVER, read_id, 1).read
    assert (back.status, back.doubted) == (ReadStatus.ACCEPTED, False)
    stage.word.doubt(DRIVER, read_id, 2)
    stage.review.decide(FIRST, read_id, ReviewRequest(Decision.CONFIRM, None, None, 3))
    with pytest.raises(Conflict):
        stage.word.take_back(DRIVER, read_id, 4)


def test_operators_are_asked_about_a_read_so_often_and_no_more() -> None:
    stage = Stage()
    read_id = f"{WITH_PLATE}-0"
    for version in range(0, 2 * MOST_DOUBTS, 2):
        stage.word.doubt(DRIVER, read_id, version)
        stage.review.decide(FIRST, read_id, ReviewRequest(Decision.CONFIRM, None, None, version + 1))
    with pytest.raises(Conflict, match="each time you reported"):
        stage.word.doubt(DRIVER, read_id, 2 * MOST_DOUBTS)


def test_a_doubt_of_what_somebody_decided_meanwhile_changes_nothing() -> None:
    stage = Stage()
    read_id = f"{WITH_PLATE}-0"
    stage.review.decide(FIRST, read_id, ReviewRequest(Decision.CONFIRM, None, None, 0))
    with pytest.raises(Conflict, match="decided_meanwhile"):
        stage.word.doubt(DRIVER, read_id, 0)
    assert stage.word.doubt(DRIVER, read_id, 1).read.doubted


def test_a_doubt_is_told_who_was_faster_also_where_that_was_between_its_look_and_its_writing() -> None:
    stage = Stage()
    read_id = f"{WITH_PLATE}-0"
    confirm = ReviewRequest(Decision.CONFIRM, None, None, 0)
    stage.reads.before_decide = once(lambda: stage.review.decide(FIRST, read_id, confirm))
    with pytest.raises(Conflict, match="decided_meanwhile"):
        stage.word.doubt(DRIVER, read_id, 0)
    assert [one.decision for one in stage.log.reviews] == [Decision.CONFIRM]


def test_a_doubt_said_twice_at_once_counts_once() -> None:
    stage = Stage()
    read_id = f"{WITH_PLATE}-0"
    stage.reads.before_decide = once(lambda: stage.word.doubt(DRIVER, read_id, 0))
    assert stage.word.doubt(DRIVER, read_id, 0).read.doubted
    assert [one.decision for one in stage.log.reviews] == [Decision.DOUBT]


def test_a_doubt_finds_no_read_where_a_deletion_is_faster() -> None:
    stage = Stage()
    stage.reads.before_decide = once(lambda: stage.log.uploads.pop(WITH_PLATE))
    with pytest.raises(NotFound):
        stage.word.doubt(DRIVER, f"{WITH_PLATE}-0", 0)
    assert stage.log.reviews == []


@pytest.mark.parametrize("caller", [STRANGER, FIRST])
def test_only_the_uploader_doubts(caller: Caller) -> None:
    with pytest.raises(NotFound):
        Stage().word.doubt(caller, f"{WITH_PLATE}-0", 0)


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
