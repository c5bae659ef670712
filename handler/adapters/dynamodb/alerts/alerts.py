"""Alerts in the table: a page is one Query of an index that is there for reads as well."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from handler.adapters.aws_errors import translated
from handler.adapters.dynamodb import audit_inbox, items, table
from handler.adapters.dynamodb.alerts import alert_items as ours
from handler.adapters.dynamodb.alerts.consequence_items import writing
from handler.adapters.dynamodb.batch_get import batch_get
from handler.adapters.dynamodb.insight_log import counting
from handler.domain import cursor
from handler.domain.alerts.alert import Alert, AlertState
from handler.domain.alerts.book import Book, OpenedKey
from handler.domain.alerts.consequences import Consequences
from handler.domain.audit import AuditEntry
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import AlertsChanged, Conflict
from handler.service.ports.alerts import AlertSlice

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_FURTHER: Final = 100
_CURSOR_NAMES: Final = frozenset({"pk", "sk", "seen_at"})


@quick_dataclass(frozen=True, slots=True)
class DynamoDbAlertBook:
    """Alerts as they stand, for who changes them.

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

    def book(self, alert_ids: Collection[str], opened: Collection[OpenedKey]) -> Book:
        """Get alerts by their ids, windows by entries and places, and the alerts of these windows.

        One request where nothing was opened, two where something was. Windows that are over are got, too, as they are
        written over on the condition that they are as they were seen.
        """
        keys = [*map(ours.alert_key, alert_ids), *map(ours.opened_key, opened)]
        found = list(batch_get(self.client, self.table, keys)) if keys else []
        windows = [ours.to_opened(one) for one in found if "windows" in one]
        known = {one["alert_id"] for one in found if "windows" not in one}
        further = {window.alert_id for one in windows for window in one.windows} - known
        found += batch_get(self.client, self.table, [ours.alert_key(one) for one in sorted(further)]) if further else []
        there = table.lasting((one for one in found if "windows" not in one), self.now())
        return Book(
            {one.alert_id: one for one in map(ours.to_alert, there)},
            {(one.entry_id, one.place_key): one for one in windows},
        )

    def write(self, consequences: Consequences) -> None:
        """Write what the deletion of reads makes, all or nothing.

        Raises
        ------
        AlertsChanged
            When others changed the same alerts.
        """
        writes = writing(self.table, self.outbox, consequences)
        if not writes:
            return
        try:
            table.transact(self.client, writes)
        except table.ConditionFailed as failed:
            raise AlertsChanged from failed


@quick_dataclass(frozen=True, slots=True)
class DynamoDbAlerts:
    """Alerts, for people.

    Parameters
    ----------
    client : DynamoDBClient
    table, audit_inbox : str
    now : callable
        Gives the time in UTC.
    """

    client: DynamoDBClient
    table: str
    audit_inbox: str
    now: Callable[[], datetime]

    def page(self, state: AlertState | None, limit: int, after: str | None) -> AlertSlice:
        """Get some alerts, newest first, of one state or of all.

        Raises
        ------
        InvalidRequest
            For a cursor that is not ours.
        """
        index, name = ("by_status", "status") if state else ("by_time", "kind")
        value = ours.status_of(state) if state else ours.KIND
        query = repr(("alerts", value))
        request: dict[str, Any] = {
            "TableName": self.table,
            "IndexName": index,
            "KeyConditionExpression": "#name = :value",
            "ExpressionAttributeNames": {"#name": name},
            "ExpressionAttributeValues": items.to_typed({":value": value}),
            "ScanIndexForward": False,
            "Limit": limit + 1,  # the one more tells whether there is another page
        }
        if after:
            place = cursor.unpack(query, after, _CURSOR_NAMES)
            request["ExclusiveStartKey"] = items.to_typed({**place, name: value})
        found = list(islice(table.lasting(table.pages(self.client, request, _FURTHER), self.now()), limit + 1))
        more = {key: str(found[limit - 1][key]) for key in sorted(_CURSOR_NAMES)} if len(found) > limit else None
        return AlertSlice([ours.to_alert(one) for one in found[:limit]], cursor.pack(query, more) if more else None)

    def one(self, alert_id: str) -> Alert | None:
        """Get an alert; None when there is none, or its time is over."""
        with translated("dynamodb:GetItem"):
            key = items.to_typed(ours.alert_key(alert_id))
            answer = self.client.get_item(TableName=self.table, Key=key, ConsistentRead=True)
        found = [items.to_plain(answer["Item"])] if "Item" in answer else []
        return next((ours.to_alert(one) for one in table.lasting(found, self.now())), None)

    def acknowledge(self, alert: Alert, entry: AuditEntry) -> None:
        """Write an acknowledgement, who made it, and that something is new; all or nothing.

        Raises
        ------
        Conflict
            When the alert changed since it was seen.
        """
        writes = writing(self.table, "", Consequences(alerts=(alert,)))
        writes.append({"Put": audit_inbox.putting(self.audit_inbox, entry)})
        writes.append({"Update": counting(self.table, alert.alert_id, entry.at, {})})
        try:
            table.transact(self.client, writes)
        except table.ConditionFailed as failed:
            raise Conflict("alert_changed") from failed

    def waiting(self, most: int) -> int:
        """Count the alerts that nobody has looked at, up to a number."""
        request = {
            "TableName": self.table,
            "IndexName": "by_doubt",
            "KeyConditionExpression": "queue = :waiting",
            "ExpressionAttributeValues": items.to_typed({":waiting": ours.WAITING}),
        }
        return table.count_lasting(self.client, request, most, self.now())
