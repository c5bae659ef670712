"""What the use cases need from the world, in their own words. The adapters fit these shapes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from handler.domain.audit import AuditEntry
from handler.domain.deletion import Deletion, Receipt
from handler.domain.geometry import ImageSize
from handler.domain.insights import Counts
from handler.domain.plate_search import Pattern
from handler.domain.policy import Policy
from handler.domain.read_filter import ReadFilter
from handler.domain.reading.montage import Montage
from handler.domain.reconciliation import Meter
from handler.domain.review import Review
from handler.domain.text.detection import Detection
from handler.domain.upload import LoggedRead, LoggedText, ObjectFacts, Upload, UploadRef


@dataclass(frozen=True, slots=True)
class Post:
    """A presigned POST: the address, and the form fields that go before the file."""

    url: str
    fields: dict[str, str]


@dataclass(frozen=True, slots=True)
class UploadSlice:
    """A page of somebody's uploads, newest first, and the cursor of the next page."""

    uploads: list[Upload]
    cursor: str | None


@dataclass(frozen=True, slots=True)
class WholeUpload:
    """All that the log holds of an upload.

    Attributes
    ----------
    reads : list of LoggedRead
        Surest first.
    texts : list of LoggedText
    reviews : list of Review
        By read, then oldest first.
    """

    upload: Upload
    reads: list[LoggedRead]
    texts: list[LoggedText]
    reviews: list[Review]


@dataclass(frozen=True, slots=True)
class Remains:
    """What is left of an upload, whether or not it is still there itself: to be taken away."""

    reads: Sequence[LoggedRead]
    reviews: Sequence[Review]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an upload: its reads, surest first, why they are these, what is counted, and when it ended."""

    reads: Sequence[LoggedRead]
    texts: Sequence[LoggedText]
    counts: Counts
    at: datetime

    def changed(self, upload: Upload) -> Unsettled:
        """Tell which plates it makes count."""
        return Unsettled(upload.ref.upload_id, frozenset(one.current_plate for one in self.reads if one.current_plate))


@dataclass(frozen=True, slots=True)
class Unsettled:
    """Plates whose reads have changed, so that what finds them has to follow.

    Attributes
    ----------
    mark : str
        Names the change; begins with the upload's id.
    plates : frozenset of str
    """

    mark: str
    plates: frozenset[str]


class UploadLog(Protocol):
    """The log of uploads and reads."""

    def add(self, upload: Upload) -> None:
        """Write a new upload; one with the same id must not exist."""

    def find(self, upload_id: str) -> tuple[Upload, list[LoggedRead]] | None:
        """Get an upload and its reads, surest first; None when there is none."""

    def whole(self, upload_id: str) -> WholeUpload | None:
        """Get all about an upload; None when there is none."""

    def alone(self, upload_id: str) -> Upload | None:
        """Get an upload without its reads, also one that is being deleted; None when there is none."""

    def page(self, owner: str, limit: int, cursor: str | None) -> UploadSlice:
        """Get some of an owner's uploads; raises InvalidRequest for a cursor that is not ours."""

    def reads_of(self, uploads: Sequence[Upload]) -> dict[str, list[LoggedRead]]:
        """Get the reads of several uploads, by upload id, surest first."""

    def claim(self, ref: UploadRef, version_id: str | None, holder: str, now: datetime) -> Upload | None:
        """Take an upload into work.

        Gives None when it is finished already, unless it failed with another version of its photo than this one;
        raises UploadBusy while another invocation holds it, and UnknownUpload
        when there is none.
        """

    def release(self, ref: UploadRef, holder: str, now: datetime) -> None:
        """Give an upload back unfinished, for another attempt; does nothing when the lease was lost."""

    def finish(self, upload: Upload, holder: str, outcome: Outcome) -> None:
        """Write the end of an upload with its outcome, all or nothing.

        Raises UploadBusy when the lease was lost.
        """


class Deletions(Protocol):
    """The beginning of deletions."""

    def begin(self, upload: Upload, deletion: Deletion, entry: AuditEntry | None) -> None:
        """Freeze an upload, and write down who deletes it: nobody is shown it, reads it or decides on it any more.

        Raises Conflict when somebody reads it, or deletes it too.
        """


class Leftovers(Protocol):
    """What the log still holds of uploads that are frozen or gone."""

    def left_of(self, upload_id: str) -> Remains:
        """Get the reads and decisions that are left of an upload."""

    def clear(self, upload_id: str) -> None:
        """Take away all about an upload but its own item."""

    def end(self, receipt: Receipt, kept_until: datetime) -> None:
        """Leave a receipt in an upload's place."""


class Quotas(Protocol):
    """What each person has announced."""

    def take(self, owner: str, size_bytes: int, now: datetime) -> None:
        """Count an announcement; raises QuotaExceeded when it is one too many, and does not count it then."""

    def add(self, owner: str, size_bytes: int, now: datetime) -> None:
        """Count a photo that was not announced, whether or not it is one too many."""


class PlateIndex(Protocol):
    """All plates that were read, filed so that they are found by near and by partial spellings."""

    def settle(self, changed: Unsettled, now: datetime) -> None:
        """Let plates be found exactly as long as there are reads that count for them."""

    def unsettled(self, upload_id: str = "") -> Iterable[Unsettled]:
        """Get the changes that nobody has settled yet, of one upload or of all."""

    def unfile(self, reads: Iterable[LoggedRead]) -> None:
        """Let reads count for their plates no longer; to be settled."""

    def lost(self, reads: Iterable[LoggedRead]) -> Iterable[LoggedRead]:
        """Find the reads that count for a plate and that nothing would find by it."""

    def refile(self, read: LoggedRead, now: datetime) -> bool:
        """File a read anew; gives False where it stands for another plate by now, or its upload is being deleted."""

    def near(self, asked: str) -> list[str]:
        """Get the plates within one edit of one, confusable characters taken for the same; in no order."""

    def fitting(self, pattern: Pattern, limit: int, after: str | None) -> PlateSlice:
        """Get some plates that a pattern fits; `after` is the cursor of the slice before."""


@dataclass(frozen=True, slots=True)
class PlateSlice:
    """Some plates, and the cursor of what follows; None at the end. There may be more even when there are none here."""

    plates: list[str]
    cursor: str | None


@dataclass(frozen=True, slots=True)
class ReadSlice:
    """Some reads, newest first, and the cursor of what follows; None at the end."""

    reads: list[LoggedRead]
    cursor: str | None


class QueueOrder(StrEnum):
    """Which read in doubt comes first."""

    LEAST_SURE = "least_sure"
    OLDEST = "oldest"


class ReadLog(Protocol):
    """The reads of everybody, for those who may see them."""

    def page(self, wanted: ReadFilter, plate: str | None, limit: int, after: str | None) -> ReadSlice:
        """Get some reads, newest first; of one plate, or of all; raises InvalidRequest for a cursor not of ours."""

    def first_seen(self, plate: str) -> datetime | None:
        """Get when a plate was seen first, as far back as reads are kept; None when it never was."""

    def lease(self, order: QueueOrder, count: int, holder: str, now: datetime, until: datetime) -> list[LoggedRead]:
        """Take some reads in doubt for one reviewer, until a time; nobody else gets them before."""

    def decide(self, review: Review, read: LoggedRead, entry: AuditEntry, counts: Counts) -> Unsettled:
        """Write a decision, how the read stands after it, who made it, and what that changes in the counts.

        Gives the plates that are to be found otherwise now; raises Conflict when the read has changed, or its upload is
        being deleted.
        """


class InsightLog(Protocol):
    """What was counted."""

    def hours(self, first: date, last: date) -> Mapping[str, Counts]:
        """Get the counts of each hour of some days, both included; hours without any are left out."""


class AuditInbox(Protocol):
    """Where it is written down who did what; only ever added to."""

    def add(self, entry: AuditEntry) -> None:
        """Write an entry."""


class AuditLog(Protocol):
    """Who did what, as it is kept: what was written down stands there some seconds later."""

    def page(self, month: str, limit: int, after: str | None) -> AuditSlice:
        """Get some entries of a month (``2026-05``), newest first; raises InvalidRequest for a cursor not of ours."""


@dataclass(frozen=True, slots=True)
class AuditSlice:
    """Some entries, newest first, and the cursor of what follows; None at the end."""

    entries: list[AuditEntry]
    cursor: str | None


class Policies(Protocol):
    """What administrators decided on."""

    def current(self) -> Policy:
        """Get what is in force."""


class PolicyChanges(Protocol):
    """Where administrators' decisions are written down."""

    def put(self, policy: Policy, entry: AuditEntry) -> None:
        """Put the next version in force, and write down who did it; all or nothing.

        Raises Conflict when somebody else made that version.
        """


class People(Protocol):
    """Those who may sign in."""

    def emails(self, ids: Collection[str]) -> Mapping[str, str]:
        """Get the addresses of some people, by their ids; who is gone is left out."""

    def id_of(self, email: str) -> str | None:
        """Get the id of the person with an address; None when nobody has it."""


class Census(Protocol):
    """All uploads by the time of their announcement, for the comparison of the log with the bucket."""

    def uploads_since(self, since: datetime) -> Iterator[Upload]:
        """Get the uploads announced from a moment on, oldest first; also those that are being deleted."""

    def reads_since(self, since: datetime) -> Iterator[LoggedRead]:
        """Get the reads of vehicles that were seen from a moment on, oldest first."""

    def standing(self, upload_ids: Collection[str]) -> Mapping[str, Upload | None]:
        """Get uploads by their ids; None for one that is deleted, or being so; left out is what never was."""

    def keep(self, meter: Meter) -> None:
        """Keep what a comparison found, in place of the one before."""

    def latest(self) -> Meter | None:
        """Get what the last comparison found; None before the first."""


class ReadingStarter(Protocol):
    """Starts the reading of a photo, as its arrival does."""

    def start(self, ref: UploadRef, version_id: str | None) -> None:
        """Ask for a version of a photo to be read, or for the present one; it will be, some time soon."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A version of an object: its key, the upload it is for unless it is none of ours, and since when, UTC."""

    key: str
    ref: UploadRef | None
    at: datetime
    version_id: str | None = None


class StoredPhoto(Protocol):
    """A photo in the bucket: its facts at once, its bytes when asked for."""

    @property
    def facts(self) -> ObjectFacts:
        """What S3 says of it."""

    def read(self) -> bytes:
        """Fetch the bytes."""


class PhotoStore(Protocol):
    """The bucket."""

    def promise(self, ref: UploadRef, content_type: str, size_bytes: int, lifetime: timedelta) -> Post:
        """Sign a POST for exactly this key, type and size."""

    def open(self, ref: UploadRef, version_id: str | None) -> StoredPhoto:
        """Find the photo; raises BadPhoto ``photo_missing`` when it is gone."""

    def save_thumbnail(self, ref: UploadRef, jpeg: bytes) -> None:
        """Keep the small picture."""

    def save_shown_copy(self, ref: UploadRef, photo: bytes, content_type: str) -> None:
        """Keep the photo as people see it."""

    def save_detections(self, ref: UploadRef, response: Mapping[str, object]) -> None:
        """Keep what the text detection answered."""

    def load_detections(self, ref: UploadRef) -> Mapping[str, object] | None:
        """Get what an earlier attempt kept; None when there is nothing."""

    def arrivals(self, since: datetime | None) -> Iterator[Arrival]:
        """List the photos that arrived since a moment, or all; every version of them."""

    def derived(self, since: datetime | None) -> Iterator[Arrival]:
        """List what was made of photos since a moment, or all of it."""

    def versions_of(self, ref: UploadRef) -> Iterable[Arrival]:
        """List the versions of one photo, newest first."""

    def remove(self, ref: UploadRef) -> bool:
        """Delete the photo and what was made of it, every version, as many as one call may.

        Gives whether that was all.
        """

    def remove_versions(self, some: Sequence[Arrival]) -> None:
        """Delete some versions of objects."""

    def photo_link(self, upload: Upload, lifetime: timedelta) -> str:
        """Sign a GET for the photo that was read, without its metadata."""

    def thumbnail_link(self, ref: UploadRef, lifetime: timedelta) -> str:
        """Sign a GET for the small picture."""

    def detections_link(self, ref: UploadRef, lifetime: timedelta) -> str:
        """Sign a GET that saves what the text detection answered as a file."""


@dataclass(frozen=True, slots=True)
class Inspection:
    """A photo that was found sound.

    Attributes
    ----------
    image_size : ImageSize
        Upright, in pixels.
    thumbnail_jpeg : bytes
        A small picture of it.
    shown_copy : bytes or None
        The photo without its metadata; None when it carries none.
    """

    image_size: ImageSize
    thumbnail_jpeg: bytes
    shown_copy: bytes | None


class PhotoInspector(Protocol):
    """Looks into a photo's bytes."""

    def inspect(self, body: bytes, content_type: str) -> Inspection:
        """Check that the bytes are the promised picture; raises BadPhoto when not."""


class MontageMaker(Protocol):
    """Makes the picture of a second look."""

    def render(self, body: bytes, montage: Montage) -> bytes:
        """Cut the tiles out of a photo's bytes; gives a JPEG; raises BadPhoto when the bytes cannot be decoded."""


class PictureReader(Protocol):
    """Finds text in pictures that are sent along."""

    def detect_in(self, picture: bytes) -> Mapping[str, object]:
        """Ask for the text in a JPEG or PNG; gives the raw answer; raises BadPhoto or RetryLater."""

    def to_detections(self, response: Mapping[str, object]) -> tuple[Detection, ...]:
        """Turn a raw answer into text boxes."""


class TextDetector(PictureReader, Protocol):
    """Finds text in photos."""

    def detect(self, ref: UploadRef, version_id: str | None) -> Mapping[str, object]:
        """Ask for the text in a photo of the bucket; gives the raw answer; raises BadPhoto or RetryLater."""
