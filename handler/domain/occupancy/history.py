"""The count of vehicles hour by hour, by tallies of whole hours and the crossings of the few that are broken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import Final

from handler.domain.classes.quick import quick_dataclass
from handler.domain.occupancy.count import Anchor, Tally
from handler.domain.occupancy.resets import ResetSchedule
from handler.domain.occupancy.site_hours import site_hour_of

_MOMENT: Final = timedelta(microseconds=1)


@quick_dataclass(frozen=True, slots=True)
class CountedHour:
    """What passed all gates in an hour of the site's.

    Attributes
    ----------
    at : datetime
        When it began, UTC.
    vehicles : int or None
        How many were there at its end; None where nobody knows.
    """

    at: datetime
    tally: Tally
    vehicles: int | None


def with_resets(
    anchors: Iterable[Anchor], reset: ResetSchedule | None, zone: tzinfo, since: datetime, until: datetime
) -> Sequence[Anchor]:
    """Put the anchors of a schedule among those that are kept.

    Parameters
    ----------
    anchors : iterable of Anchor
    reset : ResetSchedule or None
    zone : tzinfo
        The site's.
    since, until : datetime
        UTC, both included; the last reset before it is among them.

    Returns
    -------
    Sequence of Anchor
        Oldest first; of several at one moment what a person counted comes last.
    """
    found = {*anchors, *(_resets(reset, zone, since, until) if reset else ())}
    return sorted((one for one in found if one.at <= until), key=lambda one: (one.at, one.by is not None, one.count))


def _resets(reset: ResetSchedule, zone: tzinfo, since: datetime, until: datetime) -> Iterable[Anchor]:
    at = until
    while anchor := reset.last(zone, at):
        yield anchor
        if anchor.at < since:
            return
        at = anchor.at - _MOMENT


def last_of_each_hour(anchors: Iterable[Anchor], zone: tzinfo) -> Mapping[datetime, Anchor]:
    """Give the last anchor of each hour of a site that has one, by the hour; they come oldest first."""
    return {site_hour_of(one.at, zone): one for one in anchors}


def counted_hours(
    hours: Iterable[datetime],
    tallies: Mapping[datetime, Tally],
    anchors: Mapping[datetime, Anchor],
    after: Mapping[datetime, Tally],
) -> Sequence[CountedHour]:
    """Count hour by hour.

    Parameters
    ----------
    hours : iterable of datetime
        One after another; those before the first anchor have a tally alone.
    tallies : mapping of datetime to Tally
        Of whole hours; one without is empty.
    anchors : mapping of datetime to Anchor
        The last one of each hour that has one.
    after : mapping of datetime to Tally
        What passed after the anchor of an hour, until the hour's end.

    Returns
    -------
    Sequence of CountedHour
    """
    level: int | None = None
    found = []
    for hour in hours:
        tally, anchor = tallies.get(hour, Tally()), anchors.get(hour)
        passed = after.get(hour, Tally()) if anchor else tally
        level = anchor.count if anchor else level
        level = None if level is None else level + passed.entered - passed.left
        found.append(CountedHour(hour, tally, None if level is None else max(0, level)))
    return found
