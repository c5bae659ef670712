"""Deliveries and their lines as items of the outbox's table, and back. docs/data.md shows them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from handler.adapters.dynamodb import items
from handler.domain.events.answer import Answer, Trouble
from handler.domain.events.delivery import Delivery, DeliveryStatus
from handler.domain.events.event import EventType

HEAD: Final = "head"
HEAD_LASTS: Final = timedelta(days=1)
"""How much longer the head of a line is kept than what waits in it."""

DELIVERIES: Final = "delivery#"
WAITING: Final = "waiting#"


def delivery_key(channel_id: str, delivery_id: str) -> dict[str, str]:
    """Key of a delivery in its channel's log; they sort by time."""
    return {"pk": f"channel#{channel_id}", "sk": DELIVERIES + delivery_id}


def waiting_key(line_id: str, delivery_id: str) -> dict[str, str]:
    """Key of the item that says that a delivery waits in a line."""
    return {"pk": f"line#{line_id}", "sk": WAITING + delivery_id}


def head_key(line_id: str) -> dict[str, str]:
    """Key of the item that says how much waits in a line, until when, and who works on it."""
    return {"pk": f"line#{line_id}", "sk": HEAD}


def filed_waiting(channel_id: str) -> str:
    """Name the part of the index where a channel's lines lie that wait."""
    return f"waiting#{channel_id}"


def filed_failed(channel_id: str) -> str:
    """Name the part of the index where a channel's deliveries lie that failed."""
    return f"failed#{channel_id}"


def from_delivery(delivery: Delivery) -> items.Plain:
    """Make a delivery's item in the log."""
    return {
        **delivery_key(delivery.channel_id, delivery.delivery_id),
        "channel_id": delivery.channel_id,
        "delivery_id": delivery.delivery_id,
        "line_id": delivery.line_id,
        "event_id": delivery.event_id,
        "order_key": delivery.order_key,
        "type": delivery.type.value,
        "occurred_at": items.to_text(delivery.occurred_at),
        "status": delivery.status.value,
        "attempts": delivery.attempts,
        "first_tried_at": _text_or_none(delivery.first_tried_at),
        "last_tried_at": _text_or_none(delivery.last_tried_at),
        "next_at": _text_or_none(delivery.next_at),
        "answer": _from_answer(delivery.answer) if delivery.answer else None,
        "expires_at_epoch_seconds": int(delivery.kept_until.timestamp()),
        **_filing(delivery),
    }


def to_delivery(item: items.Plain) -> Delivery:
    """Make a delivery of its item in the log."""
    return Delivery(
        channel_id=item["channel_id"],
        delivery_id=item["delivery_id"],
        line_id=item["line_id"],
        event_id=item["event_id"],
        order_key=item["order_key"],
        type=EventType(item["type"]),
        occurred_at=datetime.fromisoformat(item["occurred_at"]),
        kept_until=datetime.fromtimestamp(int(item["expires_at_epoch_seconds"]), UTC),
        status=DeliveryStatus(item["status"]),
        attempts=int(item["attempts"]),
        first_tried_at=_moment_or_none(item, "first_tried_at"),
        last_tried_at=_moment_or_none(item, "last_tried_at"),
        next_at=_moment_or_none(item, "next_at"),
        answer=_to_answer(item["answer"]) if "answer" in item else None,
    )


def from_waiting(delivery: Delivery) -> items.Plain:
    """Make the item that says that a delivery waits."""
    return {
        **waiting_key(delivery.line_id, delivery.delivery_id),
        "channel_id": delivery.channel_id,
        "delivery_id": delivery.delivery_id,
        "expires_at_epoch_seconds": int(delivery.kept_until.timestamp()),
    }


def _filing(delivery: Delivery) -> items.Plain:
    if delivery.status is not DeliveryStatus.FAILED:
        return {}
    return {"filed_under": filed_failed(delivery.channel_id), "filed_at": items.to_text(delivery.occurred_at)}


def _from_answer(answer: Answer) -> items.Plain:
    kept = {"status": answer.status, "text": answer.text, "trouble": answer.trouble.value if answer.trouble else None}
    return {name: value for name, value in kept.items() if value is not None}


def _to_answer(item: items.Plain) -> Answer:
    status = int(item["status"]) if "status" in item else None
    return Answer(status, item["text"], trouble=Trouble(item["trouble"]) if "trouble" in item else None)


def _text_or_none(moment: datetime | None) -> str | None:
    return items.to_text(moment) if moment else None


def _moment_or_none(item: items.Plain, name: str) -> datetime | None:
    return datetime.fromisoformat(item[name]) if name in item else None
