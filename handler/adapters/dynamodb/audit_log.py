"""Who did what, in a table of its own: one function adds what came into the inbox, another one reads."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from handler.adapters.dynamodb import history_items, items, table
from handler.domain import cursor
from handler.domain.audit import AuditEntry
from handler.domain.auditing.question import AuditQuestion
from handler.domain.classes.quick import quick_dataclass
from handler.service.ports.records import AuditSlice

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_FURTHER_ENTRIES: Final = 1000
"""How many entries to ask for at once when a page is full of expired ones, or of others than are looked for."""

_MOST_LOOKED_AT: Final = 5000
"""So many entries are looked at a request, whatever is found: about 200 read units."""


@quick_dataclass(frozen=True, slots=True)
class DynamoDbAuditLog:
    """The audit table, as it is read.

    Parameters
    ----------
    client : DynamoDBClient
    table : str
    now : callable
        Gives the time in UTC.
    """

    client: DynamoDBClient
    table: str
    now: Callable[[], datetime]

    def page(self, month: str, limit: int, after: str | None) -> AuditSlice:
        """Get some entries of a month (``2026-05``), newest first.

        Raises
        ------
        InvalidRequest
            For a cursor that is made up or of another month.
        """
        request: dict[str, Any] = {
            "TableName": self.table,
            "KeyConditionExpression": "pk = :pk",
            "ExpressionAttributeValues": items.to_typed({":pk": f"audit#{month}"}),
            "ScanIndexForward": False,
            "Limit": limit + 1,  # the one more tells whether there is another page
        }
        if after:
            place = cursor.unpack(month, after, frozenset({"pk", "sk"}))
            request["ExclusiveStartKey"] = items.to_typed(place)
        lasting = table.lasting(table.pages(self.client, request, _FURTHER_ENTRIES), self.now())
        found = list(islice(lasting, limit + 1))
        more = None
        if len(found) > limit:
            more = cursor.pack(month, {name: str(found[limit - 1][name]) for name in ("pk", "sk")})
        return AuditSlice([history_items.to_audit(item) for item in found[:limit]], more)

    def search(self, asked: AuditQuestion, limit: int, after: str | None) -> AuditSlice:
        """Get some entries that are looked for, newest first.

        No index knows who did what: an administrator asks rarely, and a month of 100,000 entries is read through for a
        twentieth of a cent. So many are looked at a request that the answer comes in a second or two; then the cursor
        tells where to go on, whether or not anything was found.

        Raises
        ------
        InvalidRequest
            For a cursor that is made up or of another question.
        """
        query = json.dumps(asked.asked(), sort_keys=True)
        place = cursor.unpack(query, after, frozenset({"pk", "sk"})) if after else {}
        found: list[AuditEntry] = []
        looked_at = 0
        last: dict[str, str] = {}
        for item in self._between(asked, place, _FURTHER_ENTRIES if asked.is_narrow else limit + 1):
            if len(found) == limit or looked_at == _MOST_LOOKED_AT:
                return AuditSlice(found, cursor.pack(query, last))
            looked_at, last = looked_at + 1, {name: str(item[name]) for name in ("pk", "sk")}
            entry = history_items.to_audit(item)
            found += [entry] if asked.means(entry) else []
        return AuditSlice(found, None)

    def _between(self, asked: AuditQuestion, place: Mapping[str, str], at_once: int) -> Iterator[items.Plain]:
        """Get what lies in some days, from a place on, newest first, month by month."""
        partitions = [f"audit#{month}" for month in asked.months()]
        if place and place["pk"] not in partitions:
            raise cursor.not_ours()
        # Times of a day begin with the day, and go on with what sorts before the mark at the end.
        between = {":first": asked.first.isoformat(), ":last": f"{asked.last.isoformat()}~"}
        for partition in partitions[partitions.index(place["pk"]) if place else 0 :]:
            request: dict[str, Any] = {
                "TableName": self.table,
                "KeyConditionExpression": "pk = :pk AND sk BETWEEN :first AND :last",
                "ExpressionAttributeValues": items.to_typed({":pk": partition, **between}),
                "ScanIndexForward": False,
                "Limit": at_once,
            }
            if place and place["pk"] == partition:
                request["ExclusiveStartKey"] = items.to_typed(dict(place))
            yield from table.lasting(table.pages(self.client, request, _FURTHER_ENTRIES), self.now())


@quick_dataclass(frozen=True, slots=True)
class DynamoDbAuditKeeper:
    """The audit table, as it is written.

    Parameters
    ----------
    client : DynamoDBClient
    table : str
    retention : timedelta
        How long entries are kept; their own time, not the photos'.
    """

    client: DynamoDBClient
    table: str
    retention: timedelta

    def keep(self, image: items.Typed, arrived: datetime) -> None:
        """Keep an entry that came into the inbox; the same one again changes nothing.

        Parameters
        ----------
        image : mapping
            The inbox's item, as the stream tells it.
        arrived : datetime
            When the database took it, UTC.

        Raises
        ------
        ValueError
            When it is no entry.
        """
        said, number = history_items.to_new_audit(items.to_plain(image))
        entry = said.as_arrived(arrived)
        expiry = int((entry.at + self.retention).timestamp())
        # What is kept stands under its time; the mark beside it says so whatever time it is copied with again.
        mark = {"pk": f"kept#{number}", "sk": "kept", "expires_at_epoch_seconds": expiry}
        kept = history_items.from_audit(entry, number, expiry)
        with suppress(table.ConditionFailed):  # kept already: streams deliver again what they cannot be sure of
            table.transact(self.client, [{"Put": table.new(self.table, one)} for one in (mark, kept)])
