"""What others are told of reads and alerts, as events have it."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Final

from handler.domain.alerts.alert import Alert, AlertState, Place
from handler.domain.classes.quick import quick_dataclass
from handler.domain.events.event import Event, EventType
from handler.domain.logged import LoggedRead, ReadStatus

COUNTING: Final = frozenset({ReadStatus.ACCEPTED, ReadStatus.CONFIRMED, ReadStatus.CORRECTED})
"""What is relied on: the machine accepted it, or a person decided for it."""

READ_EVENTS: Final = frozenset({EventType.READ_ACCEPTED, EventType.READ_CORRECTED})
"""Told of reads, whether or not they hit an entry."""


@quick_dataclass(frozen=True, slots=True)
class Telling:
    """Who wants to be told what, and where people look at it.

    Attributes
    ----------
    wanted : frozenset of EventType
    web_origin : str
        Without a slash at its end.
    """

    wanted: frozenset[EventType]
    web_origin: str


@quick_dataclass(frozen=True, slots=True)
class Occasion:
    """What made an alert change.

    Attributes
    ----------
    read : LoggedRead
        As it stands now, or stood last.
    is_deleted : bool
        Whether it went with its photo; its plate is told no more then.
    at : datetime
        UTC.
    place : Place
    kept_until : datetime
        How long it is kept that it was told, UTC.
    """

    read: LoggedRead
    is_deleted: bool
    at: datetime
    place: Place
    kept_until: datetime

    @property
    def version(self) -> str:
        """Name the read's state among all that it was ever in."""
        return "deleted" if self.is_deleted else str(self.read.version)


def told_of_read(
    before: LoggedRead | None, after: LoggedRead | None, at: datetime, place: Place, telling: Telling
) -> Event | None:
    """Tell that a read is relied on from now on, or otherwise than before; None where nobody has to know.

    A read that is relied on no more, rejected or put back into doubt, is told as corrected to nothing: so whoever was
    told of it once can undo it. Deleting a photo takes nothing back that was said of it.
    """
    read_type = None if after is None else _type_of(_relied_on(before), _relied_on(after), after)
    if after is None or read_type not in telling.wanted:
        return None
    relied = _relied_on(after)
    data: dict[str, object] = {**read_data(after, place, telling), "plate": relied[0] if relied else None}
    if read_type is EventType.READ_CORRECTED:
        stood = _relied_on(before) or (after.plate, after.region)
        data |= {"from_plate": stood[0], "from_region": stood[1]}
        data |= {"to_plate": relied[0] if relied else None, "to_region": relied[1] if relied else None}
    event_id = event_id_of(after.read_id, str(after.version), read_type)
    # Of a read that later rules read otherwise, it comes after what was told of it before.
    return Event(event_id, read_type, at, data, order_key((before or after).plate), after.kept_until)


def told_of_alert(before: Alert | None, after: Alert, made_by: Occasion, telling: Telling) -> Event | None:
    """Tell that an alert is possible, confirmed or withdrawn by now; None where that is not new, or nobody asks.

    One that was confirmed and is only possible again is told as withdrawn, with its state: whoever asks for the
    confirmed ones alone has to know.
    """
    was = before.state if before else AlertState.WITHDRAWN
    if after.state is was:
        return None
    falls = was is AlertState.CONFIRMED or after.state is AlertState.WITHDRAWN
    event_type = EventType.ALERT_WITHDRAWN if falls else _RISES[after.state]
    if event_type not in telling.wanted:
        return None
    read = made_by.read
    event_id = event_id_of(read.read_id, made_by.version, event_type, after.alert_id)
    data = {**read_data(read, made_by.place, telling), **_alert_data(before, after, telling)}
    data |= {"plate": None} if made_by.is_deleted else {}
    return Event(event_id, event_type, made_by.at, data, order_key(after.entry.plate), made_by.kept_until)


def read_data(read: LoggedRead, place: Place, telling: Telling) -> dict[str, object]:
    """Give what is told of a read."""
    return {
        "read_id": read.read_id,
        "upload_id": read.upload_id,
        "plate": read.current_plate,
        "region": read.current_region,
        "confidence": read.confidence,
        "status": read.status.value,
        "version": read.version,
        "source": read.source.value,
        "movement": read.movement.value if read.movement else None,
        "camera_id": read.camera_id,
        "camera_name": place.camera_name,
        "site_id": place.site_id,
        "site_name": place.site_name,
        "seen_at": moment(read.seen_at),
        "page": f"{telling.web_origin}/reads/{read.read_id}",
    }


def moment(at: datetime) -> str:
    """Write a moment as the wire has it."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def event_id_of(read_id: str, version: str, event_type: EventType, alert_id: str = "") -> str:
    """Name an event by the transition that makes it."""
    return hashlib.sha256(f"{read_id}#{version}#{event_type.value}#{alert_id}".encode()).hexdigest()[:32]


def order_key(plate: str) -> str:
    """Name what stays in order: all that is told of one plate, and of one read while its first plate stands."""
    return hashlib.sha256(f"plate#{plate}".encode()).hexdigest()[:32]


def _relied_on(read: LoggedRead | None) -> tuple[str, str | None] | None:
    """Give plate and region of a read that counts."""
    if read is None or read.status not in COUNTING or read.current_plate is None:
        return None
    return read.current_plate, read.current_region


def _type_of(
    before: tuple[str, str | None] | None, after: tuple[str, str | None] | None, read: LoggedRead
) -> EventType | None:
    if before == after:
        return None
    is_new = before is None and read.status is not ReadStatus.CORRECTED
    return EventType.READ_ACCEPTED if is_new else EventType.READ_CORRECTED


_RISES: Final = {
    AlertState.POSSIBLE: EventType.ALERT_POSSIBLE,
    AlertState.CONFIRMED: EventType.ALERT_CONFIRMED,
}


def _alert_data(before: Alert | None, after: Alert, telling: Telling) -> dict[str, object]:
    entry, face = after.entry, after.face
    falls = after.state is AlertState.WITHDRAWN or (before is not None and before.state is AlertState.CONFIRMED)
    return {
        "alert_id": after.alert_id,
        "alert_state": after.state.value,
        "alert_state_before": before.state.value if before else None,
        "because": after.because.value if after.because and falls else None,
        "list_id": entry.list_id,
        "list_name": entry.list_name,
        "entry_id": entry.entry_id,
        "entry_plate": entry.plate,
        "entry_region": entry.region,
        "reason": entry.reason,
        "hit_how": face.tolerance.value if face else None,
        "hit_plate": face.plate if face else None,
        "hit_probability": face.probability if face else None,
        "late": after.is_late,
        "found_looking_back": after.is_found_back,
        "sightings": after.standing_count,
        "alert_page": f"{telling.web_origin}/alerts",
    }
