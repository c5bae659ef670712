"""Holds as parts of uploads' items, and what all about a held upload has to follow."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from handler.adapters.aws_errors import translated
from handler.adapters.dynamodb import audit_inbox, filing, items, table
from handler.adapters.dynamodb.keeping.hold_items import from_hold
from handler.adapters.dynamodb.keeping.notes import OPEN, note_key, open_note
from handler.domain.audit import AuditEntry
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import Conflict
from handler.domain.keeping.hold import LAST_MOMENT, Hold
from handler.domain.upload import Upload, UploadRef

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

_LEADER: Final = "upload"
_AS_SEEN: Final = (
    "attribute_exists(#owner) AND attribute_not_exists(deletion) AND #status = :status "
    "AND expires_at_epoch_seconds > :last AND "
)
_SEEN: Final = "hold_version = :seen"
_NONE_SEEN: Final = "attribute_not_exists(hold_version)"

_OWN_ENDS: Final = frozenset({"upload", "appearance"})
"""What does not follow: the upload leads, and what is remembered of its photo for an hour ends as it would."""


@quick_dataclass(frozen=True, slots=True)
class _Lead:
    """What all about an upload has to follow: how its own item stands."""

    ends_at_epoch_seconds: int
    protects: bool

    @classmethod
    def of(cls, item: items.Plain) -> _Lead:
        hold = item.get("hold")
        return cls(int(item["expires_at_epoch_seconds"]), hold is not None and not hold["is_released"])

    def is_ahead_of(self, item: items.Plain) -> bool:
        if int(item["expires_at_epoch_seconds"]) != self.ends_at_epoch_seconds:
            return True
        return _is_read(item) and bool(item.get("is_protected")) != self.protects


@quick_dataclass(frozen=True, slots=True)
class DynamoDbHolds:
    """Holds of uploads.

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

    def put(self, upload: Upload, hold: Hold, entry: AuditEntry) -> None:
        """Let an upload end as a hold says, note that the rest has to follow, and write down who did it."""
        writes: list[TransactWriteItemTypeDef] = [
            {"Update": self._placing(upload, hold)},
            open_note(self.table, upload.ref.upload_id, hold.end),
            {"Put": audit_inbox.putting(self.audit_inbox, entry)},
        ]
        try:
            table.transact(self.client, writes)
        except table.ConditionFailed as failed:
            raise Conflict("hold_changed") from failed

    def follow(self, upload_id: str) -> frozenset[str]:
        """Let all about an upload end with it, an item at a time; what changes meanwhile is looked at again."""
        while True:
            found = list(table.pages(self.client, self._all_of(upload_id)))
            lead = next((_Lead.of(item) for item in found if item["sk"] == _LEADER), None)
            if lead is None:
                return frozenset()
            behind = [item for item in found if item["sk"] not in _OWN_ENDS and lead.is_ahead_of(item)]
            if not behind:
                reads = (items.to_read(item) for item in found if _is_read(item))
                return frozenset(read.current_plate for read in reads if read.current_plate)
            for item in behind:
                self._let_follow(item, lead)

    def complete(self, ref: UploadRef, hold: Hold) -> bool:
        """Note that all follows; gives False where the hold has changed meanwhile."""
        key = items.to_typed(items.upload_key(ref.upload_id))
        whole: dict[str, Any] = {
            "TableName": self.table,
            "Key": key,
            "UpdateExpression": "SET #hold.is_whole = :yes",
            "ExpressionAttributeNames": {"#hold": "hold"},
            "ConditionExpression": "hold_version = :version",
            "ExpressionAttributeValues": items.to_typed({":yes": True, ":version": hold.version}),
        }
        gone: dict[str, Any] = {"TableName": self.table, "Key": items.to_typed(note_key(ref.upload_id))}
        try:
            table.transact(self.client, [{"Update": whole}, {"Delete": gone}])  # type: ignore[typeddict-item]
        except table.ConditionFailed:
            return False
        return True

    def incomplete(self) -> Iterable[str]:
        """Get the ids of the uploads whose holds are not complete, or whose ends are to be looked at."""
        request = {
            "TableName": self.table,
            "KeyConditionExpression": "pk = :pk",
            "ExpressionAttributeValues": items.to_typed({":pk": OPEN}),
            "ConsistentRead": True,
        }
        return [str(item["sk"]) for item in table.pages(self.client, request)]

    def drop(self, upload_id: str) -> None:
        """Note that there is nothing to complete of an upload."""
        with translated("dynamodb:DeleteItem"):
            self.client.delete_item(TableName=self.table, Key=items.to_typed(note_key(upload_id)))

    def move(self, seen: Upload, upload: Upload, now: datetime) -> bool:
        """Let an upload end otherwise, and note that the rest has to follow; gives False where it changed meanwhile."""
        hold = {"hold": from_hold(upload.hold)} if upload.hold else {}
        change, names, values = table.changing({**hold, "expires_at_epoch_seconds": items.expiry_of(upload)})
        held = {":version": upload.hold.version} if upload.hold else {}
        update: Any = {
            "TableName": self.table,
            "Key": items.to_typed(items.upload_key(upload.ref.upload_id)),
            "UpdateExpression": change,
            "ConditionExpression": (
                "attribute_exists(#owner) AND attribute_not_exists(deletion) AND expires_at_epoch_seconds = :seen "
                "AND expires_at_epoch_seconds > :last AND " + ("hold_version = :version" if held else _NONE_SEEN)
            ),
            "ExpressionAttributeNames": {**names, "#owner": "owner"},
            "ExpressionAttributeValues": items.to_typed(
                {**values, **held, ":seen": items.expiry_of(seen), ":last": int((now + LAST_MOMENT).timestamp()) - 1}
            ),
        }
        note = open_note(self.table, upload.ref.upload_id, upload.kept_until)
        try:
            table.transact(self.client, [{"Update": update}, note])
        except table.ConditionFailed:
            return False
        return True

    def settled(self, upload: Upload) -> bool:
        """Note that all follows; gives False where the upload ends otherwise by now."""
        as_seen: Any = {
            "TableName": self.table,
            "Key": items.to_typed(items.upload_key(upload.ref.upload_id)),
            "ConditionExpression": "attribute_not_exists(pk) OR expires_at_epoch_seconds = :seen",
            "ExpressionAttributeValues": items.to_typed({":seen": items.expiry_of(upload)}),
        }
        gone: Any = {"TableName": self.table, "Key": items.to_typed(note_key(upload.ref.upload_id))}
        try:
            table.transact(self.client, [{"ConditionCheck": as_seen}, {"Delete": gone}])
        except table.ConditionFailed:
            return False
        return True

    def _placing(self, upload: Upload, hold: Hold) -> Any:  # noqa: ANN401 (a part of a transaction)
        change, names, values = table.changing(
            {
                "hold": from_hold(hold),
                "hold_version": hold.version,
                "expires_at_epoch_seconds": int(hold.end.timestamp()),
            }
        )
        # A release takes the time back, so that of it nothing is too late.
        last = int(hold.at.timestamp()) if hold.is_released else int((hold.at + LAST_MOMENT).timestamp()) - 1
        seen = {":seen": upload.hold.version} if upload.hold else {}
        return {
            "TableName": self.table,
            "Key": items.to_typed(items.upload_key(upload.ref.upload_id)),
            "UpdateExpression": change,
            "ConditionExpression": _AS_SEEN + (_SEEN if seen else _NONE_SEEN),
            "ExpressionAttributeNames": {**names, "#owner": "owner", "#status": "status"},
            "ExpressionAttributeValues": items.to_typed(
                {**values, **seen, ":status": upload.status.value, ":last": last}
            ),
        }

    def _let_follow(self, item: items.Plain, lead: _Lead) -> None:
        is_read, seconds = _is_read(item), lead.ends_at_epoch_seconds
        about = {":version": item["version"], ":protected": lead.protects} if is_read else {}
        follows = "SET expires_at_epoch_seconds = :end" + (", is_protected = :protected" if is_read else "")
        change: Any = {
            "TableName": self.table,
            "Key": items.to_typed({"pk": item["pk"], "sk": item["sk"]}),
            "UpdateExpression": follows,
            "ConditionExpression": "attribute_exists(pk)" + (" AND version = :version" if is_read else ""),
            "ExpressionAttributeValues": items.to_typed({":end": seconds, **about}),
        }
        try:
            table.transact(self.client, [{"Update": change}, *(self._refiling(item, seconds) if is_read else [])])
        except table.ConditionFailed:
            return  # decided on or removed meanwhile: it is looked at again

    def _refiling(self, item: items.Plain, seconds: int) -> list[TransactWriteItemTypeDef]:
        before = items.to_read(item)
        after = items.to_read({**item, "expires_at_epoch_seconds": seconds})
        return filing.refiling(self.table, before, after)

    def _all_of(self, upload_id: str) -> dict[str, object]:
        return {
            "TableName": self.table,
            "KeyConditionExpression": "pk = :pk",
            "ExpressionAttributeValues": items.to_typed({":pk": items.upload_key(upload_id)["pk"]}),
            "ConsistentRead": True,
        }


def _is_read(item: items.Plain) -> bool:
    return str(item["sk"]).startswith("read#")
