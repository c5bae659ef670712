"""A sighting: that a camera saw a plate at a place and a time. What people say stands beside it.

It never changes, unless the photo's text is read anew by later rules: then what was read in it does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from typing import Final

from handler.domain.candidate import Candidate
from handler.domain.classes.quick import quick_dataclass
from handler.domain.judging.colour import ToldColour
from handler.domain.plate_search import fuzzy_keys
from handler.domain.sites.camera import CameraRole, Movement

LATE_FROM: Final = timedelta(minutes=5)
"""So much later than it was taken a photo arrives when its device had kept it."""

FILED_FROM: Final = 0.05
"""A candidate that is less probable than that is not looked up: it would cost more keys than it finds visits."""

_MOST_FILED: Final = 3


class Way(StrEnum):
    """Where a vehicle went when it was seen."""

    IN = "in"
    OUT = "out"
    UNTOLD = "untold"
    HERE = "here"


class Trust(IntEnum):
    """How far a plate is relied on, the least first."""

    IN_DOUBT = 0
    ACCEPTED = 1
    PERSON = 2


class Side(StrEnum):
    """Which end of the vehicles a camera sees."""

    FRONT = "front"
    REAR = "rear"


_BY_MOVEMENT: Final[Mapping[Movement | None, Way]] = {Movement.ENTERING: Way.IN, Movement.LEAVING: Way.OUT}
_BY_ROLE: Final[Mapping[CameraRole, Way]] = {
    CameraRole.ENTRY: Way.IN,
    CameraRole.EXIT: Way.OUT,
    CameraRole.BOTH: Way.UNTOLD,
    CameraRole.SPOT: Way.HERE,
}


@quick_dataclass(frozen=True, slots=True)
class Sighting:
    """What a camera saw of one vehicle in one photo, or what a person says to have seen.

    Attributes
    ----------
    sighting_id : str
        The read's: what is sent twice has the same one.
    gate : str
        Cameras that look at one lane share it; else the camera's id.
    role : CameraRole
        Of the camera when the photo was taken: a camera that is moved later changes nothing of it.
    movement : Movement or None
        By the camera's own word.
    candidates : tuple of Candidate
        Most probable first, at least one.
    trust : Trust
    taken_at, arrived_at : datetime
        UTC.
    is_time_told : bool
        Whether the camera told when; otherwise the arrival stands for it.
    is_retransmitted : bool
        Whether the device had kept it and sent it later.
    colour : ToldColour or None
        The bodywork's.
    side : Side or None
        None where nobody said.
    """

    sighting_id: str
    site_id: str
    gate: str
    camera_id: str
    role: CameraRole
    movement: Movement | None
    candidates: tuple[Candidate, ...]
    trust: Trust
    taken_at: datetime
    arrived_at: datetime
    is_time_told: bool = True
    is_retransmitted: bool = False
    colour: ToldColour | None = None
    side: Side | None = None

    @property
    def plate(self) -> str:
        """The likeliest."""
        return self.candidates[0].plate

    @property
    def way(self) -> Way:
        """Where it went: by the camera's word, else by what the camera is there for."""
        return _BY_MOVEMENT.get(self.movement) or _BY_ROLE[self.role]

    @property
    def is_late(self) -> bool:
        """Whether it came so late that others have been judged without it."""
        return self.is_retransmitted or self.arrived_at - self.taken_at >= LATE_FROM

    @property
    def keys(self) -> frozenset[str]:
        """The keys that it is filed and looked up under, those of its likely candidates."""
        likely = [one.plate for one in self.candidates[1:_MOST_FILED] if one.confidence >= FILED_FROM]
        return frozenset[str]().union(*map(fuzzy_keys, (self.plate, *likely)))


def read_as(sighting: Sighting, later: Sighting) -> Sighting:
    """Give a sighting with what a later reading of the same photo tells; where and when it was taken stays.

    Parameters
    ----------
    sighting : Sighting
        As it was kept.
    later : Sighting
        Of the same read, as it stands by now.
    """
    return replace(sighting, candidates=later.candidates, trust=later.trust, colour=later.colour)
