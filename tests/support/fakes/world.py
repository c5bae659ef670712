"""When and for whom tests happen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

WEB_ORIGIN = "https://platebook.example"


START = datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC)


OWNER = "11111111-2222-3333-4444-555555555555"


LEASE = timedelta(seconds=65)


@dataclass
class Clock:
    """A clock that stands still until it is told to move."""

    time: datetime = START

    def __call__(self) -> datetime:
        return self.time

    def move(self, step: timedelta) -> None:
        self.time += step
