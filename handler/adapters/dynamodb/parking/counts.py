"""Sums of crossings in the table of parking: of those that visits show they are written together with these."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Any

from handler.adapters.aws_errors import translated
from handler.adapters.dynamodb import items, table
from handler.adapters.dynamodb.parking import count_items as ours
from handler.domain.classes.quick import quick_dataclass
from handler.domain.occupancy.count import Anchor, Crossing, Tally
from handler.domain.occupancy.site_hours import hour_of

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

_MOMENT = timedelta(microseconds=1)


@quick_dataclass(frozen=True, slots=True)
class DynamoDbCounts:
    """How many vehicles passed the gates.

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

    def note(self, site_id: str, crossings: Iterable[Crossing], gone: Iterable[Crossing]) -> None:
        """Keep crossings that no visit shows, and take out those that turned out to be none; twice is as once."""
        for one in crossings:
            self._note(site_id, one, one)
        for one in gone:
            self._note(site_id, one, None)

    def anchors(self, site_id: str, since: datetime, until: datetime) -> Sequence[Anchor]:
        """Get when the count was set, oldest first, with the last one before `since`."""
        partition = ours.anchors_of(site_id)
        earlier = self._query(partition, "0", items.to_text(since)) | {"ScanIndexForward": False, "Limit": 1}
        with translated("dynamodb:Query"):
            found = [items.to_plain(one) for one in self.client.query(**earlier)["Items"]]
        later = self._query(partition, items.to_text(since), items.to_text(until + _MOMENT))
        return [ours.to_anchor(one) for one in (*found, *table.pages(self.client, later))]

    def set_count(self, site_id: str, anchor: Anchor) -> None:
        """Keep that the count was set."""
        with translated("dynamodb:PutItem"):
            self.client.put_item(**table.put_in_place(self.table, ours.from_anchor(site_id, anchor)))

    def by_hour(
        self, site_id: str, since: datetime, until: datetime, zone: tzinfo = UTC
    ) -> Mapping[datetime, Mapping[str, Tally]]:
        """Get the crossings of the hours of UTC that begin then or later, and before then.

        They come by camera and by the hours of a zone: the first and the last of these may be broken.
        """
        found: dict[datetime, dict[str, Tally]] = {}
        for item in self._sums(site_id, since, until):
            for hour, camera_id, tally in ours.to_hours(item, zone):
                cameras = found.setdefault(hour, {})
                cameras[camera_id] = cameras.get(camera_id, Tally()) + tally
        return found

    def by_minute(self, site_id: str, since: datetime, until: datetime) -> Mapping[datetime, Mapping[str, Tally]]:
        """Get the crossings minute by minute, by camera; of the minutes that begin then or later, and before then."""
        found: dict[datetime, dict[str, Tally]] = {}
        for item in self._sums(site_id, hour_of(since), until):
            for minute, camera_id, tally in ours.to_minutes(item):
                if since <= minute < until:
                    found.setdefault(minute, {})[camera_id] = tally
        return found

    def _sums(self, site_id: str, since: datetime, until: datetime) -> Iterator[items.Plain]:
        request = self._query(ours.tallies_of(site_id), items.to_text(since), items.to_text(until))
        return iter(table.pages(self.client, request))

    def _query(self, partition: str, since: str, until: str) -> dict[str, Any]:
        # Sort keys go on behind their moment: those of `until` itself are not between.
        values = {":pk": partition, ":since": since, ":until": until}
        return {
            "TableName": self.table,
            "KeyConditionExpression": "pk = :pk AND sk BETWEEN :since AND :until",
            "ExpressionAttributeValues": items.to_typed(values),
        }

    def _note(self, site_id: str, crossing: Crossing, after: Crossing | None) -> None:
        while True:
            before = self._kept(site_id, crossing)
            writes = ours.noting(self.table, _by_name(site_id, before), _by_name(site_id, after))
            if not writes:
                return
            try:
                table.transact(self.client, [_as_seen(writes[0], before), *writes[1:]])
            except table.ConditionFailed:
                continue  # somebody else has noted it meanwhile
            return

    def _kept(self, site_id: str, crossing: Crossing) -> Crossing | None:
        key = items.to_typed(ours.crossing_key(site_id, crossing))
        with translated("dynamodb:GetItem"):
            answer = self.client.get_item(TableName=self.table, Key=key, ConsistentRead=True)
        return ours.to_crossing(items.to_plain(answer["Item"])) if "Item" in answer else None


def _by_name(site_id: str, one: Crossing | None) -> ours.Crossings:
    return {(site_id, "", one.crossing_id): one} if one else {}


def _as_seen(write: TransactWriteItemTypeDef, before: Crossing | None) -> TransactWriteItemTypeDef:
    """Put a condition on the write of a crossing: that it is as it was seen."""
    condition: dict[str, Any] = {"ConditionExpression": "attribute_not_exists(pk)"}
    if before:
        told = items.to_typed({":told": ours.from_crossing("", before)["told"]})
        condition = {"ConditionExpression": "told = :told", "ExpressionAttributeValues": told}
    return {name: {**asked, **condition} for name, asked in _parts(write)}  # type: ignore[return-value]


def _parts(write: TransactWriteItemTypeDef) -> Iterator[tuple[str, Any]]:
    yield from write.items()
