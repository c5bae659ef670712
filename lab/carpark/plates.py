"""Plates of several countries, and what reading makes of them when it is wrong."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache, lru_cache
from random import Random
from typing import Final

from handler.domain.candidate import MOST_CANDIDATES, Candidate
from handler.domain.characters import ALPHABET, UNSURE, USUALLY_LONGEST, plate_characters
from handler.domain.formats.plate import interpret
from handler.domain.formats.region import Region
from handler.domain.formats.world import WORLD
from lab.pictures.plate_texts import plate_text

COUNTRIES: Final = ("vn", "de", "gb", "fr", "ro", "pl", "it", "es", "nl", "us-ca", "br", "in", "tr")
ABROAD: Final = 5
"""Countries whose vehicles come to one car park, beside its own."""

AT_HOME: Final = 0.7
"""Share of the vehicles that carry the car park's own country's plates."""

SHORTEST_DRAWN: Final = 5
"""Fancy plates of two or three characters say nothing of pairing."""

# What OCR misses or adds, as `handler.domain.formats.channel` has it.
_LOST_AT_START, _LOST_AT_END, _STRAY_AT_START = 3.5 / 234, 0.5 / 234, 0.01


def countries_of(chance: Random) -> tuple[Region, ...]:
    """Choose the countries of a car park, its own first."""
    by_code = {region.code: region for region in WORLD.regions}
    return tuple(by_code[code] for code in chance.sample([one for one in COUNTRIES if one in by_code], ABROAD + 1))


def a_plate(countries: Sequence[Region], chance: Random) -> str:
    """Draw a plate, A-Z0-9."""
    while True:
        region = countries[0] if chance.random() < AT_HOME else chance.choice(countries[1:])
        notation = chance.choices(region.formats, [one.how_common for one in region.formats])[0].notation
        plate = plate_characters(plate_text(region, notation, chance))
        if SHORTEST_DRAWN <= len(plate) <= USUALLY_LONGEST:
            return plate


def one_of_series(chance: Random) -> str:
    """Draw a plate of one series of one office, which differ in five digits alone."""
    return f"51A{chance.randrange(30_000):05d}"


@lru_cache(maxsize=65536)
def read(text: str) -> tuple[Candidate, ...]:
    """Give what a text may stand for, as the reading has it."""
    return interpret(text).ranked[:MOST_CANDIDATES]


def misread(plate: str, chance: Random) -> tuple[Candidate, ...]:
    """Draw from the channel until what is read first is another plate."""
    while True:
        text = _written(plate, chance)
        if text != plate and read(text)[0].plate != plate:
            return read(text)


def _written(plate: str, chance: Random) -> str:
    text = "".join(_character(one, chance) for one in plate)
    if chance.random() < _LOST_AT_START:
        text = text[1:]
    if chance.random() < _LOST_AT_END:
        text = text[:-1]
    return chance.choice(ALPHABET) + text if chance.random() < _STRAY_AT_START else text


def _character(meant: str, chance: Random) -> str:
    seen, rates = _seen_for(meant)
    return chance.choices(seen, rates)[0]


@cache
def _seen_for(meant: str) -> tuple[list[str], list[float]]:
    """Give what OCR writes for a character, by the channel's own rates."""
    rates = {seen: math.exp(UNSURE.originals(seen)[meant]) for seen in ALPHABET if meant in UNSURE.originals(seen)}
    return list(rates), list(rates.values())
