"""The surroundings of a plate in cells as large as its characters, and what each cell shows of the bodywork.

The light is judged by the plate: a white ground tells how bright white is in it, and its tint.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from statistics import median
from typing import Final, NamedTuple

from handler.domain.classes.quick import quick_dataclass
from handler.domain.geometry import Frame, ImageSize
from handler.domain.judging.colour import Colour
from handler.domain.judging.ground import Pixels
from handler.domain.judging.plate_colours import Lab, SeenPlate, lab_of

COLUMNS: Final = 20
ROWS: Final = 12
ABOVE: Final = 9
"""Cells beside one another, below one another, and above the middle of the text."""
_SAMPLES: Final = 6
# A cell is as high as the text; of two rows, as high as one.
_NARROWEST = 2.5
# A plate ends so far from its text, in cells.
_PLATE_BESIDE, _PLATE_ABOVE = 0.4, 0.35

LIGHTNESSES: Final = (5, 18, 32, 46, 60, 74, 88)
HUES_DEGREES: Final = (0, 40, 80, 135, 195, 250, 290, 335)
TONES: Final = len(LIGHTNESSES) + 2 * len(HUES_DEGREES)
"""What a cell is a mixture of: greys by lightness, dark hues, bright hues."""
# Saturation from which on a cell has some hue, and how much more makes it all hue; lightness below which it is dark.
_SOME_HUE, _ALL_HUE = 0.1, 0.25
_BRIGHT_FROM, _BRIGHT_TO_DARK = 45.0, 30.0
# White in this light: of the plate's ground, else of the photo's brightest; how much brighter white is than yellow.
_DIMMEST, _BRIGHTEST, _USUAL = 40.0, 95.0, 80.0
_DIMMEST_UNSEEN, _OF_BRIGHTEST, _TO_YELLOW = 50.0, 0.9, 1.15
# How much of the ground's tint is taken for the light's.
_TINT = 0.5
_LEAST_LIGHTNESS = 16.0
_UNMIRRORED = 15.0
_FEWEST_CELLS = 6
_RARE = 0.02


class Light(NamedTuple):
    """What the light is like.

    Parameters
    ----------
    white : float
        Lightness that white has.
    middle, brightest : float
        Lightnesses of the photo.
    green_to_red, blue_to_yellow : float
        The photo's middle.
    """

    white: float
    middle: float
    brightest: float
    green_to_red: float
    blue_to_yellow: float


@quick_dataclass(frozen=True, slots=True)
class Cell:
    """A place beside the plate.

    Parameters
    ----------
    place : int
        Row by row from the upper left.
    tones : tuple of (int, float)
        What it is a mixture of; shares of 1.
    traits : tuple of float
        How uneven it is, how unlike the place on the other side of the plate, its saturation, and how common its tones
        are near the plate and far from it.
    """

    place: int
    tones: tuple[tuple[int, float], ...]
    traits: tuple[float, float, float, float, float]


def light_of(seen: SeenPlate) -> Light:
    """Tell how bright white is.

    Parameters
    ----------
    seen : SeenPlate
    """
    lightnesses = sorted(lab.lightness for lab in seen.photo)
    brightest = lightnesses[int(0.9 * (len(lightnesses) - 1))]
    name = seen.colours.ground and seen.colours.ground.name
    if seen.ground and name in (Colour.WHITE, Colour.YELLOW):
        white = max(seen.ground.lightness * (1 if name is Colour.WHITE else _TO_YELLOW), _DIMMEST)
    else:
        white = max(_OF_BRIGHTEST * brightest, _DIMMEST_UNSEEN)
    tint = (median(lab.green_to_red for lab in seen.photo), median(lab.blue_to_yellow for lab in seen.photo))
    return Light(min(white, _BRIGHTEST), lightnesses[len(lightnesses) // 2], brightest, *tint)


class Patch(NamedTuple):
    """What is around a plate, pixel by pixel, each as large as a cell.

    Parameters
    ----------
    labs : Sequence of Lab
        Row by row from the upper left.
    inside : Sequence of bool
        Which are of the photo.
    half_plate : tuple of (float, float)
        Half the plate's width and height, in cells.
    """

    labs: Sequence[Lab]
    inside: Sequence[bool]
    half_plate: tuple[float, float]


def cells_around(frame: Frame, size: ImageSize, seen: SeenPlate, pixels: Pixels) -> list[Cell]:
    """Give the cells around a plate that the photo shows; empty where there are too few.

    Parameters
    ----------
    frame : Frame
        Around the plate's text, in pixels of the upright photo.
    size : ImageSize
        Of that photo.
    seen : SeenPlate
    pixels : Pixels
        Of the photo.
    """
    patch = patch_around(frame, size, pixels)
    return cells_of(patch, seen) if patch else []


def patch_around(frame: Frame, size: ImageSize, pixels: Pixels) -> Patch | None:
    """Cut out what is around a plate; takes the same as `cells_around`, and gives None where there are no pixels."""
    unit = min(frame.height, frame.width / _NARROWEST)
    up = (ABOVE - ROWS / 2) * unit
    around = Frame(
        frame.centre_x + up * math.sin(frame.angle),
        frame.centre_y - up * math.cos(frame.angle),
        COLUMNS * unit,
        ROWS * unit,
        frame.angle,
    )
    rgb = pixels.colours(around, ROWS, finer=_SAMPLES).rgb
    if len(rgb) != 3 * COLUMNS * ROWS:
        return None
    labs = [lab_of(*rgb[start : start + 3]) for start in range(0, len(rgb), 3)]
    inside = [_is_inside(place, around, unit, size) for place in range(COLUMNS * ROWS)]
    return Patch(labs, inside, (frame.width / unit / 2 + _PLATE_BESIDE, frame.height / unit / 2 + _PLATE_ABOVE))


def _is_inside(place: int, around: Frame, unit: float, size: ImageSize) -> bool:
    along, across = ((place % COLUMNS + 0.5 - COLUMNS / 2) * unit, (place // COLUMNS + 0.5 - ROWS / 2) * unit)
    cosine, sine = math.cos(around.angle), math.sin(around.angle)
    x, y = around.centre_x + along * cosine - across * sine, around.centre_y + along * sine + across * cosine
    margin = unit / 2
    return margin <= x <= size.width - margin and margin <= y <= size.height - margin


def cells_of(patch: Patch, seen: SeenPlate) -> list[Cell]:
    """Give the cells of a patch; empty where there are too few."""
    labs, inside, (half_width, half_height) = _in_white_light(patch.labs, seen), patch.inside, patch.half_plate
    shown = [
        place
        for place in range(len(labs))
        if inside[place] and (abs(_x(place)) >= half_width or abs(_y(place)) >= half_height)
    ]
    if len(shown) < _FEWEST_CELLS:
        return []
    brighter = _USUAL / light_of(seen).white
    tones = {place: tones_of(labs[place], brighter * labs[place].lightness) for place in shown}
    near = _shares(tones[place] for place in shown if abs(_x(place)) < 6 and -6 < _y(place) < 1.5)
    far = _shares(tones[place] for place in shown if abs(_x(place)) > 8.5 or _y(place) < -8)
    return [
        Cell(
            place,
            tones[place],
            (
                _unevenness(labs, place),
                _unlikeness(labs, inside, place),
                labs[place].chroma / (labs[place].lightness + _LEAST_LIGHTNESS),
                _commonness(tones[place], near),
                _commonness(tones[place], far),
            ),
        )
        for place in shown
    ]


def _x(place: int) -> float:
    return place % COLUMNS + 0.5 - COLUMNS / 2


def _y(place: int) -> float:
    return place // COLUMNS + 0.5 - ABOVE


def _in_white_light(labs: Sequence[Lab], seen: SeenPlate) -> list[Lab]:
    ground = seen.ground
    if not ground or not seen.colours.ground or seen.colours.ground.name is not Colour.WHITE:
        return list(labs)
    share = _TINT / (ground.lightness + _LEAST_LIGHTNESS)
    red, yellow = share * ground.green_to_red, share * ground.blue_to_yellow
    return [
        Lab(
            lab.lightness,
            lab.green_to_red - red * (lab.lightness + _LEAST_LIGHTNESS),
            lab.blue_to_yellow - yellow * (lab.lightness + _LEAST_LIGHTNESS),
        )
        for lab in labs
    ]


def tones_of(lab: Lab, lightness: float) -> tuple[tuple[int, float], ...]:
    """Mix a colour of tones.

    Parameters
    ----------
    lab : Lab
    lightness : float
        Beside white.

    Returns
    -------
    tuple of (int, float)
        Tones, and shares that are 1 together.
    """
    hued = min(max((lab.saturation - _SOME_HUE) / _ALL_HUE, 0.0), 1.0)
    tones: list[tuple[int, float]] = []
    if hued < 1:
        tones += [(tone, (1 - hued) * share) for tone, share in _between_lightnesses(lightness)]
    if hued > 0:
        dark = min(max((_BRIGHT_FROM - lightness) / _BRIGHT_TO_DARK, 0.0), 1.0)
        for hue, share in _between_hues(lab.hue_degrees):
            tones.append((len(LIGHTNESSES) + hue, hued * share * dark))
            tones.append((len(LIGHTNESSES) + len(HUES_DEGREES) + hue, hued * share * (1 - dark)))
    return tuple(tone for tone in tones if tone[1])


def _between_lightnesses(lightness: float) -> tuple[tuple[int, float], ...]:
    above = bisect_right(LIGHTNESSES, lightness)
    if above in (0, len(LIGHTNESSES)):
        return ((max(above - 1, 0), 1.0),)
    low, high = LIGHTNESSES[above - 1], LIGHTNESSES[above]
    share = (lightness - low) / (high - low)
    return (above - 1, 1 - share), (above, share)


def _between_hues(degrees: float) -> tuple[tuple[int, float], ...]:
    after = bisect_right(HUES_DEGREES, degrees) % len(HUES_DEGREES)
    low = HUES_DEGREES[after - 1]
    share = (degrees - low) / ((HUES_DEGREES[after] - low) % 360)
    return ((after - 1) % len(HUES_DEGREES), 1 - share), (after, share)


def _shares(cells: Iterable[Sequence[tuple[int, float]]]) -> list[float]:
    shares, count = [0.0] * TONES, 1e-6
    for tones in cells:
        count += 1
        for tone, share in tones:
            shares[tone] += share
    return [share / count for share in shares]


def _commonness(tones: Sequence[tuple[int, float]], shares: Sequence[float]) -> float:
    return math.log(_RARE + sum(share * shares[tone] for tone, share in tones))


def _unevenness(labs: Sequence[Lab], place: int) -> float:
    column, row = place % COLUMNS, place // COLUMNS
    across = math.dist(labs[place - 1], labs[place + 1]) if 0 < column < COLUMNS - 1 else 0.0
    down = math.dist(labs[place - COLUMNS], labs[place + COLUMNS]) if 0 < row < ROWS - 1 else 0.0
    return math.log1p(math.hypot(across, down) / 2)


def _unlikeness(labs: Sequence[Lab], inside: Sequence[bool], place: int) -> float:
    mirrored = place + COLUMNS - 1 - 2 * (place % COLUMNS)
    return math.log1p(math.dist(labs[place], labs[mirrored]) if inside[mirrored] else _UNMIRRORED)
