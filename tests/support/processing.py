"""A service that reads photos, with the world in memory."""

from __future__ import annotations

from dataclasses import replace

from handler.domain.caller import Caller
from handler.domain.reading.acceptance import Acceptance
from handler.domain.sites.rules import ReadingRules
from handler.domain.upload import Upload
from handler.service.look_twice import LookTwice
from handler.service.process_upload import ProcessUpload
from handler.service.start_upload import NewUpload, StartUpload
from tests.support.fakes.detector import ScriptedDetector, detect_text_answer
from tests.support.fakes.photos import PHOTO, KindInspector, MemoryPhotoStore, NoPixels, PlainMontageMaker
from tests.support.fakes.reads import MemoryPlateIndex
from tests.support.fakes.uploads import MemoryQuotas, MemoryUploadLog
from tests.support.fakes.world import OWNER, Clock
from tests.support.samples import KEPT

ACCEPTANCE = Acceptance(first=0.9, further=0.9)


class Stage:
    """A service with everything around it in memory, and one upload whose photo has arrived."""

    def __init__(
        self,
        *texts: str,
        confidence: float = 99.0,
        may_look_again: bool = True,
        acceptance: Acceptance = ACCEPTANCE,
    ) -> None:
        self.clock = Clock()
        self.log = MemoryUploadLog()
        self.plates = MemoryPlateIndex(log=self.log)
        self.quotas = MemoryQuotas()
        self.photos = MemoryPhotoStore()
        self.inspector = KindInspector()
        self.detector = ScriptedDetector(detect_text_answer(*texts, confidence=confidence))
        self.montages = PlainMontageMaker()
        look_twice = LookTwice(self.detector, self.montages, NoPixels, frozenset({"gb"}), is_allowed=may_look_again)
        self.process = ProcessUpload(
            self.log,
            self.plates,
            self.quotas,
            self.photos,
            self.inspector,
            self.detector,
            look_twice,
            acceptance,
            self.clock,
        )
        start = StartUpload(self.log, self.photos, self.quotas, self.clock, KEPT)
        self.ref = start(Caller(OWNER, frozenset()), NewUpload("a.jpg", "image/jpeg", len(PHOTO))).upload.ref
        self.photos.put(self.ref)

    def set_up(self, rules: ReadingRules) -> None:
        """Let the photo be of a camera for which something is set."""
        self.log.uploads[self.ref.upload_id] = replace(self.upload, rules=rules)

    @property
    def upload(self) -> Upload:
        return self.log.uploads[self.ref.upload_id]

    def failure_code(self) -> str | None:
        return self.upload.failure.code if self.upload.failure else None
