"""How likely two reads are of one plate: by what both may stand for, and by what OCR takes for what."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from handler.domain.candidate import Candidate
from handler.domain.characters import UNSURE
from handler.domain.edits import with_one_left_out

_OTHER_MISREAD: Final = 1e-4
"""That OCR writes one given character for another that it is not known to take it for: an order of magnitude."""

_LOST: Final = 3.5 / 234
"""That OCR misses a character at an end, as in `handler.domain.formats.channel`; within a plate it is a tenth."""

_MOST_MISREAD: Final = 2
"""Never is a plate taken for one from which it is more than two edits away."""


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
        0-1: the probability that both are the same by their candidates, or that OCR wrote the one for the other,
        whichever is more.
    """
    plates = {one.plate: one.confidence for one in first}
    shared = sum(plates.get(one.plate, 0.0) * one.confidence for one in second)
    return max(shared, written_for(first[0].plate, second[0].plate)) if may_misread else shared


@lru_cache(maxsize=65536)
def written_for(first: str, second: str) -> float:
    """Tell how likely OCR is to write one plate for another; 0 for those that are more than two edits apart."""
    if len(first) == len(second):
        return _misread(first, second)
    longer, shorter = sorted((first, second), key=len, reverse=True)
    return _with_one_lost(longer, shorter) if len(longer) - len(shorter) == 1 else 0.0


def _misread(first: str, second: str) -> float:
    wrong = [(a, b) for a, b in zip(first, second, strict=True) if a != b]
    return math.prod(_rate(a, b) for a, b in wrong) if len(wrong) <= _MOST_MISREAD else 0.0


def _rate(meant: str, seen: str) -> float:
    rate = max(UNSURE.originals(seen).get(meant, -math.inf), UNSURE.originals(meant).get(seen, -math.inf))
    return max(math.exp(rate), _OTHER_MISREAD)


def _with_one_lost(longer: str, shorter: str) -> float:
    ends = {0, len(longer) - 1}
    lost = ((place in ends, rest) for place, rest in enumerate(with_one_left_out(longer)))
    return max((_LOST if at_end else _LOST / 10 for at_end, rest in lost if rest == shorter), default=0.0)
