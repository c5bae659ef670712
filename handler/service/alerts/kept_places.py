"""Where cameras are, for the functions that ask at every photo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from handler.domain.alerts.alert import Place
from handler.domain.logged import LoggedRead

PLACES_KEPT: Final = timedelta(seconds=60)
"""How long an answer serves: a camera's new name is told within this time."""


@dataclass(slots=True)
class KeptPlaces:
    """Asks where a camera is, and keeps the answer for a short time.

    Parameters
    ----------
    look_up : callable
        Tells where a camera is, by its id.
    now : callable
        Gives the time in UTC.
    """

    look_up: Callable[[str], Place]
    now: Callable[[], datetime]
    _answers: dict[str, tuple[Place, datetime]] = field(default_factory=dict, init=False)

    def of(self, read: LoggedRead) -> Place:
        """Tell where a read's photo was taken, as well as is known."""
        if read.camera_id is None:
            return Place()
        now, kept = self.now(), self._answers.get(read.camera_id)
        if kept is None or now - kept[1] >= PLACES_KEPT:
            kept = self._answers[read.camera_id] = self.look_up(read.camera_id), now
        return kept[0]
