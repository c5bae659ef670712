"""Sightings as items of the table of parking, and back. docs/data.md shows them.

A sighting has an item of its own, and a copy under each key and the gate that it is asked by: an Ask is one Query. All
of them are short, as each costs a write; so several values share a list.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from handler.adapters.dynamodb import items
from handler.adapters.dynamodb.values import from_moment, moment_at, number
from handler.domain.candidate import Candidate
from handler.domain.characters import fold
from handler.domain.classes.quick import quick_dataclass
from handler.domain.judging.colour import Colour, ToldColour
from handler.domain.sites.camera import CameraRole, Movement
from handler.domain.visits.asks import Ask, AskedBy
from handler.domain.visits.facts import Decision, Fact, Left, Parted, as_it_stands
from handler.domain.visits.sighting import Side, Sighting, Trust, read_as
from handler.service.ports.parking import SeenRead

_MOST_CANDIDATES: Final = 4
"""No more of them are compared (`handler.domain.visits.likeness`)."""

_AFTER_ALL_IDS: Final = "#~"

OWN: Final = "sighting#"
"""What the partitions begin with of sightings' own items."""


class Keys(StrEnum):
    """Under which keys a sighting lies."""

    ALL = "all"
    PLATE = "plate"
    BEGUN = "begun"
    """All; but some of its copies may still be missing."""


@quick_dataclass(frozen=True, slots=True)
class Filed:
    """What is kept of a sighting.

    Attributes
    ----------
    seen : SeenRead
    said : tuple of Parted or Left
        What people said of it beside its plate.
    revision : int
        Counts how often its own item was written, from 1: a copy gives way to a later one only.
    stale : frozenset of tuple
        Places (`places`) at which a copy may still lie that is none any more.
    keys : Keys
    """

    seen: SeenRead
    said: tuple[Parted | Left, ...] = ()
    revision: int = 1
    stale: frozenset[str] = frozenset()
    keys: Keys = Keys.ALL

    @property
    def places(self) -> frozenset[str]:
        """The partitions where its copies lie: of its gate, and of its plate as it stands, or of all its keys."""
        sighting = self.seen.sighting
        stands = as_it_stands(sighting, self.seen.decision)
        if stands is None:
            return frozenset()
        names = {fold(stands.plate)} if self.keys is Keys.PLATE else stands.keys
        keys = {partition(sighting.site_id, AskedBy.KEY, one) for one in names}
        return frozenset({partition(sighting.site_id, AskedBy.GATE, sighting.gate), *keys})

    @property
    def facts(self) -> Iterator[Fact]:
        """The sighting with all that was said of it."""
        yield self.seen.sighting
        if self.seen.decision:
            yield self.seen.decision
        yield from self.said

    def followed_by(self, seen: SeenRead, keys: Keys) -> Filed:
        """Put a later version in its place; what it is of its nature, such as where it was taken, stays as it was.

        What was read in it changes where later rules read it otherwise. What lies under all keys, or is about to, does
        so from then on.
        """
        sighting = read_as(self.seen.sighting, seen.sighting)
        filed = replace(self, seen=replace(seen, sighting=sighting))
        return self._next(replace(filed, keys=keys if self.keys is Keys.PLATE else self.keys))

    def under(self, keys: Keys) -> Filed:
        """File it under other keys."""
        return self._next(replace(self, keys=keys))

    def with_word(self, fact: Parted | Left) -> Filed:
        """Add what a person said; the same is said once."""
        return self if fact in self.said else self._next(replace(self, said=(*self.said, fact)))

    def _next(self, other: Filed) -> Filed:
        stale = (self.stale | self.places) - other.places
        return replace(other, revision=self.revision + 1, stale=frozenset(stale))


def sighting_key(sighting_id: str) -> dict[str, str]:
    """Key of a sighting's own item."""
    return {"pk": f"{OWN}{sighting_id}", "sk": "sighting"}


def partition(site_id: str, by: AskedBy, name: str) -> str:
    """Name the partition of the copies that lie at a gate, or under a key."""
    return f"{by.value}#{site_id}#{name}"


def copy_key(place: str, sighting: Sighting) -> dict[str, str]:
    """Key of a copy; they sort by when they were taken."""
    return {"pk": place, "sk": f"{items.to_text(sighting.taken_at)}#{sighting.sighting_id}"}


def between(ask: Ask) -> tuple[str, str]:
    """Give the sort keys between which the copies lie that an ask is for."""
    return items.to_text(ask.since), items.to_text(ask.until) + _AFTER_ALL_IDS


def from_filed(filed: Filed) -> items.Plain:
    """Make what a sighting's item and its copies have in common: all but the key."""
    seen, sighting = filed.seen, filed.seen.sighting
    colour, said = sighting.colour, seen.decision
    return {
        "seen": [
            sighting.sighting_id,
            sighting.site_id,
            sighting.gate,
            sighting.camera_id,
            sighting.role.value,
            sighting.movement.value if sighting.movement else None,
            sighting.side.value if sighting.side else None,
            int(sighting.trust),
            from_moment(sighting.taken_at),
            from_moment(sighting.arrived_at),
            sighting.is_time_told,
            sighting.is_retransmitted,
        ],
        "may_be": [[one.plate, number(one.confidence)] for one in sighting.candidates[:_MOST_CANDIDATES]],
        "colour": [colour.name.value, number(colour.probability)] if colour else None,
        "decided": [said.decision_id, said.plate, said.by, from_moment(said.at)] if said else None,
        "said": [_from_word(one) for one in filed.said] or None,
        "version": seen.version,
        "revision": filed.revision,
        "keys": filed.keys.value if filed.keys is not Keys.ALL else None,
        "expires_at_epoch_seconds": int(seen.kept_until.timestamp()),
    }


def to_filed(item: items.Plain) -> Filed:
    """Make of a sighting's item, or a copy of it, what it holds."""
    sighting = _to_sighting(item)
    decided = item.get("decided")
    decision = None
    if decided:
        name, plate, by, at = decided
        decision = Decision(name, sighting.sighting_id, plate, by, moment_at(at))
    seen = SeenRead(sighting, decision, int(item["version"]), _end(item))
    said = tuple(map(_to_word, item.get("said", ())))
    return Filed(seen, said, int(item["revision"]), frozenset(item.get("stale", ())), Keys(item.get("keys", Keys.ALL)))


def gone(sighting: Sighting, version: int, kept_until: datetime, revision: int) -> items.Plain:
    """Make the item that stands where a deleted sighting's stood; it holds no plate."""
    return {
        **sighting_key(sighting.sighting_id),
        "is_gone": True,
        "version": version,
        "revision": revision,
        "expires_at_epoch_seconds": int(kept_until.timestamp()),
    }


def _to_sighting(item: items.Plain) -> Sighting:
    name, site_id, gate, camera_id, role, movement, side, trust, taken, arrived, is_told, is_again = item["seen"]
    colour = item.get("colour")
    return Sighting(
        sighting_id=name,
        site_id=site_id,
        gate=gate,
        camera_id=camera_id,
        role=CameraRole(role),
        movement=Movement(movement) if movement else None,
        candidates=tuple(Candidate(plate, float(confidence)) for plate, confidence in item["may_be"]),
        trust=Trust(int(trust)),
        taken_at=moment_at(taken),
        arrived_at=moment_at(arrived),
        is_time_told=is_told,
        is_retransmitted=is_again,
        colour=ToldColour(Colour(colour[0]), float(colour[1])) if colour else None,
        side=Side(side) if side else None,
    )


def _from_word(fact: Parted | Left) -> list[Any]:
    if isinstance(fact, Left):
        return ["left", fact.sighting_id, from_moment(fact.left_at), fact.by, from_moment(fact.at)]
    return ["parted", fact.entry_id, fact.exit_id, fact.by, from_moment(fact.at)]


def _to_word(kept: list[Any]) -> Parted | Left:
    kind, one, other, by, at = kept
    return Left(one, moment_at(other), by, moment_at(at)) if kind == "left" else Parted(one, other, by, moment_at(at))


def _end(item: items.Plain) -> datetime:
    end = items.end_of(item)
    assert end is not None  # noqa: S101 (each is written with one)
    return end
