"""Show parking at a site over some days."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Final

from handler.domain.caller import OPERATORS, Caller
from handler.domain.classes.quick import quick_dataclass
from handler.domain.occupancy.charts import StayStep, Vehicles, span_of, stays, vehicles
from handler.domain.occupancy.history import CountedHour
from handler.domain.sites.site import Site
from handler.domain.visits.visit import Visit
from handler.service.parking.count_vehicles import CountVehicles
from handler.service.parking.finding_visits import site_known, zone_of
from handler.service.ports.parking import ParkingSetups, Visits, WantedVisits
from handler.service.ports.sites import Registry

MOST_VISITS: Final = 10_000
"""That are looked at: more of them would take longer than a request may."""

_A_PAGE: Final = 500


@quick_dataclass(frozen=True, slots=True)
class ShownCharts:
    """Parking at a site over some days; not complete where there were more visits than are looked at."""

    site: Site
    hours: Sequence[CountedHour]
    stays: Sequence[StayStep]
    vehicles: Vehicles
    is_complete: bool


@quick_dataclass(frozen=True, slots=True)
class ShowCharts:
    """Works out what charts show, by the time that photos were taken.

    Parameters
    ----------
    visits : Visits
    registry : Registry
    setups : ParkingSetups
    count : CountVehicles
    now : callable
        Gives the time in UTC.
    """

    visits: Visits
    registry: Registry
    setups: ParkingSetups
    count: CountVehicles
    now: Callable[[], datetime]

    def __call__(self, caller: Caller, site_id: str, first: date, last: date) -> ShownCharts:
        """Show some days at a site.

        Parameters
        ----------
        caller : Caller
        site_id : str
        first, last : date
            Both included, by the site's clocks.

        Returns
        -------
        ShownCharts

        Raises
        ------
        NotAllowed
            When the caller is no operator.
        NotFound
            When there is no such site.
        InvalidRequest
            When the days are in the wrong order, or too many.
        """
        caller.require(OPERATORS)
        site = site_known(self.registry, site_id)
        zone = zone_of(site)
        since, until = span_of(first, last, zone)
        hours = self.count.history(site_id, self.setups.get(site_id), zone, since, max(since, min(until, self.now())))
        found, is_complete = self._visits(WantedVisits(site_id, since=since, until=until))
        return ShownCharts(site, hours, stays(found), vehicles(found, first, last, zone), is_complete)

    def _visits(self, wanted: WantedVisits) -> tuple[Sequence[Visit], bool]:
        found: list[Visit] = []
        page = self.visits.page(wanted, _A_PAGE)
        found += (one.visit for one in page.visits)
        while page.cursor and len(found) < MOST_VISITS:
            page = self.visits.page(wanted, min(_A_PAGE, MOST_VISITS - len(found)), page.cursor)
            found += (one.visit for one in page.visits)
        return found, page.cursor is None
