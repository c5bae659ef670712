"""Look for text only while there is time for the answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import ServiceFailed
from handler.domain.text.detection import Detection
from handler.domain.text.reader import Reader
from handler.domain.upload import UploadRef
from handler.service.ports.photos import TextDetector


@quick_dataclass(frozen=True, slots=True)
class InTime:
    """A text detection for somebody who waits: begins nothing that would end too late.

    What was not begun costs nothing, and is done by the function that nobody waits for.

    Parameters
    ----------
    detector : TextDetector
    last_start : datetime
        Until when a look may begin, UTC.
    now : callable
        Gives the time in UTC.
    """

    detector: TextDetector
    last_start: datetime
    now: Callable[[], datetime]

    @property
    def reader(self) -> Reader:
        """Who is asked."""
        return self.detector.reader

    def detect(self, ref: UploadRef, version_id: str | None) -> Mapping[str, object]:
        """Ask for the text in a photo of the bucket; raises RetryLater when it is too late for that."""
        self._check()
        return self.detector.detect(ref, version_id)

    def detect_in(self, picture: bytes) -> Mapping[str, object]:
        """Ask for the text in a picture that is sent along; raises RetryLater when it is too late for that."""
        self._check()
        return self.detector.detect_in(picture)

    def to_detections(self, response: Mapping[str, object]) -> tuple[Detection, ...]:
        """Turn a raw answer into text boxes."""
        return self.detector.to_detections(response)

    def _check(self) -> None:
        if self.now() > self.last_start:
            raise ServiceFailed(f"{self.reader}:DetectText", "no time is left for it while the sender waits")
