"""How events lie in the outbox.

Events of one order key share a partition, because a stream tells in order only what does.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from handler.adapters.dynamodb import items
from handler.domain.events.event import Event, EventType

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import PutTypeDef

PARTITIONS: Final = "events#"
"""How the partitions begin that hold events."""


def event_key(order_key: str, event_id: str) -> dict[str, str]:
    """Give the key of an event; the order key may hold a plate, so a digest stands for it."""
    return {"pk": PARTITIONS + hashlib.sha256(order_key.encode()).hexdigest()[:32], "sk": f"event#{event_id}"}


def from_event(event: Event) -> items.Plain:
    """Make the item of an event."""
    return {
        **event_key(event.order_key, event.event_id),
        "event_id": event.event_id,
        "type": event.type.value,
        "occurred_at": items.to_text(event.occurred_at),
        "data": json.dumps(event.data),
        "order_key": event.order_key,
        "expires_at_epoch_seconds": int(event.kept_until.timestamp()),
    }


def to_event(item: items.Plain) -> Event:
    """Make an event of its item."""
    return Event(
        event_id=item["event_id"],
        type=EventType(item["type"]),
        occurred_at=datetime.fromisoformat(item["occurred_at"]),
        data=json.loads(item["data"]),
        order_key=item["order_key"],
        kept_until=datetime.fromtimestamp(int(item["expires_at_epoch_seconds"]), UTC),
    )


def putting(table: str, event: Event) -> PutTypeDef:
    """Make the write of an event, as a part of the transaction that makes it happen.

    It is under no condition: the transaction's own conditions let it happen once.
    """
    return {"TableName": table, "Item": items.to_typed(from_event(event))}
