"""What is left of a plate of which OCR missed all that stands apart at an end: a Russian one without its region."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from handler.domain.formats.region import Grammar, Layout

LOST_LENGTHS: Final = range(2, 5)
"""Characters of a group that may be missed as a whole; one alone is what `channel` puts back."""
SHORTEST_REST: Final = 4
"""Shorter text is hardly ever a read, and may be the rest of most plates."""

# Of 352 labelled plates that have room between their characters, text detection missed the last group of two to four
# characters of one or two, by how it looked for text, and the first one of none or one, and saw the rest.
LOST_AT_START, LOST_AT_END = 0.5 / 352, 1.5 / 352


def rests_of(layouts: Iterable[Layout]) -> tuple[Layout, ...]:
    """Give the layouts of what is left where a group at an end was missed.

    Parameters
    ----------
    layouts : iterable of Layout
        Of any length.

    Returns
    -------
    tuple of Layout
        Each grammar's share counts how often its group is missed; formats of a region that leave the same are one.
    """
    found: dict[tuple[str, ...], dict[Grammar, float]] = defaultdict(lambda: defaultdict(float))
    for layout in layouts:
        for grammar in layout.grammars:
            for first, last, chance in _kept(grammar, len(layout.places)):
                rest = _rest(grammar, first, last)
                found[layout.places[first:last]][rest] += chance * math.exp(grammar.share)
    return tuple(_layout(places, shares) for places, shares in found.items())


def _kept(grammar: Grammar, length: int) -> Iterator[tuple[int, int, float]]:
    """Give the places that are left, from and up to, each with how often the others are missed."""
    gaps = sorted(grammar.gaps)
    if not gaps:
        return
    if gaps[0] in LOST_LENGTHS and length - gaps[0] >= SHORTEST_REST:
        yield gaps[0], length, LOST_AT_START
    if length - gaps[-1] in LOST_LENGTHS and gaps[-1] >= SHORTEST_REST:
        yield 0, gaps[-1], LOST_AT_END


def _rest(grammar: Grammar, first: int, last: int) -> Grammar:
    keeps_code = first <= grammar.code_start < grammar.code_end <= last
    start, end = (grammar.code_start - first, grammar.code_end - first) if keeps_code else (0, 0)
    return replace(
        grammar,
        share=0.0,
        gaps=frozenset(gap - first for gap in grammar.gaps if first < gap < last),
        emblems=frozenset(),
        codes=grammar.codes if keeps_code else frozenset(),
        code_start=start,
        code_end=end,
        office_start=0,
        office_end=0,
    )


def _layout(places: tuple[str, ...], shares: dict[Grammar, float]) -> Layout:
    grammars = tuple(replace(grammar, share=math.log(share)) for grammar, share in shares.items())
    return Layout(places, sum(math.log(len(place)) for place in places), grammars, ())
