"""The end of an upload in the table: all that comes of a photo is written at once, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from handler.adapters.dynamodb import filing, items, no_plate_items, table, text_items
from handler.adapters.dynamodb.alerts import consequence_items
from handler.adapters.dynamodb.insight_log import counting_by_both
from handler.adapters.dynamodb.plate_index import found_at_once
from handler.adapters.dynamodb.sites.sign_items import note_sign
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import AlertsChanged, ServiceFailed, Throttled, UploadBusy
from handler.domain.upload import Upload, UploadStatus
from handler.service.ports.plates import Unsettled
from handler.service.ports.uploads import Outcome

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

_TRIES_AT_ONCE: Final = 2
"""Of writing all at once while others write the same plates, before one that is in nobody's way is made."""


@quick_dataclass(frozen=True, slots=True)
class UploadEnd:
    """Ends uploads, in one of two ways.

    Mostly what finds the plates is written in the same transaction as the reads: then nothing is left to do, and there
    is no moment in which a read is there and not found. Where there is no room for that, or where the plates' keys have
    to follow more than these reads, the reads are written with a note, and whoever wrote it settles the plates.

    Parameters
    ----------
    client : DynamoDBClient
    table, outbox : str
    """

    client: DynamoDBClient
    table: str
    outbox: str

    def write(self, upload: Upload, holder: str, outcome: Outcome) -> Unsettled:
        """Write the end of an upload; takes, gives and raises the same as `DynamoDbUploadLog.finish`."""
        upload = replace(upload, read_count=len(outcome.reads))
        changed, ending = outcome.changed(upload), self._whole_end(upload, holder, outcome)
        if outcome.is_found_at_once and self._is_written_at_once(upload, outcome, ending):
            changed = replace(changed, plates=frozenset())
        else:
            self._write_noted(upload, outcome, changed, ending)
        note_sign(self.client, self.table, upload, outcome.reads)
        return changed

    def _whole_end(self, upload: Upload, holder: str, outcome: Outcome) -> list[TransactWriteItemTypeDef]:
        """Make the writes that end an upload, but for what finds its plates and what others are told."""
        writes: list[TransactWriteItemTypeDef] = [self._ending(upload, holder)]
        writes += [{"Put": table.new(self.table, items.from_read(read, at))} for at, read in enumerate(outcome.reads)]
        if outcome.texts:
            texts = text_items.from_texts(upload.ref.upload_id, outcome.texts, items.expiry_of(upload))
            writes.append({"Put": table.new(self.table, texts)})
        about = upload.ref.upload_id, outcome.at, upload.seen_at, outcome.counts
        writes += counting_by_both(self.table, *about)
        if outcome.no_plate:
            writes.append({"Put": table.new(self.table, no_plate_items.from_no_plate(outcome.no_plate))})
        return writes

    def _is_written_at_once(self, upload: Upload, outcome: Outcome, ending: Sequence[TransactWriteItemTypeDef]) -> bool:
        """Write all with what finds the plates; tells whether there was room for that, and nothing in its way."""
        told = consequence_items.writing(self.table, self.outbox, outcome.consequences)
        found = found_at_once(self.table, outcome.reads, outcome.at)
        writes = [*ending, *filing.new_filings(self.table, outcome.reads), *found, *told]
        if len(writes) > table.MOST_WRITES:
            return False
        places = range(len(writes) - len(told) - len(found), len(writes) - len(told))
        try:
            table.transact(self.client, writes, tries=_TRIES_AT_ONCE)
        except table.ConditionFailed as failed:
            if 0 not in failed.places and failed.places & set(places):
                return False
            raise _refusal(upload, told, writes, failed) from failed
        except Throttled:  # others write the same plates: what is noted is in nobody's way
            return False
        return True

    def _write_noted(
        self, upload: Upload, outcome: Outcome, changed: Unsettled, ending: Sequence[TransactWriteItemTypeDef]
    ) -> None:
        """Write all with a note of the plates that are not found yet."""
        told = consequence_items.writing(self.table, self.outbox, outcome.consequences)
        noted = [filing.note(self.table, changed, items.expiry_of(upload))] if outcome.reads else []
        filings = filing.new_filings(self.table, outcome.reads)
        if len(ending) + len(noted) + len(filings) + len(told) > table.MOST_WRITES:
            # They are the same however often they are written. Whoever is interrupted here writes them again.
            table.write_many(self.client, self.table, filing.filing_requests(outcome.reads))
            filings = []
        writes = [*ending, *noted, *filings, *told]
        try:
            table.transact(self.client, writes)
        except table.ConditionFailed as failed:
            raise _refusal(upload, told, writes, failed) from failed

    def _ending(self, upload: Upload, holder: str) -> TransactWriteItemTypeDef:
        change, names, values = table.changing(items.outcome(upload), "lease_holder", "lease_until", "failed_before")
        condition = {":processing": UploadStatus.PROCESSING.value, ":holder": holder}
        return {
            "Update": {
                "TableName": self.table,
                "Key": items.to_typed(items.upload_key(upload.ref.upload_id)),
                "UpdateExpression": change,
                "ConditionExpression": "#status = :processing AND lease_holder = :holder "
                "AND attribute_not_exists(deletion)",
                "ExpressionAttributeNames": names,
                "ExpressionAttributeValues": items.to_typed({**values, **condition}),
            }
        }


def _refusal(
    upload: Upload, told: Sequence[object], writes: Sequence[object], failed: table.ConditionFailed
) -> Exception:
    if 0 in failed.places:
        return UploadBusy(upload.ref.upload_id)
    if consequence_items.are_to_blame(told, writes, failed):
        return AlertsChanged()
    return ServiceFailed("dynamodb:TransactWriteItems", "ConditionalCheckFailed")
