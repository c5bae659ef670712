"""Counts what the text detection charges for."""

from __future__ import annotations

from collections.abc import Mapping

from handler.domain.classes.quick import quick_dataclass
from handler.domain.text.detection import Detection
from handler.domain.text.reader import Reader
from handler.domain.upload import UploadRef
from handler.service.ports.metrics import Measure
from handler.service.ports.photos import TextDetector


@quick_dataclass(frozen=True, slots=True)
class CountedDetector:
    """Passes questions on, and counts the answers at once: what breaks off later has been paid for, too.

    Parameters
    ----------
    detector : TextDetector
    measure : Measure
    """

    detector: TextDetector
    measure: Measure

    @property
    def reader(self) -> Reader:
        """Who answers."""
        return self.detector.reader

    def detect(self, ref: UploadRef, version_id: str | None) -> Mapping[str, object]:
        """Ask for the text in a photo of the bucket."""
        return self._counted(self.detector.detect(ref, version_id))

    def detect_in(self, picture: bytes) -> Mapping[str, object]:
        """Ask for the text in a picture that is sent along."""
        return self._counted(self.detector.detect_in(picture))

    def to_detections(self, response: Mapping[str, object]) -> tuple[Detection, ...]:
        """Turn a raw answer into text boxes; asks nobody."""
        return self.detector.to_detections(response)

    def _counted(self, answer: Mapping[str, object]) -> Mapping[str, object]:
        self.measure("text detection answered", {"detect_text_calls": 1})
        return answer
