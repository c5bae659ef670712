"""Feed a simulated car park through the service, fact by fact in any order, and compare with deriving the whole.

Usage: ``python -m lab.carpark.served [--visits N] [--seed N]``. The service is the one that runs on AWS, its tables are
in memory. Beside what `lab.carpark` draws, gates have a front and a rear camera, vehicles have colours, and a person
corrects some of the plates, some of them twice.
"""

from __future__ import annotations

import argparse
import sys
import time
from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random
from typing import Final, NamedTuple

from handler.domain.candidate import Candidate
from handler.domain.characters import fold
from handler.domain.events.event import Event
from handler.domain.judging.colour import Colour, ToldColour
from handler.domain.sites.site import Site, SiteSetup
from handler.domain.visits.asks import Ask, AskedBy
from handler.domain.visits.derive import Derivation
from handler.domain.visits.facts import Decision, Fact, Facts, as_it_stands
from handler.domain.visits.setup import VisitSetup
from handler.domain.visits.sighting import Side, Sighting
from handler.domain.visits.visit import Visit
from handler.service.parking.derive_visits import DeriveVisits, Turn
from handler.service.parking.places import ParkingPlaces
from handler.service.ports.parking import KeptChange, SeenRead
from lab.carpark.days import START, Days, Rates, drawn_days
from lab.progress import shown
from tests.support.fakes.alerts import FixedSubscriptions
from tests.support.fakes.lists import MemoryLists
from tests.support.fakes.parking import MemorySetups, MemorySightings, MemoryVisits
from tests.support.fakes.sites import MemoryRegistry

REAR_SEEN: Final = 0.9
"""Share of the photos beside which the rear camera takes one, too."""

CORRECTED: Final = 0.5
"""Share of the misread photos whose plate a person corrects."""

TWICE: Final = 0.2
"""Share of these corrected wrongly first."""

_SITE: Final = "site-1"
_BEHIND: Final = timedelta(seconds=3)


class Served(NamedTuple):
    """What became of a car park.

    Attributes
    ----------
    facts : int
        Photos and what people said of them.
    visits, pairs, right : int
    queries, writes, written : int
        Asks, transactions, and visits in them.
    is_same : bool
        Whether the visits are those that deriving the whole gives.
    seconds : float
    """

    facts: int
    visits: int
    pairs: int
    right: int
    queries: int
    writes: int
    written: int
    is_same: bool
    seconds: float


@dataclass
class FiledSightings(MemorySightings):
    """Facts in memory, filed under gates and keys as the table has them."""

    filed: dict[tuple[AskedBy, str], list[tuple[datetime, str]]] = field(default_factory=lambda: defaultdict(list))

    def file(self, seen: SeenRead, *, is_keyed: bool = True) -> bool:
        """Keep a read under its places as it stands, and under no others."""
        name = seen.sighting.sighting_id
        before = self.seen.get(name)
        places = list(self._places(before)) if before else []
        if not super().file(seen, is_keyed=is_keyed):
            return False
        self._move(seen.sighting, places)
        return True

    def key(self, sighting_ids: Collection[str]) -> bool:
        """File reads under all their keys."""
        some = [self.seen[one] for one in self.bare.intersection(sighting_ids)]
        places = [list(self._places(one)) for one in some]
        super().key(sighting_ids)
        for one, before in zip(some, places, strict=True):
            self._move(one.sighting, before)
        return bool(some)

    def _move(self, sighting: Sighting, before: Iterable[tuple[AskedBy, str]]) -> None:
        name = sighting.sighting_id
        for place in before:
            self.filed[place].remove((sighting.taken_at, name))
        for place in self._places(self.seen[name]):
            insort(self.filed[place], (sighting.taken_at, name))

    def _places(self, seen: SeenRead) -> Iterator[tuple[AskedBy, str]]:
        stands = as_it_stands(seen.sighting, seen.decision)
        yield AskedBy.GATE, seen.sighting.gate
        if stands:
            keys = {fold(stands.plate)} if stands.sighting_id in self.bare else stands.keys
            yield from ((AskedBy.KEY, key) for key in keys)

    def named(self, sighting_ids: Iterable[str]) -> Sequence[Fact]:
        """Get sightings with what was said of them."""
        return [fact for one in dict.fromkeys(sighting_ids) if one in self.seen for fact in _facts(self.seen[one])]

    def answering(
        self,
        site_id: str,  # noqa: ARG002 (there is one)
        asks: Collection[Ask],
        *,
        is_consistent: bool = True,  # noqa: ARG002 (it always is)
    ) -> Sequence[Fact]:
        """Get what was asked for, and count the asks."""
        self.asked += len(asks)
        names = dict.fromkeys(name for ask in asks for name in self._under(ask))
        return [fact for name in names for fact in _facts(self.seen[name])]

    def _under(self, ask: Ask) -> Iterator[str]:
        some = self.filed[ask.by, ask.name]
        start, end = bisect_left(some, (ask.since, "")), bisect_right(some, (ask.until, "\U0010ffff"))
        return (name for _, name in some[start:end])


def _facts(seen: SeenRead) -> Iterator[Fact]:
    yield seen.sighting
    if seen.decision:
        yield seen.decision


@dataclass
class CountedVisits(MemoryVisits):
    """Visits in memory that tell how often they were written."""

    writes: int = 0
    written: int = 0

    def write(self, changes: Iterable[KeptChange], events: Iterable[Event], at: datetime) -> bool:
        """Write, and count."""
        some = list(changes)
        self.writes, self.written = self.writes + 1, self.written + len(some)
        return super().write(some, events, at)


def reads_of(days: Days, chance: Random) -> list[SeenRead]:
    """Make reads of the photos of a car park, each with what people said of it, version by version."""
    plates = {one.number: one.plate for one in days.visits}
    colours = {plate: chance.choice(list(Colour)) for plate in dict.fromkeys(plates.values())}
    found: dict[str, list[SeenRead]] = {}
    for one in days.sightings:
        plate = plates[days.visit_by_sighting[one.sighting_id]]
        front = replace(one, side=Side.FRONT, colour=ToldColour(colours[plate], 0.9))
        found[one.sighting_id] = list(_versions(front, plate, chance))
        if chance.random() < REAR_SEEN:
            rear = _rear(front, plate)
            days.visit_by_sighting[rear.sighting_id] = days.visit_by_sighting[one.sighting_id]
            found[rear.sighting_id] = list(_versions(rear, plate, chance))
    return [seen for versions in found.values() for seen in versions]


def _rear(front: Sighting, plate: str) -> Sighting:
    return replace(
        front,
        sighting_id=f"{front.sighting_id}-rear",
        camera_id=f"{front.camera_id}-rear",
        side=Side.REAR,
        candidates=(Candidate(plate, 0.95),),
        taken_at=front.taken_at + _BEHIND,
        arrived_at=front.arrived_at + _BEHIND,
    )


def _versions(one: Sighting, plate: str, chance: Random) -> Iterator[SeenRead]:
    words = [plate] if one.plate != plate and chance.random() < CORRECTED else []
    if words and chance.random() < TWICE:
        words.insert(0, plate[1:] + plate[:1])
    end = one.taken_at + timedelta(days=90)
    yield SeenRead(one, None, 1, end)
    for version, said in enumerate(words, start=2):
        at = one.arrived_at + timedelta(hours=version)
        decision = Decision(f"{one.sighting_id}#{version}", one.sighting_id, said, "a person", at)
        yield SeenRead(one, decision, version, end)


def served(days: Days, seed: int) -> Served:
    """Feed all reads through the service, shuffled, and compare.

    Parameters
    ----------
    days : Days
    seed : int
        That shuffles them.

    Returns
    -------
    Served
    """
    chance = Random(seed)
    reads = reads_of(days, chance)
    chance.shuffle(reads)
    sightings, visits = FiledSightings(), CountedVisits()
    now = max(one.sighting.taken_at for one in reads)
    derive = _service(sightings, visits, now)
    started = time.process_time()
    with shown(reads, "Deriving") as some:
        for seen in some:
            before = sightings.seen.get(seen.sighting.sighting_id)
            derive.file(Turn(before, seen))
    seconds = time.process_time() - started
    kept = {name: one.visit for name, one in visits.kept.items() if not one.is_withdrawn}
    whole = Derivation(Facts(sightings.facts(_SITE)), VisitSetup(), now).all_visits()
    pairs = [one for one in kept.values() if one.pairing]
    right = sum(_is_right(one, days) for one in pairs)
    return Served(
        len(reads),
        len(kept),
        len(pairs),
        right,
        sightings.asked,
        visits.writes,
        visits.written,
        kept == dict(whole),
        seconds,
    )


def _service(sightings: FiledSightings, visits: CountedVisits, now: datetime) -> DeriveVisits:
    registry = MemoryRegistry(sites={_SITE: Site(_SITE, SiteSetup("Riverside", "UTC"), START)})
    places = ParkingPlaces(registry, MemorySetups(), lambda: now)
    return DeriveVisits(
        sightings, visits, places, MemoryLists(), FixedSubscriptions(), "https://example.com", lambda: now
    )


def _is_right(visit: Visit, days: Days) -> bool:
    return len({days.visit_by_sighting[one] for one in visit.sighting_ids}) == 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw, feed and print; gives the exit status: 1 where the service and the whole differ."""
    parser = argparse.ArgumentParser(prog="python -m lab.carpark.served", description=__doc__)
    parser.add_argument("--visits", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1_000_000)
    options = parser.parse_args(arguments)
    one = served(drawn_days(options.visits, options.seed, Rates()), options.seed)
    print(
        f"{one.facts} facts, {one.visits} visits, {one.pairs} pairs, {100 * one.right / max(one.pairs, 1):.2f} % right"
    )
    print(f"a fact: {one.queries / one.facts:.1f} queries, {one.writes / one.facts:.2f} transactions,", end=" ")
    print(f"{one.written / one.facts:.2f} visits written; {1000 * one.seconds / one.facts:.1f} ms")
    print(f"the same as deriving the whole: {'yes' if one.is_same else 'NO'}")
    return 0 if one.is_same else 1


if __name__ == "__main__":
    sys.exit(main())
