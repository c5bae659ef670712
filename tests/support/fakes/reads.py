"""Reads, photos without a plate, and where plates are found, in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from handler.domain.audit import AuditEntry
from handler.domain.characters import fold
from handler.domain.errors import Conflict
from handler.domain.insights import Counts
from handler.domain.logged import LoggedRead, ReadStatus
from handler.domain.no_plate import NoPlate
from handler.domain.plate_search import Pattern, closeness
from handler.domain.read_filter import ReadFilter, ReadOrder
from handler.domain.review import Review, as_before
from handler.domain.upload import Upload
from handler.service.ports.plates import PlateSlice, Unsettled
from handler.service.ports.reads import NOTHING_BESIDE, Background, Beside, PhotoOrder, QueueOrder, ReadSlice
from tests.support.fakes.audit import MemoryAuditLog
from tests.support.fakes.uploads import MemoryUploadLog


def _rejected(read: LoggedRead, wanted: ReadFilter) -> str | None:
    return read.plate if wanted.status is ReadStatus.REJECTED else None


@dataclass
class MemoryReadLog:
    """The reads of the log's dictionary, as operators see them."""

    log: MemoryUploadLog
    audit: MemoryAuditLog
    leases: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    counted: int = 0
    before_decide: Callable[[], None] = lambda: None

    def page(
        self,
        wanted: ReadFilter,
        plate: str | None,
        limit: int,
        after: str | None,
        order: ReadOrder = ReadOrder.NEWEST,
    ) -> ReadSlice:
        of_plate = [read for read in self._all() if plate in (None, read.current_plate or _rejected(read, wanted))]
        fitting = [read for read in of_plate if wanted.fits(read)]
        fitting.sort(key=lambda read: (read.seen_at, read.read_id), reverse=order is ReadOrder.NEWEST)
        start = int(after or 0)
        end = start + limit
        return ReadSlice(fitting[start:end], str(end) if end < len(fitting) else None)

    def some(self, read_ids: Sequence[str]) -> list[LoggedRead]:
        reads = {read.read_id: read for read in self._all()}
        return [reads[read_id] for read_id in read_ids if read_id in reads]

    def backgrounds(self, reads: Sequence[LoggedRead]) -> Mapping[str, Background]:
        last = {review.read_id: review for review in self.log.reviews}
        uploads = self.log.uploads
        names = {read.read_id: uploads[read.upload_id].file_name for read in reads if read.upload_id in uploads}
        return {read.read_id: Background(names.get(read.read_id), last.get(read.read_id)) for read in reads}

    def first_seen(self, plate: str) -> datetime | None:
        return min((read.seen_at for read in self._all() if read.current_plate == plate), default=None)

    def lease(self, order: QueueOrder, count: int, holder: str, now: datetime, until: datetime) -> list[LoggedRead]:
        waiting = [read for read in self._all() if read.status is ReadStatus.NEEDS_REVIEW]
        waiting.sort(
            key=lambda read: (read.confidence or 0.0) if order is QueueOrder.LEAST_SURE else read.seen_at.timestamp()
        )
        free = [read for read in waiting if self._holder(read, now) in (None, holder)][:count]
        self.leases |= {read.read_id: (holder, until) for read in free}
        return free

    def waiting(self, most: int) -> int:
        self.counted += 1
        return min(sum(read.status is ReadStatus.NEEDS_REVIEW for read in self._all()), most)

    def decide(
        self, review: Review, read: LoggedRead, entry: AuditEntry, counts: Counts, beside: Beside = NOTHING_BESIDE
    ) -> Unsettled:
        self.before_decide()
        reads = self.log.reads[read.upload_id]
        place = next(place for place, one in enumerate(reads) if one.read_id == read.read_id)
        if reads[place].version != review.version - 1 or self.log.find(read.upload_id) is None:
            raise Conflict("read_changed")
        self.log.alerts.write(beside.made)
        if beside.no_plate:
            self.log.restand(beside.no_plate)
        reads[place] = read
        self.leases.pop(read.read_id, None)
        self.log.reviews.append(review)
        self.log.counts.append(counts)
        self.audit.add(entry)
        plates = {as_before(read, review).current_plate} ^ {read.current_plate}
        changed = Unsettled(f"{read.read_id}#{review.version}", frozenset(one for one in plates if one))
        self.log.note(changed)
        return changed

    def _all(self) -> list[LoggedRead]:
        return [read for reads in self.log.reads.values() for read in reads]

    def _holder(self, read: LoggedRead, now: datetime) -> str | None:
        holder, until = self.leases.get(read.read_id, (None, now))
        return holder if until > now else None


@dataclass
class MemoryMissedPlates:
    """The photos without a plate of the log's dictionary, and what people type in photos."""

    log: MemoryUploadLog
    audit: MemoryAuditLog
    leases: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    before_add: Callable[[], None] = lambda: None

    def lease(self, order: PhotoOrder, count: int, holder: str, now: datetime, until: datetime) -> list[NoPlate]:
        waiting = [one for one in self.log.no_plates.values() if one.waits]
        waiting.sort(key=lambda one: one.seen_at, reverse=order is PhotoOrder.NEWEST)
        held = {one for one, (by, end) in self.leases.items() if end > now and by != holder}
        free = [one for one in waiting if one.upload_id not in held][:count]
        self.leases |= {one.upload_id: (holder, until) for one in free}
        return free

    def waiting(self, most: int) -> int:
        return min(sum(one.waits for one in self.log.no_plates.values()), most)

    def judge(self, no_plate: NoPlate, entry: AuditEntry) -> None:
        self.log.restand(no_plate)
        self.audit.add(entry)

    def add(self, upload: Upload, read: LoggedRead, beside: Beside, entry: AuditEntry, counts: Counts) -> Unsettled:
        self.before_add()
        standing = self.log.whole(read.upload_id)
        if standing is None or standing.upload.typed_count != upload.typed_count:
            raise Conflict("photo_changed")
        self.log.alerts.write(beside.made)
        if beside.no_plate:
            self.log.restand(beside.no_plate)
        self.log.uploads[read.upload_id] = replace(standing.upload, typed_count=upload.typed_count + 1)
        self.log.reads.setdefault(read.upload_id, []).append(read)
        self.log.counts.append(counts)
        self.audit.add(entry)
        changed = Unsettled(f"{read.read_id}#0", frozenset({read.plate}))
        self.log.note(changed)
        return changed


@dataclass
class MemoryPlateIndex:
    """All plates in a set, looked through from end to end; what counts for them are the reads of a memory log."""

    plates: set[str] = field(default_factory=set)
    log: MemoryUploadLog = field(default_factory=MemoryUploadLog)
    unfiled: set[str] = field(default_factory=set)
    refiled: list[str] = field(default_factory=list)

    def settle(self, changed: Unsettled, now: datetime) -> None:
        self.plates = (self.plates - changed.plates) | (changed.plates & self._counting())
        self.log.unsettled.pop(changed.mark, None)

    def unsettled(self, upload_id: str = "") -> list[Unsettled]:
        return [one for mark, one in self.log.unsettled.items() if mark.startswith(upload_id)]

    def unfile(self, reads: Iterable[LoggedRead]) -> None:
        self.unfiled |= {read.read_id for read in reads}

    def lost(self, reads: Iterable[LoggedRead]) -> list[LoggedRead]:
        return [read for read in reads if read.current_plate and read.current_plate not in self.plates]

    def refile(self, read: LoggedRead, now: datetime) -> bool:
        if self.log.find(read.upload_id) is None:
            return False
        self.refiled.append(read.read_id)
        self.settle(Unsettled(read.read_id, frozenset({read.current_plate or ""})), now)
        return True

    def _counting(self) -> set[str | None]:
        reads = (read for some in self.log.reads.values() for read in some if read.read_id not in self.unfiled)
        return {read.current_plate for read in reads}

    def near(self, asked: str) -> list[str]:
        return [plate for plate in self.plates if closeness(asked, plate) is not None]

    def alike(self, asked: str) -> list[str]:
        return [one for one in self.plates if fold(one) == fold(asked)]

    def fitting(self, pattern: Pattern, limit: int, after: str | None) -> PlateSlice:
        fitting = sorted(plate for plate in self.plates if pattern.fits(plate) and plate > (after or ""))
        return PlateSlice(fitting[:limit], fitting[limit - 1] if len(fitting) > limit else None)
