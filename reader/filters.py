"""DetectText's filters: which words stay in the answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shapely import Polygon, box, make_valid
from shapely.geometry.base import BaseGeometry

from reader.engine import TextLine, TextWord
from reader.errors import InvalidParameter

DEFAULT_MIN_CONFIDENCE = 80.0
"""DetectionFilter's documentation: "The default MinConfidence is 80"."""

MAX_WORDS = 100
"""DetectText's documentation: "DetectText can detect up to 100 words in an image"."""

POLYGON_POINTS = range(3, 11)
"""RegionOfInterest's documentation: "a shape made up of up to 10 Point objects"; fewer than 3 have no inside."""


@dataclass(frozen=True, slots=True)
class Filters:
    """The request's filters with their defaults.

    Attributes
    ----------
    min_confidence : float
        0 to 100.
    min_height, min_width : float
        Of a word's bounding box, in ratios of the photo.
    regions : tuple of geometry
        A word stays if more than half of it is in one of them. None of them means everywhere.
    """

    min_confidence: float = DEFAULT_MIN_CONFIDENCE
    min_height: float = 0.0
    min_width: float = 0.0
    regions: tuple[BaseGeometry, ...] = ()

    def take(self, word: TextWord) -> bool:
        """Whether a word passes every filter."""
        shape = Polygon([(point.x, point.y) for point in word.polygon])
        left, top, right, bottom = shape.bounds
        return (
            word.confidence * 100 >= self.min_confidence
            and right - left >= self.min_width
            and bottom - top >= self.min_height
            and (not self.regions or any(_mostly_inside(shape, region) for region in self.regions))
        )


def parse_filters(filters: Mapping[str, Any]) -> Filters:
    """Read the request's ``Filters``, whose types and ranges were checked against the service's model.

    Raises
    ------
    InvalidParameter
        A region that is not exactly one of a bounding box and a polygon, or has no area inside the photo.
    """
    word_filter = filters.get("WordFilter") or {}
    return Filters(
        min_confidence=word_filter.get("MinConfidence", DEFAULT_MIN_CONFIDENCE),
        min_height=word_filter.get("MinBoundingBoxHeight", 0.0),
        min_width=word_filter.get("MinBoundingBoxWidth", 0.0),
        regions=tuple(_region(region) for region in filters.get("RegionsOfInterest") or ()),
    )


def filter_lines(lines: Sequence[TextLine], filters: Filters) -> list[TextLine]:
    """Take the words that pass, at most `MAX_WORDS` (the surest), and the lines that still have one."""
    words = [word for line in lines for word in line.words if filters.take(word)]
    kept = set(map(id, sorted(words, key=lambda word: word.confidence, reverse=True)[:MAX_WORDS]))
    remaining = (TextLine(tuple(word for word in line.words if id(word) in kept)) for line in lines)
    return [line for line in remaining if line.words]


def _mostly_inside(shape: Polygon, region: BaseGeometry) -> bool:
    """RegionOfInterest's documentation: a word is included "if it is more than half in that region"."""
    return bool(shape.intersection(region).area > shape.area / 2)


def _region(region: Mapping[str, Any]) -> BaseGeometry:
    bounding_box, polygon = region.get("BoundingBox"), region.get("Polygon")
    if (bounding_box is None) == (polygon is None):
        raise InvalidParameter("Request has invalid parameters: a region of interest is a BoundingBox or a Polygon.")
    shape = _box_shape(bounding_box) if bounding_box is not None else _polygon_shape(polygon or ())
    if not shape.intersection(box(0, 0, 1, 1)).area:
        raise InvalidParameter("Request has invalid parameters: a region of interest has no area inside the image.")
    return shape


def _box_shape(bounding_box: Mapping[str, float]) -> BaseGeometry:
    left, top = bounding_box.get("Left", 0.0), bounding_box.get("Top", 0.0)
    width, height = bounding_box.get("Width", 0.0), bounding_box.get("Height", 0.0)
    if width <= 0 or height <= 0:
        raise InvalidParameter("Request has invalid parameters: a region's Width and Height must be above 0.")
    return box(left, top, left + width, top + height)


def _polygon_shape(points: Sequence[Mapping[str, float]]) -> BaseGeometry:
    if len(points) not in POLYGON_POINTS:
        raise InvalidParameter("Request has invalid parameters: a region's Polygon has 3 to 10 points.")
    return make_valid(Polygon([(point.get("X", 0.0), point.get("Y", 0.0)) for point in points]))
