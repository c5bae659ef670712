"""The log of uploads, and what ends them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from handler.domain.alerts.consequences import NO_CONSEQUENCES, Consequences
from handler.domain.audit import AuditEntry
from handler.domain.classes.quick import quick_dataclass
from handler.domain.deletion import Deletion, Receipt
from handler.domain.insights import Counts
from handler.domain.logged import EarlierReading, LoggedRead, LoggedText
from handler.domain.no_plate import NoPlate
from handler.domain.review import Review
from handler.domain.upload import Upload, UploadRef
from handler.service.ports.plates import Unsettled


@quick_dataclass(frozen=True, slots=True)
class UploadSlice:
    """A page of somebody's uploads, newest first, and the cursor of the next page."""

    uploads: list[Upload]
    cursor: str | None


@quick_dataclass(frozen=True, slots=True)
class WholeUpload:
    """All that the log holds of an upload.

    Attributes
    ----------
    reads : list of LoggedRead
        The foremost vehicle's first.
    texts : list of LoggedText
    reviews : list of Review
        By read, then oldest first.
    no_plate : NoPlate or None
        Where the machine found none.
    earlier : Sequence of EarlierReading
        By read, then oldest first.
    """

    upload: Upload
    reads: list[LoggedRead]
    texts: list[LoggedText]
    reviews: list[Review]
    no_plate: NoPlate | None = None
    earlier: Sequence[EarlierReading] = ()


@quick_dataclass(frozen=True, slots=True)
class Remains:
    """What is left of an upload, whether or not it is still there itself: to be taken away."""

    reads: Sequence[LoggedRead]
    reviews: Sequence[Review]


@quick_dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an upload: its reads in their order, why they are these, what is counted, and when it ended.

    Where it was read and there are none, `no_plate` lets a person look. `consequences` are of the reads. With
    `is_found_at_once` its plates are to be found as soon as it is written, where nothing is in the way of that.
    """

    reads: Sequence[LoggedRead]
    texts: Sequence[LoggedText]
    counts: Counts
    at: datetime
    no_plate: NoPlate | None = None
    consequences: Consequences = NO_CONSEQUENCES
    is_found_at_once: bool = False

    def changed(self, upload: Upload) -> Unsettled:
        """Tell which plates it makes count."""
        return Unsettled(upload.ref.upload_id, frozenset(one.current_plate for one in self.reads if one.current_plate))


class UploadLog(Protocol):
    """The log of uploads and reads."""

    def add(self, upload: Upload) -> None:
        """Write a new upload; one with the same id must not exist."""

    def find(self, upload_id: str) -> tuple[Upload, list[LoggedRead]] | None:
        """Get an upload and its reads, the foremost vehicle's first; None when there is none."""

    def whole(self, upload_id: str) -> WholeUpload | None:
        """Get all about an upload; None when there is none."""

    def alone(self, upload_id: str) -> Upload | None:
        """Get an upload without its reads, also one that is being deleted; None when there is none."""

    def page(self, owner: str, limit: int, after: str | None) -> UploadSlice:
        """Get some of an owner's uploads; raises InvalidRequest for a cursor that is not ours."""

    def latest(self, owner: str, after: datetime | None, limit: int) -> list[Upload]:
        """Get an owner's newest uploads, newest first, at most so many; with `after`, only later ones."""

    def reads_of(self, uploads: Sequence[Upload]) -> dict[str, list[LoggedRead]]:
        """Get the reads of several uploads, by upload id, the foremost vehicle's first."""

    def claim(self, ref: UploadRef, version_id: str | None, holder: str, now: datetime) -> Upload | None:
        """Take an upload into work.

        Gives None when it is finished already, unless it failed with another version of its photo than this one;
        raises UploadBusy while another invocation holds it, UploadOver when its time is over, and UnknownUpload
        when there is none.
        """

    def release(self, ref: UploadRef, holder: str, now: datetime) -> None:
        """Give an upload back unfinished, for another attempt; does nothing when the lease was lost."""

    def finish(self, upload: Upload, holder: str, outcome: Outcome) -> Unsettled:
        """Write the end of an upload with its outcome, all or nothing; gives the plates that are still to be settled.

        Raises UploadBusy when the lease was lost, AlertsChanged when others changed the same alerts.
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
