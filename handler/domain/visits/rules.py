"""How long vehicles may be at a site, and when that counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import InvalidRequest
from handler.domain.lists.entry import Hours

LONGEST_DAYS: Final = 366
_MINUTES_A_DAY: Final = 1440
_EVERY_DAY: Final = frozenset(range(7))
_FURTHEST: Final = timedelta(days=3 * LONGEST_DAYS)
"""A limit that is not reached by then, because the rules hardly ever count, is none."""


@quick_dataclass(frozen=True, slots=True)
class SiteRules:
    """What is allowed at a site.

    Attributes
    ----------
    free_minutes : int or None
        How long a vehicle without a permit may be there; None for as long as it likes.
    longest_minutes : int or None
        How long any vehicle may, with a permit too; None for as long as it likes.
    grace_minutes : int
        For the way in and out, beside either.
    hours : tuple of Hours
        When time counts, by the site's clocks; empty means always.
    """

    free_minutes: int | None = None
    longest_minutes: int | None = None
    grace_minutes: int = 10
    hours: tuple[Hours, ...] = ()

    def checked(self) -> SiteRules:
        """Check them.

        Raises
        ------
        InvalidRequest
            When a number has no meaning, or an hour is none.
        """
        numbers = {"free_minutes": self.free_minutes, "longest_minutes": self.longest_minutes}
        for name, minutes in (numbers | {"grace_minutes": self.grace_minutes}).items():
            if minutes is not None and not 0 <= minutes <= LONGEST_DAYS * _MINUTES_A_DAY:
                raise InvalidRequest(f"{name}: give minutes, 0 to {LONGEST_DAYS * _MINUTES_A_DAY:,}.")
        if not all(_is_some_time(one) for one in self.hours):
            raise InvalidRequest("hours: give days, Monday (0) to Sunday (6), and a time of the day that is not empty.")
        return self


def _is_some_time(one: Hours) -> bool:
    minutes = (one.since_minute, one.until_minute)
    return bool(one.days) and one.days <= _EVERY_DAY and minutes[0] != minutes[1] and _are_of_a_day(*minutes)


def _are_of_a_day(since_minute: int, until_minute: int) -> bool:
    return 0 <= since_minute < _MINUTES_A_DAY and 0 <= until_minute <= _MINUTES_A_DAY


def reached(since: datetime, minutes: int, hours: tuple[Hours, ...], zone: tzinfo) -> datetime | None:
    """Tell when so much time has been spent, of the time that counts.

    Parameters
    ----------
    since : datetime
        UTC.
    minutes : int
    hours : tuple of Hours
        When time counts; empty means always.
    zone : tzinfo
        The site's. A day on which the clocks change has an hour less, or more, as it really has.

    Returns
    -------
    datetime or None
        UTC; None where it is never.
    """
    left = timedelta(minutes=minutes)
    if not hours:
        return since + left
    at = since
    for start, end in _counting(since, hours, zone):
        at = max(at, start)
        if end - at >= left:
            return at + left
        left -= max(end - at, timedelta(0))
        at = max(at, end)
    return None


def _counting(since: datetime, hours: tuple[Hours, ...], zone: tzinfo) -> Iterator[tuple[datetime, datetime]]:
    """Give the times in which time counts, by when they begin, UTC; from the day before on, which may go on."""
    first = since.astimezone(zone).date() - timedelta(days=1)
    for ahead in range(_FURTHEST.days):
        day = first + timedelta(days=ahead)
        yield from sorted(_times(one, day, zone) for one in hours if day.weekday() in one.days)


def _times(one: Hours, day: date, zone: tzinfo) -> tuple[datetime, datetime]:
    goes_on = one.until_minute < one.since_minute
    until = one.until_minute + (_MINUTES_A_DAY if goes_on else 0)
    return _at(day, one.since_minute, zone), _at(day, until, zone)


def _at(day: date, minute: int, zone: tzinfo) -> datetime:
    days, rest = divmod(minute, _MINUTES_A_DAY)
    local = datetime.combine(day + timedelta(days=days), time(rest // 60, rest % 60), zone)
    return local.astimezone(UTC)


RULE_SENTENCES: Final[Mapping[str, str]] = {
    "free_minutes": "So long may a vehicle without a permit be here, in the hours that count.",
    "longest_minutes": "So long may any vehicle be here, also one with a permit.",
    "grace_minutes": "So much more is allowed for the way in and out.",
}
