"""How events lie in the outbox."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from handler.adapters.dynamodb import items
from handler.domain.events.event import Event

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import PutTypeDef


def event_key(event_id: str) -> dict[str, str]:
    """Give the key of an event."""
    return {"pk": f"event#{event_id}", "sk": "event"}


def from_event(event: Event) -> items.Plain:
    """Make the item of an event."""
    return {
        **event_key(event.event_id),
        "event_id": event.event_id,
        "type": event.type.value,
        "occurred_at": items.to_text(event.occurred_at),
        "data": json.dumps(event.data),
        "order_key": event.order_key,
        "expires_at_epoch_seconds": int(event.kept_until.timestamp()),
    }


def putting(table: str, event: Event) -> PutTypeDef:
    """Make the write of an event, as a part of the transaction that makes it happen.

    It is under no condition: the transaction's own conditions let it happen once.
    """
    return {"TableName": table, "Item": items.to_typed(from_event(event))}
