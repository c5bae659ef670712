"""Texts to ask about: how a plate may be spelled, what shape it has, and texts that no format is known to write."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, product
from random import Random
from typing import Final

from handler.domain.characters import ALPHABET, DIGITS, LETTERS, plate_characters
from handler.domain.formats.region import Region
from lab.pictures.plate_texts import plate_text

_SHORTEST: Final = 2
_LONGEST: Final = 8
_MOST_RUNS: Final = 4
_FILLINGS: Final = 12
"""Drawn of each shape."""

_ALTERED: Final = 4
"""Plates of each format that are drawn and altered."""

_RUN: Final = re.compile(r"[A-Z]+|[0-9]+")


def spellings(plate: str) -> tuple[str, ...]:
    """Spell a plate as people do, so that no peer refuses it for a hyphen or a blank.

    Parameters
    ----------
    plate : str
        A-Z0-9, with blanks and hyphens where it leaves room.

    Returns
    -------
    tuple of str
        As given, with either mark throughout, with none, with a mark wherever letters meet digits, and with a hyphen
        first and nothing, or blanks, after it.
    """
    parts = [part for part in re.split("[ -]", plate) if part]
    runs = _RUN.findall("".join(parts))
    found = [plate, " ".join(parts), "-".join(parts), "".join(parts), " ".join(runs), "-".join(runs)]
    found += [f"{some[0]}-{mark.join(some[1:])}" for some in (parts, runs) if len(some) > 1 for mark in (" ", "")]
    found += [f"{mark.join(some[:-1])}-{some[-1]}" for some in (parts, runs) if len(some) > 2 for mark in (" ", "")]
    return tuple(dict.fromkeys(found))


def shape(text: str) -> str:
    """Write A for each letter and 0 for each digit."""
    return "".join("0" if one in DIGITS else "A" for one in plate_characters(text))


def shapes() -> Iterator[str]:
    """Give every shape of a plate's length with few changes between letters and digits."""
    for length in range(_SHORTEST, _LONGEST + 1):
        for places in product("A0", repeat=length):
            if 1 + sum(a != b for a, b in pairwise(places)) <= _MOST_RUNS:
                yield "".join(places)


def guesses(region: Region, chance: Random) -> list[str]:
    """Draw texts that may or may not be plates of a region: of every shape, and its own plates, altered.

    Parameters
    ----------
    region : Region
    chance : Random

    Returns
    -------
    list of str
    """
    found = [_filled(one, chance) for one in shapes() for _ in range(_FILLINGS)]
    drawn = [plate_text(region, one.notation, chance) for one in region.formats for _ in range(_ALTERED)]
    return list(dict.fromkeys([*found, *(text for plate in drawn for text in _altered(plate, chance))]))


def _filled(one: str, chance: Random) -> str:
    return "".join(chance.choice(LETTERS if place == "A" else DIGITS) for place in one)


def _altered(plate: str, chance: Random) -> Sequence[str]:
    """Leave a character out, add one, exchange one for its like, and one for any."""
    places = [place for place, one in enumerate(plate) if one.isalnum()]
    out, into, like, other = (chance.choice(places) for _ in range(4))
    same = chance.choice(DIGITS if plate[like] in DIGITS else LETTERS)
    return (
        plate[:out] + plate[out + 1 :],
        plate[:into] + chance.choice(ALPHABET) + plate[into:],
        plate[:like] + same + plate[like + 1 :],
        plate[:other] + chance.choice(ALPHABET) + plate[other + 1 :],
    )
