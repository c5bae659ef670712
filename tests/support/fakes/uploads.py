"""The log of uploads in memory, with the promises of the real one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from handler.domain.audit import AuditEntry
from handler.domain.deletion import Deletion, Receipt
from handler.domain.errors import Conflict, UnknownUpload, UploadBusy, UploadOver
from handler.domain.insights import Counts
from handler.domain.logged import LoggedRead, LoggedText
from handler.domain.no_plate import NoPlate
from handler.domain.quota import Quota, exceeded
from handler.domain.retention import is_over
from handler.domain.review import Review
from handler.domain.upload import Upload, UploadRef, UploadStatus
from handler.service.ports.plates import Unsettled
from handler.service.ports.uploads import Outcome, Remains, UploadSlice, WholeUpload
from tests.support.fakes.alerts import MemoryAlerts
from tests.support.fakes.audit import MemoryAuditLog
from tests.support.fakes.world import LEASE


@dataclass
class MemoryUploadLog:
    """The log in two dictionaries. Plates are found at once where `find_at_once` says how; otherwise they are noted."""

    uploads: dict[str, Upload] = field(default_factory=dict)
    reads: dict[str, list[LoggedRead]] = field(default_factory=dict)
    texts: dict[str, list[LoggedText]] = field(default_factory=dict)
    reviews: list[Review] = field(default_factory=list)
    no_plates: dict[str, NoPlate] = field(default_factory=dict)
    counts: list[Counts] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)
    audit: MemoryAuditLog = field(default_factory=MemoryAuditLog)
    holders: dict[str, str] = field(default_factory=dict)
    unsettled: dict[str, Unsettled] = field(default_factory=dict)
    alerts: MemoryAlerts = field(default_factory=MemoryAlerts)
    before_finish: Callable[[], None] = lambda: None
    find_at_once: Callable[[Collection[str]], None] | None = None

    def add(self, upload: Upload) -> None:
        assert upload.ref.upload_id not in self.uploads
        self.uploads[upload.ref.upload_id] = upload

    def alone(self, upload_id: str) -> Upload | None:
        return self.uploads.get(upload_id)

    def _shown(self, upload_id: str) -> Upload | None:
        upload = self.uploads.get(upload_id)
        return None if upload is None or upload.deletion else upload

    def find(self, upload_id: str) -> tuple[Upload, list[LoggedRead]] | None:
        upload = self._shown(upload_id)
        return (upload, self.reads.get(upload_id, [])) if upload else None

    def whole(self, upload_id: str) -> WholeUpload | None:
        upload = self._shown(upload_id)
        if upload is None:
            return None
        reads, texts = self.reads.get(upload_id, []), self.texts.get(upload_id, [])
        reviews = [review for review in self.reviews if review.read_id.startswith(upload_id)]
        return WholeUpload(upload, list(reads), list(texts), reviews, self.no_plates.get(upload_id))

    def page(self, owner: str, limit: int, after: str | None) -> UploadSlice:
        newest_first = sorted(self.uploads.values(), key=lambda upload: upload.created_at, reverse=True)
        mine = [upload for upload in newest_first if upload.ref.owner == owner and upload.deletion is None]
        start = int(after or 0)
        end = start + limit
        return UploadSlice(mine[start:end], str(end) if end < len(mine) else None)

    def latest(self, owner: str, after: datetime | None, limit: int) -> list[Upload]:
        mine = self.page(owner, len(self.uploads) or 1, None).uploads
        return [one for one in mine if after is None or one.created_at > after][:limit]

    def reads_of(self, uploads: Sequence[Upload]) -> dict[str, list[LoggedRead]]:
        return {upload.ref.upload_id: self.reads.get(upload.ref.upload_id, []) for upload in uploads}

    def claim(self, ref: UploadRef, version_id: str | None, holder: str, now: datetime) -> Upload | None:
        upload = self.uploads.get(ref.upload_id)
        if any(receipt.upload_id == ref.upload_id for receipt in self.receipts):
            return None
        if upload is None or upload.ref != ref:
            raise UnknownUpload(ref.upload_id)
        if is_over(upload.kept_until, now):
            raise UploadOver(ref.upload_id)
        if upload.deletion:
            return None
        if upload.may_be_read_anew_from(version_id):
            assert upload.failure
            upload = replace(upload, failed_before=upload.failure.code, failure=None, attempts=0)
        elif upload.status in (UploadStatus.DONE, UploadStatus.FAILED):
            return None
        leased = upload.lease_until is not None and upload.lease_until >= now
        if leased and self.holders.get(ref.upload_id, holder) != holder:
            raise UploadBusy(ref.upload_id)
        self.holders[ref.upload_id] = holder
        self.uploads[ref.upload_id] = replace(
            upload,
            status=UploadStatus.PROCESSING,
            lease_until=now + LEASE,
            attempts=upload.attempts + 1,
        )
        return self.uploads[ref.upload_id]

    def release(self, ref: UploadRef, holder: str, now: datetime) -> None:
        if self.holders.get(ref.upload_id) == holder:
            del self.holders[ref.upload_id]
            self.uploads[ref.upload_id] = replace(self.uploads[ref.upload_id], lease_until=now)

    def finish(self, upload: Upload, holder: str, outcome: Outcome) -> Unsettled:
        self.before_finish()
        standing = self.uploads.get(upload.ref.upload_id)
        if standing is None or standing.deletion or self.holders.get(upload.ref.upload_id) != holder:
            raise UploadBusy(upload.ref.upload_id)
        self.alerts.write(outcome.consequences)
        self.uploads[upload.ref.upload_id] = replace(upload, lease_until=None, failed_before=None)
        changed = outcome.changed(upload)
        if outcome.is_found_at_once and self.find_at_once:
            self.find_at_once(changed.plates)
            changed = replace(changed, plates=frozenset())
        self.note(changed)
        self.reads[upload.ref.upload_id] = list(outcome.reads)
        self.texts[upload.ref.upload_id] = list(outcome.texts)
        self.counts.append(outcome.counts)
        if outcome.no_plate:
            self.no_plates[upload.ref.upload_id] = outcome.no_plate
        return changed

    def restand(self, no_plate: NoPlate) -> None:
        if self.no_plates[no_plate.upload_id].version != no_plate.version - 1:
            raise Conflict("photo_changed")
        self.no_plates[no_plate.upload_id] = no_plate

    def note(self, changed: Unsettled) -> None:
        if changed.plates:
            self.unsettled[changed.mark] = changed

    def begin(self, upload: Upload, deletion: Deletion, entry: AuditEntry | None) -> None:
        if self.uploads[upload.ref.upload_id] != upload:
            raise Conflict("photo_busy")
        self.uploads[upload.ref.upload_id] = replace(upload, deletion=deletion)
        if entry:
            self.audit.add(entry)

    def left_of(self, upload_id: str) -> Remains:
        reviews = [review for review in self.reviews if review.read_id.startswith(upload_id)]
        return Remains(list(self.reads.get(upload_id, [])), reviews)

    def clear(self, upload_id: str) -> None:
        self.reads.pop(upload_id, None)
        self.texts.pop(upload_id, None)
        self.no_plates.pop(upload_id, None)
        self.reviews = [review for review in self.reviews if not review.read_id.startswith(upload_id)]

    def end(self, receipt: Receipt, kept_until: datetime) -> None:
        del self.uploads[receipt.upload_id]
        self.receipts.append(receipt)


@dataclass
class MemoryQuotas:
    """Counts in memory, by hour and person."""

    quota: Quota = field(default_factory=lambda: Quota(1000, 1024**3))
    uploads: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, owner: str, size_bytes: int, now: datetime) -> None:
        self.uploads[owner, now.isoformat()[:13]] += 1

    def take(self, owner: str, size_bytes: int, now: datetime) -> None:
        key = (owner, now.isoformat()[:13])
        if self.uploads[key] >= self.quota.uploads_an_hour:
            raise exceeded(self.quota, self.uploads[key], now)
        self.uploads[key] += 1
