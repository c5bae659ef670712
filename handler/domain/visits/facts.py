"""The facts that visits are derived from, and those of them that are at hand.

Deriving asks for facts in two ways alone, each one Query of an index: by a *gate* and a short time (what merges into
one passage), and by a *key* of a plate at the site and a time of at most the longest stay before and after. What it
asks for and is not at hand it notes (`Facts.missing`): who derives a part only fetches that, and derives again, until
nothing is missing. So the facts that a part needs are never listed by hand, and cannot be forgotten.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeAlias

from handler.domain.candidate import Candidate
from handler.domain.classes.quick import quick_dataclass
from handler.domain.visits.asks import Answered, Ask, AskedBy, joined
from handler.domain.visits.sighting import Sighting, Trust


@quick_dataclass(frozen=True, slots=True)
class Decision:
    """What a person says of the plate of a sighting.

    Attributes
    ----------
    decision_id : str
    sighting_id : str
    plate : str or None
        None for no plate at all: the read was rejected.
    by : str
        The person's id.
    at : datetime
        UTC; of several the latest counts.
    """

    decision_id: str
    sighting_id: str
    plate: str | None
    by: str
    at: datetime


@quick_dataclass(frozen=True, slots=True)
class Parted:
    """That a person says of two sightings that they are not of one visit."""

    entry_id: str
    exit_id: str
    by: str
    at: datetime


@quick_dataclass(frozen=True, slots=True)
class Left:
    """That a person says that a vehicle which a camera saw coming has left; a photo of its leaving tells better.

    Attributes
    ----------
    sighting_id : str
        Of its coming.
    left_at : datetime
        UTC.
    by : str
    at : datetime
        When it was said, UTC; of several the latest counts.
    """

    sighting_id: str
    left_at: datetime
    by: str
    at: datetime


Fact: TypeAlias = Sighting | Decision | Parted | Left


class Facts:
    """The facts of one site that are at hand.

    Parameters
    ----------
    facts : iterable of Fact
        In any order; the same one may come twice.
    answered : iterable of Ask or None
        What of the site's facts is among them; None for all.
    """

    def __init__(self, facts: Iterable[Fact], answered: Iterable[Ask] | None = None) -> None:
        self._facts = frozenset(facts)
        self._answered = None if answered is None else Answered(answered)
        self._missing: set[Ask] = set()
        self.parted = frozenset((one.entry_id, one.exit_id) for one in self._facts if isinstance(one, Parted))
        lefts = sorted((one for one in self._facts if isinstance(one, Left)), key=lambda one: (one.at, one.left_at))
        self.left: Mapping[str, Left] = {one.sighting_id: one for one in lefts}
        self.sightings = {one.sighting_id: one for one in _as_they_stand(self._facts)}
        self._index = _index(self.sightings.values())
        self._about = _by_sighting(self._facts)

    @property
    def missing(self) -> frozenset[Ask]:
        """What was asked for and is not at hand, as few asks as it takes."""
        return frozenset(joined(self._missing))

    @property
    def is_lacking(self) -> bool:
        """Whether anything is missing: then to go on would be to guess, and to ask for what is not needed."""
        return bool(self._missing)

    def with_more(self, facts: Iterable[Fact], answered: Iterable[Ask]) -> Facts:
        """Add what was fetched."""
        before = self._answered.asks if self._answered else ()
        return Facts(self._facts.union(facts), (*before, *answered))

    def without(self, fact: Fact) -> Facts:
        """Leave a fact out, to see what stood before it came; what is missed then is noted here, too."""
        rest = Facts(self._facts - {fact}, self._answered.asks if self._answered else None)
        rest._missing = self._missing
        return rest

    def asked(self, by: AskedBy, name: str, since: datetime, until: datetime) -> Sequence[Sighting]:
        """Give the sightings at a gate or under a key in a time, by time; what is not at hand is noted as missing."""
        ask = Ask(by, name, since, until)
        if not self.holds(ask):
            self._missing.add(ask)
        times, found = self._index.get((by, name), ((), ()))
        return found[bisect_left(times, since) : bisect_right(times, until)]

    def holds(self, ask: Ask) -> bool:
        """Tell whether all that an ask asks for is at hand."""
        return self._answered is None or self._answered.covers(ask)

    def about(self, ask: Ask) -> Iterable[Fact]:
        """Give the facts that answer what another one asks for."""
        return (fact for one in self.asked(*ask) for fact in self._about[one.sighting_id])

    def named(self, fact: Fact) -> Iterable[Fact]:
        """Give what is known of the very sightings that a fact names: a person's word needs them to begin with."""
        return (one for name in sightings_of(fact) for one in self._about.get(name, ()))


def sightings_of(fact: Fact) -> tuple[str, ...]:
    """Name the sightings that a fact says something of."""
    return (fact.entry_id, fact.exit_id) if isinstance(fact, Parted) else (fact.sighting_id,)


def _as_they_stand(facts: Iterable[Fact]) -> Iterable[Sighting]:
    """Give the sightings with the plates that people gave them; without those of which they said that there is none."""
    latest: dict[str, Decision] = {}
    decisions = (one for one in facts if isinstance(one, Decision))
    for one in sorted(decisions, key=lambda one: (one.at, one.decision_id)):
        latest[one.sighting_id] = one
    for sighting in (one for one in facts if isinstance(one, Sighting)):
        if stands := as_it_stands(sighting, latest.get(sighting.sighting_id)):
            yield stands


def as_it_stands(sighting: Sighting, said: Decision | None) -> Sighting | None:
    """Give a sighting with the plate that a person gave it; None where they said that there is none."""
    if said is None:
        return sighting
    if said.plate is None:
        return None
    return replace(sighting, candidates=(Candidate(said.plate, 1.0),), trust=Trust.PERSON)


def _by_sighting(facts: Iterable[Fact]) -> Mapping[str, list[Fact]]:
    found: dict[str, list[Fact]] = defaultdict(list)
    for one in facts:
        for name in sightings_of(one):
            found[name].append(one)
    return found


_Index: TypeAlias = Mapping[tuple[AskedBy, str], tuple[Sequence[datetime], Sequence[Sighting]]]


def _index(sightings: Iterable[Sighting]) -> _Index:
    filed: dict[tuple[AskedBy, str], list[Sighting]] = defaultdict(list)
    for one in sorted(sightings, key=lambda one: (one.taken_at, one.sighting_id)):
        filed[AskedBy.GATE, one.gate].append(one)
        for key in one.keys:
            filed[AskedBy.KEY, key].append(one)
    return {name: ([one.taken_at for one in some], some) for name, some in filed.items()}
