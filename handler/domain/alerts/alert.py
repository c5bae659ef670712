"""An alert: that a vehicle of a watch list was seen at a place, and how sure that is by now."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Final

from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import Conflict
from handler.domain.lists.entry import ListEntry, Tolerance

WINDOW: Final = timedelta(minutes=5)
"""For so long before and after the first sighting an entry is told once at a place."""

LATE_AFTER: Final = timedelta(minutes=15)
"""What was seen longer ago is no news of now: a relay sends yesterday's photos, a person decides hours later."""

MOST_SIGHTINGS: Final = 50
"""Of one alert, so that its item stays small; the next sighting begins another alert."""

LONGEST_NOTE: Final = 500


class AlertState(StrEnum):
    """How sure an alert is, the surest first."""

    CONFIRMED = "confirmed"
    POSSIBLE = "possible"
    WITHDRAWN = "withdrawn"


class Because(StrEnum):
    """Why a sighting stands no more."""

    CORRECTED = "corrected"
    REJECTED = "rejected"
    IN_DOUBT = "in_doubt"
    DELETED = "deleted"
    NOT_LISTED = "not_listed"


@quick_dataclass(frozen=True, slots=True)
class Place:
    """Where a photo was taken.

    Attributes
    ----------
    camera_id, camera_name, site_id, site_name : str or None
        None for what nobody registered.
    zone : tzinfo
        Of the clocks there; UTC where nobody knows.
    """

    camera_id: str | None = None
    camera_name: str | None = None
    site_id: str | None = None
    site_name: str | None = None
    zone: tzinfo = UTC

    def key(self, owner: str) -> str:
        """Name the place at which an entry is told once: the site, else the camera, else who sent the photo."""
        return self.site_id or self.camera_id or f"by-{owner}"


@quick_dataclass(frozen=True, slots=True)
class AlertSighting:
    """One read that an alert rests on, or did.

    Attributes
    ----------
    read_id : str
    plate : str
        That hit the entry.
    state : AlertState
    tolerance : Tolerance
        How it hit.
    probability : float or None
        That the photo shows the entry's plate, 0-1; None where a person said what it shows.
    seen_at : datetime
        UTC.
    camera_id : str or None
    """

    read_id: str
    plate: str
    state: AlertState
    tolerance: Tolerance
    probability: float | None
    seen_at: datetime
    camera_id: str | None

    @property
    def stands(self) -> bool:
        """Whether it counts."""
        return self.state is not AlertState.WITHDRAWN


@quick_dataclass(frozen=True, slots=True)
class Acknowledgement:
    """That an operator looked at an alert, as it stood then.

    Attributes
    ----------
    by : str
        The operator's id.
    note : str
        May be empty.
    state : AlertState
        Which the operator saw.
    """

    by: str
    at: datetime
    note: str
    state: AlertState


@quick_dataclass(frozen=True, slots=True)
class Alert:
    """A vehicle of a watch list at a place, once a window.

    Attributes
    ----------
    alert_id : str
        Hexadecimal; the same whenever the same sighting begins it.
    entry : ListEntry
        As it was when the alert began.
    place_key : str
        Within which the entry is told once; see `Place.key`.
    site_id : str or None
    since : datetime
        When the vehicle of the first sighting was there, UTC.
    raised_at : datetime
        UTC.
    kept_until : datetime
        When it ends, UTC: with the last of its photos.
    is_late : bool
        Whether the vehicle was there long before it was raised.
    sightings : tuple of AlertSighting
        In the order in which they came; those of deleted photos are gone.
    because : Because or None
        Why the last of them to fall fell.
    acknowledged : Acknowledgement or None
    is_found_back : bool
        Whether the entry was added only after the vehicle of the first sighting was there.
    version : int
        Counts the changes, from 1.
    """

    alert_id: str
    entry: ListEntry
    place_key: str
    site_id: str | None
    since: datetime
    raised_at: datetime
    kept_until: datetime
    is_late: bool
    sightings: tuple[AlertSighting, ...]
    because: Because | None = None
    acknowledged: Acknowledgement | None = None
    is_found_back: bool = False
    version: int = 1

    @property
    def state(self) -> AlertState:
        """How sure it is: as sure as the surest of its sightings, withdrawn when none stands."""
        states = {one.state for one in self.sightings}
        return next((one for one in AlertState if one in states), AlertState.WITHDRAWN)

    @property
    def face(self) -> AlertSighting | None:
        """The sighting to show: the surest, the earliest of these; None when all photos were deleted."""
        order = list(AlertState)
        return min(self.sightings, key=lambda one: (order.index(one.state), one.seen_at), default=None)

    @property
    def standing_count(self) -> int:
        """How many sightings count."""
        return sum(one.stands for one in self.sightings)

    @property
    def is_full(self) -> bool:
        """Whether it takes no more sightings."""
        return len(self.sightings) >= MOST_SIGHTINGS

    @property
    def waits(self) -> bool:
        """Whether an operator is to look at it: nobody has, or it was only possible then."""
        if self.state is AlertState.WITHDRAWN:
            return False
        return self.acknowledged is None or self.acknowledged.state is not self.state is AlertState.CONFIRMED

    def seeing(self, sighting: AlertSighting, kept_until: datetime) -> Alert:
        """Count a sighting, or put it in the place of what was seen of the same read."""
        others = [one for one in self.sightings if one.read_id != sighting.read_id]
        mine = next((at for at, one in enumerate(self.sightings) if one.read_id == sighting.read_id), len(others))
        sightings = (*others[:mine], sighting, *others[mine:])
        return replace(self, sightings=sightings, kept_until=max(self.kept_until, kept_until))

    def withdrawing(self, read_id: str, because: Because) -> Alert:
        """Let a read count no more; what a deleted photo showed goes."""
        found = next((one for one in self.sightings if one.read_id == read_id), None)
        if found is None or (not found.stands and because is not Because.DELETED):
            return self
        fallen = replace(found, state=AlertState.WITHDRAWN)
        kept = tuple(fallen if one is found else one for one in self.sightings)
        if because is Because.DELETED:
            kept = tuple(one for one in kept if one is not fallen)
        return replace(self, sightings=kept, because=because if found.stands else self.because)


def alert_id_of(entry: ListEntry, place_key: str, read_id: str) -> str:
    """Name an alert by its entry, its place, and the sighting that begins its window."""
    return hashlib.sha256(f"{entry.entry_id}|{place_key}|{entry.plate}|{read_id}".encode()).hexdigest()[:32]


def acknowledged(alert: Alert, by: str, at: datetime, note: str, version: int) -> Alert:
    """Write down that an operator looked at an alert.

    Raises
    ------
    Conflict
        When it changed since the operator saw it.
    """
    if alert.version != version:
        raise Conflict("alert_changed")
    seen = Acknowledgement(by, at, note, alert.state)
    return replace(alert, acknowledged=seen, version=version + 1)
