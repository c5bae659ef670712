"""What a photo asks the table for when its visit is derived, and whether that is enough."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from random import Random
from statistics import fmean
from typing import NamedTuple

from handler.domain.visits.asks import Ask
from handler.domain.visits.derive import Derivation
from handler.domain.visits.facts import Fact, Facts
from handler.domain.visits.setup import VisitSetup
from handler.domain.visits.sighting import Sighting
from handler.domain.visits.window import Touched, touched
from lab.carpark.days import Days


class Windows(NamedTuple):
    """What some photos asked for.

    Attributes
    ----------
    photos : int
        Each of which came last, after all others.
    queries, most_queries : float
        For a photo, on average and at most.
    rounds : float
        How often was asked, on average: the queries of one round can go at once.
    sightings : float
        That were fetched, on average, those that came more than once counted once.
    are_right : bool
        Whether every visit came out as if all facts had been at hand.
    """

    photos: int
    queries: float
    most_queries: int
    rounds: float
    sightings: float
    are_right: bool


class _Window(NamedTuple):
    queries: int
    rounds: int
    sightings: int
    is_right: bool


def windows(days: Days, photos: int, seed: int, setup: VisitSetup) -> Windows:
    """Take some photos as the last ones to come, derive what each touches, and compare.

    Parameters
    ----------
    days : Days
    photos : int
    seed : int
        That chooses them.
    setup : VisitSetup

    Returns
    -------
    Windows
    """
    store, now = Facts(days.sightings), max(one.taken_at for one in days.sightings)
    everything = Derivation(store, setup, now)
    found = [_window(one, store, everything, now) for one in Random(seed).sample(days.sightings, photos)]
    return Windows(
        photos,
        fmean(one.queries for one in found),
        max(one.queries for one in found),
        fmean(one.rounds for one in found),
        fmean(one.sightings for one in found),
        all(one.is_right for one in found),
    )


def _window(last: Sighting, store: Facts, everything: Derivation, now: datetime) -> _Window:
    known, queries, rounds = Facts(store.named(last), ()), 0, 0
    while (change := touched(known, last, everything.setup, now)) is None:
        asks = frozenset(known.missing)
        queries, rounds = queries + len(asks), rounds + 1
        known = known.with_more(_fetched(store, asks), asks)
    return _Window(queries, rounds, len(known.sightings), _is_right(change, last, everything))


def _fetched(store: Facts, asks: Iterable[Ask]) -> Sequence[Fact]:
    return [fact for ask in asks for fact in store.about(ask)]


def _is_right(change: Touched, last: Sighting, everything: Derivation) -> bool:
    names = {last.sighting_id, *(name for visit in change.after.values() for name in visit.sighting_ids)}
    return everything.visits_of(sorted(names)) == change.after
