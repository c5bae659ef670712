"""Hours as the clocks at a site show them; sums are kept by the hour of UTC, and by each minute of it.

An hour begins where these clocks show a full one, and where they are changed: of a day on which they go back, the hour
that comes twice is two. One is shorter than others where a change is of half an hour, as on Lord Howe Island.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final

from handler.domain.occupancy.count import Tally

HOUR: Final = timedelta(hours=1)
_MINUTE: Final = timedelta(minutes=1)
_MOMENT: Final = timedelta(microseconds=1)
_SECOND: Final = timedelta(seconds=1)
_SECONDS: Final = range(3600)


def hour_of(at: datetime) -> datetime:
    """Give when the hour of a moment began, by UTC: sums are kept so, whatever the site's clocks show."""
    return at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def site_hour_of(at: datetime, zone: tzinfo) -> datetime:
    """Give when the hour of a moment began by the clocks of a site.

    Parameters
    ----------
    at : datetime
    zone : tzinfo
        The site's.

    Returns
    -------
    datetime
        UTC.
    """
    begun = at.astimezone(UTC) - _into_hour(at, zone)
    if _ahead(begun, zone) == _ahead(at, zone):
        return begun
    # Clocks were changed in this hour: it began then.
    seconds = bisect_left(_SECONDS, 1, key=lambda second: _ahead(begun + second * _SECOND, zone) == _ahead(at, zone))
    return begun + seconds * _SECOND


def site_hour_after(at: datetime, zone: tzinfo) -> datetime:
    """Give when the next hour after that of a moment begins by the clocks of a site, UTC."""
    ended = at.astimezone(UTC) + HOUR - _into_hour(at, zone)
    last = site_hour_of(ended - _MOMENT, zone)
    return last if last > at else ended


def site_hour_from(at: datetime, zone: tzinfo) -> datetime:
    """Give the first moment from one on at which an hour begins by the clocks of a site, UTC."""
    begun = site_hour_of(at, zone)
    return begun if begun == at else site_hour_after(at, zone)


def site_hours_between(since: datetime, until: datetime, zone: tzinfo) -> Sequence[datetime]:
    """Give the hours that begin in a time, its end excluded.

    Parameters
    ----------
    since, until : datetime
        UTC.
    zone : tzinfo
        The site's.

    Returns
    -------
    sequence of datetime
        UTC, oldest first. A day on which the clocks change by an hour has 23 or 25.
    """
    return list(_hours(since, until, zone))


def _hours(since: datetime, until: datetime, zone: tzinfo) -> Iterator[datetime]:
    hour = site_hour_from(since, zone)
    while hour < until:
        yield hour
        hour = site_hour_after(hour, zone)


def parted(
    hour: datetime, tally: Tally, minutes: Iterable[tuple[datetime, Tally]], zone: tzinfo
) -> Mapping[datetime, Tally]:
    """Part what passed in an hour of UTC into the hours of a site.

    Parameters
    ----------
    hour : datetime
        When it began, UTC.
    tally : Tally
        Of the whole hour.
    minutes : iterable of tuple of datetime and Tally
        Of its minutes, one after the other; asked for only where they make a difference.
    zone : tzinfo
        The site's.

    Returns
    -------
    mapping of datetime to Tally
        Their sum is that of the whole hour: what no minute tells, as of sums from before minutes were kept, counts in
        the hour in which this one begins.
    """
    first, last = (site_hour_of(one, zone) for one in (hour, hour + HOUR - _MINUTE))
    if first == last:
        return {first: tally}
    found = {first: tally}
    part, ended = first, site_hour_after(first, zone)
    for minute, some in minutes:
        while minute >= ended:
            part, ended = ended, site_hour_after(ended, zone)
        if part != first:
            found[first] -= some
            found[part] = found.get(part, Tally()) + some
    return found


def _into_hour(at: datetime, zone: tzinfo) -> timedelta:
    local = at.astimezone(zone)
    return timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)


def _ahead(at: datetime, zone: tzinfo) -> timedelta | None:
    return at.astimezone(zone).utcoffset()
