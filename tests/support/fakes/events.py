"""Events of cameras in memory, and where their photos go."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from handler.domain.cameras.event import CameraEvent
from handler.domain.errors import ServiceFailed
from handler.domain.upload import ObjectFacts, Upload, UploadRef
from handler.service.ports.events import Hold
from tests.support.fakes.photos import MemoryPhoto
from tests.support.fakes.uploads import MemoryUploadLog
from tests.support.fakes.world import START


@dataclass
class MemoryEvents:
    """Events by camera and key; `hidden` makes that many look-ups find nothing, as when two come at once."""

    log: MemoryUploadLog
    events: dict[tuple[str, str], CameraEvent] = field(default_factory=dict)
    hidden: int = 0

    def find(self, camera_id: str, key_sha256: str, now: datetime) -> CameraEvent | None:
        if self.hidden:
            self.hidden -= 1
            return None
        found = self.events.get((camera_id, key_sha256))
        return found if found and now < found.ends_at else None

    def add(
        self,
        event: CameraEvent,
        upload: Upload,
        now: datetime,
        instead_of: CameraEvent | None = None,
        hold: Hold | None = None,
    ) -> bool:
        there = self.events.get((event.camera_id, event.key_sha256))
        gives_way = there is not None and there == instead_of and not there.is_stored
        if there and now < there.ends_at and not gives_way:
            return False
        self.events[event.camera_id, event.key_sha256] = event
        self.log.add(upload)
        if hold:
            self.log.holders[upload.ref.upload_id] = hold.holder
        return True

    def note_stored(self, event: CameraEvent) -> None:
        key = (event.camera_id, event.key_sha256)
        if key in self.events and self.events[key].upload_id == event.upload_id:
            self.events[key] = replace(event, is_stored=True)


@dataclass
class MemoryPlaces:
    """Photos by their keys; `broken` makes that many puts fail."""

    photos: dict[str, tuple[bytes, str]] = field(default_factory=dict)
    puts: int = 0
    broken: int = 0

    def put_once(self, ref: UploadRef, photo: bytes, content_type: str) -> ObjectFacts | None:
        self.puts += 1
        if self.broken:
            self.broken -= 1
            raise ServiceFailed("s3:PutObject", "InternalError")
        if ref.photo_key in self.photos:
            return None
        self.photos[ref.photo_key] = (photo, content_type)
        return ObjectFacts(len(photo), content_type, START, f"{1:032x}", "version-1")

    def open(self, ref: UploadRef, version_id: str | None) -> MemoryPhoto:
        content, content_type = self.photos[ref.photo_key]
        return MemoryPhoto(ObjectFacts(len(content), content_type, START, f"{1:032x}", "version-1"), content)
