"""Show all about a read to its uploader and to operators."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from handler.domain.audit import Action, AuditEntry
from handler.domain.caller import OPERATORS, Caller
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import NotFound
from handler.domain.keeping.hold import Hold
from handler.domain.logged import EarlierReading, LoggedRead, LoggedText
from handler.domain.review import Review
from handler.service.lookups.note_plate import ShownNotes
from handler.service.ports.photos import PhotoStore
from handler.service.ports.records import AuditInbox, People
from handler.service.ports.uploads import UploadLog, WholeUpload
from handler.service.show_uploads import LINK_LIFETIME, ShownUpload, ShowUploads

NO_SUCH_READ = "There is no such read, or you may not see it. Check the address."


@quick_dataclass(frozen=True, slots=True)
class ShownRead:
    """A read with its photo, the text in it, and what people decided.

    Attributes
    ----------
    upload : ShownUpload
        With all of the photo's reads.
    texts : Sequence of LoggedText
    reviews : Sequence of Review
        Of this read, oldest first.
    emails : mapping of str to str
        Addresses of the uploader and the reviewers by their ids, for operators; people who are gone are left out.
    detections_url : str or None
        For operators, once the photo was read: where the raw answers of the text detection can be saved from.
    hold : Hold or None
        For operators: what holds its photo, or did.
    noted : ShownNotes or None
        For operators: what is noted of its plate; None of a read that counts for none.
    earlier : Sequence of EarlierReading
        How it stood before later rules read it otherwise, oldest first.
    """

    read: LoggedRead
    upload: ShownUpload
    texts: Sequence[LoggedText]
    reviews: Sequence[Review]
    emails: Mapping[str, str]
    detections_url: str | None
    hold: Hold | None = None
    noted: ShownNotes | None = None
    earlier: Sequence[EarlierReading] = ()


@quick_dataclass(frozen=True, slots=True)
class ShowRead:
    """Answers for one read, and writes down which operator looked at somebody else's.

    Parameters
    ----------
    log : UploadLog
    uploads : ShowUploads
    photos : PhotoStore
    people : People
    audit : AuditInbox
    now : callable
        Gives the time in UTC.
    notes : callable
        Gets what is noted of a plate.
    """

    log: UploadLog
    uploads: ShowUploads
    photos: PhotoStore
    people: People
    audit: AuditInbox
    now: Callable[[], datetime]
    notes: Callable[[str], ShownNotes] | None = None

    def __call__(self, caller: Caller, read_id: str) -> ShownRead:
        """Show a read.

        Parameters
        ----------
        caller : Caller
        read_id : str

        Returns
        -------
        ShownRead

        Raises
        ------
        NotFound
            When there is no such read, or the caller may not see it: which of the two, nobody is told.
        """
        whole = self.log.whole(read_id.rpartition("-")[0])
        read = next((one for one in whole.reads if one.read_id == read_id), None) if whole else None
        is_own = whole is not None and caller.owner == whole.upload.ref.owner
        if whole is None or read is None or not (is_own or caller.is_in(OPERATORS)):
            raise NotFound(NO_SUCH_READ)
        if not is_own:
            self.audit.add(AuditEntry(Action.VIEWED_READ, caller.owner, self.now(), read_id))
        return self.shown(caller, whole, read)

    def shown(self, caller: Caller, whole: WholeUpload, read: LoggedRead) -> ShownRead:
        """Put together what somebody who may see it is shown of a read of an upload."""
        reviews = [review for review in whole.reviews if review.read_id == read.read_id]
        upload = self.uploads.shown(whole.upload, whole.reads)
        emails: Mapping[str, str] = {}
        detections_url, hold, noted = None, None, None
        if caller.is_in(OPERATORS):
            hold = whole.upload.hold
            noted = self.notes(read.current_plate) if self.notes and read.current_plate else None
            others = {one for one in (read.typed_by, hold.by if hold else None) if one}
            emails = self.people.emails({whole.upload.ref.owner, *others, *(review.by for review in reviews)})
            if upload.links:
                detections_url = self.photos.detections_link(
                    whole.upload.ref, LINK_LIFETIME, is_held=whole.upload.has_held_copies
                )
        earlier = [one for one in whole.earlier if one.read.read_id == read.read_id]
        return ShownRead(read, upload, whole.texts, reviews, emails, detections_url, hold, noted, earlier)
