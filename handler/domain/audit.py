"""Who did what: entries that are only ever added."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

MOST_BESIDE_ARRIVAL: Final = timedelta(minutes=5)
"""How far an entry's own time may lie from its arrival: clocks differ, and a write is tried again for a while."""


class Action(StrEnum):
    """What people do that others may ask about later."""

    SEARCHED = "searched"
    COUNTED = "counted"
    VIEWED_READ = "viewed_read"
    VIEWED_PLATE = "viewed_plate"
    VIEWED_UPLOAD = "viewed_upload"
    REVIEWED = "reviewed"
    TYPED = "typed"
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
        What it was done to: a read's or an upload's id, a plate, or nothing.
    details : mapping of str to str
    """

    action: Action
    by: str
    at: datetime
    target: str = ""
    details: Mapping[str, str] = field(default_factory=dict)

    def as_arrived(self, arrived: datetime) -> AuditEntry:
        """Give the entry as it is kept: with its own time if it arrived at about that time, or else with its arrival.

        What it said itself stays in the details. So who may write entries cannot put one into the past.

        Parameters
        ----------
        arrived : datetime
            When the database took it, UTC.

        Returns
        -------
        AuditEntry
        """
        if abs(self.at - arrived) <= MOST_BESIDE_ARRIVAL:
            return self
        return replace(self, at=arrived, details={**self.details, "said_at": self.at.isoformat()})
