from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest

from handler.domain.budget.budget import Budget, Wait, Whose, next_day
from handler.domain.upload import UploadRef, UploadStatus
from handler.service.budget import resume_waiting
from handler.service.budget.resume_waiting import ResumeWaiting
from tests.support.fakes.budget import MemorySpentCalls, MemoryWaitingPhotos
from tests.support.fakes.photos import RecordingStarter
from tests.support.fakes.uploads import MemoryUploadLog
from tests.support.fakes.world import OWNER, START, Clock
from tests.support.samples import an_upload


class Waiting:
    """Some photos that wait, announced a minute after another, the youngest put there first."""

    def __init__(self, photos: int, spent: int = 0) -> None:
        self.log, self.spent, self.starter, self.clock = (
            MemoryUploadLog(),
            MemorySpentCalls(),
            RecordingStarter(),
            Clock(),
        )
        self.spent.add(Budget(1), spent, START)
        self.refs = [UploadRef(OWNER, uuid.uuid4().hex) for _ in range(photos)]
        for place, ref in reversed(list(enumerate(self.refs))):
            announced = START - timedelta(minutes=photos - place)
            wait = Wait(Whose.STAGE, next_day(START))
            status = UploadStatus.WAITING
            self.log.add(replace(an_upload(), ref=ref, created_at=announced, status=status, wait=wait))

    def resume(self, limit: int | None) -> int:
        waiting = MemoryWaitingPhotos(self.log)
        return ResumeWaiting(waiting, self.spent, self.starter, limit, self.clock)()

    @property
    def started(self) -> list[UploadRef]:
        return self.starter.started


def test_the_oldest_are_read_first_and_no_more_than_the_budget_leaves() -> None:
    stage = Waiting(5, spent=7)
    assert stage.resume(10) == 3
    assert stage.started == stage.refs[:3]


def test_none_is_started_while_the_budget_is_used_up() -> None:
    stage = Waiting(2, spent=10)
    assert (stage.resume(10), stage.started) == (0, [])


def test_all_are_read_on_the_next_day_within_its_budget() -> None:
    stage = Waiting(2, spent=10)
    stage.clock.move(timedelta(days=1))
    assert stage.resume(10) == 2


def test_all_are_read_once_there_is_no_budget_any_more() -> None:
    stage = Waiting(3, spent=10)
    assert stage.resume(None) == 3


def test_a_run_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    stage = Waiting(3)
    monkeypatch.setattr(resume_waiting, "MOST_AT_ONCE", 2)
    assert stage.resume(None) == 2
