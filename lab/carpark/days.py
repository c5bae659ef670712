"""Days at a car park: who comes, who stays how long, and what its cameras make of it."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Final

from handler.domain.candidate import Candidate
from handler.domain.sites.camera import CameraRole
from handler.domain.visits.sighting import Sighting, Trust
from lab.carpark.plates import a_plate, countries_of, misread, one_of_series, read

START: Final = datetime(2026, 3, 23, tzinfo=UTC)
"""A Monday at midnight."""

ARRIVALS_A_DAY: Final = 1000
REGULARS: Final = 0.3
"""Share of the visits by vehicles that come again and again."""

_REGULARS_A_DAY: Final = 1.2
"""So many vehicles are regulars, for each visit that regulars make in a day."""

ACCEPTED_FROM: Final = 0.9
"""A confidence from which on a read goes to no person."""

_BY_HOUR: Final = (1, 1, 1, 1, 2, 5, 15, 45, 60, 50, 45, 45, 50, 45, 40, 40, 45, 50, 40, 30, 20, 12, 6, 3)
"""How many come in each hour, beside the others."""

_BETWEEN: Final = timedelta(minutes=10)
"""A vehicle does not come again sooner than that after it left."""


@dataclass(frozen=True, slots=True)
class Rates:
    """How often something goes wrong.

    Attributes
    ----------
    misread : float
        Share of the photos in which another plate is read.
    missed : float
        Share of the passages of which there is no photo.
    late : float
        Share of the photos that arrive hours late.
    sent_again : float
        Share of the photos that come twice, half of them under another name.
    """

    misread: float = 0.08
    missed: float = 0.03
    late: float = 0.02
    sent_again: float = 0.01


@dataclass(frozen=True, slots=True)
class TrueVisit:
    """A visit as it was."""

    number: int
    plate: str
    came_at: datetime
    left_at: datetime


@dataclass
class Days:
    """What happened, and what cameras saw of it.

    Attributes
    ----------
    sightings : list of Sighting
        As they arrive.
    visit_by_sighting : dict of str to int
        The number of the visit that a sighting is of.
    """

    visits: list[TrueVisit]
    sightings: list[Sighting] = field(default_factory=list)
    visit_by_sighting: dict[str, int] = field(default_factory=dict)

    @property
    def days(self) -> int:
        """How many days anybody comes."""
        return math.ceil((max(one.came_at for one in self.visits) - START) / timedelta(days=1))


def drawn_days(visits: int, seed: int, rates: Rates, *, one_series: bool = False) -> Days:
    """Draw a car park of its own for each seed: its country, its guests, its visits and photos.

    Parameters
    ----------
    visits, seed : int
    rates : Rates
    one_series : bool
        Whether all plates are of one series of 30,000, so that most have look-alikes: the hardest.

    Returns
    -------
    Days
    """
    chance = Random(seed)
    countries = countries_of(chance)
    drawn = (lambda: one_of_series(chance)) if one_series else (lambda: a_plate(countries, chance))
    days = Days(list(_visits(visits, drawn, chance)))
    for one in days.visits:
        for role, at in ((CameraRole.ENTRY, one.came_at), (CameraRole.EXIT, one.left_at)):
            if chance.random() >= rates.missed:
                for sighting in _photos(one, role, at, rates, chance):
                    days.sightings.append(sighting)
                    days.visit_by_sighting[sighting.sighting_id] = one.number
    days.sightings.sort(key=lambda one: (one.arrived_at, one.sighting_id))
    return days


def _visits(count: int, drawn: Callable[[], str], chance: Random) -> Iterator[TrueVisit]:
    fleet = [drawn() for _ in range(round(ARRIVALS_A_DAY * REGULARS * _REGULARS_A_DAY))]
    free_from: dict[str, datetime] = {}
    for number, came_at in enumerate(_arrivals(count, chance)):
        here = [one for one in chance.sample(fleet, 20) if free_from.get(one, START) <= came_at]
        plate = here[0] if here and chance.random() < REGULARS else _new_plate(drawn, free_from)
        left_at = came_at + _stay(chance)
        free_from[plate] = left_at + _BETWEEN
        yield TrueVisit(number, plate, came_at, left_at)


def _new_plate(drawn: Callable[[], str], taken: Collection[str]) -> str:
    plate = drawn()
    while plate in taken:
        plate = drawn()
    return plate


def _arrivals(count: int, chance: Random) -> list[datetime]:
    hours = chance.choices(range(24), _BY_HOUR, k=count)
    days = max(1, round(count / ARRIVALS_A_DAY))
    times = (
        timedelta(days=number * days // count, hours=hour, seconds=chance.uniform(0, 3600))
        for number, hour in enumerate(hours)
    )
    return sorted(START + one for one in times)


def _stay(chance: Random) -> timedelta:
    """Draw how long somebody stays: two hours mostly, a working day, or some days."""
    kind = chance.random()
    if kind < 0.7:
        hours = chance.lognormvariate(math.log(1.5), 0.8)
    elif kind < 0.95:
        hours = max(0.5, chance.gauss(8.5, 1.0))
    else:
        hours = chance.uniform(20, 120)
    return timedelta(hours=hours)


def _photos(visit: TrueVisit, role: CameraRole, at: datetime, rates: Rates, chance: Random) -> Iterator[Sighting]:
    is_misread, is_late = chance.random() < rates.misread, chance.random() < rates.late
    candidates = misread(visit.plate, chance) if is_misread else _right(visit.plate)
    held_up = timedelta(hours=chance.uniform(1, 12)) if is_late else timedelta(seconds=chance.uniform(1, 5))
    is_sure = candidates[0].confidence >= ACCEPTED_FROM
    gate = f"{role.value}-{chance.randint(1, 2)}"
    photo = Sighting(
        sighting_id=f"{visit.number}-{role.value}",
        site_id="site-1",
        gate=gate,
        camera_id=gate,
        role=role,
        movement=None,
        candidates=candidates,
        trust=Trust.ACCEPTED if is_sure else Trust.IN_DOUBT,
        taken_at=at,
        arrived_at=at + held_up,
    )
    yield photo
    if chance.random() < rates.sent_again:
        yield _sent_again(photo, chance)


def _sent_again(photo: Sighting, chance: Random) -> Sighting:
    """Let a photo come once more: by its own name, which changes nothing, or by another one."""
    if chance.random() < 0.5:
        return photo
    later = timedelta(minutes=chance.uniform(1, 120))
    name = f"{photo.sighting_id}-again"
    return replace(photo, sighting_id=name, arrived_at=photo.arrived_at + later, is_retransmitted=True)


def _right(plate: str) -> tuple[Candidate, ...]:
    """Give what a photo gives in which the plate itself is read first."""
    found = read(plate)
    return found if found[0].plate == plate else (Candidate(plate, 0.9), *found)
