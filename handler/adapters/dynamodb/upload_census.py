"""The uploads of some time, for the comparison with the bucket, and what it found."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from handler.adapters.aws_errors import translated
from handler.adapters.dynamodb import history_items, items, table
from handler.adapters.dynamodb.batch_get import batch_get
from handler.domain.logged import LoggedRead
from handler.domain.reconciliation import Finding, Meter
from handler.domain.upload import Upload

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_METER_KEY: Final = {"pk": "meter", "sk": "latest"}


@dataclass(frozen=True, slots=True)
class DynamoDbUploadCensus:
    """All uploads by the time of their announcement, all reads by the time they were seen; a Query a megabyte of them.

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

    def uploads_since(self, since: datetime) -> Iterator[Upload]:
        """Get the uploads announced from a moment on, oldest first; also those that are being deleted."""
        return map(items.to_upload, self._since("upload", since))

    def reads_since(self, since: datetime) -> Iterator[LoggedRead]:
        """Get the reads of vehicles that were seen from a moment on, oldest first."""
        return map(items.to_read, self._since("read", since))

    def standing(self, upload_ids: Collection[str]) -> Mapping[str, Upload | None]:
        """Get uploads by their ids: None for one that is deleted or being deleted; unknown ids are left out."""
        keys = [items.upload_key(one) for one in sorted(set(upload_ids))]
        return {
            str(item["pk"]).removeprefix("upload#"): None if history_items.is_gone(item) else items.to_upload(item)
            for item in table.lasting(batch_get(self.client, self.table, keys), self.now())
        }

    def keep(self, meter: Meter) -> None:
        """Keep what a comparison found, in place of the one before."""
        item = {
            **_METER_KEY,
            "since": items.to_text(meter.since),
            "at": items.to_text(meter.at),
            "findings": {finding.value: count for finding, count in meter.findings.items()},
            "sent_again": meter.sent_again,
            "removed": meter.removed,
            "refiled": meter.refiled,
        }
        with translated("dynamodb:PutItem"):
            self.client.put_item(TableName=self.table, Item=items.to_typed(item))

    def _since(self, kind: str, since: datetime) -> Iterator[items.Plain]:
        request: dict[str, Any] = {
            "TableName": self.table,
            "IndexName": "by_time",
            "KeyConditionExpression": "kind = :kind AND seen_at >= :since",
            "ExpressionAttributeValues": items.to_typed({":kind": kind, ":since": items.to_text(since)}),
        }
        # What is over is as good as gone: its photo is nobody's any more.
        return table.lasting(table.pages(self.client, request), self.now())

    def latest(self) -> Meter | None:
        """Get what the last comparison found; None before the first."""
        with translated("dynamodb:Query"):
            answer = self.client.query(
                TableName=self.table,
                KeyConditionExpression="pk = :pk AND sk = :sk",
                ExpressionAttributeValues=items.to_typed({f":{name}": value for name, value in _METER_KEY.items()}),
            )
        return next((_to_meter(items.to_plain(item)) for item in answer["Items"]), None)


def _to_meter(item: items.Plain) -> Meter:
    return Meter(
        since=datetime.fromisoformat(item["since"]),
        at=datetime.fromisoformat(item["at"]),
        findings={Finding(name): int(count) for name, count in item["findings"].items()},
        sent_again=int(item["sent_again"]),
        removed=int(item["removed"]),
        refiled=int(item.get("refiled", 0)),
    )
