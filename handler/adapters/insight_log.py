"""What is counted as it happens: an item an hour, in a few parts so that many can count at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from handler.adapters import items
from handler.adapters.aws_errors import translated
from handler.domain.insights import Counts, hour_of, total

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import UpdateTypeDef

PARTS: Final = 8
"""Transactions that touch the same item at once are refused and tried again; so an hour has several items."""

_KEY_NAMES: Final = frozenset({"pk", "sk"})


def counting(table: str, upload_id: str, at: datetime, counts: Counts) -> UpdateTypeDef:
    """Make the part of a transaction that counts.

    Parameters
    ----------
    table : str
    upload_id : str
        Hexadecimal; spreads what is counted over the hour's parts.
    at : datetime
        UTC.
    counts : mapping of str to int
        What to add, at least one.
    """
    hour, names = hour_of(at), list(counts)
    return {
        "TableName": table,
        "Key": items.to_typed({"pk": f"insights#{hour[:7]}", "sk": f"{hour}#{int(upload_id[-2:], 16) % PARTS}"}),
        "UpdateExpression": "ADD " + ", ".join(f"#c{place} :c{place}" for place in range(len(names))),
        "ExpressionAttributeNames": {f"#c{place}": name for place, name in enumerate(names)},
        "ExpressionAttributeValues": items.to_typed({f":c{place}": counts[name] for place, name in enumerate(names)}),
    }


@dataclass(frozen=True, slots=True)
class DynamoDbInsightLog:
    """The counts; a Query for each month.

    Parameters
    ----------
    client : DynamoDBClient
    table : str
    """

    client: DynamoDBClient
    table: str

    def hours(self, first: date, last: date) -> Mapping[str, Counts]:
        """Get the counts of each hour of some days, both included; hours without any are left out."""
        found: dict[str, list[Counts]] = {}
        for month in sorted({(first + timedelta(days=day)).isoformat()[:7] for day in range((last - first).days + 1)}):
            for item in self._items(month, first, last):
                counts = {name: int(value) for name, value in item.items() if name not in _KEY_NAMES}
                found.setdefault(str(item["sk"]).partition("#")[0], []).append(counts)
        return {hour: total(parts) for hour, parts in found.items()}

    def _items(self, month: str, first: date, last: date) -> list[items.Plain]:
        request: dict[str, Any] = {
            "TableName": self.table,
            "KeyConditionExpression": "pk = :pk AND sk BETWEEN :first AND :end",
            "ExpressionAttributeValues": items.to_typed(
                {
                    ":pk": f"insights#{month}",
                    ":first": first.isoformat(),
                    ":end": (last + timedelta(days=1)).isoformat(),
                }
            ),
        }
        found: list[items.Plain] = []
        while True:
            with translated("dynamodb:Query"):
                answer = self.client.query(**request)
            found += map(items.to_plain, answer["Items"])
            if "LastEvaluatedKey" not in answer:
                return found
            request["ExclusiveStartKey"] = answer["LastEvaluatedKey"]
