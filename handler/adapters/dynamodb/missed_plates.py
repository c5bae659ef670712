"""Plates that people type, and the photos in which the machine found none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from handler.adapters.dynamodb import audit_inbox, filing, items, leases, no_plate_items, table
from handler.adapters.dynamodb.alerts import consequence_items
from handler.adapters.dynamodb.insight_log import counting_by_both
from handler.adapters.dynamodb.keeping.notes import open_note
from handler.domain.audit import AuditEntry
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import AlertsChanged, Conflict
from handler.domain.insights import Counts
from handler.domain.logged import LoggedRead
from handler.domain.no_plate import NoPlate
from handler.domain.upload import Upload
from handler.service.ports.plates import Unsettled
from handler.service.ports.reads import Beside, PhotoOrder

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef, UpdateTypeDef


@quick_dataclass(frozen=True, slots=True)
class DynamoDbMissedPlates:
    """What the machine did not find; the photos that wait are a Query of one index.

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

    def lease(self, order: PhotoOrder, count: int, holder: str, now: datetime, until: datetime) -> list[NoPlate]:
        """Take some photos without a plate for one reviewer, until a time; nobody else gets them before."""
        asked, lease = {**self._waiting(order), "Limit": 25}, leases.Lease(holder, now, until)
        queue = table.lasting(table.pages(self.client, asked), self.now())
        taken = leases.leased(self.client, self.table, queue, ("status", no_plate_items.WAITS), lease)
        return [no_plate_items.to_no_plate(item) for item in islice(taken, count)]

    def waiting(self, most: int) -> int:
        """Count the photos that wait, up to a number of them."""
        return table.count_lasting(self.client, self._waiting(PhotoOrder.OLDEST), most, self.now())

    def judge(self, no_plate: NoPlate, entry: AuditEntry) -> None:
        """Write what an operator said of a photo without a plate, and who it was, or nothing.

        Raises
        ------
        Conflict
            When it has changed meanwhile, or its upload is being deleted.
        """
        self._transact(
            [
                {"Update": no_plate_items.restanding(self.table, no_plate)},
                filing.while_it_stands(self.table, no_plate.upload_id),
                {"Put": audit_inbox.putting(self.audit_inbox, entry)},
            ]
        )

    def add(self, upload: Upload, read: LoggedRead, beside: Beside, entry: AuditEntry, counts: Counts) -> Unsettled:
        """Write a plate that somebody typed, who it was, and what that changes, or nothing.

        Parameters
        ----------
        upload : Upload
            As it was seen: where another plate was typed since, nothing is written.
        read : LoggedRead
        beside : Beside
            What changes together with it.
        entry : AuditEntry
        counts : mapping of str to int

        Returns
        -------
        Unsettled
            The plates that are to be found otherwise now.

        Raises
        ------
        Conflict
            When the upload changed meanwhile, or is being deleted.
        AlertsChanged
            When others changed the same alerts meanwhile.
        """
        changed = Unsettled(f"{read.read_id}#{read.version}", frozenset({read.plate}))
        writes: list[TransactWriteItemTypeDef] = [
            {"Update": self._counted(upload)},
            {"Put": table.new(self.table, items.from_read(read, items.place_of(read.read_id)))},
            {"Put": audit_inbox.putting(self.audit_inbox, entry)},
            *counting_by_both(self.table, read.upload_id, read.created_at, read.seen_at, counts),
            *filing.new_filings(self.table, [read]),
            filing.note(self.table, changed, items.expiry_of(read)),
        ]
        if beside.no_plate:
            writes.append({"Update": no_plate_items.restanding(self.table, beside.no_plate)})
        if beside.may_end_otherwise:
            writes.append(open_note(self.table, read.upload_id, read.kept_until))
        self._transact(writes, consequence_items.writing(self.table, self.outbox, beside.made))
        return changed

    def _transact(self, writes: list[TransactWriteItemTypeDef], told: Sequence[TransactWriteItemTypeDef] = ()) -> None:
        try:
            table.transact(self.client, [*writes, *told])
        except table.ConditionFailed as failed:
            if consequence_items.are_to_blame(told, [*writes, *told], failed):
                raise AlertsChanged from failed
            raise Conflict("photo_changed") from failed

    def _counted(self, upload: Upload) -> UpdateTypeDef:
        """Make the write that lets one of several who type at once be the first."""
        return {
            "TableName": self.table,
            "Key": items.to_typed(items.upload_key(upload.ref.upload_id)),
            "UpdateExpression": "SET typed_count = :after",
            "ConditionExpression": "attribute_exists(#owner) AND attribute_not_exists(deletion) AND #status = :done "
            "AND (typed_count = :before OR (attribute_not_exists(typed_count) AND :before = :none))",
            "ExpressionAttributeNames": {"#owner": "owner", "#status": "status"},
            "ExpressionAttributeValues": items.to_typed(
                {
                    ":before": upload.typed_count,
                    ":after": upload.typed_count + 1,
                    ":done": upload.status.value,
                    ":none": 0,
                }
            ),
        }

    def _waiting(self, order: PhotoOrder) -> dict[str, Any]:
        return {
            "TableName": self.table,
            "IndexName": "by_status",
            "KeyConditionExpression": "#status = :waits",
            "ExpressionAttributeNames": {"#status": "status"},
            "ExpressionAttributeValues": items.to_typed({":waits": no_plate_items.WAITS}),
            "ScanIndexForward": order is PhotoOrder.OLDEST,
        }
