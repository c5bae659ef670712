"""Parking at a site over some days: by the time that photos were taken, in the site's own time."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import InvalidRequest
from handler.domain.visits.visit import Visit

MOST_DAYS: Final = 31

STAY_MINUTES: Final = (15, 30, 60, 120, 240, 480, 720, 1440, 4320, 10_080)
"""Where the steps of stays end: a quarter of an hour to a week."""

_DAY: Final = timedelta(days=1)


@quick_dataclass(frozen=True, slots=True)
class StayStep:
    """How many visits were so long; `up_to_minutes` is None for those that were longer than all steps."""

    up_to_minutes: int | None
    visits: int


@quick_dataclass(frozen=True, slots=True)
class DayOfVehicles:
    """The vehicles that came on a day, and those of them that had come on an earlier day of the same range."""

    day: date
    vehicles: int
    returning: int


@quick_dataclass(frozen=True, slots=True)
class Vehicles:
    """The vehicles of some days: different plates in all, and those that came on more than one day."""

    days: Sequence[DayOfVehicles]
    unique: int
    returning: int


def span_of(first: date, last: date, zone: tzinfo) -> tuple[datetime, datetime]:
    """Tell when days begin and end.

    Parameters
    ----------
    first, last : date
        Both included.
    zone : tzinfo
        The site's.

    Returns
    -------
    tuple of datetime
        UTC. A day on which the clocks change is 23 or 25 hours long.

    Raises
    ------
    InvalidRequest
        When they are in the wrong order, or too many.
    """
    if last < first:
        raise InvalidRequest("to: the last day comes before the first one. Swap them.")
    if last - first >= MOST_DAYS * _DAY:
        raise InvalidRequest(f"to: choose {MOST_DAYS} days at most; these are {(last - first) // _DAY + 1}.")
    return _midnight(first, zone), _midnight(last + _DAY, zone)


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def stays(visits: Iterable[Visit]) -> Sequence[StayStep]:
    """Count visits by how long they lasted; those of which one end is not known are left out."""
    known = [one.stay.total_seconds() / 60 for one in visits if one.stay is not None]
    counted = Counter(bisect_left(STAY_MINUTES, minutes) for minutes in known)
    return [StayStep(up_to, counted[place]) for place, up_to in enumerate((*STAY_MINUTES, None))]


def vehicles(visits: Iterable[Visit], first: date, last: date, zone: tzinfo) -> Vehicles:
    """Count different vehicles by day, and those that came again.

    Parameters
    ----------
    visits : iterable of Visit
        That began in these days.
    first, last : date
        Both included.
    zone : tzinfo
        The site's.

    Returns
    -------
    Vehicles
    """
    days: defaultdict[str, set[date]] = defaultdict(set)
    for visit in visits:
        days[visit.plate].add(_began_at(visit).astimezone(zone).date())
    every = [first + number * _DAY for number in range((last - first) // _DAY + 1)]
    return Vehicles(_by_day(days, every), len(days), sum(len(seen) > 1 for seen in days.values()))


def _began_at(visit: Visit) -> datetime:
    first = visit.entry or visit.exit
    return first.at if first else visit.last_seen_at


def _by_day(days: Mapping[str, set[date]], every: Iterable[date]) -> Sequence[DayOfVehicles]:
    came = Counter(day for seen in days.values() for day in seen)
    again = Counter(day for seen in days.values() for day in seen if day > min(seen))
    return [DayOfVehicles(day, came[day], again[day]) for day in every]
