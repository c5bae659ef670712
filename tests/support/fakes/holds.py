"""Holds in memory."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from handler.domain.audit import AuditEntry
from handler.domain.errors import Conflict
from handler.domain.keeping.hold import Hold
from handler.domain.upload import Upload, UploadRef
from tests.support.fakes.uploads import MemoryUploadLog


@dataclass
class MemoryHolds:
    """Holds of the uploads of a memory log."""

    log: MemoryUploadLog
    open: set[str] = field(default_factory=set)

    def put(self, upload: Upload, hold: Hold, entry: AuditEntry) -> None:
        if self.log.uploads[upload.ref.upload_id] != upload:
            raise Conflict("hold_changed")
        self.log.uploads[upload.ref.upload_id] = replace(upload, hold=hold, kept_until=hold.end)
        self.log.audit.add(entry)
        self.open.add(upload.ref.upload_id)

    def follow(self, upload_id: str) -> frozenset[str]:
        reads, lead = self.log.reads.get(upload_id, []), self.log.uploads[upload_id]
        held = lead.hold is not None and not lead.hold.is_released
        self.log.reads[upload_id] = [replace(one, kept_until=lead.kept_until, is_held=held) for one in reads]
        return frozenset(one.current_plate for one in reads if one.current_plate)

    def complete(self, ref: UploadRef, hold: Hold) -> bool:
        upload = self.log.uploads[ref.upload_id]
        self.log.uploads[ref.upload_id] = replace(upload, hold=replace(hold, is_whole=True))
        self.open.discard(ref.upload_id)
        return True

    def incomplete(self) -> list[str]:
        return sorted(self.open)

    def move(self, seen: Upload, upload: Upload, now: datetime) -> bool:
        del now
        if self.log.uploads[upload.ref.upload_id].kept_until != seen.kept_until:
            return False
        self.log.uploads[upload.ref.upload_id] = upload
        self.open.add(upload.ref.upload_id)
        return True

    def settled(self, upload: Upload) -> bool:
        self.open.discard(upload.ref.upload_id)
        return True

    def drop(self, upload_id: str) -> None:
        self.open.discard(upload_id)
