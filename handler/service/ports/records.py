"""What is kept beside uploads and reads: counts, audit, policy, people."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from typing import Protocol

from handler.domain.audit import AuditEntry
from handler.domain.auditing.question import AuditQuestion
from handler.domain.classes.quick import quick_dataclass
from handler.domain.insights import CountedBy, Counts
from handler.domain.logged import LoggedRead
from handler.domain.policy import Policy
from handler.domain.reconciliation import Meter, Whole
from handler.domain.upload import Upload


class InsightLog(Protocol):
    """What was counted."""

    def hours(self, first: date, last: date, by: CountedBy = CountedBy.ARRIVAL) -> Mapping[str, Counts]:
        """Get the counts of each hour of some days, both included; hours without any are left out."""

    def has_all_by_capture(self, first: date, last: date) -> bool:
        """Tell whether all that arrived in some days, both included, was counted by capture, too."""

    def version(self, now: datetime) -> str:
        """Name the newest state of the log: another name, and a photo came to its end since, or somebody decided."""


class AuditInbox(Protocol):
    """Where it is written down who did what; only ever added to."""

    def add(self, entry: AuditEntry) -> None:
        """Write an entry."""


class AuditLog(Protocol):
    """Who did what, as it is kept: what was written down stands there some seconds later."""

    def page(self, month: str, limit: int, after: str | None) -> AuditSlice:
        """Get some entries of a month (``2026-05``), newest first; raises InvalidRequest for a cursor not of ours."""

    def search(self, asked: AuditQuestion, limit: int, after: str | None) -> AuditSlice:
        """Get some entries that are looked for, newest first; a page may be empty though more follow.

        Raises InvalidRequest for a cursor not of ours.
        """


@quick_dataclass(frozen=True, slots=True)
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
        """Get the addresses of some people, by their ids; people who are gone are left out."""

    def id_of(self, email: str) -> str | None:
        """Get the id of the person with an address; None when nobody has it."""


class Census(Protocol):
    """All uploads by the time of their announcement, for the comparison of the log with the bucket."""

    def uploads_since(self, since: datetime) -> Iterator[Upload]:
        """Get the uploads announced from a moment on, oldest first; also those that are being deleted."""

    def reads_since(self, since: datetime) -> Iterator[LoggedRead]:
        """Get the reads of vehicles that were seen from a moment on, oldest first."""

    def standing(self, upload_ids: Collection[str]) -> Mapping[str, Upload | None]:
        """Get uploads by their ids: None for one that is deleted or being deleted; unknown ids are left out."""

    def keep(self, meter: Meter) -> None:
        """Keep what a comparison found, in place of the one before."""

    def latest(self) -> Meter | None:
        """Get what the last comparison found; None before the first."""

    def keep_whole(self, whole: Whole) -> None:
        """Keep how far the comparison of all uploads came."""

    def whole(self) -> Whole | None:
        """Get how far the comparison of all uploads came, or that it is over; None before the first."""
