"""What bounds the reading, in pictures: drawn vehicles whose plates are made harder to see step by step, and read.

``python -m lab.limits OUT.jpg`` draws a dozen plates at each step, reads them as the S3 function does, and writes a
picture with one of the dozen at each step and how many of them were read right, and how many wrong ones accepted.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw
from rich.console import Console
from rich.progress import track

from handler.domain.reading.acceptance import DEFAULT_ERROR_RATE, Acceptance
from lab.photo_set import Photo, look_at
from lab.pictures.drawing import BLACK, BODY_COLOURS, OWN_FONT, WHITE, font_of
from lab.reading import read_photo
from tests.support.scenes import Vehicle, jpeg_bytes, render_street

PLATES = (
    "B247NXS", "CJ07VNE", "TM83KLD", "IS48RTU", "B639WDX", "CT19PHG", "BV06ZMA", "SB52YCE", "B864JFK", "AR35TGW",
    "PH71LUD", "GL90XRB",
)  # fmt: skip
"""Invented Romanian ones: their format tells no letter from another, and a digit from a letter."""

_PHOTO_PX = (1280, 960)
# Of a vehicle as large as the photo: the height of its plate's characters, and where its plate is
# (`tests.support.scenes`).
_FULL_TEXT_PX, _PLATE_PX, _PLATE_DOWN = 59.0, (384, 83), 0.68
# Where the first character stands, in ratios of the plate's width, band left out.
_FIRST_CHARACTER = (0.115, 0.225)
_EASY_PX = 32.0
_TILE_PX, _CAPTION_PX, _GAP_PX = (300, 90), 24, 12

Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Hardship:
    """One way in which a plate is hard to see.

    Attributes
    ----------
    name : str
        With `{}` for the step.
    steps : tuple of float
        From easy to hard.
    text_px : callable
        The height of the characters at a step, in pixels.
    spoil : callable
        What becomes of the photo at a step, given where the plate is.
    """

    name: str
    steps: tuple[float, ...]
    text_px: Callable[[float], float]
    spoil: Callable[[Image.Image, float, Box], Image.Image]


@dataclass(frozen=True, slots=True)
class Tally:
    """What was read at a step: one of its photos, close up, how many were read right, and accepted wrongly."""

    tile: Image.Image
    right: int
    wrongly_accepted: int


def _as_it_is(photo: Image.Image, _: float, __: Box) -> Image.Image:
    return photo


def _shaken(photo: Image.Image, length: float, _: Box) -> Image.Image:
    """Move the camera sideways while the shutter is open; the length is in heights of the characters."""
    pixels = max(round(length * _EASY_PX), 1)
    kernel = np.full((1, pixels), 1 / pixels, np.float32)
    return Image.fromarray(cv2.filter2D(np.asarray(photo), -1, kernel).astype(np.uint8))


def _dim(photo: Image.Image, contrast: float, _: Box) -> Image.Image:
    """Leave a share of the contrast, in the dark, with the noise of a camera that makes up for it."""
    noise = np.random.default_rng(0).normal(0, 6, np.asarray(photo).shape)
    return Image.fromarray(np.clip(np.asarray(photo, float) * contrast + 20 + noise, 0, 255).astype(np.uint8))


def _covered(photo: Image.Image, share: float, plate: Box) -> Image.Image:
    """Hide a share of the first character, from its left, behind something dark."""
    left, top, right, bottom = plate
    start, end = _FIRST_CHARACTER
    edge = left + (right - left) * (start + (end - start) * share)
    spoilt = photo.copy()
    ImageDraw.Draw(spoilt).rectangle((left - (right - left) // 10, top - 4, edge, bottom + 4), fill=(40, 42, 44))
    return spoilt


FEW_PIXELS = Hardship("{:g} pixels high", (24, 12, 10, 9, 8, 7), float, _as_it_is)
"""Vehicles ever farther away."""

HARDSHIPS = (
    FEW_PIXELS,
    Hardship("shaken by {:g} heights", (0.1, 0.3, 0.4, 0.5, 0.6, 0.8), lambda _: _EASY_PX, _shaken),
    Hardship("{:.0%} of the contrast", (0.5, 0.2, 0.1, 0.06, 0.04, 0.03), lambda _: _EASY_PX, _dim),
    Hardship("first character {:.0%} hidden", (0.0, 0.2, 0.4, 0.6, 0.8, 1.0), lambda _: _EASY_PX, _covered),
)


def draw_photo(plate: str, hardship: Hardship, step: float) -> tuple[Image.Image, Box]:
    """Draw a vehicle whose plate is hard to see.

    Parameters
    ----------
    plate : str
        Letters and digits.
    hardship : Hardship
    step : float
        One of its steps.

    Returns
    -------
    Image, tuple of int
        In RGB, and left, top, right, bottom of the plate in pixels.
    """
    size = hardship.text_px(step) / _FULL_TEXT_PX
    width, height = _PHOTO_PX
    left, top = (1 - size) / 2, 0.6 * (1 - size)
    chance = random.Random(plate)
    vehicle = Vehicle(plate, "eu", (left, top, left + size, top + size), body=chance.choice(BODY_COLOURS))
    photo = render_street([vehicle], [], _PHOTO_PX, chance)
    centre = (width / 2, (top + _PLATE_DOWN * size) * height)
    half = (_PLATE_PX[0] * size / 2, _PLATE_PX[1] * size / 2)
    box = (
        round(centre[0] - half[0]), round(centre[1] - half[1]), round(centre[0] + half[0]), round(centre[1] + half[1]),
    )  # fmt: skip
    return hardship.spoil(photo, step, box), box


def tally(hardship: Hardship, step: float, folder: Path) -> Tally:
    """Draw and read all `PLATES` at a step of a hardship; the photos are written into a folder."""
    acceptance = Acceptance.for_error_rate(DEFAULT_ERROR_RATE)
    right = wrongly_accepted = 0
    tiles = []
    for plate in PLATES:
        picture, box = draw_photo(plate, hardship, step)
        photo = Photo(plate, folder / "photo.jpg", "drawn", "ro", (plate,))
        photo.path.write_bytes(jpeg_bytes(picture))
        read = next(iter(read_photo(photo, look_at(photo), "expected", may_look_again=True).reads), None)
        right += read is not None and read.plate == plate
        wrongly_accepted += read is not None and read.plate != plate and acceptance.accepts(read.confidence, 0)
        tiles.append(_close_up(picture, box))
    return Tally(tiles[0], right, wrongly_accepted)


def _close_up(photo: Image.Image, box: Box) -> Image.Image:
    """Cut out a plate with some room, its pixels left to be seen."""
    room = (box[3] - box[1]) // 3
    cut = photo.crop((box[0] - 2 * room, box[1] - room, box[2] + 2 * room, box[3] + room))
    return cut.resize(_TILE_PX, Image.Resampling.NEAREST)


def sheet(captions: Sequence[str], tiles: Sequence[Image.Image], columns: int) -> Image.Image:
    """Lay captioned tiles out in rows of so many columns."""
    across, down = _TILE_PX[0] + _GAP_PX, _TILE_PX[1] + 2 * _CAPTION_PX + _GAP_PX
    rows = -(-len(tiles) // columns)
    paper = Image.new("RGB", (columns * across + _GAP_PX, rows * down + _GAP_PX), WHITE)
    draw = ImageDraw.Draw(paper)
    for number, (caption, tile) in enumerate(zip(captions, tiles, strict=True)):
        row, column = divmod(number, columns)
        corner = _GAP_PX + column * across, _GAP_PX + row * down
        paper.paste(tile, corner)
        below = (corner[0], corner[1] + _TILE_PX[1] + 2)
        draw.multiline_text(below, caption, BLACK, font_of(OWN_FONT, _CAPTION_PX * 0.7))
    return paper


def main(arguments: Sequence[str] | None = None) -> None:
    """Draw, read, and write the picture."""
    parser = argparse.ArgumentParser(prog="python -m lab.limits", description="Show what bounds the reading.")
    parser.add_argument("file", type=Path, metavar="OUT.jpg")
    options = parser.parse_args(arguments)
    cases = [(hardship, step) for hardship in HARDSHIPS for step in hardship.steps]
    captions, tiles = [], []
    with tempfile.TemporaryDirectory() as folder:
        for hardship, step in track(cases, "Drawing and reading", console=Console(stderr=True)):
            told = tally(hardship, step, Path(folder))
            accepted = f", {told.wrongly_accepted} accepted wrongly" if told.wrongly_accepted else ""
            captions.append(f"{hardship.name.format(step)}\n{told.right} of {len(PLATES)} right{accepted}")
            tiles.append(told.tile)
    options.file.write_bytes(jpeg_bytes(sheet(captions, tiles, len(FEW_PIXELS.steps)), quality=80, optimize=True))
    for caption in captions:
        print(caption.replace("\n", ": "))


if __name__ == "__main__":
    main()
