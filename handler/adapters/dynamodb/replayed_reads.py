"""Reads that later rules change, in the table: what stood before is kept beside each."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from handler.adapters.dynamodb import filing, items, no_plate_items, table, text_items
from handler.adapters.dynamodb.alerts import consequence_items
from handler.adapters.dynamodb.insight_log import counting_by_both
from handler.adapters.dynamodb.keeping.notes import open_note
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import AlertsChanged, Conflict
from handler.domain.logged import EarlierReading, LoggedRead
from handler.service.ports.plates import Unsettled
from handler.service.ports.reads import Beside
from handler.service.ports.replays import Anew

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef, UpdateTypeDef

_KEY: Final = ("pk", "sk")


@quick_dataclass(frozen=True, slots=True)
class DynamoDbReplayedReads:
    """Writes what later rules read.

    Parameters
    ----------
    client : DynamoDBClient
    table, outbox : str
    """

    client: DynamoDBClient
    table: str
    outbox: str

    def put(self, anew: Anew, beside: Beside) -> Unsettled:
        """Write a read as later rules give it, what stood before, and all that changes with it, or nothing.

        Returns
        -------
        Unsettled
            The plates that are to be found otherwise now.

        Raises
        ------
        Conflict
            When the read or its upload changed meanwhile, or the upload is being deleted.
        AlertsChanged
            When others changed the same alerts meanwhile.
        """
        after, upload_id, at = anew.after, anew.upload.ref.upload_id, anew.at
        writes = self._in_place(anew, anew.before, beside) if anew.before else self._added(anew)
        if anew.texts:
            texts = text_items.from_texts(upload_id, anew.texts, items.expiry_of(anew.upload))
            writes.append({"Put": table.put_in_place(self.table, texts)})
        # Also where no count changes: that something is new is told by it.
        writes += counting_by_both(self.table, upload_id, at, after.seen_at, anew.counts)
        if beside.no_plate:
            writes.append({"Update": no_plate_items.restanding(self.table, beside.no_plate)})
        was = {anew.before.current_plate} if anew.before else set()
        changed = Unsettled(
            f"{after.read_id}#{after.version}", frozenset(one for one in was ^ {after.current_plate} if one)
        )
        if changed.plates:
            before = anew.before
            writes += filing.refiling(self.table, before, after) if before else filing.new_filings(self.table, [after])
            writes.append(filing.note(self.table, changed, items.expiry_of(after)))
        if beside.may_end_otherwise:
            writes.append(open_note(self.table, upload_id, after.kept_until))
        self._write(writes, consequence_items.writing(self.table, self.outbox, beside.made))
        return changed

    def _write(self, writes: list[TransactWriteItemTypeDef], told: list[TransactWriteItemTypeDef]) -> None:
        try:
            table.transact(self.client, [*writes, *told])
        except table.ConditionFailed as failed:
            if consequence_items.are_to_blame(told, [*writes, *told], failed):
                raise AlertsChanged from failed
            raise Conflict("read_changed") from failed

    def _in_place(self, anew: Anew, before: LoggedRead, beside: Beside) -> list[TransactWriteItemTypeDef]:
        kept = _from_earlier(before, items.to_text(anew.at))
        return [
            {"Update": self._changing(anew.after, before, beside)},
            filing.while_it_stands(self.table, before.upload_id),
            {"Put": table.new(self.table, kept)},
        ]

    def _added(self, anew: Anew) -> list[TransactWriteItemTypeDef]:
        read = anew.after
        return [
            {"Update": self._one_more(anew)},
            {"Put": table.new(self.table, items.from_read(read, items.place_of(read.read_id)))},
        ]

    def _changing(self, after: LoggedRead, before: LoggedRead, beside: Beside) -> UpdateTypeDef:
        place = items.place_of(after.read_id)
        plain = {name: value for name, value in items.from_read(after, place).items() if name not in _KEY}
        change, names, values = table.changing(plain, "leased_by", "leased_until")
        named = {":named": list(beside.alert_ids)} if beside.alert_ids else {}
        naming = "#alert_ids = :named" if named else "attribute_not_exists(#alert_ids)"
        return {
            "TableName": self.table,
            "Key": items.to_typed(items.read_key(after.upload_id, place)),
            "UpdateExpression": change,
            "ConditionExpression": f"#version = :expected AND {naming}",
            "ExpressionAttributeNames": names,
            "ExpressionAttributeValues": items.to_typed({**values, **named, ":expected": before.version}),
        }

    def _one_more(self, anew: Anew) -> UpdateTypeDef:
        """Make the write that counts a read that was added, on the condition that none was since it was looked at."""
        upload = anew.upload
        return {
            "TableName": self.table,
            "Key": items.to_typed(items.upload_key(upload.ref.upload_id)),
            "UpdateExpression": "SET read_count = :after",
            "ConditionExpression": "read_count = :before AND #status = :done AND attribute_not_exists(deletion)",
            "ExpressionAttributeNames": {"#status": "status"},
            "ExpressionAttributeValues": items.to_typed(
                {":before": upload.read_count, ":after": upload.read_count + 1, ":done": upload.status.value}
            ),
        }


def to_earlier(item: items.Plain) -> EarlierReading:
    """Make an earlier reading of its item."""
    return EarlierReading(items.to_read(item["reading"]), datetime.fromisoformat(item["replaced_at"]))


def _from_earlier(read: LoggedRead, at: str) -> items.Plain:
    """Make the item of a reading that another took the place of; no index holds it, as all of it lies in one part."""
    place = items.place_of(read.read_id)
    plain = items.from_read(read, place)
    return {
        **items.earlier_key(read.upload_id, place, read.version),
        "read_id": read.read_id,
        "reading_version": read.reading_version,
        "replaced_at": at,
        "reading": {name: value for name, value in plain.items() if name not in _KEY and value is not None},
        "expires_at_epoch_seconds": items.expiry_of(read),
    }
