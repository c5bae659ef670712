"""The colours that the field names, and how surely they are told."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from handler.domain.classes.quick import quick_dataclass


class Colour(StrEnum):
    """Of plates' grounds and characters, down to red; vehicles have all of them."""

    WHITE = "white"
    YELLOW = "yellow"
    BLACK = "black"
    BLUE = "blue"
    GREEN = "green"
    RED = "red"
    GREY = "grey"
    SILVER = "silver"
    ORANGE = "orange"
    BROWN = "brown"


@quick_dataclass(frozen=True, slots=True)
class ToldColour:
    """A colour as it was seen.

    Parameters
    ----------
    name : Colour
    probability : float
        That it is right, 0-1.
    """

    name: Colour
    probability: float


@quick_dataclass(frozen=True, slots=True)
class Colours:
    """The colours of a vehicle and its plate; None where they are not told: of what is too dark, or in coloured light.

    Parameters
    ----------
    ground : ToldColour or None
        The plate's.
    characters : ToldColour or None
        On it.
    vehicle : ToldColour or None
        The bodywork's.
    """

    ground: ToldColour | None = None
    characters: ToldColour | None = None
    vehicle: ToldColour | None = None


NO_COLOURS: Final = Colours()
"""Of what was not looked at, or shows none."""
