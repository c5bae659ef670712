"""Everybody's reads, as operators search and review them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from botocore.exceptions import ClientError

from handler.adapters import audit_inbox, filing, history_items, items, table
from handler.adapters.aws_errors import error_code, translated
from handler.adapters.insight_log import counting, counting_by_capture
from handler.domain import cursor
from handler.domain.audit import AuditEntry
from handler.domain.errors import Conflict
from handler.domain.insights import Counts
from handler.domain.read_filter import ReadFilter
from handler.domain.retention import is_over
from handler.domain.review import Review, as_before
from handler.domain.upload import LoggedRead, ReadStatus
from handler.service.ports import QueueOrder, ReadSlice, Unsettled

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef, UpdateTypeDef

MOST_EXAMINED: Final = 400
"""Reads that one request looks at to find those that meet conditions which no index holds: it answers with those it
found and a cursor, so that no request costs more than about this many."""

_FILTERED_STEP: Final = 100

_FIRST, _LAST = datetime(1970, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)
_CURSOR_NAMES = frozenset({"pk", "sk", "seen_at"})


@dataclass(frozen=True, slots=True)
class DynamoDbReadLog:
    """Reads by time, by status, by plate and by doubt; each question is a Query of one index.

    Parameters
    ----------
    client : DynamoDBClient
    table : str
    audit_inbox : str
        Where it is written down who did what.
    now : callable
        Gives the time in UTC.
    """

    client: DynamoDBClient
    table: str
    audit_inbox: str
    now: Callable[[], datetime]

    def page(self, wanted: ReadFilter, plate: str | None, limit: int, after: str | None) -> ReadSlice:
        """Get some reads, newest first; of one plate, or of all.

        Of a plate come the reads that count for it, or those that were rejected where that is the status asked for.

        Raises
        ------
        InvalidRequest
            For a cursor that is made up or of another query.
        """
        index, name, value = _index_for(wanted, plate)
        query = repr((wanted, plate))
        start = cursor.unpack(query, after, _CURSOR_NAMES) if after else None
        reads: list[LoggedRead] = []
        examined, last, now = 0, dict[str, str](), self.now()
        # One more than a page tells whether there is another. Where reads are left out, larger steps are fewer calls.
        step = limit + 1 if wanted.is_indexed(plate) else _FILTERED_STEP
        for item in self._newest_first(index, (name, value), wanted, step, start):
            read = items.to_read(item)
            fits = wanted.fits(read) and not is_over(read.kept_until, now)
            if examined == MOST_EXAMINED or (fits and len(reads) == limit):
                return ReadSlice(reads, cursor.pack(query, last))
            examined, last = examined + 1, {key: str(item[key]) for key in sorted(_CURSOR_NAMES)}
            reads += [read] if fits else []
        return ReadSlice(reads, None)

    def first_seen(self, plate: str) -> datetime | None:
        """Get when a plate was seen first, as far back as reads are kept; None when it never was."""
        request = {
            "TableName": self.table,
            "IndexName": "by_plate",
            "KeyConditionExpression": "current_plate = :plate",
            "ExpressionAttributeValues": items.to_typed({":plate": plate}),
            "Limit": 1,
        }
        found = table.lasting(table.pages(self.client, request, _FILTERED_STEP), self.now())
        return next((items.to_read(item).seen_at for item in found), None)

    def lease(self, order: QueueOrder, count: int, holder: str, now: datetime, until: datetime) -> list[LoggedRead]:
        """Take some reads in doubt for one reviewer, until a time; nobody else gets them before."""
        taken: list[LoggedRead] = []
        for item in self._queue(order):
            if len(taken) == count:
                break
            if item.get("leased_by") != holder and str(item.get("leased_until", "")) > items.to_text(now):
                continue
            read = self._take(item, holder, now, until)
            taken += [read] if read else []
        return taken

    def waiting(self, most: int) -> int:
        """Count the reads in doubt, up to a number."""
        request = {
            "TableName": self.table,
            "IndexName": "by_doubt",
            "KeyConditionExpression": "queue = :open",
            "ExpressionAttributeValues": items.to_typed({":open": items.OPEN_QUEUE}),
            "ProjectionExpression": "expires_at_epoch_seconds",
            "Limit": most,
        }
        return sum(1 for _ in islice(table.lasting(table.pages(self.client, request), self.now()), most))

    def decide(self, review: Review, read: LoggedRead, entry: AuditEntry, counts: Counts) -> Unsettled:
        """Write a decision, how the read stands after it, who made it, and what that changes in the counts, or nothing.

        Returns
        -------
        Unsettled
            The plates that are to be found otherwise now.

        Raises
        ------
        Conflict
            When the read changed meanwhile, or its upload is being deleted.
        """
        writes: list[TransactWriteItemTypeDef] = [
            {"Update": self._restanding(read, review.version - 1)},
            filing.while_it_stands(self.table, read.upload_id),
            {"Put": table.new(self.table, history_items.from_review(review, items.expiry_of(read)))},
            {"Put": audit_inbox.putting(self.audit_inbox, entry)},
        ]
        # Also where no count changes: that something is new is told by it.
        writes.append({"Update": counting(self.table, read.upload_id, review.at, counts)})
        writes += [{"Update": one} for one in counting_by_capture(self.table, read.upload_id, read.seen_at, counts)]
        before = as_before(read, review)
        changed = Unsettled(f"{read.read_id}#{review.version}", _plates({before.current_plate}, {read.current_plate}))
        if changed.plates:
            writes += filing.refiling(self.table, before, read)
            writes.append(filing.note(self.table, changed, items.expiry_of(read)))
        try:
            table.transact(self.client, writes)
        except table.ConditionFailed as failed:
            raise Conflict("Somebody else was faster. Look at the read again, then decide.") from failed
        return changed

    def _restanding(self, read: LoggedRead, expected_version: int) -> UpdateTypeDef:
        change, names, values = table.changing(items.standing(read), "leased_by", "leased_until")
        return {
            "TableName": self.table,
            "Key": items.to_typed(items.read_key(read.upload_id, items.place_of(read.read_id))),
            "UpdateExpression": change,
            "ConditionExpression": "#version = :expected",
            "ExpressionAttributeNames": names,
            "ExpressionAttributeValues": items.to_typed({**values, ":expected": expected_version}),
        }

    def _newest_first(
        self, index: str, key: tuple[str, str], wanted: ReadFilter, step: int, start: dict[str, str] | None
    ) -> Iterator[items.Plain]:
        name, value = key
        last = (wanted.until or _LAST) - _TICK
        request: dict[str, Any] = {
            "TableName": self.table,
            "IndexName": index,
            "KeyConditionExpression": "#name = :value AND seen_at BETWEEN :since AND :last",
            "ExpressionAttributeNames": {"#name": name},
            "ExpressionAttributeValues": items.to_typed(
                {":value": value, ":since": items.to_text(wanted.since or _FIRST), ":last": items.to_text(last)}
            ),
            "ScanIndexForward": False,
            "Limit": step,
        }
        if start:
            request["ExclusiveStartKey"] = items.to_typed({**start, name: value})
        yield from table.pages(self.client, request, _FILTERED_STEP)

    def _queue(self, order: QueueOrder) -> Iterator[items.Plain]:
        by_doubt = ("by_doubt", "queue", items.OPEN_QUEUE)
        by_age = ("by_status", "status", ReadStatus.NEEDS_REVIEW.value)
        index, name, value = by_doubt if order is QueueOrder.LEAST_SURE else by_age
        request = {
            "TableName": self.table,
            "IndexName": index,
            "KeyConditionExpression": "#name = :value",
            "ExpressionAttributeNames": {"#name": name},
            "ExpressionAttributeValues": items.to_typed({":value": value}),
            "Limit": 25,
        }
        yield from table.lasting(table.pages(self.client, request), self.now())

    def _take(self, item: items.Plain, holder: str, now: datetime, until: datetime) -> LoggedRead | None:
        with translated("dynamodb:UpdateItem"):
            try:
                answer = self.client.update_item(
                    TableName=self.table,
                    Key=items.to_typed({"pk": item["pk"], "sk": item["sk"]}),
                    UpdateExpression="SET leased_by = :holder, leased_until = :until",
                    ConditionExpression="queue = :open AND "
                    "(attribute_not_exists(leased_by) OR leased_by = :holder OR leased_until <= :now)",
                    ExpressionAttributeValues=items.to_typed(
                        {
                            ":holder": holder,
                            ":until": items.to_text(until),
                            ":now": items.to_text(now),
                            ":open": items.OPEN_QUEUE,
                        }
                    ),
                    ReturnValues="ALL_NEW",
                )
            except ClientError as error:
                if error_code(error) not in ("ConditionalCheckFailedException", "TransactionConflictException"):
                    raise
                return None  # decided or taken since the index was written, or at this moment
        return items.to_read(items.to_plain(answer["Attributes"]))


def _index_for(wanted: ReadFilter, plate: str | None) -> tuple[str, str, str]:
    """Choose the index that reads least by the way: its name, its key's name and value."""
    if plate:
        key = items.rejected_key(plate) if wanted.status is ReadStatus.REJECTED else plate
        return "by_plate", "current_plate", key
    if wanted.status:
        return "by_status", "status", wanted.status.value
    return "by_time", "kind", "read"


def _plates(before: set[str | None], after: set[str | None]) -> frozenset[str]:
    """Give the plates that only one of the two has."""
    return frozenset(plate for plate in before ^ after if plate)
