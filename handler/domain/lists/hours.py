"""Times of the week in a site's zone, as people write them: ``Mon-Fri 08:00-18:00; Sat 22:00-02:00``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import groupby
from typing import Final

from handler.domain.errors import InvalidRequest
from handler.domain.lists.entry import Hours

MOST_HOURS: Final = 14
"""Times of the week that one entry has: two for each day."""

DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

_WHOLE_DAY: Final = 1440
_PART: Final = re.compile(
    r"(?P<days>[a-z,\s-]+?)(?:\s+(?P<since>\d{1,2}:\d\d)\s*-\s*(?P<until>\d{1,2}:\d\d))?", re.IGNORECASE
)
_ADVICE: Final = "Write them like Mon-Fri 08:00-18:00; Sat 22:00-02:00, with the days' first three letters in English."


def holds_at(hours: Sequence[Hours], at: datetime, zone: tzinfo) -> bool:
    """Tell whether a moment lies in one of some times of the week; in any when there are none.

    The clock on the wall counts: when summer time ends, the hour that comes twice lies within both times, and what
    begins in the hour that is skipped begins after it.

    Parameters
    ----------
    hours : Sequence of Hours
    at : datetime
        UTC.
    zone : tzinfo
        Of the site.
    """
    local = at.astimezone(zone)
    return not hours or any(_holds(one, local) for one in hours)


def holds_until(hours: Sequence[Hours], at: datetime, zone: tzinfo) -> datetime | None:
    """Tell until when some times of the week last that a moment lies in, UTC; None where they never end."""
    midnight = at.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    edges = {
        (midnight + timedelta(days=day, minutes=minute)).astimezone(UTC)
        for day in range(len(DAYS) + 2)
        for one in hours
        for minute in (one.since_minute, one.until_minute)
    }
    return next((one for one in sorted(edges) if one > at and not holds_at(hours, one, zone)), None)


def hours_of(text: str) -> tuple[Hours, ...]:
    """Understand times of the week as a person wrote them; none for an empty text.

    Raises
    ------
    InvalidRequest
        When they cannot be understood.
    """
    parts = [part.strip() for part in text.split(";")]
    return checked_hours([_hours(part) for part in parts if part])


def checked_hours(hours: Sequence[Hours]) -> tuple[Hours, ...]:
    """Put times of the week in order, each once.

    Raises
    ------
    InvalidRequest
        When one has no meaning, or they are too many.
    """
    if len(hours) > MOST_HOURS:
        raise InvalidRequest(
            f"hours: give at most {MOST_HOURS} times of the week; these are {len(hours)}.", rule="hours"
        )
    for one in hours:
        if not one.days or not one.days <= set(range(len(DAYS))):
            raise InvalidRequest("hours: days are 0 (Monday) to 6 (Sunday), at least one of them.", rule="hours")
        if not (0 <= one.since_minute < _WHOLE_DAY and 0 < one.until_minute <= _WHOLE_DAY):
            raise InvalidRequest(
                "hours: a day has the minutes 0 to 1440; a time ends after 0 and begins before 1440.", rule="hours"
            )
        if one.since_minute == one.until_minute:
            raise InvalidRequest(
                "hours: this begins and ends at the same minute. Write 00:00-24:00 for a whole day.", rule="hours"
            )
    return tuple(sorted(set(hours), key=lambda one: (sorted(one.days), one.since_minute, one.until_minute)))


def text_of(hours: Sequence[Hours]) -> str:
    """Write times of the week so that `hours_of` understands them."""
    return "; ".join(f"{_days_text(one.days)} {_clock(one.since_minute)}-{_clock(one.until_minute)}" for one in hours)


def _holds(hours: Hours, local: datetime) -> bool:
    today, yesterday = local.weekday(), (local - timedelta(days=1)).weekday()
    minute = local.hour * 60 + local.minute
    if hours.since_minute < hours.until_minute:
        return today in hours.days and hours.since_minute <= minute < hours.until_minute
    begins = today in hours.days and minute >= hours.since_minute
    return begins or (yesterday in hours.days and minute < hours.until_minute)


def _hours(part: str) -> Hours:
    found = _PART.fullmatch(part)
    if not found:
        raise InvalidRequest(f"hours: these cannot be understood. {_ADVICE}", rule="hours")
    days = _days(found["days"])
    if found["since"] is None:
        return Hours(days)
    return Hours(days, _minute(found["since"]), _minute(found["until"]))


def _days(text: str) -> frozenset[int]:
    days: set[int] = set()
    for one in re.split(r"[,\s]+", re.sub(r"\s*-\s*", "-", text.strip())):
        first, _, last = one.partition("-")
        begin, end = _day(first), _day(last or first)
        # Over the week's end, too: Fri-Mon is Friday, Saturday, Sunday and Monday.
        days |= {(begin + step) % 7 for step in range((end - begin) % 7 + 1)}
    return frozenset(days)


def _day(text: str) -> int:
    try:
        return DAYS.index(text.strip().capitalize())
    except ValueError as error:
        raise InvalidRequest(f"hours: there is no such day. {_ADVICE}", rule="hours") from error


def _minute(clock: str) -> int:
    hour, minute = map(int, clock.split(":"))
    if hour * 60 + minute > _WHOLE_DAY or minute >= 60:
        raise InvalidRequest("hours: a day has the times 00:00 to 24:00.", rule="hours")
    return hour * 60 + minute


def _days_text(days: frozenset[int]) -> str:
    runs = [[day for _, day in run] for _, run in groupby(enumerate(sorted(days)), key=lambda one: one[1] - one[0])]
    return ",".join(DAYS[run[0]] if len(run) == 1 else f"{DAYS[run[0]]}-{DAYS[run[-1]]}" for run in runs)


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
