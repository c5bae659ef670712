"""Administrators have events sent again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final

from handler.domain.audit import Action, AuditEntry
from handler.domain.caller import ADMINS, Caller
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import Conflict, NotFound
from handler.domain.events.delivery import Delivery
from handler.service.events.finding import channel_there
from handler.service.ports.channels import Calls, Channels, DeliveryLog
from handler.service.ports.records import AuditInbox

MOST_AT_ONCE: Final = 100
"""Sent again by one request: more would not be done within its time. The answer says whether there are more."""


@quick_dataclass(frozen=True, slots=True)
class Replayed:
    """How many deliveries were begun anew, and whether more of them failed."""

    count: int
    has_more: bool


@quick_dataclass(frozen=True, slots=True)
class Replay:
    """Puts deliveries back into their lines.

    Parameters
    ----------
    channels : Channels
    log : DeliveryLog
    calls : Calls
    audit : AuditInbox
    now : callable
        Gives the time in UTC.
    """

    channels: Channels
    log: DeliveryLog
    calls: Calls
    audit: AuditInbox
    now: Callable[[], datetime]

    def one(self, caller: Caller, channel_id: str, delivery_id: str) -> Delivery:
        """Send an event again, whatever came of it: with the same id, so that receivers know it.

        Raises
        ------
        NotAllowed
            When the caller is no administrator.
        NotFound
            When there is no such channel or delivery.
        Conflict
            When it waits to be sent already.
        """
        caller.require(ADMINS)
        channel_there(self.channels, channel_id)
        delivery = self.log.one(channel_id, delivery_id)
        if delivery is None:
            raise NotFound("There is no such delivery any more. Load the list again.")
        self._note(caller, channel_id, {"delivery_id": delivery_id})
        if not self._begin_anew([delivery]):
            raise Conflict("delivery_waiting")
        return delivery.begun_anew()

    def failed(self, caller: Caller, channel_id: str, since: datetime) -> Replayed:
        """Send again what failed, of events since a time, the oldest first.

        Raises
        ------
        NotAllowed
            When the caller is no administrator.
        NotFound
            When there is no such channel.
        """
        caller.require(ADMINS)
        channel_there(self.channels, channel_id)
        found = self.log.failed_since(channel_id, since, MOST_AT_ONCE + 1)
        self._note(caller, channel_id, {"since": since.isoformat(), "found": str(len(found))})
        return Replayed(self._begin_anew(found[:MOST_AT_ONCE]), len(found) > MOST_AT_ONCE)

    def _begin_anew(self, deliveries: Sequence[Delivery]) -> int:
        put_back = [one for one in deliveries if self.log.put_back(one.begun_anew())]
        for delivery in put_back:
            self.calls.call(delivery.channel_id, [delivery.line_id], timedelta())
        return len(put_back)

    def _note(self, caller: Caller, channel_id: str, details: dict[str, str]) -> None:
        self.audit.add(AuditEntry(Action.REPLAYED, caller.owner, self.now(), channel_id, details))
