"""Whether two pictures of a camera show the same scene, wherever something could have come into it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from handler.domain.geometry import Point
from handler.domain.judging.ground import GreyLine
from handler.domain.repeats.relief import Rows, blurred, highest, lowest, relief_of

ROWS: Final = 120
"""Of the scene as it is kept: a vehicle whose plate can be read takes a dozen of them or more."""

# Of how far around a place what it stands out from is taken, and what a camera's noise is worth there.
_REACH, _FLOOR = 6, 0.12

_ALLOWED: Final = 0.35
"""By how much more a place may stand out than it and its neighbours did: chosen from 0.28, 0.3 and 0.35."""

_BLOCK_REACH: Final = 3
"""Blocks of 7 by 7 places: in 5 by 5, rain and noise come nearer to what a dark vehicle changes."""

MOST_CHANGED: Final = 0.22
"""Of a block's places; more, and something has come or gone. Of 120 drawn repeats, a third of them in the dark, five
change more, and of 80 dark vehicles far away in the dark none less than 0.27 (`lab/repeats`, seeds 1 to 40)."""


def most_changed(before: GreyLine, after: GreyLine, counts: Callable[[Point], bool]) -> float:
    """Tell how much of a small block has changed, where most has.

    A place has changed where it stands out in a way that neither it nor a neighbour did before: a camera that shakes a
    little moves everything by less than a place.

    Parameters
    ----------
    before, after : GreyLine
        Of the same size.
    counts : callable
        Whether a place of the picture matters.

    Returns
    -------
    float
        Share of the block's places, 0-1.
    """
    one, other = (relief_of(line, _REACH, _FLOOR) for line in (before, after))
    changed = _changed(one, other)
    height, width = len(changed), before.width
    for y, row in enumerate(changed):
        for x, value in enumerate(row):
            if value and not counts(Point((x + 0.5) / width, (y + 0.5) / height)):
                row[x] = 0.0
    return max(map(max, blurred(_framed(changed), _BLOCK_REACH)))


def _framed(changed: Rows) -> Rows:
    """Put unchanged places around, so that few changed ones in a corner are not much of a block."""
    beside = [0.0] * _BLOCK_REACH
    above = [[0.0] * (len(changed[0]) + 2 * _BLOCK_REACH)] * _BLOCK_REACH
    return [*above, *([*beside, *row, *beside] for row in changed), *above]


def _changed(one: Rows, other: Rows) -> Rows:
    bounds = (highest(one), lowest(one), highest(other), lowest(other))
    return [
        [
            float(b > top_a + _ALLOWED or b < low_a - _ALLOWED or a > top_b + _ALLOWED or a < low_b - _ALLOWED)
            for a, b, top_a, low_a, top_b, low_b in zip(*rows, strict=True)
        ]
        for rows in zip(one, other, *bounds, strict=True)
    ]
