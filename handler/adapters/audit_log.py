"""Who did what, in a table of its own that nothing but new entries is written to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from handler.adapters import items
from handler.adapters.aws_errors import translated
from handler.domain.audit import AuditEntry

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@dataclass(frozen=True, slots=True)
class DynamoDbAuditLog:
    """The audit table.

    Parameters
    ----------
    client : DynamoDBClient
    table : str
    retention : timedelta
        How long entries are kept; their own time, not the photos'.
    """

    client: DynamoDBClient
    table: str
    retention: timedelta

    def add(self, entry: AuditEntry) -> None:
        """Write an entry."""
        expiry = int((entry.at + self.retention).timestamp())
        with translated("dynamodb:PutItem"):
            self.client.put_item(
                TableName=self.table,
                Item=items.to_typed(items.from_audit(entry, uuid4().hex, expiry)),
                ConditionExpression="attribute_not_exists(pk)",
            )
