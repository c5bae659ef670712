"""The wire: what people note of plates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from handler.domain.lookups.notes import LONGEST_NOTE, LONGEST_TAG, MOST_NOTES, MOST_TAGS, Note, Tag
from handler.service.lookups.note_plate import ShownNotes
from handler.wire.common import Wire

_Plate = Annotated[str, StringConstraints(max_length=64)]
_Region = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[a-z0-9]{1,3})?$")]
_Tags = Annotated[list[Annotated[str, StringConstraints(max_length=200)]], Field(max_length=50)]
"""Longer and more than are taken, so that the domain's sentences are what people read."""

_REGION = "Whose plate is meant, where that is known; the same plate may be of several vehicles."
_EMAIL = "Confirmed; null when the person is gone or has none."


class TagView(Wire):
    """A short word that somebody gave to a plate."""

    word: str
    region: str | None = Field(description=_REGION)
    by: str = Field(description="Id of the person.")
    by_email: str | None = Field(description=_EMAIL)
    at: datetime

    @classmethod
    def of(cls, tag: Tag, emails: Mapping[str, str]) -> TagView:
        """Write a tag as the API sends it."""
        return cls(word=tag.word, region=tag.region, by=tag.by, by_email=emails.get(tag.by), at=tag.at)


class NoteView(Wire):
    """What somebody wrote of a plate."""

    note_id: str
    text: str
    region: str | None = Field(description=_REGION)
    by: str = Field(description="Id of the person.")
    by_email: str | None = Field(description=_EMAIL)
    at: datetime

    @classmethod
    def of(cls, note: Note, emails: Mapping[str, str]) -> NoteView:
        """Write a note as the API sends it."""
        told = {"note_id": note.note_id, "text": note.text, "region": note.region, "by": note.by, "at": note.at}
        return cls.model_validate({**told, "by_email": emails.get(note.by)})


class NotedView(Wire):
    """What is noted of a plate. It ends with the last read that counts for the plate."""

    plate: str
    tags: list[TagView] = Field(description=f"At most {MOST_TAGS}, in the order in which they were given.")
    notes: list[NoteView] = Field(description=f"At most {MOST_NOTES}, oldest first.")

    @classmethod
    def of(cls, shown: ShownNotes) -> NotedView:
        """Write what is noted as the API sends it."""
        noted, emails = shown.noted, shown.emails
        return cls(
            plate=noted.plate,
            tags=[TagView.of(one, emails) for one in noted.tags],
            notes=[NoteView.of(one, emails) for one in noted.standing],
        )


class TagsInput(Wire):
    """Which tags a plate gets, and which it loses. A POST, so that no plate stands in an address or an access log."""

    plate: _Plate
    add: _Tags = Field(
        default=[],
        description=f"1 to {LONGEST_TAG} characters each, taken in small letters. What is there already stays.",
    )
    remove: _Tags = Field(default=[], description="What is not there is passed over.")
    region: _Region | None = Field(default=None, description=_REGION)


class NoteInput(Wire):
    """A note to be added to a plate."""

    plate: _Plate
    note_id: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")] = Field(
        description="Chosen at random by who writes: the same request twice adds one note."
    )
    text: Annotated[str, StringConstraints(max_length=10_000)] = Field(
        description=f"1 to {LONGEST_NOTE} characters; it may have several lines."
    )
    region: _Region | None = Field(default=None, description=_REGION)


class TakeBackInput(Wire):
    """Which note is to be taken back, by who wrote it or an administrator."""

    plate: _Plate
    note_id: Annotated[str, StringConstraints(max_length=64)]
    is_undo: bool = Field(
        default=False, strict=True, description="Whether it is put back, which works for an hour after it was taken."
    )
