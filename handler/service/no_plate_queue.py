"""Operators look at photos in which the machine found no plate, from a queue that gives none to two of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Final

from handler.domain.audit import Action, AuditEntry
from handler.domain.caller import OPERATORS, Caller
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import NotFound
from handler.domain.logged import LoggedText
from handler.domain.no_plate import NoPlate
from handler.service.ports.reads import MissedPlates, PhotoOrder
from handler.service.ports.records import AuditInbox, People
from handler.service.ports.uploads import UploadLog, WholeUpload
from handler.service.review_reads import LEASE
from handler.service.show_uploads import ShownUpload, ShowUploads

NO_SUCH_PHOTO: Final = "There is no such photo without a plate. Check the address."
MOST_COUNTED: Final = 100
"""Waiting photos are counted up to here, so that counting costs little however many there are."""


class Judgement(StrEnum):
    """What an operator says of a photo without a plate."""

    NO_PLATE = "no_plate"
    UNDO = "undo"


@quick_dataclass(frozen=True, slots=True)
class ShownNoPlate:
    """A photo without a plate, the text in it, and how it stands.

    Attributes
    ----------
    emails : mapping of str to str
        Addresses of the uploader and the person who judged, by their ids; people who are gone are left out.
    """

    no_plate: NoPlate
    upload: ShownUpload
    texts: Sequence[LoggedText]
    emails: Mapping[str, str]


@quick_dataclass(frozen=True, slots=True)
class LeasedPhotos:
    """Photos for one reviewer, and how many wait in all, counted up to `MOST_COUNTED`."""

    photos: Sequence[ShownNoPlate]
    waiting: int


@quick_dataclass(frozen=True, slots=True)
class NoPlateQueue:
    """The queue, and what operators say of the photos in it.

    Parameters
    ----------
    log : UploadLog
    missed : MissedPlates
    uploads : ShowUploads
    people : People
    audit : AuditInbox
    now : callable
        Gives the time in UTC.
    """

    log: UploadLog
    missed: MissedPlates
    uploads: ShowUploads
    people: People
    audit: AuditInbox
    now: Callable[[], datetime]

    def lease(self, caller: Caller, order: PhotoOrder, count: int) -> LeasedPhotos:
        """Take the next photos; nobody else gets them for the time of a lease.

        Raises
        ------
        NotAllowed
            When the caller is no operator.
        """
        caller.require(OPERATORS)
        now = self.now()
        waiting = self.missed.waiting(MOST_COUNTED)
        leased = self.missed.lease(order, count, caller.owner, now, now + LEASE)
        found = (self.log.whole(one.upload_id) for one in leased)
        shown = [self._looked_at(caller, whole, whole.no_plate) for whole in found if whole and whole.no_plate]
        return LeasedPhotos(shown, waiting)

    def judge(self, caller: Caller, upload_id: str, judgement: Judgement, version: int) -> ShownNoPlate:
        """Say that there is no plate in a photo, or take that back; said twice, it counts once.

        Raises
        ------
        NotAllowed
            When the caller is no operator.
        NotFound
            When there is no such photo, or the machine found a plate in it.
        Conflict
            When somebody else was faster.
        """
        caller.require(OPERATORS)
        whole = self.log.whole(upload_id)
        if whole is None or whole.no_plate is None:
            raise NotFound(NO_SUCH_PHOTO)
        is_judged = judgement is Judgement.NO_PLATE
        if is_judged == (whole.no_plate.judged_by is not None) and not whole.no_plate.has_typed:
            return self._shown(whole, whole.no_plate)
        now = self.now()
        by, at = (caller.owner, now) if is_judged else (None, None)
        after = whole.no_plate.judged(by, at, version)
        details = {"decision": judgement.value}
        self.missed.judge(after, AuditEntry(Action.REVIEWED, caller.owner, now, upload_id, details))
        return self._shown(whole, after)

    def _looked_at(self, caller: Caller, whole: WholeUpload, no_plate: NoPlate) -> ShownNoPlate:
        if caller.owner != whole.upload.ref.owner:
            entry = AuditEntry(Action.VIEWED_UPLOAD, caller.owner, self.now(), whole.upload.ref.upload_id)
            self.audit.add(entry)
        return self._shown(whole, no_plate)

    def _shown(self, whole: WholeUpload, no_plate: NoPlate) -> ShownNoPlate:
        judged_by = {no_plate.judged_by} if no_plate.judged_by else set()
        emails = self.people.emails({whole.upload.ref.owner, *judged_by})
        return ShownNoPlate(no_plate, self.uploads.shown(whole.upload, whole.reads), whole.texts, emails)
