"""Read the photos that waited for a budget."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from handler.domain.budget.budget import left_of
from handler.service.ports.budget import SpentCalls, WaitingPhotos
from handler.service.ports.photos import ReadingStarter

logger = logging.getLogger(__name__)

MOST_AT_ONCE: Final = 1000
"""In one run: about a minute of the schedule's function; the next run goes on."""


@dataclass(frozen=True, slots=True)
class ResumeWaiting:
    """Has photos read that waited, oldest first, no more than the day's budget leaves.

    May be repeated: a photo that was started and not yet taken up is started again, and read once. What comes meanwhile
    takes from the same budget, so some of them may have to wait again.

    Parameters
    ----------
    waiting : WaitingPhotos
    spent : SpentCalls
    reading : ReadingStarter
    calls_a_day : int or None
        What is in force; None for no limit.
    now : callable
        Gives the time in UTC.
    """

    waiting: WaitingPhotos
    spent: SpentCalls
    reading: ReadingStarter
    calls_a_day: int | None
    now: Callable[[], datetime]

    def __call__(self) -> int:
        """Start the reading of those for which there is a call; gives how many.

        Raises
        ------
        RetryLater
            When AWS does not answer as it should; the next run goes on.
        """
        left, started = self._left(), 0
        for upload in self.waiting.oldest_first() if left else ():
            facts = upload.object_facts
            self.reading.start(upload.ref, facts.version_id if facts else None)
            started += 1
            if started >= left:
                break
        if started:
            logger.info("photos that waited are read", extra={"photos": started})
        return started

    def _left(self) -> float:
        calls = 0 if self.calls_a_day is None else self.spent.of_day(self.now()).stage
        return min(MOST_AT_ONCE, left_of(calls, self.calls_a_day))
