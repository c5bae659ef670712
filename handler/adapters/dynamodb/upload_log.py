"""The log of uploads and reads in one DynamoDB table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, cast

from botocore.exceptions import ClientError

from handler.adapters.aws_errors import error_code, translated
from handler.adapters.dynamodb import history_items, items, no_plate_items, table, text_items
from handler.adapters.dynamodb.batch_get import batch_get
from handler.adapters.dynamodb.replayed_reads import to_earlier
from handler.adapters.dynamodb.upload_end import UploadEnd
from handler.domain import cursor
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import UnknownUpload, UploadBusy, UploadOver
from handler.domain.logged import LoggedRead
from handler.domain.retention import is_over
from handler.domain.typed_read import places_of
from handler.domain.upload import Upload, UploadRef, UploadStatus
from handler.service.ports.plates import Unsettled
from handler.service.ports.uploads import Outcome, UploadSlice, WholeUpload

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_FURTHER_UPLOADS: Final = 1000
"""How many uploads to ask for at once when a page is full of expired or deleted ones."""


@quick_dataclass(frozen=True, slots=True)
class DynamoDbUploadLog:
    """Uploads and reads; every write is conditional.

    Parameters
    ----------
    client : DynamoDBClient
    table : str
    lease : timedelta
        How long one invocation owns an upload.
    now : callable
        Gives the time in UTC.
    outbox : str
        Where it is put what others are told; whoever ends no upload needs none.
    """

    client: DynamoDBClient
    table: str
    lease: timedelta
    now: Callable[[], datetime]
    outbox: str = ""

    def add(self, upload: Upload) -> None:
        """Write a new upload."""
        with translated("dynamodb:PutItem"):
            self.client.put_item(**table.new(self.table, items.from_upload(upload)))

    def find(self, upload_id: str) -> tuple[Upload, list[LoggedRead]] | None:
        """Get an upload and its reads, the foremost vehicle's first; None when there is none."""
        found = self._items_of(upload_id, since=items.read_key(upload_id, 0)["sk"])
        upload = found.pop("upload", None)
        if upload is None or history_items.is_gone(upload):
            return None
        return items.to_upload(upload), [items.to_read(item) for item in found.values()]

    def whole(self, upload_id: str) -> WholeUpload | None:
        """Get all about an upload; None when there is none."""
        found = self._items_of(upload_id, since=items.earlier_key(upload_id, 0, 0)["sk"])
        upload, explanation = found.pop("upload", None), found.pop("explanation", None)
        no_plate = found.pop(no_plate_items.SORT_KEY, None)
        if upload is None or history_items.is_gone(upload):
            return None
        return WholeUpload(
            items.to_upload(upload),
            reads=[items.to_read(item) for sk, item in found.items() if sk.startswith("read#")],
            texts=text_items.to_texts(explanation) if explanation else [],
            reviews=[history_items.to_review(item) for sk, item in found.items() if sk.startswith("decision#")],
            no_plate=no_plate_items.to_no_plate(no_plate) if no_plate else None,
            earlier=tuple(to_earlier(item) for sk, item in found.items() if sk.startswith("before#")),
        )

    def alone(self, upload_id: str) -> Upload | None:
        """Get an upload without its reads, also one that is being deleted; None when there is none."""
        found = self._items_of(upload_id, since=items.upload_key(upload_id)["sk"]).get("upload")
        return None if found is None or history_items.is_receipt(found) else items.to_upload(found)

    def page(self, owner: str, limit: int, after: str | None) -> UploadSlice:
        """Get some of an owner's uploads, newest first; `after` is the cursor of the slice before.

        Raises
        ------
        InvalidRequest
            For a cursor that is made up or of another owner.
        """
        request: dict[str, Any] = {
            "TableName": self.table,
            "IndexName": "by_owner",
            "KeyConditionExpression": "#owner = :owner",
            "ExpressionAttributeNames": {"#owner": "owner"},
            "ExpressionAttributeValues": items.to_typed({":owner": owner}),
            "ScanIndexForward": False,
            "Limit": limit + 1,  # the one more tells whether there is another page
        }
        if after:
            place = cursor.unpack(owner, after, frozenset({"pk", "sk", "created_at"}))
            request["ExclusiveStartKey"] = items.to_typed({**place, "owner": owner})
        found = table.lasting(table.pages(self.client, request, _FURTHER_UPLOADS), self.now())
        there = (items.to_upload(item) for item in found if not history_items.is_gone(item))
        uploads = list(islice(there, limit + 1))
        more = cursor.pack(owner, _place_of(uploads[limit - 1])) if len(uploads) > limit else None
        return UploadSlice(uploads[:limit], more)

    def latest(self, owner: str, after: datetime | None, limit: int) -> list[Upload]:
        """Get an owner's newest uploads, newest first, at most so many; with `after`, only later ones."""
        later = {":after": items.to_text(after)} if after else {}
        request: dict[str, Any] = {
            "TableName": self.table,
            "IndexName": "by_owner",
            "KeyConditionExpression": "#owner = :owner" + (" AND created_at > :after" if later else ""),
            "ExpressionAttributeNames": {"#owner": "owner"},
            "ExpressionAttributeValues": items.to_typed({":owner": owner, **later}),
            "ScanIndexForward": False,
            "Limit": limit,
        }
        found = table.lasting(table.pages(self.client, request, _FURTHER_UPLOADS), self.now())
        return list(islice((items.to_upload(item) for item in found if not history_items.is_gone(item)), limit))

    def reads_of(self, uploads: Sequence[Upload]) -> dict[str, list[LoggedRead]]:
        """Get the reads of several uploads, by upload id, the foremost vehicle's first; asks for them by their keys."""
        keys = [
            items.read_key(upload.ref.upload_id, place)
            for upload in uploads
            for place in (*range(upload.read_count), *places_of(upload.typed_count))
        ]
        reads: dict[str, list[LoggedRead]] = {}
        found = table.lasting(batch_get(self.client, self.table, keys), self.now())
        for item in sorted(found, key=lambda item: str(item["sk"])):
            reads.setdefault(item["upload_id"], []).append(items.to_read(item))
        return reads

    def claim(self, ref: UploadRef, version_id: str | None, holder: str, now: datetime) -> Upload | None:
        """Take an upload into work for the time of a lease.

        Parameters
        ----------
        ref : UploadRef
        version_id : str or None
            Of the photo that has arrived; one that comes after a photo that could not be read is read instead of it.
        holder : str
            Who takes it; the same holder may take it again, as Lambda's retries do.
        now : datetime
            UTC.

        Returns
        -------
        Upload or None
            None when it is finished already, or deleted.

        Raises
        ------
        UnknownUpload
            When no such upload was promised.
        UploadBusy
            While another holder's lease lasts.
        UploadOver
            When its time is over, whether or not it is still there.
        """
        mine = {":owner": ref.owner, ":seconds": int(now.timestamp())}
        lease = {**mine, ":holder": holder, ":until": items.to_text(now + self.lease), ":one": 1}
        free = {":now": items.to_text(now), ":awaiting": UploadStatus.AWAITING_UPLOAD.value}
        free |= {":waiting": UploadStatus.WAITING.value}
        try:
            return self._take(ref, _TAKING + " ADD attempts :one", _IS_FREE, lease | free)
        except _Refused as refused:
            finished = _check_finished(ref, refused.item, now)
        if finished is None or not finished.may_be_read_anew_from(version_id):
            return None
        failed = {
            ":failed": UploadStatus.FAILED.value,
            ":code": finished.failure.code if finished.failure else None,
            ":seen": finished.object_facts.version_id if finished.object_facts else None,
        }
        change = _TAKING + ", attempts = :one, failed_before = :code REMOVE failure"
        try:
            return self._take(ref, change, _STILL_FAILED, lease | failed)
        except _Refused as refused:  # another photo of the same promise was quicker
            raise UploadBusy(ref.upload_id) from refused

    def _take(self, ref: UploadRef, change: str, condition: str, values: Mapping[str, object]) -> Upload:
        processing = {":processing": UploadStatus.PROCESSING.value}
        with translated("dynamodb:UpdateItem"):
            try:
                answer = self.client.update_item(
                    TableName=self.table,
                    Key=items.to_typed(items.upload_key(ref.upload_id)),
                    UpdateExpression=change,
                    ConditionExpression=condition,
                    ExpressionAttributeNames={"#status": "status", "#owner": "owner"},
                    ExpressionAttributeValues=items.to_typed({**values, **processing}),
                    ReturnValues="ALL_NEW",
                    ReturnValuesOnConditionCheckFailure="ALL_OLD",
                )
            except ClientError as error:
                if error_code(error) != "ConditionalCheckFailedException":
                    raise
                raise _Refused(cast("Mapping[str, Any] | None", error.response.get("Item"))) from error
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

    def finish(self, upload: Upload, holder: str, outcome: Outcome) -> Unsettled:
        """Write the end of an upload with its outcome, all or nothing.

        Returns
        -------
        Unsettled
            The plates that are still to be settled; none where what finds them was written along.

        Raises
        ------
        UploadBusy
            When another invocation has taken the upload over.
        AlertsChanged
            When others changed the same alerts meanwhile.
        """
        return UploadEnd(self.client, self.table, self.outbox).write(upload, holder, outcome)

    def _items_of(self, upload_id: str, since: str) -> dict[str, items.Plain]:
        """Get an upload's items by their sort keys, from one of them on to the upload itself, the last.

        They end together; what is over is left out.
        """
        last = items.upload_key(upload_id)
        request = {
            "TableName": self.table,
            "KeyConditionExpression": "pk = :pk AND sk BETWEEN :since AND :last",
            "ExpressionAttributeValues": items.to_typed({":pk": last["pk"], ":since": since, ":last": last["sk"]}),
            "ConsistentRead": True,
        }
        return {item["sk"]: item for item in table.lasting(table.pages(self.client, request), self.now())}


_TAKING: Final = "SET #status = :processing, lease_holder = :holder, lease_until = :until"
_MINE: Final = "#owner = :owner AND attribute_not_exists(deletion) AND expires_at_epoch_seconds > :seconds"
_IS_FREE: Final = (
    f"{_MINE} AND (#status IN (:awaiting, :waiting) OR (#status = :processing "
    "AND (attribute_not_exists(lease_holder) OR lease_holder = :holder OR lease_until < :now)))"
)
_STILL_FAILED: Final = f"{_MINE} AND #status = :failed AND object_facts.version_id = :seen"


class _Refused(Exception):
    """An upload cannot be taken into work."""

    def __init__(self, item: Mapping[str, Any] | None) -> None:
        super().__init__()
        self.item = items.to_plain(item) if item else None


def _check_finished(ref: UploadRef, item: items.Plain | None, now: datetime) -> Upload | None:
    """Get the upload that nobody has to read any more; None when it is deleted."""
    if item and history_items.is_gone(item):
        return None  # an event that comes late or again, of a photo that somebody deleted
    upload = items.to_upload(item) if item else None
    if upload is None or upload.ref.owner != ref.owner:
        raise UnknownUpload(ref.upload_id)
    if is_over(upload.kept_until, now):
        raise UploadOver(ref.upload_id)
    if upload.status is UploadStatus.PROCESSING:
        raise UploadBusy(ref.upload_id)
    return upload


def _place_of(upload: Upload) -> dict[str, str]:
    return {**items.upload_key(upload.ref.upload_id), "created_at": items.to_text(upload.created_at)}
