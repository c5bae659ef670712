"""Lines of deliveries that wait: a head that says how it stands, and an item for each that waits."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from handler.adapters.aws_errors import error_code, translated
from handler.adapters.dynamodb import items, table
from handler.adapters.dynamodb.outbox import delivery_items as ours
from handler.domain.classes.quick import quick_dataclass
from handler.domain.events.delivery import Delivery
from handler.service.ports.channels import Hold, TakenLine

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

_FREE = "pending > :none AND (attribute_not_exists(held_until) OR held_until <= :now)"
_EMPTIED = "attribute_not_exists(pending) OR pending <= :none"


@quick_dataclass(frozen=True, slots=True)
class DynamoDbLines:
    """Lines, for those who fill them and for those who work on them.

    Parameters
    ----------
    client : DynamoDBClient
    table : str
    """

    client: DynamoDBClient
    table: str

    def add(self, delivery: Delivery) -> bool:
        """Put a delivery into its line; tells whether it was not there yet."""
        log: TransactWriteItemTypeDef = {"Put": table.new(self.table, ours.from_delivery(delivery))}
        return self._put(log, delivery)

    def put_back(self, delivery: Delivery) -> bool:
        """Put a delivery that has ended back into its line; tells whether it was not in it."""
        log: TransactWriteItemTypeDef = {"Put": table.put_in_place(self.table, ours.from_delivery(delivery))}
        return self._put(log, delivery)

    def take(self, line_id: str, now: datetime, until: datetime, *, is_woken: bool) -> TakenLine:
        """Take hold of a line that is due, or of one that waits, too, if it is woken."""
        condition = _FREE if is_woken else f"{_FREE} AND filed_at <= :now"
        values = {":until": items.to_text(until), ":now": items.to_text(now), ":none": 0}
        if self._update(line_id, "SET held_until = :until", values, condition):
            return TakenLine(Hold.HELD)
        with translated("dynamodb:GetItem"):
            key = items.to_typed(ours.head_key(line_id))
            answer = self.client.get_item(TableName=self.table, Key=key, ConsistentRead=True)
        return _why_not(items.to_plain(answer.get("Item", {})), items.to_text(now))

    def first(self, line_id: str) -> Delivery | None:
        """Get the oldest delivery of a line."""
        asked: dict[str, Any] = {
            "TableName": self.table,
            "KeyConditionExpression": "pk = :pk AND begins_with(sk, :waiting)",
            "ExpressionAttributeValues": items.to_typed(
                {":pk": ours.head_key(line_id)["pk"], ":waiting": ours.WAITING}
            ),
            "ConsistentRead": True,
            "Limit": 1,
        }
        for waiting in islice(table.pages(self.client, asked), 1):
            return self._delivery(waiting)
        return None

    def end(self, delivery: Delivery) -> None:
        """Take a delivery out of its line, and keep what came of it."""
        waiting = ours.waiting_key(delivery.line_id, delivery.delivery_id)
        now = items.to_text(delivery.last_tried_at or delivery.occurred_at)
        values = {":less": -1, ":now": now}
        with suppress(table.ConditionFailed):  # somebody else ended it who was thought to have given up
            table.transact(
                self.client,
                [
                    {
                        "Delete": {
                            "TableName": self.table,
                            "Key": items.to_typed(waiting),
                            "ConditionExpression": "attribute_exists(pk)",
                        }
                    },
                    {"Put": table.put_in_place(self.table, ours.from_delivery(delivery))},
                    self._head(delivery.line_id, "SET filed_at = :now ADD pending :less", values),
                ],
            )

    def put_off(self, delivery: Delivery) -> None:
        """Keep what came of an attempt, and let the line wait until the next one."""
        due = items.to_text(delivery.next_at or delivery.occurred_at)
        table.transact(
            self.client,
            [
                {"Put": table.put_in_place(self.table, ours.from_delivery(delivery))},
                self._head(delivery.line_id, "SET filed_at = :due", {":due": due}),
            ],
        )

    def release(self, line_id: str) -> None:
        """Let go of a line; one in which nothing waits is not filed any more."""
        if not self._update(line_id, "REMOVE held_until, filed_under, filed_at", {":none": 0}, _EMPTIED):
            self._update(line_id, "REMOVE held_until", {}, "attribute_exists(pk)")

    def due(self, channel_id: str, before: datetime | None, limit: int) -> Sequence[str]:
        """Get lines of a channel that were due before a time, the one that waits longest first; None for all."""
        condition, values = "filed_under = :filed", {":filed": ours.filed_waiting(channel_id)}
        if before is not None:
            condition, values = f"{condition} AND filed_at <= :before", values | {":before": items.to_text(before)}
        asked = {
            "TableName": self.table,
            "IndexName": "by_state",
            "KeyConditionExpression": condition,
            "ExpressionAttributeValues": items.to_typed(values),
        }
        return [one["pk"].partition("#")[2] for one in islice(table.pages(self.client, asked), limit)]

    def _put(self, log: TransactWriteItemTypeDef, delivery: Delivery) -> bool:
        kept_until = delivery.kept_until + ours.HEAD_LASTS
        values = {
            ":filed": ours.filed_waiting(delivery.channel_id),
            ":due": items.to_text(delivery.occurred_at.astimezone(UTC)),
            ":end": int(kept_until.timestamp()),
            ":more": 1,
        }
        change = (
            "SET filed_under = :filed, filed_at = if_not_exists(filed_at, :due), expires_at_epoch_seconds = :end "
            "ADD pending :more"
        )
        waiting = table.new(self.table, ours.from_waiting(delivery))
        try:
            table.transact(self.client, [log, {"Put": waiting}, self._head(delivery.line_id, change, values)])
        except table.ConditionFailed:
            return False
        return True

    def _delivery(self, waiting: items.Plain) -> Delivery | None:
        key = items.to_typed(ours.delivery_key(waiting["channel_id"], waiting["delivery_id"]))
        with translated("dynamodb:GetItem"):
            answer = self.client.get_item(TableName=self.table, Key=key, ConsistentRead=True)
        return ours.to_delivery(items.to_plain(answer["Item"])) if "Item" in answer else None

    def _head(self, line_id: str, change: str, values: dict[str, object]) -> TransactWriteItemTypeDef:
        return {
            "Update": {
                "TableName": self.table,
                "Key": items.to_typed(ours.head_key(line_id)),
                "UpdateExpression": change,
                "ExpressionAttributeValues": items.to_typed(values),
            }
        }

    def _update(self, line_id: str, change: str, values: dict[str, object], condition: str) -> bool:
        asked: dict[str, Any] = {
            "TableName": self.table,
            "Key": items.to_typed(ours.head_key(line_id)),
            "UpdateExpression": change,
            "ConditionExpression": condition,
        }
        asked |= {"ExpressionAttributeValues": items.to_typed(values)} if values else {}
        with translated("dynamodb:UpdateItem"):
            try:
                self.client.update_item(**asked)
            except ClientError as error:
                if error_code(error) != "ConditionalCheckFailedException":
                    raise
                return False
        return True


def _why_not(head: items.Plain, now: str) -> TakenLine:
    if int(head.get("pending", 0)) <= 0:
        return TakenLine(Hold.EMPTY)
    if head.get("held_until", "") > now:
        return TakenLine(Hold.BUSY, datetime.fromisoformat(head["held_until"]))
    due = head.get("filed_at", now)
    return TakenLine(Hold.NOT_DUE, datetime.fromisoformat(due))
