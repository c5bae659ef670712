"""What stands before a camera that hangs still: a drive, vehicles with plates, somebody who walks past."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from PIL import Image, ImageDraw, ImageFilter

from handler.domain.geometry import Frame
from lab.pictures.drawing import BLACK, BODY_COLOURS, FONTS, WHITE, Colour, Pose, draw_vehicle, font_of, mount

EDGE_PX: Final = 12
"""Drawn around the picture, so that a camera that shakes sees something there."""

SIZES: Final = ((1280, 720), (1280, 720), (640, 480), (1920, 1080))
ALIKE: Final = ("0O", "8B", "1I", "5S", "2Z", "CG", "OQ", "D0", "EF", "PR", "38", "68", "MN", "VY", "UV", "7T", "4A")
"""Characters that are taken for one another; in these fonts no two are drawn alike."""

_LETTERS, _DIGITS = "ABCDEFGHJKLMNPRSTUVWXYZ", "0123456789"
_PLATE_FONTS: Final = tuple(name for name in FONTS if "Serif" not in name)
_ASPECT: Final = 4.7
_GREY_BODIES: Final[tuple[Colour, ...]] = (*BODY_COLOURS, (24, 24, 26), (230, 230, 228), (110, 112, 116))


@dataclass(frozen=True, slots=True)
class Plate:
    """A plate as it is made: what is written on it, how, and how it hangs."""

    text: str
    font: str
    paper: Colour
    pose: Pose


@dataclass(frozen=True, slots=True)
class Vehicle:
    """A vehicle seen from behind.

    Attributes
    ----------
    place : tuple of float
        Left, top, right, bottom with the air around it, as ratios of the picture.
    """

    body: Colour
    place: tuple[float, float, float, float]
    plate: Plate


@dataclass(frozen=True, slots=True)
class Drive:
    """Where a camera hangs: the size of its pictures, and what always stands there."""

    size_px: tuple[int, int]
    ground: Image.Image


def a_plate(chance: random.Random) -> Plate:
    """Make a plate up, its characters of any kind in any order."""
    text = "".join(chance.choice(_LETTERS + _DIGITS) for _ in range(chance.randint(5, 8)))
    pose = Pose(chance.uniform(-4, 4), chance.uniform(0, 0.06))
    return Plate(text, chance.choice(_PLATE_FONTS), chance.choice((WHITE, WHITE, (240, 200, 60))), pose)


def with_one_alike(plate: Plate, chance: random.Random) -> tuple[Plate, Plate]:
    """Write two plates that differ in one character, which are taken for one another."""
    first, second = chance.sample(chance.choice(ALIKE), 2)
    at = chance.randrange(len(plate.text))
    texts = (plate.text[:at] + one + plate.text[at + 1 :] for one in (first, second))
    one, other = (replace(plate, text=text) for text in texts)
    return one, other


def a_vehicle(chance: random.Random, width: float | None = None) -> Vehicle:
    """Make a vehicle up; `width` is that of its place, as a ratio of the picture."""
    wide = width or chance.uniform(0.22, 0.75)
    high = wide * chance.uniform(1.1, 1.5)
    left, bottom = chance.uniform(0.0, 1 - wide), chance.uniform(max(0.55, 0.5 + wide / 3), 1.0)
    return Vehicle(chance.choice(_GREY_BODIES), (left, bottom - high, left + wide, bottom), a_plate(chance))


def behind(vehicle: Vehicle, chance: random.Random) -> Vehicle:
    """Let another vehicle come up behind one, seen beside it: farther away, and a part of it hidden."""
    left, top, right, bottom = vehicle.place
    wide = max((right - left) * chance.uniform(0.45, 0.8), 0.14)
    middle = (left + right) / 2 + chance.choice((-1, 1)) * (right - left) * chance.uniform(0.35, 0.6)
    start = min(max(middle - wide / 2, 0.0), 1 - wide)
    low = bottom - (bottom - top) * chance.uniform(0.1, 0.25)
    return Vehicle(chance.choice(_GREY_BODIES), (start, low - wide * 1.3, start + wide, low), a_plate(chance))


def a_drive(chance: random.Random) -> Drive:
    """Make up where a camera hangs: walls, windows, bushes, a fence, a road that is not even."""
    size = chance.choice(SIZES)
    width, height = size[0] + 2 * EDGE_PX, size[1] + 2 * EDGE_PX
    ground = Image.new("RGB", (width, height), chance.choice(((150, 170, 200), (196, 190, 180), (120, 116, 110))))
    draw = ImageDraw.Draw(ground)
    horizon = round(height * chance.uniform(0.25, 0.45))
    draw.rectangle((0, horizon, width, height), fill=chance.choice(((92, 92, 96), (120, 118, 112), (70, 72, 74))))
    for _ in range(chance.randint(0, 14)):
        x, y = chance.randrange(width), chance.randrange(horizon)
        far = width // 18, height // 12
        draw.rectangle((x, y, x + far[0], min(y + far[1], horizon)), fill=_shade(chance), outline=_shade(chance))
    for _ in range(chance.randint(0, 60)):
        x, y, r = chance.randrange(width // 3), horizon + chance.randint(-40, 30), chance.randint(4, 22)
        draw.ellipse((x - r, y - r, x + r, y + r), fill=(chance.randint(20, 70), chance.randint(60, 120), 40))
    for _ in range(chance.randint(0, 5)):
        ends = [(chance.randrange(width), chance.randint(horizon, height)) for _ in range(2)]
        draw.line(ends, fill=(210, 210, 204), width=max(width // 160, 2))
    grain = Image.effect_noise((width // 2, height // 2), chance.uniform(8, 30)).resize((width, height))
    rough = Image.blend(ground, Image.merge("RGB", [grain] * 3), chance.uniform(0.03, 0.14))
    return Drive(size, rough)


def shown(drive: Drive, vehicles: Sequence[Vehicle], person: float | None = None) -> tuple[Image.Image, list[Frame]]:
    """Draw what stands in a drive, the farthest vehicle first.

    Parameters
    ----------
    drive : Drive
    vehicles : Sequence of Vehicle
    person : float or None
        Where somebody walks, as a ratio of the picture's width; None for nobody.

    Returns
    -------
    tuple of (Image, list of Frame)
        With an edge of `EDGE_PX`; and where the plates' texts are, in pixels of the picture without it.
    """
    scene, frames = drive.ground.copy(), []
    width, height = drive.size_px
    for vehicle in vehicles:
        left, top, right, bottom = vehicle.place
        place = tuple(
            (EDGE_PX + ratio * side) / (side + 2 * EDGE_PX)
            for ratio, side in zip((left, top, right, bottom), (width, height) * 2, strict=True)
        )
        draw_vehicle(scene, vehicle.body, (place[0], place[1], place[2], place[3]))
        wide = (right - left) * 0.22 * width
        centre = (left + right) / 2 * width, (top + (bottom - top) * 0.68) * height
        board, share = _board(vehicle.plate)
        mount(scene, board, (centre[0] + EDGE_PX, centre[1] + EDGE_PX), wide, vehicle.plate.pose)
        angle = -vehicle.plate.pose.tilt_degrees * 3.14159265 / 180
        frames.append(Frame(*centre, wide * share[0], wide / _ASPECT * share[1], angle))
    if person is not None:
        _draw_person(scene, person)
    return scene.filter(ImageFilter.BoxBlur(0.6)), frames


def _board(plate: Plate) -> tuple[Image.Image, tuple[float, float]]:
    """Draw a plate, all characters equally far apart; gives what share of it they take."""
    high, wide = 120, round(120 * _ASPECT)
    board = Image.new("RGBA", (wide, high))
    draw = ImageDraw.Draw(board)
    draw.rounded_rectangle((0, 0, wide - 1, high - 1), 8, fill=plate.paper, outline=BLACK, width=4)
    pitch = min(wide * 0.94 / len(plate.text), 78)
    font = font_of(plate.font, min(104.0, pitch * 1.45))
    start = wide / 2 - pitch * (len(plate.text) - 1) / 2
    for number, character in enumerate(plate.text):
        draw.text((start + number * pitch, high / 2), character, fill=BLACK, font=font, anchor="mm")
    tall = min(104.0, pitch * 1.45) * 0.74
    return board, (min(pitch * len(plate.text) / wide, 0.98), tall / high)


def _draw_person(scene: Image.Image, at: float) -> None:
    draw, high = ImageDraw.Draw(scene), scene.height * 0.32
    x, foot = at * scene.width, scene.height * 0.86
    draw.ellipse((x - high * 0.07, foot - high, x + high * 0.07, foot - high * 0.85), fill=(196, 150, 120))
    draw.rounded_rectangle(
        (x - high * 0.12, foot - high * 0.85, x + high * 0.12, foot - high * 0.42), 8, fill=(40, 60, 120)
    )
    draw.rectangle((x - high * 0.09, foot - high * 0.42, x + high * 0.09, foot), fill=(40, 40, 44))


def _shade(chance: random.Random) -> Colour:
    grey = chance.randint(30, 220)
    return grey, max(grey - chance.randint(0, 20), 0), max(grey - chance.randint(0, 40), 0)
