"""Who did what: entries that are only ever added."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Action(StrEnum):
    """What people do that others may ask about later."""

    SEARCHED = "searched"
    VIEWED_READ = "viewed_read"
    VIEWED_PLATE = "viewed_plate"
    REVIEWED = "reviewed"
    EXPORTED = "exported"
    DELETED = "deleted"
    VIEWED_AUDIT = "viewed_audit"
    CHANGED_SETTINGS = "changed_settings"


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One thing that somebody did.

    Attributes
    ----------
    by : str
        The person's id.
    at : datetime
        UTC.
    target : str
        What it was done to: a read's id, a plate, or nothing.
    details : mapping of str to str
    """

    action: Action
    by: str
    at: datetime
    target: str = ""
    details: Mapping[str, str] = field(default_factory=dict)
