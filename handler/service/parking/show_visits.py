"""Show visits to operators: by the pile, by the plate, and one with all that became of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from handler.domain.audit import Action, AuditEntry
from handler.domain.caller import OPERATORS, Caller
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import InvalidRequest
from handler.domain.lists.entry import ListEntry
from handler.domain.lists.matching import Seen, SeenPlate, lookups
from handler.domain.lists.permits import Permission, permit_answer
from handler.domain.lookups.purpose import Purpose, told
from handler.domain.plate_search import asked_plate
from handler.domain.sites.site import Site
from handler.domain.visits.changes import KeptVisit
from handler.domain.visits.facts import Facts
from handler.domain.visits.sighting import Sighting, Way
from handler.domain.visits.visit import End, Suggestion, Visit
from handler.service.parking.beside_visits import BesideVisits, Named, ShownEnd, ShownVisit
from handler.service.parking.finding_visits import site_known, visit_there, zone_of
from handler.service.parking.piles import began_at, filed_at
from handler.service.ports.lists import ListIndex
from handler.service.ports.parking import HistoryEntry, Pile, Sightings, VisitPage, Visits, WantedVisits
from handler.service.ports.records import AuditInbox

_LOOKED_THROUGH: Final = 25
"""Visits of a plate among which the one is that a photo is part of: far more than there are at one moment."""


_SPARING: Final = (Permission.ALLOWED, Permission.ALLOWED_LIKELY, Permission.SHARED_IN_USE)


@quick_dataclass(frozen=True, slots=True)
class VisitSearch:
    """Which visits.

    Attributes
    ----------
    site_id : str or None
        Needed unless a plate is named.
    plate : str or None
        As it was typed.
    since, until : datetime or None
        When they began, UTC: then or later, and before then.
    purpose : Purpose or None
        Why; for a plate.
    """

    site_id: str | None
    pile: Pile
    plate: str | None
    since: datetime | None
    until: datetime | None
    limit: int
    cursor: str | None
    purpose: Purpose | None = None

    def asked(self) -> Mapping[str, str]:
        """Say in texts all that is asked for beside the plate, for the audit."""
        times = {"from": self.since, "to": self.until}
        site = {"site": self.site_id} if self.site_id else {}
        named = {name: at.isoformat() for name, at in times.items() if at}
        return {**site, "pile": self.pile.value, **named, "page": "further" if self.cursor else "first"}

    def holds(self, kept: KeptVisit) -> bool:
        """Tell whether a visit of the plate is meant."""
        visit, began = kept.visit, began_at(kept.visit)
        is_there = self.site_id in (None, visit.site_id) and filed_at(self.pile, kept) is not None
        return is_there and (not self.since or began >= self.since) and (not self.until or began < self.until)


@quick_dataclass(frozen=True, slots=True)
class ShownVisits:
    """Some visits, and the cursor of what follows; there may be more even when there are none."""

    visits: Sequence[ShownVisit]
    cursor: str | None


@quick_dataclass(frozen=True, slots=True)
class ShownSuggestion:
    """An entry that an exit may belong to, and the visit that it is of."""

    suggestion: Suggestion
    visit_id: str
    entry: ShownEnd


@quick_dataclass(frozen=True, slots=True)
class WholeVisit:
    """A visit with all that became of it; the addresses are of those who did something."""

    shown: ShownVisit
    suggestions: Sequence[ShownSuggestion]
    photos: Sequence[ShownEnd]
    history: Sequence[HistoryEntry]
    emails: Mapping[str, str]


@quick_dataclass(frozen=True, slots=True)
class ShowVisits:
    """Answers with visits, and writes down who looked for what.

    Parameters
    ----------
    visits : Visits
    sightings : Sightings
    beside : BesideVisits
    permits : ListIndex
    audit : AuditInbox
    now : callable
        Gives the time in UTC.
    needs_purpose : callable
        Tells whether nobody may look a plate up without saying why.
    """

    visits: Visits
    sightings: Sightings
    beside: BesideVisits
    permits: ListIndex
    audit: AuditInbox
    now: Callable[[], datetime]
    needs_purpose: Callable[[], bool] = lambda: False

    def search(self, caller: Caller, search: VisitSearch) -> ShownVisits:
        """Show some visits: of a site by the pile, newest first, or of a plate.

        Parameters
        ----------
        caller : Caller
        search : VisitSearch

        Returns
        -------
        ShownVisits

        Raises
        ------
        NotAllowed
            When the caller is no operator.
        NotFound
            When there is no such site.
        InvalidRequest
            When neither a site nor a plate is named, it is no plate, or the cursor is of something else.
        PurposeNeeded
            When why is not said where it has to be.
        """
        caller.require(OPERATORS)
        if search.site_id is not None:
            site_known(self.beside.registry, search.site_id)
        why: Mapping[str, str] = {}
        if search.plate is not None:
            why = told(search.purpose, is_needed=search.purpose is None and self.needs_purpose())
            search = replace(search, plate=asked_plate(search.plate))
        page = self._page(search)
        details = {**search.asked(), "visits": str(len(page.visits)), **why}
        self.audit.add(AuditEntry(Action.SEARCHED_VISITS, caller.owner, self.now(), search.plate or "", details))
        return ShownVisits(self.beside.shown(page.visits), page.cursor)

    def _page(self, search: VisitSearch) -> VisitPage:
        if search.plate is not None:
            page = self.visits.of_plate(search.plate, search.limit, search.cursor)
            return VisitPage(tuple(one for one in page.visits if search.holds(one)), page.cursor)
        if search.site_id is None:
            raise InvalidRequest("site_id: name a site, or a plate to look for at all sites.")
        is_oldest_first = search.pile is Pile.OVERSTAYED
        wanted = WantedVisits(search.site_id, search.pile, search.since, search.until, is_oldest_first)
        return self.visits.page(wanted, search.limit, search.cursor)

    def one(self, caller: Caller, visit_id: str) -> WholeVisit:
        """Show a visit with all that became of it, and write down who looked.

        Raises
        ------
        NotAllowed
            When the caller is no operator.
        NotFound
            When there is none.
        """
        caller.require(OPERATORS)
        kept = visit_there(self.visits, visit_id)
        self.audit.add(AuditEntry(Action.VIEWED_VISIT, caller.owner, self.now(), visit_id))
        return self.whole(kept)

    def whole(self, kept: KeptVisit) -> WholeVisit:
        """Put together what somebody who may see it is shown of a visit."""
        visit, named = kept.visit, Named.of(self.beside.registry)
        history = self.visits.history(visit.visit_id)
        (shown,) = self.beside.shown([kept], named)
        return WholeVisit(
            replace(shown, permit=self._permit(kept, shown.site)),
            self._suggestions(visit, named),
            self.beside.ends(self._photos(visit), named),
            history,
            self.beside.emails({one.by for one in history if one.by}),
        )

    def _photos(self, visit: Visit) -> Sequence[End]:
        facts = Facts(self.sightings.named(visit.sighting_ids))
        seen = sorted(facts.sightings.values(), key=lambda one: (one.taken_at, one.sighting_id))
        return [_end(one) for one in seen if one.sighting_id in visit.sighting_ids]

    def _suggestions(self, visit: Visit, named: Named) -> Sequence[ShownSuggestion]:
        if visit.question is None:
            return ()
        suggestions = visit.question.suggestions
        entries = [one.entry for one in suggestions]
        ids = visits_of(self.visits, entries)
        shown = self.beside.ends(entries, named)
        return [
            ShownSuggestion(one, ids[one.entry.sighting_id], entry)
            for one, entry in zip(suggestions, shown, strict=True)
        ]

    def _permit(self, kept: KeptVisit, site: Site | None) -> ListEntry | None:
        """Give the permit that spares a visit; where its time is not limited, the one that would."""
        visit, standing = kept.visit, kept.standing
        seen = Seen((SeenPlate(visit.plate),), None, visit.site_id, zone_of(site), visit.ended_at or self.now())
        entries = self.permits.near(lookups(seen.plates))
        if standing and (standing.spared_by or standing.over_at):
            return next((one for one in entries if one.entry_id == standing.spared_by), None)
        answer = permit_answer(seen, entries)
        return answer.hit.entry if answer.hit and answer.permission in _SPARING else None


def visits_of(visits: Visits, ends: Iterable[End]) -> Mapping[str, str]:
    """Name the visits that photos are part of, by the photos' ids: mostly a visit has the id of its first photo."""
    found: dict[str, str] = {}
    every = list(ends)
    there = visits.get(one.sighting_id for one in every)
    for end in every:
        is_first = end.sighting_id in there
        visit = there[end.sighting_id] if is_first else with_photos(visits, end.plate, [end.sighting_id])
        found[end.sighting_id] = visit.visit.visit_id if visit else end.sighting_id
    return found


def with_photos(visits: Visits, plate: str, sighting_ids: Iterable[str]) -> KeptVisit | None:
    """Find the visit of a plate that some photos are part of; None where there is none."""
    wanted, page = set(sighting_ids), visits.of_plate(plate, _LOOKED_THROUGH)
    return next((one for one in page.visits if wanted <= one.visit.sighting_ids), None)


def _end(seen: Sighting) -> End:
    return End(
        sighting_id=seen.sighting_id,
        camera_id=seen.camera_id,
        plate=seen.plate,
        at=seen.taken_at,
        trust=seen.trust,
        is_time_told=seen.is_time_told,
        is_at_gate=seen.way is not Way.HERE,
    )
