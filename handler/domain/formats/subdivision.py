"""The subdivision of a country that a plate itself names: the code of the office that issued it."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import Final

from handler.domain.characters import gaps_in, plate_characters
from handler.domain.formats.gaps import gap_likelihood
from handler.domain.formats.region import Grammar
from handler.domain.formats.world import WORLD, World

_CLEAR_SHARE: Final = 0.6
"""An office is named when this share of the formats that the plate may follow agrees."""


def subdivision_of(
    plate: str, region: str | None, raw_text: str, world: World = WORLD
) -> tuple[str, float] | tuple[None, None]:
    """Name the office code that a plate carries, such as a German district or an Indian state, and how surely.

    Parameters
    ----------
    plate : str
        A-Z0-9.
    region : str or None
        The country that issued it.
    raw_text : str
        What the OCR wrote: its gaps tell where a code ends where codes are of several lengths (M AB 12, MA B 12).
    world : World

    Returns
    -------
    (str, float) or (None, None)
        As the plate spells it, and how probable it is, 0-1, given the plate and its country; None for both when the
        country's plates name no office, this one follows none of its formats, or the formats disagree.
    """
    gaps = gaps_in(raw_text) if len(plate_characters(raw_text)) == len(plate) else frozenset()
    shares: dict[str, float] = defaultdict(float)
    for layout in world.layouts_that_allow(plate):
        for grammar in layout.grammars:
            if grammar.region == region and _has_listed_code(plate, grammar):
                office = plate[grammar.office_start : grammar.office_end]
                chance = grammar.share - layout.log_size + gap_likelihood(gaps, grammar.gaps, len(plate))
                shares[office] += math.exp(chance)
    office, mass = max(shares.items(), key=lambda item: item[1], default=("", 0.0))
    if not office or mass < _CLEAR_SHARE * (total := sum(shares.values())):
        return None, None
    return office, min(mass / total, 1.0)


def _has_listed_code(plate: str, grammar: Grammar) -> bool:
    return not grammar.codes or plate[grammar.code_start : grammar.code_end] in grammar.codes
