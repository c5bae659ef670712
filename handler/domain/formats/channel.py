"""The noisy channel from plate grammars to what OCR wrote: which plates a text may stand for, and how well.

A reading takes some characters for others (`characters.likely_originals`), drops one that no plate has there (a seal,
an emblem, a frame's edge), or puts one back that OCR missed at an end.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Final

from handler.domain.characters import ALPHABET, LETTERS, likely_originals
from handler.domain.formats.region import UNLISTED_CODES, Grammar, Layout
from handler.domain.formats.world import World

UNTOLD: Final = ""
"""Stands for the plate of a reading that misses a character which nothing tells: doubt, and no candidate."""

# How often OCR writes a character where the plate has none: a seal, badge or hyphen in a gap that it wrote no
# separator for (round shapes mostly), or a flag, sticker or frame at either end.
_STRAY_IN_GAP, _STRAY_AT_END, _STRAY_BESIDE_SEPARATOR = 0.01, 0.01, 0.001
_SEAL_SHAPES = "0O8QCDG"
# How often OCR takes an emblem that is as large as a character for one, of any shape (3 of 27 plates of Missouri): log
# P(text | plate).
_EMBLEM_READ = math.log(0.1 / len(ALPHABET))
# How often OCR misses the first character, or the last one, behind a tow bar, a shadow or dirt (3 and none of 234
# plates, with half a plate for what was not met): log P(text | plate).
_LOST_AT_START, _LOST_AT_END = math.log(3.5 / 234), math.log(0.5 / 234)
# How often OCR writes a gap where the format has one, where it has none, and in any text: logarithms of the ratios.
_IN_FORMAT, _OUT_OF_FORMAT, _IN_ANY_TEXT = 0.5, 0.05, 0.15
_GAP_MET = math.log(_IN_FORMAT / _IN_ANY_TEXT)
_GAP_MISSED = math.log((1 - _IN_FORMAT) / (1 - _IN_ANY_TEXT))
_GAP_STRANGE = math.log(_OUT_OF_FORMAT / _IN_ANY_TEXT)
# Three rare confusions, or a stray character and a rare one: log P(text | plate) below which no grammar is tried.
_UNTHINKABLE = -15.0


def readings(text: str, gaps: frozenset[int], world: World) -> Iterator[tuple[str, Grammar, float]]:
    """Give every plate of every grammar that a text may stand for.

    Parameters
    ----------
    text : str
        A-Z0-9, at least one character.
    gaps : frozenset of int
        Places before which OCR wrote a separator or left room.
    world : World

    Yields
    ------
    tuple of (str, Grammar, float)
        The plate, its grammar, and log P(text | plate) + log P(plate | region). A plate may come more than once.
    """
    for layout in world.layouts(len(text)):
        written = _written(text, layout.places, 0.0)
        if written:
            yield from _fit(text, written, layout, layout.grammars, gaps)
    last = len(text) - 1
    for place in range(len(text)):
        rest, rest_gaps = text[:place] + text[place + 1 :], _without(place, gaps)
        at_end = place in (0, last)
        stray = _stray_likelihood(text, place, gaps)
        # Where OCR wrote a separator, that is what it made of the emblem.
        emblem = stray if gaps & {place, place + 1} else _EMBLEM_READ
        for layout, grammars, has_emblem in world.with_room(last, place):
            written = _written(rest, layout.places, emblem if has_emblem else stray)
            if written:
                yield from _fit(rest, written, layout, grammars, rest_gaps if at_end else rest_gaps | {place})
    yield from _with_a_lost_end(text, gaps, world)


def _with_a_lost_end(text: str, gaps: frozenset[int], world: World) -> Iterator[tuple[str, Grammar, float]]:
    """Give the readings in which OCR missed the first or the last character of the plate."""
    moved = frozenset(gap + 1 for gap in gaps)
    for layout in world.layouts(len(text) + 1):
        if without_first := _written(text, layout.places[1:], _LOST_AT_START):
            yield from _made_whole(without_first, 0, layout, moved)
        if without_last := _written(text, layout.places[:-1], _LOST_AT_END):
            yield from _made_whole(without_last, len(text), layout, gaps)


def _made_whole(
    written: tuple[str, float], place: int, layout: Layout, gaps: frozenset[int]
) -> Iterator[tuple[str, Grammar, float]]:
    """Put back the character that OCR missed at a place: of Romania's counties, only IF ends in F."""
    rest, likelihood = written
    missed = layout.places[place]
    for grammar in layout.grammars:
        evidence = likelihood + grammar.share - layout.log_size + gap_evidence(gaps, grammar)
        start, end = grammar.code_start, grammar.code_end
        if start <= place < end:
            # Of all that the layout may have at the code's places, the plate has one of the listed ones.
            size = sum(math.log(len(allowed)) for allowed in layout.places[start:end])
            codes = _codes_with(grammar.codes, rest[start : end - 1], place - start)
            listed = evidence + size + math.log((1 - UNLISTED_CODES) / len(grammar.codes))
            if len(codes) == 1:
                yield rest[:start] + codes[0] + rest[end - 1 :], grammar, listed
            elif codes:
                yield UNTOLD, grammar, listed + math.log(len(codes))
        elif len(missed) == 1:
            yield rest[:place] + missed + rest[place:], grammar, evidence
        else:
            yield UNTOLD, grammar, evidence + math.log(len(missed))


@lru_cache(maxsize=4096)
def _codes_with(codes: frozenset[str], rest: str, place: int) -> tuple[str, ...]:
    """Give the office codes that a character put into a text at a place makes."""
    return tuple(sorted(code for code in codes if code[:place] + code[place + 1 :] == rest))


def _written(text: str, places: tuple[str, ...], likelihood: float) -> tuple[str, float] | None:
    """Give the likeliest plate of a layout and log P(text | plate), or None where that is next to nothing."""
    plate = ""
    for seen, allowed in zip(text, places, strict=True):
        original = _best_original(seen, allowed)
        if original is None:
            return None
        plate += original[0]
        likelihood += original[1]
        if likelihood < _UNTHINKABLE:
            return None
    return plate, likelihood


def _fit(
    text: str, written: tuple[str, float], layout: Layout, grammars: Iterable[Grammar], gaps: frozenset[int]
) -> Iterator[tuple[str, Grammar, float]]:
    plate, likelihood = written
    for grammar in grammars:
        evidence = likelihood + grammar.share - layout.log_size + gap_evidence(gaps, grammar)
        start, end = grammar.code_start, grammar.code_end
        if start == end:
            yield plate, grammar, evidence
            continue
        for code, rate in _office_codes(text[start:end], plate[start:end], grammar.codes):
            yield plate[:start] + code + plate[end:], grammar, evidence + rate


def gap_evidence(gaps: frozenset[int], grammar: Grammar) -> float:
    """Give how much the gaps of a text speak for a grammar: a natural logarithm, 0 for nothing."""
    met = len(gaps & grammar.gaps)
    return met * _GAP_MET + (len(grammar.gaps) - met) * _GAP_MISSED + (len(gaps) - met) * _GAP_STRANGE


@lru_cache(maxsize=4096)
def _office_codes(seen: str, written: str, codes: frozenset[str]) -> tuple[tuple[str, float], ...]:
    """Give the office codes that may stand where OCR wrote one, with the correction to the layout's likelihood."""
    log_size = len(seen) * math.log(10 if written.isdigit() else len(LETTERS))
    counted = sum(likely_originals(a)[b] for a, b in zip(seen, written, strict=True))
    listed = math.log((1 - UNLISTED_CODES) / len(codes)) + log_size - counted
    found = [(written, math.log(UNLISTED_CODES))] if written not in codes else [(written, listed + counted)]
    for place, character in enumerate(seen):
        for original, rate in likely_originals(character).items():
            code = written[:place] + original + written[place + 1 :]
            if code in codes and code != written:
                others = counted - likely_originals(character)[written[place]]
                found.append((code, listed + others + rate))
    return tuple(found)


def _stray_likelihood(text: str, place: int, gaps: frozenset[int]) -> float:
    """Give how likely OCR is to write a character of the text at a place where the plate has none."""
    if place in (0, len(text) - 1):
        return math.log(_STRAY_AT_END / len(ALPHABET))
    if gaps & {place, place + 1}:
        return math.log(_STRAY_BESIDE_SEPARATOR / len(ALPHABET))
    return math.log(
        _STRAY_IN_GAP / len(_SEAL_SHAPES) if text[place] in _SEAL_SHAPES else _STRAY_BESIDE_SEPARATOR / len(ALPHABET)
    )


def _without(place: int, gaps: frozenset[int]) -> frozenset[int]:
    """Count gaps anew when one character is left out; a gap beside it is its own."""
    return frozenset(gap - (gap > place) for gap in gaps if gap not in (place, place + 1))


@cache
def _best_original(seen: str, allowed: str) -> tuple[str, float] | None:
    options = [(rate, character) for character, rate in likely_originals(seen).items() if character in allowed]
    if not options:
        return None
    rate, character = max(options)
    return character, rate
