"""Pictures of vehicles with number plates, drawn for tests: no photo of anybody's car is needed.

``python -m tests.support.scenes --plate ABC1234 --style eu OUT.jpg`` writes one to a file; with ``--batch``, many are
written: each line of the input is a JSON object with ``file`` and the parameters of `render_scene`.
"""

import argparse
import io
import json
import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pillow_heif
from PIL import ExifTags, Image

from lab.pictures.drawing import (
    BODY_COLOURS,
    LEVEL,
    Colour,
    Look,
    Pose,
    draw_road,
    draw_vehicle,
    mount,
    panel,
    with_grain,
)
from tests.support.plates import STYLES, StyleName, render_plate

_SUPERSAMPLING = 2


def render_scene(
    plate: str,
    *,
    further: str | None = None,
    width_px: int = 1280,
    height_px: int = 960,
    style: StyleName = "eu",
    seed: int = 0,
) -> Image.Image:
    """Draw a vehicle from behind, on a road.

    Parameters
    ----------
    plate : str
        Letters and digits; not looked at in the style ``none``.
    further : str or None
        The plate of a second vehicle, further off, beside the first one.
    width_px, height_px : int
        Size of the picture.
    style : str
        One of `STYLES`.
    seed : int
        Chooses the colour, the tilt of the plate and the grain: the same seed gives the same picture.

    Returns
    -------
    Image
        In RGB.
    """
    chance = random.Random(seed)
    body = chance.choice(BODY_COLOURS)
    pose = LEVEL if STYLES[style] is None else Pose(chance.uniform(-3, 3))
    if further is None:
        return render_street([Vehicle(plate, style, pose=pose, body=body)], [], (width_px, height_px), chance)
    near = Vehicle(plate, style, place=(0.0, 0.1, 0.5, 1.0), pose=pose, body=body)
    far = Vehicle(further, style, place=(0.55, 0.3, 0.95, 1.0))
    return render_street([near, far], [], (width_px, height_px), chance)


def jpeg_bytes(image: Image.Image, **save_options: Any) -> bytes:
    """Encode as JPEG; the options are Pillow's (``quality``, ``exif``, …)."""
    return _encoded(image, "JPEG", {"quality": 90} | save_options)


def png_bytes(image: Image.Image, **save_options: Any) -> bytes:
    """Encode as PNG; the options are Pillow's."""
    return _encoded(image, "PNG", save_options)


def heic_bytes(image: Image.Image, **save_options: Any) -> bytes:
    """Encode as a phone would, HEVC in HEIF; the options are those of pillow-heif (``quality``, ``exif``, …)."""
    pillow_heif.register_heif_opener()
    return _encoded(image, "HEIF", {"quality": 80} | save_options)


def taken_at(time: str, offset: str) -> Image.Exif:
    """Make EXIF data that say when a photo was taken.

    Parameters
    ----------
    time : str
        As EXIF writes it, "2026:05:01 12:34:56".
    offset : str
        From UTC, "+02:00".
    """
    exif = Image.Exif()
    exif.get_ifd(ExifTags.IFD.Exif).update(
        {ExifTags.Base.DateTimeOriginal: time, ExifTags.Base.OffsetTimeOriginal: offset}
    )
    return exif


def _encoded(image: Image.Image, image_format: str, save_options: dict[str, Any]) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, image_format, **save_options)
    return buffer.getvalue()


@dataclass(frozen=True, slots=True)
class Vehicle:
    """A vehicle from behind.

    Attributes
    ----------
    plate : str
        Letters and digits; not looked at in the style ``none``.
    style : str
        One of `STYLES`.
    place : tuple of float
        Left, top, right, bottom of it with the air around it, as ratios of the picture.
    pose : Pose
        Of its plate.
    body : Colour
        Of its paint.
    """

    plate: str
    style: StyleName = "eu"
    place: tuple[float, float, float, float] = (0.0, 0.0, 1.0, 1.0)
    pose: Pose = LEVEL
    body: Colour = BODY_COLOURS[1]


PAPER_SIGN = Look(margin=0.12)


@dataclass(frozen=True, slots=True)
class Sign:
    """Any other text in a picture: on a sticker, a sign, or burnt in by the camera.

    Attributes
    ----------
    lines : tuple of str
        Below one another.
    place : tuple of float
        Left, top, right, bottom, as ratios of the picture.
    look : Look
        Its colours.
    """

    lines: tuple[str, ...]
    place: tuple[float, float, float, float]
    look: Look = PAPER_SIGN


def render_street(
    vehicles: Sequence[Vehicle], signs: Sequence[Sign], size_px: tuple[int, int], chance: random.Random
) -> Image.Image:
    """Draw vehicles on a road, and what else there is to read.

    Returns
    -------
    Image
        In RGB, with grain by `chance`.
    """
    scene = Image.new("RGB", (size_px[0] * _SUPERSAMPLING, size_px[1] * _SUPERSAMPLING))
    draw_road(scene)
    for vehicle in vehicles:
        draw_vehicle(scene, vehicle.body, vehicle.place)
        _mount_plate(scene, vehicle)
    for sign in signs:
        left, top, right, bottom = (
            ratio * side for ratio, side in zip(sign.place, (*scene.size, *scene.size), strict=True)
        )
        board = panel(sign.lines, (round(right - left), round(bottom - top)), sign.look)
        mount(scene, board, ((left + right) / 2, (top + bottom) / 2), right - left)
    return with_grain(scene.resize(size_px, Image.Resampling.LANCZOS), chance)


def _mount_plate(scene: Image.Image, vehicle: Vehicle) -> None:
    """Put the plate on the vehicle's back, where it takes at most three tenths of the vehicle's room."""
    style = STYLES[vehicle.style]
    if style is None:
        return
    left, top, right, bottom = vehicle.place
    width, height = (right - left) * scene.width, (bottom - top) * scene.height
    plate = render_plate(vehicle.plate, style)
    mount(
        scene,
        plate,
        (left * scene.width + width / 2, top * scene.height + 0.68 * height),
        min(0.30 * width, 0.16 * height * plate.width / plate.height),
        vehicle.pose,
    )


_ENCODERS: dict[str, Callable[..., bytes]] = {".jpg": jpeg_bytes, ".png": png_bytes, ".heic": heic_bytes}


def main(arguments: Sequence[str] | None = None) -> None:
    """Write one picture to a file, or many; the ending of a file's name tells the format."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.support.scenes", description="Draw a vehicle with a number plate."
    )
    parser.add_argument("file", type=Path, nargs="?", metavar="OUT.jpg", help=f"ends in {', '.join(_ENCODERS)}")
    parser.add_argument("--batch", action="store_true", help="read what to draw from the standard input")
    parser.add_argument("--plate", default="B123XYZ")
    parser.add_argument("--further", metavar="PLATE", help="of a second vehicle, further off")
    parser.add_argument("--style", choices=STYLES, default="eu")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--width", type=int, default=1280, help="in pixels")
    parser.add_argument("--height", type=int, default=960, help="in pixels")
    parser.add_argument(
        "--taken-at", nargs=2, metavar=("TIME", "OFFSET"), help='as EXIF has them: "2026:05:01 12:34:56" +02:00'
    )
    options = parser.parse_args(arguments)
    if options.batch:
        for line in sys.stdin:
            _write_scene(**json.loads(line))
        return
    if options.file is None:
        parser.error("name the file to write, or give --batch")
    scene = render_scene(
        options.plate,
        further=options.further,
        width_px=options.width,
        height_px=options.height,
        style=options.style,
        seed=options.seed,
    )
    metadata = {"exif": taken_at(*options.taken_at)} if options.taken_at else {}
    options.file.write_bytes(_ENCODERS[options.file.suffix.lower()](scene, **metadata))


def _write_scene(*, file: str, **scene: Any) -> None:
    Path(file).write_bytes(_ENCODERS[Path(file).suffix.lower()](render_scene(**scene)))


if __name__ == "__main__":
    main()
