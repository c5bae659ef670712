"""Show how it goes at all sites just now: for a screen that somebody looks at from afar."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

from handler.domain.caller import OPERATORS, Caller
from handler.domain.classes.quick import quick_dataclass
from handler.domain.sites.health import Ailment, health_of
from handler.domain.sites.signs import Signs
from handler.domain.sites.site import Site
from handler.service.parking.beside_visits import BesideVisits, Named, ShownVisit
from handler.service.parking.show_occupancy import ShownCount, ShowOccupancy
from handler.service.ports.alerts import Alerts
from handler.service.ports.parking import Pile, Visits, WantedVisits
from handler.service.ports.sites import Registered

MOST_INSIDE: Final = 1000
MOST_COUNTED: Final = 100
"""Overstays, questions and alerts that are counted, at most."""

_NEWEST: Final = 5
"""Visits that began last, among which the one is that was seen last."""


@quick_dataclass(frozen=True, slots=True)
class ShownSite:
    """A site just now.

    Attributes
    ----------
    last : ShownVisit or None
        Of the visits that began last the one that was seen last.
    cameras, silent_cameras : int
        Those that are not removed, and of them those that have been silent for longer than is usual for them.
    """

    count: ShownCount
    inside: int
    overstayed: int
    questions: int
    waiting_alerts: int
    last: ShownVisit | None
    cameras: int
    silent_cameras: int


@quick_dataclass(frozen=True, slots=True)
class ShownNow:
    """How it goes, by the sites' names."""

    at: datetime
    sites: Sequence[ShownSite]


@quick_dataclass(frozen=True, slots=True)
class ShowNow:
    """Answers with all sites that are not removed.

    Parameters
    ----------
    visits : Visits
    beside : BesideVisits
    occupancy : ShowOccupancy
    alerts : Alerts
    now : callable
        Gives the time in UTC.
    """

    visits: Visits
    beside: BesideVisits
    occupancy: ShowOccupancy
    alerts: Alerts
    now: Callable[[], datetime]

    def __call__(self, caller: Caller) -> ShownNow:
        """Show how it goes.

        Parameters
        ----------
        caller : Caller

        Returns
        -------
        ShownNow

        Raises
        ------
        NotAllowed
            When the caller is no operator.
        """
        caller.require(OPERATORS)
        now, found = self.now(), self.beside.registry.everything()
        sites = sorted(
            (one for one in found.sites if not one.is_removed), key=lambda one: (one.setup.name, one.site_id)
        )
        waiting, last, cameras = self._waiting(), self._last(sites, found), self._cameras(found, now)
        return ShownNow(
            now,
            [
                self._site(
                    self.occupancy.count_at(one, now),
                    waiting[one.site_id],
                    last.get(one.site_id),
                    cameras.get(one.site_id, ()),
                )
                for one in sites
            ],
        )

    def _site(self, count: ShownCount, waiting: int, last: ShownVisit | None, cameras: Sequence[bool]) -> ShownSite:
        def counted(pile: Pile, most: int) -> int:
            return self.visits.count(count.site.site_id, pile, most)

        return ShownSite(
            count,
            counted(Pile.INSIDE, MOST_INSIDE),
            counted(Pile.OVERSTAYED, MOST_COUNTED),
            counted(Pile.QUESTIONS, MOST_COUNTED),
            waiting,
            last,
            len(cameras),
            sum(cameras),
        )

    def _waiting(self) -> Counter[str | None]:
        """Count by site those of the newest alerts that nobody has looked at."""
        return Counter(one.site_id for one in self.alerts.page(None, MOST_COUNTED, None).alerts if one.waits)

    def _last(self, sites: Iterable[Site], found: Registered) -> Mapping[str, ShownVisit]:
        pages = (self.visits.page(WantedVisits(one.site_id), _NEWEST).visits for one in sites)
        newest = [max(page, key=lambda one: one.visit.last_seen_at) for page in pages if page]
        return {one.kept.visit.site_id: one for one in self.beside.shown(newest, Named.among(found))}

    def _cameras(self, found: Registered, now: datetime) -> Mapping[str, Sequence[bool]]:
        """Tell of each camera of a site whether it is silent, by the site's id."""
        cameras = [one for one in found.cameras if not one.is_removed]
        signs = self.beside.registry.signs_of(cameras)
        is_open = {one.site_id: one.setup.is_active for one in found.sites}
        silent: defaultdict[str, list[bool]] = defaultdict(list)
        for one in cameras:
            is_active = one.setup.is_active and is_open.get(one.site_id, False)
            health = health_of(signs.get(one.camera_id, Signs()), now, is_active=is_active)
            silent[one.site_id].append(Ailment.SILENT in health.ailments)
        return silent
