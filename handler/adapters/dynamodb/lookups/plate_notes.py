"""Tags and notes of plates: one item a plate, that ends with the last read that counts for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from handler.adapters.aws_errors import translated
from handler.adapters.dynamodb import audit_inbox, filing, items, table
from handler.adapters.dynamodb.batch_get import batch_get
from handler.adapters.dynamodb.lookups import note_items as ours
from handler.domain.audit import AuditEntry
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import Conflict
from handler.domain.lookups.notes import Noted

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_NEW: Final = "(attribute_not_exists(pk) OR expires_at_epoch_seconds <= :now)"
_AS_SEEN: Final = "version = :seen AND expires_at_epoch_seconds > :now"


@quick_dataclass(frozen=True, slots=True)
class DynamoDbPlateNotes:
    """Tags and notes.

    Parameters
    ----------
    client : DynamoDBClient
    table : str
    audit_inbox : str
        Where it is written down who did what; whoever only looks needs none.
    now : callable
        Gives the time in UTC.
    """

    client: DynamoDBClient
    table: str
    audit_inbox: str
    now: Callable[[], datetime]

    def of(self, plate: str) -> Noted:
        """Get what is noted of a plate; nothing where nothing is, or where its time is over."""
        with translated("dynamodb:GetItem"):
            answer = self.client.get_item(
                TableName=self.table, Key=items.to_typed(ours.noted_key(plate)), ConsistentRead=True
            )
        found = [items.to_plain(answer["Item"])] if "Item" in answer else []
        return next(map(ours.to_noted, table.lasting(found, self.now())), Noted(plate))

    def words_of(self, plates: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
        """Get the tags of some plates; those without any are left out."""
        keys = [ours.noted_key(plate) for plate in dict.fromkeys(plates)]
        # A tag of the last second may be missed, at half the price.
        found = batch_get(self.client, self.table, keys, is_consistent=False)
        noted = map(ours.to_noted, table.lasting(found, self.now()))
        return {one.plate: one.words for one in noted if one.tags}

    def put(self, before: Noted, after: Noted, entry: AuditEntry) -> bool:
        """Put what is noted in the place of what was seen, and write down who did it; all or nothing.

        Gives False when somebody else was faster.

        Raises
        ------
        Conflict
            With ``plate_unseen`` where nothing was noted so far and no read counts for the plate.
        """
        now, plate = self.now(), after.plate
        end = filing.end_of(self.client, self.table, plate, now)
        if end is None and not before.version:
            raise Conflict("plate_unseen")
        try:
            write = self._placing(before, after, end, int(now.timestamp()))
            table.transact(self.client, [write, {"Put": audit_inbox.putting(self.audit_inbox, entry)}])
        except table.ConditionFailed:
            return False
        self._follow(plate, end, now)
        return True

    def _placing(self, before: Noted, after: Noted, end: int | None, now: int) -> Any:  # noqa: ANN401 (a write)
        about = ours.from_noted(replace(after, version=before.version + 1))
        # Where no read counts any more, it ends when it would have.
        change, names, values = table.changing(about | ({} if end is None else {"expires_at_epoch_seconds": end}))
        return {
            "Update": {
                "TableName": self.table,
                "Key": items.to_typed(ours.noted_key(after.plate)),
                "UpdateExpression": change,
                "ConditionExpression": _AS_SEEN if before.version else _NEW,
                "ExpressionAttributeNames": names,
                "ExpressionAttributeValues": items.to_typed(
                    {**values, ":now": now, **({":seen": before.version} if before.version else {})}
                ),
            }
        }

    def _follow(self, plate: str, end: int | None, now: datetime) -> None:
        """Look again whether reads came or went meanwhile, until the answer stays: as plates are settled."""
        seen = end
        while (end := filing.end_of(self.client, self.table, plate, now)) != seen:
            ours.let_end(self.client, self.table, plate, end, now)
            seen = end
