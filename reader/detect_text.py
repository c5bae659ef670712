"""DetectText without the wire: a photo's bytes in, the answer's JSON out."""

import os
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Literal, NotRequired, TypedDict

import numpy as np

from reader.engine import Engine, Point, TextLine
from reader.filters import filter_lines, parse_filters
from reader.images import decode

THREADS_VARIABLE = "PLATEBOOK_OCR_THREADS"
"""How many cores a photo may take, for a machine that has other things to do; all when it is not set."""

TEXT_MODEL_VERSION = "3.0"
"""What Rekognition answers at the time of writing."""


class BoundingBox(TypedDict):
    """The upright rectangle around a text, in ratios of the photo."""

    Width: float
    Height: float
    Left: float
    Top: float


class PolygonPoint(TypedDict):
    """A corner, in ratios of the photo."""

    X: float
    Y: float


class Geometry(TypedDict):
    """Where a text stands."""

    BoundingBox: BoundingBox
    Polygon: list[PolygonPoint]


class TextDetection(TypedDict):
    """A line or a word; words name their line."""

    DetectedText: str
    Type: Literal["LINE", "WORD"]
    Id: int
    ParentId: NotRequired[int]
    Confidence: float
    Geometry: Geometry


class DetectTextResponse(TypedDict):
    """DetectText's answer: all lines, then all words, numbered through from 0."""

    TextDetections: list[TextDetection]
    TextModelVersion: str


@cache
def shared_engine() -> Engine:
    """Give the engine of this process; the first call loads its models (a second or two).

    Raises
    ------
    ValueError
        When `THREADS_VARIABLE` is set to something else than a number from 1 on.
    """
    asked = os.environ.get(THREADS_VARIABLE, "").strip()
    if not asked:
        return Engine()
    if not (asked.isdecimal() and int(asked)):
        raise ValueError(f"{THREADS_VARIABLE} is {asked}: set a number from 1 on, or nothing for all cores.")
    return Engine(int(asked))


def detect_text(image_bytes: bytes, filters: Mapping[str, Any] | None = None) -> DetectTextResponse:
    """Answer a DetectText request.

    Parameters
    ----------
    image_bytes : bytes
        A whole JPEG or PNG.
    filters : mapping, optional
        As ``Filters`` in a DetectText request. As on AWS, words below a confidence of 80 are left out by default.

    Returns
    -------
    DetectTextResponse
        The answer's JSON. Confidence is 0 to 100, geometry in ratios of the upright photo.

    Raises
    ------
    InvalidImageFormat, InvalidParameter, ImageTooLarge
        The photo or the filters are refused.
    """
    chosen = parse_filters(filters or {})
    lines = shared_engine().recognise(decode(image_bytes))
    return {
        "TextDetections": _detections(filter_lines(lines, chosen)),
        "TextModelVersion": TEXT_MODEL_VERSION,
    }


def _detections(lines: Sequence[TextLine]) -> list[TextDetection]:
    found = [_line_detection(line_id, line) for line_id, line in enumerate(lines)]
    for line_id, line in enumerate(lines):
        for word in line.words:
            found.append(
                {
                    "DetectedText": word.text,
                    "Type": "WORD",
                    "Id": len(found),
                    "ParentId": line_id,
                    "Confidence": word.confidence * 100,
                    "Geometry": _geometry(word.polygon),
                }
            )
    return found


def _line_detection(line_id: int, line: TextLine) -> TextDetection:
    first, last = line.words[0].polygon, line.words[-1].polygon
    return {
        "DetectedText": " ".join(word.text for word in line.words),
        "Type": "LINE",
        "Id": line_id,
        "Confidence": float(np.mean([word.confidence for word in line.words])) * 100,
        "Geometry": _geometry((first[0], last[1], last[2], first[3])),
    }


def _geometry(polygon: Sequence[Point]) -> Geometry:
    xs, ys = [point.x for point in polygon], [point.y for point in polygon]
    return {
        "BoundingBox": {
            "Width": max(xs) - min(xs),
            "Height": max(ys) - min(ys),
            "Left": min(xs),
            "Top": min(ys),
        },
        "Polygon": [{"X": point.x, "Y": point.y} for point in polygon],
    }
