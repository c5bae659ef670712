"""Deleting an upload for good: what stays is a receipt without a plate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class DeleteReason(StrEnum):
    """Why an upload was deleted."""

    OWN_WISH = "own_wish"
    PRIVACY_REQUEST = "privacy_request"
    NOT_RELEVANT = "not_relevant"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
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
