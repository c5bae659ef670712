"""Put an event into the lines of the channels that want it."""

from __future__ import annotations

from datetime import timedelta

from handler.domain.classes.quick import quick_dataclass
from handler.domain.events.delivery import Delivery
from handler.domain.events.event import Event
from handler.service.ports.channels import Calls, Channels, Deliveries

AT_ONCE = timedelta()


@quick_dataclass(frozen=True, slots=True)
class Announce:
    """Makes deliveries of events.

    Parameters
    ----------
    channels : Channels
    deliveries : Deliveries
    calls : Calls
    """

    channels: Channels
    deliveries: Deliveries
    calls: Calls

    def __call__(self, event: Event) -> int:
        """Make a delivery for each channel that wants an event: also for one that is off, where it waits.

        Done again, it makes no second one, and calls again for the lines: whoever ended in between is made up for.

        Parameters
        ----------
        event : Event

        Returns
        -------
        int
            How many channels want it.
        """
        wanting = [one for one in self.channels.everything() if one.wants(event)]
        for channel in wanting:
            delivery = Delivery.of(channel.channel_id, event)
            self.deliveries.add(delivery)
            self.calls.call(channel.channel_id, [delivery.line_id], AT_ONCE)
        return len(wanting)
