"""Channels, lines and calls in memory, and receivers that answer as a test has them."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from handler.domain.audit import AuditEntry
from handler.domain.errors import Conflict
from handler.domain.events.answer import Answer
from handler.domain.events.channel import Channel, ChannelKind, ChannelSetup, ChannelState, OffBecause
from handler.domain.events.delivery import Delivery, DeliveryStatus
from handler.domain.events.event import Event, EventType
from handler.domain.events.secret import SecretMark, SigningSecret, secret_text
from handler.service.events.announce import Announce
from handler.service.events.deliver import Deliver
from handler.service.events.sweep import Sweep
from handler.service.ports.channels import Hold, TakenLine
from tests.support.fakes.world import START, Clock

CHANNEL_ID = "ch-0000000001"
SECRET = secret_text(b"s" * 32)
MARK = SecretMark("whs-0000000001", START)
KEPT = timedelta(days=90)


def a_channel(**about: Any) -> Channel:
    """Make a channel that wants reads and alerts."""
    setup = ChannelSetup(
        "Gate program",
        ChannelKind.WEBHOOK,
        "https://receiver.example/plates",
        frozenset({EventType.READ_ACCEPTED, EventType.ALERT_CONFIRMED}),
    )
    return replace(Channel(CHANNEL_ID, setup, START, secrets=(MARK,)), **about)


def an_event(number: int = 1, plate: str = "B123ABC", at: datetime = START, **about: Any) -> Event:
    """Make an event of a plate."""
    data = {"plate": plate, "number": number, "camera_id": "cam-0000000001", "site_id": "site-0000000001"}
    return replace(
        Event(f"evt{number:08d}", EventType.READ_ACCEPTED, at, data, f"plate#{plate}", at + KEPT),
        **about,
    )


@dataclass
class MemoryChannels:
    """The registry of channels, how they stand, and their secrets."""

    channels: dict[str, Channel] = field(default_factory=lambda: {CHANNEL_ID: a_channel()})
    states: dict[str, ChannelState] = field(default_factory=dict)
    secrets: dict[str, list[SigningSecret]] = field(default_factory=lambda: {CHANNEL_ID: [SigningSecret(MARK, SECRET)]})
    entries: list[AuditEntry] = field(default_factory=list)

    def everything(self) -> Sequence[Channel]:
        return list(self.channels.values())

    def one(self, channel_id: str) -> Channel | None:
        return self.channels.get(channel_id)

    def put(
        self, before: Channel | None, after: Channel | None, entry: AuditEntry, secret: SigningSecret | None = None
    ) -> None:
        if before and self.channels.get(before.channel_id) != before:
            raise Conflict("channel_changed")
        self.entries.append(entry)
        if after:
            self.channels[after.channel_id] = after
            self.secrets.setdefault(after.channel_id, []).extend([secret] if secret else [])
        elif before:
            del self.channels[before.channel_id]

    def switch(self, channel_id: str, entry: AuditEntry, *, on: bool) -> None:
        self.entries.append(entry)
        off = ChannelState(off_because=OffBecause.BY_HAND, off_at=entry.at)
        self.states[channel_id] = ChannelState(is_woken=True) if on else off

    def states_of(self, channel_ids: Sequence[str]) -> Mapping[str, ChannelState]:
        return {one: self.states.get(one, ChannelState()) for one in channel_ids}

    def switch_off(self, channel_id: str, because: OffBecause, at: datetime) -> bool:
        was_on = self._state(channel_id).is_on
        if was_on:
            self.states[channel_id] = replace(self._state(channel_id), off_because=because, off_at=at)
        return was_on

    def note_failure(self, channel_id: str, since: datetime) -> None:
        state = self._state(channel_id)
        since = state.failing_since or since
        self.states[channel_id] = replace(state, failing_since=since, failures=state.failures + 1)

    def note_recovery(self, channel_id: str, *, wakes: bool) -> None:
        state = self._state(channel_id)
        self.states[channel_id] = replace(state, failing_since=None, failures=0, is_woken=state.is_woken or wakes)

    def note_woken(self, channel_id: str) -> None:
        self.states[channel_id] = replace(self._state(channel_id), is_woken=False)

    def valid(self, channel: Channel, now: datetime) -> Sequence[str]:
        ends = {one.secret_id: one for one in channel.secrets}
        kept = [one for one in self.secrets.get(channel.channel_id, []) if ends[one.mark.secret_id].is_valid(now)]
        return [one.text for one in reversed(kept)]

    def _state(self, channel_id: str) -> ChannelState:
        return self.states.get(channel_id, ChannelState())


@dataclass
class MemoryLines:
    """Deliveries in their lines, and the log of all."""

    log: dict[tuple[str, str], Delivery] = field(default_factory=dict)
    lines: dict[str, dict[str, str]] = field(default_factory=dict)
    held: dict[str, datetime] = field(default_factory=dict)
    due_at: dict[str, datetime] = field(default_factory=dict)

    def add(self, delivery: Delivery) -> bool:
        key = delivery.channel_id, delivery.delivery_id
        is_new = key not in self.log
        if is_new:
            self.log[key] = delivery
            self._put(delivery)
        return is_new

    def take(self, line_id: str, now: datetime, until: datetime, *, is_woken: bool) -> TakenLine:
        if not self.lines.get(line_id):
            return TakenLine(Hold.EMPTY)
        if (held := self.held.get(line_id)) and held > now:
            return TakenLine(Hold.BUSY, held)
        if (due := self.due_at.get(line_id)) and due > now and not is_woken:
            return TakenLine(Hold.NOT_DUE, due)
        self.held[line_id] = until
        return TakenLine(Hold.HELD)

    def first(self, line_id: str) -> Delivery | None:
        waiting = self.lines.get(line_id)
        if not waiting:
            return None
        delivery_id = min(waiting)
        return self.log[waiting[delivery_id], delivery_id]

    def end(self, delivery: Delivery) -> None:
        self.log[delivery.channel_id, delivery.delivery_id] = delivery
        self.lines[delivery.line_id].pop(delivery.delivery_id, None)
        self.due_at.pop(delivery.line_id, None)

    def put_off(self, delivery: Delivery) -> None:
        self.log[delivery.channel_id, delivery.delivery_id] = delivery
        self.due_at[delivery.line_id] = delivery.next_at or delivery.occurred_at

    def release(self, line_id: str) -> None:
        self.held.pop(line_id, None)

    def due(self, channel_id: str, before: datetime | None, limit: int) -> Sequence[str]:
        waiting = [one for one, found in self.lines.items() if found and channel_id in found.values()]
        when = {one: self.due_at.get(one, START) for one in waiting}
        return sorted((one for one in waiting if before is None or when[one] <= before), key=when.__getitem__)[:limit]

    def page(self, channel_id: str, limit: int, cursor: str | None) -> tuple[Sequence[Delivery], str | None]:
        ids = sorted((one for channel, one in self.log if channel == channel_id), reverse=True)
        rest = [one for one in ids if cursor is None or one < cursor]
        found = [self.log[channel_id, one] for one in rest[:limit]]
        return found, (found[-1].delivery_id if len(rest) > limit else None)

    def one(self, channel_id: str, delivery_id: str) -> Delivery | None:
        return self.log.get((channel_id, delivery_id))

    def failed_since(self, channel_id: str, since: datetime, limit: int) -> Sequence[Delivery]:
        found = [one for (channel, _), one in sorted(self.log.items()) if channel == channel_id]
        return [one for one in found if one.status is DeliveryStatus.FAILED and one.occurred_at >= since][:limit]

    def put_back(self, delivery: Delivery) -> bool:
        if delivery.delivery_id in self.lines.get(delivery.line_id, {}):
            return False
        self.log[delivery.channel_id, delivery.delivery_id] = delivery
        self._put(delivery)
        return True

    def _put(self, delivery: Delivery) -> None:
        self.lines.setdefault(delivery.line_id, {})[delivery.delivery_id] = delivery.channel_id


@dataclass
class MemoryEvents:
    """Events as they were put."""

    events: dict[tuple[str, str], Event] = field(default_factory=dict)

    def get(self, order_key: str, event_id: str) -> Event | None:
        return self.events.get((order_key, event_id))

    def put_new(self, event: Event) -> bool:
        is_new = (event.order_key, event.event_id) not in self.events
        self.events[event.order_key, event.event_id] = event
        return is_new


@dataclass
class MemoryCalls:
    """Calls in the order in which they are due."""

    clock: Clock
    waiting: list[tuple[datetime, int, str, str, bool]] = field(default_factory=list)
    made: int = 0

    def call(self, channel_id: str, line_ids: Sequence[str], after: timedelta, *, is_woken: bool = False) -> None:
        assert timedelta() <= after <= timedelta(minutes=15), "SQS delays no longer"
        for line_id in line_ids:
            self.made += 1
            heapq.heappush(self.waiting, (self.clock() + after, self.made, channel_id, line_id, is_woken))


@dataclass
class FakeReceiver:
    """Answers as it is told to, and keeps what it took."""

    answer: Callable[[Event, datetime], Answer] = lambda _event, _at: Answer(204)
    seen: list[tuple[Event, datetime, Sequence[str]]] = field(default_factory=list)
    taken: list[Event] = field(default_factory=list)

    def send(self, _channel: Channel, event: Event, secrets: Sequence[str], at: datetime) -> Answer:
        self.seen.append((event, at, secrets))
        answer = self.answer(event, at)
        if answer.status == 204:
            self.taken.append(event)
        return answer


@dataclass
class FakeNotices:
    """Keeps what administrators are told."""

    told: list[tuple[str, OffBecause]] = field(default_factory=list)

    def switched_off(self, channel: Channel, because: OffBecause) -> None:
        self.told.append((channel.channel_id, because))


class EventWorld:
    """All that tells events, in simulated time: each call is worked on when it is due, and every minute is swept."""

    def __init__(self, random: Callable[[], float] = lambda: 0.5) -> None:
        self.clock = Clock()
        self.channels = MemoryChannels()
        self.lines = MemoryLines()
        self.events = MemoryEvents()
        self.receiver = FakeReceiver()
        self.notices = FakeNotices()
        self.calls = MemoryCalls(self.clock)
        self.announce = Announce(self.channels, self.lines, self.calls)
        self.deliver = Deliver(
            self.channels,
            self.channels,
            self.channels,
            self.lines,
            self.events,
            dict.fromkeys(ChannelKind, self.receiver),
            self.calls,
            self.notices,
            random,
            self.clock,
        )
        self.sweep = Sweep(self.channels, self.channels, self.lines, self.calls, self.clock)
        self._swept_at = START

    def tell(self, event: Event) -> None:
        """Put an event, as the log and the stream do."""
        self.events.put_new(event)
        self.announce(event)

    def run_until(self, end: datetime) -> None:
        """Let time pass."""
        while True:
            sweep_at = self._swept_at + timedelta(minutes=1)
            call_at = self.calls.waiting[0][0] if self.calls.waiting else sweep_at
            if min(sweep_at, call_at) > end:
                break
            self.clock.time = max(self.clock.time, min(sweep_at, call_at))
            if call_at <= sweep_at and self.calls.waiting:
                _, _, channel_id, line_id, is_woken = heapq.heappop(self.calls.waiting)
                self.deliver(channel_id, line_id, is_woken=is_woken)
            else:
                self._swept_at = sweep_at
                self.sweep()
        self.clock.time = end

    def run(self, time: timedelta) -> None:
        """Let so much time pass."""
        self.run_until(self.clock.time + time)
