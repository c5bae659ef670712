"""Alerts, and where photos were taken."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from handler.domain.alerts.alert import Alert, AlertState, Place
from handler.domain.alerts.book import Book, OpenedKey
from handler.domain.alerts.consequences import Consequences
from handler.domain.audit import AuditEntry
from handler.domain.classes.quick import quick_dataclass
from handler.domain.logged import LoggedRead


@quick_dataclass(frozen=True, slots=True)
class AlertSlice:
    """Some alerts, newest first, and the cursor of what follows; None at the end."""

    alerts: Sequence[Alert]
    cursor: str | None


class AlertBook(Protocol):
    """Alerts as they stand, for who changes them."""

    def book(self, alert_ids: Collection[str], opened: Collection[OpenedKey]) -> Book:
        """Get alerts by their ids, windows by entries and places, and the alerts of these windows.

        Nothing is asked where there is nothing to ask for; what is over is left out.
        """

    def write(self, consequences: Consequences) -> None:
        """Write what the deletion of reads makes; raises AlertsChanged when others changed the same alerts."""


class FoundReads(Protocol):
    """Reads that raise alerts long after they were read."""

    def mark(self, read: LoggedRead, seen: LoggedRead, made: Consequences, *, may_end_otherwise: bool) -> None:
        """Let a read name its alerts, and write them with it; all or nothing.

        Raises AlertsChanged when others changed the same alerts, and Conflict when the read is not as it was seen.
        """


class Alerts(Protocol):
    """Alerts, for people."""

    def page(self, state: AlertState | None, limit: int, after: str | None) -> AlertSlice:
        """Get some alerts, of one state or of all; raises InvalidRequest for a cursor that is not ours."""

    def one(self, alert_id: str) -> Alert | None:
        """Get an alert; None when there is none, or its time is over."""

    def acknowledge(self, alert: Alert, entry: AuditEntry) -> None:
        """Write an acknowledgement, and who made it; raises Conflict when the alert changed since it was seen."""

    def waiting(self, most: int) -> int:
        """Count the alerts that nobody has looked at, up to a number."""


class Places(Protocol):
    """Where cameras are."""

    def of(self, read: LoggedRead) -> Place:
        """Tell where a read's photo was taken, as well as is known."""
