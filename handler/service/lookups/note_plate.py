"""Give a plate tags and notes, and take them back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Final

from handler.domain.audit import Action, AuditEntry
from handler.domain.caller import ADMINS, OPERATORS, Caller
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import Conflict
from handler.domain.lookups.notes import Note, Noted, Tag, note_text_of, tag_of
from handler.domain.plate_search import asked_plate
from handler.service.ports.notes import PlateNotes
from handler.service.ports.records import People

_TRIES: Final = 8
"""Times that a change is made anew on what others have written meanwhile."""


@quick_dataclass(frozen=True, slots=True)
class ShownNotes:
    """What is noted of a plate, and the addresses of who did, by their ids."""

    noted: Noted
    emails: Mapping[str, str]


@quick_dataclass(frozen=True, slots=True)
class NotePlate:
    """Changes what is noted of plates, and writes down who did; of a note not what it says.

    Every change answers with what is noted after it. All raise NotAllowed when the caller is neither operator nor
    administrator, InvalidRequest when what was typed is no plate, Conflict when there would be too much of it, when no
    read counts for the plate, or while others keep writing.

    Parameters
    ----------
    notes : PlateNotes
    people : People
    now : callable
        Gives the time in UTC.
    """

    notes: PlateNotes
    people: People
    now: Callable[[], datetime]

    def of(self, plate: str) -> ShownNotes:
        """Get what is noted of a plate, for those who may see it: whoever calls has seen to that."""
        return self._shown(self.notes.of(plate).swept(self.now()))

    def tag(
        self, caller: Caller, plate: str, add: Sequence[str], remove: Sequence[str], region: str | None
    ) -> ShownNotes:
        """Give a plate tags, and take others away; what is so already stays.

        Parameters
        ----------
        caller : Caller
        plate : str
            As it was typed.
        add, remove : Sequence of str
            As they were typed.
        region : str or None
            Whose plate is meant.
        """
        caller.require(OPERATORS, ADMINS)
        now, added, removed = self.now(), list(map(tag_of, add)), list(map(tag_of, remove))
        tags = [Tag(word, caller.owner, now, region) for word in added]
        told = {"added": ", ".join(dict.fromkeys(added)), "removed": ", ".join(dict.fromkeys(removed))}
        details = {name: words for name, words in told.items() if words}
        return self._change(caller, plate, Action.TAGGED, details, lambda noted: noted.untagged(removed).tagged(tags))

    def note(self, caller: Caller, plate: str, note_id: str, text: str, region: str | None) -> ShownNotes:
        """Add a note to a plate; the same request twice adds one.

        Parameters
        ----------
        caller : Caller
        plate : str
            As it was typed.
        note_id : str
        text : str
            As it was typed.
        region : str or None
            Whose plate is meant.
        """
        caller.require(OPERATORS, ADMINS)
        note = Note(note_id, note_text_of(text), caller.owner, self.now(), region)
        return self._change(caller, plate, Action.NOTED, {"note_id": note_id}, lambda noted: noted.noted(note))

    def take_back(self, caller: Caller, plate: str, note_id: str, *, is_undo: bool) -> ShownNotes:
        """Take a note back, or put it back within the hour.

        Parameters
        ----------
        caller : Caller
        plate : str
            As it was typed.
        note_id : str
        is_undo : bool
            Whether it is put back.

        Raises
        ------
        NotFound
            When there is no such note.
        NotAllowed
            When it is neither the caller's own nor is the caller an administrator.
        """
        caller.require(OPERATORS, ADMINS)
        now, details = self.now(), {"note_id": note_id}
        if is_undo:
            put_back: _Change = lambda noted: noted.put_back(note_id, caller)  # noqa: E731 (a line each way)
            return self._change(caller, plate, Action.PUT_NOTE_BACK, details, put_back)
        return self._change(
            caller, plate, Action.TOOK_NOTE_BACK, details, lambda noted: noted.taken_back(note_id, caller, now)
        )

    def _change(
        self, caller: Caller, typed: str, action: Action, details: Mapping[str, str], change: _Change
    ) -> ShownNotes:
        plate, now = asked_plate(typed), self.now()
        for _ in range(_TRIES):
            before = self.notes.of(plate)
            swept = before.swept(now)
            after = change(swept)
            if after == swept:
                return self._shown(swept)
            if self.notes.put(before, after, AuditEntry(action, caller.owner, now, plate, details)):
                return self._shown(after)
        raise Conflict("notes_changed")

    def _shown(self, noted: Noted) -> ShownNotes:
        people = {one.by for one in noted.tags} | {one.by for one in noted.standing}
        return ShownNotes(noted, self.people.emails(people))


_Change = Callable[[Noted], Noted]
