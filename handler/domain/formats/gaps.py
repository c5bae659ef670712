"""The gaps that OCR writes within a plate: how likely they are by a format, and where no format is known.

Counted on the labelled photos (`docs/measurements.md`), on plates read right.
"""

from __future__ import annotations

import math
from functools import lru_cache

# Of plates whose format has gaps, OCR runs so many together (59 of 345 show none, half of them chance). Of others it
# writes the gaps of the format (355 of 391), and hardly any where that has none (6 of 1,757; the table lacks some).
RUN_TOGETHER = 0.13
GAP_WRITTEN, _STRANGE_GAP = 0.92, 0.01
# Where the format is not known: how many gaps OCR writes in a plate (of 382), and how much likelier one is between a
# letter and a digit (326 of 665) than elsewhere (52 of 1,583).
_GAP_COUNTS, _MORE_GAPS = (0.25, 0.54, 0.19, 0.015), 0.005
_AT_BORDER = 15
# How often every character is a word of its own, whatever the format (an order of magnitude: of the labelled plates
# none is written so, those that leave much room are). Shorter texts are written so by chance.
_SPREAD, _SHORTEST_SPREAD = 0.002, 5


@lru_cache(maxsize=4096)
def gap_likelihood(gaps: frozenset[int], of_format: frozenset[int], length: int) -> float:
    """Tell how likely the gaps of a text are, if its plate has some format.

    Parameters
    ----------
    gaps : frozenset of int
        Places before which OCR wrote a separator or left room.
    of_format : frozenset of int
        Places before which the format leaves room.
    length : int
        Characters of the plate.

    Returns
    -------
    float
        log P(gaps | format), a natural logarithm.
    """
    met, strange = len(gaps & of_format), len(gaps - of_format)
    none_elsewhere = length - 1 - len(of_format) - strange
    elsewhere = _STRANGE_GAP**strange * (1 - _STRANGE_GAP) ** none_elsewhere
    apart = GAP_WRITTEN**met * (1 - GAP_WRITTEN) ** (len(of_format) - met)
    by_format = elsewhere * ((1 - RUN_TOGETHER) * apart + (RUN_TOGETHER if not met else 0.0))
    return _or_spread(by_format, gaps, length)


def _or_spread(likelihood: float, gaps: frozenset[int], length: int) -> float:
    """Give the logarithm of a likelihood where some plates have all their characters apart."""
    share = _SPREAD if length >= _SHORTEST_SPREAD else 0.0
    return math.log((1 - share) * likelihood + (share if len(gaps) >= length - 1 else 0.0))


def gap_likelihood_of_any(gaps: frozenset[int], plate: str) -> float:
    """Tell how likely the gaps of a text are, where the format of its plate is not known.

    Parameters
    ----------
    gaps : frozenset of int
        As for `gap_likelihood`.
    plate : str
        A-Z0-9: most gaps stand between its letters and its digits.

    Returns
    -------
    float
        log P(gaps | plate), a natural logarithm.
    """
    borders = (place for place in range(1, len(plate)) if plate[place - 1].isalpha() != plate[place].isalpha())
    return _by_borders(gaps, frozenset(borders), len(plate))


@lru_cache(maxsize=4096)
def _by_borders(gaps: frozenset[int], borders: frozenset[int], length: int) -> float:
    written = sum(0 < gap < length for gap in gaps)
    ways = sum(
        _AT_BORDER**some * math.comb(len(borders), some) * math.comb(length - 1 - len(borders), written - some)
        for some in range(written + 1)
    )
    count = _GAP_COUNTS[written] if written < len(_GAP_COUNTS) else _MORE_GAPS
    by_place = count * _AT_BORDER ** len(gaps & borders) / ways
    return _or_spread(by_place, gaps, length)
