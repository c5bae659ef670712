"""A delivery: that one event goes by one channel, and what came of it."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final

from handler.domain.classes.quick import quick_dataclass
from handler.domain.events.answer import Answer
from handler.domain.events.event import Event, EventType

_EPOCH_DIGITS: Final = 16
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class DeliveryStatus(StrEnum):
    """How far it came."""

    WAITING = "waiting"
    TAKEN = "taken"
    FAILED = "failed"
    ENDED = "ended"
    """Its event is kept no longer, so that there is nothing to send."""


@quick_dataclass(frozen=True, slots=True)
class Delivery:
    """One event on its way by one channel.

    Attributes
    ----------
    channel_id : str
    delivery_id : str
        Begins with the event's time, so that they sort by it.
    line_id : str
        Deliveries of one line go out one after the other.
    event_id : str
    order_key : str
        Of the event.
    type : EventType
    occurred_at, kept_until : datetime
        The event's, UTC.
    status : DeliveryStatus
    attempts : int
        Made since it was put into its line, the last time.
    first_tried_at, last_tried_at, next_at : datetime or None
        UTC.
    answer : Answer or None
        To the last attempt.
    """

    channel_id: str
    delivery_id: str
    line_id: str
    event_id: str
    order_key: str
    type: EventType
    occurred_at: datetime
    kept_until: datetime
    status: DeliveryStatus = DeliveryStatus.WAITING
    attempts: int = 0
    first_tried_at: datetime | None = None
    last_tried_at: datetime | None = None
    next_at: datetime | None = None
    answer: Answer | None = None

    @classmethod
    def of(cls, channel_id: str, event: Event) -> Delivery:
        """Begin the delivery of an event: the same one however often it is begun."""
        return cls(
            channel_id,
            f"{since_epoch(event.occurred_at)}-{event.event_id}",
            line_of(channel_id, event.order_key),
            event.event_id,
            event.order_key,
            event.type,
            event.occurred_at,
            event.kept_until,
        )

    def tried(self, at: datetime, answer: Answer) -> Delivery:
        """Count an attempt with its answer."""
        first = self.first_tried_at or at
        return replace(self, attempts=self.attempts + 1, first_tried_at=first, last_tried_at=at, answer=answer)

    def put_off(self, pause: timedelta) -> Delivery:
        """Let it wait after an attempt."""
        return replace(self, next_at=self.last_tried_at + pause if self.last_tried_at else None)

    def begun_anew(self) -> Delivery:
        """Let it wait as if it had not been tried; the last answer stays to be seen."""
        return replace(self, status=DeliveryStatus.WAITING, attempts=0, first_tried_at=None, next_at=None)

    def ended(self, status: DeliveryStatus) -> Delivery:
        """End it."""
        return replace(self, status=status, next_at=None)


def since_epoch(moment: datetime) -> str:
    """Write a moment in microseconds since 1970, so that it sorts, also beside the milliseconds of older versions."""
    return f"{(moment - _EPOCH) // timedelta.resolution:0{_EPOCH_DIGITS}d}"


def line_of(channel_id: str, order_key: str) -> str:
    """Name the line of a channel and an order key, which may hold a plate: so by a digest."""
    return hashlib.sha256(f"{channel_id}\0{order_key}".encode()).hexdigest()[:32]
