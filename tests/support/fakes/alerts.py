"""Alerts in memory, and what raises them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from handler.domain.alerts.alert import Alert, AlertState, Place
from handler.domain.alerts.book import Book, Opened, OpenedKey
from handler.domain.alerts.consequences import Consequences
from handler.domain.audit import AuditEntry
from handler.domain.errors import AlertsChanged, Conflict
from handler.domain.events.event import Event, EventType
from handler.domain.logged import LoggedRead
from handler.service.ports.alerts import AlertSlice


@dataclass
class MemoryAlerts:
    """Alerts, windows and what was told, in dictionaries; each written on the condition that it is as it was seen."""

    alerts: dict[str, Alert] = field(default_factory=dict)
    opened: dict[OpenedKey, Opened] = field(default_factory=dict)
    told: dict[str, Event] = field(default_factory=dict)
    acknowledgements: list[AuditEntry] = field(default_factory=list)
    before_write: Callable[[], None] = lambda: None

    def book(self, alert_ids: Collection[str], opened: Collection[OpenedKey]) -> Book:
        windows = {key: self.opened[key] for key in opened if key in self.opened}
        wanted = {*alert_ids, *(window.alert_id for one in windows.values() for window in one.windows)}
        return Book({one: self.alerts[one] for one in wanted if one in self.alerts}, windows)

    def write(self, consequences: Consequences) -> None:
        self.before_write()
        for alert in consequences.alerts:
            kept = self.alerts.get(alert.alert_id)
            if (kept.version if kept else 0) != alert.version - 1:
                raise AlertsChanged
        for opened in consequences.opened:
            before = self.opened.get((opened.entry_id, opened.place_key))
            if (before.version if before else 0) != opened.version - 1:
                raise AlertsChanged
        self.alerts |= {one.alert_id: one for one in consequences.alerts}
        self.opened |= {(one.entry_id, one.place_key): one for one in consequences.opened}
        self.told |= {one.event_id: one for one in consequences.events}

    def page(self, state: AlertState | None, limit: int, after: str | None) -> AlertSlice:
        found = sorted(self.alerts.values(), key=lambda one: one.raised_at, reverse=True)
        fitting = [one for one in found if state in (None, one.state)]
        start = int(after or 0)
        end = start + limit
        return AlertSlice(fitting[start:end], str(end) if end < len(fitting) else None)

    def one(self, alert_id: str) -> Alert | None:
        return self.alerts.get(alert_id)

    def acknowledge(self, alert: Alert, entry: AuditEntry) -> None:
        if self.alerts[alert.alert_id].version != alert.version - 1:
            raise Conflict("alert_changed")
        self.alerts[alert.alert_id] = alert
        self.acknowledgements.append(entry)

    def waiting(self, most: int) -> int:
        return min(sum(one.waits for one in self.alerts.values()), most)


@dataclass
class FixedPlaces:
    """One place for all photos."""

    place: Place = field(default_factory=Place)

    def of(self, read: LoggedRead) -> Place:
        del read
        return self.place


@dataclass
class FixedSubscriptions:
    """What somebody wants to be told: all, unless the test says otherwise."""

    types: frozenset[EventType] = frozenset(EventType)

    def wanted(self) -> frozenset[EventType]:
        return self.types
