"""Hands what lies in the inbox of the audit to its copier again, for when the stream did not come through."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from handler.adapters.dynamodb.audit_inbox import INBOX_TIME

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_lambda import LambdaClient

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
    now = datetime.now(UTC)
    try:
        said = datetime.fromisoformat(item["at"]["S"]).astimezone(UTC)
        return (said if now - INBOX_TIME <= said <= now else now).timestamp()
    except (KeyError, TypeError, ValueError):
        return 0.0  # it is no entry, which is for the copier to tell
