"""How channels stand: on or off, failing or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from handler.adapters.aws_errors import error_code, translated
from handler.adapters.dynamodb import audit_inbox, items, table
from handler.adapters.dynamodb.batch_get import batch_get
from handler.adapters.dynamodb.outbox.channel_items import state_key, to_state
from handler.domain.audit import AuditEntry
from handler.domain.classes.quick import quick_dataclass
from handler.domain.events.channel import ChannelState, OffBecause

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_FAILING = ("failing_since", "failures")


@quick_dataclass(frozen=True, slots=True)
class DynamoDbChannelStates:
    """How channels stand.

    Parameters
    ----------
    client : DynamoDBClient
    table : str
    audit_inbox : str
        Where it is put who switched; the functions that send need none.
    """

    client: DynamoDBClient
    table: str
    audit_inbox: str = ""

    def states_of(self, channel_ids: Sequence[str]) -> Mapping[str, ChannelState]:
        """Get how some channels stand, all of them."""
        found = batch_get(self.client, self.table, [state_key(one) for one in channel_ids])
        states = {one["pk"].partition("#")[2]: to_state(one) for one in found}
        return {one: states.get(one, ChannelState()) for one in channel_ids}

    def switch_off(self, channel_id: str, because: OffBecause, at: datetime) -> bool:
        """Switch a channel off; tells whether it was on."""
        changes = {"off_because": because.value, "off_at": items.to_text(at)}
        return self._update(channel_id, *table.changing(changes), condition="attribute_not_exists(off_because)")

    def switch(self, channel_id: str, entry: AuditEntry, *, on: bool) -> None:
        """Switch a channel on or off, and write down who did it. Switched on, it is woken."""
        off = {"off_because": OffBecause.BY_HAND.value, "off_at": items.to_text(entry.at), "is_woken": None}
        changes = {"off_because": None, "off_at": None, "is_woken": True} if on else off
        change, names, values = table.changing(changes, *_FAILING)
        update = self._request(channel_id, change, names, values)
        writes = [{"Update": update}, {"Put": audit_inbox.putting(self.audit_inbox, entry)}]
        table.transact(self.client, writes)  # type: ignore[arg-type]

    def note_failure(self, channel_id: str, since: datetime) -> None:
        """Note an attempt in vain: since when a channel fails, if it did not before, and how often."""
        change = "SET #since = if_not_exists(#since, :since) ADD #failures :one"
        names = {"#since": "failing_since", "#failures": "failures"}
        self._update(channel_id, change, names, {":since": items.to_text(since), ":one": 1})

    def note_recovery(self, channel_id: str, *, wakes: bool) -> None:
        """Note that a channel takes events again, and whether all that waits is to be sent at once."""
        change = ("SET #woken = :woken " if wakes else "") + "REMOVE #since, #failures"
        names = {"#since": "failing_since", "#failures": "failures"} | ({"#woken": "is_woken"} if wakes else {})
        self._update(channel_id, change, names, {":woken": True} if wakes else {})

    def note_woken(self, channel_id: str) -> None:
        """Note that all that waited was called."""
        self._update(channel_id, "REMOVE #woken", {"#woken": "is_woken"}, {})

    def forget(self, channel_id: str) -> None:
        """Take away how a channel stood that is removed."""
        with translated("dynamodb:DeleteItem"):
            self.client.delete_item(TableName=self.table, Key=items.to_typed(state_key(channel_id)))

    def _update(
        self, channel_id: str, change: str, names: dict[str, str], values: dict[str, object], condition: str = ""
    ) -> bool:
        asked = self._request(channel_id, change, names, values)
        asked |= {"ConditionExpression": condition} if condition else {}
        with translated("dynamodb:UpdateItem"):
            try:
                self.client.update_item(**asked)
            except ClientError as error:
                if error_code(error) != "ConditionalCheckFailedException":
                    raise
                return False
        return True

    def _request(
        self, channel_id: str, change: str, names: dict[str, str], values: dict[str, object]
    ) -> dict[str, Any]:
        asked: dict[str, Any] = {
            "TableName": self.table,
            "Key": items.to_typed(state_key(channel_id)),
            "UpdateExpression": change,
            "ExpressionAttributeNames": names,
        }
        return asked | ({"ExpressionAttributeValues": items.to_typed(values)} if values else {})
