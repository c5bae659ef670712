"""The uploads of some time, for the comparison with the bucket, and what it found."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from handler.adapters.aws_errors import translated
from handler.adapters.dynamodb import history_items, items, table
from handler.adapters.dynamodb.batch_get import batch_get
from handler.domain.classes.quick import quick_dataclass
from handler.domain.logged import LoggedRead
from handler.domain.reconciliation import Finding, Meter, Whole
from handler.domain.upload import Upload

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_METER_KEY: Final = {"pk": "meter", "sk": "latest"}
_WHOLE_KEY: Final = {"pk": "meter", "sk": "whole"}


@quick_dataclass(frozen=True, slots=True)
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
        self._put({**_METER_KEY, **_from_meter(meter)})

    def keep_whole(self, whole: Whole) -> None:
        """Keep how far the comparison of all uploads came."""
        about = {
            "last_end": items.to_text(whole.last_end),
            "after": whole.after,
            "reads_from": items.to_text(whole.reads_from) if whole.reads_from else None,
            "is_over": whole.is_over,
            "read_given_up": whole.read_given_up,
            "busy_until": items.to_text(whole.busy_until) if whole.busy_until else None,
        }
        self._put({**_WHOLE_KEY, **_from_meter(whole.meter), **about})

    def whole(self) -> Whole | None:
        """Get how far the comparison of all uploads came, or that it is over; None before the first."""
        with translated("dynamodb:GetItem"):
            answer = self.client.get_item(TableName=self.table, Key=items.to_typed(_WHOLE_KEY), ConsistentRead=True)
        return _to_whole(items.to_plain(answer["Item"])) if "Item" in answer else None

    def _put(self, item: items.Plain) -> None:
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
        return table.lasting(table.pages_ahead(self.client, request), self.now())

    def latest(self) -> Meter | None:
        """Get what the last comparison found; None before the first."""
        with translated("dynamodb:Query"):
            answer = self.client.query(
                TableName=self.table,
                KeyConditionExpression="pk = :pk AND sk = :sk",
                ExpressionAttributeValues=items.to_typed({f":{name}": value for name, value in _METER_KEY.items()}),
            )
        return next((_to_meter(items.to_plain(item)) for item in answer["Items"]), None)


def _from_meter(meter: Meter) -> items.Plain:
    return {
        "since": items.to_text(meter.since),
        "at": items.to_text(meter.at),
        "findings": {finding.value: count for finding, count in meter.findings.items()},
        "sent_again": meter.sent_again,
        "removed": meter.removed,
        "refiled": meter.refiled,
        "oldest_in_work": items.to_text(meter.oldest_in_work) if meter.oldest_in_work else None,
    }


def _to_meter(item: items.Plain) -> Meter:
    return Meter(
        since=datetime.fromisoformat(item["since"]),
        at=datetime.fromisoformat(item["at"]),
        findings={Finding(name): int(count) for name, count in item["findings"].items()},
        sent_again=int(item["sent_again"]),
        removed=int(item["removed"]),
        refiled=int(item.get("refiled", 0)),
        oldest_in_work=_moment(item.get("oldest_in_work")),
    )


def _to_whole(item: items.Plain) -> Whole:
    return Whole(
        meter=_to_meter(item),
        last_end=datetime.fromisoformat(item["last_end"]),
        after=item["after"],
        reads_from=_moment(item.get("reads_from")),
        is_over=bool(item["is_over"]),
        read_given_up=bool(item["read_given_up"]),
        busy_until=_moment(item.get("busy_until")),
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
