"""Work on a line: send what waits in it, one after the other, until one is not taken."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from handler.domain.classes.quick import quick_dataclass
from handler.domain.events.answer import Answer, Outcome, Trouble, pause_after
from handler.domain.events.channel import Channel, ChannelKind, ChannelState, OffBecause
from handler.domain.events.delivery import Delivery, DeliveryStatus
from handler.domain.events.event import Event
from handler.service.ports.channels import (
    Calls,
    Channels,
    ChannelStates,
    EventSource,
    Hold,
    Lines,
    Notices,
    Senders,
    SigningSecrets,
)
from handler.service.ports.metrics import Measure, unmeasured

logger = logging.getLogger(__name__)
logger.setLevel(logging.INFO)

LONGEST_DELAY: Final = timedelta(minutes=15)
"""SQS delays no longer; whatever is due later is called by the sweep."""

HOLD_TIME: Final = timedelta(seconds=90)
"""How long a line is held at most: longer than a function runs, so that no two send from it."""

LOOK_AGAIN: Final = timedelta(seconds=5)
"""When a call comes again for a line that another call works on."""

WORK_TIME: Final = timedelta(seconds=30)
"""When a line is left to the next call, so that an attempt of 15 s still fits in."""

WAKE_AFTER: Final = timedelta(minutes=15)
WAKE_FAILURES: Final = 5
"""Of a channel that took nothing for so long, of so many attempts, and takes again, all that waits is sent at once. One
that fails now and then, or refuses one event, is not woken: that would use up the attempts in quick succession."""


@quick_dataclass(frozen=True, slots=True)
class Deliver:
    """Works on lines.

    Parameters
    ----------
    channels : Channels
    states : ChannelStates
    secrets : SigningSecrets
    lines : Lines
    events : EventSource
    senders : Senders
    calls : Calls
    notices : Notices
    random : callable
        Gives a number from 0 to 1.
    now : callable
        Gives the time in UTC.
    measure : Measure
        Is told of each attempt.
    """

    channels: Channels
    states: ChannelStates
    secrets: SigningSecrets
    lines: Lines
    events: EventSource
    senders: Senders
    calls: Calls
    notices: Notices
    random: Callable[[], float]
    now: Callable[[], datetime]
    measure: Measure = unmeasured

    def __call__(self, channel_id: str, line_id: str, *, is_woken: bool = False) -> int:
        """Send what waits in a line.

        Parameters
        ----------
        channel_id, line_id : str
        is_woken : bool
            Whether the line is not to wait until its next attempt.

        Returns
        -------
        int
            How many attempts were made.
        """
        channel = self.channels.one(channel_id)
        state = self.states.states_of([channel_id])[channel_id]
        if channel is None or not state.is_on:
            return 0  # what waits is called again when the channel is switched on
        now = self.now()
        taken = self.lines.take(line_id, now, now + HOLD_TIME, is_woken=is_woken)
        if taken.hold is Hold.HELD:
            return self._work(channel, state, line_id)
        if taken.hold is Hold.BUSY:
            # Who holds it may have found nothing more in it just before this event came.
            self.calls.call(channel_id, [line_id], LOOK_AGAIN, is_woken=is_woken)
        elif taken.until and taken.until - now <= LONGEST_DELAY:
            self.calls.call(channel_id, [line_id], taken.until - now)
        return 0

    def _work(self, channel: Channel, state: ChannelState, line_id: str) -> int:
        try:
            return self._send_all(channel, state, line_id)
        finally:
            self.lines.release(line_id)

    def _send_all(self, channel: Channel, state: ChannelState, line_id: str) -> int:
        attempts, leave_at = 0, self.now() + WORK_TIME
        while (waiting := self.lines.first(line_id)) is not None:
            if self.now() > leave_at:
                self.calls.call(channel.channel_id, [line_id], timedelta(seconds=1))
                break
            event = self.events.get(waiting.order_key, waiting.event_id)
            if event is None:
                self.lines.end(waiting.ended(DeliveryStatus.ENDED))
                continue
            attempts += 1
            tried = self._try(channel, waiting, event)
            if not self._went_on(channel, state, tried):
                break
            state = replace(state, failing_since=None)
        return attempts

    def _try(self, channel: Channel, delivery: Delivery, event: Event) -> Delivery:
        now = self.now()
        is_signed = channel.setup.kind is ChannelKind.WEBHOOK
        secrets = self.secrets.valid(channel, now) if is_signed else ()
        if is_signed and not secrets:
            return delivery.tried(now, Answer(trouble=Trouble.NO_SECRET))
        return delivery.tried(now, self.senders[channel.setup.kind].send(channel, event, secrets, now))

    def _went_on(self, channel: Channel, state: ChannelState, tried: Delivery) -> bool:
        """Keep what came of an attempt; tells whether the next event of the line may go."""
        answer = tried.answer or Answer()
        is_taken = answer.outcome is Outcome.TAKEN
        self.measure("attempt measured", {"deliveries": 1, "deliveries_failed": int(not is_taken)})
        if is_taken:
            self.lines.end(tried.ended(DeliveryStatus.TAKEN))
            self._note_recovery(channel, state)
            return True
        logger.warning("an event was not taken", extra=_facts(channel, tried, answer))
        if answer.outcome is Outcome.GONE:
            self._switch_off(channel, OffBecause.GONE, tried)
            return False
        return self._put_off(channel, state, tried, answer)

    def _put_off(self, channel: Channel, state: ChannelState, tried: Delivery, answer: Answer) -> bool:
        tried_at = tried.last_tried_at or self.now()
        pause = pause_after(tried.attempts, answer, tried_at, self.random())
        if pause is None:
            return self._given_up(channel, state, tried)
        waiting = tried.put_off(pause)
        self.lines.put_off(waiting)
        self.states.note_failure(channel.channel_id, tried_at)
        if pause <= LONGEST_DELAY:
            self.calls.call(channel.channel_id, [tried.line_id], pause)
        return False

    def _given_up(self, channel: Channel, state: ChannelState, tried: Delivery) -> bool:
        """End an event that the receiver does not take, or the sending, if it has taken nothing else meanwhile."""
        first = tried.first_tried_at
        if state.failing_since and first and state.failing_since <= first:
            self._switch_off(channel, OffBecause.FAILING, tried)
            return False
        self.lines.end(tried.ended(DeliveryStatus.FAILED))
        return True

    def _switch_off(self, channel: Channel, because: OffBecause, tried: Delivery) -> None:
        self.lines.put_off(tried.begun_anew())
        if self.states.switch_off(channel.channel_id, because, self.now()):
            self.notices.switched_off(channel, because)

    def _note_recovery(self, channel: Channel, state: ChannelState) -> None:
        if state.failing_since:
            wakes = self.now() - state.failing_since >= WAKE_AFTER and state.failures >= WAKE_FAILURES
            self.states.note_recovery(channel.channel_id, wakes=wakes)


def _facts(channel: Channel, tried: Delivery, answer: Answer) -> dict[str, object]:
    return {
        "channel_id": channel.channel_id,
        "status": answer.status,
        "trouble": answer.trouble.value if answer.trouble else None,
        "attempts": tried.attempts,
    }
