"""All plates that were read, filed in the table under the keys of `handler.domain.plate_search`."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from handler.adapters import items
from handler.adapters.aws_errors import going_on_from, translated
from handler.domain.errors import Throttled
from handler.domain.plate_search import ROTATION_GROUP, Pattern, closeness, fuzzy_keys, plate_of, rotations
from handler.service.ports import PlateSlice

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_WRITES_A_BATCH: Final = 25
"""BatchWriteItem takes no more (DynamoDB API reference)."""

_BATCH_TRIES, _PAUSE_SECONDS = 5, 0.1


@dataclass(frozen=True, slots=True)
class DynamoDbPlateIndex:
    """Plates by their fuzzy keys and rotations: an item each, about 15 for a plate of seven characters.

    Parameters
    ----------
    client : DynamoDBClient
    table : str
    retention : timedelta
        How long after it was last seen a plate stays filed.
    """

    client: DynamoDBClient
    table: str
    retention: timedelta

    def file(self, plates: Collection[str], seen_at: datetime) -> None:
        """File plates; filing one again only makes it stay longer."""
        expiry = int((seen_at + self.retention).timestamp())
        keys = [key for plate in sorted(plates) for key in _keys(plate)]
        self._write([{"PutRequest": {"Item": _entry(key, expiry)}} for key in keys])

    def remove(self, plate: str) -> None:
        """Forget a plate."""
        self._write([{"DeleteRequest": {"Key": items.to_typed(key)}} for key in _keys(plate)])

    def near(self, asked: str) -> list[str]:
        """Get the plates within one edit of one, confusable characters taken for the same; in no order."""
        found = {plate for key in fuzzy_keys(asked) for plate in self._filed_under(f"fuzzy#{key}")}
        return [plate for plate in found if closeness(asked, plate) is not None]

    def fitting(self, pattern: Pattern, limit: int, after: str | None) -> PlateSlice:
        """Get some plates that a pattern fits, of the next `limit` that are filed near it."""
        run, group = pattern.run, f"rotation#{pattern.run[:ROTATION_GROUP]}"
        start: dict[str, Any] = {"ExclusiveStartKey": items.to_typed({"pk": group, "sk": after})} if after else {}
        with translated("dynamodb:Query"), going_on_from(start):
            answer = self.client.query(
                TableName=self.table,
                KeyConditionExpression="pk = :pk AND begins_with(sk, :run)",
                ExpressionAttributeValues=items.to_typed({":pk": group, ":run": run}),
                Limit=limit,
                **start,
            )
        rotated = [items.to_plain(item)["sk"] for item in answer["Items"]]
        plates = dict.fromkeys(plate_of(rotation) for rotation in rotated)
        cursor = rotated[-1] if rotated and "LastEvaluatedKey" in answer else None
        return PlateSlice([plate for plate in plates if pattern.fits(plate)], cursor)

    def _filed_under(self, key: str) -> Iterator[str]:
        start: dict[str, Any] = {}
        while True:
            with translated("dynamodb:Query"):
                answer = self.client.query(
                    TableName=self.table,
                    KeyConditionExpression="pk = :pk",
                    ExpressionAttributeValues=items.to_typed({":pk": key}),
                    **start,
                )
            yield from (items.to_plain(item)["sk"] for item in answer["Items"])
            if "LastEvaluatedKey" not in answer:
                return
            start = {"ExclusiveStartKey": answer["LastEvaluatedKey"]}

    def _write(self, requests: Sequence[dict[str, Any]]) -> None:
        for start in range(0, len(requests), _WRITES_A_BATCH):
            self._write_batch(list(requests[start : start + _WRITES_A_BATCH]))

    def _write_batch(self, requests: list[dict[str, Any]]) -> None:
        for attempt in range(_BATCH_TRIES):
            with translated("dynamodb:BatchWriteItem"):
                answer = self.client.batch_write_item(RequestItems={self.table: requests})  # type: ignore[dict-item]
            left = answer.get("UnprocessedItems", {}).get(self.table, [])
            if not left:
                return
            requests = [dict(request) for request in left]
            time.sleep(_PAUSE_SECONDS * 2**attempt)
        raise Throttled("dynamodb:BatchWriteItem")


def _keys(plate: str) -> list[dict[str, str]]:
    fuzzy = [{"pk": f"fuzzy#{key}", "sk": plate} for key in sorted(fuzzy_keys(plate))]
    return fuzzy + [{"pk": f"rotation#{one[:ROTATION_GROUP]}", "sk": one} for one in rotations(plate)]


def _entry(key: dict[str, str], expires_at_epoch_seconds: int) -> dict[str, Any]:
    return items.to_typed({**key, "expires_at_epoch_seconds": expires_at_epoch_seconds})
