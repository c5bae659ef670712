"""Which events of cameras are known: one item an event, written together with the upload that it becomes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from handler.adapters.aws_errors import error_code, translated
from handler.adapters.dynamodb import items, table
from handler.domain.cameras.event import CameraEvent
from handler.domain.classes.quick import quick_dataclass
from handler.domain.retention import is_over
from handler.domain.upload import Upload
from handler.service.ports.events import Hold

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import PutTypeDef


@quick_dataclass(frozen=True, slots=True)
class DynamoDbEvents:
    """Events by their cameras and keys.

    Parameters
    ----------
    client : DynamoDBClient
    table : str
    """

    client: DynamoDBClient
    table: str

    def find(self, camera_id: str, key_sha256: str, now: datetime) -> CameraEvent | None:
        """Get an event; None for one that is not known, or not any more."""
        key = items.to_typed(event_key(camera_id, key_sha256))
        with translated("dynamodb:GetItem"):
            answer = self.client.get_item(TableName=self.table, Key=key, ConsistentRead=True)
        event = _to_event(items.to_plain(answer["Item"])) if "Item" in answer else None
        return None if event is None or is_over(event.ends_at, now) else event

    def add(
        self,
        event: CameraEvent,
        upload: Upload,
        now: datetime,
        instead_of: CameraEvent | None = None,
        hold: Hold | None = None,
    ) -> bool:
        """Write an event and the upload that it becomes, both or none; gives False when the event is known already.

        One that it comes instead of is known, and its photo is not in the bucket. With `hold` the upload is somebody's
        already.

        Raises
        ------
        Throttled, ServiceFailed
            When DynamoDB does not answer as it should.
        """
        upload_put = table.new(self.table, {**items.from_upload(upload), **(_held(hold) if hold else {})})
        try:
            table.transact(self.client, [{"Put": self._event_put(event, now, instead_of)}, {"Put": upload_put}])
        except table.ConditionFailed:
            return False
        return True

    def _event_put(self, event: CameraEvent, now: datetime, instead_of: CameraEvent | None) -> PutTypeDef:
        item = {
            **event_key(event.camera_id, event.key_sha256),
            "camera_id": event.camera_id,
            "key_sha256": event.key_sha256,
            "upload_id": event.upload_id,
            "photo_sha256": event.photo_sha256,
            "is_stored": event.is_stored,
            "expires_at_epoch_seconds": int(event.ends_at.timestamp()),
        }
        return {
            "TableName": self.table,
            "Item": items.to_typed(item),
            # DynamoDB removes what is over within days; until then it is in nobody's way.
            "ConditionExpression": "attribute_not_exists(pk) OR expires_at_epoch_seconds <= :now "
            "OR (upload_id = :given_up AND is_stored = :no)",
            "ExpressionAttributeValues": items.to_typed(
                {
                    ":now": int(now.timestamp()),
                    ":given_up": instead_of.upload_id if instead_of else "none",
                    ":no": False,
                }
            ),
        }

    def note_stored(self, event: CameraEvent) -> None:
        """Write down that the photo of an event is in the bucket, unless another took the event's place meanwhile."""
        with translated("dynamodb:UpdateItem"):
            try:
                self.client.update_item(
                    TableName=self.table,
                    Key=items.to_typed(event_key(event.camera_id, event.key_sha256)),
                    UpdateExpression="SET is_stored = :yes",
                    ConditionExpression="upload_id = :its",
                    ExpressionAttributeValues=items.to_typed({":yes": True, ":its": event.upload_id}),
                )
            except ClientError as error:
                if error_code(error) != "ConditionalCheckFailedException":
                    raise


def _held(hold: Hold) -> items.Plain:
    return {"lease_holder": hold.holder, "lease_until": items.to_text(hold.until), "attempts": 1}


def event_key(camera_id: str, key_sha256: str) -> dict[str, str]:
    """Key of an event's item."""
    return {"pk": f"event#{camera_id}#{key_sha256}", "sk": "event"}


def _to_event(item: items.Plain) -> CameraEvent:
    return CameraEvent(
        item["camera_id"],
        item["key_sha256"],
        item["upload_id"],
        item["photo_sha256"],
        datetime.fromtimestamp(int(item["expires_at_epoch_seconds"]), UTC),
        is_stored=bool(item["is_stored"]),
    )
