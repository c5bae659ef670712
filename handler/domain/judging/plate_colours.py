"""The colours of a plate's ground and characters, from the pixels of its text.

Which of the two is the ground, glyphs tell: characters stand apart, and the ground hangs together. Colours are those of
CIELAB (its red-green and yellow-blue axes), beside how bright they are; `BRIGHT` and `DARK` say what is usual.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from statistics import median
from typing import Final, NamedTuple

from handler.domain.classes.quick import quick_dataclass
from handler.domain.geometry import Frame
from handler.domain.judging.colour import NO_COLOURS, Colour, Colours, ToldColour
from handler.domain.judging.glyphs import LINE_PX, ROOM, Box, glyph_boxes, ink_threshold
from handler.domain.judging.ground import ColourLine, GreyLine, Pixels

# Of lines that cannot be cut: the rows and columns that hold characters and ground, and little else.
_MIDDLE_ROWS, _MIDDLE_COLUMNS = (0.3, 0.7), (0.05, 0.95)
# A character's width in heights; narrower ones stand in two rows.
_NARROWEST = 0.3
# Every second pixel of every second row tells as much.
_STEP = 2
_FEWEST_BOXES = 2
# A photo leans to one colour where its middle chroma is so high, and so high beside how its colours spread: a street
# lamp's light, an infrared lamp's. With less chroma than that in all of it, it has no colours.
_LEANING, _LEANING_BESIDE_SPREAD, _COLOURLESS = 8.0, 1.5, 3.0
# Added to lightness, so that the least specks of colour in black are none.
_LEAST_LIGHTNESS = 16.0
# Ground and characters must differ by so much in lightness.
_LEAST_CONTRAST = 8.0
_LEAST_PROBABILITY = 0.8
# Dark characters have the tint of the light as their ground has, and the less the darker they are: chroma up to which
# they are black, and from which they have a colour if they have so much more than the tint. Bright ones by saturation.
_BLACK_WITHIN, _COLOURED_FROM, _MORE_THAN_TINT = 13.0, 20.0, 14.0
_WHITE_WITHIN, _BRIGHT_COLOURED_FROM = 0.3, 0.45
# How often glyphs tell the ground from the characters, and the middle of a line where there are none (33 of 35).
_BY_GLYPHS, _BY_THE_MIDDLE = 0.99, 0.94
# Of characters whose colour is told.
_USUALLY_RIGHT = 0.95


class Lab(NamedTuple):
    """A colour in CIELAB."""

    lightness: float
    green_to_red: float
    blue_to_yellow: float

    @property
    def chroma(self) -> float:
        """How far it is from grey."""
        return math.hypot(self.green_to_red, self.blue_to_yellow)

    @property
    def hue_degrees(self) -> float:
        """0 for red, 90 yellow, 180 green, 270 blue."""
        return math.degrees(math.atan2(self.blue_to_yellow, self.green_to_red)) % 360

    @property
    def saturation(self) -> float:
        """Chroma beside lightness: what a colour keeps in the shade."""
        return self.chroma / (self.lightness + _LEAST_LIGHTNESS)


@quick_dataclass(frozen=True, slots=True)
class Prototype:
    """What a ground of some colour looks like.

    Parameters
    ----------
    name : Colour
    share : float
        Of plates.
    saturation, spread : float
        Chroma beside lightness: the middle, and the standard deviation.
    hue_degrees : float or None
        None for what has no hue.
    """

    name: Colour
    share: float
    saturation: float
    spread: float
    hue_degrees: float | None = None


_HUE_SPREAD_DEGREES: Final = 20.0
_HUES: Final = {Colour.YELLOW: (60, 115), Colour.GREEN: (115, 215), Colour.BLUE: (215, 320)}
"""In degrees; what is between is red."""

BRIGHT: Final = (
    Prototype(Colour.WHITE, 0.8, 0.08, 0.1),
    Prototype(Colour.YELLOW, 0.15, 0.7, 0.2, 85),
    Prototype(Colour.GREEN, 0.01, 0.4, 0.15, 150),
    Prototype(Colour.BLUE, 0.01, 0.4, 0.15, 260),
    Prototype(Colour.RED, 0.005, 0.7, 0.2, 35),
)
"""Grounds whose characters are darker than they are."""

DARK: Final = (
    Prototype(Colour.BLACK, 0.7, 0.12, 0.12),
    Prototype(Colour.BLUE, 0.2, 0.8, 0.25, 275),
    Prototype(Colour.GREEN, 0.05, 0.8, 0.25, 155),
    Prototype(Colour.RED, 0.05, 1.0, 0.3, 32),
)
"""Others. Both are orders of magnitude: white, yellow, black and blue as on half of the photos of
`lab/data/colours.csv`; it has no green and no red ones, and theirs are those of paints."""


class SeenPlate(NamedTuple):
    """A plate in a photo that shows colours.

    Parameters
    ----------
    colours : Colours
        Its own.
    ground : Lab or None
        Of its ground; None where that is not parted from the characters.
    photo : Sequence of Lab
        Of pixels from all over the photo.
    """

    colours: Colours
    ground: Lab | None
    photo: Sequence[Lab]


def plate_colours(frame: Frame, characters: int, pixels: Pixels) -> Colours:
    """Tell the colours of a plate; takes the same as `see_plate`.

    Returns
    -------
    Colours
        Without those that the photo does not show.
    """
    seen = see_plate(frame, characters, pixels)
    return seen.colours if seen else NO_COLOURS


def see_plate(frame: Frame, characters: int, pixels: Pixels) -> SeenPlate | None:
    """Tell the colours of a plate, and what its light is like.

    Parameters
    ----------
    frame : Frame
        Around its text, in pixels of the upright photo.
    characters : int
        How many it has.
    pixels : Pixels
        Of the photo.

    Returns
    -------
    SeenPlate or None
        None where the photo shows no colours.
    """
    photo = _labs(pixels.small().rgb)
    if not shows_colours(photo):
        return None
    room = 2 * ROOM * frame.height
    wider = Frame(frame.centre_x, frame.centre_y, frame.width + room, frame.height + room, frame.angle)
    grey, colours = pixels.line(wider, LINE_PX), pixels.colours(wider, LINE_PX)
    ground, ink, surely = _parted(grey, colours, characters if _is_one_row(frame, characters) else 0)
    if ground is None or ink is None or abs(ground.lightness - ink.lightness) < _LEAST_CONTRAST:
        return SeenPlate(NO_COLOURS, ground, photo)
    told = Colours(_times(ground_colour(ground, ink), surely), _times(character_colour(ground, ink), surely))
    return SeenPlate(told, ground, photo)


def _is_one_row(frame: Frame, characters: int) -> bool:
    return frame.width > _NARROWEST * characters * frame.height


def _times(told: ToldColour | None, probability: float) -> ToldColour | None:
    return told and ToldColour(told.name, told.probability * probability)


def shows_colours(labs: Sequence[Lab]) -> bool:
    """Tell whether a photo's light lets colours be told: not where all of it leans to one, or where it has none.

    Parameters
    ----------
    labs : Sequence of Lab
        Of pixels from all over the photo.
    """
    if not labs:
        return False
    chromas = sorted(lab.chroma for lab in labs)
    if chromas[int(0.95 * (len(chromas) - 1))] < _COLOURLESS:
        return False
    middle = chromas[len(chromas) // 2]
    spread = math.hypot(_deviation(lab.green_to_red for lab in labs), _deviation(lab.blue_to_yellow for lab in labs))
    return middle < _LEANING or middle < _LEANING_BESIDE_SPREAD * spread


def _deviation(values: Iterable[float]) -> float:
    known = list(values)
    mean = sum(known) / len(known)
    return math.sqrt(sum((value - mean) ** 2 for value in known) / len(known))


def ground_colour(ground: Lab, ink: Lab) -> ToldColour | None:
    """Name a ground's colour.

    Parameters
    ----------
    ground, ink : Lab
        Of the plate's ground, and of its characters.

    Returns
    -------
    ToldColour or None
        None where two are nearly as likely.
    """
    prototypes = BRIGHT if ground.lightness > ink.lightness else DARK
    chances = {one.name: one.share * _likelihood(ground, one) for one in prototypes}
    total = sum(chances.values())
    name = max(chances, key=lambda colour: chances[colour])
    probability = chances[name] / total if total else 0.0
    return ToldColour(name, probability) if probability >= _LEAST_PROBABILITY else None


def _likelihood(ground: Lab, one: Prototype) -> float:
    off = (ground.saturation - one.saturation) / one.spread
    # Of what has no hue, all hues are alike likely.
    density = 1 / 360
    if one.hue_degrees is not None:
        turn = (ground.hue_degrees - one.hue_degrees + 180) % 360 - 180
        density = math.exp(-((turn / _HUE_SPREAD_DEGREES) ** 2) / 2) / (_HUE_SPREAD_DEGREES * math.sqrt(2 * math.pi))
    return density * math.exp(-(off**2) / 2) / one.spread


def character_colour(ground: Lab, ink: Lab) -> ToldColour | None:
    """Name the colour of characters, by what they have beside the tint of the light.

    Takes and gives the same as `ground_colour`.
    """
    if ink.lightness > ground.lightness:
        return _bright_characters(ink)
    if ink.chroma <= _BLACK_WITHIN:
        return ToldColour(Colour.BLACK, _USUALLY_RIGHT)
    own = _without_tint(ink, ground)
    if ink.chroma < _COLOURED_FROM or own.chroma < _MORE_THAN_TINT:
        return None
    name = _hue_name(own)
    return None if name is Colour.YELLOW else ToldColour(name, _USUALLY_RIGHT)


def _bright_characters(ink: Lab) -> ToldColour | None:
    if ink.saturation <= _WHITE_WITHIN:
        return ToldColour(Colour.WHITE, _USUALLY_RIGHT)
    return ToldColour(_hue_name(ink), _USUALLY_RIGHT) if ink.saturation >= _BRIGHT_COLOURED_FROM else None


def _hue_name(lab: Lab) -> Colour:
    return next((name for name, (low, high) in _HUES.items() if low <= lab.hue_degrees < high), Colour.RED)


def _without_tint(ink: Lab, ground: Lab) -> Lab:
    """Take the light's tint away: a ground that is white shows it, a coloured one does not."""
    if ground.saturation > _WHITE_WITHIN:
        return ink
    share = (ink.lightness + _LEAST_LIGHTNESS) / (ground.lightness + _LEAST_LIGHTNESS)
    return Lab(
        ink.lightness,
        ink.green_to_red - share * ground.green_to_red,
        ink.blue_to_yellow - share * ground.blue_to_yellow,
    )


def _parted(grey: GreyLine, colours: ColourLine, characters: int) -> tuple[Lab | None, Lab | None, float]:
    """Give the colours of a line's ground and of its ink, and how surely they are not the other way about."""
    threshold = ink_threshold(grey)
    glyphs = _glyphs(grey, threshold, characters) if characters else None
    if glyphs:
        dark_ink, boxes = glyphs
        places, surely = _places_within(boxes, grey.width), _BY_GLYPHS
    else:
        places, surely = _places_in_the_middle(grey), _BY_THE_MIDDLE
        dark_ink = 2 * sum(grey.greys[place] <= threshold for place in places) < len(places)
    parts: dict[bool, list[int]] = {True: [], False: []}
    for place in places:
        parts[(grey.greys[place] <= threshold) == dark_ink].append(place)
    return _median(colours, parts[False]), _median(colours, parts[True]), surely


def _glyphs(grey: GreyLine, threshold: int, characters: int) -> tuple[bool, Sequence[Box]] | None:
    """Give whether the ink is dark, and the characters' boxes; None where they are not told."""
    dark, bright = (glyph_boxes(grey, threshold, dark_ink=dark_ink) for dark_ink in (True, False))
    off_dark, off_bright = (abs(len(boxes) - characters) for boxes in (dark, bright))
    if off_dark == off_bright:
        return None
    boxes = dark if off_dark < off_bright else bright
    return (boxes is dark, boxes) if len(boxes) >= _FEWEST_BOXES else None


def _places_within(boxes: Sequence[Box], width: int) -> list[int]:
    top = sorted(box.top for box in boxes)[len(boxes) // 2]
    bottom = sorted(box.bottom for box in boxes)[len(boxes) // 2]
    return list(_places(range(top, bottom, _STEP), range(boxes[0].left, boxes[-1].right, _STEP), width))


def _places_in_the_middle(grey: GreyLine) -> list[int]:
    rows, width = len(grey.greys) // grey.width, grey.width
    down, along = (
        range(int(low * side), int(high * side), _STEP)
        for (low, high), side in ((_MIDDLE_ROWS, rows), (_MIDDLE_COLUMNS, width))
    )
    return list(_places(down, along, width))


def _places(rows: range, columns: range, width: int) -> Iterator[int]:
    return (y * width + x for y in rows for x in columns)


def _median(colours: ColourLine, places: Sequence[int]) -> Lab | None:
    if not places:
        return None
    red, green, blue = (median(colours.rgb[3 * place + channel] for place in places) for channel in range(3))
    return lab_of(red, green, blue)


def _labs(rgb: bytes) -> list[Lab]:
    return [lab_of(*rgb[start : start + 3]) for start in range(0, len(rgb), 3)]


def lab_of(red: float, green: float, blue: float) -> Lab:
    """Give a colour of sRGB in CIELAB, by the light of D65.

    Parameters
    ----------
    red, green, blue : float
        0 to 255.
    """
    r, g, b = (_linear(value / 255) for value in (red, green, blue))
    x = _curved((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505)
    y = _curved(0.2126 * r + 0.7152 * g + 0.0722 * b)
    z = _curved((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089)
    return Lab(116 * y - 16, 500 * (x - y), 200 * (y - z))


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _curved(value: float) -> float:
    return math.cbrt(value) if value > 0.008856 else 7.787 * value + 16 / 116
