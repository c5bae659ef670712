"""Where functions put what people do; another function copies it to where none of them may write."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from handler.adapters.aws_errors import translated
from handler.adapters.dynamodb import history_items, items
from handler.domain.audit import AuditEntry
from handler.domain.classes.quick import quick_dataclass

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import PutTypeDef

INBOX_TIME: Final = timedelta(days=7)
"""How long an entry stays here. It is copied within seconds; the rest is for people to see why it was not."""


@quick_dataclass(frozen=True, slots=True)
class DynamoDbAuditInbox:
    """The inbox.

    Parameters
    ----------
    client : DynamoDBClient
    table : str
    """

    client: DynamoDBClient
    table: str

    def add(self, entry: AuditEntry) -> None:
        """Write an entry."""
        with translated("dynamodb:PutItem"):
            self.client.put_item(**putting(self.table, entry))


def putting(table: str, entry: AuditEntry) -> PutTypeDef:
    """Make the write of an entry, alone or as a part of a transaction.

    It is under no condition: its key is its own, so that only the same write, tried again, finds it there.
    """
    expiry = int((entry.at + INBOX_TIME).timestamp())
    return {"TableName": table, "Item": items.to_typed(history_items.from_new_audit(entry, uuid4().hex, expiry))}
