"""Searches, with the world in memory."""

from __future__ import annotations

from handler.domain.caller import OPERATORS, Caller
from handler.domain.logged import LoggedRead
from handler.domain.plate_search import Closeness
from handler.domain.read_filter import ReadFilter
from handler.service.search_reads import Match, Search, SearchReads
from tests.support.fakes.audit import MemoryAuditLog
from tests.support.fakes.photos import MemoryPhotoStore
from tests.support.fakes.reads import MemoryPlateIndex, MemoryReadLog
from tests.support.fakes.records import MemoryPeople
from tests.support.fakes.sites import CAMERA_ID, SITE_ID, MemoryRegistry, a_camera, a_site
from tests.support.fakes.uploads import MemoryUploadLog
from tests.support.fakes.world import WEB_ORIGIN, Clock
from tests.support.samples import a_read

OPERATOR = Caller("an-operator", frozenset({OPERATORS}))
PLATES = ["AB12CDE", "A812CDE", "AB12CDF", "XY34ZAB", "AB12CDE", "XY99ZAB"]


class Stage:
    """Reads that can be searched, with the world in memory."""

    def __init__(self, *plates: str) -> None:
        self.log, self.audit, self.plates = MemoryUploadLog(), MemoryAuditLog(), MemoryPlateIndex()
        for number, plate in enumerate(plates or PLATES):
            self.add(a_read(number, plate=plate))
        reads = MemoryReadLog(self.log, self.audit)
        self.people = MemoryPeople()
        photos = MemoryPhotoStore()
        self.registry = MemoryRegistry(sites={SITE_ID: a_site()}, cameras={CAMERA_ID: a_camera()})
        about = photos, self.people, self.audit, WEB_ORIGIN, Clock(), self.registry
        self.search = SearchReads(reads, self.plates, *about)

    def add(self, read: LoggedRead) -> None:
        self.log.reads.setdefault(read.upload_id, []).append(read)
        self.plates.plates.add(read.plate)

    def found(
        self, plate: str | None, match: Match = Match.EXACT, wanted: ReadFilter | None = None, limit: int = 100
    ) -> list[tuple[str, Closeness | None]]:
        """Look through all pages."""
        found: list[tuple[str, Closeness | None]] = []
        cursor = None
        while True:
            page = self.search(OPERATOR, Search(plate, match, wanted or ReadFilter(), limit, cursor))
            assert len(page.reads) <= limit
            found += [(one.read.plate, one.closeness) for one in page.reads]
            cursor = page.cursor
            if cursor is None:
                return found
