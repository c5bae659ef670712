"""The log of deliveries, as administrators look at it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from handler.adapters.aws_errors import translated
from handler.adapters.dynamodb import items, table
from handler.adapters.dynamodb.batch_get import batch_get
from handler.adapters.dynamodb.outbox import delivery_items as ours
from handler.adapters.dynamodb.outbox.lines import DynamoDbLines
from handler.domain import cursor as cursors
from handler.domain.classes.quick import quick_dataclass
from handler.domain.events.delivery import Delivery

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@quick_dataclass(frozen=True, slots=True)
class DynamoDbDeliveryLog:
    """What came of deliveries.

    Parameters
    ----------
    client : DynamoDBClient
    table : str
    now : callable
        Gives the time in UTC.
    """

    client: DynamoDBClient
    table: str
    now: Callable[[], datetime]

    def page(self, channel_id: str, limit: int, cursor: str | None) -> tuple[Sequence[Delivery], str | None]:
        """Get a channel's deliveries, newest first, and where the next page begins.

        Raises
        ------
        InvalidRequest
            For a cursor that is made up or of another channel.
        """
        asked: dict[str, Any] = {
            "TableName": self.table,
            "KeyConditionExpression": "pk = :pk AND begins_with(sk, :deliveries)",
            "ExpressionAttributeValues": items.to_typed(
                {":pk": f"channel#{channel_id}", ":deliveries": ours.DELIVERIES}
            ),
            "ScanIndexForward": False,
            "ConsistentRead": True,
            "Limit": limit + 1,  # the one more tells whether there is another page
        }
        if cursor:
            asked["ExclusiveStartKey"] = items.to_typed(cursors.unpack(channel_id, cursor, frozenset({"pk", "sk"})))
        found = list(islice(table.lasting(table.pages(self.client, asked), self.now()), limit + 1))
        more = None
        if len(found) > limit:
            more = cursors.pack(channel_id, {name: str(found[limit - 1][name]) for name in ("pk", "sk")})
        return [ours.to_delivery(one) for one in found[:limit]], more

    def one(self, channel_id: str, delivery_id: str) -> Delivery | None:
        """Get a delivery."""
        key = items.to_typed(ours.delivery_key(channel_id, delivery_id))
        with translated("dynamodb:GetItem"):
            answer = self.client.get_item(TableName=self.table, Key=key, ConsistentRead=True)
        found = [items.to_plain(answer["Item"])] if "Item" in answer else []
        return next(map(ours.to_delivery, table.lasting(found, self.now())), None)

    def failed_since(self, channel_id: str, since: datetime, limit: int) -> Sequence[Delivery]:
        """Get deliveries that failed, oldest first, of events since a time."""
        values = {":filed": ours.filed_failed(channel_id), ":since": items.to_text(since)}
        asked = {
            "TableName": self.table,
            "IndexName": "by_state",
            "KeyConditionExpression": "filed_under = :filed AND filed_at >= :since",
            "ExpressionAttributeValues": items.to_typed(values),
        }
        found = islice(self._lasting(asked, limit), limit)
        return sorted(map(ours.to_delivery, found), key=lambda one: one.delivery_id)

    def _lasting(self, asked: dict[str, Any], at_once: int) -> Iterator[items.Plain]:
        """Give the deliveries that an index names; those that are over make no page of it the last one."""
        places = table.pages(self.client, asked)
        while some := list(islice(places, at_once)):
            keys = [{"pk": one["pk"], "sk": one["sk"]} for one in some]
            yield from table.lasting(batch_get(self.client, self.table, keys), self.now())

    def put_back(self, delivery: Delivery) -> bool:
        """Put a delivery that has ended back into its line; tells whether it was not in it."""
        return DynamoDbLines(self.client, self.table).put_back(delivery)
