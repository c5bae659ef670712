"""What is counted as it happens: an item an hour, in a few parts so that many can count at once.

The items by the hour of arrival count their own changes, too: the newest of them tell whether anything is new.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from handler.adapters.dynamodb import items, table
from handler.domain.classes.quick import quick_dataclass
from handler.domain.insights import CountedBy, Counts, hour_of, total

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef, UpdateTypeDef

PARTS: Final = 8
"""Transactions that touch the same item at once are refused and tried again; so an hour has several items."""

_CHANGES: Final = "changes"
"""How often an item of an hour of arrival was written. No count; items of earlier versions lack it."""

_NO_COUNTS: Final = frozenset({"pk", "sk", _CHANGES})

_BOTH: Final = "="
"""Before the name of what counts for its hour by arrival and by capture alike: mostly a photo is taken and read in the
same hour, and one write is enough. Items of earlier versions have none."""

_ANY_HOUR: Final = ("0", ":")
"""Before and after the keys of all hours of arrival, which begin with a digit."""

_LATEST: Final = 2 * PARTS

_PREFIXES: Final[Mapping[CountedBy, str]] = {CountedBy.ARRIVAL: "", CountedBy.CAPTURE: "captured#"}


def counting(table: str, upload_id: str, at: datetime, counts: Counts) -> UpdateTypeDef:
    """Make the part of a transaction that counts what becomes known now, and that something does.

    Parameters
    ----------
    table : str
    upload_id : str
        Hexadecimal; spreads what is counted over the hour's parts.
    at : datetime
        UTC.
    counts : mapping of str to int
        What to add; there may be nothing.
    """
    return _adding(table, upload_id, CountedBy.ARRIVAL, at, {**counts, _CHANGES: 1})


def counting_by_both(
    table: str, upload_id: str, at: datetime, seen_at: datetime, counts: Counts
) -> list[TransactWriteItemTypeDef]:
    """Make the part of a transaction that counts for the present hour, and for that in which the photo was taken.

    Parameters
    ----------
    table : str
    upload_id : str
        Hexadecimal.
    at, seen_at : datetime
        UTC.
    counts : mapping of str to int
        What to add; there may be nothing.
    """
    if hour_of(at) == hour_of(seen_at):
        return [{"Update": counting(table, upload_id, at, {f"{_BOTH}{name}": count for name, count in counts.items()})}]
    by_capture = [{"Update": _adding(table, upload_id, CountedBy.CAPTURE, seen_at, counts)}] if counts else []
    return [{"Update": counting(table, upload_id, at, counts)}, *by_capture]  # type: ignore[list-item]


def _adding(table: str, upload_id: str, by: CountedBy, at: datetime, counts: Counts) -> UpdateTypeDef:
    hour, names = hour_of(at), list(counts)
    part = int(upload_id[-2:], 16) % PARTS
    return {
        "TableName": table,
        "Key": items.to_typed({"pk": _month_key(hour[:7]), "sk": f"{_PREFIXES[by]}{hour}#{part}"}),
        "UpdateExpression": "ADD " + ", ".join(f"#c{place} :c{place}" for place in range(len(names))),
        "ExpressionAttributeNames": {f"#c{place}": name for place, name in enumerate(names)},
        "ExpressionAttributeValues": items.to_typed({f":c{place}": counts[name] for place, name in enumerate(names)}),
    }


def _counts_of(item: items.Plain, *, are_all: bool) -> Iterator[Counts]:
    """Give what an item counts: all of it, or only what counts for its hour in both ways."""
    counts = {name: int(value) for name, value in item.items() if name not in _NO_COUNTS}
    if are_all:
        yield {name: count for name, count in counts.items() if not name.startswith(_BOTH)}
    if both := {name.removeprefix(_BOTH): count for name, count in counts.items() if name.startswith(_BOTH)}:
        yield both


def _month_key(month: str) -> str:
    return f"insights#{month}"


@quick_dataclass(frozen=True, slots=True)
class DynamoDbInsightLog:
    """The counts; a Query for each month, or two by capture.

    Parameters
    ----------
    client : DynamoDBClient
    table : str
    """

    client: DynamoDBClient
    table: str

    def hours(self, first: date, last: date, by: CountedBy = CountedBy.ARRIVAL) -> Mapping[str, Counts]:
        """Get the counts of each hour of some days, both included; hours without any are left out."""
        found: dict[str, list[Counts]] = {}
        for kind in {CountedBy.ARRIVAL, by}:
            for item in self._items(first, last, _PREFIXES[kind]):
                hour = str(item["sk"]).removeprefix(_PREFIXES[kind]).partition("#")[0]
                found.setdefault(hour, []).extend(_counts_of(item, are_all=kind is by))
        return {hour: total(parts) for hour, parts in found.items() if parts}

    def has_all_by_capture(self, first: date, last: date) -> bool:
        """Tell whether all that arrived in some days, both included, was counted by capture, too.

        Earlier versions did not: their items are the oldest ones, and do not count their changes.
        """
        oldest = next(self._items(first, last, _PREFIXES[CountedBy.ARRIVAL], {"Limit": 1}), None)
        return oldest is None or _CHANGES in oldest

    def version(self, now: datetime) -> str:
        """Name the newest state of the log: another name, and something is new since, be it only the month.

        Costs the read of a few small items: those of the present hour, and some of the one before, which whoever has a
        slow clock may still count in.
        """
        asked = self._asking(hour_of(now)[:7], *_ANY_HOUR) | {"ScanIndexForward": False, "Limit": _LATEST}
        newest = islice(table.pages(self.client, asked), _LATEST)
        state = [(str(item["sk"]), int(item.get(_CHANGES, 0))) for item in newest]
        return hashlib.sha256(repr(state).encode()).hexdigest()[:16]

    def _items(
        self, first: date, last: date, prefix: str, more: Mapping[str, Any] = MappingProxyType({})
    ) -> Iterator[items.Plain]:
        since, end = f"{prefix}{first.isoformat()}", f"{prefix}{(last + timedelta(days=1)).isoformat()}"
        days = (first + timedelta(days=day) for day in range((last - first).days + 1))
        for month in sorted({day.isoformat()[:7] for day in days}):
            yield from table.pages(self.client, {**self._asking(month, since, end), **more})

    def _asking(self, month: str, since: str, end: str) -> dict[str, Any]:
        return {
            "TableName": self.table,
            "KeyConditionExpression": "pk = :pk AND sk BETWEEN :since AND :end",
            "ExpressionAttributeValues": items.to_typed({":pk": _month_key(month), ":since": since, ":end": end}),
        }
