"""Sites whose visits have to be worked out anew, in the table of parking."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Final

from handler.adapters.aws_errors import translated
from handler.adapters.dynamodb import items, table
from handler.adapters.dynamodb.values import from_moment, moment_at
from handler.domain.classes.quick import quick_dataclass

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_MARKED: Final = "marked"


@quick_dataclass(frozen=True, slots=True)
class DynamoDbMarks:
    """Marks at sites.

    Parameters
    ----------
    client : DynamoDBClient
    table : str
    """

    client: DynamoDBClient
    table: str

    def mark(self, site_id: str, at: datetime) -> None:
        """Mark a site."""
        item = {"pk": _MARKED, "sk": site_id, "at": from_moment(at)}
        with translated("dynamodb:PutItem"):
            self.client.put_item(**table.put_in_place(self.table, item))

    def marked(self) -> Mapping[str, datetime]:
        """Get the sites that are marked, and since when."""
        request = {
            "TableName": self.table,
            "KeyConditionExpression": "pk = :pk",
            "ExpressionAttributeValues": items.to_typed({":pk": _MARKED}),
        }
        return {str(one["sk"]): moment_at(one["at"]) for one in table.pages(self.client, request)}

    def take_away(self, site_id: str, at: datetime) -> None:
        """Take a mark away, unless there is a later one by now."""
        delete = {
            "TableName": self.table,
            "Key": items.to_typed({"pk": _MARKED, "sk": site_id}),
            "ConditionExpression": "#at = :seen",
            "ExpressionAttributeNames": {"#at": "at"},
            "ExpressionAttributeValues": items.to_typed({":seen": from_moment(at)}),
        }
        try:
            table.transact(self.client, [{"Delete": delete}])  # type: ignore[typeddict-item]
        except table.ConditionFailed:
            return
