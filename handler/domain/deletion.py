"""Deleting an upload for good: what stays is a receipt without a plate."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from handler.domain.classes.quick import quick_dataclass

DELETION_LEASE: Final = timedelta(seconds=30)
"""How long one deletion has an upload for itself: a little longer than the function may run."""


class DeleteReason(StrEnum):
    """Why an upload was deleted."""

    OWN_WISH = "own_wish"
    PRIVACY_REQUEST = "privacy_request"
    NOT_RELEVANT = "not_relevant"
    OTHER = "other"


@quick_dataclass(frozen=True, slots=True)
class Receipt:
    """What is left of a deleted upload.

    Attributes
    ----------
    by : str
        Who deleted it.
    at : datetime
        UTC.
    read_count : int
        How many reads went with it.
    """

    upload_id: str
    by: str
    at: datetime
    reason: DeleteReason
    read_count: int


@quick_dataclass(frozen=True, slots=True)
class Deletion:
    """A deletion that has begun.

    Attributes
    ----------
    receipt : Receipt
        What will be left.
    until : datetime
        Until when whoever began it works on it, UTC; afterwards anybody may finish it.
    """

    receipt: Receipt
    until: datetime
