"""The log of uploads and reads in one DynamoDB table."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

from botocore.exceptions import ClientError

from handler.adapters import history_items, items
from handler.adapters.aws_errors import error_code, translated
from handler.adapters.batch_get import batch_get
from handler.adapters.insight_log import counting
from handler.domain.deletion import Receipt
from handler.domain.errors import InvalidRequest, UnknownUpload, UploadBusy
from handler.domain.upload import LoggedRead, Upload, UploadRef, UploadStatus
from handler.service.ports import Outcome, UploadSlice, WholeUpload

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import QueryInputTypeDef, TransactWriteItemTypeDef

_CURSOR = re.compile(r"(?P<created_at>[0-9T:.+-]{32})/(?P<upload_id>[0-9a-f]{32})")


@dataclass(frozen=True, slots=True)
class DynamoDbUploadLog:
    """Uploads and reads; every write is conditional.

    Parameters
    ----------
    client : DynamoDBClient
    table : str
    lease : timedelta
        How long one invocation owns an upload.
    """

    client: DynamoDBClient
    table: str
    lease: timedelta

    def add(self, upload: Upload) -> None:
        """Write a new upload."""
        with translated("dynamodb:PutItem"):
            self.client.put_item(
                TableName=self.table,
                Item=items.to_typed(items.from_upload(upload)),
                ConditionExpression="attribute_not_exists(pk)",
            )

    def find(self, upload_id: str) -> tuple[Upload, list[LoggedRead]] | None:
        """Get an upload and its reads, surest first; None when there is none."""
        found = self._items_of(upload_id, since=items.read_key(upload_id, 0)["sk"])
        upload = found.pop("upload", None)
        if upload is None or history_items.is_receipt(upload):
            return None
        return items.to_upload(upload), [items.to_read(item) for item in found.values()]

    def whole(self, upload_id: str) -> WholeUpload | None:
        """Get all about an upload; None when there is none."""
        found = self._items_of(upload_id, since=items.review_key(upload_id, 0, 0)["sk"])
        upload, explanation = found.pop("upload", None), found.pop("explanation", None)
        if upload is None or history_items.is_receipt(upload):
            return None
        return WholeUpload(
            items.to_upload(upload),
            reads=[items.to_read(item) for sk, item in found.items() if sk.startswith("read#")],
            texts=items.to_texts(explanation) if explanation else [],
            reviews=[history_items.to_review(item) for sk, item in found.items() if sk.startswith("decision#")],
        )

    def page(self, owner: str, limit: int, cursor: str | None) -> UploadSlice:
        """Get some of an owner's uploads, newest first.

        Raises
        ------
        InvalidRequest
            When the cursor is not one that an earlier page gave.
        """
        request: QueryInputTypeDef = {
            "TableName": self.table,
            "IndexName": "by_owner",
            "KeyConditionExpression": "#owner = :owner",
            "ExpressionAttributeNames": {"#owner": "owner"},
            "ExpressionAttributeValues": items.to_typed({":owner": owner}),
            "ScanIndexForward": False,
            "Limit": limit,
        }
        if cursor:
            request["ExclusiveStartKey"] = items.to_typed(_start_key(owner, cursor))
        with translated("dynamodb:Query"):
            answer = self.client.query(**request)
        uploads = [items.to_upload(items.to_plain(item)) for item in answer["Items"]]
        return UploadSlice(uploads, _cursor(uploads[-1]) if uploads and "LastEvaluatedKey" in answer else None)

    def reads_of(self, uploads: Sequence[Upload]) -> dict[str, list[LoggedRead]]:
        """Get the reads of several uploads, by upload id, surest first; asks for them by their keys."""
        keys = [items.read_key(upload.ref.upload_id, place) for upload in uploads for place in range(upload.read_count)]
        reads: dict[str, list[LoggedRead]] = {}
        for item in sorted(batch_get(self.client, self.table, keys), key=lambda item: str(item["sk"])):
            reads.setdefault(item["upload_id"], []).append(items.to_read(item))
        return reads

    def claim(self, ref: UploadRef, holder: str, now: datetime) -> Upload | None:
        """Take an upload into work for the time of a lease.

        Parameters
        ----------
        ref : UploadRef
        holder : str
            Who takes it; the same holder may take it again, as Lambda's retries do.
        now : datetime
            UTC.

        Returns
        -------
        Upload or None
            None when it is finished already.

        Raises
        ------
        UnknownUpload
            When no such upload was promised.
        UploadBusy
            While another holder's lease lasts.
        """
        with translated("dynamodb:UpdateItem"):
            try:
                answer = self.client.update_item(
                    TableName=self.table,
                    Key=items.to_typed(items.upload_key(ref.upload_id)),
                    UpdateExpression="SET #status = :processing, lease_holder = :holder, lease_until = :until "
                    "ADD attempts :one",
                    ConditionExpression="#owner = :owner AND (#status = :awaiting OR (#status = :processing "
                    "AND (attribute_not_exists(lease_holder) OR lease_holder = :holder OR lease_until < :now)))",
                    ExpressionAttributeNames={"#status": "status", "#owner": "owner"},
                    ExpressionAttributeValues=items.to_typed(
                        {
                            ":processing": UploadStatus.PROCESSING.value,
                            ":awaiting": UploadStatus.AWAITING_UPLOAD.value,
                            ":holder": holder,
                            ":owner": ref.owner,
                            ":now": items.to_text(now),
                            ":until": items.to_text(now + self.lease),
                            ":one": 1,
                        }
                    ),
                    ReturnValues="ALL_NEW",
                    ReturnValuesOnConditionCheckFailure="ALL_OLD",
                )
            except ClientError as error:
                if error_code(error) != "ConditionalCheckFailedException":
                    raise
                _check_finished(ref, cast("Mapping[str, Any] | None", error.response.get("Item")))
                return None
        return items.to_upload(items.to_plain(answer["Attributes"]))

    def release(self, ref: UploadRef, holder: str, now: datetime) -> None:
        """Give an upload back unfinished, for another attempt; does nothing when the lease was lost."""
        with translated("dynamodb:UpdateItem"):
            try:
                self.client.update_item(
                    TableName=self.table,
                    Key=items.to_typed(items.upload_key(ref.upload_id)),
                    UpdateExpression="SET lease_until = :now REMOVE lease_holder",
                    ConditionExpression="#status = :processing AND lease_holder = :holder",
                    ExpressionAttributeNames={"#status": "status"},
                    ExpressionAttributeValues=items.to_typed(
                        {
                            ":processing": UploadStatus.PROCESSING.value,
                            ":holder": holder,
                            ":now": items.to_text(now),
                        }
                    ),
                )
            except ClientError as error:
                if error_code(error) != "ConditionalCheckFailedException":
                    raise

    def finish(self, upload: Upload, holder: str, outcome: Outcome) -> None:
        """Write the end of an upload with its outcome, all or nothing.

        Raises
        ------
        UploadBusy
            When another invocation has taken the upload over.
        """
        upload = replace(upload, read_count=len(outcome.reads))
        writes: list[TransactWriteItemTypeDef] = [self._ending(upload, holder)]
        writes += [self._new(items.from_read(read, place)) for place, read in enumerate(outcome.reads)]
        if outcome.texts:
            writes.append(self._new(items.from_texts(upload.ref.upload_id, outcome.texts, items.expiry_of(upload))))
        writes.append({"Update": counting(self.table, upload.ref.upload_id, outcome.at, outcome.counts)})
        with translated("dynamodb:TransactWriteItems"):
            try:
                self.client.transact_write_items(TransactItems=writes)
            except ClientError as error:
                if error_code(error) == "TransactionCanceledException" and _lost_lease(error):
                    raise UploadBusy(upload.ref.upload_id) from error
                raise

    def remove(self, whole: WholeUpload, receipt: Receipt) -> None:
        """Take away all about an upload and leave a receipt; afterwards nobody finds it.

        The reads go first: whoever is interrupted finds the upload still, and removes the rest.
        """
        upload_id = receipt.upload_id
        places = [items.place_of(read.read_id) for read in whole.reads]
        keys = [items.read_key(upload_id, place) for place in places]
        keys += [
            items.review_key(upload_id, items.place_of(review.read_id), review.version) for review in whole.reviews
        ]
        keys += [items.explanation_key(upload_id)]
        for key in keys:
            with translated("dynamodb:DeleteItem"):
                self.client.delete_item(TableName=self.table, Key=items.to_typed(key))
        left = history_items.from_receipt(receipt, items.expiry_of(whole.upload))
        with translated("dynamodb:PutItem"):
            self.client.put_item(TableName=self.table, Item=items.to_typed(left))

    def _ending(self, upload: Upload, holder: str) -> TransactWriteItemTypeDef:
        changes = {name: value for name, value in items.outcome(upload).items() if value is not None}
        return {
            "Update": {
                "TableName": self.table,
                "Key": items.to_typed(items.upload_key(upload.ref.upload_id)),
                "UpdateExpression": "SET "
                + ", ".join(f"#{name} = :{name}" for name in changes)
                + " REMOVE lease_holder, lease_until",
                "ConditionExpression": "#status = :processing AND lease_holder = :holder",
                "ExpressionAttributeNames": {f"#{name}": name for name in changes},
                "ExpressionAttributeValues": items.to_typed(
                    {
                        **{f":{name}": value for name, value in changes.items()},
                        ":processing": UploadStatus.PROCESSING.value,
                        ":holder": holder,
                    }
                ),
            }
        }

    def _new(self, item: items.Plain) -> TransactWriteItemTypeDef:
        return {
            "Put": {
                "TableName": self.table,
                "Item": items.to_typed(item),
                "ConditionExpression": "attribute_not_exists(pk)",
            }
        }

    def _items_of(self, upload_id: str, since: str) -> dict[str, items.Plain]:
        """Get an upload's items by their sort keys, from one of them on to the upload itself, the last."""
        last = items.upload_key(upload_id)
        with translated("dynamodb:Query"):
            answer = self.client.query(
                TableName=self.table,
                KeyConditionExpression="pk = :pk AND sk BETWEEN :since AND :last",
                ExpressionAttributeValues=items.to_typed({":pk": last["pk"], ":since": since, ":last": last["sk"]}),
                ConsistentRead=True,
            )
        return {item["sk"]: item for item in map(items.to_plain, answer["Items"])}


def _check_finished(ref: UploadRef, item: Mapping[str, Any] | None) -> None:
    plain = items.to_plain(item) if item else None
    if plain and history_items.is_receipt(plain):
        return  # an event that comes again, of a photo that somebody deleted
    upload = items.to_upload(plain) if plain else None
    if upload is None or upload.ref.owner != ref.owner:
        raise UnknownUpload(ref.upload_id)
    if upload.status is UploadStatus.PROCESSING:
        raise UploadBusy(ref.upload_id)


def _lost_lease(error: ClientError) -> bool:
    reasons = error.response.get("CancellationReasons") or [{}]
    return reasons[0].get("Code") == "ConditionalCheckFailed"


def _cursor(upload: Upload) -> str:
    text = f"{items.to_text(upload.created_at)}/{upload.ref.upload_id}"
    return base64.urlsafe_b64encode(text.encode()).decode()


def _start_key(owner: str, cursor: str) -> dict[str, str]:
    try:
        match = _CURSOR.fullmatch(base64.urlsafe_b64decode(cursor.encode()).decode("ascii"))
    except (ValueError, binascii.Error):
        match = None
    if match is None:
        raise InvalidRequest("cursor: not one that this list gave. Leave it out to begin with the newest upload.")
    return {**items.upload_key(match["upload_id"]), "owner": owner, "created_at": match["created_at"]}
