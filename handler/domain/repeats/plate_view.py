"""Whether a plate still shows the same characters: looked at closely, each place for itself."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Final

from handler.domain.classes.quick import quick_dataclass
from handler.domain.geometry import Frame
from handler.domain.judging.ground import GreyLine, Pixels
from handler.domain.repeats.relief import Rows, blurred, halved, relief_of

ROWS: Final = 40
"""Of a plate as it is kept: a character has about 25 of them, and its strokes are 3 or 4 wide."""

_MARGIN: Final = 0.3
"""How much around the text is kept, in heights of it: so far a camera may shake."""

# Of how far around a place what it stands out from is taken, and what a camera's noise is worth there.
_REACH, _FLOOR = 10, 0.3

# How often the picture is halved to find the plate again, one time after the other, and how often each.
_STEPS: Final = (2, 1, 0)
_ROUNDS: Final = 3
_STILL: Final = 0.1
"""Once it moves by less than this share of a place, it is found."""

_MOST_STEP: Final = 1.5
_LEAST_STRUCTURE: Final = 1e-6

_SMOOTH: Final = 2
"""Differences are means of 5 by 5 places, a fifth of a character: with 3 by 3, noise and drops of rain differ as much
as look-alikes do."""

MOST_DIFFERENCE: Final = 0.36
"""More, and it is another plate. Of drawn plates with one character swapped for one like it (`lab/repeats`, seeds 1 to
36) none whose text is 12 pixels high or more differs by less than 0.5, and of repeats one by more than 0.36."""


@quick_dataclass(frozen=True, slots=True)
class PlateView:
    """A plate as it was seen: its place with a little around it, in pixels of the upright photo, and what it showed."""

    frame: Frame
    line: GreyLine


def plate_view(pixels: Pixels, text: Frame) -> PlateView:
    """Look at a plate closely, with a little around it."""
    room = 2 * _MARGIN * text.height
    frame = replace(text, width=text.width + room, height=text.height + room)
    return PlateView(frame, pixels.line(frame, ROWS))


def most_difference(before: PlateView, pixels: Pixels) -> float:
    """Tell by how much a plate differs from what it was, at the place where it differs most.

    The camera may have shaken: the plate is first found again.

    Returns
    -------
    float
        In units of how much the plate's characters stand out from its ground.
    """
    one = relief_of(before.line, _REACH, _FLOOR)
    frame = _found_again(before.frame, one, pixels)
    other = relief_of(pixels.line(frame, ROWS), _REACH, _FLOOR)
    difference = [[b - a for a, b in zip(*rows, strict=True)] for rows in zip(one, other, strict=True)]
    edge = round(ROWS * _MARGIN / (1 + 2 * _MARGIN) / 2)
    inner = [row[edge:-edge] for row in difference[edge:-edge]]
    return max(max(map(abs, row)) for row in blurred(inner, _SMOOTH))


def _found_again(frame: Frame, one: Rows, pixels: Pixels) -> Frame:
    """Move a frame to where the picture has moved to, coarsely first."""
    for step in _STEPS:
        for _ in range(_ROUNDS):
            other = relief_of(pixels.line(frame, ROWS), _REACH, _FLOOR)
            along, across = _shift(_halved(one, step), _halved(other, step))
            scale = 2**step * frame.height / ROWS
            frame = _moved(frame, along * scale, across * scale)
            if math.hypot(along, across) < _STILL:
                break
    return frame


def _halved(rows: Rows, times: int) -> Rows:
    for _ in range(times):
        rows = halved(rows)
    return rows


def _shift(one: Rows, other: Rows) -> tuple[float, float]:
    """Estimate by how many places a picture has moved, along and across, as Lucas and Kanade do."""
    xx = xy = yy = xt = yt = 0.0
    for up, row, down, seen in zip(one, one[1:], one[2:], other[1:], strict=False):
        for above, left, middle, right, below, now in zip(
            up[1:], row, row[1:], row[2:], down[1:], seen[1:], strict=False
        ):
            x, y, t = (right - left) / 2, (below - above) / 2, now - middle
            xx, xy, yy, xt, yt = xx + x * x, xy + x * y, yy + y * y, xt + x * t, yt + y * t
    whole = xx * yy - xy * xy
    if whole <= _LEAST_STRUCTURE:
        return 0.0, 0.0
    along, across = (xy * yt - yy * xt) / whole, (xy * xt - xx * yt) / whole
    return max(-_MOST_STEP, min(along, _MOST_STEP)), max(-_MOST_STEP, min(across, _MOST_STEP))


def _moved(frame: Frame, along: float, across: float) -> Frame:
    cosine, sine = math.cos(frame.angle), math.sin(frame.angle)
    return replace(
        frame,
        centre_x=frame.centre_x + along * cosine - across * sine,
        centre_y=frame.centre_y + along * sine + across * cosine,
    )
