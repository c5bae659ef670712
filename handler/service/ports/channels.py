"""Channels, and what waits to be told by them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from handler.domain.audit import AuditEntry
from handler.domain.classes.quick import quick_dataclass
from handler.domain.events.answer import Answer
from handler.domain.events.channel import Channel, ChannelKind, ChannelState, OffBecause
from handler.domain.events.delivery import Delivery
from handler.domain.events.event import Event
from handler.domain.events.secret import SigningSecret


class Channels(Protocol):
    """What administrators made."""

    def everything(self) -> Sequence[Channel]:
        """Get all channels."""

    def one(self, channel_id: str) -> Channel | None:
        """Get a channel; None for an unknown one."""

    def put(
        self, before: Channel | None, after: Channel | None, entry: AuditEntry, secret: SigningSecret | None = None
    ) -> None:
        """Put a channel in the place of what was seen of it, with what all channels want, and write down who did it.

        Raises
        ------
        Conflict
            When it was changed since.
        """


class ChannelStates(Protocol):
    """How channels stand."""

    def states_of(self, channel_ids: Sequence[str]) -> Mapping[str, ChannelState]:
        """Get how some channels stand, all of them."""

    def switch_off(self, channel_id: str, because: OffBecause, at: datetime) -> bool:
        """Switch a channel off; tells whether it was on."""

    def note_failure(self, channel_id: str, since: datetime) -> None:
        """Note an attempt in vain: since when a channel fails, if it did not before, and how often."""

    def note_recovery(self, channel_id: str, *, wakes: bool) -> None:
        """Note that a channel takes events again, and whether all that waits is to be sent at once."""

    def note_woken(self, channel_id: str) -> None:
        """Note that all that waited was called."""


class SwitchedByHand(Protocol):
    """The switch of a channel."""

    def switch(self, channel_id: str, entry: AuditEntry, *, on: bool) -> None:
        """Switch a channel on or off, and write down who did it. Switched on, it is woken."""


class SigningSecrets(Protocol):
    """What webhooks are signed with."""

    def valid(self, channel: Channel, now: datetime) -> Sequence[str]:
        """Get a channel's valid secrets, the newest first."""


class Hold(StrEnum):
    """Whether a line could be taken hold of."""

    HELD = "held"
    BUSY = "busy"
    NOT_DUE = "not_due"
    EMPTY = "empty"


@quick_dataclass(frozen=True, slots=True)
class TakenLine:
    """What came of taking hold of a line.

    Attributes
    ----------
    hold : Hold
    until : datetime or None
        When the one that works on it will be through, or when it is due.
    """

    hold: Hold
    until: datetime | None = None


class Lines(Protocol):
    """Deliveries that wait, in lines: those of one channel and order key, the oldest first."""

    def take(self, line_id: str, now: datetime, until: datetime, *, is_woken: bool) -> TakenLine:
        """Take hold of a line that is due, or of one that waits, too, if it is woken."""

    def first(self, line_id: str) -> Delivery | None:
        """Get the oldest delivery of a line."""

    def end(self, delivery: Delivery) -> None:
        """Take a delivery out of its line, and keep what came of it."""

    def put_off(self, delivery: Delivery) -> None:
        """Keep what came of an attempt, and let the line wait until the next one."""

    def release(self, line_id: str) -> None:
        """Let go of a line."""


class WaitingLines(Protocol):
    """Which lines wait."""

    def due(self, channel_id: str, before: datetime | None, limit: int) -> Sequence[str]:
        """Get lines of a channel that were due before a time, the one that waits longest first; None for all."""


class Deliveries(Protocol):
    """The log of deliveries."""

    def add(self, delivery: Delivery) -> bool:
        """Put a delivery into its line; tells whether it was not there yet."""


class DeliveryLog(Protocol):
    """What came of deliveries."""

    def page(self, channel_id: str, limit: int, cursor: str | None) -> tuple[Sequence[Delivery], str | None]:
        """Get a channel's deliveries, newest first, and where the next page begins."""

    def one(self, channel_id: str, delivery_id: str) -> Delivery | None:
        """Get a delivery."""

    def failed_since(self, channel_id: str, since: datetime, limit: int) -> Sequence[Delivery]:
        """Get deliveries that failed, oldest first, of events since a time."""

    def put_back(self, delivery: Delivery) -> bool:
        """Put a delivery that has ended back into its line; tells whether it was not in it."""


class EventSource(Protocol):
    """Where events lie."""

    def get(self, order_key: str, event_id: str) -> Event | None:
        """Get an event; None for one that is kept no longer."""


class EventSink(Protocol):
    """Where events are put that no transaction of the log makes."""

    def put_new(self, event: Event) -> bool:
        """Put an event; tells whether it was not there yet."""


class Calls(Protocol):
    """Calls to work on lines; one that is lost, or comes twice, does no harm."""

    def call(self, channel_id: str, line_ids: Sequence[str], after: timedelta, *, is_woken: bool = False) -> None:
        """Call for lines after a time, which is `LONGEST_DELAY` at most."""


class Sender(Protocol):
    """One way in which events go."""

    def send(self, channel: Channel, event: Event, secrets: Sequence[str], at: datetime) -> Answer:
        """Make one attempt; whatever comes of it is in the answer."""


class Notices(Protocol):
    """What administrators are told by mail."""

    def switched_off(self, channel: Channel, because: OffBecause) -> None:
        """Tell that a channel was switched off; a mail that cannot be sent is logged, no more."""


Senders = Mapping[ChannelKind, Sender]
