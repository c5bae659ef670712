"""Uploads that wait for a budget: found by their status, so that nothing else has to be written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from handler.adapters.aws_errors import error_code, translated
from handler.adapters.dynamodb import history_items, items, table
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import UploadBusy
from handler.domain.upload import Upload, UploadStatus

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@quick_dataclass(frozen=True, slots=True)
class DynamoDbWaitingPhotos:
    """Uploads that wait.

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

    def put(self, upload: Upload, holder: str) -> None:
        """Let an upload wait that the holder has in work.

        Raises
        ------
        UploadBusy
            When another invocation has taken the upload over, or somebody deletes it.
        """
        # One attempt stays counted: whoever takes it up again looks for what an earlier one kept. It is no failed one.
        waits = {**items.outcome(upload), "attempts": 1}
        change, names, values = table.changing(waits, "lease_holder", "lease_until")
        held = {":processing": UploadStatus.PROCESSING.value, ":holder": holder}
        with translated("dynamodb:UpdateItem"):
            try:
                self.client.update_item(
                    TableName=self.table,
                    Key=items.to_typed(items.upload_key(upload.ref.upload_id)),
                    UpdateExpression=change,
                    ConditionExpression="#status = :processing AND lease_holder = :holder "
                    "AND attribute_not_exists(deletion)",
                    ExpressionAttributeNames=names,
                    ExpressionAttributeValues=items.to_typed({**values, **held}),
                )
            except ClientError as error:
                if error_code(error) != "ConditionalCheckFailedException":
                    raise
                raise UploadBusy(upload.ref.upload_id) from error

    def oldest_first(self) -> Iterator[Upload]:
        """Get those that wait, as they were announced."""
        request: dict[str, Any] = {
            "TableName": self.table,
            "IndexName": "by_status",
            "KeyConditionExpression": "#status = :waiting",
            "ExpressionAttributeNames": {"#status": "status"},
            "ExpressionAttributeValues": items.to_typed({":waiting": UploadStatus.WAITING.value}),
        }
        found = table.lasting(table.pages(self.client, request), self.now())
        return (items.to_upload(item) for item in found if not history_items.is_gone(item))

    def count(self, most: int) -> int:
        """Count those that wait, up to a number."""
        return sum(1 for _ in islice(self.oldest_first(), most))
