"""The door whose clients wait, with the world in memory."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from handler.domain.budget.budget import Budget
from handler.domain.sites.admission import AdmittedCamera
from handler.domain.upload import ObjectFacts, UploadRef
from handler.service.budget.governor import Governor
from handler.service.doors.in_time import InTime
from handler.service.doors.read_at_once import ANSWERED_WITHIN, LOOK_TAKES_AT_MOST, ReadAtOnce, ReadPhoto
from handler.service.look_twice import LookTwice
from handler.service.process_upload import ProcessUpload
from local.camera.messages import snapshot
from local.camera.shot import Posted
from tests.support.devices import a_shot, arrived
from tests.support.doors import Doors
from tests.support.fakes.budget import MemoryCameraLimits, MemorySpentCalls, MemoryWaitingPhotos
from tests.support.fakes.detector import OneAnswer, ScriptedDetector, detect_text_answer
from tests.support.fakes.events import MemoryPlaces
from tests.support.fakes.photos import KindInspector, MemoryPhotoStore, NoPixels, PlainMontageMaker
from tests.support.fakes.reads import MemoryPlateIndex
from tests.support.fakes.sites import CAMERA_ID, SITE_ID
from tests.support.fakes.world import START
from tests.support.processing import ACCEPTANCE

JUST_NOW = START - timedelta(seconds=20)


def request(**about: object) -> Posted:
    """Make a request of a client of Plate Recognizer's."""
    return snapshot.posted(a_shot(**{"taken_at": JUST_NOW, **about}))


@dataclass
class StoredPlaces(MemoryPlaces):
    """Places of which others fetch the photos."""

    store: MemoryPhotoStore = field(default_factory=MemoryPhotoStore)

    def put_once(self, ref: UploadRef, photo: bytes, content_type: str) -> ObjectFacts | None:
        facts = super().put_once(ref, photo, content_type)
        if facts:
            self.store.put(ref, photo, content_type)
        return facts


class AtOnce(Doors):
    """All that the door needs; while its client waits, `meanwhile` happens."""

    def __init__(self, *texts: str) -> None:
        super().__init__()
        self.store = MemoryPhotoStore()
        self.places = StoredPlaces(store=self.store)
        self.receive = replace(self.receive, photos=self.places)
        self.plates, self.inspector = MemoryPlateIndex(log=self.log), KindInspector()
        self.detector = OneAnswer(detect_text_answer(*texts))
        self.governor: Governor | None = None
        self.process = self._process(self.detector)
        self.meanwhile: Callable[[], None] = lambda: None
        self.waits: list[float] = []

    def _process(self, detector: ScriptedDetector | InTime) -> ProcessUpload:
        look_twice = LookTwice(detector, PlainMontageMaker(), NoPixels, frozenset({"gb"}), is_allowed=False)
        about = self.log, self.plates, self.quotas, self.store, self.inspector, detector, look_twice
        settles = isinstance(detector, ScriptedDetector)
        return ProcessUpload(*about, ACCEPTANCE, self.clock, settles=settles, governor=self.governor)

    def spend_all(self, *, of_camera: bool = False) -> None:
        """Let no DetectText call be left for today, or none for the camera."""
        spent, limit = MemorySpentCalls(), None if of_camera else 0
        if of_camera:
            self.setup(detect_text_calls_a_day=1)
            spent.add(Budget(None, 1, CAMERA_ID), 1, self.clock())
        about = spent, MemoryWaitingPhotos(self.log), limit, MemoryCameraLimits({CAMERA_ID: 1})
        self.governor = Governor(*about, self.clock)
        self.process = self._process(self.detector)

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.clock.move(timedelta(seconds=seconds))
        self.meanwhile()

    def until(self) -> datetime:
        return self.clock() + ANSWERED_WITHIN

    def read_at_once(self, until: datetime) -> ReadAtOnce:
        detector = InTime(self.detector, until - LOOK_TAKES_AT_MOST, self.clock)
        return ReadAtOnce(self.receive, self._process(detector), self.log, self.clock, self.wait)

    def ask(self, posted: Posted, name: str | None = None, holder: str = "the-door") -> ReadPhoto:
        """Bring a request of a camera that was let in, and wait."""
        admitted = AdmittedCamera(self.registry.cameras[CAMERA_ID], self.registry.sites[SITE_ID])
        until = self.until()
        return self.read_at_once(until)(admitted, arrived(posted), name, holder, until)

    def by_event(self, holder: str = "the-event") -> None:
        """Read the photo as S3's event has it done."""
        self.process(self.upload.ref, None, holder)

    def request_event(self, posted: Posted, **about: Any) -> dict[str, Any]:
        """Write a request as API Gateway hands it on."""
        return {
            "version": "2.0",
            "routeKey": "POST /v1/{door+}",
            "headers": {
                "authorization": f"Token {self.secret}",
                **{name.lower(): value for name, value in posted.headers},
            },
            "pathParameters": {"door": "plate-reader/"},
            "requestContext": {"requestId": "the-request", "http": {"method": "POST", "sourceIp": "203.0.113.7"}},
            "body": base64.b64encode(posted.body).decode(),
            "isBase64Encoded": True,
        } | about
