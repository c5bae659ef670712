"""Show channels, how they stand, and what came of their deliveries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handler.domain.caller import ADMINS, Caller
from handler.domain.classes.quick import quick_dataclass
from handler.domain.events.channel import Channel, ChannelState
from handler.domain.events.delivery import Delivery
from handler.service.events.finding import channel_there
from handler.service.ports.channels import Channels, ChannelStates, DeliveryLog


@quick_dataclass(frozen=True, slots=True)
class ShownChannels:
    """Channels by their names, and how they stand by their ids."""

    channels: Sequence[Channel]
    states: Mapping[str, ChannelState]


@quick_dataclass(frozen=True, slots=True)
class ShowChannels:
    """Answers who looks at channels.

    Parameters
    ----------
    channels : Channels
    states : ChannelStates
    log : DeliveryLog
    """

    channels: Channels
    states: ChannelStates
    log: DeliveryLog

    def __call__(self, caller: Caller) -> ShownChannels:
        """Show all channels.

        Raises
        ------
        NotAllowed
            When the caller is no administrator.
        """
        caller.require(ADMINS)
        return self._all()

    def state_of(self, channel: Channel) -> ChannelState:
        """Get how a channel stands."""
        return self.states.states_of([channel.channel_id])[channel.channel_id]

    def deliveries(
        self, caller: Caller, channel_id: str, limit: int, cursor: str | None
    ) -> tuple[Sequence[Delivery], str | None]:
        """Show what came of a channel's deliveries, newest first, and where the next page begins.

        Raises
        ------
        NotAllowed
            When the caller is no administrator.
        NotFound
            When there is no such channel.
        InvalidRequest
            For a cursor that this list did not give.
        """
        caller.require(ADMINS)
        channel_there(self.channels, channel_id)
        return self.log.page(channel_id, limit, cursor)

    def _all(self) -> ShownChannels:
        channels = sorted(self.channels.everything(), key=lambda one: (one.setup.name, one.channel_id))
        return ShownChannels(channels, self.states.states_of([one.channel_id for one in channels]))
