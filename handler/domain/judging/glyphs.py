"""Single characters of a line of text as the photo shows them, cut out where ink stands clear of ground."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final, NamedTuple

from handler.domain.judging.ground import GREYS, GreyLine

LINE_PX: Final = 56
"""Rows of a line that is to be cut, with its room."""

ROOM: Final = 0.15
"""Around a text on every side, in heights of it."""

PATCH_WIDTH, PATCH_HEIGHT = 24, 28
"""Of a cut-out character, in pixels."""

# Characters are so high beside the line, no wider than so many heights, and fill so much of their box; they are as high
# as most of the others, and stand as high.
_LEAST_HEIGHT, _GREATEST_HEIGHT = 0.35, 0.97
_WIDEST, _LEAST_INK = 1.25, 0.12
_ALIKE = (0.8, 1.25)
_STEEPEST = 0.3
# Ink and ground of a patch are its darkest and brightest, but for specks; greys that are closer are not spread wider.
_SPECKS = 0.05
_LEAST_CONTRAST = 8

Patch = Sequence[float]
"""Row by row; 1 is ink, 0 ground."""


class Box(NamedTuple):
    """Where a character stands in its line, in pixels; right and bottom are the first ones outside."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """In pixels."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """In pixels."""
        return self.bottom - self.top


def glyphs_of(line: GreyLine, count: int) -> tuple[Patch, ...]:
    """Cut a line into its characters.

    Parameters
    ----------
    line : GreyLine
    count : int
        How many characters it has, at least one.

    Returns
    -------
    tuple of Patch
        From left to right; none where there do not seem to be as many.
    """
    threshold = ink_threshold(line)
    is_dark = sum(line.greys) > threshold * len(line.greys)
    for dark_ink in (is_dark, not is_dark):
        boxes = glyph_boxes(line, threshold, dark_ink=dark_ink)
        if len(boxes) == count:
            return tuple(_patch(line, box, dark_ink=dark_ink) for box in boxes)
    return ()


def ink_threshold(line: GreyLine) -> int:
    """Give the grey up to which all is darker, so that dark and bright differ most from one another (Otsu)."""
    counts = Counter(line.greys)
    up_to = list(accumulate(counts[grey] for grey in range(GREYS)))
    sums = list(accumulate(counts[grey] * grey for grey in range(GREYS)))

    def apart(grey: int) -> float:
        dark, bright = up_to[grey], up_to[-1] - up_to[grey]
        return (sums[grey] * bright - (sums[-1] - sums[grey]) * dark) ** 2 / (dark * bright) if dark and bright else 0

    return max(range(GREYS), key=apart)


def glyph_boxes(line: GreyLine, threshold: int, *, dark_ink: bool) -> list[Box]:
    """Give the boxes of what may be characters, from left to right."""
    ink = line.greys.translate(bytes((grey <= threshold) == dark_ink for grey in range(GREYS)))
    boxes = [area.box for area in _areas(ink, line.width) if _is_like_a_character(area, line)]
    if not boxes:
        return []
    height = _middle(box.height for box in boxes)
    boxes = [box for box in boxes if _ALIKE[0] * height <= box.height <= _ALIKE[1] * height]
    twice_middle = _middle(box.top + box.bottom for box in boxes)
    return sorted(box for box in boxes if abs(box.top + box.bottom - twice_middle) <= 2 * _STEEPEST * height)


def _middle(values: Iterator[int]) -> int:
    ordered = sorted(values)
    return ordered[len(ordered) // 2]


@dataclass(slots=True)
class _Area:
    """Ink that hangs together."""

    box: Box
    ink: int
    part_of: _Area | None = None

    def whole(self) -> _Area:
        area = self
        while area.part_of:
            area = area.part_of
        return area

    def take(self, other: _Area) -> None:
        left, top, right, bottom = self.box
        box = other.box
        self.box = Box(min(left, box.left), min(top, box.top), max(right, box.right), max(bottom, box.bottom))
        self.ink += other.ink
        other.part_of = self


def _areas(ink: bytes, width: int) -> list[_Area]:
    """Join the stretches of ink of each row with those that they touch in the row above, corners included."""
    areas: list[_Area] = []
    above: list[tuple[int, int, _Area]] = []
    for y in range(len(ink) // width):
        row: list[tuple[int, int, _Area]] = []
        for left, right in _stretches(ink[y * width : (y + 1) * width]):
            area = _Area(Box(left, y, right, y + 1), right - left)
            areas.append(area)
            for start, end, other in above:
                if start <= right and end >= left and other.whole() is not area:
                    area.take(other.whole())
            row.append((left, right, area))
        above = row
    return [area for area in areas if not area.part_of]


def _stretches(row: bytes) -> Iterator[tuple[int, int]]:
    left = row.find(1)
    while left >= 0:
        right = row.find(0, left)
        right = len(row) if right < 0 else right
        yield left, right
        left = row.find(1, right)


def _is_like_a_character(area: _Area, line: GreyLine) -> bool:
    """Tell a character from specks, edges and what the line cuts off at its ends."""
    box, rows = area.box, len(line.greys) // line.width
    return (
        _LEAST_HEIGHT * rows <= box.height <= _GREATEST_HEIGHT * rows
        and box.width <= _WIDEST * box.height
        and area.ink >= _LEAST_INK * box.width * box.height
        and box.left > 0
        and box.right < line.width
    )


def _patch(line: GreyLine, box: Box, *, dark_ink: bool) -> Patch:
    """Bring a character to the size of a patch, and its greys to 0 to 1."""
    greys = _resized(line, box)
    ordered = sorted(greys)
    low, high = (ordered[round(share * (len(ordered) - 1))] for share in (_SPECKS, 1 - _SPECKS))
    contrast = max(high - low, _LEAST_CONTRAST)
    bright = [min(max((grey - low) / contrast, 0.0), 1.0) for grey in greys]
    return [1 - one for one in bright] if dark_ink else bright


def _resized(line: GreyLine, box: Box) -> list[float]:
    columns = _between(box.width, PATCH_WIDTH)
    rows = [line.greys[y * line.width + box.left : y * line.width + box.right] for y in range(box.top, box.bottom)]
    greys: list[float] = []
    for upper, lower, way in _between(box.height, PATCH_HEIGHT):
        row = [a + (b - a) * way for a, b in zip(rows[upper], rows[lower], strict=True)]
        greys += [row[left] + (row[right] - row[left]) * share for left, right, share in columns]
    return greys


def _between(length: int, count: int) -> list[tuple[int, int, float]]:
    """Give for each of some even steps the two pixels that it lies between, and how far it is from the first."""
    places = [min(max((step + 0.5) * length / count - 0.5, 0.0), length - 1.0) for step in range(count)]
    return [(int(place), min(int(place) + 1, length - 1), place % 1) for place in places]
