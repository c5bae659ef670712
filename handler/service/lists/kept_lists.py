"""The lists, for the functions that ask at every photo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from handler.domain.lists.plate_list import PlateList
from handler.service.ports.lists import Lists


@dataclass(slots=True)
class KeptLists:
    """Asks for the lists, and keeps the answer for a short time.

    Parameters
    ----------
    lists : Lists
    kept : timedelta
        How old the answer may be: a new list, or the first entry of an empty one, counts within this time.
    now : callable
        Gives the time in UTC.
    """

    lists: Lists
    kept: timedelta
    now: Callable[[], datetime]
    _answer: tuple[Sequence[PlateList], datetime] | None = field(default=None, init=False)

    def __call__(self) -> Sequence[PlateList]:
        """Get the lists as they are, or were a short time ago."""
        now = self.now()
        if self._answer is None or now - self._answer[1] >= self.kept:
            self._answer = self.lists.all(), now
        return self._answer[0]
