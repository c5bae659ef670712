"""A table of any size that holds nothing: its items are made when somebody asks, and counted as DynamoDB charges."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from handler.adapters.dynamodb import items

_PAGE_BYTES: Final = 1024**2
"""A Query gives no more at once (DynamoDB API reference)."""

_UNIT_BYTES: Final = 4096
"""Of a consistent read; the others cost half ("DynamoDB read consistency", DynamoDB developer guide)."""


@dataclass(frozen=True, slots=True)
class Part:
    """The items of one partition of the table or of an index, in their order.

    Attributes
    ----------
    count : int
    by : str
        The attribute that they are sorted by.
    place : callable
        Gives the attribute of the nth; grows with n.
    item : callable
        Makes the nth, or what the index holds of it.
    """

    count: int
    by: str
    place: Callable[[int], Any]
    item: Callable[[int], items.Plain]

    def first_from(self, wanted: Any, *, behind: bool = False) -> int:  # noqa: ANN401 (a text or a number)
        """Tell which is the first at a place or after it; with `behind`, the first after it."""
        low, high = 0, self.count
        while low < high:
            middle = (low + high) // 2
            place = self.place(middle)
            low, high = (middle + 1, high) if place < wanted or (behind and place == wanted) else (low, middle)
        return low


@dataclass
class GrownTable:
    """As much of DynamoDB's client as reading asks for.

    Parameters
    ----------
    parts : mapping
        By the index's name, empty for the table's own, and the value of its key.
    one : callable
        Makes the item of a key; None where there is none.
    """

    parts: Mapping[tuple[str, str], Part]
    one: Callable[[Mapping[str, str]], items.Plain | None]
    read_units: float = field(default=0.0, init=False)
    calls: int = field(default=0, init=False)

    def query(self, **request: Any) -> dict[str, Any]:  # noqa: ANN401 (boto3's own)
        """Give a page of what a Query finds; boto3's names."""
        values = items.to_plain(request["ExpressionAttributeValues"])
        condition = request["KeyConditionExpression"]
        key, *bounds = (values[name] for name in re.findall(r":\w+", condition))
        part = self.parts[request.get("IndexName", ""), key]
        first, end = _range(part, condition, bounds)
        numbers = range(first, end)
        if not request.get("ScanIndexForward", True):
            numbers = numbers[::-1]
        if "ExclusiveStartKey" in request:
            after = items.to_plain(request["ExclusiveStartKey"])[part.by]
            numbers = numbers[numbers.index(part.first_from(after)) + 1 :]
        return self._page(part, numbers, request)

    def batch_get_item(self, RequestItems: Mapping[str, Any]) -> dict[str, Any]:  # noqa: N803 (boto3's name)
        """Give items by their keys; boto3's names."""
        self.calls += 1
        found: dict[str, list[items.Typed]] = {}
        for name, asked in RequestItems.items():
            there = [self.one(items.to_plain(key)) for key in asked["Keys"]]
            typed = [items.to_typed(item) for item in there if item]
            sizes = [*map(size_bytes, typed), *(0 for item in there if not item)]
            self.read_units += sum(_units(size, is_consistent=asked.get("ConsistentRead", False)) for size in sizes)
            found[name] = typed
        return {"Responses": found}

    def update_item(self, **request: Any) -> dict[str, Any]:  # noqa: ANN401 (boto3's own)
        """Give the item as if it had been changed; boto3's names."""
        item = self.one(items.to_plain(request["Key"]))
        return {"Attributes": items.to_typed(item or {})}

    def put_item(self, **_request: Any) -> dict[str, Any]:  # noqa: ANN401 (boto3's own)
        """Keep nothing; boto3's names."""
        return {}

    def _page(self, part: Part, numbers: Sequence[int], request: Mapping[str, Any]) -> dict[str, Any]:
        found: list[items.Typed] = []
        read_bytes, most = 0, request.get("Limit", part.count)
        for number in numbers[:most]:
            typed = items.to_typed(part.item(number))
            if found and read_bytes + size_bytes(typed) > _PAGE_BYTES:
                break
            found.append(typed)
            read_bytes += size_bytes(typed)
        self.calls += 1
        self.read_units += _units(read_bytes, is_consistent=request.get("ConsistentRead", False))
        names = {"pk", "sk", part.by}
        last = {name: value for name, value in found[-1].items() if name in names} if found else {}
        return {"Items": found, **({"LastEvaluatedKey": last} if found and len(found) < len(numbers) else {})}


def size_bytes(item: items.Typed) -> int:
    """Count the bytes of an item, about as DynamoDB does."""
    return sum(len(name) + _size(value) for name, value in item.items())


def _size(value: Mapping[str, Any]) -> int:
    ((kind, held),) = value.items()
    if kind == "M":
        return 3 + size_bytes(held)
    if kind == "L":
        return 3 + sum(1 + _size(one) for one in held)
    return len(held.encode()) if kind in "SN" else 1


def _units(read_bytes: int, *, is_consistent: bool) -> float:
    return max(math.ceil(read_bytes / _UNIT_BYTES), 1) * (1.0 if is_consistent else 0.5)


def _range(part: Part, condition: str, bounds: Sequence[Any]) -> tuple[int, int]:
    if not bounds:
        return 0, part.count
    if "begins_with" in condition:
        return part.first_from(bounds[0]), part.first_from(f"{bounds[0]}\x7f")
    first = part.first_from(bounds[0])
    return first, part.first_from(bounds[1], behind=True) if "BETWEEN" in condition else part.count
