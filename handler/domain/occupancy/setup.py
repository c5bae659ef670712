"""What administrators set for the parking at a site."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import field, replace
from datetime import timedelta
from typing import Final

from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import InvalidRequest
from handler.domain.lists.hours import text_of
from handler.domain.occupancy.count import MOST_SPACES
from handler.domain.occupancy.resets import ResetSchedule
from handler.domain.sites.texts import LONGEST_NAME, plain_text
from handler.domain.visits.rules import SiteRules
from handler.domain.visits.setup import VisitSetup
from handler.domain.visits.sighting import Side

LONGEST_VISIT_DAYS: Final = 366
"""Longer stays are not followed: what was seen is kept for no longer."""

LONGEST_ABSENCE_MINUTES: Final = 7 * 24 * 60
MOST_GATES: Final = 50
FEWEST_AT_A_GATE: Final = 2
MOST_AT_A_GATE: Final = 8


@quick_dataclass(frozen=True, slots=True)
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


@quick_dataclass(frozen=True, slots=True)
class Gate:
    """A lane that several cameras look at: what they see at one moment is one vehicle."""

    name: str
    cameras: tuple[GateCamera, ...]

    def checked(self) -> Gate:
        """Tidy it up; raises InvalidRequest when it has no name, or as many cameras as no gate has."""
        name = plain_text("gates", self.name, LONGEST_NAME)
        if not name:
            raise InvalidRequest("gates: give each gate a name that people know it by, such as North gate.")
        if not FEWEST_AT_A_GATE <= len(self.cameras) <= MOST_AT_A_GATE:
            raise InvalidRequest(
                f"gates: {name} has {len(self.cameras)} cameras. Give it {FEWEST_AT_A_GATE} to {MOST_AT_A_GATE}; a "
                "camera that looks at a gate alone needs none here."
            )
        return replace(self, name=name)

    def as_text(self) -> str:
        """Write it down in words."""
        cameras = (f"{one.camera_id} {one.side.value}" if one.side else one.camera_id for one in self.cameras)
        return f"{self.name}: {', '.join(cameras)}"


@quick_dataclass(frozen=True, slots=True)
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

    def checked(self, cameras_there: Collection[str]) -> ParkingSetup:
        """Tidy it up.

        Parameters
        ----------
        cameras_there : collection of str
            The ids of the site's cameras.

        Raises
        ------
        InvalidRequest
            When something of it has no meaning, or a gate's camera is not at the site.
        """
        _check_number("spaces", self.spaces, 0, MOST_SPACES)
        _check_number("longest_visit_days", self.longest_visit_days, 1, LONGEST_VISIT_DAYS)
        _check_number("absent_minutes", self.absent_minutes, 1, LONGEST_ABSENCE_MINUTES)
        if self.reset:
            _check_number("reset", self.reset.count, 0, MOST_SPACES)
        reset = self.reset.checked() if self.reset else None
        return replace(self, rules=self.rules.checked(), reset=reset, gates=_checked_gates(self.gates, cameras_there))

    def as_text(self) -> Mapping[str, str]:
        """Write each part down in words, by its name."""
        rules = self.rules
        return {
            "is_followed": "yes" if self.is_followed else "no",
            "spaces": _number(self.spaces),
            "free_minutes": _number(rules.free_minutes),
            "longest_minutes": _number(rules.longest_minutes),
            "grace_minutes": _number(rules.grace_minutes),
            "hours": text_of(rules.hours) or "always",
            "longest_visit_days": _number(self.longest_visit_days),
            "absent_minutes": _number(self.absent_minutes),
            "reset": self.reset.as_text() if self.reset else "none",
            "gates": "; ".join(one.as_text() for one in self.gates) or "none",
        }


def _number(number: int | None) -> str:
    return "none" if number is None else str(number)


def _check_number(name: str, number: int | None, least: int, most: int) -> None:
    if number is not None and not least <= number <= most:
        raise InvalidRequest(f"{name}: give a number, {least} to {most:,}.")


def _checked_gates(gates: tuple[Gate, ...], cameras_there: Collection[str]) -> tuple[Gate, ...]:
    if len(gates) > MOST_GATES:
        raise InvalidRequest(f"gates: these are {len(gates)}; {MOST_GATES} are the most.")
    tidy = tuple(one.checked() for one in gates)
    if name := _repeated(one.name.casefold() for one in tidy):
        raise InvalidRequest(f"gates: two are called {name}. Give each a name of its own.")
    named = [camera.camera_id for gate in tidy for camera in gate.cameras]
    if strange := next((one for one in named if one not in cameras_there), None):
        raise InvalidRequest(f"gates: camera {strange} is not at this site, or was removed. Take it out of its gate.")
    if twice := _repeated(named):
        raise InvalidRequest(f"gates: camera {twice} stands at a gate twice, or at two. A camera looks at one gate.")
    return tidy


def _repeated(names: Iterable[str]) -> str | None:
    return next((name for name, times in Counter(names).items() if times > 1), None)
