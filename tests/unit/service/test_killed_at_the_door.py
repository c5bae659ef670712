"""A function that is killed between any two steps loses no photo and makes no second upload: the device comes again."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from handler.domain.cameras.answers import Outcome
from handler.domain.cameras.event import LONGEST_RUN
from local.camera.dialects import DIALECTS
from local.camera.shot import Posted
from tests.support.devices import PHOTO, a_picture, a_shot
from tests.support.doors import Doors
from tests.support.fakes.world import START

STEPS = ("find", "take", "add", "put_once", "note_stored")


class Killed(BaseException):
    """No handler of errors sees it, as none sees a function that is gone."""


class Dying:
    """Stands before a port, and dies before or after one of its steps, if it is one of this port."""

    def __init__(self, port: Any, step: str, *, is_done: bool) -> None:
        self.port, self.step, self.is_done = port, step, is_done

    def __getattr__(self, name: str) -> Callable[..., Any]:
        work: Callable[..., Any] = getattr(self.port, name)
        return self._die_at(work) if name == self.step else work

    def _die_at(self, work: Callable[..., Any]) -> Callable[..., Any]:
        def die(*arguments: Any) -> None:
            if self.is_done:
                work(*arguments)
            raise Killed

        return die


def begin(doors: Doors, posted: Posted, step: str, *, is_done: bool) -> None:
    """Let a function begin on a message, and die at a step, if it comes to it."""
    whole = doors.receive
    ports: dict[str, Any] = {
        name: Dying(getattr(whole, name), step, is_done=is_done) for name in ("events", "photos", "quotas")
    }
    doors.receive = replace(whole, **ports)
    with suppress(Killed):
        doors.post(posted)
    doors.receive = whole


def message(photo: bytes = PHOTO) -> Posted:
    return DIALECTS["hikvision"](a_shot(photo=photo, taken_at=START - timedelta(seconds=20)))


@pytest.mark.parametrize("is_done", [False, True])
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("later", [timedelta(0), timedelta(hours=5)])
def test_the_same_message_makes_it_whole(step: str, is_done: bool, later: timedelta) -> None:
    doors = Doors()
    begin(doors, message(), step, is_done=is_done)
    doors.clock.move(later)
    assert doors.post(message()).outcome in {Outcome.TAKEN, Outcome.REPEATED}
    assert doors.photo == (PHOTO, "image/jpeg")
    assert list(doors.places.photos) == [doors.upload.ref.photo_key]
    (event,) = doors.events.events.values()
    assert event.is_stored


@pytest.mark.parametrize("is_done", [False, True])
@pytest.mark.parametrize("first", STEPS)
@pytest.mark.parametrize("second", STEPS)
def test_killed_twice_and_with_another_picture_then_the_event_has_its_picture(
    first: str, second: str, is_done: bool
) -> None:
    doors, other = Doors(), a_picture(grey=7)
    begin(doors, message(), first, is_done=is_done)
    doors.clock.move(LONGEST_RUN)
    begin(doors, message(other), second, is_done=is_done)
    doors.clock.move(LONGEST_RUN)
    doors.post(message(other))
    (event,) = doors.events.events.values()
    assert event.is_stored
    assert f"uploads/{event.camera_id}/{event.upload_id}" in doors.places.photos
