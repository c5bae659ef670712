"""What transitions of reads make, as a part of the transaction that writes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from handler.adapters.dynamodb import items
from handler.adapters.dynamodb.alerts import alert_items as ours
from handler.adapters.dynamodb.outbox.outbox_items import putting
from handler.adapters.dynamodb.table import ConditionFailed
from handler.domain.alerts.consequences import Consequences

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef


def writing(table: str, outbox: str, made: Consequences) -> list[TransactWriteItemTypeDef]:
    """Make the writes of alerts, windows and events; each of an alert on the condition that it is as it was seen.

    Parameters
    ----------
    table, outbox : str
    made : Consequences
    """
    kept = [*map(ours.from_alert, made.alerts), *map(ours.from_opened, made.opened)]
    writes = [_as_seen(table, one) for one in kept]
    writes += [{"Put": putting(outbox, one)} for one in made.events]
    return writes


def are_to_blame(told: Sequence[object], writes: Sequence[object], failed: ConditionFailed) -> bool:
    """Tell whether nothing failed of a transaction but what stands at its end: the writes that `writing` made."""
    return min(failed.places) >= len(writes) - len(told)


def _as_seen(table: str, item: items.Plain) -> TransactWriteItemTypeDef:
    seen = item["version"] - 1
    condition = "version = :seen" if seen else "attribute_not_exists(pk)"
    values = {"ExpressionAttributeValues": items.to_typed({":seen": seen})} if seen else {}
    return {"Put": {"TableName": table, "Item": items.to_typed(item), "ConditionExpression": condition, **values}}  # type: ignore[typeddict-item]
