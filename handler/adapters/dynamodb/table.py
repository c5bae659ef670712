"""What the adapters of the tables share: pages, batches, and writes that are made all together or not at all."""

from __future__ import annotations

import random
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from botocore.exceptions import ClientError

from handler.adapters.aws_errors import error_code, going_on_from, translated
from handler.adapters.beside import ahead
from handler.adapters.dynamodb import items
from handler.domain.errors import Throttled
from handler.domain.retention import is_over

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import PutTypeDef, TransactWriteItemTypeDef

_WRITES_A_BATCH: Final = 25
"""BatchWriteItem takes no more (DynamoDB API reference)."""

MOST_WRITES: Final = 100
"""TransactWriteItems takes no more (DynamoDB API reference)."""

_TRIES, _PAUSE_SECONDS = 5, 0.1
_PASSING: Final = frozenset({"None", "TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"})
"""Reasons of a cancelled transaction that pass when it is tried again."""


class ConditionFailed(Exception):
    """A condition of a transaction does not hold; nothing was written.

    Parameters
    ----------
    places : frozenset of int
        Which of the writes, counted from 0.
    """

    def __init__(self, places: frozenset[int]) -> None:
        super().__init__(f"conditions {sorted(places)} do not hold")
        self.places = places


def new(table: str, item: items.Plain) -> PutTypeDef:
    """Make the write of an item that must not be there yet."""
    return {"TableName": table, "Item": items.to_typed(item), "ConditionExpression": "attribute_not_exists(pk)"}


def put_in_place(table: str, item: items.Plain) -> PutTypeDef:
    """Make the unconditional write of an item whose content is the same however often it is written."""
    return {"TableName": table, "Item": items.to_typed(item)}


def changing(changes: Mapping[str, object], *others: str) -> tuple[str, dict[str, str], dict[str, object]]:
    """Make an update of attributes: what is None is taken away.

    Parameters
    ----------
    changes : mapping of str to object
    *others : str
        Further attributes to take away.

    Returns
    -------
    str
        The update expression.
    dict of str to str
        The names that stand in it.
    dict of str to object
        The values that stand in it, without type tags.
    """
    kept = {name: value for name, value in changes.items() if value is not None}
    gone = [*(name for name in changes if name not in kept), *others]
    expression = "SET " + ", ".join(f"#{name} = :{name}" for name in kept)
    expression += " REMOVE " + ", ".join(f"#{name}" for name in gone) if gone else ""
    names = {f"#{name}": name for name in (*kept, *gone)}
    return expression, names, {f":{name}": value for name, value in kept.items()}


def lasting(found: Iterable[items.Plain], now: datetime) -> Iterator[items.Plain]:
    """Leave out expired items: DynamoDB removes them within days, and shows them until then."""
    return (item for item in found if not is_over(items.end_of(item), now))


def pages(client: DynamoDBClient, request: Mapping[str, Any], further: int | None = None) -> Iterator[items.Plain]:
    """Get all that a Query finds, however many pages it takes; also what is over and not removed yet.

    Parameters
    ----------
    client : DynamoDBClient
    request : mapping
    further : int or None
        Items a page from the second one on, where the first one mostly is enough; None for the same as the first.

    Raises
    ------
    InvalidRequest
        When the request goes on from a place that is none of this Query's.
    """
    for page in _answers(client, request, further):
        yield from map(items.to_plain, page)


def pages_ahead(client: DynamoDBClient, request: Mapping[str, Any]) -> Iterator[items.Plain]:
    """Get all that a Query finds, where that is much: the next page comes while one is looked at."""
    for page in ahead(_answers(client, request)):
        yield from map(items.to_plain, page)


def _answers(
    client: DynamoDBClient, request: Mapping[str, Any], further: int | None = None
) -> Iterator[Sequence[items.Typed]]:
    asked = dict(request)
    while True:
        with translated("dynamodb:Query"), going_on_from(asked.get("ExclusiveStartKey")):
            answer = client.query(**asked)
        yield answer["Items"]
        if "LastEvaluatedKey" not in answer:
            return
        asked["ExclusiveStartKey"] = answer["LastEvaluatedKey"]
        asked |= {"Limit": further} if further else {}


def count_lasting(client: DynamoDBClient, request: Mapping[str, Any], most: int, now: datetime) -> int:
    """Count what a Query finds and what is not over yet, up to a number.

    The count that DynamoDB makes itself has expired items in it, and stops at the end of a page.

    Parameters
    ----------
    client : DynamoDBClient
    request : mapping
    most : int
    now : datetime
    """
    asked = {**request, "ProjectionExpression": "expires_at_epoch_seconds", "Limit": most}
    return sum(1 for _ in islice(lasting(pages(client, asked), now), most))


def write_many(client: DynamoDBClient, table: str, requests: Sequence[dict[str, Any]]) -> None:
    """Put and delete items, each by itself; what DynamoDB leaves undone is tried again.

    Raises
    ------
    Throttled
        When it keeps leaving something.
    """
    for start in range(0, len(requests), _WRITES_A_BATCH):
        _write_batch(client, table, list(requests[start : start + _WRITES_A_BATCH]))


def delete_many(client: DynamoDBClient, table: str, keys: Sequence[Mapping[str, str]]) -> None:
    """Delete items by their keys."""
    write_many(client, table, [{"DeleteRequest": {"Key": items.to_typed(key)}} for key in keys])


def transact(client: DynamoDBClient, writes: Sequence[TransactWriteItemTypeDef], tries: int = _TRIES) -> None:
    """Write all or nothing; where others write the same items at the same moment, try again.

    Raises
    ------
    ConditionFailed
        When a condition does not hold.
    Throttled
        When the items stay contested.
    """
    for attempt in range(tries):
        reasons = _cancelled(client, writes)
        if reasons is None:
            return
        failed = frozenset(place for place, reason in enumerate(reasons) if reason == "ConditionalCheckFailed")
        if failed:
            raise ConditionFailed(failed)
        _pause(attempt)
    raise Throttled("dynamodb:TransactWriteItems")


def _cancelled(client: DynamoDBClient, writes: Sequence[TransactWriteItemTypeDef]) -> list[str] | None:
    """Try once; give why it was cancelled, a reason for each write, or None when it was not."""
    with translated("dynamodb:TransactWriteItems"):
        try:
            client.transact_write_items(TransactItems=writes)
        except ClientError as error:
            reasons = [str(one.get("Code")) for one in error.response.get("CancellationReasons", [])]
            known = {*_PASSING, "ConditionalCheckFailed"}
            if error_code(error) != "TransactionCanceledException" or not reasons or set(reasons) - known:
                raise
            return reasons
    return None


def _write_batch(client: DynamoDBClient, table: str, requests: list[dict[str, Any]]) -> None:
    for attempt in range(_TRIES):
        requests = _left_of_batch(client, table, requests)
        if not requests:
            return
        _pause(attempt)
    raise Throttled("dynamodb:BatchWriteItem")


def _left_of_batch(client: DynamoDBClient, table: str, requests: list[dict[str, Any]]) -> list[dict[str, Any]]:
    with translated("dynamodb:BatchWriteItem"):
        try:
            answer = client.batch_write_item(RequestItems={table: requests})  # type: ignore[dict-item]
        except ClientError as error:
            if error_code(error) != "TransactionConflictException":
                raise
            return requests  # a transaction writes one of them at this moment; they are the same however often written
    return [dict(request) for request in answer.get("UnprocessedItems", {}).get(table, [])]


def _pause(attempt: int) -> None:
    # Who collided once shall not collide again because both waited equally long.
    time.sleep(_PAUSE_SECONDS * 2**attempt * random.uniform(0.5, 1))  # noqa: S311 (nothing secret)
