"""What a fact changes: the facts around it are asked for until none is missing, and the visits of these are derived."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import datetime

from handler.domain.classes.quick import quick_dataclass
from handler.domain.visits.asks import Ask
from handler.domain.visits.derive import Derivation
from handler.domain.visits.facts import Decision, Fact, Facts
from handler.domain.visits.setup import VisitSetup
from handler.domain.visits.sighting import Sighting
from handler.domain.visits.visit import Visit
from handler.domain.visits.window import Glance, Touched, alone_of, glanced, touched


@quick_dataclass(frozen=True, slots=True)
class Variant:
    """A state in which a fact was, or is.

    Attributes
    ----------
    facts : tuple of Fact
        What is known in it of the sightings that the fact names.
    fact : Fact
        Whose surroundings may change.
    """

    facts: tuple[Fact, ...]
    fact: Fact


@quick_dataclass(frozen=True, slots=True)
class News:
    """What has changed.

    Attributes
    ----------
    variants : tuple of Variant
        As it was, and as it is: the visits around both are derived.
    stands : tuple of Fact
        What is known by now of the sightings that the fact names.
    own : frozenset of str
        The sightings of which nothing counts but what stands here, whatever lies among the facts that are asked for.
    """

    variants: tuple[Variant, ...]
    stands: tuple[Fact, ...]
    own: frozenset[str]


@quick_dataclass(frozen=True, slots=True)
class Gathered:
    """What follows from the facts.

    Attributes
    ----------
    derived : mapping of str to Visit
        By id.
    ids : frozenset of str
        Of these, and of all sightings around: what is kept under one of them and is not derived is none any more.
    touched : mapping of str to Visit
        By id, those to which the fact makes a difference, as they are in one of its states or without it.
    alone : frozenset of str
        The sightings that have to be found by all their keys (`handler.domain.visits.window.alone_of`).
    """

    derived: Mapping[str, Visit]
    ids: frozenset[str]
    touched: Mapping[str, Visit]
    alone: frozenset[str]


def gathered(
    answering: Callable[[Collection[Ask]], Iterable[Fact]], news: News, setup: VisitSetup, now: datetime
) -> Gathered:
    """Derive what a fact changes.

    Parameters
    ----------
    answering : callable
        Gives the facts that are asked for.
    news : News
    setup : VisitSetup
    now : datetime
        UTC.

    Returns
    -------
    Gathered
    """
    facts: set[Fact] = set()
    answered: list[Ask] = []
    while True:
        around = [_around(_known(facts, news, one.facts, answered), one.fact, setup, now) for one in news.variants]
        asks = frozenset(ask for one in around for ask in one.missing)
        if not asks:
            visits = [visit for one in around if one.change for visit in _both(one.change)]
            known = _known(facts, news, news.stands, answered)
            names = sorted({name for visit in visits for name in visit.sighting_ids})
            derivation = Derivation(known, setup, now)
            derived, alone = derivation.visits_of(names), alone_of(derivation, names)
            asks = known.missing
            if not asks:
                differing = {name: one for each in around if each.change for name, one in _differing(each.change)}
                # A visit has the id of one of its sightings: any of these may be kept as one by older facts.
                return Gathered(derived, frozenset({*derived, *names, *news.own}), differing, alone)
        facts.update(answering(asks))
        answered += asks


def looked_at(
    answering: Callable[[Collection[Ask]], Iterable[Fact]], news: News, setup: VisitSetup, now: datetime
) -> Glance:
    """Look at what a fact touches by the very same plate, to know what to begin with.

    Parameters
    ----------
    answering : callable
        Gives the facts that are asked for.
    news : News
    setup : VisitSetup
    now : datetime
        UTC.

    Returns
    -------
    Glance
    """
    facts: set[Fact] = set()
    answered: list[Ask] = []
    while True:
        known = [(_known(facts, news, one.facts, answered), one.fact) for one in news.variants]
        found = [glanced(some, fact, setup, now) for some, fact in known]
        asks = frozenset(ask for some, _ in known for ask in some.missing)
        if not asks:
            some = [one for one in found if one]
            ids = (news.own, *(one.ids for one in some))
            return Glance(frozenset().union(*ids), frozenset().union(*(one.alone for one in some)))
        facts.update(answering(asks))
        answered += asks


@quick_dataclass(frozen=True, slots=True)
class _Around:
    change: Touched | None
    missing: frozenset[Ask]


def _around(known: Facts, fact: Fact, setup: VisitSetup, now: datetime) -> _Around:
    change = touched(known, fact, setup, now)
    return _Around(change, known.missing if change is None else frozenset())


def _both(change: Touched) -> Iterator[Visit]:
    yield from change.before.values()
    yield from change.after.values()


def _differing(change: Touched) -> Iterator[tuple[str, Visit]]:
    before, after = change
    for name, one in {**before, **after}.items():
        if before.get(name) != after.get(name):
            yield name, one


def _known(facts: Iterable[Fact], news: News, own: Iterable[Fact], answered: Iterable[Ask]) -> Facts:
    others = (one for one in facts if not (isinstance(one, Sighting | Decision) and one.sighting_id in news.own))
    return Facts([*others, *own], answered)
