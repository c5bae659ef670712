"""Who did what: entries that are only ever added."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from handler.domain.classes.quick import quick_dataclass

MOST_BESIDE_ARRIVAL: Final = timedelta(minutes=5)
"""How far an entry's own time may lie from its arrival: clocks differ, and a write is tried again for a while."""


class Action(StrEnum):
    """What people do that others may ask about later."""

    SEARCHED = "searched"
    COUNTED = "counted"
    VIEWED_READ = "viewed_read"
    VIEWED_PLATE = "viewed_plate"
    VIEWED_UPLOAD = "viewed_upload"
    READ_REPEAT = "read_repeat"
    REVIEWED = "reviewed"
    TYPED = "typed"
    EXPORTED = "exported"
    WATCHED_CAMERA = "watched_camera"
    DELETED = "deleted"
    HELD = "held"
    RELEASED = "released"
    VIEWED_AUDIT = "viewed_audit"
    CHANGED_SETTINGS = "changed_settings"
    CHANGED_SITE = "changed_site"
    REMOVED_SITE = "removed_site"
    CHANGED_CAMERA = "changed_camera"
    REMOVED_CAMERA = "removed_camera"
    MADE_SECRET = "made_secret"  # noqa: S105 (an action)
    REVOKED_SECRET = "revoked_secret"  # noqa: S105 (an action)
    CHANGED_LIST = "changed_list"
    REMOVED_LIST = "removed_list"
    CLEARED_LIST = "cleared_list"
    VIEWED_LIST = "viewed_list"
    CHANGED_ENTRY = "changed_entry"
    REMOVED_ENTRY = "removed_entry"
    IMPORTED_ENTRIES = "imported_entries"
    EXPORTED_LIST = "exported_list"
    TRIED_ENTRY = "tried_entry"
    LOOKED_BACK = "looked_back"
    CHECKED_PERMIT = "checked_permit"
    ACKNOWLEDGED = "acknowledged"
    CHANGED_CHANNEL = "changed_channel"
    SWITCHED_CHANNEL = "switched_channel"
    REMOVED_CHANNEL = "removed_channel"
    ROTATED_SECRET = "rotated_secret"  # noqa: S105 (an action)
    REPLAYED = "replayed"
    SEARCHED_VISITS = "searched_visits"
    VIEWED_VISIT = "viewed_visit"
    EXPORTED_VISITS = "exported_visits"
    JUDGED_VISIT = "judged_visit"
    SAID_LEFT = "said_left"
    PARTED_VISIT = "parted_visit"
    ANSWERED_VISIT = "answered_visit"
    SET_COUNT = "set_count"
    CHANGED_PARKING = "changed_parking"
    SHARED_VISITS = "shared_visits"
    SHARED_SIGHTINGS = "shared_sightings"
    TAGGED = "tagged"
    NOTED = "noted"
    TOOK_NOTE_BACK = "took_note_back"
    PUT_NOTE_BACK = "put_note_back"
    MADE_DOSSIER = "made_dossier"
    EXPORTED_AUDIT = "exported_audit"
    VIEWED_PEOPLE = "viewed_people"
    INVITED_PERSON = "invited_person"
    CHANGED_GROUPS = "changed_groups"
    SWITCHED_PERSON = "switched_person"


def differences(before: Mapping[str, str], after: Mapping[str, str]) -> Mapping[str, str]:
    """Tell what a change did to something that is written down in words, by the names of its parts.

    Parameters
    ----------
    before : mapping of str to str
        Empty where there was nothing.
    after : mapping of str to str

    Returns
    -------
    mapping of str to str
        What each changed part was and is, under ``from`` and ``to``; empty where nothing changed.
    """
    names = [name for name in after if before.get(name) != after[name]]
    sides = {"from": before, "to": after}
    told = {side: ", ".join(f"{name} {text[name]}" for name in names if name in text) for side, text in sides.items()}
    return {side: words for side, words in told.items() if words}


@quick_dataclass(frozen=True, slots=True)
class AuditEntry:
    """One thing that somebody did.

    Attributes
    ----------
    by : str
        The person's id.
    at : datetime
        UTC.
    target : str
        What it was done to: a read's, an upload's, a site's, a camera's, a list's or a person's id, a plate, the
        address of somebody who was invited, or nothing.
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
