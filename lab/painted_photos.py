"""Paint over the plates of labelled photos, to measure that nothing is read where real vehicles show no plate.

Usage: ``python -m lab.painted_photos PHOTOS DIR [--seed 1] [--texts held-out]``, then ``npm run evaluate -- DIR``.
Each photo whose labelled plates are all read, none of them close up, gives three: with nothing in the plate's place,
with a model's or dealer's name written on the bodywork there, and with such a name on a board. Plates that the labels
leave out stay where they are: look at what is read.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageOps
from rich.console import Console
from rich.progress import track

from handler.domain.geometry import BoundingBox
from lab.photo_set import Photo, PhotoSetError, labelled_photos, look_at, write_labels
from lab.pictures.drawing import BLACK, LEVEL, WHITE, Look, mount, panel
from lab.pictures.plateless_texts import Part, Texts
from lab.reading import read_photo

ROOM_ALONG, ROOM_ACROSS = 0.8, 0.6
"""What is painted around a plate's text, in heights of it: its border, band and screws."""

INPAINT_RADIUS_PX = 7
MOST_PAINTED = 0.5
"""Of the picture: a plate close up leaves nothing to fill its place with, and would stay as it is."""

PANEL_SCALE = 2
QUALITY = 92
TABLES = ("badge", "dealer")
CHROME = (206, 208, 212)
LOOKS: dict[str, Look | None] = {
    "bare": None,
    "name": Look(ink=CHROME, paper=None, font="DejaVuSans-Bold"),
    "board": Look(ink=BLACK, paper=WHITE, font="LiberationSansNarrow-Bold", border=BLACK),
}
"""What takes the plate's place; the set's name ends with it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Returns
    -------
    int
        Exit code: 0, or 1 when the photos cannot be used.
    """
    parser = argparse.ArgumentParser(
        prog="python -m lab.painted_photos", description="Paint over the plates of labelled photos."
    )
    parser.add_argument("photos", type=Path, help="a folder with labels.csv")
    parser.add_argument("folder", type=Path, help="made when it is not there; photos of the same name are replaced")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same texts (default: 1)")
    parser.add_argument(
        "--texts",
        choices=("all", "fitted", "held-out"),
        default="held-out",
        help="the names that vocabulary and weights may be chosen by, or the others (default: held-out)",
    )
    options = parser.parse_args(arguments)
    try:
        photos = labelled_photos(options.photos)
    except PhotoSetError as error:
        print(error, file=sys.stderr)
        return 1
    options.folder.mkdir(parents=True, exist_ok=True)
    painted = [
        one
        for photo in track(photos, "Painting", console=Console(stderr=True))
        for one in _painted(photo, options.folder, options.seed, options.texts)
    ]
    write_labels(options.folder, painted)
    return 0


def _painted(photo: Photo, folder: Path, seed: int, part: Part) -> Iterator[tuple[str, str]]:
    """Write a photo in all `LOOKS`, unless a plate would stay; give their files and sets."""
    places = _places_of_plates(photo)
    if not places:
        return
    with Image.open(photo.path) as opened:
        blank = paint_over(ImageOps.exif_transpose(opened).convert("RGB"), places)
    if blank is None:
        return
    for name, look in LOOKS.items():
        picture = blank.copy()
        if look:
            chance = random.Random(f"{seed}-{name}-{photo.file}")
            for place in places:
                write_at(picture, place, Texts(chance, part).one(chance.choice(TABLES)), look)
        file = f"{Path(photo.file).stem}-{name}.jpg"
        picture.save(folder / file, "JPEG", quality=QUALITY)
        yield file, f"none-{name}"


def _places_of_plates(photo: Photo) -> tuple[BoundingBox, ...]:
    """Find where the labelled plates are; nothing when one of them is not read."""
    reads = read_photo(photo, look_at(photo), "unknown", may_look_again=True).reads
    places = {read.plate: read.bounding_box for read in reads if read.plate in photo.plates}
    return tuple(places.values()) if len(places) == len(set(photo.plates)) else ()


def paint_over(picture: Image.Image, places: Sequence[BoundingBox]) -> Image.Image | None:
    """Fill places, and some room around them, with what surrounds them.

    Parameters
    ----------
    picture : Image
        RGB, upright.
    places : Sequence of BoundingBox
        Of the plates' texts, in ratios of the picture.

    Returns
    -------
    Image or None
        Another one; None when more than `MOST_PAINTED` of it would be filled.
    """
    mask = np.zeros((picture.height, picture.width), np.uint8)
    for place in places:
        room = place.height * picture.height
        left, top = place.left * picture.width, place.top * picture.height
        right, bottom = left + place.width * picture.width, top + room
        rows = slice(max(round(top - ROOM_ACROSS * room), 0), round(bottom + ROOM_ACROSS * room))
        mask[rows, max(round(left - ROOM_ALONG * room), 0) : round(right + ROOM_ALONG * room)] = 255
    if mask.mean() > 255 * MOST_PAINTED:
        return None
    return Image.fromarray(cv2.inpaint(np.asarray(picture), mask, INPAINT_RADIUS_PX, cv2.INPAINT_TELEA))


def write_at(picture: Image.Image, place: BoundingBox, text: str, look: Look) -> None:
    """Write a text where a plate's was, as large as there is room for."""
    width, height = place.width * picture.width, place.height * picture.height
    size = max(round(PANEL_SCALE * width), 8), max(round(PANEL_SCALE * height), 8)
    middle = (place.left * picture.width + width / 2, place.top * picture.height + height / 2)
    mount(picture, panel([text], size, look), middle, width, LEVEL)


if __name__ == "__main__":
    sys.exit(main())
