"""A picture's greys without its light: how each place stands out from what is around it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Final, TypeAlias

from handler.domain.judging.ground import GREYS, GreyLine

Rows: TypeAlias = list[list[float]]
"""Row by row from the top."""

_DARK: Final = 20.0
"""Added to each grey: a camera's noise in the dark would be a large share of what it sees there."""

# More light on a surface multiplies its greys; as logarithms they are shifted, and what is around shifts with them.
_LOGARITHMS: Final = tuple(math.log(grey + _DARK) for grey in range(GREYS))


def relief_of(line: GreyLine, reach: int, floor: float) -> Rows:
    """Take the light out of greys: neither how bright it is nor how hard counts.

    Parameters
    ----------
    line : GreyLine
    reach : int
        How many places around each are looked at, in either direction.
    floor : float
        How much (of a logarithm) places have to differ so that it is more than a camera's noise.

    Returns
    -------
    list of list of float
        About -3 to 3; near 0 where all is even.
    """
    greys = line.greys
    rows = [
        [_LOGARITHMS[grey] for grey in greys[start : start + line.width]] for start in range(0, len(greys), line.width)
    ]
    around = blurred(rows, reach)
    uneven = [
        [one - mean for one, mean in zip(row, means, strict=True)] for row, means in zip(rows, around, strict=True)
    ]
    squares = blurred([[one * one for one in row] for row in uneven], reach)
    return [
        [one / (math.sqrt(max(square, 0.0)) + floor) for one, square in zip(row, spread, strict=True)]
        for row, spread in zip(uneven, squares, strict=True)
    ]


def blurred(rows: Rows, reach: int) -> Rows:
    """Give each place the mean of the square around it, or of what of that lies in the picture."""
    across = [_mean_along(row, reach) for row in rows]
    return _turned(_mean_along(column, reach) for column in _turned(across))


def highest(rows: Rows) -> Rows:
    """Give each place the highest of itself and its eight neighbours."""
    return _turned(_highest_along(column) for column in _turned(_highest_along(row) for row in rows))


def lowest(rows: Rows) -> Rows:
    """Give each place the lowest of itself and its eight neighbours."""
    return _turned(_lowest_along(column) for column in _turned(_lowest_along(row) for row in rows))


def halved(rows: Rows) -> Rows:
    """Make one place of four; an odd row or column at the end is left out."""
    return [
        [(a + b + c + d) / 4 for a, b, c, d in zip(up[::2], up[1::2], down[::2], down[1::2], strict=False)]
        for up, down in zip(rows[::2], rows[1::2], strict=False)
    ]


def _turned(rows: Iterable[Sequence[float]]) -> Rows:
    return [list(column) for column in zip(*rows, strict=True)]


def _mean_along(row: Sequence[float], reach: int) -> list[float]:
    sums, length = [0.0, *accumulate(row)], len(row)
    window = 2 * reach + 1
    if length <= window:
        return [
            (sums[min(at + reach + 1, length)] - sums[max(at - reach, 0)])
            / (min(at + reach + 1, length) - max(at - reach, 0))
            for at in range(length)
        ]
    first = [sums[at + reach + 1] / (at + reach + 1) for at in range(reach)]
    middle = [(end - start) / window for start, end in zip(sums, sums[window:], strict=False)]
    last = [(sums[length] - sums[at - reach]) / (length - at + reach) for at in range(length - reach, length)]
    return first + middle + last


def _highest_along(row: Sequence[float]) -> list[float]:
    return list(map(max, row, [row[0], *row[:-1]], [*row[1:], row[-1]]))


def _lowest_along(row: Sequence[float]) -> list[float]:
    return list(map(min, row, [row[0], *row[:-1]], [*row[1:], row[-1]]))
