"""Administrators make, change, switch, test and remove channels, and rotate their secrets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field, replace
from datetime import datetime, timedelta
from typing import Final, Protocol

from handler.domain.audit import Action, AuditEntry, differences
from handler.domain.caller import ADMINS, Caller
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import Conflict, InvalidRequest
from handler.domain.events.channel import CHANNEL, Channel, ChannelKind, ChannelSetup, changed_channel, check_version
from handler.domain.events.channel_checks import check_among, checked
from handler.domain.events.event import Event, EventType
from handler.domain.events.secret import RANDOM_BYTES, SIGNING, SecretMark, SigningSecret, rotated, secret_text
from handler.domain.sites import ids
from handler.service.events.finding import channel_there
from handler.service.ports.channels import Channels, ChannelStates, EventSink, SwitchedByHand

TEST_KEPT: Final = timedelta(days=7)


class Switches(ChannelStates, SwitchedByHand, Protocol):
    """How channels stand, and their switch."""


@quick_dataclass(frozen=True, slots=True)
class MadeChannel:
    """A channel, and its secret for the only time that it is shown; None where nothing is signed."""

    channel: Channel
    secret: str | None = field(repr=False)


@quick_dataclass(frozen=True, slots=True)
class ChangeChannels:
    """Makes and changes channels.

    Parameters
    ----------
    channels : Channels
    switches : Switches
    outbox : EventSink
    random_bytes : callable
        Gives so many bytes that nobody can guess.
    now : callable
        Gives the time in UTC.
    loopback_allowed : bool
        Whether webhooks may go to this machine: on a laptop alone.
    """

    channels: Channels
    switches: Switches
    outbox: EventSink
    random_bytes: Callable[[int], bytes]
    now: Callable[[], datetime]
    loopback_allowed: bool = False

    def make(self, caller: Caller, setup: ChannelSetup) -> MadeChannel:
        """Make a channel, and write down who did it.

        Raises
        ------
        NotAllowed
            When the caller is no administrator.
        InvalidRequest
            When something of it has no meaning, or a channel goes there already.
        Conflict
            When somebody else changes channels at this moment.
        """
        caller.require(ADMINS)
        tidy = checked(setup, loopback_allowed=self.loopback_allowed)
        check_among(tidy, self.channels.everything())
        now = self.now()
        secret = self._secret(now) if tidy.kind is ChannelKind.WEBHOOK else None
        made = Channel(self._id(CHANNEL), tidy, now, secrets=(secret.mark,) if secret else ())
        entry = self._entry(Action.CHANGED_CHANNEL, caller, made, differences({}, tidy.as_text()))
        self.channels.put(None, made, entry, secret)
        return MadeChannel(made, secret.text if secret else None)

    def change(self, caller: Caller, channel_id: str, setup: ChannelSetup, version: int) -> Channel:
        """Set a channel up anew, and write down who did it.

        Raises
        ------
        NotAllowed
            When the caller is no administrator.
        NotFound
            When there is no such channel.
        InvalidRequest
            When something of it has no meaning, or another channel goes there already.
        Conflict
            When somebody changed it since the caller saw it.
        """
        caller.require(ADMINS)
        before = channel_there(self.channels, channel_id)
        tidy = checked(setup, loopback_allowed=self.loopback_allowed)
        check_among(tidy, [one for one in self.channels.everything() if one.channel_id != channel_id])
        after = changed_channel(before, tidy, version)
        if after != before:
            details = {**differences(before.setup.as_text(), tidy.as_text())}
            details |= {"target": "changed"} if before.setup.target != tidy.target else {}
            self.channels.put(before, after, self._entry(Action.CHANGED_CHANNEL, caller, after, details))
        return after

    def switch(self, caller: Caller, channel_id: str, *, on: bool) -> Channel:
        """Switch a channel on or off, and write down who did it. Switched on, all that waits is sent.

        Raises
        ------
        NotAllowed
            When the caller is no administrator.
        NotFound
            When there is no such channel.
        """
        caller.require(ADMINS)
        channel = channel_there(self.channels, channel_id)
        entry = self._entry(Action.SWITCHED_CHANNEL, caller, channel, {"to": "on" if on else "off"})
        self.switches.switch(channel_id, entry, on=on)
        return channel

    def remove(self, caller: Caller, channel_id: str, version: int) -> Channel:
        """Remove a channel with its secrets, and write down who did it; what waits for it is never sent.

        Raises
        ------
        NotAllowed
            When the caller is no administrator.
        NotFound
            When there is no such channel.
        Conflict
            When somebody changed it since the caller saw it.
        """
        caller.require(ADMINS)
        before = channel_there(self.channels, channel_id)
        check_version(before, version)
        details = {"name": before.setup.name}
        self.channels.put(before, None, self._entry(Action.REMOVED_CHANNEL, caller, before, details))
        return before

    def rotate(self, caller: Caller, channel_id: str) -> MadeChannel:
        """Make a new secret; the old one signs beside it for a day. Write down who did it.

        Raises
        ------
        NotAllowed
            When the caller is no administrator.
        NotFound
            When there is no such channel.
        InvalidRequest
            When the channel signs nothing.
        Conflict
            When there are two valid secrets already, or somebody changes it at this moment.
        """
        caller.require(ADMINS)
        before = channel_there(self.channels, channel_id)
        if before.setup.kind is not ChannelKind.WEBHOOK:
            raise InvalidRequest("channel_id: only webhooks are signed.")
        secret = self._secret(self.now())
        after = replace(before, secrets=rotated(before.secrets, secret.mark), version=before.version + 1)
        details = {"secret_id": secret.mark.secret_id}
        self.channels.put(before, after, self._entry(Action.ROTATED_SECRET, caller, after, details), secret)
        return MadeChannel(after, secret.text)

    def test(self, caller: Caller, channel_id: str) -> str:
        """Put an event that goes by this channel alone.

        Returns
        -------
        str
            The event's id.

        Raises
        ------
        NotAllowed
            When the caller is no administrator.
        NotFound
            When there is no such channel.
        Conflict
            When it is off.
        """
        caller.require(ADMINS)
        channel = channel_there(self.channels, channel_id)
        if not self.switches.states_of([channel_id])[channel_id].is_on:
            raise Conflict("channel_off")
        now, event_id = self.now(), f"test-{self.random_bytes(16).hex()}"
        data = {"channel_id": channel_id, "name": channel.setup.name}
        # A line of its own: a test is not to wait behind what is not taken.
        order_key, kept_until = f"test#{event_id}", now + TEST_KEPT
        self.outbox.put_new(Event(event_id, EventType.CHANNEL_TEST, now, data, order_key, kept_until))
        return event_id

    def _secret(self, now: datetime) -> SigningSecret:
        return SigningSecret(SecretMark(self._id(SIGNING), now), secret_text(self.random_bytes(RANDOM_BYTES)))

    def _id(self, kind: str) -> str:
        return ids.made_id(kind, int.from_bytes(self.random_bytes(8), "big") % 2**ids.BITS)

    def _entry(self, action: Action, caller: Caller, channel: Channel, details: Mapping[str, str]) -> AuditEntry:
        return AuditEntry(action, caller.owner, self.now(), channel.channel_id, details)
