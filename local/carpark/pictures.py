"""What the car park's cameras see: drawn vehicles with plates, some of them dirty."""

from __future__ import annotations

from io import BytesIO
from random import Random
from typing import Final

from PIL import Image, ImageDraw

from handler.domain.geometry import Frame
from lab.pictures.drawing import BODY_COLOURS, FONTS, WHITE, Colour, Pose, with_grain
from lab.repeats.scenes import EDGE_PX, Drive, Plate, Vehicle, a_drive, shown

SIZE_PX: Final = (1280, 720)
_MUD: Final = (96, 74, 52)
_QUALITY: Final = 88


class Camera:
    """A camera that hangs still before a drive of its own.

    Parameters
    ----------
    name : str
        The same name hangs at the same place.
    """

    def __init__(self, name: str) -> None:
        place = a_drive(Random(f"drive {name}"))  # noqa: S311 -- no secret: it is to be the same each time
        large = (SIZE_PX[0] + 2 * EDGE_PX, SIZE_PX[1] + 2 * EDGE_PX)
        self._drive = Drive(SIZE_PX, place.ground.resize(large))

    def photo(self, plate: str, chance: Random, *, is_dirty: bool) -> bytes:
        """Draw a vehicle that passes, as a JPEG; one plate is always on the same vehicle."""
        scene, frames = shown(self._drive, [_vehicle(plate, chance)])
        picture = scene.crop((EDGE_PX, EDGE_PX, EDGE_PX + SIZE_PX[0], EDGE_PX + SIZE_PX[1]))
        if is_dirty:
            _splash(picture, frames[0], len(plate), chance)
        out = BytesIO()
        with_grain(picture, chance, noise=0.02).save(out, "JPEG", quality=_QUALITY)
        return out.getvalue()


def body_of(plate: str) -> Colour:
    """Tell the paint of the vehicle with a plate."""
    return _own(plate).choice(BODY_COLOURS)


def _own(plate: str) -> Random:
    return Random(f"vehicle {plate}")  # noqa: S311 -- no secret: it is to be the same each time


def _vehicle(plate: str, chance: Random) -> Vehicle:
    font = next(name for name in FONTS if "Serif" not in name)
    wide = chance.uniform(0.5, 0.6)
    left, bottom = chance.uniform(0.1, 0.3), chance.uniform(0.9, 0.98)
    pose = Pose(chance.uniform(-2, 2), chance.uniform(0, 0.03))
    return Vehicle(body_of(plate), (left, bottom - wide * 1.3, left + wide, bottom), Plate(plate, font, WHITE, pose))


def _splash(picture: Image.Image, plate: Frame, characters: int, chance: Random) -> None:
    """Throw mud on a part of one character."""
    pitch = plate.width / characters
    x = plate.centre_x - plate.width / 2 + pitch * (chance.randrange(characters) + chance.uniform(0.3, 0.7))
    y = plate.centre_y + plate.height * chance.uniform(-0.3, 0.3)
    wide, high = pitch * chance.uniform(0.25, 0.4), plate.height * chance.uniform(0.2, 0.35)
    ImageDraw.Draw(picture).ellipse((x - wide, y - high, x + wide, y + high), fill=_MUD)
