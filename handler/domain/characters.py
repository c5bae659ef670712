"""The letters and digits of plates: how OCR spells them, and which ones it takes for one another."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Final

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
DIGITS = "0123456789"
ALPHABET = LETTERS + DIGITS

SHORTEST, LONGEST = 2, 13
"""Characters that a read plate has."""

USUALLY_SHORTEST, USUALLY_LONGEST = 4, 10
"""Shorter texts, and longer ones of digits alone, are plates only where a region is expected that writes such; others
that are longer where the table has a format of them."""

# Letters of other scripts that plates share with Latin, or that OCR writes for a Latin glyph.
_LOOK_ALIKES = str.maketrans(
    {
        **dict(zip("АВЕКМНОРСТУХІЈЅ", "ABEKMHOPCTYXIJS", strict=True)),
        **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX", strict=True)),
        "Đ": "D",
        "Ð": "D",
        "Ł": "L",
        "Ø": "0",
        "Æ": "AE",
        "Œ": "OE",
    }
)

# How often OCR writes the second glyph for the first, and the other way about: orders of magnitude known from
# plate fonts (in many of them O and 0, or I and 1, are one and the same glyph), not fitted to any photo.
_CONFUSIONS: dict[str, float] = {
    "O0": 0.14, "I1": 0.12,
    "B8": 0.03, "S5": 0.03, "Z2": 0.03, "G6": 0.03, "Q0": 0.04, "D0": 0.03, "OQ": 0.02, "OD": 0.02,
    "T7": 0.01, "A4": 0.01, "L4": 0.02, "L1": 0.01, "J1": 0.005, "U0": 0.005, "C0": 0.005, "Y7": 0.004,
    "E6": 0.002, "R8": 0.002, "G0": 0.005, "B6": 0.004, "Z7": 0.004, "S8": 0.005, "B3": 0.004, "J3": 0.003,
    "UV": 0.01, "VY": 0.01, "VW": 0.005, "MN": 0.005, "MH": 0.004, "NH": 0.006, "WH": 0.003, "CG": 0.01, "EF": 0.008,
    "IL": 0.008, "IT": 0.004, "IJ": 0.004, "PR": 0.005, "PF": 0.004, "KX": 0.004, "BR": 0.005, "OC": 0.005,
    "OU": 0.004, "JU": 0.003, "BD": 0.003, "OG": 0.004,
    "56": 0.008, "38": 0.01, "17": 0.008, "68": 0.01, "35": 0.005, "08": 0.006, "06": 0.005, "89": 0.005,
    "27": 0.004, "14": 0.003, "09": 0.003, "23": 0.002,
}  # fmt: skip


def plate_characters(text: str) -> str:
    """Spell a text in A-Z and 0-9 only.

    Parameters
    ----------
    text : str
        Anything an OCR may write: separators, screws, seals, flags, accents, other scripts.

    Returns
    -------
    str
        What is left in A-Z0-9 after upper-casing, unfolding of accents and full-width forms, and spelling Cyrillic,
        Greek and Vietnamese look-alikes in Latin. May be empty.
    """
    if text.isascii():
        return "".join(character for character in text.upper() if character.isalnum())
    unfolded = unicodedata.normalize("NFKD", text).upper().translate(_LOOK_ALIKES)
    return "".join(character for character in unfolded if character.isascii() and character.isalnum())


# By how much the orders of magnitude above are too large on real plates, by how sure OCR is of a line: below 0.9 they
# make 7 misreadings of 18 labelled lines, and 7 were met; from there to 0.95 7 of 69, and 7 were met; of surer ones 2
# of 290, beside those of pairs that many fonts draw with one glyph. Of these OCR writes the digit: 0 for 8 of 33 O, and
# 1 for 2 of 19 I (4 of 21 and 1 of 13 where it is sure), but O for 4 of 126 zeros and I for 1 of 153 ones (none of 104
# and 109). It is as sure when it is wrong of C that it writes for G (3 of 191) and L for 4 (3 of 138), hardly ever the
# other way about.
_UNSURE_SHARE, _FAIR_SHARE, _CLEAR_SHARE = 1.0, 0.3, 0.02
_ALWAYS_ALIKE = {"O0": 0.07, "I1": 0.02}
_SEEN_FOR = {"C": {"G": 0.016}, "L": {"4": 0.022}, "0": {"O": 0.2}, "1": {"I": 0.1}}
# Of characters that no plate has there, 7 of 9 were met in text that OCR is less sure of (a fifth of all lines): beside
# the rate of all text, that of clear text is so much smaller.
_CLEAR_STRAYS = 0.3


def _shared(share: float) -> dict[str, float]:
    shared = {pair: rate * share for pair, rate in _CONFUSIONS.items()}
    return shared | {pair: max(rate, shared[pair]) for pair, rate in _ALWAYS_ALIKE.items()}


class Confusions:
    """What OCR takes for what.

    Parameters
    ----------
    rates : mapping of str to float
        Probability that it writes the second of two characters for the first, and the other way about, by both.
    strays : float
        How often it writes a character where the plate has none, beside all text, above 0.
    """

    def __init__(self, rates: Mapping[str, float], strays: float = 1.0) -> None:
        self._rates = rates
        self.strays = strays
        self.originals = cache(self._originals)
        self.best_original = cache(self._best_original)

    def _originals(self, seen: str) -> dict[str, float]:
        """Give what may stand on the plate where OCR wrote a character.

        Parameters
        ----------
        seen : str
            One character of A-Z0-9.

        Returns
        -------
        dict of str to float
            Natural logarithm of the probability that OCR writes `seen` for the key; the character itself included.
        """
        alike = {pair.replace(seen, "", 1): rate for pair, rate in self._rates.items() if seen in pair}
        written_for_it = {other: rates[seen] for other, rates in _SEEN_FOR.items() if seen in rates}
        logs = {original: math.log(rate) for original, rate in (alike | _SEEN_FOR.get(seen, {})).items()}
        logs[seen] = math.log(1.0 - sum((alike | written_for_it).values()))
        return logs

    def _best_original(self, seen: str, allowed: str) -> tuple[str, float] | None:
        """Give the likeliest of the allowed characters with its logarithm, or None where it is none of them."""
        options = [(rate, character) for character, rate in self.originals(seen).items() if character in allowed]
        rate, character = max(options, default=(0.0, ""))
        return (character, rate) if character else None


UNSURE: Final = Confusions(_shared(_UNSURE_SHARE))
FAIR: Final = Confusions(_shared(_FAIR_SHARE))
CLEAR: Final = Confusions(_shared(_CLEAR_SHARE), _CLEAR_STRAYS)

_FAIR_FROM, _CLEAR_FROM = 0.9, 0.95


def confusions_at(confidence: float) -> Confusions:
    """Give what OCR takes for what in text that it is so sure of, 0-1."""
    return CLEAR if confidence >= _CLEAR_FROM else FAIR if confidence >= _FAIR_FROM else UNSURE


def drawn_alike(plate: str) -> str:
    """Spell O as 0 and I as 1, the pairs that many plate fonts draw with one glyph; `fold` spells more alike."""
    return plate.replace("O", "0").replace("I", "1")


_GAPS: Final = re.compile(r"[\W_]+")


def gaps_in(raw_text: str) -> frozenset[int]:
    """Give the places among a text's A-Z0-9 before which a separator, a blank or what is no character stands."""
    found: set[int] = set()
    count = 0
    # An emblem may look like a letter of a script that plates do not use.
    known = raw_text if raw_text.isascii() else "".join(one if plate_characters(one) else " " for one in raw_text)
    for part in _GAPS.split(known):
        found.add(count)
        count += len(plate_characters(part))
    return frozenset(place for place in found if 0 < place < count)


_FOLDS: Final = str.maketrans("OQDILBSZG", "000118526")
"""Glyphs that plate fonts and cameras make one: each group becomes its digit."""


def fold(plate: str) -> str:
    """Spell alike what people and cameras mix up: O, Q, D as 0; I, L as 1; B as 8; S as 5; Z as 2; G as 6."""
    return plate.translate(_FOLDS)
