"""What deriving and showing visits asks of the table of parking, in memory."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo

from handler.domain.characters import fold
from handler.domain.events.event import Event
from handler.domain.occupancy.count import Anchor, Crossing, Tally, by_camera, minute_of
from handler.domain.occupancy.crossings import crossings_of
from handler.domain.occupancy.setup import ParkingSetup
from handler.domain.occupancy.site_hours import site_hour_of
from handler.domain.visits.asks import Ask, AskedBy
from handler.domain.visits.changes import Change, KeptVisit
from handler.domain.visits.facts import Fact, Facts, Left, Parted
from handler.domain.visits.sighting import Sighting, read_as
from handler.service.parking.piles import due_by_itself_at, filed_at
from handler.service.ports.parking import (
    SAID_OF_IT,
    VERSION_ALONE,
    HistoryEntry,
    KeptChange,
    Pile,
    SeenRead,
    VisitPage,
    WantedVisits,
)


@dataclass
class MemorySightings:
    """Facts in dictionaries.

    Attributes
    ----------
    before : callable
        Called with the name of each step before it is taken: others may come in between.
    bare : set of str
        Those that are not filed under all their keys.
    """

    seen: dict[str, SeenRead] = field(default_factory=dict)
    gone: dict[str, int] = field(default_factory=dict)
    said: set[Parted | Left] = field(default_factory=set)
    bare: set[str] = field(default_factory=set)
    before: Callable[[str], None] = lambda _: None
    is_behind: Callable[[], bool] = lambda: False
    asked: int = 0

    def file(self, seen: SeenRead, *, is_keyed: bool = True) -> bool:
        self.before("file")
        name = seen.sighting.sighting_id
        kept = self.seen.get(name)
        if name in self.gone or (kept and kept.version > seen.version):
            return False
        if is_keyed:
            self.bare.discard(name)
        elif kept is None:
            self.bare.add(name)
        place = kept.sighting if kept else seen.sighting
        self.seen[name] = replace(seen, sighting=read_as(place, seen.sighting))
        return True

    def key(self, sighting_ids: Collection[str]) -> bool:
        self.before("key")
        found = self.bare & set(sighting_ids)
        self.bare -= found
        return bool(found)

    def forget(self, sighting: Sighting, version: int, kept_until: datetime) -> None:
        self.before("forget")
        assert kept_until.tzinfo
        self.gone[sighting.sighting_id] = version
        self.seen.pop(sighting.sighting_id, None)

    def say(self, fact: Parted | Left) -> None:
        self.before("say")
        self.said.add(fact)

    def named(self, sighting_ids: Iterable[str]) -> Sequence[Fact]:
        self.before("named")
        found = (self.seen.get(one) for one in dict.fromkeys(sighting_ids))
        facts = self._store()
        return list(dict.fromkeys(fact for one in found if one for fact in facts.named(one.sighting)))

    def answering(self, site_id: str, asks: Collection[Ask], *, is_consistent: bool = True) -> Sequence[Fact]:
        self.before("answering")
        self.asked += len(asks)
        if not is_consistent and self.is_behind():
            return []
        facts = self._store(site_id)
        found = (one for ask in asks for one in facts.asked(*ask) if self._is_filed(one, ask))
        return list(dict.fromkeys(fact for one in found for fact in facts.named(one)))

    def _is_filed(self, one: Sighting, ask: Ask) -> bool:
        return ask.by is AskedBy.GATE or one.sighting_id not in self.bare or ask.name == fold(one.plate)

    def ends(self, sighting_ids: Collection[str]) -> Mapping[str, datetime]:
        return {one: self.seen[one].kept_until for one in sighting_ids if one in self.seen}

    def facts(self, site_id: str) -> list[Fact]:
        """Give all that is known of a site."""
        seen = [one for one in self.seen.values() if one.sighting.site_id == site_id]
        return [one.sighting for one in seen] + [one.decision for one in seen if one.decision] + list(self.said)

    def _store(self, site_id: str | None = None) -> Facts:
        sites = {one.sighting.site_id for one in self.seen.values()} if site_id is None else {site_id}
        return Facts(fact for one in sorted(sites) for fact in self.facts(one))


@dataclass
class MemoryVisits:
    """Visits in dictionaries, each written on the condition that it is as it was seen.

    Attributes
    ----------
    before : callable
        Called with the name of each step before it is taken.
    refused : int
        How often a write came too late.
    """

    kept: dict[str, KeptVisit] = field(default_factory=dict)
    histories: dict[str, list[HistoryEntry]] = field(default_factory=dict)
    told: list[Event] = field(default_factory=list)
    crossings: dict[str, dict[tuple[str, str], Crossing]] = field(default_factory=dict)
    before: Callable[[str], None] = lambda _: None
    refused: int = 0

    def get(self, visit_ids: Iterable[str]) -> Mapping[str, KeptVisit]:
        return {name: one for name, one in self.as_kept(visit_ids).items() if not one.is_withdrawn}

    def as_kept(self, visit_ids: Iterable[str]) -> Mapping[str, KeptVisit]:
        self.before("get")
        return {one: self.kept[one] for one in visit_ids if one in self.kept}

    def write(self, changes: Iterable[KeptChange], events: Iterable[Event], at: datetime) -> bool:
        self.before("write")
        some = list(changes)
        for one in some:
            there = self.kept.get(_id(one.change))
            if (there.version if there else 0) != one.change.version - 1:
                self.refused += 1
                return False
        for before in (one.change.before for one in some if one.change.before and not _is_guard(one)):
            for crossing in crossings_of(before):
                self.crossings[before.site_id].pop((before.visit_id, crossing.crossing_id), None)
        for one in some:
            self._put(one, at)
        self.told += events
        return True

    def _put(self, one: KeptChange, at: datetime) -> None:
        name, change = _id(one.change), one.change
        before = self.kept.get(name)
        visit = change.after or change.before
        assert visit
        at_site = self.crossings.setdefault(visit.site_id, {})
        for crossing in crossings_of(change.after) if change.after and not _is_guard(one) else ():
            at_site[name, crossing.crossing_id] = crossing
        kept_until = one.kept_until or (before.kept_until if before else None)
        self.kept[name] = KeptVisit(visit, change.version, one.standing, one.said, change.after is None, kept_until)
        if _is_guard(one):
            return
        word = one.said[-1] if change.fields == SAID_OF_IT and one.said else None
        kind, by = (word.word.value, word.by) if word else (change.kind.value, None)
        self.histories.setdefault(name, []).append(HistoryEntry(at, change.version, kind, by, change.fields))

    def history(self, visit_id: str) -> Sequence[HistoryEntry]:
        return self.histories.get(visit_id, [])

    def page(self, wanted: WantedVisits, limit: int, cursor: str | None = None) -> VisitPage:
        def fits(at: datetime) -> bool:
            return (wanted.since is None or wanted.since <= at) and (wanted.until is None or at < wanted.until)

        here = [one for one in self.kept.values() if one.visit.site_id == wanted.site_id]
        dated = [(at, one) for one in here if (at := filed_at(wanted.pile, one)) and fits(at)]
        dated.sort(key=lambda pair: (pair[0], pair[1].visit.visit_id), reverse=not wanted.is_oldest_first)
        return _cut([one for _, one in dated], limit, cursor)

    def of_plate(self, plate: str, limit: int, cursor: str | None = None) -> VisitPage:
        some = [(filed_at(Pile.ALL, one), one) for one in self.kept.values() if one.visit.plate == plate]
        dated = [(at, one.visit.visit_id, one) for at, one in some if at]
        return _cut([one for _, _, one in sorted(dated, key=lambda row: row[:2], reverse=True)], limit, cursor)

    def count(self, site_id: str, pile: Pile, most: int) -> int:
        assert pile is not Pile.ALL
        return len(self.page(WantedVisits(site_id, pile), most).visits)

    def due(self, until: datetime, limit: int) -> Sequence[KeptVisit]:
        some = ((due_by_itself_at(one), one.visit.visit_id, one) for one in self.kept.values())
        dated = [(at, name, one) for at, name, one in some if at and at <= until]
        return [one for _, _, one in sorted(dated, key=lambda row: row[:2])][:limit]


@dataclass
class MemoryCounts:
    """Crossings and anchors in dictionaries; what visits show is theirs."""

    visits: MemoryVisits = field(default_factory=MemoryVisits)
    noted: dict[str, dict[str, Crossing]] = field(default_factory=dict)
    set_to: dict[str, list[Anchor]] = field(default_factory=dict)

    def note(self, site_id: str, crossings: Iterable[Crossing], gone: Iterable[Crossing]) -> None:
        at_site = self.noted.setdefault(site_id, {})
        at_site |= {one.crossing_id: one for one in crossings}
        for one in gone:
            at_site.pop(one.crossing_id, None)

    def anchors(self, site_id: str, since: datetime, until: datetime) -> Sequence[Anchor]:
        known = sorted(self.set_to.get(site_id, []), key=lambda one: one.at)
        earlier = [one for one in known if one.at < since]
        return [*earlier[-1:], *(one for one in known if since <= one.at <= until)]

    def set_count(self, site_id: str, anchor: Anchor) -> None:
        self.set_to.setdefault(site_id, []).append(anchor)

    def crossings(self, site_id: str, since: datetime, until: datetime) -> Sequence[Crossing]:
        some = (*self.visits.crossings.get(site_id, {}).values(), *self.noted.get(site_id, {}).values())
        return sorted((one for one in some if since <= one.at < until), key=lambda one: (one.at, one.crossing_id))

    def by_hour(
        self, site_id: str, since: datetime, until: datetime, zone: tzinfo = UTC
    ) -> Mapping[datetime, Mapping[str, Tally]]:
        found: dict[datetime, list[Crossing]] = {}
        for one in self.crossings(site_id, since, until):
            found.setdefault(site_hour_of(one.at, zone), []).append(one)
        return {hour: by_camera(some) for hour, some in found.items()}

    def by_minute(self, site_id: str, since: datetime, until: datetime) -> Mapping[datetime, Mapping[str, Tally]]:
        found: dict[datetime, list[Crossing]] = {}
        for one in self.crossings(site_id, since, until):
            found.setdefault(minute_of(one.at), []).append(one)
        return {minute: by_camera(some) for minute, some in found.items()}


@dataclass
class MemorySetups:
    """What is set for the parking at sites, in a dictionary."""

    kept: dict[str, ParkingSetup] = field(default_factory=dict)

    def get(self, site_id: str) -> ParkingSetup:
        return self.kept.get(site_id, ParkingSetup())

    def save(self, site_id: str, setup: ParkingSetup, seen_version: int) -> bool:
        if self.get(site_id).version != seen_version:
            return False
        self.kept[site_id] = replace(setup, version=seen_version + 1)
        return True


@dataclass
class MemoryMarks:
    """Marked sites, in a dictionary."""

    kept: dict[str, datetime] = field(default_factory=dict)

    def mark(self, site_id: str, at: datetime) -> None:
        self.kept[site_id] = at

    def marked(self) -> Mapping[str, datetime]:
        return dict(self.kept)

    def take_away(self, site_id: str, at: datetime) -> None:
        if self.kept.get(site_id) == at:
            del self.kept[site_id]


def _is_guard(one: KeptChange) -> bool:
    return one.change.fields == VERSION_ALONE


def _id(change: Change) -> str:
    visit = change.after or change.before
    assert visit
    return visit.visit_id


def _cut(some: Sequence[KeptVisit], limit: int, cursor: str | None) -> VisitPage:
    start = int(cursor or 0)
    end = start + limit
    return VisitPage(tuple(some[start:end]), str(end) if end < len(some) else None)
