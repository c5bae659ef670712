"""What a plate search reads: the real index on a table in memory that counts as DynamoDB charges."""

from __future__ import annotations

import math
import random
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, cast

from handler.adapters.dynamodb.plate_index import DynamoDbPlateIndex
from handler.service.ports.plates import Unsettled

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

BYTES_A_HALF_UNIT: Final = 4096
"""An eventually consistent Query costs half a read unit for each 4 KB that it reads, rounded up ("DynamoDB read
consistency", "Capacity unit consumption for read operations" in the DynamoDB developer guide)."""

_END: Final = int((datetime.now(UTC) + timedelta(days=90)).timestamp())
_ATTRIBUTE_BYTES: Final = len("pk" + "sk" + "expires_at_epoch_seconds") + 7
_LETTERS, _DIGITS = "ABCDEFGHJKLMNPRSTUVWXYZ", "0123456789"


@dataclass
class CountingTable:
    """As much of DynamoDB's client as the plate index asks for, with what it would charge."""

    keys: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    read_units: float = 0.0
    queries: int = 0

    def batch_write_item(self, RequestItems: Mapping[str, Sequence[Any]]) -> dict[str, Any]:  # noqa: N803
        """Write items; boto3's names."""
        for requests in RequestItems.values():
            for request in requests:
                if "DeleteRequest" in request:
                    continue  # what files nothing anew costs no search anything
                item = request["PutRequest"]["Item"]
                group, key = self.keys[item["pk"]["S"]], item["sk"]["S"]
                place = bisect_left(group, key)
                if place == len(group) or group[place] != key:
                    insort(group, key)
        return {}

    def query(self, **request: Any) -> dict[str, Any]:  # noqa: ANN401 (boto3's own)
        """Query a partition, perhaps by the beginning of its sort keys; boto3's names."""
        values = request["ExpressionAttributeValues"]
        if values[":pk"]["S"].startswith("filed#"):  # each of these plates was read, and lately
            return {"Items": [{"expires_at_epoch_seconds": {"N": str(_END)}}]}
        pk, run = values[":pk"]["S"], values.get(":run", {"S": ""})["S"]
        group = self.keys.get(pk, [])
        start = request.get("ExclusiveStartKey", {"sk": {"S": ""}})["sk"]["S"]
        first = max(bisect_left(group, run), bisect_left(group, start + "\0") if start else 0)
        end = bisect_left(group, run + "\x7f")
        stop = min(end, first + request.get("Limit", end))
        found = group[first:stop]
        size_bytes = sum(len(pk) + len(key) + _ATTRIBUTE_BYTES for key in found)
        self.queries += 1
        self.read_units += max(math.ceil(size_bytes / BYTES_A_HALF_UNIT), 1) / 2
        more = {"LastEvaluatedKey": {"pk": {"S": pk}, "sk": {"S": found[-1]}}} if found and stop < end else {}
        return {"Items": [{"pk": {"S": pk}, "sk": {"S": key}} for key in found], **more}

    def delete_item(self, **_request: Any) -> dict[str, Any]:  # noqa: ANN401 (boto3's own)
        """Take a note away, of which none is kept here; boto3's names."""
        return {}

    def update_item(self, **_request: Any) -> dict[str, Any]:  # noqa: ANN401 (boto3's own)
        """Let what is noted of a plate end, of which nothing is kept here; boto3's names."""
        return {}

    def reset(self) -> None:
        """Begin to count anew."""
        self.read_units, self.queries = 0.0, 0


def index_on(table: CountingTable) -> DynamoDbPlateIndex:
    """Put the plate index on a table."""
    return DynamoDbPlateIndex(cast("DynamoDBClient", table), "plates", lambda: datetime.now(UTC))


def file_plates(index: DynamoDbPlateIndex, count: int, seed: int) -> list[str]:
    """Make up plates of a country's size, AA00AAA, and file them.

    Returns
    -------
    list of str
        All different.
    """
    chance = random.Random(seed)
    kinds = (_LETTERS, _LETTERS, _DIGITS, _DIGITS, _LETTERS, _LETTERS, _LETTERS)
    plates: dict[str, None] = {}
    while len(plates) < count:
        plates["".join(map(chance.choice, kinds))] = None
    index.settle(Unsettled("all of them", frozenset(plates)), datetime.now(UTC))
    return list(plates)
