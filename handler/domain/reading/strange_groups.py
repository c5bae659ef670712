"""Characters in a read that may not be the plate's own: a seal's, an emblem's, the country's sign in the band."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from typing import Final

from handler.domain.formats.gaps import gap_likelihood
from handler.domain.formats.region import Grammar, Layout
from handler.domain.formats.world import World
from handler.domain.judging.evidence import Scene
from handler.domain.judging.judgement import Judged, told_region
from handler.domain.words.vocabulary import COUNTRY_SIGNS

_SHORTEST_NUMBER: Final = 4
"""Behind a country's sign."""
_SIGN_IN_THE_NUMBER: Final = 0.02
"""How often OCR writes a band's sign as a group of the number. An estimate: the labelled photos show none."""
_MOST_WRONG: Final = 0.01
"""Odds from which on a reading with the sign is doubted."""


def may_have_a_strange_group(
    plate: str, judged: Judged, scene: Scene, expected_regions: frozenset[str], world: World
) -> bool:
    """Tell whether a group of a read may be none of the plate's.

    That is so of a character by itself where no format leaves room: of `NS 0 360-AB` the 0 is the arms between. And of
    a country's sign at the beginning, as in `TR 34 AB 3801`, where what follows is likely enough a plate of that
    country.

    Parameters
    ----------
    plate : str
        As it is read, A-Z0-9.
    judged : Judged
        What it is read from.
    scene : Scene
        The photo that it stands in.
    expected_regions : frozenset of str
        Empty means anywhere.
    world : World
        The regions that are reckoned with.
    """
    span = judged.span
    # As long as it, or a character was left out: then its groups are those of the text.
    text = plate if len(plate) == len(span.characters) else span.characters
    told = told_region(span, scene)
    believed = expected_regions | {told} if told else expected_regions
    likeliest = max(judged.fit.regions, key=lambda code: judged.fit.regions[code], default="")
    return len(span.rows) == 1 and (
        _has_a_strange_character(text, span.gaps, {*(world.expected(believed) or world.codes), likeliest}, world)
        or _begins_with_a_sign(text, span.gaps, believed, world)
    )


def _has_a_strange_character(text: str, gaps: frozenset[int], known: Collection[str], world: World) -> bool:
    last = len(text) - 1
    if len(gaps) >= last:
        return False  # much room between all of them
    rooms = [
        frozenset({place, place + 1} - {0, last + 1})
        for place in range(last + 1)
        if (place in gaps or place == 0) and (place + 1 in gaps or place == last)
    ]
    written = [one.gaps for _, one in _grammars_of(text, world) if one.region in known] if rooms else []
    return any(not any(room <= of_format for of_format in written) for room in rooms)


def _begins_with_a_sign(text: str, gaps: frozenset[int], believed: frozenset[str], world: World) -> bool:
    known, weights = world.expected(believed) or world.codes, world.weights(believed)
    whole = max((rate for _, rate in _likelihoods(text, gaps, weights, world)), default=-math.inf)
    for sign, region in COUNTRY_SIGNS.items():
        end = len(sign)
        if region not in known or end not in gaps or not text.startswith(sign) or len(text) - end < _SHORTEST_NUMBER:
            continue
        rest = _likelihoods(text[end:], frozenset(gap - end for gap in gaps if gap > end), weights, world)
        with_sign = max((rate for code, rate in rest if code == region), default=-math.inf)
        if with_sign + math.log(_SIGN_IN_THE_NUMBER / _MOST_WRONG) > whole:
            return True
    return False


def _likelihoods(
    text: str, gaps: frozenset[int], weights: dict[str, float], world: World
) -> Iterator[tuple[str, float]]:
    """Give of each format that has a text just so its region, and log P(text and gaps, region)."""
    for layout, grammar in _grammars_of(text, world):
        rate = grammar.share - layout.log_size + gap_likelihood(gaps, grammar.gaps, len(text))
        yield grammar.region, rate + math.log(weights[grammar.region])


def _grammars_of(text: str, world: World) -> Iterator[tuple[Layout, Grammar]]:
    for layout in world.layouts_that_allow(text):
        yield from ((layout, one) for one in layout.grammars if one.has_office_of(text))
