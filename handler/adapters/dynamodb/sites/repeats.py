"""Photos that were not read because they showed the same as another, and are read after all."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from handler.adapters.dynamodb import audit_inbox, items, table
from handler.domain.audit import AuditEntry
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import Conflict
from handler.domain.upload import Upload, UploadStatus

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef


@quick_dataclass(frozen=True, slots=True)
class DynamoDbRepeats:
    """Repeats that somebody wants to have read.

    Parameters
    ----------
    client : DynamoDBClient
    table : str
    audit_inbox : str
    """

    client: DynamoDBClient
    table: str
    audit_inbox: str

    def begin_reading(self, upload: Upload, until: datetime, entry: AuditEntry | None) -> None:
        """Let a repeat be read after all, by whoever takes it until then; write down who asked for it.

        Raises
        ------
        Conflict
            When somebody else has, or deletes it.
        Throttled, ServiceFailed
            When DynamoDB does not answer as it should.
        """
        changes = {
            "status": UploadStatus.PROCESSING.value,
            "lease_until": items.to_text(until),
            "is_asked_for": True,
            "attempts": 0,
        }
        change, names, values = table.changing(changes, "repeat_of", "lease_holder")
        update: TransactWriteItemTypeDef = {
            "Update": {
                "TableName": self.table,
                "Key": items.to_typed(items.upload_key(upload.ref.upload_id)),
                "UpdateExpression": change,
                "ConditionExpression": "#status = :done AND attribute_exists(#repeat_of) "
                "AND attribute_not_exists(deletion)",
                "ExpressionAttributeNames": names,
                "ExpressionAttributeValues": items.to_typed({**values, ":done": UploadStatus.DONE.value}),
            }
        }
        told: list[TransactWriteItemTypeDef] = [{"Put": audit_inbox.putting(self.audit_inbox, entry)}] if entry else []
        try:
            table.transact(self.client, [update, *told])
        except table.ConditionFailed as failed:
            raise Conflict("no_repeat") from failed
