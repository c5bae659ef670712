"""Hands what lies in tables to the functions that follow them again, for when a stream did not come through."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from handler.adapters.dynamodb import items, no_plate_items
from handler.adapters.dynamodb.audit_inbox import INBOX_TIME
from handler.adapters.dynamodb.batch_get import batch_get
from handler.adapters.dynamodb.history_items import RECEIPT
from handler.adapters.dynamodb.parking.sighting_items import OWN, to_filed
from handler.adapters.dynamodb.sites.registry_items import LISTING
from handler.adapters.dynamodb.table import lasting
from handler.service.parking.finding_visits import photo_of

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_lambda import LambdaClient


class Tables(NamedTuple):
    """The names of the log's table and of that of parking."""

    log: str
    parking: str


BATCH: Final = 100
"""Entries an invocation; a few hundred bytes each, far below what Lambda takes."""


def copy_again(tables: DynamoDBClient, functions: LambdaClient, inbox: str, function: str) -> tuple[int, bool]:
    """Let the copier see everything that lies in the inbox; what was copied before stays as it is.

    Parameters
    ----------
    tables, functions
        Clients of whoever owns the stack.
    inbox
        Name of the inbox's table.
    function
        Name of the copier.

    Returns
    -------
    tuple of int and bool
        How many entries lie there, and whether the copier kept all of them.
    """
    changes = map(_change, _items(tables, inbox))
    seen, all_kept = 0, True
    while batch := list(islice(changes, BATCH)):
        answer = functions.invoke(FunctionName=function, Payload=json.dumps({"Records": batch}))
        seen, all_kept = seen + len(batch), all_kept and "FunctionError" not in answer
    return seen, all_kept


def _items(tables: DynamoDBClient, inbox: str) -> Iterator[Mapping[str, Any]]:
    for page in tables.get_paginator("scan").paginate(TableName=inbox):
        yield from page["Items"]


def _change(item: Mapping[str, Any]) -> dict[str, object]:
    """Make a record such as the stream has it.

    When the item came, nobody knows any more: its own time is taken, unless it cannot lie in the inbox for that long.
    """
    arrival = {"ApproximateCreationDateTime": _seconds(item)}
    return {"eventName": "INSERT", "dynamodb": {**arrival, "NewImage": item}}


def _seconds(item: Mapping[str, Any]) -> float:
    today = datetime.now(UTC)
    try:
        said = datetime.fromisoformat(item["at"]["S"]).astimezone(UTC)
        return (said if today - INBOX_TIME <= said <= today else today).timestamp()
    except (KeyError, TypeError, ValueError):
        return 0.0  # it is no entry, which is for the copier to tell


READS_BATCH: Final = 50
"""Items an invocation: derived one after the other, well within the function's time."""

_PHOTOS_AND_READS: Final = ("upload", "read")


class Span(NamedTuple):
    """From when on, until when, and as of when something is looked at (UTC)."""

    since: datetime
    until: datetime
    now: datetime


def derive_again(
    tables: DynamoDBClient, functions: LambdaClient | None, table: str, function: str, span: Span
) -> tuple[int, bool]:
    """Let visits be made of what was seen in some time; what was made before stays as it is.

    Parameters
    ----------
    tables : DynamoDBClient
        Of whoever owns the stack.
    functions : LambdaClient or None
        None for only counting what there is.
    table : str
        Name of the log's table.
    function : str
        Name of the function that derives.
    span : Span
        Of photos when they were announced, of reads when they were taken; what is over is left out.

    Returns
    -------
    tuple of int and bool
        How many items there are, and whether all were followed.
    """
    records = map(_told, _followed(tables, table, span))
    seen, all_followed = 0, True
    while batch := list(islice(records, READS_BATCH)):
        seen += len(batch)
        if functions:
            answer = functions.invoke(FunctionName=function, Payload=json.dumps({"Records": batch}))
            all_followed = all_followed and "FunctionError" not in answer
    return seen, all_followed


def _followed(tables: DynamoDBClient, table: str, span: Span) -> Iterator[Mapping[str, Any]]:
    """Give reads, photos that repeat another, and photos without a plate; what repeats comes after what it repeats."""
    for kind in reversed(_PHOTOS_AND_READS):
        for item in _of_kind(tables, table, kind, span):
            if int(item["expires_at_epoch_seconds"]["N"]) <= span.now.timestamp():
                continue  # DynamoDB removes it within days
            if kind == "read" or "repeat_of" in item:
                yield item
            elif item.get("read_count") == {"N": "0"}:
                yield from _no_plate(tables, table, item)


def _of_kind(tables: DynamoDBClient, table: str, kind: str, span: Span) -> Iterator[Mapping[str, Any]]:
    since, until = items.to_text(span.since), items.to_text(span.until)
    pages = tables.get_paginator("query").paginate(
        TableName=table,
        IndexName="by_time",
        KeyConditionExpression="kind = :kind AND seen_at BETWEEN :since AND :until",
        ExpressionAttributeValues=items.to_typed({":kind": kind, ":since": since, ":until": until}),
    )
    for page in pages:
        yield from page["Items"]


def _no_plate(tables: DynamoDBClient, table: str, upload: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    key = items.to_typed(no_plate_items.key_of(upload["upload_id"]["S"]))
    answer = tables.get_item(TableName=table, Key=key)
    if "Item" in answer:
        yield answer["Item"]


def _told(item: Mapping[str, Any]) -> dict[str, object]:
    """Make a record such as the stream has it."""
    keys = {name: item[name] for name in ("pk", "sk")}
    change = {"ApproximateCreationDateTime": now().timestamp(), "Keys": keys, "NewImage": item}
    return {"eventName": "INSERT", "dynamodb": change}


def take_back(
    tables: DynamoDBClient, functions: LambdaClient | None, names: Tables, function: str, span: Span | None = None
) -> tuple[int, bool]:
    """Let what is kept for visits and the log no longer has be taken back, and visits of removed sites end.

    It goes through the whole table of parking: who deletes a photo has a right to it, also where a person had rejected
    what was read in it, so that no visit names it.

    Parameters
    ----------
    tables : DynamoDBClient
        Of whoever owns the stack.
    functions : LambdaClient or None
        None for only counting what there is.
    names : Tables
    function : str
        Name of the function that derives; it looks into the log itself before it takes anything back.
    span : Span or None
        From when on, and until when, photos were taken; None for all.

    Returns
    -------
    tuple of int and bool
        How many photos that are kept for visits the log no longer has, and whether all could be taken back.
    """
    sites = [one for one in _of_partition(tables, names.log, LISTING) if one["sk"]["S"].startswith("site#")]
    removed = [_told({**one, "pk": one["sk"], "sk": {"S": "site"}}) for one in sites if "removed_at" in one]
    events: list[dict[str, object]] = [{"Records": removed}] if removed else []
    gone = list(_gone(tables, names, span))
    events += [{"seen": gone[start : start + READS_BATCH]} for start in range(0, len(gone), READS_BATCH)]
    answers = [functions.invoke(FunctionName=function, Payload=json.dumps(one)) for one in events] if functions else []
    return len(gone), not any("FunctionError" in one for one in answers)


def _gone(tables: DynamoDBClient, names: Tables, span: Span | None) -> Iterator[str]:
    """Name the sightings of which the log has neither photo nor read, be they part of a visit or of none."""
    kept = _sightings(tables, names.parking, span)
    while batch := list(islice(kept, BATCH)):
        asked = {name: _keys_in_log(name) for name in batch}
        keys = dict.fromkeys(key for some in asked.values() for key in some)
        found = batch_get(tables, names.log, [{"pk": pk, "sk": sk} for pk, sk in keys], is_consistent=False)
        there = {(one["pk"], one["sk"]) for one in found if one.get("status") != RECEIPT}
        yield from (name for name, some in asked.items() if some and not there.intersection(some))


def _sightings(tables: DynamoDBClient, table: str, span: Span | None) -> Iterator[str]:
    """Name all sightings that were taken in some time: no index has those that are part of no visit."""
    pages = tables.get_paginator("scan").paginate(
        TableName=table,
        FilterExpression="begins_with(pk, :own) AND attribute_exists(seen)",
        ExpressionAttributeValues=items.to_typed({":own": OWN}),
    )
    for page in pages:
        for item in lasting(map(items.to_plain, page["Items"]), now()):
            sighting = to_filed(item).seen.sighting
            if span is None or span.since <= sighting.taken_at < span.until:
                yield sighting.sighting_id


def _keys_in_log(sighting_id: str) -> list[tuple[str, str]]:
    """Give the keys of the read that a sighting is, or of the photo where that was not read."""
    photo = photo_of(sighting_id)
    if photo is None:
        return []
    read, upload = items.read_key(photo.upload_id, int(photo.place)), items.upload_key(photo.upload_id)
    return [(one["pk"], one["sk"]) for one in ((read, upload) if photo.is_repeat else (read,))]


def _of_partition(tables: DynamoDBClient, table: str, name: str) -> Iterator[Mapping[str, Any]]:
    pages = tables.get_paginator("query").paginate(
        TableName=table,
        KeyConditionExpression="pk = :pk",
        ExpressionAttributeValues=items.to_typed({":pk": name}),
    )
    for page in pages:
        yield from page["Items"]


def now() -> datetime:
    """Give the time in UTC."""
    return datetime.now(UTC)
