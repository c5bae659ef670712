"""The lists, for the functions that ask at every photo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from handler.domain.lists.plate_list import PlateList
from handler.service.ports.lists import Lists

LISTS_KEPT: Final = timedelta(seconds=60)
"""How long the answer serves: a new list, or the first entry of an empty one, counts within this time."""


@dataclass(slots=True)
class KeptLists:
    """Asks for the lists, and keeps the answer for a short time.

    Parameters
    ----------
    lists : Lists
    now : callable
        Gives the time in UTC.
    """

    lists: Lists
    now: Callable[[], datetime]
    _answer: tuple[Sequence[PlateList], datetime] | None = field(default=None, init=False)

    def __call__(self) -> Sequence[PlateList]:
        """Get the lists as they are, or were a short time ago."""
        now = self.now()
        if self._answer is None or now - self._answer[1] >= LISTS_KEPT:
            self._answer = self.lists.all(), now
        return self._answer[0]
