"""Numbers, boxes, outlines and colours as DynamoDB keeps them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from boto3.dynamodb.types import TypeDeserializer

from handler.domain.geometry import BoundingBox, Point
from handler.domain.judging.colour import Colour, ToldColour
from handler.domain.logged import as_kept

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_deserialize = TypeDeserializer().deserialize


def untagged(typed: Mapping[str, Any]) -> Any:  # noqa: ANN401 (whatever was kept)
    """Take the type tag off a value, as boto3 does, in half of its time: items are read by the million."""
    ((tag, value),) = typed.items()
    if tag in {"S", "BOOL"}:
        return value
    if tag == "N":
        return Decimal(value)
    if tag == "M":
        return {name: untagged(one) for name, one in value.items()}
    if tag == "L":
        return [untagged(one) for one in value]
    return _deserialize(dict(typed))  # type: ignore[arg-type]


def from_moment(at: datetime | None) -> int | None:
    """Make microseconds since 1970 of a moment: a third of what it takes as a text."""
    return None if at is None else (at - _EPOCH) // _MICROSECOND


def to_moment(kept: Decimal | int | None) -> datetime | None:
    """Make a moment, UTC, of microseconds since 1970."""
    return None if kept is None else _EPOCH + int(kept) * _MICROSECOND


def moment_at(kept: Decimal | int) -> datetime:
    """Make a moment, UTC, of microseconds that are there for sure."""
    return _EPOCH + int(kept) * _MICROSECOND


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


def from_colour(told: ToldColour | None) -> dict[str, object] | None:
    """Make a colour's name and probability of what there is."""
    return {"name": told.name.value, "probability": number(told.probability)} if told else None


def to_colour(kept: Mapping[str, Any] | None) -> ToldColour | None:
    """Make a colour of what there is."""
    return ToldColour(Colour(kept["name"]), float(kept["probability"])) if kept else None


def number(value: float) -> Decimal:
    """Round to what is kept."""
    return Decimal(str(as_kept(value)))


def numbers(values: Sequence[float]) -> list[Decimal]:
    """Round several."""
    return [number(value) for value in values]
