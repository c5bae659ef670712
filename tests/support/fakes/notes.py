"""What people note of plates, in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from handler.domain.audit import AuditEntry
from handler.domain.errors import Conflict
from handler.domain.lookups.notes import Note, Noted, Tag
from handler.service.lookups.make_dossier import MakeDossier
from handler.service.lookups.note_plate import NotePlate
from handler.service.show_plate import ShowPlate
from handler.service.show_uploads import ShowUploads
from tests.support.fakes.audit import MemoryAuditLog
from tests.support.fakes.lists import MemoryLists
from tests.support.fakes.photos import MemoryPhotoStore
from tests.support.fakes.reads import MemoryPlateIndex, MemoryReadLog
from tests.support.fakes.records import MemoryPeople
from tests.support.fakes.sites import MemoryRegistry
from tests.support.fakes.uploads import MemoryUploadLog
from tests.support.fakes.world import START, Clock

NOTED: Final = Noted(
    "AB12CDE", (Tag("courier", "the-caller", START),), (Note("2" * 32, "text", "the-caller", START),), 1
)


@dataclass
class MemoryPlateNotes:
    """Tags and notes by their plates; `seen` are the plates that a read counts for."""

    audit: MemoryAuditLog = field(default_factory=MemoryAuditLog)
    noted: dict[str, Noted] = field(default_factory=dict)
    seen: set[str] = field(default_factory=lambda: {"AB12CDE"})
    before_put: Callable[[], None] = lambda: None

    def of(self, plate: str) -> Noted:
        return self.noted.get(plate, Noted(plate))

    def words_of(self, plates: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
        return {plate: self.noted[plate].words for plate in plates if plate in self.noted and self.noted[plate].tags}

    def put(self, before: Noted, after: Noted, entry: AuditEntry) -> bool:
        self.before_put()
        if after.plate not in self.seen and not before.version:
            raise Conflict("plate_unseen")
        if self.of(after.plate).version != before.version:
            return False
        self.noted[after.plate] = replace(after, version=before.version + 1)
        self.audit.add(entry)
        return True


def use_cases_of_plates(
    log: MemoryUploadLog,
    reads: MemoryReadLog,
    plates: MemoryPlateIndex,
    registry: MemoryRegistry,
    audit: MemoryAuditLog,
) -> dict[str, Any]:
    """Build what answers about plates, by the names that `bootstrap_plates` has for it."""
    clock, people, lists = Clock(), MemoryPeople(), MemoryLists()
    uploads, notes = ShowUploads(log, MemoryPhotoStore(), clock), NotePlate(MemoryPlateNotes(audit), people, clock)
    return {
        "show_plate": ShowPlate(reads, plates, audit, clock, notes=notes.of),
        "make_dossier": MakeDossier(reads, log, uploads, notes.of, lists, registry, people, audit, clock),
    }
