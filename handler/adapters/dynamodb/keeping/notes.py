"""Notes of uploads whose holds are not whole yet, or whose ends are to be looked at."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from handler.adapters.dynamodb import table

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

OPEN: Final = "holds"
"""Their partition."""


def note_key(upload_id: str) -> dict[str, str]:
    """Key of an upload's note."""
    return {"pk": OPEN, "sk": upload_id}


def open_note(name: str, upload_id: str, end: datetime) -> TransactWriteItemTypeDef:
    """Make the write of a note; it ends with the upload, at the latest."""
    return {"Put": table.put_in_place(name, {**note_key(upload_id), "expires_at_epoch_seconds": int(end.timestamp())})}
