"""What people note of a plate: tags, which are short words, and notes, which are texts.

Whatever is done to them is done to what stands by then, so that two people at once lose nothing of each other.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from handler.domain.caller import ADMINS, Caller
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import Conflict, InvalidRequest, NotAllowed, NotFound
from handler.domain.sites.texts import plain_text

MOST_TAGS: Final = 10
LONGEST_TAG: Final = 24
MOST_NOTES: Final = 50
LONGEST_NOTE: Final = 1000

UNDO_TIME: Final = timedelta(hours=1)
"""How long a note that was taken back can be put back; after that its text goes with the next change."""

GRACE: Final = timedelta(hours=24)
"""How long notes stay when the last read that counts for their plate is gone, so that undoing that brings them back."""


@quick_dataclass(frozen=True, slots=True)
class Tag:
    """A short word that somebody gave to a plate.

    Attributes
    ----------
    word : str
        In small letters, single blanks between its parts.
    by : str
        The person's id.
    at : datetime
        UTC.
    region : str or None
        Whose plate was meant, where that was said.
    """

    word: str
    by: str
    at: datetime
    region: str | None = None


@quick_dataclass(frozen=True, slots=True)
class Note:
    """What somebody wrote of a plate.

    Attributes
    ----------
    note_id : str
        Chosen by who writes, so that the same request twice makes one note.
    text : str
    by : str
        The person's id.
    at : datetime
        UTC.
    region : str or None
        Whose plate was meant, where that was said.
    taken_by : str or None
        Who took it back; None of one that stands.
    taken_at : datetime or None
        UTC.
    """

    note_id: str
    text: str
    by: str
    at: datetime
    region: str | None = None
    taken_by: str | None = None
    taken_at: datetime | None = None

    @property
    def stands(self) -> bool:
        """Whether nobody took it back."""
        return self.taken_at is None


@quick_dataclass(frozen=True, slots=True)
class Noted:
    """All that is noted of a plate.

    Attributes
    ----------
    plate : str
        A-Z0-9, as searches compare it.
    tags : tuple of Tag
        In the order in which they were given.
    notes : tuple of Note
        Oldest first; those that were taken back a moment ago, too.
    version : int
        Counts the changes; 0 of what was never noted.
    """

    plate: str
    tags: tuple[Tag, ...] = ()
    notes: tuple[Note, ...] = ()
    version: int = 0

    @property
    def words(self) -> tuple[str, ...]:
        """The tags' words."""
        return tuple(one.word for one in self.tags)

    @property
    def standing(self) -> tuple[Note, ...]:
        """The notes that nobody took back."""
        return tuple(one for one in self.notes if one.stands)

    def tagged(self, tags: Sequence[Tag]) -> Noted:
        """Give tags; one that is there already stays as it is.

        Raises
        ------
        Conflict
            With ``many_tags`` when these would be too many.
        """
        new = {one.word: one for one in reversed(tags) if one.word not in self.words}
        given = (*self.tags, *(new[word] for word in dict.fromkeys(one.word for one in tags) if word in new))
        if len(given) > max(MOST_TAGS, len(self.tags)):
            raise Conflict("many_tags")
        return replace(self, tags=given)

    def untagged(self, words: Iterable[str]) -> Noted:
        """Take tags away; one that is not there is passed over."""
        gone = frozenset(words)
        return replace(self, tags=tuple(one for one in self.tags if one.word not in gone))

    def noted(self, note: Note) -> Noted:
        """Add a note; the same one twice is there once.

        Raises
        ------
        Conflict
            With ``many_notes`` when there are too many, ``note_there`` when another has its id.
        """
        same = self._find(note.note_id)
        if same is not None:
            if (same.text, same.by) == (note.text, note.by) and same.stands:
                return self
            raise Conflict("note_there")
        if len(self.notes) >= MOST_NOTES:
            raise Conflict("many_notes")
        return replace(self, notes=(*self.notes, note))

    def taken_back(self, note_id: str, caller: Caller, now: datetime) -> Noted:
        """Take a note back; one that was taken back already stays so.

        Raises
        ------
        NotFound
            When there is no such note.
        NotAllowed
            When the caller neither wrote it nor is an administrator.
        """
        note = self._there(note_id)
        _check_own(caller, note.by)
        return self._with(replace(note, taken_by=caller.owner, taken_at=now)) if note.stands else self

    def put_back(self, note_id: str, caller: Caller) -> Noted:
        """Put a note back that was taken back a moment ago; one that stands stays as it is.

        Raises
        ------
        NotFound
            When there is no such note any more.
        NotAllowed
            When the caller neither took it back nor is an administrator.
        """
        note = self._there(note_id)
        if note.stands:
            return self
        _check_own(caller, note.taken_by or "")
        return self._with(replace(note, taken_by=None, taken_at=None))

    def swept(self, now: datetime) -> Noted:
        """Leave out what was taken back too long ago to be put back."""
        kept = (one for one in self.notes if one.taken_at is None or now - one.taken_at < UNDO_TIME)
        return replace(self, notes=tuple(kept))

    def _find(self, note_id: str) -> Note | None:
        return next((one for one in self.notes if one.note_id == note_id), None)

    def _there(self, note_id: str) -> Note:
        note = self._find(note_id)
        if note is None:
            raise NotFound("There is no such note any more. Load the page again.")
        return note

    def _with(self, note: Note) -> Noted:
        return replace(self, notes=tuple(note if one.note_id == note.note_id else one for one in self.notes))


def tag_of(text: str) -> str:
    """Take a tag as it was typed.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
        In small letters, with single blanks; a # before it is left out.

    Raises
    ------
    InvalidRequest
        When it says nothing, is too long or holds what cannot be seen.
    """
    plain = plain_text("tags", text, LONGEST_TAG)
    word = " ".join(unicodedata.normalize("NFKC", plain).lower().removeprefix("#").split())
    if not any(one.isalnum() for one in word):
        raise InvalidRequest("tags: give each at least one letter or digit, such as courier.")
    return plain_text("tags", word, LONGEST_TAG)


def note_text_of(text: str) -> str:
    """Take a note's text as it was typed; it may have several lines.

    Parameters
    ----------
    text : str

    Returns
    -------
    str

    Raises
    ------
    InvalidRequest
        When it says nothing, is too long or holds what cannot be seen.
    """
    whole = text.strip()
    if not whole:
        raise InvalidRequest("text: this note is empty. Write what others should know of this plate.")
    if len(whole) > LONGEST_NOTE:
        raise InvalidRequest(f"text: give at most {LONGEST_NOTE} characters; these are {len(whole)}.")
    lines = whole.replace("\r\n", "\n").split("\n")
    return "\n".join(plain_text("text", line, LONGEST_NOTE) for line in lines)


def _check_own(caller: Caller, person: str) -> None:
    if caller.owner != person and not caller.is_in(ADMINS):
        raise NotAllowed("This note is somebody else's. Ask who wrote it, or an administrator.")
