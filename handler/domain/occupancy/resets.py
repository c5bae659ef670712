"""Setting the count anew by schedule, such as to nothing each night, in the site's own time."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import InvalidRequest
from handler.domain.lists.hours import DAYS
from handler.domain.occupancy.count import Anchor

_EVERY_DAY: Final = frozenset(range(7))
_MINUTES_A_DAY: Final = 1440


@quick_dataclass(frozen=True, slots=True)
class ResetSchedule:
    """When the count is set anew.

    Attributes
    ----------
    minute : int
        Of the day by the site's clocks, 0-1439. Where the clocks skip it, it is as long after midnight as ever; where
        they show it twice, the first time counts.
    days : frozenset of int
        0 is Monday.
    count : int
        To how many vehicles.
    """

    minute: int
    days: frozenset[int] = _EVERY_DAY
    count: int = 0

    def checked(self) -> ResetSchedule:
        """Check it; raises InvalidRequest when it never comes."""
        if not 0 <= self.minute < _MINUTES_A_DAY or not self.days or not self.days <= _EVERY_DAY:
            raise InvalidRequest("reset: give a time of the day and at least one day, Monday (0) to Sunday (6).")
        return self

    def as_text(self) -> str:
        """Write it down in words."""
        hour, minute = divmod(self.minute, 60)
        return f"to {self.count} at {hour:02}:{minute:02} on {' '.join(DAYS[one] for one in sorted(self.days))}"

    def last(self, zone: tzinfo, now: datetime) -> Anchor | None:
        """Give the last time that it came, now included; None when it never did."""
        today = now.astimezone(zone).date()
        times = (self._on(today - timedelta(days=ago), zone) for ago in range(8))
        return next((self._anchor(one) for one in times if one and one <= now), None)

    def next(self, zone: tzinfo, now: datetime) -> datetime | None:
        """Give the next time that it comes, after now, UTC; None when it never does."""
        today = now.astimezone(zone).date()
        times = (self._on(today + timedelta(days=ahead), zone) for ahead in range(9))
        return next((one for one in times if one and one > now), None)

    def _on(self, day: date, zone: tzinfo) -> datetime | None:
        if day.weekday() not in self.days:
            return None
        hour, minute = divmod(self.minute, 60)
        return datetime.combine(day, time(hour, minute), zone).astimezone(UTC)

    def _anchor(self, at: datetime) -> Anchor:
        return Anchor(at, self.count, why="set by schedule")
