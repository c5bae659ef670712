"""Text boxes as an OCR would give them, made by hand: a photo of 1280 x 720 pixels, invented plates."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from handler.domain.geometry import ImageSize, Point
from handler.domain.judging.ground import Picture
from handler.domain.reading.montage import Montage, Tile
from handler.domain.reading.read import Reading, read_plates
from handler.domain.text.detection import Detection

SIZE = ImageSize(1280, 720)
PICTURE = Picture(SIZE)
PLATE_HEIGHT = 48


def line(
    text: str,
    left: float = 560,
    top: float = 430,
    height: float = PLATE_HEIGHT,
    *,
    confidence: float = 0.97,
    degrees: float = 0,
) -> Detection:
    """A line of text; the corner is its upper left, all in pixels. Its id is given by `page`."""
    along = 0.48 * height * len(text)
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    corners = [(0.0, 0.0), (along, 0.0), (along, height), (0.0, height)]
    polygon = tuple(
        Point((left + x * cosine - y * sine) / SIZE.width, (top + x * sine + y * cosine) / SIZE.height)
        for x, y in corners
    )
    return Detection(0, "line", text, confidence, polygon)


def page(*lines: Detection) -> tuple[Detection, ...]:
    """Number the boxes through from 0."""
    return tuple(replace(box, detection_id=index) for index, box in enumerate(lines))


def with_words(lines: Sequence[Detection]) -> tuple[Detection, ...]:
    """Add the words of each line after all lines, as DetectText does."""
    words = []
    for parent in lines:
        start = 0
        for text in parent.text.split(" "):
            ratios = (start / len(parent.text), (start + len(text)) / len(parent.text))
            words.append(replace(parent, level="word", text=text, polygon=_part(parent.polygon, *ratios)))
            words[-1] = replace(words[-1], parent_id=parent.detection_id)
            start += len(text) + 1
    numbered = [replace(word, detection_id=len(lines) + index) for index, word in enumerate(words)]
    return (*lines, *numbered)


def plates(boxes: Sequence[Detection], *expected_regions: str) -> list[str]:
    """What is read, the foremost vehicle's first."""
    return [read.plate for read in reading(boxes, *expected_regions).reads]


def reading(boxes: Sequence[Detection], *expected_regions: str) -> Reading:
    return read_plates(boxes, PICTURE, frozenset(expected_regions))


def in_tile(point: Point, tile: Tile) -> Point:
    """Show a point of the photo in a tile: ratios of the photo to ratios of the montage."""
    along = (point.x - tile.source.left) / tile.source.width
    down = (point.y - tile.source.top) / tile.source.height
    return Point(tile.target.left + along * tile.target.width, tile.target.top + down * tile.target.height)


def shown(box: Detection, tile: Tile) -> Detection:
    return replace(box, polygon=tuple(in_tile(point, tile) for point in box.polygon))


def seen_again(montage: Montage, boxes: Sequence[Detection | None]) -> tuple[Detection, ...]:
    """Show a box of the photo, or nothing, in each tile."""
    pairs = zip(boxes, montage.tiles, strict=True)
    return page(*(shown(box, tile) for box, tile in pairs if box))


def _part(polygon: Sequence[Point], start: float, end: float) -> tuple[Point, ...]:
    top_left, top_right, bottom_right, bottom_left = polygon

    def between(first: Point, second: Point, ratio: float) -> Point:
        return Point(first.x + (second.x - first.x) * ratio, first.y + (second.y - first.y) * ratio)

    return (
        between(top_left, top_right, start),
        between(top_left, top_right, end),
        between(bottom_left, bottom_right, end),
        between(bottom_left, bottom_right, start),
    )
