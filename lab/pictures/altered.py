"""Make labelled photos a little different: what reading does with pictures that nobody looked at when it was tuned.

Usage: ``python -m lab.pictures.altered PHOTOS DIR --way smaller``, then ``npm run evaluate -- DIR``. Text detection
sees the same vehicles by other pixels, and finds other boxes.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from PIL import Image, ImageEnhance, ImageOps
from rich.console import Console
from rich.progress import track

from lab.photo_set import Photo, PhotoSetError, labelled_photos, write_labels_of

QUALITY: Final = 88

SMALLER: Final = 0.92
CUT_LEFT: Final = 0.013
CUT_TOP: Final = 0.017
DIMMED: Final = 0.85


def _smaller(picture: Image.Image) -> Image.Image:
    width, height = picture.size
    return picture.resize((round(width * SMALLER), round(height * SMALLER)), Image.Resampling.LANCZOS)


def _dimmed(picture: Image.Image) -> Image.Image:
    width, height = picture.size
    cut = picture.crop((round(width * CUT_LEFT), round(height * CUT_TOP), width, height))
    return ImageEnhance.Brightness(cut).enhance(DIMMED)


WAYS: Final[Mapping[str, Callable[[Image.Image], Image.Image]]] = {"smaller": _smaller, "dimmed": _dimmed}
"""Smaller by a twelfth; or a little cut off at the left and at the top, and dimmed."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Returns
    -------
    int
        Exit code: 0, or 1 when the photos cannot be used.
    """
    parser = argparse.ArgumentParser(
        prog="python -m lab.pictures.altered", description="Make labelled photos a little different."
    )
    parser.add_argument("photos", type=Path, help="a folder with labels.csv")
    parser.add_argument("folder", type=Path, help="made when it is not there; photos of the same name are replaced")
    parser.add_argument("--way", choices=tuple(WAYS), required=True)
    options = parser.parse_args(arguments)
    try:
        photos = labelled_photos(options.photos)
    except PhotoSetError as error:
        print(error, file=sys.stderr)
        return 1
    alter = WAYS[options.way]
    shown = track(photos, "Altering", console=Console(stderr=True))
    write_labels_of([_altered(photo, options.folder, alter) for photo in shown], options.folder)
    return 0


def _altered(photo: Photo, folder: Path, alter: Callable[[Image.Image], Image.Image]) -> Photo:
    written = folder / f"{photo.file}.jpg"
    written.parent.mkdir(parents=True, exist_ok=True)
    with Image.open(photo.path) as picture:
        alter(ImageOps.exif_transpose(picture).convert("RGB")).save(written, quality=QUALITY)
    return replace(photo, file=str(written.relative_to(folder)), path=written)


if __name__ == "__main__":
    sys.exit(main())
