"""What administrators set for the parking at a site."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from handler.domain.occupancy.resets import ResetSchedule
from handler.domain.visits.rules import SiteRules
from handler.domain.visits.setup import VisitSetup
from handler.domain.visits.sighting import Side

LONGEST_VISIT_DAYS: Final = 366
"""Longer stays are not followed: what was seen is kept for no longer."""


@dataclass(frozen=True, slots=True)
class GateCamera:
    """A camera of a gate that several look at.

    Attributes
    ----------
    camera_id : str
    side : Side or None
        Which end of the vehicles it sees; None where it does not matter.
    """

    camera_id: str
    side: Side | None = None


@dataclass(frozen=True, slots=True)
class Gate:
    """A lane that several cameras look at: what they see at one moment is one vehicle."""

    name: str
    cameras: tuple[GateCamera, ...]


@dataclass(frozen=True, slots=True)
class ParkingSetup:
    """How parking at a site is followed.

    Attributes
    ----------
    is_followed : bool
        Whether visits are made from what its cameras see.
    spaces : int or None
        How many vehicles it has room for; None while nobody said.
    rules : SiteRules
    longest_visit_days : int
        After so long without having been seen leaving a vehicle is taken to have left unseen.
    absent_minutes : int
        After so long a vehicle on a watched spot that is not seen any more has gone.
    reset : ResetSchedule or None
        When the count is set anew by itself.
    gates : tuple of Gate
        Those that several cameras look at; any other camera is a gate of its own.
    version : int
        Counts the changes; 0 while nobody has set anything.
    """

    is_followed: bool = True
    spaces: int | None = None
    rules: SiteRules = field(default_factory=SiteRules)
    longest_visit_days: int = 30
    absent_minutes: int = 30
    reset: ResetSchedule | None = None
    gates: tuple[Gate, ...] = ()
    version: int = 0

    @property
    def visits(self) -> VisitSetup:
        """What counts when visits are derived, of a site that stands."""
        return VisitSetup(
            longest_stay=timedelta(days=self.longest_visit_days), absent_after=timedelta(minutes=self.absent_minutes)
        )
