"""Adds up what requests to the table of parking cost, as DynamoDB reckons: by the bytes of items, rounded up."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from math import ceil
from typing import TYPE_CHECKING, Any, Final

from handler.adapters.dynamodb.parking.visit_items import INDEXES
from scripts.operate.prices import prices

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

WRITE_UNIT, READ_UNIT = prices().of_one("dynamodb_write_unit"), prices().of_one("dynamodb_read_unit")
"""Dollars a unit (docs/prices.json)."""

_INDEXED: Final = {one[0]: one[1:] for one in INDEXES.values()} | {
    "by_plate": ("plate", "began_at"),
    "by_due": ("due", "due_at"),
}


def size_of(value: Any) -> int:
    """Give the bytes of an attribute's value with its type tag (DynamoDB developer guide, item sizes)."""
    ((kind, held),) = value.items()
    if kind in ("S", "B"):
        return len(held.encode())
    if kind == "N":
        return len(held.strip("-").replace(".", "")) // 2 + 2
    if kind == "L":
        return 3 + sum(1 + size_of(one) for one in held)
    if kind == "M":
        return 3 + sum(1 + len(name) + size_of(one) for name, one in held.items())
    return 1


def bytes_of(item: Mapping[str, Any]) -> int:
    return sum(len(name) + size_of(value) for name, value in item.items())


class Meter:
    """Counts units of writes and reads.

    Attributes
    ----------
    writes, reads : defaultdict
        Units by what they are for.
    """

    def __init__(self, client: DynamoDBClient, table: str) -> None:
        self.writes: defaultdict[str, float] = defaultdict(float)
        self.reads: defaultdict[str, float] = defaultdict(float)
        self.calls: Counter[str] = Counter()
        self._client, self._table, self._plain = client, table, client.meta.events
        self._indexed: dict[str, dict[str, tuple[str, ...]]] = {}
        self._is_off = False
        self._asked: dict[str, Any] = {}
        self._plain.register("before-parameter-build.dynamodb.*", self._before)
        self._plain.register("after-call.dynamodb.*", self._after)

    @property
    def dollars(self) -> float:
        return sum(self.writes.values()) * WRITE_UNIT + sum(self.reads.values()) * READ_UNIT

    def _before(self, params: dict[str, Any], model: Any, **_: object) -> None:
        if self._is_off:
            return
        self.calls[model.name] += 1
        if model.name in ("PutItem", "DeleteItem"):
            self.writes["facts"] += ceil(bytes_of(params["Item"]) / 1024) if "Item" in params else 1
        elif model.name in ("Query", "GetItem"):
            self._is_consistent = params.get("ConsistentRead", False)
        elif model.name == "BatchGetItem":
            self.reads["visits"] += sum(len(one["Keys"]) for one in params["RequestItems"].values())
        elif model.name == "TransactWriteItems":
            self._asked = params

    def _after(self, parsed: Any, model: Any, **_: object) -> None:
        if self._is_off:
            return
        if model.name == "Query":
            found = sum(map(bytes_of, parsed.get("Items", [])))
            self.reads["asks"] += max(1, ceil(found / 4096)) * (1.0 if self._is_consistent else 0.5)
        elif model.name == "GetItem":
            self.reads["facts"] += 1.0 if self._is_consistent else 0.5
        elif model.name == "TransactWriteItems":
            self._is_off = True
            for one in self._asked["TransactItems"]:
                self._transacted(one)
            self._is_off = False

    def _transacted(self, one: Mapping[str, Any]) -> None:
        ((kind, write),) = one.items()
        if kind == "Update":
            item = self._client.get_item(TableName=self._table, Key=write["Key"])["Item"]
            is_visit = item["pk"]["S"].startswith("visit#")
            self.writes["visits" if is_visit else "count"] += 2 * ceil(bytes_of(item) / 1024)
            if is_visit:
                self.writes["indexes"] += self._moved(item)
        else:
            self.writes["count"] += 2

    def _moved(self, item: Mapping[str, Any]) -> int:
        """Count the writes to indexes: one for each place that an item takes, and for each that it leaves."""
        now = {
            name: tuple(item[one]["S"] for one in keys)
            for name, keys in _INDEXED.items()
            if all(one in item for one in keys)
        }
        before = self._indexed.get(item["pk"]["S"], {})
        self._indexed[item["pk"]["S"]] = now
        changed = [name for name in _INDEXED if before.get(name) != now.get(name)]
        return sum((name in before) + (name in now) for name in changed)
