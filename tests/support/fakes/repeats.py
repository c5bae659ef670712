"""What cameras saw last, and repeats that are read after all, in memory."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from datetime import datetime

from handler.domain.audit import AuditEntry
from handler.domain.errors import Conflict
from handler.domain.geometry import Frame
from handler.domain.judging.ground import GreyLine
from handler.domain.repeats.sighting import Sighting
from handler.domain.repeats.signature import Signature
from handler.domain.upload import Upload, UploadStatus
from tests.support.fakes.photos import NoPixels
from tests.support.fakes.uploads import MemoryUploadLog


@dataclass
class MemorySightings:
    """Sightings by camera, and what is remembered of photos by upload."""

    sightings: dict[str, Sighting] = field(default_factory=dict)
    signatures: dict[str, Signature] = field(default_factory=dict)
    asked: int = 0

    def last(self, camera_id: str) -> Sighting | None:
        self.asked += 1
        return self.sightings.get(camera_id)

    def signature(self, upload_id: str) -> Signature | None:
        return self.signatures.get(upload_id)

    def keep(self, sighting: Sighting, signature: Signature, now: datetime) -> None:
        before = self.sightings.get(sighting.camera_id)
        if before is None or before.last_at <= sighting.seen_at or before.ends_at <= now:
            self.sightings[sighting.camera_id] = sighting
            self.signatures[sighting.upload_id] = signature

    def join(self, sighting: Sighting, taken_at: datetime) -> None:
        now = self.sightings.get(sighting.camera_id)
        if now and now.upload_id == sighting.upload_id and now.last_at < taken_at:
            self.sightings[sighting.camera_id] = replace(now, last_at=taken_at)


@dataclass
class MemoryRepeats:
    """Lets repeats of a log in memory be read."""

    log: MemoryUploadLog

    def begin_reading(self, upload: Upload, until: datetime, entry: AuditEntry | None) -> None:
        now = self.log.uploads[upload.ref.upload_id]
        if now.repeat_of is None or now.status is not UploadStatus.DONE:
            raise Conflict("no_repeat")
        self.log.holders.pop(upload.ref.upload_id, None)
        self.log.uploads[upload.ref.upload_id] = replace(
            now, status=UploadStatus.PROCESSING, repeat_of=None, is_asked_for=True, attempts=0, lease_until=until
        )
        if entry:
            self.log.audit.add(entry)


class NamedPixels(NoPixels):
    """A photo of which the bytes say what is to be seen: ``scene plate``. Other words are other pictures."""

    def __init__(self, body: bytes) -> None:
        self._scene, self._plate = body.split()[:2]

    def whole(self, height: int) -> GreyLine:
        return _noise(self._scene, 2 * height, height)

    def line(self, frame: Frame, height: int) -> GreyLine:
        return _noise(self._plate, 4 * height, height)


def _noise(seed: bytes, width: int, height: int) -> GreyLine:
    return GreyLine(width, random.Random(seed).randbytes(width * height))
