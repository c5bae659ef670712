"""Whether every photo that S3 accepted came to an end: its record and its object, compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from handler.domain.classes.quick import quick_dataclass
from handler.domain.upload import GRACE, Upload, UploadStatus

MOST_ATTEMPTS: Final = 9
"""An event is tried three times (serverless.yml); after three events that came to nothing a person has to look."""

ORPHAN_LIFETIME: Final = timedelta(days=7)
"""How long an object may lie there that belongs to no upload: nobody can see it, and nobody may keep it."""


class Finding(StrEnum):
    """What an upload's record and its object, held against each other, say."""

    DONE = "done"
    FAILED = "failed"
    IN_FLIGHT = "in_flight"
    WAITING = "waiting"
    GIVEN_UP = "given_up"
    EVENT_LOST = "event_lost"
    STUCK = "stuck"
    NO_RECORD = "no_record"
    LEFT_OVER = "left_over"
    NOT_RECEIVED = "not_received"
    NEVER_CAME = "never_came"
    PHOTO_GONE = "photo_gone"


class Repair(StrEnum):
    """What is done about a finding."""

    READ_AGAIN = "read_again"
    END = "end"
    REMOVE = "remove"
    REMOVE_SURPLUS = "remove_surplus"
    REFILE = "refile"
    SETTLE = "settle"


UNACCOUNTED: Final = frozenset({Finding.EVENT_LOST, Finding.STUCK, Finding.NO_RECORD})
"""Photos that S3 accepted and that were neither ended, nor in work, nor in the failure queue."""

IN_WORK: Final = frozenset({Finding.IN_FLIGHT, Finding.EVENT_LOST, Finding.STUCK})
"""Photos that somebody waits for, and that nobody has given up."""

NOT_HERE: Final = frozenset({Finding.NOT_RECEIVED, Finding.NEVER_CAME, Finding.LEFT_OVER})
"""No photo, or one that somebody deleted: not a part of what was received."""

REPAIRS: Final[Mapping[Finding, Repair]] = {
    Finding.EVENT_LOST: Repair.READ_AGAIN,
    Finding.STUCK: Repair.READ_AGAIN,
    Finding.NEVER_CAME: Repair.END,
    Finding.LEFT_OVER: Repair.REMOVE,
}
"""What mends itself; the other findings are in order, or for people to look at."""


def judge(upload: Upload, *, has_object: bool, now: datetime, has_newer: bool = False) -> Finding:
    """Tell how an upload stands.

    Parameters
    ----------
    upload : Upload
    has_object : bool
        Whether its photo lies in the bucket.
    has_newer : bool
        Whether a later photo than the one that failed has been waiting there for long.
    now : datetime
        UTC.
    """
    if upload.deletion:
        return Finding.LEFT_OVER
    if upload.status is UploadStatus.DONE:
        return Finding.DONE if has_object else Finding.PHOTO_GONE
    if upload.status is UploadStatus.FAILED:
        return _of_failed(upload, has_object=has_object, has_newer=has_newer)
    if upload.status is UploadStatus.PROCESSING:
        return _of_unfinished(upload, has_object=has_object, now=now)
    if upload.status is UploadStatus.WAITING:  # for the next budget: no failure, and nobody has to look
        return Finding.WAITING if has_object else Finding.NEVER_CAME
    return _of_awaited(upload, has_object=has_object, now=now)


def judge_orphan(age: timedelta, *, was_deleted: bool, retention: timedelta) -> tuple[Finding, Repair | None]:
    """Tell what to do with an object that has no upload.

    Parameters
    ----------
    age : timedelta
        Since S3 took it.
    was_deleted : bool
        Whether the receipt of a deletion stands in the upload's place.
    retention : timedelta
        How long uploads are kept at present at least; their records end by themselves.
    """
    if was_deleted:
        return Finding.LEFT_OVER, Repair.REMOVE
    # An upload's time counts from its announcement: its photo came somewhat later, and is over all the same.
    is_over = age > min(ORPHAN_LIFETIME, retention - GRACE)
    return (Finding.LEFT_OVER, Repair.REMOVE) if is_over else (Finding.NO_RECORD, None)


def _of_failed(upload: Upload, *, has_object: bool, has_newer: bool) -> Finding:
    if has_newer:
        return Finding.EVENT_LOST
    return Finding.FAILED if has_object or upload.object_facts else Finding.NOT_RECEIVED


def _of_awaited(upload: Upload, *, has_object: bool, now: datetime) -> Finding:
    if now <= upload.promise_ends_at + GRACE:
        return Finding.IN_FLIGHT if has_object else Finding.NOT_RECEIVED
    return Finding.EVENT_LOST if has_object else Finding.NEVER_CAME


def _of_unfinished(upload: Upload, *, has_object: bool, now: datetime) -> Finding:
    if upload.lease_until and now <= upload.lease_until + GRACE:
        return Finding.IN_FLIGHT
    if not has_object:  # in work before its photo came, and that never did
        return Finding.NEVER_CAME
    return Finding.STUCK if upload.attempts < MOST_ATTEMPTS else Finding.GIVEN_UP


@quick_dataclass(frozen=True, slots=True)
class Meter:
    """The nothing-lost meter: what became of the photos that S3 accepted in some time.

    Attributes
    ----------
    since, at : datetime
        The uploads announced from `since` on, as they stood at `at`, UTC.
    findings : mapping of Finding to int
        How many uploads each was found of; before anything was repaired.
    oldest_in_work : datetime or None
        When the photo was announced that has been on its way for longest, UTC; None when none is.
    sent_again, removed, refiled : int
        What was repaired: photos whose reading was started anew, uploads of which something was taken away, and reads
        that searches did not find as they should.
    """

    since: datetime
    at: datetime
    findings: Mapping[Finding, int]
    sent_again: int = 0
    removed: int = 0
    refiled: int = 0
    oldest_in_work: datetime | None = None

    @property
    def received(self) -> int:
        """Photos that S3 accepted."""
        return sum(count for finding, count in self.findings.items() if finding not in NOT_HERE)

    @property
    def done(self) -> int:
        """Photos that were read."""
        return self._count(Finding.DONE, Finding.PHOTO_GONE)

    @property
    def failed(self) -> int:
        """Photos that cannot be read, and whose uploads say why."""
        return self._count(Finding.FAILED)

    @property
    def in_flight(self) -> int:
        """Photos that are on their way."""
        return self._count(Finding.IN_FLIGHT)

    @property
    def waiting(self) -> int:
        """Photos that wait for the next day's budget of DetectText calls, or a larger one."""
        return self._count(Finding.WAITING)

    @property
    def given_up(self) -> int:
        """Photos whose reading kept failing; their events wait in the failure queue."""
        return self._count(Finding.GIVEN_UP)

    @property
    def unaccounted(self) -> int:
        """Photos of which nobody knew until the comparison found them; 0 when all is well."""
        return self._count(*UNACCOUNTED)

    @property
    def needs_a_person(self) -> int:
        """Photos that a person has to look after: what an alarm rings for."""
        return self.unaccounted + self.given_up

    @property
    def oldest_in_work_seconds(self) -> float:
        """How long the photo has been on its way that has been so for longest; 0 when none is."""
        return max(0.0, (self.at - self.oldest_in_work).total_seconds()) if self.oldest_in_work else 0.0

    def _count(self, *findings: Finding) -> int:
        return sum(self.findings.get(finding, 0) for finding in findings)


@dataclass(slots=True)
class Tally:
    """Counts findings and repairs while a comparison goes on."""

    since: datetime
    findings: Counter[Finding]
    repairs: Counter[Repair]
    oldest_in_work: datetime | None = None

    @classmethod
    def begin(cls, since: datetime) -> Tally:
        """Start at zero."""
        return cls(since, Counter(), Counter())

    @classmethod
    def going_on(cls, meter: Meter) -> Tally:
        """Start where another one stopped."""
        repairs = {
            Repair.READ_AGAIN: meter.sent_again,
            Repair.REMOVE: meter.removed,
            Repair.REFILE: meter.refiled,
        }
        return cls(meter.since, Counter(meter.findings), Counter(repairs), meter.oldest_in_work)

    def note(self, finding: Finding, announced_at: datetime | None) -> None:
        """Count what was found of an upload that was announced at a moment, UTC; None for no upload."""
        self.findings[finding] += 1
        if finding in IN_WORK and announced_at:
            self.oldest_in_work = min(self.oldest_in_work or announced_at, announced_at)

    def meter(self, at: datetime) -> Meter:
        """Give what was counted."""
        return Meter(
            self.since,
            at,
            dict(self.findings),
            sent_again=self.repairs[Repair.READ_AGAIN],
            removed=self.repairs[Repair.REMOVE] + self.repairs[Repair.REMOVE_SURPLUS],
            refiled=self.repairs[Repair.REFILE] + self.repairs[Repair.SETTLE],
            oldest_in_work=self.oldest_in_work,
        )


@quick_dataclass(frozen=True, slots=True)
class Whole:
    """How far the comparison of all uploads came: more than one invocation may have to work at it.

    Attributes
    ----------
    meter : Meter
        What was found of the photos that are compared.
    last_end : datetime
        When such a comparison came to its end last, or when it was first asked for one, UTC.
    after : str
        The key up to which the bucket's photos are compared.
    reads_from : datetime or None
        Reads of vehicles that were seen before are looked at, UTC; None while photos are compared.
    is_over : bool
        Whether nothing is left to compare.
    read_given_up : bool
        Whether photos are tried again whose reading failed as often as it is tried.
    busy_until : datetime or None
        Until when an invocation works at it at most, UTC; None for nobody.
    """

    meter: Meter
    last_end: datetime
    after: str = ""
    reads_from: datetime | None = None
    is_over: bool = False
    read_given_up: bool = False
    busy_until: datetime | None = None

    def hours_since_end(self, now: datetime) -> float:
        """Tell how long no such comparison has come to its end."""
        return (now - self.last_end) / timedelta(hours=1)
