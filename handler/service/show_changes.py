"""Tell in one cheap call whether anything is new, and how much waits for review."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from handler.domain.caller import OPERATORS, Caller
from handler.domain.classes.quick import quick_dataclass
from handler.service.ports.alerts import Alerts
from handler.service.ports.reads import ReadLog
from handler.service.ports.records import InsightLog

MOST_COUNTED: Final = 100
"""Waiting reads are counted up to here, so that the answer costs the same however long the queue is."""

SETTLES: Final = timedelta(seconds=3)
"""How long after a change a count of the queue may be old: an index follows its table within moments."""

KEPT: Final = timedelta(minutes=1)
"""How old a count may be while nothing changes: deleted and expired reads leave the queue unannounced."""


@quick_dataclass(frozen=True, slots=True)
class Changes:
    """The state of the log, by an opaque name, and how many reads and alerts wait.

    Of each one more than `MOST_COUNTED` at most.
    """

    version: str
    waiting: int
    alerts: int = 0


@quick_dataclass(frozen=True, slots=True)
class _Kept:
    """A count, when it was made, and since when its version is known here."""

    changes: Changes
    since: datetime
    at: datetime

    def is_good(self, now: datetime) -> bool:
        return self.at - self.since >= SETTLES and now - self.at < KEPT


@dataclass(slots=True)
class ShowChanges:
    """Answers everybody who has a page open, every few seconds; the queue is only counted anew after a change.

    Parameters
    ----------
    insights : InsightLog
    reads : ReadLog
    now : callable
        Gives the time in UTC.
    alerts : Alerts or None
        None where there are none.
    """

    insights: InsightLog
    reads: ReadLog
    now: Callable[[], datetime]
    alerts: Alerts | None = None
    _kept: _Kept | None = field(default=None, init=False)

    def __call__(self, caller: Caller) -> Changes:
        """Tell how the log stands.

        Parameters
        ----------
        caller : Caller

        Returns
        -------
        Changes

        Raises
        ------
        NotAllowed
            When the caller is no operator.
        """
        caller.require(OPERATORS)
        now = self.now()
        version, kept = self.insights.version(now), self._kept
        is_same = kept is not None and kept.changes.version == version
        if kept is not None and is_same and kept.is_good(now):
            return kept.changes
        since = kept.since if kept is not None and is_same else now
        alerts = self.alerts.waiting(MOST_COUNTED + 1) if self.alerts else 0
        changes = Changes(version, self.reads.waiting(MOST_COUNTED + 1), alerts)
        self._kept = _Kept(changes, since, now)
        return changes
