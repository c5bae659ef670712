"""Show what a photo whose plate nobody has seen writes into the table, call by call: ``python -m lab.counted``."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

import boto3

from lab.counted.photo import REGION, TABLE, Way, made, units_of

INDEXES: Final = {
    "by_owner": ("owner", "created_at"),
    "by_time": ("kind", "seen_at"),
    "by_status": ("status", "seen_at"),
    "by_plate": ("current_plate", "seen_at"),
    "by_doubt": ("queue", "confidence"),
}
Item = Mapping[str, Any]
Units = Counter[tuple[str, str, str]]


def units_by_call() -> Units:
    """Count write units by call, kind of item, and where: in the table, or in one of its indexes."""
    units, before = Units(), dict[tuple[str, str], Item]()
    with made() as (table, bucket):
        way, looking = Way(table, bucket), boto3.client("dynamodb", region_name=REGION)

        def look() -> dict[tuple[str, str], Item]:
            return {(one["pk"]["S"], one["sk"]["S"]): one for one in looking.scan(TableName=TABLE)["Items"]}

        def begin(**_: object) -> None:
            before.update(look())

        def end(model: Any, **_: object) -> None:  # noqa: ANN401 (botocore's own)
            for key, item in look().items():
                if item != before.get(key):
                    _count(units, model.name, key, before.get(key), item)

        table.meta.events.register("before-call", begin)
        table.meta.events.register("after-call", end)
        way.go()
    return units


def _count(units: Units, call: str, key: tuple[str, str], old: Item | None, new: Item) -> None:
    pk, sk = key[0].partition("#")[0], key[1].partition("#")[0]
    kind = sk if pk == "upload" else pk
    units[call, kind, "table"] += units_of(new) * (2 if call == "TransactWriteItems" else 1)
    for index, attributes in INDEXES.items():
        places = [_place(one, attributes) for one in (old, new)]
        copies = 1 if places[0] == places[1] else sum(place is not None for place in places)
        units[call, kind, index] += copies * units_of(new) if any(places) else 0


def _place(item: Item | None, attributes: tuple[str, str]) -> list[Any] | None:
    return [item[one] for one in attributes] if item and all(one in item for one in attributes) else None


def main() -> int:
    """Run the command."""
    units = units_by_call()
    print("| call | what | in the table | copies in indexes |\n| --- | --- | --- | --- |")
    for call, kind in dict.fromkeys((call, kind) for call, kind, _ in units):
        copies = sum(units[call, kind, index] for index in INDEXES)
        print(f"| {call} | {kind} | {units[call, kind, 'table']} | {copies} |")
    in_table = sum(count for (_, _, where), count in units.items() if where == "table")
    print(f"| | | {in_table} | {units.total() - in_table} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
