"""Who uploaded a photo says that its read is wrong, and takes that back."""

from __future__ import annotations

import pytest

from handler.domain.caller import Caller
from handler.domain.errors import Conflict, NotFound
from handler.domain.logged import ReadStatus
from handler.domain.review import MOST_DOUBTS, Decision, ReviewRequest
from handler.service.ports.reads import QueueOrder
from tests.support.missed_plates import DRIVER, FIRST, STRANGER, WITH_PLATE, Stage, once


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
