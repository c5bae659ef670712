"""Photos without a plate as items of the table, and back. docs/data.md shows them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from handler.adapters.dynamodb import items, table
from handler.domain.no_plate import NoPlate

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import UpdateTypeDef

SORT_KEY: Final = "no_plate"
"""Behind the decisions and the explanation of its upload, before the reads."""

WAITS: Final = "no_plate"
"""The status of photos that wait for a person; others have no status, so that no index holds them."""


def key_of(upload_id: str) -> dict[str, str]:
    """Key of the item that says that a photo is without a plate."""
    return {"pk": items.upload_key(upload_id)["pk"], "sk": SORT_KEY}


def from_no_plate(no_plate: NoPlate) -> items.Plain:
    """Make the item of a photo without a plate."""
    return {
        **key_of(no_plate.upload_id),
        "upload_id": no_plate.upload_id,
        "seen_at": items.to_text(no_plate.seen_at),
        "expires_at_epoch_seconds": int(no_plate.kept_until.timestamp()),
        **_changing(no_plate),
    }


def to_no_plate(item: items.Plain) -> NoPlate:
    """Make a photo without a plate of its item."""
    judged_at = item.get("judged_at")
    return NoPlate(
        upload_id=item["upload_id"],
        seen_at=datetime.fromisoformat(item["seen_at"]),
        kept_until=datetime.fromtimestamp(int(item["expires_at_epoch_seconds"]), UTC),
        version=int(item["version"]),
        has_typed=bool(item["has_typed"]),
        judged_by=item.get("judged_by"),
        judged_at=datetime.fromisoformat(judged_at) if judged_at else None,
    )


def restanding(name: str, no_plate: NoPlate) -> UpdateTypeDef:
    """Make the write of how a photo without a plate stands by now, on the condition that nobody was faster."""
    change, names, values = table.changing(_changing(no_plate), "leased_by", "leased_until")
    return {
        "TableName": name,
        "Key": items.to_typed(key_of(no_plate.upload_id)),
        "UpdateExpression": change,
        "ConditionExpression": "#version = :expected",
        "ExpressionAttributeNames": names,
        "ExpressionAttributeValues": items.to_typed({**values, ":expected": no_plate.version - 1}),
    }


def _changing(no_plate: NoPlate) -> items.Plain:
    return {
        "status": WAITS if no_plate.waits else None,
        "version": no_plate.version,
        "has_typed": no_plate.has_typed,
        "judged_by": no_plate.judged_by,
        "judged_at": items.to_text(no_plate.judged_at) if no_plate.judged_at else None,
    }
