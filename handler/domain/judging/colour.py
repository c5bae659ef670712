"""The colours that the field names, and how surely they are told."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Colour(StrEnum):
    """Of plates' grounds and characters."""

    WHITE = "white"
    YELLOW = "yellow"
    BLACK = "black"
    BLUE = "blue"
    GREEN = "green"
    RED = "red"


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class PlateColours:
    """The colours of a plate; None where they are not told: of what is too dark, or in the light of another colour.

    Parameters
    ----------
    ground : ToldColour or None
    characters : ToldColour or None
    """

    ground: ToldColour | None = None
    characters: ToldColour | None = None


NO_COLOURS: Final = PlateColours()
"""Of what was not looked at, or shows none."""
