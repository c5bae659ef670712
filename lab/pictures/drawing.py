"""Drawing what cameras see, with Pillow: roads, vehicles, and panels with text that hang askew."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

Colour = tuple[int, int, int]

WHITE: Colour = (246, 246, 242)
BLACK: Colour = (16, 16, 18)

BODY_COLOURS: tuple[Colour, ...] = ((150, 28, 34), (36, 62, 112), (64, 68, 72), (188, 190, 192), (24, 84, 62))
_ROAD, _SKY_TOP, _SKY_BOTTOM = (92, 92, 96), (128, 170, 214), (222, 232, 240)
_TYRE, _GLASS, _LAMP, _BUMPER = (22, 22, 24), (44, 56, 66), (196, 30, 30), (40, 42, 44)

OWN_FONT = "Aileron"
"""The font that Pillow brings along."""

FONTS = (
    "DejaVuSans-Bold", "DejaVuSansCondensed-Bold", "DejaVuSerif-Bold", "DejaVuSansMono", "LiberationSans-Bold",
    "LiberationSans-Regular", "LiberationSansNarrow-Bold", "LiberationSerif-Regular", "LiberationMono-Bold",
)  # fmt: skip
"""Fonts of Debian's fonts-dejavu and fonts-liberation; where one is not installed, Pillow's own is drawn instead."""

_TRIAL_SIZE = 100


@dataclass(frozen=True, slots=True)
class Pose:
    """How a panel hangs.

    Attributes
    ----------
    tilt_degrees : float
        Anticlockwise.
    lean : float
        By how much its right side is lower than its left one, as a share: what stands farther away is smaller.
    """

    tilt_degrees: float = 0.0
    lean: float = 0.0


LEVEL = Pose()


@dataclass(frozen=True, slots=True)
class Look:
    """How a panel looks.

    Attributes
    ----------
    ink : Colour
        Of the text.
    paper : Colour or None
        Of the panel; None is see-through.
    font : str
        One of `FONTS`, or `OWN_FONT`.
    border : Colour or None
        Of a line around it.
    radius : float
        Of the corners, in ratios of the shorter side.
    margin : float
        Around the text, in ratios of the shorter side.
    is_even : bool
        Whether all lines are written in one size from the left, as on a page; else each as large as its row allows.
    boldness : float
        Extra weight of the strokes, in ratios of the size.
    """

    ink: Colour = BLACK
    paper: Colour | None = WHITE
    font: str = OWN_FONT
    border: Colour | None = None
    radius: float = 0.06
    margin: float = 0.08
    is_even: bool = False
    boldness: float = 0.0


@cache
def font_of(name: str, size_px: float) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """Load a font, or Pillow's own where that is not installed."""
    if name != OWN_FONT:
        try:
            return ImageFont.truetype(f"{name}.ttf", size_px)
        except OSError:
            pass  # not on this machine
    return ImageFont.load_default(size_px)


def fitting_size(text: str, space: tuple[float, float], font: str, boldness: float) -> float:
    """Give the size in pixels at which a text just fills a space in width or height."""
    ruler = ImageDraw.Draw(Image.new("L", (1, 1)))
    stroke = boldness * _TRIAL_SIZE
    left, top, right, bottom = ruler.textbbox((0, 0), text, font=font_of(font, _TRIAL_SIZE), stroke_width=stroke)
    return max(_TRIAL_SIZE * min(space[0] / max(right - left, 1), space[1] / max(bottom - top, 1)), 1.0)


def panel(lines: Sequence[str], size_px: tuple[int, int], look: Look) -> Image.Image:
    """Draw a sign, sticker, page or the like: lines of text below one another.

    Returns
    -------
    Image
        In RGBA.
    """
    image = Image.new("RGBA", size_px)
    draw = ImageDraw.Draw(image)
    shorter = min(size_px)
    if look.paper is not None:
        edge = max(shorter // 24, 1) if look.border else 0
        corners = (0, 0, size_px[0] - 1, size_px[1] - 1)
        draw.rounded_rectangle(corners, look.radius * shorter, fill=look.paper, outline=look.border, width=edge)
    margin = look.margin * shorter
    row_height = (size_px[1] - 2 * margin) / max(len(lines), 1)
    space = (size_px[0] - 2 * margin, row_height * (0.6 if look.is_even else 0.82))
    sizes = [fitting_size(line, space, look.font, look.boldness) for line in lines]
    for number, (line, own_size) in enumerate(zip(lines, sizes, strict=True)):
        size = min(sizes) if look.is_even else own_size
        middle_y = margin + (number + 0.5) * row_height
        place = (margin, middle_y) if look.is_even else (size_px[0] / 2, middle_y)
        draw.text(
            place,
            line,
            fill=look.ink,
            font=font_of(look.font, size),
            anchor="lm" if look.is_even else "mm",
            stroke_width=look.boldness * size,
            stroke_fill=look.ink,
        )
    return image


def mount(
    scene: Image.Image,
    board: Image.Image,
    centre_px: tuple[float, float],
    width_px: float,
    pose: Pose = LEVEL,
) -> None:
    """Hang a panel into a scene.

    Parameters
    ----------
    scene : Image
        Drawn upon.
    board : Image
        In RGBA; keeps its proportions.
    centre_px : tuple of float
        Where its middle goes.
    width_px : float
        How wide it becomes.
    pose : Pose
        Level and square to the camera by default.
    """
    size = max(round(width_px), 1), max(round(width_px * board.height / board.width), 1)
    flat = board.resize(size, Image.Resampling.LANCZOS)
    corners = np.array([(-1.0, -1.0), (1, -1 + pose.lean), (1, 1 - pose.lean), (-1, 1)]) * np.divide(size, 2)
    tilt = math.radians(pose.tilt_degrees)
    cosine, sine = math.cos(tilt), math.sin(tilt)
    turned = corners @ np.array([(cosine, -sine), (sine, cosine)])
    low, high = np.floor(turned.min(axis=0)) - 1, np.ceil(turned.max(axis=0)) + 1
    sources = np.array([(0, 0), (size[0], 0), size, (0, size[1])], dtype=float)
    ways = _perspective(turned - low, sources)
    width, height = (round(float(side)) for side in high - low)
    askew = flat.transform((width, height), Image.Transform.PERSPECTIVE, ways, Image.Resampling.BICUBIC)
    place = round(centre_px[0] + float(low[0])), round(centre_px[1] + float(low[1]))
    scene.paste(askew, place, askew)


def _perspective(targets: np.ndarray[Any, Any], sources: np.ndarray[Any, Any]) -> tuple[float, ...]:
    """Work out the eight numbers by which Pillow finds the source of every target point."""
    rows, values = [], []
    for (x, y), (u, v) in zip(targets, sources, strict=True):
        rows += [(x, y, 1, 0, 0, 0, -u * x, -u * y), (0, 0, 0, x, y, 1, -v * x, -v * y)]
        values += [u, v]
    return tuple(float(number) for number in np.linalg.solve(np.array(rows), np.array(values)))


def draw_road(scene: Image.Image) -> None:
    """Draw a sky that gets paler towards the horizon, and a road with a line on each side."""
    width, height = scene.size
    horizon = round(height * 0.45)
    sky = Image.linear_gradient("L").resize((width, horizon))
    scene.paste(Image.composite(Image.new("RGB", sky.size, _SKY_BOTTOM), Image.new("RGB", sky.size, _SKY_TOP), sky))
    draw = ImageDraw.Draw(scene)
    draw.rectangle((0, horizon, width, height), fill=_ROAD)
    for bottom, top in ((0.02, 0.38), (0.98, 0.62)):
        draw.line((bottom * width, height, top * width, horizon), fill=(214, 214, 208), width=width // 120)


def draw_vehicle(
    scene: Image.Image, body: Colour, place: tuple[float, float, float, float] = (0.0, 0.0, 1.0, 1.0)
) -> None:
    """Draw a rear view from its shadow up.

    Parameters
    ----------
    scene : Image
        Drawn upon.
    body : Colour
        Of the paint.
    place : tuple of float
        Left, top, right, bottom of the vehicle with the air around it, as ratios of the scene.
    """
    width, height = (place[2] - place[0]) * scene.width, (place[3] - place[1]) * scene.height
    start_x, start_y = place[0] * scene.width, place[1] * scene.height
    draw = ImageDraw.Draw(scene)

    def box(left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
        return start_x + left * width, start_y + top * height, start_x + right * width, start_y + bottom * height

    shade = (body[0] * 3 // 4, body[1] * 3 // 4, body[2] * 3 // 4)
    draw.ellipse(box(0.16, 0.86, 0.84, 0.98), fill=(56, 56, 60))
    for left, right in ((0.22, 0.32), (0.68, 0.78)):
        draw.rounded_rectangle(box(left, 0.76, right, 0.95), radius=width * 0.02, fill=_TYRE)
    draw.rounded_rectangle(box(0.26, 0.18, 0.74, 0.60), radius=width * 0.06, fill=shade)
    draw.rounded_rectangle(box(0.30, 0.22, 0.70, 0.42), radius=width * 0.03, fill=_GLASS)
    draw.rounded_rectangle(box(0.18, 0.40, 0.82, 0.86), radius=width * 0.04, fill=body)
    for left, right in ((0.20, 0.31), (0.69, 0.80)):
        draw.rounded_rectangle(box(left, 0.46, right, 0.55), radius=width * 0.012, fill=_LAMP)
    draw.rounded_rectangle(box(0.17, 0.78, 0.83, 0.88), radius=width * 0.02, fill=_BUMPER)


def with_grain(scene: Image.Image, chance: random.Random, *, blur_px: float = 0.6, noise: float = 0.03) -> Image.Image:
    """Blur a little and add noise, as a camera does."""
    speckles = Image.frombytes("L", scene.size, chance.randbytes(scene.width * scene.height)).convert("RGB")
    return Image.blend(scene.filter(ImageFilter.GaussianBlur(blur_px)), speckles, noise)
