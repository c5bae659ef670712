"""Decides when a photo was taken: by the device's word where that can be, else by its arrival."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import MAXYEAR, UTC, datetime, timedelta, tzinfo
from enum import StrEnum
from statistics import median
from typing import Final

from handler.domain.cameras.said_time import SaidTime
from handler.domain.classes.quick import quick_dataclass
from handler.domain.upload import OLDEST_CAPTURE

AHEAD: Final = timedelta(minutes=2)
"""How much later than its arrival a photo may say that it was taken: two clocks are never quite the same."""

BEHIND: Final = timedelta(days=7)
"""How much earlier, for news. What a device kept in its memory meanwhile may be as old as any photo."""

FIRST_SET_YEAR: Final = 2001
"""Clocks that were never set begin at 1970 or at 2000."""

MEASURED: Final = 50
"""The last differences that tell how wrong a camera's clock is."""


class Derived(StrEnum):
    """How it was found out when a photo was taken."""

    DEVICE = "device"
    CAMERA_ZONE = "camera_zone"
    CAMERA_ZONE_TWICE = "camera_zone_twice"
    CAMERA_ZONE_SKIPPED = "camera_zone_skipped"
    ARRIVAL_NOT_SAID = "arrival_not_said"
    ARRIVAL_NOT_SET = "arrival_clock_not_set"
    ARRIVAL_AHEAD = "arrival_clock_ahead"
    ARRIVAL_BEHIND = "arrival_clock_behind"

    @property
    def is_told(self) -> bool:
        """Whether it is the device's word, and not the arrival."""
        return self in _TOLD


_TOLD: Final = frozenset({Derived.DEVICE, Derived.CAMERA_ZONE, Derived.CAMERA_ZONE_TWICE, Derived.CAMERA_ZONE_SKIPPED})

DERIVED_SENTENCES: Final = {
    Derived.DEVICE: "The camera's own time, told with its offset.",
    Derived.CAMERA_ZONE: "The camera's own time, in the time zone that was set for it.",
    Derived.CAMERA_ZONE_TWICE: "The camera's own time. The clocks went back, so that it came twice: the one that is "
    "nearer to the arrival.",
    Derived.CAMERA_ZONE_SKIPPED: "The camera's own time. The clocks had been put forward, and the camera's had not.",
    Derived.ARRIVAL_NOT_SAID: "When the photo arrived: the camera told no time.",
    Derived.ARRIVAL_NOT_SET: "When the photo arrived: the camera's clock is not set. Set it, best by NTP.",
    Derived.ARRIVAL_AHEAD: "When the photo arrived: the camera's clock is ahead. Check its time and its time zone.",
    Derived.ARRIVAL_BEHIND: "When the photo arrived: the camera's clock is days behind. Check its date.",
}


@quick_dataclass(frozen=True, slots=True)
class TakenAt:
    """When a photo was taken.

    Attributes
    ----------
    at : datetime
        UTC.
    derived : Derived
    difference_seconds : float or None
        Arrival less what the device said, for `ClockError`; None when that tells nothing of its clock: no time was
        said, the clock was never set, or the photo is no news.
    """

    at: datetime
    derived: Derived
    difference_seconds: float | None

    @property
    def is_told(self) -> bool:
        """Whether it is the device's word, and not the arrival."""
        return self.derived.is_told


def decide(said: SaidTime | None, zone: tzinfo, arrival: datetime, *, is_retransmitted: bool) -> TakenAt:
    """Decide when a photo was taken.

    Parameters
    ----------
    said : SaidTime or None
        The device's word.
    zone : tzinfo
        The camera's, as people set it.
    arrival : datetime
        Aware.
    is_retransmitted : bool
        Whether the device had kept it.

    Returns
    -------
    TakenAt
        The device's word when it is at most `AHEAD` of the arrival, and at most `BEHIND` it (as much as any photo,
        `OLDEST_CAPTURE`, when it was kept); else the arrival.
    """
    arrival = arrival.astimezone(UTC)
    if said is None:
        return TakenAt(arrival, Derived.ARRIVAL_NOT_SAID, None)
    if not FIRST_SET_YEAR <= said.at.year < MAXYEAR:
        return TakenAt(arrival, Derived.ARRIVAL_NOT_SET, None)
    at, derived = _in_utc(said.at, zone, arrival)
    late = arrival - at
    difference = None if is_retransmitted else late.total_seconds()
    if late < -AHEAD:
        return TakenAt(arrival, Derived.ARRIVAL_AHEAD, difference)
    if late > (OLDEST_CAPTURE if is_retransmitted else BEHIND):
        return TakenAt(arrival, Derived.ARRIVAL_BEHIND, difference)
    return TakenAt(at, derived, difference)


def _in_utc(at: datetime, zone: tzinfo, arrival: datetime) -> tuple[datetime, Derived]:
    if at.tzinfo is not None:
        return at.astimezone(UTC), Derived.DEVICE
    first, second = (at.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first == second:
        return first, Derived.CAMERA_ZONE
    if first < second:  # the clocks went back
        return min(first, second, key=lambda one: abs(arrival - one)), Derived.CAMERA_ZONE_TWICE
    return first, Derived.CAMERA_ZONE_SKIPPED  # by the offset before the clocks went forward, as the camera's still is


@quick_dataclass(frozen=True, slots=True)
class ClockError:
    """How wrong a camera's clock is.

    Attributes
    ----------
    differences_seconds : tuple of float
        Arrival less the device's word, oldest first, at most `MEASURED`.
    """

    differences_seconds: tuple[float, ...] = ()

    def with_another(self, difference_seconds: float | None) -> ClockError:
        """Add a difference, if one was measured, and drop what is too old."""
        if difference_seconds is None:
            return self
        return ClockError((*self.differences_seconds, difference_seconds)[-MEASURED:])

    @property
    def seconds(self) -> float | None:
        """The median: how much the clock is behind; below 0 when it is ahead. None while nothing was measured."""
        return _median(self.differences_seconds)


def _median(values: Sequence[float]) -> float | None:
    return median(values) if values else None
