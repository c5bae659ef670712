from __future__ import annotations

from datetime import timedelta

import pytest

from handler.domain.audit import Action
from handler.domain.caller import OPERATORS, Caller
from handler.domain.errors import Conflict, NotAllowed, NotFound
from handler.domain.logged import ReadStatus
from handler.domain.review import Decision, RejectReason, ReviewRequest
from handler.service.ports.reads import QueueOrder
from handler.service.review_reads import LEASE, ReviewReads
from handler.service.show_read import ShowRead
from handler.service.show_uploads import ShowUploads
from tests.support.fakes.audit import MemoryAuditLog
from tests.support.fakes.photos import MemoryPhotoStore
from tests.support.fakes.reads import MemoryPlateIndex, MemoryReadLog
from tests.support.fakes.records import MemoryPeople
from tests.support.fakes.uploads import MemoryUploadLog
from tests.support.fakes.world import OWNER, Clock
from tests.support.samples import a_read, an_upload

FIRST, SECOND = (Caller(name, frozenset({OPERATORS})) for name in ("operator-1", "operator-2"))
CONFIRM = ReviewRequest(Decision.CONFIRM, None, None, 0)


class Stage:
    """Four reads in doubt, the later the surer."""

    def __init__(self) -> None:
        self.clock, self.log, self.audit = Clock(), MemoryUploadLog(), MemoryAuditLog()
        self.plates = MemoryPlateIndex({"AB12CDE"}, self.log)
        for number in range(4):
            self.log.add(an_upload(number))
            confidence = 0.5 + number / 10 if number else 0.9
            self.log.reads[an_upload(number).ref.upload_id] = [a_read(number, confidence=confidence)]
        photos = MemoryPhotoStore()
        uploads = ShowUploads(self.log, photos, self.clock)
        self.show = ShowRead(self.log, uploads, photos, MemoryPeople(), self.audit, self.clock)
        reads = MemoryReadLog(self.log, self.audit)
        self.review = ReviewReads(self.log, reads, self.plates, self.show, self.clock)

    def lease(self, caller: Caller, count: int = 2, order: QueueOrder = QueueOrder.LEAST_SURE) -> list[str]:
        return [shown.read.read_id for shown in self.review.lease(caller, order, count)]


def ids(*numbers: int) -> list[str]:
    return [a_read(number).read_id for number in numbers]


def test_the_queue_gives_the_least_sure_or_the_oldest_first() -> None:
    assert Stage().lease(FIRST, 4) == ids(1, 2, 3, 0)
    assert Stage().lease(FIRST, 4, QueueOrder.OLDEST) == ids(0, 1, 2, 3)


def test_two_operators_never_get_the_same_read() -> None:
    stage = Stage()
    assert stage.lease(FIRST) == ids(1, 2)
    assert stage.lease(SECOND, 4) == ids(3, 0)
    assert stage.lease(FIRST) == ids(1, 2)


def test_what_an_operator_left_lying_goes_to_another_after_the_lease() -> None:
    stage = Stage()
    stage.lease(FIRST, 4)
    assert stage.lease(SECOND, 4) == []
    stage.clock.move(LEASE + timedelta(seconds=1))
    assert stage.lease(SECOND, 4) == ids(1, 2, 3, 0)


def test_a_decided_read_leaves_the_queue_and_an_undo_brings_it_back() -> None:
    stage = Stage()
    decided = stage.review.decide(FIRST, ids(1)[0], CONFIRM)
    assert decided.read.status is ReadStatus.CONFIRMED
    assert stage.lease(FIRST, 4) == ids(2, 3, 0)
    undone = stage.review.decide(FIRST, ids(1)[0], ReviewRequest(Decision.UNDO, None, None, 1))
    assert undone.read.status is ReadStatus.NEEDS_REVIEW
    assert [review.decision for review in undone.reviews] == [Decision.CONFIRM, Decision.UNDO]
    assert stage.lease(FIRST, 4) == ids(1, 2, 3, 0)


def test_a_corrected_plate_can_be_found_and_the_correction_is_written_down() -> None:
    stage = Stage()
    stage.review.decide(FIRST, ids(1)[0], ReviewRequest(Decision.CORRECT, "XY34 ZAB", None, 0))
    assert stage.plates.plates == {"AB12CDE", "XY34ZAB"}
    (entry,) = stage.audit.entries
    assert (entry.action, entry.by, entry.target) == (Action.REVIEWED, FIRST.owner, ids(1)[0])
    assert entry.details == {"decision": "correct", "from": "AB12CDE", "to": "XY34ZAB"}


def test_a_plate_is_found_exactly_as_long_as_a_read_counts_for_it() -> None:
    stage = Stage()
    for number in (0, 2, 3):
        stage.review.decide(FIRST, ids(number)[0], ReviewRequest(Decision.REJECT, None, RejectReason.OTHER, 0))
    assert stage.plates.plates == {"AB12CDE"}
    stage.review.decide(FIRST, ids(1)[0], ReviewRequest(Decision.CORRECT, "XY34ZAB", None, 0))
    assert stage.plates.plates == {"XY34ZAB"}
    stage.review.decide(FIRST, ids(1)[0], ReviewRequest(Decision.CORRECT, "GH56IJK", None, 1))
    assert stage.plates.plates == {"GH56IJK"}
    stage.review.decide(FIRST, ids(1)[0], ReviewRequest(Decision.REJECT, None, RejectReason.OTHER, 2))
    assert stage.plates.plates == set()
    stage.review.decide(FIRST, ids(1)[0], ReviewRequest(Decision.UNDO, None, None, 3))
    assert stage.plates.plates == {"GH56IJK"}
    assert stage.log.unsettled == {}


def test_reads_without_an_upload_are_passed_over_in_the_queue() -> None:
    stage = Stage()
    for number in (1, 2):
        del stage.log.uploads[an_upload(number).ref.upload_id]
    assert stage.lease(FIRST, 2) == ids(3, 0)


def test_the_slower_of_two_is_told_and_changes_nothing() -> None:
    stage = Stage()
    stage.review.decide(FIRST, ids(1)[0], CONFIRM)
    with pytest.raises(Conflict):
        stage.review.decide(SECOND, ids(1)[0], ReviewRequest(Decision.REJECT, None, RejectReason.OTHER, 0))
    assert len(stage.log.reviews) == len(stage.audit.entries) == 1


def test_nobody_but_operators_reviews() -> None:
    stage, uploader = Stage(), Caller(OWNER, frozenset())
    with pytest.raises(NotAllowed):
        stage.lease(uploader)
    with pytest.raises(NotAllowed):
        stage.review.decide(uploader, ids(1)[0], CONFIRM)


@pytest.mark.parametrize("read_id", ["", "x", "0" * 32, f"{'0' * 32}-7", f"{'f' * 32}-0"])
def test_a_read_that_is_not_there_is_not_found(read_id: str) -> None:
    stage = Stage()
    with pytest.raises(NotFound):
        stage.review.decide(FIRST, read_id, CONFIRM)
    with pytest.raises(NotFound):
        stage.show(FIRST, read_id)


def test_a_read_is_shown_to_its_uploader_and_to_operators_whose_look_is_written_down() -> None:
    stage = Stage()
    assert stage.show(Caller(OWNER, frozenset()), ids(1)[0]).read.read_id == ids(1)[0]
    assert stage.audit.entries == []
    assert stage.show(FIRST, ids(1)[0]).upload.upload == an_upload(1)
    assert [(entry.action, entry.target) for entry in stage.audit.entries] == [(Action.VIEWED_READ, ids(1)[0])]
    with pytest.raises(NotFound):
        stage.show(Caller("somebody-else", frozenset()), ids(1)[0])
