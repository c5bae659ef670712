"""What was read in a photo that was turned by 180 degrees, told of the photo as it is stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from handler.domain.geometry import BoundingBox, Point
from handler.domain.reading.read import Reading


def turned_back(reading: Reading) -> Reading:
    """Turn all places of a reading by 180 degrees.

    Parameters
    ----------
    reading : Reading

    Returns
    -------
    Reading
        Corners stay in the text's own order, from its upper left, which is then at the lower right.
    """
    return Reading(
        tuple(
            replace(read, bounding_box=_turned_box(read.bounding_box), polygon=_turned(read.polygon))
            for read in reading.reads
        ),
        tuple(
            replace(one, detection=replace(one.detection, polygon=_turned(one.detection.polygon)))
            for one in reading.verdicts
        ),
    )


def _turned(points: Iterable[Point]) -> tuple[Point, ...]:
    return tuple(Point(1 - point.x, 1 - point.y) for point in points)


def _turned_box(box: BoundingBox) -> BoundingBox:
    return replace(box, left=1 - box.left - box.width, top=1 - box.top - box.height)
