"""Audit, counts, policy and people in memory."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from handler.domain.audit import AuditEntry
from handler.domain.insights import CountedBy, Counts
from handler.domain.logged import LoggedRead
from handler.domain.policy import Policy, stale
from handler.domain.reconciliation import Meter, Whole
from handler.domain.upload import Upload
from tests.support.fakes.audit import MemoryAuditLog
from tests.support.fakes.uploads import MemoryUploadLog


@dataclass
class MemoryCensus:
    """The uploads of a memory log by their time; keeps the last meter."""

    log: MemoryUploadLog
    hidden: set[str] = field(default_factory=set)
    meter: Meter | None = None
    wholes: list[Whole] = field(default_factory=list)

    def uploads_since(self, since: datetime) -> Iterator[Upload]:
        found = [one for one in self.log.uploads.values() if one.created_at >= since]
        visible = [one for one in found if one.ref.upload_id not in self.hidden]
        return iter(sorted(visible, key=lambda upload: upload.created_at))

    def reads_since(self, since: datetime) -> Iterator[LoggedRead]:
        found = [read for reads in self.log.reads.values() for read in reads if read.seen_at >= since]
        return iter(sorted(found, key=lambda read: read.seen_at))

    def standing(self, upload_ids: Collection[str]) -> Mapping[str, Upload | None]:
        deleted = dict.fromkeys(one.upload_id for one in self.log.receipts)
        found = {one: upload for one, upload in (deleted | self.log.uploads).items() if one in upload_ids}
        return {one: None if upload and upload.deletion else upload for one, upload in found.items()}

    def keep(self, meter: Meter) -> None:
        self.meter = meter

    def latest(self) -> Meter | None:
        return self.meter

    def keep_whole(self, whole: Whole) -> None:
        self.wholes.append(whole)

    def whole(self) -> Whole | None:
        return self.wholes[-1] if self.wholes else None


@dataclass
class MemoryInsightLog:
    """Counts by the hour."""

    counted: dict[str, Counts] = field(default_factory=dict)
    by_capture: dict[str, Counts] = field(default_factory=dict)
    has_all: bool = True
    state: str = "first"

    def hours(self, first: date, last: date, by: CountedBy = CountedBy.ARRIVAL) -> Mapping[str, Counts]:
        counted = self.counted if by is CountedBy.ARRIVAL else self.by_capture
        return {hour: counts for hour, counts in counted.items() if f"{first}" <= hour[:10] <= f"{last}"}

    def has_all_by_capture(self, _first: date, _last: date) -> bool:
        return self.has_all

    def version(self, _now: datetime) -> str:
        return self.state


POLICY = Policy(accept_error_rate=0.01, expected_regions=frozenset(), second_look=True, retention_days=90)
"""What a stack is deployed with."""


@dataclass
class MemoryPolicies:
    """What is in force, and how often somebody asked."""

    audit: MemoryAuditLog
    policy: Policy = POLICY
    asked: int = 0

    def current(self) -> Policy:
        self.asked += 1
        return self.policy

    def put(self, policy: Policy, entry: AuditEntry) -> None:
        if policy.version != self.policy.version + 1:
            raise stale(self.policy)
        self.policy = policy
        self.audit.add(entry)


@dataclass
class MemoryPeople:
    """People by their ids."""

    known: dict[str, str] = field(default_factory=dict)
    asked: list[frozenset[str]] = field(default_factory=list)

    def emails(self, ids: Collection[str]) -> Mapping[str, str]:
        self.asked.append(frozenset(ids))
        return {one: self.known[one] for one in ids if one in self.known}

    def id_of(self, email: str) -> str | None:
        return next((one for one, known in self.known.items() if known == email.lower()), None)
