"""How likely two reads are of one plate: by what both may stand for, and by what OCR takes for what."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from handler.domain.candidate import Candidate
from handler.domain.characters import UNSURE

OTHER_MISREAD: Final = 1e-4
"""That OCR writes one given character for another that it is not known to take it for: an order of magnitude."""

# That OCR misses a character, or writes one that is none: at the start as in `handler.domain.formats.channel`, at the
# end and within a plate seldom.
_LOST_AT_START, _LOST_AT_END, _LOST_WITHIN = 3.5 / 234, 0.5 / 234, 1e-3

MOST_EDITS: Final = 2
"""Never is a plate taken for one that is more characters away."""

_MOST_COMPARED: Final = 4
"""Of either side's candidates; the others are seldom told from noise."""


def likeness(first: Sequence[Candidate], second: Sequence[Candidate], *, may_misread: bool = True) -> float:
    """Tell how likely two reads are of one plate, beside others: it is no probability.

    Parameters
    ----------
    first, second : sequence of Candidate
        What each may stand for, most probable first.
    may_misread : bool
        Whether at least one of them is a machine's: what two persons read is as it is.

    Returns
    -------
    float
        0-1: over all that either may stand for, that both are the same or that OCR wrote the one for the other.
    """
    if not may_misread:
        return float(first[0].plate == second[0].plate)
    return sum(
        one.confidence * other.confidence * written_for(one.plate, other.plate)
        for one in first[:_MOST_COMPARED]
        for other in second[:_MOST_COMPARED]
    )


@lru_cache(maxsize=65536)
def written_for(first: str, second: str) -> float:
    """Tell how likely OCR is to write one plate for another; 0 for those that are more than `MOST_EDITS` apart."""
    return _most(first, second, MOST_EDITS, _LOST_AT_START)


def _most(first: str, second: str, edits: int, lost: float) -> float:
    """Give the likeliest way in so many edits; `lost` is how often a character goes missing just here."""
    if first == second:
        return 1.0
    if abs(len(first) - len(second)) > edits:
        return 0.0
    found = [_most(first[1:], second[1:], edits, _LOST_WITHIN)] if first[:1] == second[:1] else []
    if edits and first and second and first[0] != second[0]:
        found.append(_rate(first[0], second[0]) * _most(first[1:], second[1:], edits - 1, _LOST_WITHIN))
    for longer, shorter in ((first, second), (second, first)):
        if edits and longer:
            rate = lost if len(longer) > 1 or shorter else _LOST_AT_END
            found.append(rate * _most(longer[1:], shorter, edits - 1, _LOST_WITHIN))
    return max(found, default=0.0)


def _rate(meant: str, seen: str) -> float:
    rate = max(UNSURE.originals(seen).get(meant, -math.inf), UNSURE.originals(meant).get(seen, -math.inf))
    return max(math.exp(rate), OTHER_MISREAD)
