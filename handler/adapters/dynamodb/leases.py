"""Items of a queue that are one reviewer's for a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from handler.adapters.aws_errors import error_code, translated
from handler.adapters.dynamodb import items
from handler.domain.classes.quick import quick_dataclass

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@quick_dataclass(frozen=True, slots=True)
class Lease:
    """Who takes items, at what time, and until when nobody else gets them (UTC)."""

    holder: str
    now: datetime
    until: datetime


def leased(
    client: DynamoDBClient, table: str, queue: Iterable[items.Plain], waiting: tuple[str, str], lease: Lease
) -> Iterator[items.Plain]:
    """Take items of a queue, as they are then, except those that another person holds or that no longer wait.

    Parameters
    ----------
    client : DynamoDBClient
    table : str
    queue : iterable of dict
        As an index tells them, which may be late.
    waiting : tuple of str and str
        The attribute, and its value, of what waits.
    lease : Lease
    """
    for item in queue:
        if item.get("leased_by") != lease.holder and str(item.get("leased_until", "")) > items.to_text(lease.now):
            continue
        taken = _take(client, table, item, waiting, lease)
        if taken:
            yield taken


def _take(
    client: DynamoDBClient, table: str, item: items.Plain, waiting: tuple[str, str], lease: Lease
) -> items.Plain | None:
    name, value = waiting
    values = {":holder": lease.holder, ":until": items.to_text(lease.until), ":now": items.to_text(lease.now)}
    with translated("dynamodb:UpdateItem"):
        try:
            answer = client.update_item(
                TableName=table,
                Key=items.to_typed({"pk": item["pk"], "sk": item["sk"]}),
                UpdateExpression="SET leased_by = :holder, leased_until = :until",
                ConditionExpression="#waiting = :waiting AND "
                "(attribute_not_exists(leased_by) OR leased_by = :holder OR leased_until <= :now)",
                ExpressionAttributeNames={"#waiting": name},
                ExpressionAttributeValues=items.to_typed({**values, ":waiting": value}),
                ReturnValues="ALL_NEW",
            )
        except ClientError as error:
            if error_code(error) not in ("ConditionalCheckFailedException", "TransactionConflictException"):
                raise
            return None  # decided or taken since the index was written, or at this moment
    return items.to_plain(answer["Attributes"])
