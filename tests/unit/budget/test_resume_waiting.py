from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest

from handler.domain.budget.budget import Budget, Wait, Whose, next_day
from handler.domain.sites.rules import NO_RULES
from handler.domain.upload import UploadRef, UploadStatus
from handler.service.budget import resume_waiting
from handler.service.budget.resume_waiting import ResumeWaiting
from tests.support.fakes.budget import MemoryCameraLimits, MemorySpentCalls, MemoryWaitingPhotos
from tests.support.fakes.photos import RecordingStarter
from tests.support.fakes.sites import CAMERA_ID
from tests.support.fakes.uploads import MemoryUploadLog
from tests.support.fakes.world import OWNER, START, Clock
from tests.support.samples import an_upload

OTHER_CAMERA = "cam-0000000002"


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
        self.limits = MemoryCameraLimits()
        self.refs = [UploadRef(OWNER, uuid.uuid4().hex) for _ in range(photos)]
        for place, ref in reversed(list(enumerate(self.refs))):
            announced = START - timedelta(minutes=photos - place)
            wait = Wait(Whose.STAGE, next_day(START))
            status = UploadStatus.WAITING
            self.log.add(replace(an_upload(), ref=ref, created_at=announced, status=status, wait=wait))

    def of_camera(self, photos: int, limit: int | None, spent: int = 0, camera_id: str = CAMERA_ID) -> None:
        """Let the oldest photos be of a camera."""
        of_nobody = [one for one in self.refs if self.log.uploads[one.upload_id].camera_id is None]
        for ref in of_nobody[:photos]:
            upload = self.log.uploads[ref.upload_id]
            self.log.uploads[ref.upload_id] = replace(upload, camera_id=camera_id, rules=NO_RULES)
        if limit is not None:
            self.limits.limits[camera_id] = limit
        self.spent.add(Budget(None, limit, camera_id), spent, START)

    def resume(self, limit: int | None) -> int:
        waiting = MemoryWaitingPhotos(self.log)
        return ResumeWaiting(waiting, self.spent, self.starter, limit, self.limits, self.clock)()

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


def test_photos_of_a_camera_whose_budget_is_used_up_hold_up_no_others() -> None:
    stage = Waiting(6)
    stage.of_camera(4, limit=10, spent=10)
    assert stage.resume(None) == 2
    assert stage.started == stage.refs[4:]


def test_a_camera_gets_what_it_has_left_and_the_stages_budget_bounds_them_all() -> None:
    stage = Waiting(8, spent=1)
    stage.of_camera(3, limit=10, spent=8)
    stage.of_camera(2, limit=1, camera_id=OTHER_CAMERA)
    assert stage.resume(9 + 4) == 4  # nine are counted for the stage by now
    assert stage.started == [*stage.refs[:2], stage.refs[3], stage.refs[5]]


@pytest.mark.parametrize("limit", [12, None])
def test_a_cameras_budget_that_was_raised_or_taken_away_counts_at_once(limit: int | None) -> None:
    stage = Waiting(2)
    stage.of_camera(2, limit=10, spent=10)
    stage.limits.limits = {} if limit is None else {CAMERA_ID: limit}
    assert stage.resume(None) == 2


def test_a_camera_is_asked_for_once_however_many_of_its_photos_wait() -> None:
    stage = Waiting(5)
    stage.of_camera(4, limit=None)
    assert stage.resume(None) == 5
    assert stage.limits.asked == [CAMERA_ID]
