"""Finding plates that are spelt as asked, nearly so, or by a pattern, through keys that an index can hold.

A plate is filed under two kinds of keys, each a point or a range of a sorted index, so that no search reads plates by
the way: its *fuzzy keys* (the confusable-folded form and all that one deletion makes of it: two texts within one edit
of each other share one, as in SymSpell), and its *rotations* (of the plate and an end mark: a pattern's longest run of
characters is the beginning of some rotation of every plate that it fits, as in a permuterm index).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from enum import IntEnum
from typing import Final

from handler.domain.characters import ALPHABET, fold, plate_characters
from handler.domain.classes.quick import quick_dataclass
from handler.domain.edits import within_one_edit
from handler.domain.errors import InvalidRequest

LONGEST_QUERY: Final = 16
"""Characters; no plate that is read has more, and no plate of the world's standard formats has more than 10."""

ROTATION_GROUP: Final = 2
"""Characters of a rotation that it is grouped by, the fewest that a pattern has to give in a row."""

_END: Final = "$"

_SEPARATORS: Final = re.compile(r"[\s.\-\u2010-\u2015\u00b7\u2022\u30fb]")
"""What stands between a plate's characters: blanks, dashes, dots at the foot or in the middle."""

_WILDCARDS: Final = {"*": "[A-Z0-9]*", "?": "[A-Z0-9]"}


class Closeness(IntEnum):
    """How a plate matches what was asked for, the closest first."""

    EXACT = 0
    CONFUSABLE = 1
    ONE_EDIT = 2


def fuzzy_keys(plate: str) -> frozenset[str]:
    """Give the keys that a plate is filed and looked up under.

    Parameters
    ----------
    plate : str
        A-Z0-9, at least one character.

    Returns
    -------
    frozenset of str
        At most one more than the plate has characters. Two plates whose folded forms are within one edit (a character
        replaced, added or left out) share a key; so do some that are not, which `closeness` tells apart.
    """
    whole = fold(plate)
    return frozenset({whole, *(whole[:place] + whole[place + 1 :] for place in range(len(whole)))} - {""})


def closeness(asked: str, plate: str) -> Closeness | None:
    """Compare a plate with what was asked for.

    Parameters
    ----------
    asked, plate : str
        A-Z0-9.

    Returns
    -------
    Closeness or None
        None when they differ by more than one edit of their folded forms.
    """
    if asked == plate:
        return Closeness.EXACT
    first, second = fold(asked), fold(plate)
    if first == second:
        return Closeness.CONFUSABLE
    return Closeness.ONE_EDIT if within_one_edit(first, second) else None


def rotations(plate: str) -> tuple[str, ...]:
    """Give the rotations that a plate is filed under, one more than it has characters."""
    marked = plate + _END
    return tuple(marked[place:] + marked[:place] for place in range(len(marked)))


def plate_of(rotation: str) -> str:
    """Turn a rotation back into its plate."""
    head, _, tail = rotation.partition(_END)
    return tail + head


@quick_dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern of plates, with ``*`` for any characters and ``?`` for one.

    Attributes
    ----------
    text : str
        A-Z, 0-9, ``*`` and ``?``.
    run : str
        What every rotation to be looked at begins with; at least `ROTATION_GROUP` characters.
    """

    text: str
    run: str

    @classmethod
    def parse(cls, text: str) -> Pattern:
        """Understand what a person typed.

        Parameters
        ----------
        text : str
            In any case; separators do not count.

        Raises
        ------
        InvalidRequest
            When it is too long, has other characters, or names too little to look for.
        """
        spelt = _spelt(text, "".join(_WILDCARDS))
        run = max(_runs(spelt), key=len, default="")
        if len(run) < ROTATION_GROUP:
            raise InvalidRequest(
                "plate: the pattern is too general. Give the first or the last character, or two in a row: "
                "AB*, *12 or *B1*."
            )
        return cls(spelt, run)

    def fits(self, plate: str) -> bool:
        """Tell whether a plate is one of those."""
        expression = "".join(_WILDCARDS.get(character, character) for character in self.text)
        return re.fullmatch(expression, plate) is not None


def asked_plate(text: str) -> str:
    """Understand a plate that a person typed.

    Parameters
    ----------
    text : str
        In any case; separators do not count.

    Returns
    -------
    str
        A-Z0-9, 1 to `LONGEST_QUERY` characters.

    Raises
    ------
    InvalidRequest
        When there is nothing left, too much of it, or a wildcard in it.
    """
    if any(wildcard in text for wildcard in _WILDCARDS):
        raise InvalidRequest("plate: * and ? belong to a pattern. Search with match = pattern, or leave them out.")
    return _spelt(text, "")


def typed_plate(text: str) -> str:
    """Understand a plate that is to be kept: unlike a search it takes nothing that would have to be left out.

    Parameters
    ----------
    text : str
        In any case, with blanks, dashes and dots where the plate has them; accents and look-alikes of other scripts are
        spelt in Latin.

    Returns
    -------
    str
        A-Z0-9, 1 to `LONGEST_QUERY` characters.

    Raises
    ------
    InvalidRequest
        When something in it cannot stand on a plate, or there is nothing left, or too much.
    """
    composed = unicodedata.normalize("NFC", _SEPARATORS.sub("", text))
    strange = dict.fromkeys(one for one in composed if not plate_characters(one))
    if strange:
        raise InvalidRequest(
            f"plate: {' '.join(strange)} cannot be part of a plate. Give its letters and digits as A-Z and 0-9; "
            "blanks, dashes and dots do not count.",
            rule="no_plate",
        )
    return _spelt(text, "")


def _spelt(text: str, wildcards: str) -> str:
    parts = re.split(f"([{re.escape(wildcards)}])", text) if wildcards else [text]
    spelt = "".join(part if part in _WILDCARDS else plate_characters(part) for part in parts)
    if not any(character in ALPHABET for character in spelt):
        raise InvalidRequest("plate: this has no letter or digit. Give the plate, or a part of it.", rule="no_plate")
    if len(spelt) > LONGEST_QUERY:
        raise InvalidRequest(
            f"plate: no plate has more than {LONGEST_QUERY} characters. Give fewer.",
            rule="long_plate",
            most=LONGEST_QUERY,
        )
    return re.sub(r"\*+", "*", spelt)


def _runs(pattern: str) -> Iterable[str]:
    """Give the runs without a wildcard, of the pattern and its end mark taken as a ring."""
    ring = pattern + _END
    first = next((place for place, character in enumerate(ring) if character in _WILDCARDS), None)
    if first is None:
        return (_END + pattern,)
    return re.split(r"[*?]", ring[first + 1 :] + ring[:first])
