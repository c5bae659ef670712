"""Plates that a format can write, drawn at random, and what OCR might make of them."""

from __future__ import annotations

import math
from random import Random

from handler.domain.characters import ALPHABET, DIGITS, UNSURE
from handler.domain.formats.gaps import GAP_WRITTEN, RUN_TOGETHER
from handler.domain.formats.region import SYMBOL, Region, codes_of


def plate_text(region: Region, notation: str, chance: Random) -> str:
    """Draw a plate.

    Parameters
    ----------
    region : Region
    notation : str
        A format of the region, in the notation of `handler.domain.formats.region`.
    chance : Random

    Returns
    -------
    str
        A-Z0-9, with a blank or a hyphen where the plate leaves room.
    """
    return "".join(_drawn(symbol, region, chance) for symbol in SYMBOL.findall(notation)).strip(" -")


def _drawn(symbol: str, region: Region, chance: Random) -> str:
    if codes := codes_of(symbol, region.codes):
        return chance.choice(sorted(codes))
    if symbol.startswith("{"):
        return "".join(_drawn(each, region, chance) for each in symbol[1:-1])
    if symbol.startswith("["):
        return chance.choice(symbol[1:-1])
    if symbol in " -@":
        return "-" if symbol == "-" else " "
    if symbol.islower():
        return symbol.upper()
    return chance.choice({"A": region.letters, "0": DIGITS, "*": ALPHABET}.get(symbol, symbol))


def noisy(text: str, chance: Random) -> str:
    """Write a plate as OCR might: through the confusions of the channel, with gaps that it may overlook."""
    gaps_written = 0.0 if chance.random() < RUN_TOGETHER else GAP_WRITTEN
    return "".join(_misread(one, gaps_written, chance) for one in text)


def _misread(character: str, gaps_written: float, chance: Random) -> str:
    if not character.isalnum():
        return character if chance.random() < gaps_written else ""
    originals = UNSURE.originals(character)
    rates = [math.exp(rate) for rate in originals.values()]
    return chance.choices(list(originals), rates)[0]
