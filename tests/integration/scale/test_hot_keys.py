"""What a photo writes to keys that all photos share, by what changes in the table: docs/scale.md goes by it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from math import ceil
from typing import TYPE_CHECKING, Any, Final

from handler.adapters.dynamodb.upload_log import DynamoDbUploadLog
from handler.domain.insights import of_upload
from lab.scale.limits import HOT_KEYS
from tests.integration.conftest import TABLE
from tests.integration.logged import finished, outcome, read, texts, upload
from tests.support.fakes.world import LEASE, START

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

INDEXES: Final = {"by_time": "kind", "by_status": "status", "by_doubt": "queue"}
"""By the attribute that is the key; what people or plates are keys of is not shared by all photos."""

Items = Mapping[tuple[str, str], Mapping[str, Any]]


def size(value: Any) -> int:
    """Bytes of a typed value, about as DynamoDB counts them."""
    ((kind, held),) = value.items()
    if kind == "M":
        return 3 + sum(len(name) + 1 + size(one) for name, one in held.items())
    if kind == "L":
        return 3 + sum(1 + size(one) for one in held)
    return len(str(held).encode()) if kind in "SN" else 1


def units(item: Mapping[str, Any]) -> int:
    return ceil(sum(len(name) + size(value) for name, value in item.items()) / 1024)


class Meter:
    """Adds up write units by key."""

    def __init__(self, client: DynamoDBClient) -> None:
        self.client, self.units = client, Counter[str]()

    def count(self, does: Callable[[], object], *, in_transaction: bool) -> None:
        before = self._items()
        does()
        after = self._items()
        for key in before.keys() | after.keys():
            if before.get(key) != after.get(key):
                self._add(key[0], before.get(key), after.get(key), 2 if in_transaction else 1)

    def _items(self) -> Items:
        return {(one["pk"]["S"], one["sk"]["S"]): one for one in self.client.scan(TableName=TABLE)["Items"]}

    def _add(self, pk: str, old: Mapping[str, Any] | None, new: Mapping[str, Any] | None, times: int) -> None:
        self.units[pk] += times * max(units(one) for one in (old, new) if one)
        for index, attribute in INDEXES.items():
            keys = [one[attribute]["S"] if one and attribute in one else None for one in (old, new)]
            if keys[0] == keys[1] and old and new and keys[0]:
                self.units[f"{index}, {keys[0]}"] += max(units(old), units(new))
                continue
            for key, item in zip(keys, (old, new), strict=True):
                if key and item:
                    self.units[f"{index}, {key}"] += units(item)


def without_counting(does: Callable[[], object], *, in_transaction: bool) -> None:
    assert in_transaction in (True, False)
    does()


def bring_to_end(log: DynamoDbUploadLog, number: int, meter: Meter | None) -> None:
    """Announce a photo, take it into work, and write what was read; one of its plates is found at once."""
    announced, count = upload(number), meter.count if meter else without_counting
    count(lambda: log.add(announced), in_transaction=False)
    count(lambda: log.claim(announced.ref, "v1", "request-1", START), in_transaction=False)
    taken = log.alone(announced.ref.upload_id)
    assert taken is not None
    ended = finished(taken)
    reads = [replace(read(ended), confidence=number % 10 / 10)]
    counts = of_upload(ended, reads, LEASE)
    what = replace(outcome(reads, texts(ended)), counts=counts, is_found_at_once=True)
    count(lambda: log.finish(ended, "request-1", what), in_transaction=True)


def test_what_is_said_of_hot_keys_is_what_a_photo_writes(table: DynamoDBClient) -> None:
    log = DynamoDbUploadLog(table, TABLE, LEASE, lambda: START)
    meter, last = Meter(table), 8 * 4  # four photos of the same part of an hour's counts, of different results
    for number in range(8, last, 8):
        bring_to_end(log, number, None)
    bring_to_end(log, last, meter)
    shared = {name: used for name, used in meter.units.items() if name.startswith(("insights", "unsettled", "by_"))}
    assert "unsettled" not in shared
    month = f"insights#{START:%Y-%m}"
    said = {key.name.replace("insights#<month>", month).replace("kind ", ""): key.write_units for key in HOT_KEYS}
    assert {name: shared.get(name) for name in said} == said
