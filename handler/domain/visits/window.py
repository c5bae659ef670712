"""What one new fact changes: the few visits that it touches, derived anew from the facts around it alone.

A service that has a new fact (a sighting, a decision, a person's word) does this::

    known = Facts(what is known of the sightings that it names, itself included, answered=())
    while (change := touched(known, fact, setup, now)) is None:
        asks = known.missing
        known = known.with_more(fetch(asks), asks)

Each ask is one Query: by a key of the plate (`Sighting.keys`) at the site within the longest stay before or after, or
by a gate within some minutes. The passages of the same plate that stand before and after the fact's, and the clusters
of what they leave without another end, are all that it can change; so nothing grows with the number of vehicles that
are inside, but for those with plates that are nearly the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from handler.domain.visits.asks import AskedBy
from handler.domain.visits.derive import Derivation
from handler.domain.visits.facts import Fact, Facts, sightings_of
from handler.domain.visits.passage import ONE_GATE, Passage
from handler.domain.visits.setup import VisitSetup
from handler.domain.visits.sighting import Way
from handler.domain.visits.visit import Visit


class Touched(NamedTuple):
    """What a fact touches: visits by their ids, as they were without it and as they are with it."""

    before: Mapping[str, Visit]
    after: Mapping[str, Visit]


def touched(facts: Facts, fact: Fact, setup: VisitSetup, now: datetime) -> Touched | None:
    """Derive what a fact touches, with it and without it.

    Parameters
    ----------
    facts : Facts
        With the fact among them.
    fact : Fact
    setup : VisitSetup
    now : datetime
        UTC.

    Returns
    -------
    Touched or None
        None while facts are missing that it depends on: `facts.missing` says which.
    """
    other = facts.without(fact)
    both = (Derivation(other, setup, now), Derivation(facts, setup, now))
    names = {name for one in both for name in _around(one, fact)}
    for spread in (_beside, _bound_to, _and_next_to):
        if facts.is_lacking:
            return None
        names = {name for one in both for name in _ids(one, names, spread)}
    before, after = (one.visits_of(sorted(names)) for one in both)
    return None if facts.is_lacking else Touched(before, after)


def alone_of(derivation: Derivation, sighting_ids: Iterable[str]) -> frozenset[str]:
    """Name, of the passages of some sightings, those by which passages without another end are found.

    Others are looked for by a plate that is nearly the same only at these; all the rest, by the very same one.
    """
    known = derivation.facts.sightings
    passages = dict.fromkeys(derivation.timeline.passage(known[name]) for name in sorted(sighting_ids) if name in known)
    at_gates = (one for one in passages if one.way is not Way.HERE)
    return frozenset(one.best.sighting_id for one in at_gates if derivation.timeline.is_alone(one))


class Glance(NamedTuple):
    """What a fact touches by the very same plate.

    Attributes
    ----------
    ids : frozenset of str
        The sightings of the passages that it names, of those beside, and of the other ends of all of them.
    alone : frozenset of str
        See `alone_of`.
    """

    ids: frozenset[str]
    alone: frozenset[str]


def glanced(facts: Facts, fact: Fact, setup: VisitSetup, now: datetime) -> Glance | None:
    """Look at what a fact touches by the very same plate: mostly that is all, and takes two or three questions.

    Parameters
    ----------
    facts : Facts
        With the fact among them.
    fact : Fact
    setup : VisitSetup
    now : datetime
        UTC.

    Returns
    -------
    Glance or None
        None while facts are missing that it depends on: `facts.missing` says which.
    """
    derivation = Derivation(facts, setup, now)
    names: Iterable[str] = sightings_of(fact)
    for spread in (_beside, _by_plate):
        names = frozenset(_ids(derivation, names, spread))
        if facts.is_lacking:
            return None
    alone = alone_of(derivation, names)
    return None if facts.is_lacking else Glance(frozenset(names), alone)


def _around(derivation: Derivation, fact: Fact) -> Iterator[str]:
    """Name the sightings that may be of one passage with those of a fact."""
    for name in sightings_of(fact):
        if sighting := derivation.facts.sightings.get(name):
            passage = derivation.timeline.passage(sighting)
            yield from passage.ids
            yield from _of_other_ends(derivation.facts, passage)


def _of_other_ends(facts: Facts, passage: Passage) -> Iterator[str]:
    """Name what cameras at either end saw meanwhile: which two ends are one vehicle's depends on all of them."""
    gate, within = passage.best.gate, 2 * ONE_GATE
    near = facts.asked(AskedBy.GATE, gate, passage.at - within, passage.last_at + within)
    return (one.sighting_id for one in near if one.side)


def _ids(
    derivation: Derivation, names: Iterable[str], spread: Callable[[Derivation, Passage], Iterator[Passage]]
) -> Iterator[str]:
    """Name the sightings of the passages that those of some sightings lead to."""
    known = derivation.facts.sightings
    passages = dict.fromkeys(derivation.timeline.passage(known[name]) for name in sorted(names) if name in known)
    return (name for passage in passages for one in spread(derivation, passage) for name in one.ids)


def _beside(derivation: Derivation, passage: Passage) -> Iterator[Passage]:
    """Give a passage, the one before it, and those after it up to the next whose direction a camera tells."""
    timeline, turns_within = derivation.timeline, derivation.setup.turns_within
    within = max(derivation.setup.longest_stay, turns_within)
    yield passage
    if earlier := timeline.before(passage, within):
        yield earlier
    last, later = passage, timeline.after(passage, within)
    while later:
        yield later
        may_turn = later.way is Way.UNTOLD and later.best.taken_at - last.best.taken_at <= turns_within
        last, later = later, timeline.after(later, within) if may_turn else None


def _bound_to(derivation: Derivation, passage: Passage) -> Iterator[Passage]:
    """Give the passages whose visits hang on that of one: its other end, or its cluster; and where it stood."""
    if passage.way is Way.HERE:
        yield passage
        return
    coming, leaving, _ = derivation.ends_of(passage)
    cluster = derivation.cluster(passage).passages if derivation.timeline.is_alone(passage) else ()
    for one in {one for one in (coming, leaving, *cluster) if one}:
        yield one
        if derivation.timeline.way(one) is Way.IN:
            yield from derivation.timeline.on_spots(one, one.best.taken_at + derivation.setup.longest_stay)


def _by_plate(derivation: Derivation, passage: Passage) -> Iterator[Passage]:
    """Give a passage and its other end by the very same plate."""
    yield passage
    if other := derivation.timeline.entry_of(passage) or derivation.timeline.exit_of(passage):
        yield other


def _and_next_to(derivation: Derivation, passage: Passage) -> Iterator[Passage]:
    """Give a passage and those beside it whose visits tell whether it has another end."""
    yield passage
    if passage.way is not Way.HERE:
        yield from derivation.next_to(passage)
