"""Text detection that answers as it is told to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from handler.adapters.rekognition import to_detections
from handler.domain.errors import PlatebookError
from handler.domain.geometry import BoundingBox
from handler.domain.reading.montage import Montage
from handler.domain.text.detection import Detection
from handler.domain.text.reader import Reader
from handler.domain.upload import UploadRef


@dataclass
class ScriptedDetector:
    """Answers what it was given, and counts what Rekognition would charge."""

    response: Mapping[str, object]
    error: PlatebookError | None = None
    calls: int = 0
    second_response: Mapping[str, object] = field(default_factory=lambda: {"TextDetections": []})
    second_error: PlatebookError | None = None
    pictures: list[bytes] = field(default_factory=list)
    reader: Reader = Reader.REKOGNITION

    def detect(self, ref: UploadRef, version_id: str | None) -> Mapping[str, object]:
        self.calls += 1
        if self.error:
            raise self.error
        return self.response

    def detect_in(self, picture: bytes) -> Mapping[str, object]:
        self.pictures.append(picture)
        if self.second_error:
            raise self.second_error
        return self.second_response

    def to_detections(self, response: Mapping[str, object]) -> tuple[Detection, ...]:
        return to_detections(response)


class OneAnswer(ScriptedDetector):
    """Answers the same whether a photo is sent along or fetched; remembers what was sent."""

    def detect_in(self, picture: bytes) -> Mapping[str, object]:
        self.pictures.append(picture)
        return self.detect(UploadRef("sent", "along"), None)


def detect_text_answer(*texts: str, confidence: float = 99.0) -> Mapping[str, object]:
    """Make an answer of DetectText: one line a text, each the size of a plate, side by side and far apart."""
    places = (BoundingBox(0.1 + 0.5 * place, 0.7, 0.16, 0.05) for place in range(len(texts)))
    return _answer(zip(texts, places, strict=True), confidence)


def montage_answer(montage: Montage, *texts: str, confidence: float = 99.0) -> Mapping[str, object]:
    """Make an answer on a montage of `detect_text_answer`'s texts: one line a tile, where the first look saw it.

    An empty text stands for a tile in which nothing was seen.
    """
    lines = []
    for tile, text in zip(montage.tiles, texts, strict=True):
        source, target = tile.source, tile.target
        place = BoundingBox(0.6 if source.left > 0.45 else 0.1, 0.7, 0.16, 0.05)
        along, down = target.width / source.width, target.height / source.height
        left, top = target.left + (place.left - source.left) * along, target.top + (place.top - source.top) * down
        lines.append((text, BoundingBox(left, top, place.width * along, place.height * down)))
    return _answer((one for one in lines if one[0]), confidence)


def _answer(lines: Iterable[tuple[str, BoundingBox]], confidence: float) -> Mapping[str, object]:
    found: list[dict[str, object]] = []
    for number, (text, box) in enumerate(lines):
        left, top, right, bottom = box.left, box.top, box.left + box.width, box.top + box.height
        corners = ((left, top), (right, top), (right, bottom), (left, bottom))
        geometry = {
            "BoundingBox": {"Left": left, "Top": top, "Width": box.width, "Height": box.height},
            "Polygon": [{"X": x, "Y": y} for x, y in corners],
        }
        line = {"DetectedText": text, "Confidence": confidence, "Geometry": geometry}
        found.append({**line, "Type": "LINE", "Id": 2 * number})
        found.append({**line, "Type": "WORD", "Id": 2 * number + 1, "ParentId": 2 * number})
    return {"TextDetections": found, "TextModelVersion": "3.0"}
