"""The function is killed after, or just before, each step it takes; the next attempt brings the photo to its end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

import pytest

from handler.domain.upload import UploadStatus
from handler.service.look_twice import LookTwice
from handler.service.process_upload import ProcessUpload
from tests.support.fakes.photos import NoPixels
from tests.support.fakes.world import LEASE
from tests.support.processing import ACCEPTANCE, Stage
from tests.unit.service.test_look_twice import UNSURE, VIEW_COUNT, seeing

SURE: Final = 99.0


class Killed(BaseException):
    """As when Lambda stops the process: nothing of ours is executed any more."""


class Steps:
    """Counts what is done to the outside, and ends the process at one of them."""

    def __init__(self, kill_at: int = 0, *, is_done: bool = False) -> None:
        self.names: list[str] = []
        self._kill_at, self._is_done = kill_at, is_done

    def watch(self, port: Any) -> Any:
        return _Watched(port, self)

    def take(self, name: str, work: Callable[[], Any]) -> Any:
        self.names.append(name)
        is_last = len(self.names) == self._kill_at
        if is_last and not self._is_done:
            raise Killed
        answer = work()
        if is_last:
            raise Killed
        return answer


class _Watched:
    """A port whose every call is a step."""

    def __init__(self, port: Any, steps: Steps) -> None:
        self._port, self._steps = port, steps

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._port, name)
        if name in ("to_detections", "facts", "reader"):  # nothing outside is asked
            return method
        return lambda *given: self._steps.take(name, lambda: method(*given))


def a_stage(confidence: float, *, at_once: bool = False) -> Stage:
    stage = Stage("AB12CDE", confidence=confidence)
    if at_once:
        stage.log.find_at_once = stage.plates.plates.update
    return stage if confidence == SURE else seeing(stage, *["AB12CDE"] * VIEW_COUNT)


def run(stage: Stage, steps: Steps, holder: str) -> None:
    detector = steps.watch(stage.detector)
    look_twice = LookTwice(detector, steps.watch(stage.montages), NoPixels, frozenset({"gb"}), is_allowed=True)
    process = ProcessUpload(
        log=steps.watch(stage.log),
        plates=steps.watch(stage.plates),
        quotas=steps.watch(stage.quotas),
        photos=steps.watch(stage.photos),
        inspector=steps.watch(stage.inspector),
        detector=detector,
        look_twice=look_twice,
        acceptance=ACCEPTANCE,
        now=stage.clock,
    )
    process(stage.ref, None, holder)


def steps_of(confidence: float, *, at_once: bool = False) -> list[str]:
    steps = Steps()
    run(a_stage(confidence, at_once=at_once), steps, "request-1")
    return steps.names


CRASHES = [
    pytest.param(confidence, at_once, place, is_done, id=f"{name}-{place}-{'after' if is_done else 'before'}-{at_once}")
    for confidence, at_once in ((SURE, False), (UNSURE, False), (SURE, True))
    for place, name in enumerate(steps_of(confidence, at_once=at_once), start=1)
    for is_done in (False, True)
]


def test_the_steps_are_these() -> None:
    once = ["claim", "open", "inspect", "save_thumbnail", "detect", "save_detections"]
    assert steps_of(SURE) == [*once, "finish", "settle"]
    assert steps_of(SURE, at_once=True) == [*once, "finish"]
    assert steps_of(UNSURE) == [*once, "render", "detect_in", "save_detections", "finish", "settle"]


@pytest.mark.parametrize("next_holder", ["request-1", "request-2"])
@pytest.mark.parametrize(("confidence", "at_once", "place", "is_done"), CRASHES)
def test_a_crash_at_any_step_costs_at_most_one_more_call_and_gives_one_set_of_reads(
    confidence: float, at_once: bool, place: int, is_done: bool, next_holder: str
) -> None:
    undisturbed, stage = a_stage(confidence, at_once=at_once), a_stage(confidence, at_once=at_once)
    run(undisturbed, Steps(), "request-1")
    steps = Steps(place, is_done=is_done)
    with pytest.raises(Killed):
        run(stage, steps, "request-1")
    if next_holder != "request-1":  # another event has to wait for the end of the lease; Lambda's own retry has not
        stage.clock.move(LEASE + timedelta(seconds=1))

    run(stage, Steps(), next_holder)
    run(stage, Steps(), "an event that comes late")

    assert stage.upload.status is UploadStatus.DONE
    expected, found = (one.log.reads[one.ref.upload_id] for one in (undisturbed, stage))
    assert [read.plate for read in found] == [read.plate for read in expected]
    assert len(stage.log.counts) == 1
    assert stage.plates.plates == {read.plate for read in expected}
    assert stage.log.unsettled == {}
    answer_lost = steps.names[-1] in ("detect", "save_detections", "detect_in")
    calls, usual = (one.detector.calls + len(one.detector.pictures) for one in (stage, undisturbed))
    assert calls - usual <= (1 if answer_lost else 0)
