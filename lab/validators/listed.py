"""Whether the table lists a plate: whether a format of a region takes it whole, every character as it stands."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from handler.domain.characters import ALPHABET, DIGITS, LETTERS, plate_characters
from handler.domain.formats.region import Layout, Region, layouts_of


class Lack(StrEnum):
    """What keeps the table from listing a plate, the least of it."""

    NONE = ""
    CODE = "office code"
    CHARACTERS = "characters"
    SHAPE = "shape"


class Listed:
    """The formats of some regions.

    Parameters
    ----------
    regions : Iterable of Region
    """

    def __init__(self, regions: Iterable[Region]) -> None:
        self._layouts = layouts_of(regions)

    def lack(self, plate: str) -> Lack:
        """Tell what keeps the table from listing a plate.

        Parameters
        ----------
        plate : str
            In any spelling.

        Returns
        -------
        Lack
            `Lack.CODE` if only the code of an office is unknown, `Lack.CHARACTERS` if a format has letters and digits
            at the same places, though not these.
        """
        text = plate_characters(plate)
        layouts = self._layouts.get(len(text), ())
        fitting = [one for one in layouts if _fits(one.places, text)]
        if any(_has_code(one, text) for one in fitting):
            return Lack.NONE
        if fitting:
            return Lack.CODE
        wide = any(_fits(tuple(map(_widened, one.places)), text) for one in layouts)
        return Lack.CHARACTERS if wide else Lack.SHAPE


def _fits(places: tuple[str, ...], text: str) -> bool:
    return all(character in place for character, place in zip(text, places, strict=True))


def _has_code(layout: Layout, text: str) -> bool:
    return any(not one.codes or text[one.code_start : one.code_end] in one.codes for one in layout.grammars)


def _widened(place: str) -> str:
    if all(one in DIGITS for one in place):
        return DIGITS
    return LETTERS if all(one in LETTERS for one in place) else ALPHABET
