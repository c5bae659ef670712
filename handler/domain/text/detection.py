"""One text box as the OCR saw it, whichever OCR it was."""

from __future__ import annotations

from typing import Literal

from handler.domain.classes.quick import quick_dataclass
from handler.domain.geometry import Point

Level = Literal["line", "word"]


@quick_dataclass(frozen=True, slots=True)
class Detection:
    """A text box in a photo.

    Parameters
    ----------
    detection_id : int
        Unique in its photo.
    level : "line" or "word"
        A word belongs to a line; a line may come without words, and a word without its line.
    text : str
        As the OCR wrote it.
    confidence : float
        The OCR's own, 0-1. It is no probability until it is calibrated.
    polygon : tuple of Point
        Ratios 0-1 of the upright image, from the text's upper left, clockwise.
    parent_id : int or None
        The line that a word belongs to; None for a line.
    """

    detection_id: int
    level: Level
    text: str
    confidence: float
    polygon: tuple[Point, ...]
    parent_id: int | None = None


def middle_of(box: Detection) -> Point:
    """Give the middle of a text box's corners (at least one), in the ratios that they are given in."""
    xs, ys = [point.x for point in box.polygon], [point.y for point in box.polygon]
    return Point((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
