"""Read the photos that waited for a budget."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import field
from datetime import datetime
from itertools import islice
from typing import Final

from handler.domain.budget.budget import CallsOfDay, left_of
from handler.domain.classes.quick import quick_dataclass
from handler.domain.upload import Upload
from handler.service.ports.budget import CameraLimits, SpentCalls, WaitingPhotos
from handler.service.ports.photos import ReadingStarter

logger = logging.getLogger(__name__)

MOST_AT_ONCE: Final = 1000
"""In one run: about a minute of the schedule's function; the next run goes on."""


@quick_dataclass(frozen=True, slots=True)
class _LeftToCameras:
    """How many calls are left to each camera; a camera's budget is asked for as the first of its photos comes."""

    spent: CallsOfDay
    limits: CameraLimits
    of_cameras: dict[str, float] = field(default_factory=dict)

    def take(self, upload: Upload) -> bool:
        """Take one for a photo from what its camera has left, if there is one."""
        if upload.rules is None or upload.camera_id is None:
            return True
        left = self._of(upload.camera_id)
        self.of_cameras[upload.camera_id] = left - 1
        return left > 0

    def _of(self, camera_id: str) -> float:
        if camera_id not in self.of_cameras:
            self.of_cameras[camera_id] = left_of(self.spent.of_camera(camera_id), self.limits(camera_id))
        return self.of_cameras[camera_id]


@quick_dataclass(frozen=True, slots=True)
class ResumeWaiting:
    """Has photos read that waited, oldest first, no more than the day's budgets leave.

    Photos of a camera whose own budget is used up are passed over: they hold up no others. May be
    repeated: a photo that was started and not yet taken up is started again, and read once. What comes meanwhile takes
    from the same budgets, so some of them may have to wait again.

    Parameters
    ----------
    waiting : WaitingPhotos
    spent : SpentCalls
    reading : ReadingStarter
    calls_a_day : int or None
        What is in force; None for no limit.
    limits : CameraLimits
    now : callable
        Gives the time in UTC.
    """

    waiting: WaitingPhotos
    spent: SpentCalls
    reading: ReadingStarter
    calls_a_day: int | None
    limits: CameraLimits
    now: Callable[[], datetime]

    def __call__(self) -> int:
        """Start the reading of those for which there is a call; gives how many.

        Raises
        ------
        RetryLater
            When AWS does not answer as it should; the next run goes on.
        """
        spent = self.spent.of_day(self.now())
        of_cameras = _LeftToCameras(spent, self.limits)
        left = int(min(MOST_AT_ONCE, left_of(spent.stage, self.calls_a_day)))
        started = 0
        for upload in islice(filter(of_cameras.take, self.waiting.oldest_first()), left):
            facts = upload.object_facts
            self.reading.start(upload.ref, facts.version_id if facts else None)
            started += 1
        if started:
            logger.info("photos that waited are read", extra={"photos": started})
        return started
