"""Taking uploads away for good: frozen first, so that what is left of them stays as it is while it goes."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from handler.adapters.aws_errors import translated
from handler.adapters.dynamodb import audit_inbox, history_items, items, table
from handler.domain.audit import AuditEntry
from handler.domain.classes.quick import quick_dataclass
from handler.domain.deletion import Deletion, Receipt
from handler.domain.errors import Conflict
from handler.domain.upload import Upload, UploadStatus
from handler.service.ports.uploads import Remains

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

_UNTOUCHED: Final = (
    "attribute_exists(#owner) AND attribute_not_exists(deletion) AND (#status <> :processing OR lease_until < :at)"
)
_GIVEN_UP: Final = "deletion_until = :seen"


@quick_dataclass(frozen=True, slots=True)
class DynamoDbDeletions:
    """The beginning of deletions, which only one of several callers gets.

    Parameters
    ----------
    client : DynamoDBClient
    table : str
    audit_inbox : str
        Where it is put who did what.
    """

    client: DynamoDBClient
    table: str
    audit_inbox: str

    def begin(self, upload: Upload, deletion: Deletion, entry: AuditEntry | None) -> None:
        """Freeze an upload, and write down who deletes it: nobody is shown it, reads it or decides on it any more.

        Parameters
        ----------
        upload : Upload
            As it was seen: where its deletion had begun before, this one goes on with it.
        deletion : Deletion
        entry : AuditEntry or None
            None where it is written down already.

        Raises
        ------
        Conflict
            When somebody reads it, or deletes it too.
        """
        writes: list[TransactWriteItemTypeDef] = [self._freezing(upload, deletion)]
        if entry:
            writes.append({"Put": audit_inbox.putting(self.audit_inbox, entry)})
        try:
            table.transact(self.client, writes)
        except table.ConditionFailed as failed:
            raise Conflict("photo_busy") from failed

    def _freezing(self, upload: Upload, deletion: Deletion) -> TransactWriteItemTypeDef:
        change, names, values = table.changing(items.from_deletion(deletion))
        at = items.to_text(deletion.receipt.at)
        named: dict[str, str] = {"#status": "status", "#owner": "owner"}
        as_seen = _UNTOUCHED
        seen: dict[str, object] = {":processing": UploadStatus.PROCESSING.value, ":at": at}
        # Who holds it at the same moment shall not be told that it is kept.
        as_seen += " AND " + ("hold_version = :hold" if upload.hold else "attribute_not_exists(hold_version)")
        seen |= {":hold": upload.hold.version} if upload.hold else {}
        if upload.deletion:
            named, as_seen, seen = {}, _GIVEN_UP, {":seen": items.to_text(upload.deletion.until)}
        return {
            "Update": {
                "TableName": self.table,
                "Key": items.to_typed(items.upload_key(upload.ref.upload_id)),
                "UpdateExpression": change,
                "ConditionExpression": as_seen,
                "ExpressionAttributeNames": names | named,
                "ExpressionAttributeValues": items.to_typed({**values, **seen}),
            }
        }


@quick_dataclass(frozen=True, slots=True)
class DynamoDbLeftovers:
    """What the table still holds of uploads that are frozen or gone.

    Parameters
    ----------
    client : DynamoDBClient
    table : str
    """

    client: DynamoDBClient
    table: str

    def left_of(self, upload_id: str) -> Remains:
        """Get the reads and decisions that are left of an upload."""
        found = list(table.pages(self.client, self._all_of(upload_id)))
        return Remains(
            reads=[items.to_read(item) for item in found if item["sk"].startswith("read#")],
            reviews=[history_items.to_review(item) for item in found if item["sk"].startswith("decision#")],
        )

    def clear(self, upload_id: str) -> None:
        """Take away everything about an upload except its own item, which leads an interrupted deletion to the rest."""
        key = items.upload_key(upload_id)
        found = [item["sk"] for item in table.pages(self.client, self._all_of(upload_id))]
        table.delete_many(self.client, self.table, [{"pk": key["pk"], "sk": sk} for sk in found if sk != key["sk"]])

    def end(self, receipt: Receipt, kept_until: datetime) -> None:
        """Leave a receipt in an upload's place."""
        left = history_items.from_receipt(receipt, int(kept_until.timestamp()))
        with translated("dynamodb:PutItem"):
            self.client.put_item(TableName=self.table, Item=items.to_typed(left))

    def _all_of(self, upload_id: str) -> dict[str, object]:
        return {
            "TableName": self.table,
            "KeyConditionExpression": "pk = :pk",
            "ExpressionAttributeValues": items.to_typed({":pk": items.upload_key(upload_id)["pk"]}),
            "ConsistentRead": True,
        }
