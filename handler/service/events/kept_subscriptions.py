"""What the channels want, for the functions that ask at every photo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from handler.domain.events.event import EventType
from handler.service.ports.outbox import Subscriptions


@dataclass(slots=True)
class KeptSubscriptions:
    """Asks what the channels want, and keeps the answer for a short time.

    Parameters
    ----------
    subscriptions : Subscriptions
    kept : timedelta
        How old the answer may be.
    now : callable
        Gives the time in UTC.
    """

    subscriptions: Subscriptions
    kept: timedelta
    now: Callable[[], datetime]
    _answer: tuple[frozenset[EventType], datetime] | None = field(default=None, init=False)

    def wanted(self) -> frozenset[EventType]:
        """Get the types of events that some channel wants, or wanted a short time ago."""
        now = self.now()
        if self._answer is None or now - self._answer[1] >= self.kept:
            self._answer = self.subscriptions.wanted(), now
        return self._answer[0]
