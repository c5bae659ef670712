"""Reads that raise alerts long after they were read, as an entry was added only then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from handler.adapters.dynamodb import filing, items, table
from handler.adapters.dynamodb.alerts import consequence_items
from handler.adapters.dynamodb.insight_log import counting
from handler.adapters.dynamodb.keeping.notes import open_note
from handler.domain.alerts.consequences import Consequences
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import AlertsChanged, Conflict
from handler.domain.logged import LoggedRead

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef, UpdateTypeDef


@quick_dataclass(frozen=True, slots=True)
class DynamoDbFoundReads:
    """Lets reads name their alerts.

    Parameters
    ----------
    client : DynamoDBClient
    table, outbox : str
    now : callable
        Gives the time in UTC.
    """

    client: DynamoDBClient
    table: str
    outbox: str
    now: Callable[[], datetime]

    def mark(self, read: LoggedRead, seen: LoggedRead, made: Consequences, *, may_end_otherwise: bool) -> None:
        """Let a read name its alerts, write them with it, and that something is new; all or nothing.

        Raises
        ------
        AlertsChanged
            When others changed the same alerts.
        Conflict
            When the read is not as it was seen, or its upload is being deleted.
        """
        writes: list[TransactWriteItemTypeDef] = [
            {"Update": self._naming(read, seen)},
            filing.while_it_stands(self.table, read.upload_id),
            {"Update": counting(self.table, read.upload_id, self.now(), {})},
        ]
        if may_end_otherwise:
            writes.append(open_note(self.table, read.upload_id, read.kept_until))
        told = consequence_items.writing(self.table, self.outbox, made)
        writes += told
        try:
            table.transact(self.client, writes)
        except table.ConditionFailed as failed:
            if consequence_items.are_to_blame(told, writes, failed):
                raise AlertsChanged from failed
            raise Conflict("read_changed") from failed

    def _naming(self, read: LoggedRead, seen: LoggedRead) -> UpdateTypeDef:
        named = {":named": list(seen.alert_ids)} if seen.alert_ids else {}
        return {
            "TableName": self.table,
            "Key": items.to_typed(items.read_key(read.upload_id, items.place_of(read.read_id))),
            "UpdateExpression": "SET alert_ids = :ids",
            "ConditionExpression": "version = :version AND "
            + ("alert_ids = :named" if named else "attribute_not_exists(alert_ids)"),
            "ExpressionAttributeValues": items.to_typed(
                {":ids": list(read.alert_ids), ":version": seen.version, **named}
            ),
        }
