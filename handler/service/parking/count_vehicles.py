"""How many vehicles are at a site: the last number that is known, whole hours, and the minutes of broken ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from datetime import datetime, timedelta, tzinfo
from typing import Final

from handler.domain.classes.quick import quick_dataclass
from handler.domain.occupancy.count import Anchor, Count, Tally, count_of, minute_of
from handler.domain.occupancy.history import CountedHour, counted_hours, last_of_each_hour, with_resets
from handler.domain.occupancy.setup import ParkingSetup
from handler.domain.occupancy.site_hours import (
    HOUR,
    hour_of,
    site_hour_after,
    site_hour_from,
    site_hours_between,
)
from handler.service.ports.parking import Counts

UNSET_SHOWS: Final = timedelta(hours=48)
"""Of what passed is shown so much while the count was never set."""

FURTHEST_BACK: Final = timedelta(days=31)
"""Where the count was set so long before a time, its history begins with the next time that it is set."""

MOST_BROKEN_HOURS: Final = 60
"""In which the count was set, of one history: each is a Query. Before the latest ones nobody knows."""


@quick_dataclass(frozen=True, slots=True)
class Counted:
    """What is known of the vehicles at a site.

    Attributes
    ----------
    count : Count or None
        None while it was never set.
    cameras : mapping of str to Tally
        What passed each since it was set, by the camera's id; of the last 48 hours while it never was.
    """

    count: Count | None
    cameras: Mapping[str, Tally] = field(default_factory=dict)

    @property
    def tally(self) -> Tally:
        """What passed all of them."""
        return sum(self.cameras.values(), Tally())


@quick_dataclass(frozen=True, slots=True)
class CountVehicles:
    """Counts; what it costs does not depend on how many vehicles are there.

    Parameters
    ----------
    counts : Counts
    """

    counts: Counts

    def __call__(self, site_id: str, setup: ParkingSetup, zone: tzinfo, now: datetime) -> Counted:
        """Count the vehicles that are at a site now.

        Parameters
        ----------
        site_id : str
        setup : ParkingSetup
            What is set there.
        zone : tzinfo
            The site's.
        now : datetime
            UTC.

        Returns
        -------
        Counted
        """
        anchors = self._anchors(site_id, setup, zone, now, now)
        if not anchors:
            return Counted(None, self._by_camera(site_id, hour_of(now - UNSET_SHOWS), now))
        since = anchors[-1]
        next_hour = hour_of(since.at) + HOUR
        whole = self._by_camera(site_id, next_hour, now)
        counted = Counted(None, _added([self._after(site_id, since, next_hour), whole]))
        return Counted(count_of(since, counted.tally), counted.cameras)

    def history(
        self, site_id: str, setup: ParkingSetup, zone: tzinfo, since: datetime, until: datetime
    ) -> Sequence[CountedHour]:
        """Count hour by hour, by the site's clocks.

        Parameters
        ----------
        site_id : str
        setup : ParkingSetup
        zone : tzinfo
            The site's.
        since, until : datetime
            UTC; the hours that begin within, the end excluded.

        Returns
        -------
        Sequence of CountedHour
            Oldest first.
        """
        every = self._anchors(site_id, setup, zone, since, until)
        latest = sorted(last_of_each_hour((one for one in every if one.at >= since - FURTHEST_BACK), zone).items())
        anchors = dict(latest[-MOST_BROKEN_HOURS:])
        first = min([site_hour_from(since, zone), *anchors])
        counted = self.counts.by_hour(site_id, hour_of(first), site_hour_from(until, zone), zone)
        tallies = {hour: sum(cameras.values(), Tally()) for hour, cameras in counted.items()}
        after = {hour: self._after_in(hour, site_id, one, zone) for hour, one in anchors.items()}
        found = counted_hours(site_hours_between(first, until, zone), tallies, anchors, after)
        return [one for one in found if one.at >= since]

    def corrections(self, site_id: str, now: datetime, most: int) -> Sequence[Anchor]:
        """Give the last times that a person set the count, newest first."""
        anchors = self.counts.anchors(site_id, now - FURTHEST_BACK, now)
        return [one for one in reversed(anchors) if one.by is not None][:most]

    def passed_by(self, site_id: str, at: datetime) -> Mapping[str, Tally]:
        """Give what is known to have passed each camera in the minute of a moment."""
        minute = minute_of(at)
        return self.counts.by_minute(site_id, minute, minute + timedelta(minutes=1)).get(minute, {})

    def _anchors(
        self, site_id: str, setup: ParkingSetup, zone: tzinfo, since: datetime, until: datetime
    ) -> Sequence[Anchor]:
        return with_resets(self.counts.anchors(site_id, since, until), setup.reset, zone, since, until)

    def _by_camera(self, site_id: str, since: datetime, until: datetime) -> Mapping[str, Tally]:
        # To the end of the hour: a camera whose clock is minutes ahead has seen what it tells.
        return _added(self.counts.by_hour(site_id, since, hour_of(until) + HOUR).values())

    def _after_in(self, hour: datetime, site_id: str, anchor: Anchor, zone: tzinfo) -> Tally:
        return sum(self._after(site_id, anchor, site_hour_after(hour, zone)).values(), Tally())

    def _after(self, site_id: str, anchor: Anchor, until: datetime) -> Mapping[str, Tally]:
        """Give what passed each camera after an anchor, and before a moment."""
        by_minute = self.counts.by_minute(site_id, anchor.counts_from, until)
        known = {camera_id: Tally() - tally for camera_id, tally in anchor.passed.items()}
        found = _added([known, *by_minute.values()])
        return {camera_id: tally for camera_id, tally in found.items() if tally != Tally()}


def _added(tallies: Iterable[Mapping[str, Tally]]) -> Mapping[str, Tally]:
    cameras: dict[str, Tally] = {}
    for some in tallies:
        for camera_id, tally in some.items():
            cameras[camera_id] = cameras.get(camera_id, Tally()) + tally
    return cameras
