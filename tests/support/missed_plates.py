"""Photos without a plate, and everybody who may type one."""

from __future__ import annotations

from collections.abc import Callable

from handler.domain.caller import OPERATORS, Caller
from handler.domain.logged import LoggedRead, ReadStatus
from handler.domain.no_plate import NoPlate
from handler.domain.typed_read import TypedPlate
from handler.service.no_plate_queue import NoPlateQueue
from handler.service.own_word import OwnWord
from handler.service.ports.reads import PhotoOrder
from handler.service.review_reads import ReviewReads
from handler.service.show_read import ShowRead
from handler.service.show_uploads import ShowUploads
from handler.service.type_plates import TypePlates
from tests.support.fakes.audit import MemoryAuditLog
from tests.support.fakes.photos import MemoryPhotoStore
from tests.support.fakes.reads import MemoryMissedPlates, MemoryPlateIndex, MemoryReadLog
from tests.support.fakes.records import MemoryPeople
from tests.support.fakes.uploads import MemoryUploadLog
from tests.support.fakes.world import OWNER, Clock
from tests.support.samples import a_read, an_upload

DRIVER, STRANGER = Caller(OWNER, frozenset()), Caller("somebody-else", frozenset())
FIRST, SECOND = (Caller(name, frozenset({OPERATORS})) for name in ("operator-1", "operator-2"))
PHOTO, OTHER, WITH_PLATE = (an_upload(number).ref.upload_id for number in range(3))


class Stage:
    """Two photos without a plate, a minute apart, and one that the machine read."""

    def __init__(self) -> None:
        self.clock, self.log, self.audit = Clock(), MemoryUploadLog(), MemoryAuditLog()
        self.plates, self.missed = MemoryPlateIndex(log=self.log), MemoryMissedPlates(self.log, self.audit)
        for number in (0, 1):
            upload = an_upload(number, read_count=0)
            self.log.add(upload)
            self.log.no_plates[upload.ref.upload_id] = NoPlate(upload.ref.upload_id, upload.seen_at, upload.kept_until)
        self.log.add(an_upload(2))
        self.log.reads[WITH_PLATE] = [a_read(2, status=ReadStatus.ACCEPTED)]
        photos, people = MemoryPhotoStore(), MemoryPeople()
        uploads = ShowUploads(self.log, photos, self.clock)
        show = ShowRead(self.log, uploads, photos, people, self.audit, self.clock)
        self.reads = MemoryReadLog(self.log, self.audit)
        self.review = ReviewReads(self.log, self.reads, self.plates, show, self.clock)
        self.keep = TypePlates(self.log, self.missed, self.plates, show, self.clock)
        self.word = OwnWord(self.log, self.review.carry_out)
        self.queue = NoPlateQueue(self.log, self.missed, uploads, people, self.audit, self.clock)

    def type(self, caller: Caller = DRIVER, plate: str = "xy 34-zab", upload_id: str = PHOTO) -> LoggedRead:
        return self.keep(caller, upload_id, TypedPlate(plate, None)).read

    def waiting(self, caller: Caller = FIRST, order: PhotoOrder = PhotoOrder.OLDEST, count: int = 9) -> list[str]:
        return [one.no_plate.upload_id for one in self.queue.lease(caller, order, count).photos]


def once(work: Callable[[], object]) -> Callable[[], None]:
    """Do something the first time only."""
    left = [work]

    def do() -> None:
        if left:
            left.pop()()

    return do
