"""Who comes and goes when, drawn before anything is sent: the same seed gives the same day."""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Final

EVERY: Final = timedelta(seconds=90)
"""How much time lies between two vehicles that come, on average."""

LEAST_EVERY_SECONDS: Final = 4.0
"""The same by a wall clock: photos are really read, which takes its time."""

REGULARS: Final = 6
_BY_REGULARS: Final = 0.3
_OVERSTAYS: Final = 0.08
_DIRTY: Final = 0.08
_LEAVES_UNSEEN: Final = 0.05
_AWAY_FOR: Final = timedelta(minutes=3)
FREE_MINUTES: Final = 30
"""So long vehicles may stay; most leave sooner."""

_USUAL_MINUTES: Final = 9.0
_LONGEST_USUAL_MINUTES: Final = FREE_MINUTES - 5


@dataclass(frozen=True, slots=True)
class Seen:
    """That a vehicle passes a camera, or leaves and no camera sees it.

    Attributes
    ----------
    after : timedelta
        Since the beginning.
    is_coming : bool
    plate : str
    is_dirty : bool
        Whether mud hides a part of the plate.
    is_unseen : bool
    overstays : bool
        Whether the vehicle stays too long, by its plan.
    """

    after: timedelta
    is_coming: bool
    plate: str
    is_dirty: bool = False
    is_unseen: bool = False
    overstays: bool = False


def drawn_plan(minutes: float, every: timedelta, a_plate: Callable[[], str], chance: Random) -> list[Seen]:
    """Draw who passes, by time.

    Parameters
    ----------
    minutes : float
        How long; who has not left by then stays inside.
    every : timedelta
        Between two vehicles that come, on average.
    a_plate : callable
        Makes one up.
    chance : Random

    Returns
    -------
    list of Seen
    """
    end = timedelta(minutes=minutes)
    regulars = list(dict.fromkeys(a_plate() for _ in range(REGULARS)))
    free_from = dict.fromkeys(regulars, timedelta(0))
    passages: list[Seen] = []
    for at in _arrivals(end, every, chance):
        plate = _who(at, free_from, a_plate, chance)
        # The first one in any case, so that it shows as too long before the end of an hour.
        overstays = chance.random() < _OVERSTAYS or not passages
        leaves_at = at + _stay(chance, overstays=overstays)
        free_from[plate] = leaves_at + _AWAY_FOR
        for moment, is_coming in ((at, True), (leaves_at, False)):
            is_dirty, is_unseen = chance.random() < _DIRTY, not is_coming and chance.random() < _LEAVES_UNSEEN
            passages.append(Seen(moment, is_coming, plate, is_dirty, is_unseen, overstays))
    return sorted((one for one in passages if one.after <= end), key=lambda one: (one.after, one.plate))


def every_at(speed: float) -> timedelta:
    """Tell how much time lies between two vehicles when it goes so many times as fast: no more than can be read."""
    return max(EVERY, timedelta(seconds=LEAST_EVERY_SECONDS * speed))


def _arrivals(end: timedelta, every: timedelta, chance: Random) -> Iterator[timedelta]:
    at = timedelta(seconds=5)
    while at <= end:
        yield at
        at += max(timedelta(seconds=12), every * chance.expovariate(1.0))


def _who(at: timedelta, free_from: dict[str, timedelta], a_plate: Callable[[], str], chance: Random) -> str:
    here = heapq.nsmallest(1, ((free, plate) for plate, free in free_from.items() if free <= at))
    if here and chance.random() < _BY_REGULARS:
        return here[0][1]
    plate = a_plate()
    while plate in free_from:
        plate = a_plate()
    return plate


def _stay(chance: Random, *, overstays: bool) -> timedelta:
    if overstays:
        return timedelta(minutes=FREE_MINUTES + chance.uniform(15, 45))
    minutes = chance.lognormvariate(math.log(_USUAL_MINUTES), 0.5)
    return timedelta(minutes=min(max(minutes, 1.0), _LONGEST_USUAL_MINUTES))
