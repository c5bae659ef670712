"""The log of reads, and the queues of those that wait."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Final, Protocol

from handler.domain.alerts.consequences import NO_CONSEQUENCES, Consequences
from handler.domain.audit import AuditEntry
from handler.domain.classes.quick import quick_dataclass
from handler.domain.insights import Counts
from handler.domain.logged import LoggedRead
from handler.domain.no_plate import NoPlate
from handler.domain.read_filter import ReadFilter, ReadOrder
from handler.domain.review import Review
from handler.domain.upload import Upload
from handler.service.ports.plates import Unsettled


@quick_dataclass(frozen=True, slots=True)
class ReadSlice:
    """Some reads, in the order that was asked for, and the cursor of what follows; None at the end."""

    reads: list[LoggedRead]
    cursor: str | None


@quick_dataclass(frozen=True, slots=True)
class Background:
    """What the log holds beside a read; None for what is not there.

    Attributes
    ----------
    file_name : str or None
        Of its photo.
    last : Review or None
        The newest decision on it.
    device_plate : str or None
        What the camera itself read in the photo.
    """

    file_name: str | None
    last: Review | None
    device_plate: str | None = None


@quick_dataclass(frozen=True, slots=True)
class Beside:
    """What changes together with a read.

    Attributes
    ----------
    no_plate : NoPlate or None
        How a photo without a plate stands by now; None where that does not change.
    made : Consequences
        What becomes of alerts, and what others are told.
    may_end_otherwise : bool
        Whether it is to be noted that the upload's end has to be looked at.
    alert_ids : tuple of str or None
        The alerts that the read named when it was seen: no decision may be written over another one. None for any.
    """

    no_plate: NoPlate | None = None
    made: Consequences = NO_CONSEQUENCES
    may_end_otherwise: bool = False
    alert_ids: tuple[str, ...] | None = None


NOTHING_BESIDE: Final = Beside()


class QueueOrder(StrEnum):
    """Which read in doubt comes first."""

    LEAST_SURE = "least_sure"
    OLDEST = "oldest"


class ReadLog(Protocol):
    """The reads of everybody, for those who may see them."""

    def page(
        self,
        wanted: ReadFilter,
        plate: str | None,
        limit: int,
        after: str | None,
        order: ReadOrder = ReadOrder.NEWEST,
    ) -> ReadSlice:
        """Get some reads in an order; of one plate, or of all; raises InvalidRequest for a cursor not of ours."""

    def some(self, read_ids: Sequence[str]) -> list[LoggedRead]:
        """Get reads by their ids, in that order; missing and expired ones are left out."""

    def backgrounds(self, reads: Sequence[LoggedRead]) -> Mapping[str, Background]:
        """Get what stands beside some reads, by their ids."""

    def first_seen(self, plate: str) -> datetime | None:
        """Get when a plate was seen first, as far back as reads are kept; None when it never was."""

    def lease(self, order: QueueOrder, count: int, holder: str, now: datetime, until: datetime) -> list[LoggedRead]:
        """Take some reads in doubt for one reviewer, until a time; nobody else gets them before."""

    def waiting(self, most: int) -> int:
        """Count the reads in doubt, up to a number."""

    def decide(
        self, review: Review, read: LoggedRead, entry: AuditEntry, counts: Counts, beside: Beside = NOTHING_BESIDE
    ) -> Unsettled:
        """Write a decision, how the read stands after it, who made it, and what that changes in the counts and alerts.

        Gives the plates that are to be found otherwise now; raises Conflict when the read has changed, or its upload is
        being deleted, AlertsChanged when others changed the same alerts.
        """


class PhotoOrder(StrEnum):
    """Which photo without a plate comes first."""

    OLDEST = "oldest"
    NEWEST = "newest"


class MissedPlates(Protocol):
    """Plates that people type, and the photos in which the machine found none."""

    def lease(self, order: PhotoOrder, count: int, holder: str, now: datetime, until: datetime) -> list[NoPlate]:
        """Take some photos without a plate for one reviewer, until a time; nobody else gets them before."""

    def waiting(self, most: int) -> int:
        """Count the photos that wait, up to a number of them."""

    def judge(self, no_plate: NoPlate, entry: AuditEntry) -> None:
        """Write what an operator said of a photo without a plate, and who it was.

        Raises Conflict when it has changed, or its upload is being deleted.
        """

    def add(self, upload: Upload, read: LoggedRead, beside: Beside, entry: AuditEntry, counts: Counts) -> Unsettled:
        """Write a plate that somebody typed, who it was, and what that changes.

        Gives the plates that are to be found otherwise now; raises Conflict when another was typed in this photo
        meanwhile, or it is being deleted, AlertsChanged when others changed the same alerts.
        """
