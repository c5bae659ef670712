"""Lines of characters with a C or a G among them, as cameras see them on plates: to learn the pair from.

Fonts' G have their bar at the middle; many plates' have it low, and a short one. So most C and G are drawn as strokes,
of every proportion that plates have and some that they have not.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from handler.domain.judging.glyphs import LINE_PX, ROOM
from handler.domain.judging.ground import GreyLine
from lab.pictures.drawing import FONTS, Pose, font_of, mount

HEIGHT: Final = 96
"""Of a character before the camera sees it, in pixels."""

Greys = np.ndarray[Any, np.dtype[np.float64]]

_FINER = 3
_ARC_STEPS = 14
_FONT_SIZE = 130
_OTHERS = "ABDEFHJKLMNPRSTUVWXYZ0123456789"
_SHARE_OF_STROKES = 0.65


@dataclass(frozen=True, slots=True)
class Face:
    """How C and G are drawn as strokes; all but the first in shares of the height or of what they are part of.

    Attributes
    ----------
    ratio : float
        Width by height.
    stroke : float
        How thick.
    round_x, round_y : float
        Of the corners' radii, by width and by height.
    upper_end, lower_end : float
        Where a C's stroke begins and ends, from the top.
    bar : float
        Where a G's bar is, from the top.
    inward : float
        How far the bar reaches in.
    thinness : float
        Of the bar beside the stroke.
    """

    ratio: float
    stroke: float
    round_x: float
    round_y: float
    upper_end: float
    lower_end: float
    bar: float
    inward: float
    thinness: float


def some_face(chance: random.Random) -> Face:
    """Make up a face."""
    between = chance.uniform
    ratio = between(0.42, 0.78)
    round_x = chance.choice((0.5, between(0.25, 0.5)))
    return Face(
        ratio=ratio,
        stroke=min(between(0.10, 0.21), ratio * 0.33),
        round_x=round_x,
        round_y=chance.choice((round_x * ratio * between(0.8, 1.3), between(0.2, 0.5))),
        upper_end=between(0.20, 0.45),
        lower_end=between(0.55, 0.82),
        bar=between(0.48, 0.82),
        inward=between(0.25, 0.6),
        thinness=between(0.7, 1.0),
    )


def stroke_glyph(character: str, face: Face) -> Image.Image:
    """Draw a C or a G as one stroke, white on black, `HEIGHT` high."""
    height = HEIGHT * _FINER
    width, stroke = round(height * face.ratio), face.stroke * height
    left, right, top, bottom = stroke / 2, width - stroke / 2, stroke / 2, height - stroke / 2
    round_x = min(face.round_x * (right - left), (right - left) / 2)
    round_y = min(face.round_y * (bottom - top), (bottom - top) / 2)
    corners = ((right, top, -1, 1), (left, top, 1, 1), (left, bottom, 1, -1), (right, bottom, -1, -1))
    turns = [[(quarter + step / _ARC_STEPS) * math.pi / 2 for step in range(_ARC_STEPS + 1)] for quarter in range(4)]
    path = [
        (x + inward * round_x + round_x * math.cos(turn), y + down * round_y - round_y * math.sin(turn))
        for (x, y, inward, down), arc in zip(corners, turns, strict=True)
        for turn in arc
    ]
    path = _ended(path, right, face.upper_end * height, (face.bar if character == "G" else face.lower_end) * height)
    glyph = Image.new("L", (width, height))
    draw = ImageDraw.Draw(glyph)
    draw.line(path, fill=255, width=round(stroke), joint="curve")
    if character == "G":
        (x, y), half = path[-1], face.thinness * stroke / 2
        draw.rectangle((x - face.inward * (right - left), y - half, x + stroke / 2, y + half), fill=255)
    return glyph.resize((round(HEIGHT * face.ratio), HEIGHT), Image.Resampling.LANCZOS)


def _ended(path: Sequence[tuple[float, float]], right: float, upper: float, lower: float) -> list[tuple[float, float]]:
    """Let a closed way around begin at one height and end at another: within its right corners, or below and above."""
    corner = _ARC_STEPS + 1
    first, middle, last = path[:corner], path[corner:-corner], path[-corner:]
    begun = [(right, upper), *first] if upper > first[0][1] else [point for point in first if point[1] <= upper]
    ended = [*last, (right, lower)] if lower < last[-1][1] else [point for point in last if point[1] >= lower]
    return [*begun, *middle, *ended]


def some_text(chance: random.Random, character: str) -> tuple[str, int]:
    """Make up three to five characters, one of them the given, and tell its place."""
    text = [chance.choice(_OTHERS) for _ in range(chance.randint(3, 5))]
    place = chance.randrange(len(text))
    text[place] = character
    return "".join(text), place


def drawn_text(text: str, chance: random.Random, face: Face | None) -> Image.Image:
    """Draw a text, white on black with room around it: C and G as strokes where a face is given, else of a font."""
    font, stretch, gap = chance.choice(FONTS), chance.uniform(0.7, 1.1), round(chance.uniform(8, 30))
    glyphs = [
        stroke_glyph(one, face) if face and one in "CG" else _font_glyph(one, font, stretch)
        for one in text
        if one != " "
    ]
    margin = round(chance.uniform(10, 50))
    line = Image.new(
        "L", (sum(one.width + gap for one in glyphs) + 40 * text.count(" ") + gap + 2 * margin, HEIGHT + 2 * margin)
    )
    x, left = margin + gap, iter(glyphs)
    for one in text:
        if one == " ":
            x += 40
            continue
        glyph = next(left)
        line.paste(glyph, (x, margin))
        x += glyph.width + gap
    return line


def _font_glyph(character: str, font: str, stretch: float) -> Image.Image:
    face = font_of(font, _FONT_SIZE)
    left, top, right, bottom = (round(side) for side in face.getbbox(character))
    glyph = Image.new("L", (right - left, bottom - top))
    ImageDraw.Draw(glyph).text((-left, -top), character, fill=255, font=face)
    width = round(glyph.width * HEIGHT / glyph.height * (1 if character in "I1" else stretch))
    return glyph.resize((max(width, 8), HEIGHT), Image.Resampling.LANCZOS)


def seen_line(text: str, chance: random.Random) -> GreyLine:
    """Draw a text as a camera shows it, cut out as the reading cuts its lines."""
    face = some_face(chance) if chance.random() < _SHARE_OF_STROKES else None
    mask = drawn_text(text, chance, face)
    height = math.exp(chance.uniform(math.log(11), math.log(70)))
    ink = _through_a_lens(mask, height, chance)
    return _cut_out(_on_a_ground(ink, height, chance), height, chance)


def _through_a_lens(mask: Image.Image, height: float, chance: random.Random) -> Greys:
    """Give how much of each pixel is ink where characters are so many pixels high, askew and blurred."""
    scale = height / HEIGHT
    side = math.ceil(scale * (mask.width + mask.height) * 1.1) + 4
    shear = chance.gauss(0, 0.06)
    slanted = mask.transform(
        mask.size, Image.Transform.AFFINE, (1, shear, -shear * mask.height / 2, 0, 1, 0), Image.Resampling.BICUBIC
    )
    board = Image.merge("RGBA", (slanted, slanted, slanted, Image.new("L", mask.size, 255)))
    scene = Image.new("RGB", (side, math.ceil(scale * mask.height * 1.6) + 4))
    pose = Pose(chance.gauss(0, 1.5), chance.gauss(0, 0.03))
    mount(scene, board, (scene.width / 2, scene.height / 2), mask.width * scale, pose)
    width = min(round(mask.width * scale), scene.width)
    left = (scene.width - width) // 2
    level = scene.convert("L").crop((left, 0, left + width, scene.height))
    blur = chance.choice((0, chance.uniform(0.3, 1.0), chance.uniform(0.3, 0.07 * height + 0.4)))
    return np.asarray(level.filter(ImageFilter.GaussianBlur(blur)), dtype=np.float64) / 255


def _on_a_ground(ink: Greys, height: float, chance: random.Random) -> Image.Image:
    """Paint ink on a ground that is lit unevenly, often patterned, at times darker than the ink."""
    noise = np.random.default_rng(chance.randrange(1 << 30))
    paper = chance.uniform(110, 250)
    colour = chance.uniform(5, paper - 45)
    rows, columns = ink.shape
    light = 0.6 * (
        np.linspace(chance.uniform(-25, 25), chance.uniform(-25, 25), columns)[None, :]
        + np.linspace(chance.uniform(-20, 20), chance.uniform(-20, 20), rows)[:, None]
    )
    ground = paper + light
    if chance.random() < 0.5:
        spots = tuple(max(int(side / height * chance.uniform(2, 7)), 2) for side in (columns, rows))
        pattern = Image.fromarray(noise.normal(0, 1, spots[::-1]).astype(np.float32))
        strength = chance.uniform(5, 0.28 * (paper - colour))
        ground = ground + strength * np.asarray(pattern.resize((columns, rows), Image.Resampling.BICUBIC))
    greys = ground * (1 - ink) + (colour + light) * ink
    greys = 255 - greys if chance.random() < 0.2 else greys
    greys = greys + noise.normal(0, chance.uniform(1, 9), greys.shape)
    picture = Image.fromarray(np.clip(greys, 0, 255).astype(np.uint8))
    return _compressed(picture, chance.randint(35, 95)) if chance.random() < 0.7 else picture


def _compressed(picture: Image.Image, quality: int) -> Image.Image:
    kept = BytesIO()
    picture.save(kept, "JPEG", quality=quality)
    return Image.open(kept).convert("L")


def _cut_out(picture: Image.Image, height: float, chance: random.Random) -> GreyLine:
    """Cut as text detection's boxes do, which are up to 1.45 times as high as the characters and a little off."""
    cut = height * chance.uniform(1.0, 1.45) * (1 + 2 * ROOM)
    step = cut / LINE_PX
    width = max(round(picture.width / step), 4)
    top = (picture.height - cut) / 2 + chance.uniform(-2, 2) * step
    way = (step, 0.0, 0.0, 0.0, step, top)
    line = picture.transform((width, LINE_PX), Image.Transform.AFFINE, way, Image.Resampling.BICUBIC)
    return GreyLine(line.width, line.tobytes())
