"""The count of vehicles at a site: every vehicle that passes a gate, read or not, from the last known number on.

Visits have no say in it: that a visit lapses, or that two reads are paired, moves no vehicle. What visits do tell is
how many crossings nobody saw, and so how sure the count is.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from datetime import datetime
from typing import Final

from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import InvalidRequest
from handler.domain.visits.sighting import Way

MOST_SPACES: Final = 100_000
LONGEST_WHY: Final = 200

SURE_OF_95: Final = 1.96
"""Standard errors on either side that hold the right count 95 times of 100."""

UNREAD_VARIANCE: Final = 0.25
"""Of a photo without a plate: it may show a vehicle or none, either as likely."""

UNMATCHED_VARIANCE: Final = 1.0
"""Of an end without its other one: one crossing was missed, or a plate was misread at both."""


@quick_dataclass(frozen=True, slots=True)
class Crossing:
    """That a vehicle passed a gate.

    Attributes
    ----------
    crossing_id : str
        Of the passage: what is told twice counts once.
    camera_id : str
    way : Way
        In or out; others do not count.
    at : datetime
        When it was seen, UTC.
    is_read : bool
        Whether its plate was read.
    is_matched : bool
        False for an exit without its entry, and for an entry whose vehicle then came in again.
    """

    crossing_id: str
    camera_id: str
    way: Way
    at: datetime
    is_read: bool = True
    is_matched: bool = True


@quick_dataclass(frozen=True, slots=True)
class Tally:
    """What passed a gate, or all of them."""

    entered: int = 0
    left: int = 0
    unread: int = 0
    unmatched: int = 0

    def with_another(self, crossing: Crossing) -> Tally:
        """Count a crossing."""
        return Tally(
            self.entered + (crossing.way is Way.IN),
            self.left + (crossing.way is Way.OUT),
            self.unread + (not crossing.is_read),
            self.unmatched + (not crossing.is_matched),
        )

    def __add__(self, other: Tally) -> Tally:
        """Count both together."""
        return Tally(
            self.entered + other.entered,
            self.left + other.left,
            self.unread + other.unread,
            self.unmatched + other.unmatched,
        )

    def __sub__(self, other: Tally) -> Tally:
        """Count without what the other one counted."""
        return Tally(
            self.entered - other.entered,
            self.left - other.left,
            self.unread - other.unread,
            self.unmatched - other.unmatched,
        )

    @property
    def crossings(self) -> int:
        """All of them."""
        return self.entered + self.left

    @property
    def variance(self) -> float:
        """Of the count that it makes, in vehicles squared; never negative, whatever was taken back meanwhile."""
        return max(0.0, self.unread * UNREAD_VARIANCE + self.unmatched * UNMATCHED_VARIANCE)


@quick_dataclass(frozen=True, slots=True)
class Anchor:
    """A moment at which the count is known: because a person counted, or because it is set so by schedule.

    Attributes
    ----------
    at : datetime
        UTC. What was taken before its minute changes nothing after it, however late it comes.
    count : int
        Vehicles.
    by : str or None
        The person's id; None for the schedule.
    why : str
    passed : mapping of str to Tally
        What was known then to have passed each camera in that minute, by the camera's id: who counts has seen it.
    """

    at: datetime
    count: int
    by: str | None = None
    why: str = ""
    passed: Mapping[str, Tally] = field(default_factory=dict, hash=False)

    @property
    def counts_from(self) -> datetime:
        """From when on it counts what passes, UTC: sums are kept by the minute.

        Of its own one counts what was not known when it was set.
        """
        return minute_of(self.at)

    def checked(self) -> Anchor:
        """Tidy it up.

        Raises
        ------
        InvalidRequest
            When it is no count, or nobody says why.
        """
        why = " ".join(self.why.split())
        if not 0 <= self.count <= MOST_SPACES:
            raise InvalidRequest(f"count: give how many vehicles are there, 0 to {MOST_SPACES:,}.")
        if self.by is not None and not 0 < len(why) <= LONGEST_WHY:
            raise InvalidRequest(f"why: say in 1 to {LONGEST_WHY} characters why the count is set, such as: counted.")
        return replace(self, why=why)


@quick_dataclass(frozen=True, slots=True)
class Count:
    """How many vehicles are there, as well as is known.

    Attributes
    ----------
    vehicles : int
        Never below 0.
    plus_minus : int
        The right count is within so many of it, 95 times of 100, as far as what was missed shows at all.
    since : Anchor
        What it counts from.
    tally : Tally
        What passed since.
    """

    vehicles: int
    plus_minus: int
    since: Anchor
    tally: Tally

    def after(self, gone: Iterable[Crossing], come: Iterable[Crossing]) -> Count:
        """Count on, after some crossings turned out otherwise.

        Parameters
        ----------
        gone, come : iterable of Crossing
            As they were counted, and as they are. What was taken before the anchor changes nothing.

        Returns
        -------
        Count
        """
        before, now = (tallied(one for one in some if one.at >= self.since.counts_from) for some in (gone, come))
        return count_of(self.since, self.tally - before + now)


def counted(crossings: Iterable[Crossing], anchors: Iterable[Anchor], now: datetime) -> Count:
    """Count from the last anchor on, in whatever order the crossings came.

    Parameters
    ----------
    crossings : iterable of Crossing
        Those since the last anchor at least; the same one may come twice, as it stands last.
    anchors : iterable of Anchor
        At least one that is not after now; of several at one moment a person's counts.
    now : datetime
        UTC.

    Returns
    -------
    Count
    """
    past = [one for one in anchors if one.at <= now]
    since = max(past, key=lambda one: (one.at, one.by is not None, one.count))
    return count_of(since, tallied(one for one in crossings if since.counts_from <= one.at <= now))


def minute_of(at: datetime) -> datetime:
    """Give when the minute of a moment began."""
    return at.replace(second=0, microsecond=0)


def count_of(since: Anchor, tally: Tally) -> Count:
    """Count from an anchor on by what passed since."""
    vehicles = max(0, since.count + tally.entered - tally.left)
    return Count(vehicles, math.ceil(SURE_OF_95 * math.sqrt(tally.variance)), since, tally)


def tallied(crossings: Iterable[Crossing]) -> Tally:
    """Count crossings; the same one counts once."""
    tally = Tally()
    for one in {one.crossing_id: one for one in crossings}.values():
        tally = tally.with_another(one)
    return tally


def by_camera(crossings: Iterable[Crossing]) -> Mapping[str, Tally]:
    """Count by the camera: where crossings are unread or unmatched, a camera hangs badly."""
    found: dict[str, list[Crossing]] = {}
    for one in crossings:
        found.setdefault(one.camera_id, []).append(one)
    return {camera_id: tallied(some) for camera_id, some in found.items()}
