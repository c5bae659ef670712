"""Show how many vehicles are at a site, and let operators set the count."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Final

from handler.domain.audit import Action, AuditEntry
from handler.domain.caller import OPERATORS, Caller
from handler.domain.classes.quick import quick_dataclass
from handler.domain.occupancy.count import Anchor
from handler.domain.occupancy.history import CountedHour
from handler.domain.occupancy.setup import ParkingSetup
from handler.domain.sites.site import Site
from handler.service.parking.beside_visits import Named
from handler.service.parking.count_vehicles import UNSET_SHOWS, Counted, CountVehicles
from handler.service.parking.finding_visits import site_known, zone_of
from handler.service.ports.parking import ParkingActs, ParkingSetups
from handler.service.ports.records import People
from handler.service.ports.sites import Registry
from handler.service.sites.finding import site_there

MOST_CORRECTIONS: Final = 20


@quick_dataclass(frozen=True, slots=True)
class ShownCount:
    """How many vehicles are at a site, and when the count is set anew by itself; None where it is not."""

    site: Site
    setup: ParkingSetup
    counted: Counted
    next_reset_at: datetime | None
    emails: Mapping[str, str]


@quick_dataclass(frozen=True, slots=True)
class ShownOccupancy:
    """The count with what it was made from.

    Attributes
    ----------
    hours : Sequence of CountedHour
        The last 48, oldest first.
    corrections : Sequence of Anchor
        The last that persons made, newest first.
    cameras : mapping of str to str
        What cameras are called, by their ids.
    """

    now: ShownCount
    hours: Sequence[CountedHour]
    corrections: Sequence[Anchor]
    cameras: Mapping[str, str]


@quick_dataclass(frozen=True, slots=True)
class ShowOccupancy:
    """Answers with the count of vehicles.

    Parameters
    ----------
    registry : Registry
    setups : ParkingSetups
    count : CountVehicles
    people : People
    acts : ParkingActs
    now : callable
        Gives the time in UTC.
    """

    registry: Registry
    setups: ParkingSetups
    count: CountVehicles
    people: People
    acts: ParkingActs
    now: Callable[[], datetime]

    def __call__(self, caller: Caller, site_id: str) -> ShownOccupancy:
        """Show the count at a site.

        Raises
        ------
        NotAllowed
            When the caller is no operator.
        NotFound
            When there is no such site.
        """
        caller.require(OPERATORS)
        return self._shown(site_known(self.registry, site_id))

    def set_count(self, caller: Caller, site_id: str, count: int, why: str) -> ShownOccupancy:
        """Set the count from this moment on, and write down who did so and why.

        Parameters
        ----------
        caller : Caller
        site_id : str
        count : int
            Vehicles that are there.
        why : str

        Returns
        -------
        ShownOccupancy
            As it is after that.

        Raises
        ------
        NotAllowed
            When the caller is no operator.
        NotFound
            When there is no such site, or it was removed.
        InvalidRequest
            When it is no count, or nobody says why.
        """
        caller.require(OPERATORS)
        site, now = site_there(self.registry, site_id), self.now()
        anchor = Anchor(now, count, caller.owner, why, self.count.passed_by(site_id, now)).checked()
        before = self.count(site_id, self.setups.get(site_id), zone_of(site), now).count
        details = {"to": str(anchor.count), "why": anchor.why, **({"from": str(before.vehicles)} if before else {})}
        self.acts.set_count(site_id, anchor, AuditEntry(Action.SET_COUNT, caller.owner, now, site_id, details))
        return self._shown(site)

    def count_at(self, site: Site, now: datetime) -> ShownCount:
        """Count the vehicles at a site."""
        setup, zone = self.setups.get(site.site_id), zone_of(site)
        counted = self.count(site.site_id, setup, zone, now)
        by = counted.count.since.by if counted.count else None
        next_reset_at = setup.reset.next(zone, now) if setup.reset else None
        return ShownCount(site, setup, counted, next_reset_at, self.people.emails({by}) if by else {})

    def _shown(self, site: Site) -> ShownOccupancy:
        now = self.now()
        shown = self.count_at(site, now)
        corrections = self.count.corrections(site.site_id, now, MOST_CORRECTIONS)
        hours = self.count.history(site.site_id, shown.setup, zone_of(site), now - UNSET_SHOWS, now)
        emails = {**shown.emails, **self.people.emails({one.by for one in corrections if one.by})}
        shown = ShownCount(site, shown.setup, shown.counted, shown.next_reset_at, emails)
        return ShownOccupancy(shown, hours, corrections, Named.of(self.registry).cameras)
