"""What plates a text may stand for: a noisy channel from plate grammars to what OCR wrote.

Each grammar says how probable a plate is before looking, `characters.likely_originals` how probable it is that OCR
writes one character for another. Bayes' rule joins them: P(plate | text) ~ P(text | plate) P(plate). Any text may also
be a plate of no known grammar, so that a grammar breaks ties and never forces a reading.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from handler.domain.characters import ALPHABET, LETTERS, likely_originals
from handler.domain.region import UNLISTED_CODES, Grammar, Layout, is_expected, layouts_of
from handler.domain.region_table import EUROPEAN_COUNTRIES, REGIONS

SHORTEST, LONGEST = 4, 10

# Share of plates that no grammar here describes.
_UNKNOWN_FORMAT = 0.03
# Share of an expectation: with regions expected, so many of the photo's plates come from them.
_EXPECTED_SHARE = 0.97
# How often OCR writes a character where the plate has none: a seal, badge or hyphen in a gap that it wrote no
# separator for (round shapes mostly), or a flag, sticker or frame at either end.
_STRAY_IN_GAP, _STRAY_AT_END, _STRAY_BESIDE_SEPARATOR = 0.01, 0.01, 0.001
_SEAL_SHAPES = "0O8QCDG"
# How often OCR takes an emblem that is as large as a character for one, of any shape (3 of 27 plates of Missouri): log
# P(text | plate).
_EMBLEM_READ = math.log(0.1 / len(ALPHABET))
# How often OCR writes a gap where the format has one, where it has none, and in any text: logarithms of the ratios.
_IN_FORMAT, _OUT_OF_FORMAT, _IN_ANY_TEXT = 0.5, 0.05, 0.15
_GAP_MET = math.log(_IN_FORMAT / _IN_ANY_TEXT)
_GAP_MISSED = math.log((1 - _IN_FORMAT) / (1 - _IN_ANY_TEXT))
_GAP_STRANGE = math.log(_OUT_OF_FORMAT / _IN_ANY_TEXT)
# Three rare confusions, or a stray character and a rare one: log P(text | plate) below which no grammar is tried.
_UNTHINKABLE = -15.0
# Readings less probable than this beside the best are not worth keeping.
_FAINTEST = 1e-4


@dataclass(frozen=True, slots=True)
class Interpretation:
    """A plate that a text may stand for.

    Parameters
    ----------
    plate : str
        A-Z0-9.
    probability : float
        0-1 beside the text's other interpretations, given that it is a plate at all.
    """

    plate: str
    probability: float


@dataclass(frozen=True, slots=True)
class Interpretations:
    """All that a text may stand for.

    Parameters
    ----------
    ranked : tuple of Interpretation
        Most probable first; never empty.
    fit : float
        How much more probable the text is as a plate than as any text of its length: a natural logarithm.
    regions : dict of str to float
        Share of each region among the interpretations, 0-1; the rest fits no grammar.
    foreign : float
        Share of what fits no expected region, 0-1; 0 when none is expected.
    """

    ranked: tuple[Interpretation, ...]
    fit: float
    regions: dict[str, float]
    foreign: float


def interpret(
    text: str, gaps: frozenset[int] = frozenset(), expected_regions: frozenset[str] = frozenset()
) -> Interpretations:
    """Rank the plates that a text may stand for.

    Parameters
    ----------
    text : str
        A-Z0-9, at least one character.
    gaps : frozenset of int
        Places before which OCR wrote a separator or left room.
    expected_regions : frozenset of str
        Region codes, countries or `eu`; empty means anywhere.

    Returns
    -------
    Interpretations
        The text itself is always among them.
    """
    weights = _region_weights(expected_regions)
    by_plate: dict[str, float] = defaultdict(float)
    by_region: dict[str, float] = defaultdict(float)
    by_plate[text] = _UNKNOWN_FORMAT * math.exp(-len(text) * math.log(len(ALPHABET)))
    for plate, grammar, likelihood in _readings(text, gaps):
        mass = (1 - _UNKNOWN_FORMAT) * weights[grammar.region] * math.exp(likelihood)
        by_plate[plate] += mass
        by_region[grammar.region] += mass
    total = sum(by_plate.values())
    regions = {region: mass / total for region, mass in by_region.items()}
    known = _expected(expected_regions)
    ranked = sorted(by_plate.items(), key=lambda item: (-item[1], item[0]))
    return Interpretations(
        tuple(
            Interpretation(plate, mass / total) for plate, mass in ranked if mass >= total * _FAINTEST or plate == text
        ),
        math.log(total) + len(text) * math.log(len(ALPHABET)),
        regions,
        1.0 - sum(share for region, share in regions.items() if region in known) if expected_regions else 0.0,
    )


def _readings(text: str, gaps: frozenset[int]) -> Iterator[tuple[str, Grammar, float]]:
    """Give (plate, grammar, log P(text | plate) + log P(plate | region)) for every grammar that the text may follow."""
    for layout in layouts().get(len(text), ()):
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
        for layout, grammars, has_emblem in _with_room(last, place):
            written = _written(rest, layout.places, emblem if has_emblem else stray)
            if written:
                yield from _fit(rest, written, layout, grammars, rest_gaps if at_end else rest_gaps | {place})


@cache
def _with_room(length: int, place: int) -> tuple[tuple[Layout, tuple[Grammar, ...], bool], ...]:
    """Give the layouts of a length with the grammars that have room before a place, and whether for an emblem."""
    found = layouts().get(length, ())
    if place in (0, length):
        return tuple((layout, layout.grammars, False) for layout in found)
    groups = (
        (
            layout,
            tuple(one for one in layout.grammars if place in (one.emblems if has_emblem else one.gaps - one.emblems)),
            has_emblem,
        )
        for layout in found
        for has_emblem in (False, True)
    )
    return tuple(group for group in groups if group[1])


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


@cache
def layouts() -> dict[int, tuple[Layout, ...]]:
    """Give the layouts of all regions by plate length."""
    return layouts_of(REGIONS)


@lru_cache(maxsize=64)
def _expected(expected: frozenset[str]) -> frozenset[str]:
    return frozenset(region.code for region in REGIONS if is_expected(region.code, expected, EUROPEAN_COUNTRIES))


@lru_cache(maxsize=64)
def _region_weights(expected: frozenset[str]) -> dict[str, float]:
    """Share the probability of a photo's plates among the regions."""
    weights = {region.code: region.weight for region in REGIONS}
    known = _expected(expected)
    total = sum(weights.values())
    shares = {code: weight / total for code, weight in weights.items()}
    if not known:
        return shares
    expected_total = sum(weights[code] for code in known)
    return {
        code: (1 - _EXPECTED_SHARE) * share
        + (_EXPECTED_SHARE * weights[code] / expected_total if code in known else 0.0)
        for code, share in shares.items()
    }
