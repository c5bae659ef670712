"""What is known of alerts while something becomes of a read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Final

from handler.domain.alerts.alert import WINDOW, Alert
from handler.domain.classes.quick import quick_dataclass

MOST_WINDOWS: Final = 20
"""Of one entry at one place that are remembered; those that began to be written down first are forgotten first."""


@quick_dataclass(frozen=True, slots=True)
class Window:
    """A time in which an entry is told once at a place: around the first sighting of its alert."""

    alert_id: str
    since: datetime


@quick_dataclass(frozen=True, slots=True)
class Opened:
    """The windows of an entry at a place, in the order in which they were opened.

    Attributes
    ----------
    entry_id, place_key : str
    windows : tuple of Window
    version : int
        Counts the changes; 0 while there is none.
    kept_until : datetime or None
        When it ends, UTC; None while there is none.
    """

    entry_id: str
    place_key: str
    windows: tuple[Window, ...] = ()
    version: int = 0
    kept_until: datetime | None = None

    def around(self, seen_at: datetime) -> list[Window]:
        """Give the windows that a moment falls into, the nearest first; no clock's boundary cuts them."""
        near = [one for one in self.windows if abs(one.since - seen_at) < WINDOW]
        return sorted(near, key=lambda one: abs(one.since - seen_at))

    def opening(self, window: Window, kept_until: datetime) -> Opened:
        """Open one more."""
        windows = (*self.windows, window)[-MOST_WINDOWS:]
        return replace(self, windows=windows, kept_until=max(self.kept_until or kept_until, kept_until))


OpenedKey = tuple[str, str]
"""An entry's id, and the key of a place."""


@quick_dataclass(frozen=True, slots=True)
class Book:
    """The alerts and windows that a transition may touch, as they stand.

    Attributes
    ----------
    alerts : mapping of str to Alert
        By their ids; what is over is left out.
    opened : mapping of (str, str) to Opened
        By entry and place.
    """

    alerts: Mapping[str, Alert] = field(default_factory=lambda: MappingProxyType({}))
    opened: Mapping[OpenedKey, Opened] = field(default_factory=lambda: MappingProxyType({}))

    def putting(self, alert: Alert) -> Book:
        """Put an alert in its place."""
        return replace(self, alerts={**self.alerts, alert.alert_id: alert})

    def opening(self, opened: Opened) -> Book:
        """Put the windows of an entry at a place in their place."""
        return replace(self, opened={**self.opened, (opened.entry_id, opened.place_key): opened})

    def opened_at(self, key: OpenedKey) -> Opened:
        """Get the windows of an entry at a place; none where nobody opened one."""
        return self.opened.get(key) or Opened(*key)

    def alert_around(self, key: OpenedKey, seen_at: datetime) -> Alert | None:
        """Find the alert that a sighting at a moment belongs to, and that takes it; None for a new one."""
        near = (self.alerts.get(one.alert_id) for one in self.opened_at(key).around(seen_at))
        return next((one for one in near if one is not None and not one.is_full), None)
