"""Photos are read while the day's budget lasts, and wait once it is used up: none is lost, none is charged."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from handler.domain.budget.budget import Budget, CallsOfDay, Whose, next_day
from handler.domain.errors import BadPhoto, RetryLater, Throttled, UploadBusy
from handler.domain.sites.rules import ReadingRules
from handler.domain.telemetry.metrics import METRICS, Values
from handler.domain.upload import UploadStatus
from handler.service.budget.governor import Governor
from tests.support.fakes.budget import MemoryCameraLimits, MemorySpentCalls, MemoryWaitingPhotos
from tests.support.fakes.sites import CAMERA_ID
from tests.support.fakes.world import START
from tests.support.processing import Stage


class Metered:
    """What was measured, summed up."""

    def __init__(self) -> None:
        self.sums = Counter[str]()

    def __call__(self, message: str, values: Values, code: str | None = None) -> None:
        assert set(values) <= set(METRICS)
        self.sums.update({name: int(value) for name, value in values.items() if isinstance(value, int | float)})


class Governed(Stage):
    """A photo that has arrived, and a budget of which some is spent."""

    def __init__(self, *texts: str, limit: int | None, spent: int = 0, confidence: float = 99.0) -> None:
        super().__init__(*texts, confidence=confidence)
        self.spent, self.waiting, self.metered = MemorySpentCalls(), MemoryWaitingPhotos(self.log), Metered()
        self.limits = MemoryCameraLimits()
        self.spent.add(Budget(limit), spent, START)
        self.spent.requests = 0
        self.budget(limit)

    def budget(self, limit: int | None) -> None:
        governor = Governor(self.spent, self.waiting, limit, self.limits, self.clock, self.metered)
        self.process = replace(self.process, governor=governor)

    def of_camera(self, limit: int | None, spent: int = 0) -> None:
        """Let the photo be of a camera with a budget of its own, of which some is spent."""
        self.set_up(ReadingRules(detect_text_calls_a_day=limit))
        self.log.uploads[self.ref.upload_id] = replace(self.upload, camera_id=CAMERA_ID)
        self.spent.add(Budget(None, limit, CAMERA_ID), spent, START)

    @property
    def calls_today(self) -> int:
        return self.spent.of_day(self.clock()).stage


def test_without_a_budget_nobody_is_asked_and_nothing_is_counted() -> None:
    stage = Governed("AB12 CDE", limit=None)
    stage.process(stage.ref, None, "a")
    assert (stage.upload.status, stage.spent.requests) == (UploadStatus.DONE, 0)


def test_a_photo_within_the_budget_is_read_with_one_request() -> None:
    stage = Governed("AB12 CDE", limit=5)
    stage.process(stage.ref, None, "a")
    assert (stage.upload.status, stage.calls_today, stage.spent.requests) == (UploadStatus.DONE, 1, 1)


def test_a_photo_beyond_the_budget_waits_until_the_next_day_and_costs_nothing() -> None:
    stage = Governed("AB12 CDE", limit=5, spent=5)
    stage.process(stage.ref, None, "a")
    wait = stage.upload.wait
    assert stage.upload.status is UploadStatus.WAITING
    assert wait is not None
    assert (wait.whose, wait.until) == (Whose.STAGE, next_day(START))
    assert (stage.detector.calls, stage.calls_today, stage.log.counts) == (0, 5, [])
    assert stage.upload.image_size is not None  # it can be shown already
    assert stage.metered.sums["photos_put_off"] == 1


@pytest.mark.parametrize("what", ["the next day", "a larger budget", "no budget"])
def test_a_photo_that_waited_is_read_once_there_is_a_call_for_it(what: str) -> None:
    stage = Governed("AB12 CDE", limit=5, spent=5)
    stage.process(stage.ref, None, "a")
    if what == "the next day":
        stage.clock.move(timedelta(days=1))
    else:
        stage.budget(6 if what == "a larger budget" else None)
    stage.process(stage.ref, None, "b")
    assert (stage.upload.status, stage.upload.wait, stage.detector.calls) == (UploadStatus.DONE, None, 1)
    assert [read.plate for read in stage.log.reads[stage.ref.upload_id]] == ["AB12CDE"]


def test_its_event_coming_again_lets_it_wait_on() -> None:
    stage = Governed("AB12 CDE", limit=5, spent=5)
    for holder in ("a", "b", "c"):
        stage.process(stage.ref, None, holder)
    assert (stage.upload.status, stage.upload.attempts, stage.detector.calls) == (UploadStatus.WAITING, 1, 0)


def test_a_second_look_counts_also_beyond_the_budget() -> None:
    stage = Governed("AB12 CDE", limit=5, spent=4, confidence=60.0)
    stage.process(stage.ref, None, "a")
    assert (stage.upload.status, stage.calls_today) == (UploadStatus.DONE, 6)
    assert stage.log.counts[0]["detect_text_calls"] == 2


@pytest.mark.parametrize(("spent", "warnings"), [(2, 0), (3, 1), (4, 0)])
def test_four_fifths_are_told_once(spent: int, warnings: int) -> None:
    stage = Governed("AB12 CDE", limit=5, spent=spent)
    stage.process(stage.ref, None, "a")
    assert stage.metered.sums["budget_warnings"] == warnings


def test_what_detect_text_does_not_answer_is_not_counted() -> None:
    stage = Governed("AB12 CDE", limit=5)
    stage.detector.error = Throttled("rekognition:DetectText")
    with pytest.raises(RetryLater):
        stage.process(stage.ref, None, "a")
    assert stage.calls_today == 0


def test_what_detect_text_refuses_is_not_counted_and_fails() -> None:
    stage = Governed("AB12 CDE", limit=5)
    stage.detector.error = BadPhoto("unreadable")
    stage.process(stage.ref, None, "a")
    assert (stage.calls_today, stage.failure_code()) == (0, "unreadable")


def test_who_lost_the_lease_lets_nothing_wait() -> None:
    stage = Governed("AB12 CDE", limit=5, spent=5)
    upload = stage.log.claim(stage.ref, None, "a", stage.clock())
    assert upload is not None
    stage.log.holders[stage.ref.upload_id] = "b"
    with pytest.raises(UploadBusy):
        MemoryWaitingPhotos(stage.log).put(replace(upload, status=UploadStatus.WAITING), "a")


def test_a_cameras_photo_beyond_its_own_budget_waits_though_the_stage_has_calls_left() -> None:
    stage = Governed("AB12 CDE", limit=100)
    stage.of_camera(5, spent=5)
    stage.process(stage.ref, None, "a")
    wait = stage.upload.wait
    assert wait is not None
    assert (stage.upload.status, wait.whose, wait.until) == (UploadStatus.WAITING, Whose.CAMERA, next_day(START))
    assert (stage.detector.calls, stage.calls_today) == (0, 5)


@pytest.mark.parametrize(
    ("stage_limit", "stage_spent", "limit", "spent"), [(5, 5, 5, 0), (5, 0, 5, 5), (5, 3, 2, 2), (None, 0, 1, 1)]
)
def test_who_is_refused_by_either_budget_takes_from_neither(
    stage_limit: int | None, stage_spent: int, limit: int, spent: int
) -> None:
    stage = Governed("AB12 CDE", limit=stage_limit, spent=stage_spent)
    stage.of_camera(limit, spent)
    before = stage.spent.of_day(START)
    stage.process(stage.ref, None, "a")
    assert (stage.upload.status, stage.spent.of_day(START)) == (UploadStatus.WAITING, before)


def test_a_cameras_photo_counts_for_it_and_for_the_stage_its_second_look_too() -> None:
    stage = Governed("AB12 CDE", limit=None, confidence=60.0)
    stage.of_camera(5)
    stage.process(stage.ref, None, "a")
    assert stage.spent.of_day(START) == CallsOfDay(2, {CAMERA_ID: 2})
    assert stage.limits.asked == []  # it says itself what counts


@pytest.mark.parametrize(("now", "expected"), [(5, "waiting"), (6, "done"), (None, "done")])
def test_of_a_photo_that_waited_the_cameras_budget_counts_as_it_is_by_now(now: int | None, expected: str) -> None:
    stage = Governed("AB12 CDE", limit=None)
    stage.of_camera(5, spent=5)
    stage.process(stage.ref, None, "a")
    stage.limits.limits = {} if now is None else {CAMERA_ID: now}
    stage.process(stage.ref, None, "b")
    assert (stage.upload.status.value, stage.detector.calls) == (expected, int(expected == "done"))


def test_a_camera_without_a_limit_of_its_own_is_not_asked_for() -> None:
    stage = Governed("AB12 CDE", limit=5)
    stage.of_camera(None)
    stage.process(stage.ref, None, "a")
    assert (stage.upload.status, stage.limits.asked, stage.spent.of_day(START).cameras) == (UploadStatus.DONE, [], {})


@pytest.mark.parametrize(("spent", "warnings"), [(2, 0), (3, 1), (4, 0)])
def test_four_fifths_of_a_cameras_budget_are_told_once_with_its_id(
    spent: int, warnings: int, caplog: pytest.LogCaptureFixture
) -> None:
    stage = Governed("AB12 CDE", limit=1000)
    stage.of_camera(5, spent)
    stage.process(stage.ref, None, "a")
    told = [one for one in caplog.records if one.levelname == "WARNING"]
    assert [getattr(one, "camera_id", None) for one in told] == [CAMERA_ID] * warnings
    assert stage.metered.sums["budget_warnings"] == warnings
