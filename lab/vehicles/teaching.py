"""The photos that teach the colours of vehicles, each as it is and as it might have been.

Nothing of the second half of `lab/data/colours.csv` is among them, and no other photo of a vehicle that is in it.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple

from handler.domain.geometry import Frame, frame_of
from handler.domain.judging.bodywork import COLUMNS, Cell, Light, Patch, cells_of, light_of, patch_around
from handler.domain.judging.colour import Colour
from handler.domain.judging.plate_colours import Lab, SeenPlate, see_plate
from handler.domain.tables import rows_of
from lab.colours import LABELS, UNKNOWN, half_of, read_of
from lab.photo_set import Photo, labelled_photos, look_at
from lab.progress import shown

MORE_LABELS: Final = LABELS.with_name("vehicle_colours.csv")

# Of each photo so many more, as if the plate had been found a little larger or smaller and aside, in another light;
# with how much each counts beside the photo itself.
_MOVED, _MOVED_WEIGHT, _TURNED_WEIGHT = 6, 1 / 6, 0.3
_LARGER, _ASIDE, _HIGHER = 0.25, 0.5, 0.3
_DARKER, _BRIGHTER, _TINTED = 0.35, 0.25, 0.05
_BLACK = -16.0


class Paint(NamedTuple):
    """What a colour is turned into another by.

    Parameters
    ----------
    hue_degrees : float
    lightness, chroma : float
        Beside those of other paints.
    """

    hue_degrees: float
    lightness: float = 1.0
    chroma: float = 1.0


HUES_DEGREES: Final = {Colour.RED: 28, Colour.BLUE: 270, Colour.GREEN: 155, Colour.YELLOW: 88, Colour.ORANGE: 55}
"""Of the colours that others are made of; rare ones are taught by photos whose hues were turned."""

PAINTS: Final = {
    Colour.RED: Paint(28),
    Colour.BLUE: Paint(270, chroma=0.9),
    Colour.GREEN: Paint(150, chroma=0.8),
    Colour.ORANGE: Paint(52, lightness=1.15),
    Colour.BROWN: Paint(62, lightness=0.8, chroma=0.5),
    Colour.YELLOW: Paint(88, lightness=1.3),
}
# Bright paints are made of such as are nearly so bright.
_MADE_OF: Final = {Colour.YELLOW: {Colour.ORANGE}, Colour.ORANGE: {Colour.RED, Colour.YELLOW}}
_OF_THE_HUE_DEGREES, _HUED, _FEWEST_HUED, _HUE_VARIES_DEGREES = 45.0, 8.0, 5, 8.0


class Example(NamedTuple):
    """What a vehicle looks like.

    Parameters
    ----------
    cells : Sequence of Cell
    light : Light
    names : frozenset of Colour
        Each is right.
    weight : float
    """

    cells: Sequence[Cell]
    light: Light
    names: frozenset[Colour]
    weight: float = 1.0


class Teacher(NamedTuple):
    """A photo, and what it teaches.

    Parameters
    ----------
    photo : Photo
    examples : Sequence of Example
        The photo as it is, then as it might have been.
    """

    photo: Photo
    examples: Sequence[Example]


def names_by_file() -> dict[str, frozenset[Colour]]:
    """Give the colours of the vehicles that may teach, by their photos."""
    rows = [*rows_of(MORE_LABELS), *(row for row in rows_of(LABELS) if half_of(row["file"]) == 1)]
    named = {row["file"]: set(filter(None, row["vehicle"].split("/"))) - {UNKNOWN} for row in rows}
    return {file: frozenset(map(Colour, names)) for file, names in named.items() if names}


def teaching(photos: Sequence[Photo]) -> list[Photo]:
    """Choose the photos that may teach.

    Parameters
    ----------
    photos : Sequence of Photo
    """
    named = names_by_file()
    measured = {row["file"] for row in rows_of(LABELS) if half_of(row["file"]) == 2}
    plates = {plate for photo in photos if photo.file in measured for plate in photo.plates}
    return [photo for photo in photos if photo.file in named and not plates.intersection(photo.plates)]


def teachers(folder: Path, seed: int) -> list[Teacher]:
    """Look at the photos of a folder that may teach.

    Parameters
    ----------
    folder : Path
    seed : int
        Of how photos might have been; each photo has its own chance, whatever the others are.

    Returns
    -------
    list of Teacher
        Without photos whose plate is not read, or that show no colours.

    Raises
    ------
    PhotoSetError
        When the folder or a photo cannot be used.
    """
    named, found = names_by_file(), []
    with shown(teaching(labelled_photos(folder)), "Looking at photos") as waiting:
        for photo in waiting:
            examples = list(_examples(photo, named[photo.file], random.Random(f"{seed} {photo.file}")))
            if examples:
                found.append(Teacher(photo, examples))
    return found


def _examples(photo: Photo, names: frozenset[Colour], chance: random.Random) -> Iterator[Example]:
    read, look = read_of(photo), look_at(photo)
    if read is None:
        return
    frame = frame_of(read.polygon, look.size)
    seen, patch = see_plate(frame, len(read.plate), look.pixels), patch_around(frame, look.size, look.pixels)
    if seen is None or patch is None or not cells_of(patch, seen):
        return
    yield Example(cells_of(patch, seen), light_of(seen), names)
    for _ in range(_MOVED):
        scale = math.exp(chance.uniform(-_LARGER, _LARGER))
        moved = patch_around(_moved(frame, scale, chance), look.size, look.pixels)
        if moved:
            width, height = patch.half_plate
            moved = moved._replace(half_plate=(width / scale, height / scale))
            yield from _example(*in_another_light(mirrored_or_not(moved, chance), seen, chance), names, _MOVED_WEIGHT)
    for name, other in turned(patch, seen, names, chance):
        yield from _example(*other, frozenset({name}), _TURNED_WEIGHT)


def _example(patch: Patch, seen: SeenPlate, names: frozenset[Colour], weight: float) -> Iterator[Example]:
    cells = cells_of(patch, seen)
    if cells:
        yield Example(cells, light_of(seen), names, weight)


def _moved(frame: Frame, scale: float, chance: random.Random) -> Frame:
    return replace(
        frame,
        centre_x=frame.centre_x + chance.uniform(-_ASIDE, _ASIDE) * frame.height,
        centre_y=frame.centre_y + chance.uniform(-_HIGHER, _HIGHER) * frame.height,
        width=frame.width * scale,
        height=frame.height * scale,
    )


def mirrored_or_not(patch: Patch, chance: random.Random) -> Patch:
    """Show a patch from left to right or from right to left."""
    if chance.random() < 0.5:
        return patch
    places = [place + COLUMNS - 1 - 2 * (place % COLUMNS) for place in range(len(patch.labs))]
    return patch._replace(labs=[patch.labs[one] for one in places], inside=[patch.inside[one] for one in places])


def in_another_light(patch: Patch, seen: SeenPlate, chance: random.Random) -> tuple[Patch, SeenPlate]:
    """Show a patch darker or brighter, and tinted; so are the plate and the photo."""
    light = math.exp(chance.uniform(-_DARKER, _BRIGHTER))
    # In CIELAB, light is a factor of what is under the three cube roots.
    x, y, z = (math.cbrt(light * math.exp(chance.uniform(-_TINTED, _TINTED))) for _ in range(3))

    def lit(lab: Lab) -> Lab:
        root = (lab.lightness - _BLACK) / 116
        green, blue = root + lab.green_to_red / 500, root - lab.blue_to_yellow / 200
        return _clipped(Lab(116 * y * root + _BLACK, 500 * (x * green - y * root), 200 * (y * root - z * blue)))

    return _each(patch, seen, lit)


def turned(
    patch: Patch, seen: SeenPlate, names: frozenset[Colour], chance: random.Random
) -> Iterator[tuple[Colour, tuple[Patch, SeenPlate]]]:
    """Paint a vehicle that has a hue in other colours.

    Parameters
    ----------
    patch : Patch
    seen : SeenPlate
    names : frozenset of Colour
        Its own.
    chance : Random

    Yields
    ------
    tuple of (Colour, (Patch, SeenPlate))
        Nothing where its hue is not seen, or may be called by several names.
    """
    own = next(iter(names)) if len(names) == 1 else None
    hue_degrees = None if own is None else _hue_degrees(patch, own)
    if own is None or hue_degrees is None:
        return
    for name, paint in PAINTS.items():
        if name is not own and own in _MADE_OF.get(name, HUES_DEGREES):
            way = math.radians(paint.hue_degrees + chance.uniform(-1, 1) * _HUE_VARIES_DEGREES - hue_degrees)
            yield name, _each(patch, seen, _painter(paint, way))


def _painter(paint: Paint, way: float) -> Callable[[Lab], Lab]:
    cosine, sine = paint.chroma * math.cos(way), paint.chroma * math.sin(way)

    def painted(lab: Lab) -> Lab:
        _, red, yellow = lab
        return _clipped(
            Lab(paint.lightness * lab.lightness, cosine * red - sine * yellow, sine * red + cosine * yellow)
        )

    return painted


def _hue_degrees(patch: Patch, name: Colour) -> float | None:
    """Give the hue that a vehicle of some colour has: the middle of what is near it."""
    usual = HUES_DEGREES.get(name)
    if usual is None:
        return None
    off = [
        ((lab.hue_degrees - usual + 180) % 360 - 180, lab.chroma)
        for lab, inside in zip(patch.labs, patch.inside, strict=True)
        if inside and lab.chroma > _HUED
    ]
    near = [(degrees, chroma) for degrees, chroma in off if abs(degrees) < _OF_THE_HUE_DEGREES]
    if len(near) < _FEWEST_HUED:
        return None
    return usual + sum(degrees * chroma for degrees, chroma in near) / sum(chroma for _, chroma in near)


def _clipped(lab: Lab) -> Lab:
    return lab._replace(lightness=min(max(lab.lightness, 0.0), 100.0))


def _each(patch: Patch, seen: SeenPlate, change: Callable[[Lab], Lab]) -> tuple[Patch, SeenPlate]:
    """Change every colour of a patch, of its plate and of its photo."""
    return (
        patch._replace(labs=list(map(change, patch.labs))),
        seen._replace(ground=seen.ground and change(seen.ground), photo=list(map(change, seen.photo))),
    )
