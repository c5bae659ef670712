"""Numbers, boxes and outlines as DynamoDB keeps them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from handler.domain.geometry import BoundingBox, Point
from handler.domain.logged import as_kept


def number_or_none(value: float | None) -> Decimal | None:
    """Round what there is."""
    return None if value is None else number(value)


def float_or_none(value: Decimal | None) -> float | None:
    """Make a float of what there is."""
    return None if value is None else float(value)


def from_box(box: BoundingBox) -> list[Decimal]:
    """Make left, top, width and height of a box, ratios of the picture."""
    return numbers((box.left, box.top, box.width, box.height))


def to_box(ratios: Sequence[Decimal]) -> BoundingBox:
    """Make a box of left, top, width and height."""
    return BoundingBox(*(float(ratio) for ratio in ratios))


def from_polygon(polygon: Sequence[Point]) -> list[list[Decimal]]:
    """Make pairs of an outline's corners, ratios of the picture."""
    return [numbers((point.x, point.y)) for point in polygon]


def to_polygon(corners: Sequence[Sequence[Decimal]]) -> tuple[Point, ...]:
    """Make an outline of pairs."""
    return tuple(Point(float(x), float(y)) for x, y in corners)


def number(value: float) -> Decimal:
    """Round to what is kept."""
    return Decimal(str(as_kept(value)))


def numbers(values: Sequence[float]) -> list[Decimal]:
    """Round several."""
    return [number(value) for value in values]
