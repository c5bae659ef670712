"""What is made of the days at a car park, beside what happened there."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from random import Random
from statistics import fmean
from typing import NamedTuple

from handler.domain.occupancy.count import Anchor, counted
from handler.domain.occupancy.crossings import crossings_of
from handler.domain.visits.derive import Derivation
from handler.domain.visits.facts import Facts
from handler.domain.visits.setup import VisitSetup
from handler.domain.visits.sighting import Sighting
from handler.domain.visits.visit import Pairing, Visit
from lab.carpark.days import START, Days
from lab.carpark.windows import windows

_DAY = timedelta(days=1)


class Result(NamedTuple):
    """What became of a seed.

    Attributes
    ----------
    visits, both_seen : int
        That happened, and those of them with a photo at either end.
    pairs, likely, right : int
        Pairs that were made, those of them by likelihood, and those whose ends are of one visit.
    likely_right : int
    questions, answered : int
        That are asked, and those whose first suggestion is right.
    drift, worst_drift : float
        How far the gates' count is off at the end of a day that began right, as a share of the day's arrivals: on
        average and on the worst day.
    days, days_held, days_near : int
        Days, those at whose end the right count was within what the count says of itself, and those on which the drift
        was at most a hundredth of the arrivals.
    is_same_shuffled : bool
        Whether the same photos in another order give the same visits.
    queries, most_queries : float
        That a photo asks for, on average and at most, when what it touches is derived alone.
    are_windows_right : bool
        Whether that gave what deriving everything gives.
    seconds : float
        For deriving everything once.
    """

    seed: int
    visits: int
    both_seen: int
    pairs: int
    likely: int
    right: int
    likely_right: int
    questions: int
    answered: int
    drift: float
    worst_drift: float
    days: int
    days_held: int
    days_near: int
    is_same_shuffled: bool
    queries: float
    most_queries: float
    are_windows_right: bool
    seconds: float


NEAR = 0.01
"""Of a day's arrivals: how far the count may be off at its end."""

WINDOWS = 300
"""Photos whose windows are looked at, of each seed."""


def measured(days: Days, seed: int, setup: VisitSetup = VisitSetup()) -> Result:  # noqa: B008 (it never changes)
    """Derive the visits of a car park twice, and count.

    Parameters
    ----------
    days : Days
    seed : int
        That shuffles the photos for the second time.
    setup : VisitSetup

    Returns
    -------
    Result
    """
    started = time.process_time()
    found = _derived(days.sightings, setup)
    seconds = time.process_time() - started
    shuffled = list(days.sightings)
    Random(seed).shuffle(shuffled)
    pairs = [one for one in found.values() if one.pairing]
    likely = [one for one in pairs if one.pairing is Pairing.LIKELY]
    asked = [one for one in found.values() if one.question]
    alone = windows(days, min(WINDOWS, len(days.sightings)), seed, setup)
    counts = list(_counts(days, found))
    drifts = [abs(one.off) / one.arrivals for one in counts]
    return Result(
        seed=seed,
        visits=len(days.visits),
        both_seen=_both_seen(days),
        pairs=len(pairs),
        likely=len(likely),
        right=sum(_is_right(one, days) for one in pairs),
        likely_right=sum(_is_right(one, days) for one in likely),
        questions=len(asked),
        answered=sum(_is_answered(one, days) for one in asked),
        drift=fmean(drifts),
        worst_drift=max(drifts),
        days=len(counts),
        days_held=sum(abs(one.off) <= one.plus_minus for one in counts),
        days_near=sum(one <= NEAR for one in drifts),
        is_same_shuffled=found == _derived(shuffled, setup),
        queries=alone.queries,
        most_queries=alone.most_queries,
        are_windows_right=alone.are_right,
        seconds=seconds,
    )


def _derived(sightings: Iterable[Sighting], setup: VisitSetup) -> Mapping[str, Visit]:
    some = list(sightings)
    return Derivation(Facts(some), setup, max(one.taken_at for one in some)).all_visits()


def _both_seen(days: Days) -> int:
    ends = {(number, name.split("-")[1]) for name, number in days.visit_by_sighting.items()}
    return sum(count == 2 for count in Counter(number for number, _ in ends).values())


def _is_right(visit: Visit, days: Days) -> bool:
    return len({days.visit_by_sighting[one] for one in visit.sighting_ids}) == 1


def _is_answered(visit: Visit, days: Days) -> bool:
    if visit.question is None:
        return False
    first = visit.question.suggestions[0].entry.sighting_id
    return days.visit_by_sighting[first] == days.visit_by_sighting[visit.question.exit.sighting_id]


class _DayCount(NamedTuple):
    """How far the count was off at a day's end, how far it says that it may be, and how many vehicles came."""

    off: int
    plus_minus: int
    arrivals: int


def _counts(days: Days, found: Mapping[str, Visit]) -> Iterable[_DayCount]:
    """Count at the gates on each day, from the right number at midnight on."""
    crossings = [one for visit in found.values() for one in crossings_of(visit)]
    for day in range(days.days):
        since = START + day * _DAY
        count = counted(crossings, [Anchor(since, _inside(days, since))], since + _DAY)
        arrivals = sum(since < one.came_at <= since + _DAY for one in days.visits)
        yield _DayCount(count.vehicles - _inside(days, since + _DAY), count.plus_minus, max(arrivals, 1))


def _inside(days: Days, at: datetime) -> int:
    return sum(one.came_at <= at < one.left_at for one in days.visits)


def total(results: Sequence[Result]) -> Result:
    """Add up the seeds' results; of the drift and of queries the mean, and the most."""
    sums = {name: sum(getattr(one, name) for one in results) for name in Result._fields}
    return Result(
        **{
            **sums,
            "seed": -1,
            "drift": fmean(one.drift for one in results),
            "worst_drift": max(one.worst_drift for one in results),
            "queries": fmean(one.queries for one in results),
            "most_queries": max(one.most_queries for one in results),
            "are_windows_right": all(one.are_windows_right for one in results),
            "is_same_shuffled": all(one.is_same_shuffled for one in results),
        }
    )
