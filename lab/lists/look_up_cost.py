"""What a look-up in lists reads: the real index on a table in memory that counts as DynamoDB charges."""

from __future__ import annotations

import json
import math
import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, cast

from handler.adapters.dynamodb import items
from handler.adapters.dynamodb.lists import list_items as ours
from handler.adapters.dynamodb.lists.list_index import DynamoDbListIndex
from handler.domain.lists.entry import ListKind, Tolerance
from handler.domain.lists.entry_checks import EntrySetup, entry_of
from handler.domain.lists.plate_list import ListSetup, PlateList

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

BYTES_A_HALF_UNIT: Final = 4096
"""BatchGetItem charges each item by itself, half a read unit for each 4 KB rounded up where it is eventually
consistent, a whole one where it is consistent; an item that is not there costs as much as a small one ("Capacity unit
consumption for read operations" in the DynamoDB developer guide)."""

_LIST: Final = PlateList("list-0000000000", ListSetup("Sought", ListKind.WATCH), datetime(2026, 1, 1, tzinfo=UTC))
_LETTERS, _DIGITS = "ABCDEFGHJKLMNPRSTUVWXYZ", "0123456789"
_FORM: Final = (_LETTERS, _LETTERS, _DIGITS, _DIGITS, _LETTERS, _LETTERS, _LETTERS)


@dataclass
class CountingItems:
    """As much of DynamoDB's client as the index asks for, with what it would charge.

    Attributes
    ----------
    kept : dict of (str, str) to dict
        Items without type tags, by their keys.
    read_units : float
    calls : int
    """

    kept: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    read_units: float = 0.0
    calls: int = 0

    def batch_get_item(self, RequestItems: Mapping[str, Any]) -> dict[str, Any]:  # noqa: N803
        """Get items by their keys; boto3's names."""
        self.calls += 1
        answers: dict[str, list[object]] = {}
        for table, asked in RequestItems.items():
            share = 1.0 if asked["ConsistentRead"] else 0.5
            answers[table] = []
            for key in asked["Keys"]:
                found = self.kept.get((key["pk"]["S"], key["sk"]["S"]))
                typed = items.to_typed(found) if found else {}
                size_bytes = len(json.dumps(typed, default=list))  # more than DynamoDB counts: the tags are in it
                self.read_units += share * max(math.ceil(size_bytes / BYTES_A_HALF_UNIT), 1)
                answers[table] += [typed] if found else []
        return {"Responses": answers, "UnprocessedKeys": {}}


def filled(count: int, tolerance: Tolerance, seed: int) -> tuple[CountingItems, list[str]]:
    """Make up entries with plates of a country's size, AA00AAA, and file them.

    Returns
    -------
    CountingItems
    list of str
        Their plates, all different.
    """
    chance, table = random.Random(seed), CountingItems()
    plates: dict[str, None] = {}
    while len(plates) < count:
        plates["".join(map(chance.choice, _FORM))] = None
    names: dict[str, set[str]] = defaultdict(set)
    for plate in plates:
        entry = entry_of(_LIST, EntrySetup(plate, tolerance=tolerance), "somebody", _LIST.created_at)
        item = ours.from_entry(entry)
        table.kept[item["pk"], item["sk"]] = item
        for key in ours.keys_of(entry):
            names[key].add(ours.name_of(entry))
    for key, shared in names.items():
        place = ours.listed_key(key)
        table.kept[place["pk"], place["sk"]] = {**place, "names": shared}
    return table, list(plates)


def index_on(table: CountingItems, count: int) -> DynamoDbListIndex:
    """Put the index on a table that so many entries were filed in."""
    listed = PlateList(_LIST.list_id, _LIST.setup, _LIST.created_at, entry_count=count)
    return DynamoDbListIndex(cast("DynamoDBClient", table), "plates", lambda: [listed])


def look_up(table: CountingItems, count: int, asked: Sequence[Sequence[str]]) -> tuple[float, float]:
    """Look reads up, each by its plates, and give the read units and the calls of one on average."""
    index = index_on(table, count)
    table.read_units, table.calls = 0.0, 0
    for plates in asked:
        index.near(plates)
    return table.read_units / len(asked), table.calls / len(asked)


def strangers(count: int, seed: int) -> list[list[str]]:
    """Make up reads of which no plate is listed, each with a second candidate that looks unlike the first."""
    chance = random.Random(seed)
    return [["".join(map(chance.choice, _FORM[::-1])), "".join(map(chance.choice, _FORM[::-1]))] for _ in range(count)]
