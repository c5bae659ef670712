"""The colour of the vehicle that a plate is on, from the bodywork around the plate.

Bonnets mirror the sky, bumpers and windows are black, and there is road: which cells are bodywork is weighed by their
place and look, and the colour told by what those show, both with weights that photos taught.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import cache
from itertools import chain
from operator import mul
from pathlib import Path
from typing import Final

from handler.domain.classes.quick import quick_dataclass
from handler.domain.geometry import Frame, ImageSize
from handler.domain.judging.bodywork import TONES, Cell, Light, cells_around, light_of
from handler.domain.judging.colour import Colour, ToldColour
from handler.domain.judging.ground import Pixels
from handler.domain.judging.plate_colours import SeenPlate

WEIGHTS: Final = Path(__file__).with_suffix(".json")

LEAST_PROBABILITY: Final = 0.6
"""Less is not told: by cross-validation without the second half of the labelled photos, four of five told are right."""

RARE: Final = 0.01
STRETCH: Final = 3.0
"""Of tones the square roots are weighed, so many times as large; rare ones stand out less with something added."""


@quick_dataclass(frozen=True, slots=True)
class Weights:
    """What the photos taught.

    Parameters
    ----------
    places, traits, tones : tuple of float
        How far a cell is bodywork: by its place beside the plate, by its traits, by its tones.
    means, spreads : tuple of float
        Of the light's values.
    colours : mapping of Colour to tuple of float
        For each colour a constant, and weights of tones and light.
    """

    places: tuple[float, ...]
    traits: tuple[float, ...]
    tones: tuple[float, ...]
    means: tuple[float, ...]
    spreads: tuple[float, ...]
    colours: dict[Colour, tuple[float, ...]]


@cache
def weights() -> Weights:
    """Give those that are kept beside this file."""
    kept = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    half = [tuple(row) for row in kept["places"]]
    return Weights(
        tuple(chain.from_iterable((*reversed(row), *row) for row in half)),
        tuple(kept["traits"]),
        tuple(kept["tones"]),
        tuple(kept["light_means"]),
        tuple(kept["light_spreads"]),
        {Colour(name): tuple(values) for name, values in kept["colours"].items()},
    )


def vehicle_colour(frame: Frame, size: ImageSize, seen: SeenPlate, pixels: Pixels) -> ToldColour | None:
    """Tell the colour of the vehicle that a plate is on.

    Parameters
    ----------
    frame : Frame
        Around the plate's text, in pixels of the upright photo.
    size : ImageSize
        Of that photo.
    seen : SeenPlate
        The plate, for how bright and how tinted the light is.
    pixels : Pixels
        Of the photo.

    Returns
    -------
    ToldColour or None
        None where little is seen of it, or no colour is likely enough.
    """
    cells = cells_around(frame, size, seen, pixels)
    if not cells:
        return None
    chances = colour_chances(cells, light_of(seen))
    name = max(chances, key=lambda colour: chances[colour])
    return ToldColour(name, chances[name]) if chances[name] >= LEAST_PROBABILITY else None


def colour_chances(cells: Sequence[Cell], light: Light) -> dict[Colour, float]:
    """Give how likely each colour is.

    Parameters
    ----------
    cells : Sequence of Cell
        At least one.
    light : Light
    """
    taught = weights()
    shares = _softmax([_bodywork(cell, taught) for cell in cells])
    tones = [0.0] * TONES
    for cell, share in zip(cells, shares, strict=True):
        for tone, part in cell.tones:
            tones[tone] += share * part
    values = (
        1.0,
        *(STRETCH * math.sqrt(tone + RARE) for tone in tones),
        *((value - mean) / spread for value, mean, spread in zip(light, taught.means, taught.spreads, strict=True)),
    )
    odds = [sum(map(mul, values, row)) for row in taught.colours.values()]
    return dict(zip(taught.colours, _softmax(odds), strict=True))


def _bodywork(cell: Cell, taught: Weights) -> float:
    by_tones = sum(share * taught.tones[tone] for tone, share in cell.tones)
    by_traits: float = sum(map(mul, cell.traits, taught.traits))
    return taught.places[cell.place] + by_tones + by_traits


def _softmax(odds: Sequence[float]) -> list[float]:
    most = max(odds)
    powers = [math.exp(one - most) for one in odds]
    total = sum(powers)
    return [power / total for power in powers]
