"""Number plates of several countries, drawn for tests."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PIL import Image, ImageDraw

from lab.pictures.drawing import BLACK, OWN_FONT, WHITE, Colour, fitting_size, font_of

StyleName = Literal["eu", "wide", "de", "us", "mo", "br", "vn", "motorbike", "none"]

PLATE_PX_PER_MM = 4
_BOLDNESS = 0.03
# Where something that is no character stands between two of them: a round seal, or an emblem, here a map of two halves.
_SEAL, _EMBLEM = "●", "⊟"
_ROOM = {_SEAL: "  ", _EMBLEM: "   "}
_SEAL_COLOUR: Colour = (96, 132, 168)


@dataclass(frozen=True, slots=True)
class Caption:
    """Small print on a plate: text, height and the centre of it, in mm from the plate's top left."""

    text: str
    height_mm: float
    centre_mm: tuple[float, float]
    ink: Colour


@dataclass(frozen=True, slots=True)
class PlateStyle:
    """How plates of one kind look.

    Attributes
    ----------
    size_mm : tuple of float
        Width and height.
    paper, ink : Colour
        Of the plate and its characters.
    rows : callable
        How the plate's text is written, from its letters and digits to one text a row.
    text_box_mm : tuple of float
        Left, top, right, bottom of the space for the characters.
    band : Colour, optional
        Of a vertical band at the left.
    captions : tuple of Caption
        What else is printed on it.
    """

    size_mm: tuple[float, float]
    paper: Colour
    ink: Colour
    rows: Callable[[str], list[str]]
    text_box_mm: tuple[float, float, float, float]
    band: Colour | None = None
    captions: tuple[Caption, ...] = ()


def _groups(plate: str) -> str:
    """Put a space wherever letters meet digits: B123XYZ is written B 123 XYZ."""
    spaced = plate[:1]
    for before, after in itertools.pairwise(plate):
        spaced += (" " if before.isdigit() != after.isdigit() else "") + after
    return spaced


def _halves(plate: str) -> list[str]:
    middle = len(plate) // 2
    return [plate[:middle], plate[middle:]]


_BLUE: Colour = (16, 56, 150)

STYLES: dict[StyleName, PlateStyle | None] = {
    "eu": PlateStyle(
        size_mm=(520, 112),
        paper=WHITE,
        ink=BLACK,
        rows=lambda plate: [_groups(plate)],
        text_box_mm=(58, 16, 508, 96),
        band=_BLUE,
        captions=(Caption("RO", 24, (22, 88), WHITE),),
    ),
    "wide": PlateStyle(
        size_mm=(520, 112),
        paper=WHITE,
        ink=BLACK,
        rows=lambda plate: [_groups(plate).replace(" ", "      ")],
        text_box_mm=(16, 16, 508, 96),
    ),
    "de": PlateStyle(
        size_mm=(520, 112),
        paper=WHITE,
        ink=BLACK,
        rows=lambda plate: [f"{plate[:2]}{_SEAL}{_groups(plate[2:])}"],
        text_box_mm=(58, 16, 508, 96),
        band=_BLUE,
        captions=(Caption("D", 24, (22, 88), WHITE),),
    ),
    "us": PlateStyle(
        size_mm=(305, 152),
        paper=(238, 242, 246),
        ink=(22, 32, 92),
        rows=lambda plate: [plate],
        text_box_mm=(16, 46, 289, 116),
        captions=(
            Caption("California", 24, (152, 22), (168, 24, 40)),
            Caption("dmv.ca.gov", 14, (152, 138), (22, 32, 92)),
        ),
    ),
    "mo": PlateStyle(
        size_mm=(305, 152),
        paper=(238, 242, 246),
        ink=(22, 32, 92),
        rows=lambda plate: [f"{plate[:3]}{_EMBLEM}{plate[3:]}"],
        text_box_mm=(16, 46, 289, 116),
        captions=(
            Caption("MISSOURI", 24, (152, 24), (22, 32, 92)),
            Caption("SHOW-ME STATE", 16, (152, 134), (22, 32, 92)),
        ),
    ),
    "br": PlateStyle(
        size_mm=(400, 130),
        paper=(182, 184, 186),
        ink=BLACK,
        rows=lambda plate: [f"{plate[:3]}-{plate[3:]}"],
        text_box_mm=(16, 40, 384, 116),
        captions=(Caption("SP - CAMPINAS", 18, (200, 20), BLACK),),
    ),
    "vn": PlateStyle(
        size_mm=(190, 140),
        paper=WHITE,
        ink=BLACK,
        rows=lambda plate: [f"{plate[:2]}-{plate[2:4]}", f"{plate[4:7]}.{plate[7:]}"],
        text_box_mm=(16, 12, 174, 128),
    ),
    "motorbike": PlateStyle(
        size_mm=(190, 140),
        paper=WHITE,
        ink=BLACK,
        rows=_halves,
        text_box_mm=(16, 12, 174, 128),
    ),
    "none": None,
}


def render_plate(plate: str, style: PlateStyle) -> Image.Image:
    width, height = (round(side * PLATE_PX_PER_MM) for side in style.size_mm)
    image = Image.new("RGBA", (width, height))
    draw = ImageDraw.Draw(image)
    border = 2 * PLATE_PX_PER_MM
    draw.rounded_rectangle(
        (0, 0, width - 1, height - 1), radius=5 * border // 2, fill=style.paper, outline=style.ink, width=border
    )
    if style.band is not None:
        draw.rectangle((border, border, 44 * PLATE_PX_PER_MM, height - border), fill=style.band)
    for caption in style.captions:
        centre = caption.centre_mm[0] * PLATE_PX_PER_MM, caption.centre_mm[1] * PLATE_PX_PER_MM
        font = font_of(OWN_FONT, caption.height_mm * PLATE_PX_PER_MM)
        draw.text(centre, caption.text, fill=caption.ink, font=font, anchor="mm")
    left, top, right, bottom = (side * PLATE_PX_PER_MM for side in style.text_box_mm)
    rows = style.rows(plate)
    row_height = (bottom - top) / len(rows)
    for number, row in enumerate(rows):
        space = (right - left, row_height * 0.94)
        middle = ((left + right) / 2, top + (number + 0.5) * row_height)
        _draw_row(draw, row, space, middle, style.ink)
    return image


def _draw_row(
    draw: ImageDraw.ImageDraw, row: str, space: tuple[float, float], middle: tuple[float, float], ink: Colour
) -> None:
    """Write one row as large as its space allows, bold, and draw what stands between two characters."""
    mark = next((one for one in _ROOM if one in row), None)
    room = _ROOM.get(mark or "", "")
    before, _, after = row.partition(mark) if mark else (row, "", "")
    text = before + room + after
    size = fitting_size(text, space, OWN_FONT, _BOLDNESS)
    font = font_of(OWN_FONT, size)
    draw.text(middle, text, fill=ink, font=font, anchor="mm", stroke_width=size * _BOLDNESS, stroke_fill=ink)
    if mark:
        centre_x = middle[0] - font.getlength(text) / 2 + font.getlength(before) + font.getlength(room) / 2
        _MARKS[mark](draw, (centre_x, middle[1]), font.getlength(room) * 0.4, ink)


def _draw_seal(draw: ImageDraw.ImageDraw, centre: tuple[float, float], radius: float, _ink: Colour) -> None:
    draw.ellipse(_square(centre, radius), fill=_SEAL_COLOUR)


def _draw_emblem(draw: ImageDraw.ImageDraw, centre: tuple[float, float], radius: float, ink: Colour) -> None:
    left, top, right, bottom = _square(centre, radius)
    line = round(radius / 3)
    outline = (left + radius / 4, top - radius / 2, right - radius / 4, bottom + radius / 2)
    draw.rounded_rectangle(outline, radius / 2, outline=ink, width=line)
    draw.line((outline[0], centre[1], outline[2], centre[1]), fill=ink, width=line)


_MARKS = {_SEAL: _draw_seal, _EMBLEM: _draw_emblem}


def _square(centre: tuple[float, float], radius: float) -> tuple[float, float, float, float]:
    return centre[0] - radius, centre[1] - radius, centre[0] + radius, centre[1] + radius
