"""What each person has announced: one item a person and day, one request an upload."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, cast

from botocore.exceptions import ClientError

from handler.adapters.aws_errors import error_code, translated
from handler.adapters.dynamodb import items
from handler.domain.classes.quick import quick_dataclass
from handler.domain.quota import Quota, exceeded

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

KEPT: Final = timedelta(days=2)
"""Longer than any limit looks back."""


@quick_dataclass(frozen=True, slots=True)
class DynamoDbQuotas:
    """Counts announcements, and refuses those beyond the limits.

    Parameters
    ----------
    client : DynamoDBClient
    table : str
    quota : Quota
    """

    client: DynamoDBClient
    table: str
    quota: Quota

    def add(self, owner: str, size_bytes: int, now: datetime) -> None:
        """Count a photo that was not announced, whether or not it is one too many."""
        hour = f"uploads_{now:%H}"
        with translated("dynamodb:UpdateItem"):
            self.client.update_item(
                TableName=self.table,
                Key=_key(owner, now),
                UpdateExpression="ADD #hour :one, size_bytes :size SET expires_at_epoch_seconds = :end",
                ExpressionAttributeNames={"#hour": hour},
                ExpressionAttributeValues=items.to_typed(
                    {":one": 1, ":size": size_bytes, ":end": int((now + KEPT).timestamp())}
                ),
            )

    def take(self, owner: str, size_bytes: int, now: datetime) -> None:
        """Count an announcement; one that is refused is not counted.

        Raises
        ------
        QuotaExceeded
            With the time to wait.
        """
        hour = f"uploads_{now:%H}"
        with translated("dynamodb:UpdateItem"):
            try:
                self.client.update_item(
                    TableName=self.table,
                    Key=_key(owner, now),
                    UpdateExpression="ADD #hour :one, size_bytes :size SET expires_at_epoch_seconds = :end",
                    ConditionExpression="(attribute_not_exists(#hour) OR #hour < :uploads) "
                    "AND (attribute_not_exists(size_bytes) OR size_bytes <= :rest)",
                    ExpressionAttributeNames={"#hour": hour},
                    ExpressionAttributeValues=items.to_typed(
                        {
                            ":one": 1,
                            ":size": size_bytes,
                            ":end": int((now + KEPT).timestamp()),
                            ":uploads": self.quota.uploads_an_hour,
                            ":rest": self.quota.bytes_a_day - size_bytes,
                        }
                    ),
                    ReturnValuesOnConditionCheckFailure="ALL_OLD",
                )
            except ClientError as error:
                if error_code(error) != "ConditionalCheckFailedException":
                    raise
                counted = items.to_plain(cast("dict[str, Any]", error.response.get("Item", {})))
                raise exceeded(self.quota, int(counted.get(hour, 0)), now) from error


def _key(owner: str, now: datetime) -> dict[str, Any]:
    return items.to_typed({"pk": f"quota#{owner}", "sk": now.date().isoformat()})
