"""Everybody's reads, as operators search and review them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from handler.adapters.dynamodb import audit_inbox, filing, history_items, items, leases, no_plate_items, table
from handler.adapters.dynamodb.alerts import consequence_items
from handler.adapters.dynamodb.batch_get import batch_get
from handler.adapters.dynamodb.insight_log import counting_by_both
from handler.adapters.dynamodb.keeping.notes import open_note
from handler.domain import cursor
from handler.domain.audit import AuditEntry
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import AlertsChanged, Conflict
from handler.domain.insights import Counts
from handler.domain.logged import LoggedRead, ReadStatus
from handler.domain.read_filter import ReadFilter, ReadOrder
from handler.domain.retention import is_over
from handler.domain.review import Review, as_before
from handler.service.ports.plates import Unsettled
from handler.service.ports.reads import NOTHING_BESIDE, Background, Beside, QueueOrder, ReadSlice

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef, UpdateTypeDef

MOST_EXAMINED: Final = 400
"""Reads that one request looks at to find those that meet conditions which no index holds: it answers with those it
found and a cursor, so that no request costs more than about this many."""

_NAMES_NONE = "attribute_not_exists(alert_ids)"
_FILTERED_STEP: Final = 100

_FIRST, _LAST = datetime(1970, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)
_CURSOR_NAMES = frozenset({"pk", "sk", "seen_at"})


@quick_dataclass(frozen=True, slots=True)
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
    outbox : str
        Where it is put what others are told; whoever changes no read needs none.
    """

    client: DynamoDBClient
    table: str
    audit_inbox: str
    now: Callable[[], datetime]
    outbox: str = ""

    def page(
        self,
        wanted: ReadFilter,
        plate: str | None,
        limit: int,
        after: str | None,
        order: ReadOrder = ReadOrder.NEWEST,
    ) -> ReadSlice:
        """Get some reads in an order; of one plate, or of all.

        Of a plate come the reads that count for it, or those that were rejected where that is the status asked for.

        Raises
        ------
        InvalidRequest
            For a cursor that is made up or of another query; the same in another order is another one.
        """
        place = _index_for(wanted, plate)
        query = repr((wanted, plate, order.value))
        start = cursor.unpack(query, after, _CURSOR_NAMES) if after else None
        reads: list[LoggedRead] = []
        examined, last, now = 0, dict[str, str](), self.now()
        # One more than a page tells whether there is another. Where reads are left out, larger steps are fewer calls.
        step = limit + 1 if wanted.is_indexed(plate) else _FILTERED_STEP
        for item in self._by_time(place, wanted, order, step, start):
            read = items.to_read(item)
            fits = wanted.fits(read) and not is_over(read.kept_until, now)
            if examined == MOST_EXAMINED or (fits and len(reads) == limit):
                return ReadSlice(reads, cursor.pack(query, last))
            examined, last = examined + 1, {key: str(item[key]) for key in sorted(_CURSOR_NAMES)}
            reads += [read] if fits else []
        return ReadSlice(reads, None)

    def some(self, read_ids: Sequence[str]) -> list[LoggedRead]:
        """Get reads by their ids, in that order; missing and expired ones are left out."""
        keys = [_key_of(read_id) for read_id in dict.fromkeys(read_ids)]
        found = table.lasting(batch_get(self.client, self.table, keys), self.now())
        reads = {read.read_id: read for read in map(items.to_read, found)}
        return [reads[read_id] for read_id in read_ids if read_id in reads]

    def backgrounds(self, reads: Sequence[LoggedRead]) -> Mapping[str, Background]:
        """Get what stands beside some reads, by their ids: all by its keys, two a read at most."""
        uploads = {read.upload_id: items.upload_key(read.upload_id) for read in reads}
        decisions = [_last_decision_key(read) for read in reads if read.version]
        keys = [*uploads.values(), *decisions]
        found = list(table.lasting(batch_get(self.client, self.table, keys), self.now()))
        names = {str(one["upload_id"]): str(one["file_name"]) for one in found if "file_name" in one}
        last = {one.read_id: one for one in (history_items.to_review(item) for item in found if "decision" in item)}
        said = {str(one["upload_id"]): str(one["device_opinion"]["plate"]) for one in found if "device_opinion" in one}
        return {
            read.read_id: Background(names.get(read.upload_id), last.get(read.read_id), said.get(read.upload_id))
            for read in reads
        }

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
        lease = leases.Lease(holder, now, until)
        taken = leases.leased(self.client, self.table, self._queue(order), ("queue", items.OPEN_QUEUE), lease)
        return [items.to_read(item) for item in islice(taken, count)]

    def waiting(self, most: int) -> int:
        """Count the reads in doubt, up to a number."""
        request = {
            "TableName": self.table,
            "IndexName": "by_doubt",
            "KeyConditionExpression": "queue = :open",
            "ExpressionAttributeValues": items.to_typed({":open": items.OPEN_QUEUE}),
        }
        return table.count_lasting(self.client, request, most, self.now())

    def decide(
        self, review: Review, read: LoggedRead, entry: AuditEntry, counts: Counts, beside: Beside = NOTHING_BESIDE
    ) -> Unsettled:
        """Write a decision, how the read stands after it, who made it, and what that changes in the counts, or nothing.

        What changes beside the read is written with it.

        Returns
        -------
        Unsettled
            The plates that are to be found otherwise now.

        Raises
        ------
        Conflict
            When the read changed meanwhile, or its upload is being deleted.
        AlertsChanged
            When others changed the same alerts meanwhile.
        """
        writes: list[TransactWriteItemTypeDef] = [
            {"Update": self._restanding(read, review.version - 1, beside.alert_ids)},
            filing.while_it_stands(self.table, read.upload_id),
            {"Put": table.new(self.table, history_items.from_review(review, items.expiry_of(read)))},
            {"Put": audit_inbox.putting(self.audit_inbox, entry)},
        ]
        # Also where no count changes: that something is new is told by it.
        writes += counting_by_both(self.table, read.upload_id, review.at, read.seen_at, counts)
        if beside.no_plate:
            writes.append({"Update": no_plate_items.restanding(self.table, beside.no_plate)})
        before = as_before(read, review)
        changed = Unsettled(f"{read.read_id}#{review.version}", _plates({before.current_plate}, {read.current_plate}))
        if changed.plates:
            writes += filing.refiling(self.table, before, read)
            writes.append(filing.note(self.table, changed, items.expiry_of(read)))
        if beside.may_end_otherwise:
            writes.append(open_note(self.table, read.upload_id, read.kept_until))
        told = consequence_items.writing(self.table, self.outbox, beside.made)
        writes += told
        try:
            table.transact(self.client, writes)
        except table.ConditionFailed as failed:
            if consequence_items.are_to_blame(told, writes, failed):
                raise AlertsChanged from failed
            raise Conflict("read_changed") from failed
        return changed

    def _restanding(self, read: LoggedRead, expected_version: int, alert_ids: tuple[str, ...] | None) -> UpdateTypeDef:
        change, names, values = table.changing(items.standing(read), "leased_by", "leased_until")
        named = {":named": list(alert_ids)} if alert_ids else {}
        naming = " AND alert_ids = :named" if named else "" if alert_ids is None else f" AND {_NAMES_NONE}"
        return {
            "TableName": self.table,
            "Key": items.to_typed(items.read_key(read.upload_id, items.place_of(read.read_id))),
            "UpdateExpression": change,
            "ConditionExpression": "#version = :expected" + naming,
            "ExpressionAttributeNames": names,
            "ExpressionAttributeValues": items.to_typed({**values, **named, ":expected": expected_version}),
        }

    def _by_time(
        self, place: tuple[str, str, str], wanted: ReadFilter, order: ReadOrder, step: int, start: dict[str, str] | None
    ) -> Iterator[items.Plain]:
        index, name, value = place
        last = (wanted.until or _LAST) - _TICK
        request: dict[str, Any] = {
            "TableName": self.table,
            "IndexName": index,
            "KeyConditionExpression": "#name = :value AND seen_at BETWEEN :since AND :last",
            "ExpressionAttributeNames": {"#name": name},
            "ExpressionAttributeValues": items.to_typed(
                {":value": value, ":since": items.to_text(wanted.since or _FIRST), ":last": items.to_text(last)}
            ),
            "ScanIndexForward": order is ReadOrder.OLDEST,
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


def _index_for(wanted: ReadFilter, plate: str | None) -> tuple[str, str, str]:
    """Choose the index that reads least by the way: its name, its key's name and value."""
    if plate:
        key = items.rejected_key(plate) if wanted.status is ReadStatus.REJECTED else plate
        return "by_plate", "current_plate", key
    if wanted.status:
        return "by_status", "status", wanted.status.value
    return "by_time", "kind", "read"


def _key_of(read_id: str) -> dict[str, str]:
    return items.read_key(read_id.rpartition("-")[0], items.place_of(read_id))


def _last_decision_key(read: LoggedRead) -> dict[str, str]:
    """Key of the decision that made a read's version."""
    return items.review_key(read.upload_id, items.place_of(read.read_id), read.version)


def _plates(before: set[str | None], after: set[str | None]) -> frozenset[str]:
    """Give the plates that only one of the two has."""
    return frozenset(plate for plate in before ^ after if plate)
