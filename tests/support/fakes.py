"""Stand-ins for the ports of the service: small, in memory, with the promises of the real ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from handler.adapters.rekognition import to_detections
from handler.domain.audit import AuditEntry
from handler.domain.deletion import Deletion, Receipt
from handler.domain.errors import BadPhoto, Conflict, PlatebookError, UnknownUpload, UploadBusy, UploadOver
from handler.domain.geometry import BoundingBox, Frame, ImageSize
from handler.domain.insights import CountedBy, Counts
from handler.domain.judging.ground import GREYS
from handler.domain.no_plate import NoPlate
from handler.domain.plate_search import Pattern, closeness
from handler.domain.policy import Policy, stale
from handler.domain.quota import Quota, exceeded
from handler.domain.read_filter import ReadFilter, ReadOrder
from handler.domain.reading.montage import Montage
from handler.domain.reconciliation import Meter
from handler.domain.retention import is_over
from handler.domain.review import Review, as_before
from handler.domain.text.detection import Detection
from handler.domain.upload import (
    LoggedRead,
    LoggedText,
    ObjectFacts,
    ReadStatus,
    Upload,
    UploadRef,
    UploadStatus,
)
from handler.service.ports.photos import Arrival, Inspection, Post
from handler.service.ports.plates import PlateSlice, Unsettled
from handler.service.ports.reads import Background, PhotoOrder, QueueOrder, ReadSlice
from handler.service.ports.records import AuditSlice
from handler.service.ports.uploads import Outcome, Remains, UploadSlice, WholeUpload

WEB_ORIGIN = "https://platebook.example"
START = datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC)
OWNER = "11111111-2222-3333-4444-555555555555"
LEASE = timedelta(seconds=65)
PHOTO = b"the bytes of a photo"


@dataclass
class Clock:
    """A clock that stands still until it is told to move."""

    time: datetime = START

    def __call__(self) -> datetime:
        return self.time

    def move(self, step: timedelta) -> None:
        self.time += step


@dataclass
class MemoryAuditLog:
    """Who did what, in a list."""

    entries: list[AuditEntry] = field(default_factory=list)

    def add(self, entry: AuditEntry) -> None:
        self.entries.append(entry)

    def page(self, month: str, limit: int, after: str | None) -> AuditSlice:
        fitting = [entry for entry in self.entries if entry.at.isoformat().startswith(month)]
        stop = int(after) if after else len(fitting)  # counted from the oldest: new entries do not move it
        start = max(stop - limit, 0)
        return AuditSlice(fitting[start:stop][::-1], str(start) if start else None)


@dataclass
class MemoryUploadLog:
    """The log in two dictionaries."""

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
    before_finish: Callable[[], None] = lambda: None

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

    def page(self, owner: str, limit: int, cursor: str | None) -> UploadSlice:
        newest_first = sorted(self.uploads.values(), key=lambda upload: upload.created_at, reverse=True)
        mine = [upload for upload in newest_first if upload.ref.owner == owner and upload.deletion is None]
        start = int(cursor or 0)
        end = start + limit
        return UploadSlice(mine[start:end], str(end) if end < len(mine) else None)

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

    def finish(self, upload: Upload, holder: str, outcome: Outcome) -> None:
        self.before_finish()
        standing = self.uploads.get(upload.ref.upload_id)
        if standing is None or standing.deletion or self.holders.get(upload.ref.upload_id) != holder:
            raise UploadBusy(upload.ref.upload_id)
        self.uploads[upload.ref.upload_id] = replace(upload, lease_until=None, failed_before=None)
        self.note(outcome.changed(upload))
        self.reads[upload.ref.upload_id] = list(outcome.reads)
        self.texts[upload.ref.upload_id] = list(outcome.texts)
        self.counts.append(outcome.counts)
        if outcome.no_plate:
            self.no_plates[upload.ref.upload_id] = outcome.no_plate

    def restand(self, no_plate: NoPlate) -> None:
        if self.no_plates[no_plate.upload_id].version != no_plate.version - 1:
            raise Conflict("Somebody else was faster: this photo has changed. Look at it again.")
        self.no_plates[no_plate.upload_id] = no_plate

    def note(self, changed: Unsettled) -> None:
        if changed.plates:
            self.unsettled[changed.mark] = changed

    def begin(self, upload: Upload, deletion: Deletion, entry: AuditEntry | None) -> None:
        if self.uploads[upload.ref.upload_id] != upload:
            raise Conflict("The photo is being read or deleted just now. Look again in a minute.")
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


@dataclass
class MemoryCensus:
    """The uploads of a memory log by their time; keeps the last meter."""

    log: MemoryUploadLog
    hidden: set[str] = field(default_factory=set)
    meter: Meter | None = None

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


@dataclass
class RecordingStarter:
    """Only remembers what was asked for."""

    started: list[UploadRef] = field(default_factory=list)
    versions: list[str | None] = field(default_factory=list)

    def start(self, ref: UploadRef, version_id: str | None) -> None:
        self.started.append(ref)
        self.versions.append(version_id)


def _rejected(read: LoggedRead, wanted: ReadFilter) -> str | None:
    return read.plate if wanted.status is ReadStatus.REJECTED else None


@dataclass
class MemoryReadLog:
    """The reads of the log's dictionary, as operators see them."""

    log: MemoryUploadLog
    audit: MemoryAuditLog
    leases: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    counted: int = 0

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
        self, review: Review, read: LoggedRead, entry: AuditEntry, counts: Counts, no_plate: NoPlate | None = None
    ) -> Unsettled:
        reads = self.log.reads[read.upload_id]
        place = next(place for place, one in enumerate(reads) if one.read_id == read.read_id)
        if reads[place].version != review.version - 1 or self.log.find(read.upload_id) is None:
            raise Conflict("Somebody else was faster. Look at the read again, then decide.")
        if no_plate:
            self.log.restand(no_plate)
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

    def add(
        self, upload: Upload, read: LoggedRead, no_plate: NoPlate | None, entry: AuditEntry, counts: Counts
    ) -> Unsettled:
        self.before_add()
        standing = self.log.whole(read.upload_id)
        if standing is None or standing.upload.typed_count != upload.typed_count:
            raise Conflict("Somebody else was faster: this photo has changed. Look at it again.")
        if no_plate:
            self.log.restand(no_plate)
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

    def fitting(self, pattern: Pattern, limit: int, after: str | None) -> PlateSlice:
        fitting = sorted(plate for plate in self.plates if pattern.fits(plate) and plate > (after or ""))
        return PlateSlice(fitting[:limit], fitting[limit - 1] if len(fitting) > limit else None)


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


@dataclass(frozen=True)
class MemoryPhoto:
    """A photo of the memory store."""

    facts: ObjectFacts
    body: bytes

    def read(self) -> bytes:
        return self.body


@dataclass
class MemoryPhotoStore:
    """The bucket as dictionaries by key."""

    photos: dict[str, MemoryPhoto] = field(default_factory=dict)
    versions: dict[str, list[MemoryPhoto]] = field(default_factory=dict)
    most_removed_a_call: int = 100
    thumbnails: dict[str, bytes] = field(default_factory=dict)
    shown: dict[str, bytes] = field(default_factory=dict)
    detections: dict[str, Mapping[str, object]] = field(default_factory=dict)
    made_at: datetime = START

    def put(self, ref: UploadRef, body: bytes = PHOTO, content_type: str = "image/jpeg", at: datetime = START) -> None:
        others = self.versions.setdefault(ref.photo_key, [])
        number = len(others) + 1
        facts = ObjectFacts(len(body), content_type, at, f"{number:032x}", f"version-{number}")
        others.insert(0, MemoryPhoto(facts, body))
        self.photos[ref.photo_key] = others[0]

    def promise(self, ref: UploadRef, content_type: str, size_bytes: int, lifetime: timedelta) -> Post:
        return Post("https://bucket.example", {"key": ref.photo_key, "Content-Type": content_type})

    def open(self, ref: UploadRef, version_id: str | None) -> MemoryPhoto:
        if ref.photo_key not in self.photos:
            raise BadPhoto("photo_missing")
        named = (one for one in self.versions[ref.photo_key] if one.facts.version_id == version_id)
        return next(named, self.photos[ref.photo_key])

    def save_thumbnail(self, ref: UploadRef, jpeg: bytes) -> None:
        self.thumbnails[ref.thumbnail_key] = jpeg

    def save_shown_copy(self, ref: UploadRef, photo: bytes, content_type: str) -> None:
        self.shown[ref.shown_key] = photo

    def save_detections(self, ref: UploadRef, response: Mapping[str, object]) -> None:
        self.detections[ref.detections_key] = response

    def load_detections(self, ref: UploadRef) -> Mapping[str, object] | None:
        return self.detections.get(ref.detections_key)

    def arrivals(self, since: datetime | None) -> Iterator[Arrival]:
        for key, photo in self.photos.items():
            for one in self.versions.get(key, [photo]):
                if since is None or one.facts.last_modified >= since:
                    yield Arrival(key, UploadRef.from_key(key), one.facts.last_modified, one.facts.version_id)

    def derived(self, since: datetime | None) -> Iterator[Arrival]:
        for key in [*self.shown, *self.thumbnails, *self.detections]:
            yield Arrival(key, UploadRef.from_derived_key(key), self.made_at, "1")

    def versions_of(self, ref: UploadRef) -> list[Arrival]:
        return [one for one in self.arrivals(None) if one.key == ref.photo_key]

    def remove_versions(self, some: Sequence[Arrival]) -> None:
        for one in some:
            left = [other for other in self.versions[one.key] if other.facts.version_id != one.version_id]
            self.versions[one.key] = left
            if left:
                self.photos[one.key] = left[0]
            else:
                del self.photos[one.key]

    def remove(self, ref: UploadRef) -> bool:
        left = self.versions.get(ref.photo_key, [])[self.most_removed_a_call :]
        if left:
            self.versions[ref.photo_key] = left
            return False
        self.photos.pop(ref.photo_key, None)
        self.versions.pop(ref.photo_key, None)
        self.thumbnails.pop(ref.thumbnail_key, None)
        self.shown.pop(ref.shown_key, None)
        self.detections.pop(ref.detections_key, None)
        return True

    def photo_link(self, upload: Upload, lifetime: timedelta) -> str:
        return f"https://bucket.example/{upload.ref.photo_key}"

    def thumbnail_link(self, ref: UploadRef, lifetime: timedelta) -> str:
        return f"https://bucket.example/{ref.thumbnail_key}"

    def detections_link(self, ref: UploadRef, lifetime: timedelta) -> str:
        return f"https://bucket.example/{ref.detections_key}"


@dataclass
class KindInspector:
    """Finds every photo sound, unless told what to say."""

    error: PlatebookError | None = None
    shown_copy: bytes | None = None
    stood_up_jpeg: bytes | None = None

    def inspect(self, body: bytes, content_type: str) -> Inspection:
        if self.error:
            raise self.error
        return Inspection(ImageSize(1280, 960), b"a small picture", self.shown_copy, self.stood_up_jpeg)


@dataclass
class PlainMontageMaker:
    """Makes a picture that only tells that it was made; remembers what was asked for."""

    montages: list[Montage] = field(default_factory=list)
    error: PlatebookError | None = None

    def render(self, body: bytes, montage: Montage) -> bytes:
        assert body == PHOTO
        if self.error:
            raise self.error
        self.montages.append(montage)
        return b"a montage"


class NoPixels:
    """A photo of which nothing is to be seen."""

    def __init__(self, body: bytes) -> None:
        pass

    def greys(self, frame: Frame, room: float) -> tuple[Sequence[int], Sequence[int]]:
        return [0] * GREYS, [0] * GREYS


@dataclass
class ScriptedDetector:
    """Answers what it was given, and counts what Rekognition would charge."""

    response: Mapping[str, object]
    error: PlatebookError | None = None
    calls: int = 0
    second_response: Mapping[str, object] = field(default_factory=lambda: {"TextDetections": []})
    second_error: PlatebookError | None = None
    pictures: list[bytes] = field(default_factory=list)

    def detect(self, ref: UploadRef, version_id: str | None) -> Mapping[str, object]:
        self.calls += 1
        if self.error:
            raise self.error
        return self.response

    def detect_in(self, picture: bytes) -> Mapping[str, object]:
        self.pictures.append(picture)
        if self.second_error:
            raise self.second_error
        return self.second_response

    def to_detections(self, response: Mapping[str, object]) -> tuple[Detection, ...]:
        return to_detections(response)


def detect_text_answer(*texts: str, confidence: float = 99.0) -> Mapping[str, object]:
    """Make an answer of DetectText: one line a text, each the size of a plate, side by side and far apart."""
    places = (BoundingBox(0.1 + 0.5 * place, 0.7, 0.16, 0.05) for place in range(len(texts)))
    return _answer(zip(texts, places, strict=True), confidence)


def montage_answer(montage: Montage, *texts: str, confidence: float = 99.0) -> Mapping[str, object]:
    """Make an answer on a montage of `detect_text_answer`'s texts: one line a tile, where the first look saw it.

    An empty text stands for a tile in which nothing was seen.
    """
    lines = []
    for tile, text in zip(montage.tiles, texts, strict=True):
        source, target = tile.source, tile.target
        place = BoundingBox(0.6 if source.left > 0.45 else 0.1, 0.7, 0.16, 0.05)
        along, down = target.width / source.width, target.height / source.height
        left, top = target.left + (place.left - source.left) * along, target.top + (place.top - source.top) * down
        lines.append((text, BoundingBox(left, top, place.width * along, place.height * down)))
    return _answer((one for one in lines if one[0]), confidence)


def _answer(lines: Iterable[tuple[str, BoundingBox]], confidence: float) -> Mapping[str, object]:
    found: list[dict[str, object]] = []
    for number, (text, box) in enumerate(lines):
        left, top, right, bottom = box.left, box.top, box.left + box.width, box.top + box.height
        corners = ((left, top), (right, top), (right, bottom), (left, bottom))
        geometry = {
            "BoundingBox": {"Left": left, "Top": top, "Width": box.width, "Height": box.height},
            "Polygon": [{"X": x, "Y": y} for x, y in corners],
        }
        line = {"DetectedText": text, "Confidence": confidence, "Geometry": geometry}
        found.append({**line, "Type": "LINE", "Id": 2 * number})
        found.append({**line, "Type": "WORD", "Id": 2 * number + 1, "ParentId": 2 * number})
    return {"TextDetections": found, "TextModelVersion": "3.0"}
