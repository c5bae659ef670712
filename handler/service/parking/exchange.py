"""Hand sites, visits and sightings out to other parking systems: read only, in bounded times, written down."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from handler.domain.audit import Action, AuditEntry
from handler.domain.caller import OPERATORS, Caller
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import NotFound
from handler.domain.lookups.purpose import Purpose, told
from handler.domain.occupancy.setup import ParkingSetup
from handler.domain.sites import ids
from handler.domain.sites.site import Site
from handler.domain.visits.asks import Ask, AskedBy
from handler.domain.visits.changes import KeptVisit
from handler.domain.visits.facts import Facts
from handler.domain.visits.sighting import Sighting
from handler.service.parking.count_vehicles import CountVehicles
from handler.service.parking.finding_visits import zone_of
from handler.service.parking.shared import (
    LONGEST_OF_SIGHTINGS,
    LONGEST_OF_VISITS,
    PAGE_SIZE,
    Shared,
    SharedOccupancy,
    SharedPlace,
    SharedSighting,
    SharedVisit,
    Wanted,
    check_number,
    paged,
)
from handler.service.ports.parking import ParkingSetups, Sightings, Visits, WantedVisits
from handler.service.ports.reads import ReadLog
from handler.service.ports.records import AuditInbox
from handler.service.ports.sites import Registry

T = TypeVar("T")


@quick_dataclass(frozen=True, slots=True)
class Exchange:
    """Answers other parking systems.

    Parameters
    ----------
    registry : Registry
    setups : ParkingSetups
    visits : Visits
    sightings : Sightings
    reads : ReadLog
    count : CountVehicles
    audit : AuditInbox
    organisation : str
        What this installation is called by others.
    now : callable
        Gives the time in UTC.
    needs_purpose : callable
        Tells whether nobody may look plates up without saying why.
    """

    registry: Registry
    setups: ParkingSetups
    visits: Visits
    sightings: Sightings
    reads: ReadLog
    count: CountVehicles
    audit: AuditInbox
    organisation: str
    now: Callable[[], datetime]
    needs_purpose: Callable[[], bool] = lambda: False

    def places(self, caller: Caller, page: int, *, with_occupancy: bool) -> Shared[SharedPlace]:
        """Show the sites that are not removed, by their ids.

        Raises
        ------
        NotAllowed
            When the caller is no operator.
        """
        caller.require(OPERATORS)
        some = paged(self._sites(()), page, self.now())
        shown = [self._place(one, some.at, with_occupancy=with_occupancy) for one in some.items]
        return Shared(some.at, some.offset, some.total, shown)

    def place(self, caller: Caller, site_id: str, *, with_occupancy: bool) -> SharedPlace:
        """Show a site, removed or not.

        Raises
        ------
        NotAllowed
            When the caller is no operator.
        NotFound
            When there is no such site.
        """
        caller.require(OPERATORS)
        return self._place(self._site(site_id), self.now(), with_occupancy=with_occupancy)

    def some_visits(self, caller: Caller, wanted: Wanted) -> Shared[SharedVisit]:
        """Show the visits that began in a time, oldest first, and write down who looked.

        A visit whose beginning nobody saw is left out: when it began is not known.

        Parameters
        ----------
        caller : Caller
        wanted : Wanted

        Returns
        -------
        Shared of SharedVisit

        Raises
        ------
        NotAllowed
            When the caller is no operator.
        NotFound
            When there is no such site.
        InvalidRequest
            When the time is none, or too long, or holds too many.
        PurposeNeeded
            When why is not said where it has to be.
        """
        caller.require(OPERATORS)
        why = self._why(wanted.purpose)
        found = self._of_all(wanted.checked(LONGEST_OF_VISITS), self._began)
        found.sort(key=lambda one: (one.began_at, one.kept.visit.visit_id))
        page = paged(found, wanted.page, self.now())
        self._write_down(caller, Action.SHARED_VISITS, wanted, page, why)
        return page

    def visit(self, caller: Caller, visit_id: str, purpose: Purpose | None = None) -> SharedVisit:
        """Show a visit, and write down who looked.

        Raises
        ------
        NotAllowed
            When the caller is no operator.
        NotFound
            When there is none, or nobody saw it begin.
        PurposeNeeded
            When why is not said where it has to be.
        """
        caller.require(OPERATORS)
        why = self._why(purpose)
        kept = self.visits.get([visit_id]).get(visit_id)
        site = self.registry.site(kept.visit.site_id) if kept else None
        shown = self._visit(kept, site, self.setups.get(site.site_id)) if kept and site else None
        if shown is None:
            raise NotFound("There is no such session. It may have become part of another one, or its photos are over.")
        self.audit.add(AuditEntry(Action.SHARED_VISITS, caller.owner, self.now(), visit_id, why))
        return shown

    def some_sightings(self, caller: Caller, wanted: Wanted) -> Shared[SharedSighting]:
        """Show what cameras saw in a time, as it stands, oldest first, and write down who looked.

        Parameters
        ----------
        caller : Caller
        wanted : Wanted

        Returns
        -------
        Shared of SharedSighting

        Raises
        ------
        NotAllowed
            When the caller is no operator.
        NotFound
            When there is no such site.
        InvalidRequest
            When the time is none, or too long, or holds too many.
        PurposeNeeded
            When why is not said where it has to be.
        """
        caller.require(OPERATORS)
        why = self._why(wanted.purpose)
        found = self._of_all(wanted.checked(LONGEST_OF_SIGHTINGS), self._seen)
        found.sort(key=lambda one: (one.taken_at, one.sighting_id))
        some = paged(found, wanted.page, self.now())
        page = Shared(some.at, some.offset, some.total, self._with_reads(some.items))
        self._write_down(caller, Action.SHARED_SIGHTINGS, wanted, page, why)
        return page

    def sighting(self, caller: Caller, sighting_id: str, purpose: Purpose | None = None) -> SharedSighting:
        """Show what a camera saw in one photo, as it stands, and write down who looked.

        Raises
        ------
        NotAllowed
            When the caller is no operator.
        NotFound
            When there is none, or a person said that it shows no plate.
        PurposeNeeded
            When why is not said where it has to be.
        """
        caller.require(OPERATORS)
        why = self._why(purpose)
        seen = Facts(self.sightings.named([sighting_id])).sightings.get(sighting_id)
        shown = self._with_reads([seen] if seen else [])
        if not shown:
            raise NotFound("There is no such observation. Its photo is over, or shows no plate, as a person said.")
        self.audit.add(AuditEntry(Action.SHARED_SIGHTINGS, caller.owner, self.now(), sighting_id, why))
        return shown[0]

    def _place(self, site: Site, at: datetime, *, with_occupancy: bool) -> SharedPlace:
        if not with_occupancy:
            return SharedPlace(site, None)
        setup = self.setups.get(site.site_id)
        counted = self.count(site.site_id, setup, zone_of(site), at)
        return SharedPlace(site, SharedOccupancy(at, setup, counted.count))

    def _of_all(self, wanted: Wanted, at_site: Callable[[Site, Wanted], Iterable[T]]) -> list[T]:
        found: list[T] = []
        for site in self._sites(wanted.site_ids):
            found += at_site(site, wanted)
            check_number(len(found))
        return found

    def _began(self, site: Site, wanted: Wanted) -> Iterable[SharedVisit]:
        setup = self.setups.get(site.site_id)
        asked = WantedVisits(site.site_id, since=wanted.since, until=wanted.until, is_oldest_first=True)
        cursor, seen = None, 0
        while True:
            page = self.visits.page(asked, PAGE_SIZE, cursor)
            shown = (self._visit(kept, site, setup) for kept in page.visits if wanted.holds(kept.visit))
            yield from (one for one in shown if one)
            cursor, seen = page.cursor, seen + len(page.visits)
            check_number(seen)
            if cursor is None:
                return

    def _visit(self, kept: KeptVisit, site: Site, setup: ParkingSetup) -> SharedVisit | None:
        entry = kept.visit.entry
        return SharedVisit(kept, entry.at, site, setup.version + 1, self.organisation) if entry else None

    def _seen(self, site: Site, wanted: Wanted) -> Iterable[Sighting]:
        gates = {one.name for one in self.setups.get(site.site_id).gates}
        cameras = {one.camera_id for one in self.registry.everything().cameras if one.site_id == site.site_id}
        asks = [Ask(AskedBy.GATE, name, wanted.since, wanted.until) for name in sorted(gates | cameras)]
        facts = Facts(self.sightings.answering(site.site_id, asks))
        return (one for one in facts.sightings.values() if wanted.since <= one.taken_at < wanted.until)

    def _with_reads(self, seen: Sequence[Sighting]) -> Sequence[SharedSighting]:
        known = self.registry.everything()
        sites = {one.site_id: one for one in known.sites}
        cameras = {one.camera_id: one.setup.name for one in known.cameras}
        reads = {one.read_id: one for one in self.reads.some([one.sighting_id for one in seen])}
        return [
            SharedSighting(
                one,
                sites[one.site_id],
                cameras.get(one.camera_id, one.camera_id),
                reads.get(one.sighting_id),
                self.organisation,
            )
            for one in seen
            if one.site_id in sites
        ]

    def _sites(self, site_ids: Sequence[str]) -> Sequence[Site]:
        if site_ids:
            return [self._site(one) for one in dict.fromkeys(site_ids)]
        known = (one for one in self.registry.everything().sites if not one.is_removed)
        return sorted(known, key=lambda one: one.site_id)

    def _site(self, site_id: str) -> Site:
        site = self.registry.site(site_id) if ids.is_id(ids.SITE, site_id) else None
        if site is None:
            raise NotFound("There is no such place. GET /apds/places lists all.")
        return site

    def _why(self, purpose: Purpose | None) -> Mapping[str, str]:
        return told(purpose, is_needed=purpose is None and self.needs_purpose())

    def _write_down(
        self, caller: Caller, action: Action, wanted: Wanted, page: Shared[T], why: Mapping[str, str]
    ) -> None:
        span = {"from": wanted.since.isoformat(), "to": wanted.until.isoformat()}
        what = "visits" if action is Action.SHARED_VISITS else "reads"
        number = {"page": str(wanted.page), what: str(len(page.items))}
        sites = " ".join(wanted.site_ids)
        self.audit.add(AuditEntry(action, caller.owner, page.at, sites, {**span, **number, **why}))
