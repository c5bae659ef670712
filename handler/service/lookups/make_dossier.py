"""Make a plate's dossier: all that is known of it, to be printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

from handler.domain.audit import Action, AuditEntry
from handler.domain.caller import OPERATORS, Caller
from handler.domain.classes.quick import quick_dataclass
from handler.domain.lists.entry import ListEntry
from handler.domain.lists.matching import SeenPlate, lookups, plate_hit
from handler.domain.logged import LoggedRead
from handler.domain.lookups.notes import Noted
from handler.domain.lookups.purpose import Purpose, told
from handler.domain.plate_search import asked_plate
from handler.domain.read_filter import ReadFilter
from handler.domain.review import Review
from handler.service.lookups.note_plate import ShownNotes
from handler.service.ports.lists import ListIndex
from handler.service.ports.reads import ReadLog
from handler.service.ports.records import AuditInbox, People
from handler.service.ports.sites import CameraName, CameraNames
from handler.service.ports.uploads import UploadLog
from handler.service.show_uploads import ShownUpload, ShowUploads

MOST_COUNTED: Final = 500
"""Sightings of a period that are counted, at most: with the page's length it bounds what a dossier costs."""


@quick_dataclass(frozen=True, slots=True)
class DossierRequest:
    """Of which plate and which period a dossier is made.

    Attributes
    ----------
    plate : str
        As it was typed.
    since, until : datetime or None
        When the vehicle was there, UTC; `until` is not included. None for no bound.
    limit : int
        Sightings a page.
    cursor : str or None
        From the page before.
    purpose : Purpose or None
        Why.
    """

    plate: str
    since: datetime | None = None
    until: datetime | None = None
    limit: int = 25
    cursor: str | None = None
    purpose: Purpose | None = None


@quick_dataclass(frozen=True, slots=True)
class Sighting:
    """A read that counts for the plate, its photo, and what people decided.

    Attributes
    ----------
    upload : ShownUpload or None
        None where the photo was deleted between two looks.
    """

    read: LoggedRead
    upload: ShownUpload | None
    reviews: Sequence[Review]


@quick_dataclass(frozen=True, slots=True)
class Dossier:
    """A page of a dossier.

    Attributes
    ----------
    sightings : Sequence of Sighting
        Newest first.
    count : int or None
        How many there are in the period, at most `MOST_COUNTED`; None on further pages.
    has_more : bool
        Whether there are more than were counted.
    first_seen_at : datetime or None
        UTC, as far back as reads are kept, whatever the period.
    entries : Sequence of ListEntry
        Which the plate hits, wherever and whenever they hold.
    cameras : mapping of str to CameraName
    emails : mapping of str to str
        Of all who are named, by their ids.
    """

    plate: str
    made_by: str
    made_at: datetime
    purpose: Purpose | None
    sightings: Sequence[Sighting]
    cursor: str | None
    count: int | None
    has_more: bool
    first_seen_at: datetime | None
    noted: Noted
    entries: Sequence[ListEntry]
    cameras: Mapping[str, CameraName]
    emails: Mapping[str, str]


@quick_dataclass(frozen=True, slots=True)
class MakeDossier:
    """Makes dossiers, and writes down who made which, and why.

    Parameters
    ----------
    reads : ReadLog
    log : UploadLog
    uploads : ShowUploads
    notes : callable
        Gets what is noted of a plate.
    index : ListIndex
    cameras : CameraNames
    people : People
    audit : AuditInbox
    now : callable
        Gives the time in UTC.
    needs_purpose : callable
        Tells whether nobody may look without saying why.
    """

    reads: ReadLog
    log: UploadLog
    uploads: ShowUploads
    notes: Callable[[str], ShownNotes]
    index: ListIndex
    cameras: CameraNames
    people: People
    audit: AuditInbox
    now: Callable[[], datetime]
    needs_purpose: Callable[[], bool] = lambda: False

    def __call__(self, caller: Caller, asked: DossierRequest) -> Dossier:
        """Make a page of a dossier.

        Parameters
        ----------
        caller : Caller
        asked : DossierRequest

        Returns
        -------
        Dossier

        Raises
        ------
        NotAllowed
            When the caller is no operator.
        InvalidRequest
            When it is no plate, the period ends before it begins, or the cursor is of something else.
        PurposeNeeded
            When why is not said where it has to be.
        """
        caller.require(OPERATORS)
        why = told(asked.purpose, is_needed=asked.purpose is None and self.needs_purpose())
        plate, wanted, now = asked_plate(asked.plate), ReadFilter(since=asked.since, until=asked.until), self.now()
        page = self.reads.page(wanted, plate, asked.limit, asked.cursor)
        details = {**wanted.asked(), "page": "further" if asked.cursor else "first", "reads": str(len(page.reads))}
        self.audit.add(AuditEntry(Action.MADE_DOSSIER, caller.owner, now, plate, {**details, **why}))
        counted = None if asked.cursor else self.reads.page(wanted, plate, MOST_COUNTED, None)
        sightings, noted, entries = self._sightings(page.reads), self.notes(plate).noted, self._entries(plate)
        named = {caller.owner, *_people(sightings), *(one.by for one in noted.tags)}
        named |= {one.by for one in noted.standing} | {one.added_by for one in entries}
        return Dossier(
            plate=plate,
            made_by=caller.owner,
            made_at=now,
            purpose=asked.purpose,
            sightings=sightings,
            cursor=page.cursor,
            count=len(counted.reads) if counted else None,
            has_more=bool(counted and counted.cursor),
            first_seen_at=self.reads.first_seen(plate),
            noted=noted,
            entries=entries,
            cameras=self.cameras.names({one.camera_id for one in page.reads if one.camera_id}),
            emails=self.people.emails(named),
        )

    def _sightings(self, reads: Sequence[LoggedRead]) -> list[Sighting]:
        wholes = {upload_id: self.log.whole(upload_id) for upload_id in dict.fromkeys(one.upload_id for one in reads)}
        found: list[Sighting] = []
        for read in reads:
            whole = wholes[read.upload_id]
            shown = self.uploads.shown(whole.upload, ()) if whole else None
            reviews = [one for one in whole.reviews if one.read_id == read.read_id] if whole else []
            found.append(Sighting(read, shown, reviews))
        return found

    def _entries(self, plate: str) -> list[ListEntry]:
        seen = (SeenPlate(plate),)
        return [one for one in self.index.near(lookups(seen)) if plate_hit(seen, one)]


def _people(sightings: Iterable[Sighting]) -> set[str]:
    """Tell who brought the photos, typed plates, decided and holds."""
    named: set[str] = set()
    for one in sightings:
        hold = one.upload.upload.hold if one.upload else None
        named |= {one.read.owner, *(review.by for review in one.reviews)}
        named |= {person for person in (one.read.typed_by, hold.by if hold else None) if person}
    return named
