"""The outbox as those see it who tell its events, and who put one that no transaction of the log makes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from handler.adapters.aws_errors import translated
from handler.adapters.dynamodb import items, table
from handler.adapters.dynamodb.outbox.outbox_items import event_key, from_event, to_event
from handler.domain.classes.quick import quick_dataclass
from handler.domain.events.event import Event
from handler.domain.retention import is_over

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@quick_dataclass(frozen=True, slots=True)
class DynamoDbOutbox:
    """Events.

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

    def get(self, order_key: str, event_id: str) -> Event | None:
        """Get an event; None for one that is kept no longer."""
        key = items.to_typed(event_key(order_key, event_id))
        with translated("dynamodb:GetItem"):
            answer = self.client.get_item(TableName=self.table, Key=key, ConsistentRead=True)
        event = to_event(items.to_plain(answer["Item"])) if "Item" in answer else None
        return None if event is None or is_over(event.kept_until, self.now()) else event

    def put_new(self, event: Event) -> bool:
        """Put an event; tells whether it was not there yet."""
        try:
            table.transact(self.client, [{"Put": table.new(self.table, from_event(event))}])
        except table.ConditionFailed:
            return False
        return True
