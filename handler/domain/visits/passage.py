"""A passage: all that was seen of one vehicle as it passed a gate once, or stood on a spot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Final, TypeVar

from handler.domain.candidate import Candidate
from handler.domain.judging.colour import ToldColour
from handler.domain.visits.asks import Ask, AskedBy
from handler.domain.visits.facts import Facts
from handler.domain.visits.likeness import likeness
from handler.domain.visits.setup import VisitSetup
from handler.domain.visits.sighting import Sighting, Trust, Way

_T = TypeVar("_T")

ONE_CAMERA: Final = timedelta(seconds=10)
"""Photos of one camera with plates that may be the same join within it."""

ONE_GATE: Final = timedelta(seconds=30)
"""Those of a gate's front and rear cameras: a long vehicle passes slowly."""

STANDING: Final = timedelta(minutes=2)
"""Photos of one camera with the very same plate, going the same way: a vehicle that waits at the barrier."""

LONGEST_STANDING: Final = timedelta(days=30)
"""Who stands on a spot whenever so much time is over, for all at the same moment, begins anew.

So what a photo asks for has an end, however long a vehicle is there.
"""

_BEGINNING: Final = datetime(2020, 1, 6, tzinfo=UTC)

ALIKE_FROM: Final = 0.002
"""From this likeness on two photos of one moment show one vehicle: one common misreading."""


@dataclass(frozen=True, eq=False)
class Passage:
    """One vehicle at one place. There is one object for each, so that they are the same or not, and never just equal.

    Attributes
    ----------
    sightings : tuple of Sighting
        By time; at least one. With the second plate of a vehicle, where its front and its rear show different ones.
    best : Sighting
        The one that is relied on most.
    other_plate : str or None
        What its rear shows where its front shows something else.
    """

    sightings: tuple[Sighting, ...]
    best: Sighting
    other_plate: str | None = None

    @cached_property
    def passage_id(self) -> str:
        """The id of the sighting that arrived first: what comes later does not change it."""
        return min((one.arrived_at, one.sighting_id) for one in self.sightings)[1]

    @cached_property
    def ids(self) -> frozenset[str]:
        """Of its sightings."""
        return frozenset(one.sighting_id for one in self.sightings)

    @property
    def at(self) -> datetime:
        """When it was first seen, UTC."""
        return self.sightings[0].taken_at

    @property
    def last_at(self) -> datetime:
        """When it was last seen, UTC."""
        return self.sightings[-1].taken_at

    @cached_property
    def order(self) -> tuple[datetime, str]:
        """What passages follow one another by: the moment of the best photo, by which it is found."""
        return self.best.taken_at, self.passage_id

    @property
    def way(self) -> Way:
        """Where it went, as far as the cameras tell."""
        return self.best.way

    @property
    def plate(self) -> str:
        """The best sighting's."""
        return self.best.plate

    @property
    def candidates(self) -> Sequence[Candidate]:
        """The best sighting's."""
        return self.best.candidates

    @property
    def trust(self) -> Trust:
        """How far its plate is relied on."""
        return self.best.trust

    @property
    def colour(self) -> ToldColour | None:
        """The bodywork's, as it was told most surely."""
        told = (one.colour for one in self.sightings if one.colour)
        return max(told, key=lambda one: (one.probability, one.name), default=None)


def passage_of(sighting: Sighting, facts: Facts, setup: VisitSetup) -> Passage:
    """Gather all that was seen of the vehicle of a sighting at that moment.

    Parameters
    ----------
    sighting : Sighting
    facts : Facts
    setup : VisitSetup

    Returns
    -------
    Passage
        The same one for each of its sightings.
    """
    own = _joined(sighting, facts, setup)
    other = _other_end(own, facts, setup)
    if other is None or _the_only(_other_ends(other, facts, setup)) is None:
        return Passage(own, _best(own))
    front, rear = sorted((own, other), key=lambda some: some[0].side or "")
    both = tuple(sorted((*own, *other), key=_by_time))
    return Passage(both, _best(front), _best(rear).plate)


def reach(sighting: Sighting, setup: VisitSetup) -> timedelta:
    """Tell how long before and after a sighting others may join it."""
    return setup.absent_after if sighting.way is Way.HERE else STANDING


def _joined(first: Sighting, facts: Facts, setup: VisitSetup) -> tuple[Sighting, ...]:
    found = {first.sighting_id: first}
    open_ones = [first]
    since = until = first.taken_at
    while open_ones:
        one = open_ones.pop()
        since, until = min(since, one.taken_at), max(until, one.taken_at)
        for other in _near(one, until - since, facts, setup):
            if other.sighting_id not in found and are_one(one, other, setup):
                found[other.sighting_id] = other
                open_ones.append(other)
    return tuple(sorted(found.values(), key=_by_time))


def _near(one: Sighting, seen_for: timedelta, facts: Facts, setup: VisitSetup) -> Sequence[Sighting]:
    """Give what may join a sighting; of who stands for long ever more is asked for: all of it is soon at hand."""
    within = reach(one, setup)
    near = Ask(AskedBy.GATE, one.gate, one.taken_at - within, one.taken_at + within)
    if one.way is Way.HERE and not facts.holds(near):
        wide = max(within, min(seen_for, LONGEST_STANDING))
        facts.asked(AskedBy.GATE, one.gate, one.taken_at - wide, one.taken_at + wide)
    return facts.asked(*near)


def are_one(first: Sighting, second: Sighting, setup: VisitSetup) -> bool:
    """Tell whether two sightings at a gate are of one vehicle that passes once."""
    if first.way is not second.way or _term(first) != _term(second):
        return False
    apart = abs(second.taken_at - first.taken_at)
    is_one_camera = first.camera_id == second.camera_id
    if first.plate == second.plate and is_one_camera and first.way is not Way.UNTOLD:
        return apart <= reach(first, setup)
    return apart <= (ONE_CAMERA if is_one_camera else ONE_GATE) and are_alike(first, second)


def _term(sighting: Sighting) -> int:
    return (sighting.taken_at - _BEGINNING) // LONGEST_STANDING if sighting.way is Way.HERE else 0


def are_alike(first: Sighting, second: Sighting) -> bool:
    """Tell whether two photos may show one plate."""
    both_said = first.trust is second.trust is Trust.PERSON
    return likeness(first.candidates, second.candidates, may_misread=not both_said) >= ALIKE_FROM


def _other_end(own: Sequence[Sighting], facts: Facts, setup: VisitSetup) -> tuple[Sighting, ...] | None:
    """Find what the camera at the other end saw meanwhile, if that is one vehicle, with a plate that is not alike."""
    return _the_only(_other_ends(own, facts, setup))


def _other_ends(own: Sequence[Sighting], facts: Facts, setup: VisitSetup) -> set[tuple[Sighting, ...]]:
    side = _the_only({one.side for one in own})
    if side is None:
        return set()
    near = facts.asked(AskedBy.GATE, own[0].gate, own[0].taken_at - ONE_GATE, own[-1].taken_at + ONE_GATE)
    beside = [one for one in near if one.way is own[0].way and one.side not in (side, None)]
    found = {_joined(one, facts, setup) for one in beside}
    return {some for some in found if len({one.side for one in some}) == 1}


def _the_only(found: Iterable[_T]) -> _T | None:
    some = list(found)
    return some[0] if len(some) == 1 else None


def _best(sightings: Iterable[Sighting]) -> Sighting:
    return max(sightings, key=lambda one: (one.trust, one.candidates[0].confidence, one.sighting_id))


def _by_time(one: Sighting) -> tuple[datetime, str]:
    return one.taken_at, one.sighting_id
