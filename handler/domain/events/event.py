"""An event: what happened, as others are told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from handler.domain.classes.quick import quick_dataclass


class EventType(StrEnum):
    """What others can be told."""

    READ_ACCEPTED = "read.accepted"
    READ_CORRECTED = "read.corrected"
    ALERT_POSSIBLE = "alert.possible"
    ALERT_CONFIRMED = "alert.confirmed"
    ALERT_WITHDRAWN = "alert.withdrawn"
    CAMERA_SILENT = "camera.silent"
    VISIT_OPENED = "visit.opened"
    VISIT_CLOSED = "visit.closed"
    VISIT_REVISED = "visit.revised"
    VISIT_WITHDRAWN = "visit.withdrawn"
    VISIT_OVERSTAYED = "visit.overstayed"
    OCCUPANCY_CHANGED = "occupancy.changed"
    CHANNEL_TEST = "channel.test"
    """Goes to the one channel that its data name; nobody asks for it otherwise."""


@quick_dataclass(frozen=True, slots=True)
class Event:
    """What happened.

    Attributes
    ----------
    event_id : str
        The same whenever the same transition is written again.
    type : EventType
    occurred_at : datetime
        UTC.
    data : mapping of str to object
        What receivers get, as JSON has it.
    order_key : str
        Events that share it are told in their order: of one plate, or of one camera.
    kept_until : datetime
        When it ends, and with it what was told of it, UTC: with the upload that it is about.
    """

    event_id: str
    type: EventType
    occurred_at: datetime
    data: Mapping[str, object]
    order_key: str
    kept_until: datetime
