"""What plates a text may stand for, and how probably.

Each grammar says how probable a plate is before looking, `channel.readings` how probable it is that OCR writes a text
for it. Bayes' rule joins them: P(plate | text) ~ P(text | plate) P(plate). Any text may also
be a plate of no known grammar, so that a grammar breaks ties and never forces a reading.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from handler.domain.candidate import Candidate
from handler.domain.characters import ALPHABET
from handler.domain.formats.channel import UNTOLD, readings
from handler.domain.formats.region import is_expected
from handler.domain.formats.region_table import EUROPEAN_COUNTRIES, REGIONS

# Share of plates that no grammar here describes.
_UNKNOWN_FORMAT = 0.03
# Share of an expectation: with regions expected, so many of the photo's plates come from them.
_EXPECTED_SHARE = 0.97
# Readings less probable than this beside the best are not worth keeping.
_FAINTEST = 1e-4


@dataclass(frozen=True, slots=True)
class Interpretations:
    """All that a text may stand for.

    Parameters
    ----------
    ranked : tuple of Candidate
        Most probable first; never empty.
    fit : float
        How much more probable the text is as a plate than as any text of its length: a natural logarithm. That it may
        be a part of one whose rest nothing tells does not speak for it.
    regions : dict of str to float
        Share of each region among the interpretations, 0-1; the rest fits no grammar.
    foreign : float
        Share of what fits no expected region, 0-1; 0 when none is expected.
    cut : float
        Probability 0-1 that OCR missed a character at an end of the plate which nothing tells: that the plate is none
        of those ranked.
    """

    ranked: tuple[Candidate, ...]
    fit: float
    regions: dict[str, float]
    foreign: float
    cut: float


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
    for plate, grammar, likelihood in readings(text, gaps):
        mass = (1 - _UNKNOWN_FORMAT) * weights[grammar.region] * math.exp(likelihood)
        by_plate[plate] += mass
        by_region[grammar.region] += mass
    untold = by_plate.pop(UNTOLD, 0.0)
    total = sum(by_plate.values())
    regions = {region: mass / (total + untold) for region, mass in by_region.items()}
    known = _expected(expected_regions)
    ranked = sorted(by_plate.items(), key=lambda item: (-item[1], item[0]))
    return Interpretations(
        tuple(Candidate(plate, mass / total) for plate, mass in ranked if mass >= total * _FAINTEST or plate == text),
        math.log(total) + len(text) * math.log(len(ALPHABET)),
        regions,
        1.0 - sum(share for region, share in regions.items() if region in known) if expected_regions else 0.0,
        untold / (total + untold),
    )


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
