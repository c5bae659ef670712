"""Characters in a read that may not be the plate's own: a seal's, an emblem's, what a band before or behind says."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from typing import Final

from handler.domain.formats.gaps import gap_likelihood
from handler.domain.formats.region import Grammar, Layout
from handler.domain.formats.world import World
from handler.domain.judging.bands import regions_with_band
from handler.domain.judging.evidence import Scene
from handler.domain.judging.judgement import Judged, told_region
from handler.domain.words.vocabulary import COUNTRY_SIGNS

_SHORTEST_NUMBER: Final = 4
"""Beside what a band says."""
_BAND_IN_THE_NUMBER: Final = 0.02
"""How often OCR writes what a band says as a group of the number. An estimate: the labelled photos show none."""
_MOST_WRONG: Final = 0.01
"""Odds from which on a reading with the band's text is doubted."""


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
        or _has_a_group_of_a_band(text, span.gaps, believed, world)
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


def _has_a_group_of_a_band(text: str, gaps: frozenset[int], believed: frozenset[str], world: World) -> bool:
    known, weights = world.expected(believed) or world.codes, world.weights(believed)
    whole = max((rate for _, rate in _likelihoods(text, gaps, weights, world)), default=-math.inf)
    for region, number, room in _without_a_band(text, gaps):
        if region not in known or len(number) < _SHORTEST_NUMBER:
            continue
        rates = (
            rate
            for one, rate in _likelihoods(number, room, weights, world)
            if one.region == region and one.gaps == room
        )
        if max(rates, default=-math.inf) + math.log(_BAND_IN_THE_NUMBER / _MOST_WRONG) > whole:
            return True
    return False


def _without_a_band(text: str, gaps: frozenset[int]) -> Iterator[tuple[str, str, frozenset[int]]]:
    """Give what the number is, with its gaps, if its first or last group is of a region's band; the region first."""
    for place in gaps:
        before, behind = text[:place], text[place:]
        if before in COUNTRY_SIGNS:
            yield COUNTRY_SIGNS[before], behind, frozenset(gap - place for gap in gaps if gap > place)
        yield from (
            (one, before, frozenset(gap for gap in gaps if gap < place)) for one in regions_with_band(before, behind)
        )


def _likelihoods(
    text: str, gaps: frozenset[int], weights: dict[str, float], world: World
) -> Iterator[tuple[Grammar, float]]:
    """Give each format that has a text just so, and log P(text and gaps, region)."""
    for layout, grammar in _grammars_of(text, world):
        rate = grammar.share - layout.log_size + gap_likelihood(gaps, grammar.gaps, len(text))
        yield grammar, rate + math.log(weights[grammar.region])


def _grammars_of(text: str, world: World) -> Iterator[tuple[Layout, Grammar]]:
    for layout in world.layouts_that_allow(text):
        yield from ((layout, one) for one in layout.grammars if one.has_office_of(text))
