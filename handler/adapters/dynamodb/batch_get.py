"""Items by their keys, as many as wanted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from handler.adapters.aws_errors import translated
from handler.adapters.dynamodb import items

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_KEYS_A_BATCH: Final = 100
"""BatchGetItem takes no more (DynamoDB API reference)."""


def batch_get(
    client: DynamoDBClient, table: str, keys: Sequence[Mapping[str, str]], *, is_consistent: bool = True
) -> Iterator[items.Plain]:
    """Get items by their keys, in no order; what is not there is left out.

    Parameters
    ----------
    client : DynamoDBClient
    table : str
    keys : Sequence of mapping
        No two the same.
    is_consistent : bool
        Whether all that was written by now is seen; without, at half the price, all but that of the last second.
    """
    for start in range(0, len(keys), _KEYS_A_BATCH):
        batch = [items.to_typed(key) for key in keys[start : start + _KEYS_A_BATCH]]
        wanted: dict[str, Any] = {table: {"Keys": batch, "ConsistentRead": is_consistent}}
        while wanted:
            with translated("dynamodb:BatchGetItem"):
                answer = client.batch_get_item(RequestItems=wanted)
            yield from map(items.to_plain, answer["Responses"].get(table, []))
            wanted = dict(answer.get("UnprocessedKeys", {}))
