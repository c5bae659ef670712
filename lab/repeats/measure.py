"""What comes before a camera, kind by kind, and what the comparison says of it."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from PIL import Image, ImageChops, ImageDraw, ImageStat

from handler.adapters.pictures.pixels import PillowPixels
from handler.domain.geometry import BoundingBox, Frame, ImageSize
from handler.domain.reading.parts import Parts
from handler.domain.repeats.signature import LEAST_TEXT_PX, compared, signature_at
from lab.pictures.drawing import font_of
from lab.repeats.scenes import EDGE_PX, Drive, Vehicle, a_drive, a_plate, a_vehicle, behind, shown, with_one_alike
from lab.repeats.weather import photographed, some_weather

KINDS: Final = (
    "repeat: parked",
    "repeat: empty",
    "new: arrives",
    "new: arrives, far",
    "new: arrives, dark",
    "new: behind",
    "new: other plate",
    "new: one character",
    "person",
    "repeat: sequence",
)
_LIGHTS: Final = (1.0, 1.0, 0.6, 0.25)
_DARK: Final = 0.12
_FAR: Final = 0.17
_SEEN_GREYS, _SEEN_SHARE = 12, 0.006
LEAST_READ_PX: Final = 8.0
"""A plate whose text is lower is read by nobody, so that it is none of the last photo's plates."""

_STAMP: Final = BoundingBox(0.02, 0.02, 0.3, 0.05)


class Case(NamedTuple):
    """Two photos of a camera, one after the other.

    Attributes
    ----------
    changed, difference : float
        How much of the scene has changed, and of the plates that were there.
    is_skipped : bool
        Whether the second one would not be read.
    spent_ms : float
        Processor time of the comparison, the second photo's decoding included.
    """

    seed: int
    kind: str
    text_px: float
    changed: float
    difference: float
    is_skipped: bool
    spent_ms: float


class _Camera:
    """A camera that takes photos of what stands before it."""

    def __init__(self, seed: int) -> None:
        self.seed, self.chance = seed, random.Random(seed)
        self.drive: Drive = a_drive(self.chance)
        self.light, self.has_clock = self.chance.choice(_LIGHTS), self.chance.random() < 0.3

    def takes(
        self, vehicles: Sequence[Vehicle], roughness: float, person: float | None = None
    ) -> tuple[bytes, list[Frame]]:
        scene, texts = shown(self.drive, vehicles, person)
        if self.has_clock:
            self._write_time(scene)
        weather = some_weather(self.chance, self.light, roughness)
        return photographed(scene, self.drive, weather, self.chance), texts

    def sees(self, vehicle: Vehicle, before_it: Sequence[Vehicle]) -> bool:
        """Tell whether enough of a vehicle is to be seen behind others: half of the least that drives up alone."""
        without, with_it = (shown(self.drive, some)[0].convert("L") for some in (before_it, [vehicle, *before_it]))
        changed = ImageChops.difference(without, with_it).point(lambda grey: 255 * (grey > _SEEN_GREYS))
        return ImageStat.Stat(changed).mean[0] / 255 > _SEEN_SHARE

    def _write_time(self, scene: Image.Image) -> None:
        width, height = self.drive.size_px
        box = EDGE_PX + _STAMP.left * width, EDGE_PX + _STAMP.top * height
        font = font_of("DejaVuSansMono", _STAMP.width * width / 19 / 0.61)
        text = (
            f"2026-05-04 {self.chance.randrange(24):02}:{self.chance.randrange(60):02}:{self.chance.randrange(60):02}"
        )
        ImageDraw.Draw(scene).text(box, text, fill=(255, 255, 255), font=font)

    def case(self, kind: str, before: tuple[bytes, list[Frame]], after: bytes) -> Case:
        size = ImageSize(*self.drive.size_px)
        old, new = PillowPixels(before[0]), PillowPixels(after)
        texts = [_as_found(text, self.chance) for text in before[1] if text.height >= LEAST_READ_PX]
        lowest = min((text.height for text in texts), default=0.0)
        before_it = signature_at(old, size, texts, [_STAMP] if self.has_clock else [])
        started = time.process_time()
        found = compared(before_it, new, size, Parts())
        spent_ms = 1000 * (time.process_time() - started)
        is_small = bool(texts) and lowest < LEAST_TEXT_PX
        return Case(self.seed, kind, lowest, found.changed, found.difference, found.is_same and not is_small, spent_ms)


def measured(seed: int) -> Iterator[Case]:
    """Draw a case of each kind, and compare its two photos."""
    camera = _Camera(seed)
    chance = camera.chance
    near = 0.55 if camera.drive.size_px[0] < 1000 else 0.32
    parked = [a_vehicle(chance, chance.uniform(near, 0.8)) for _ in range(chance.choice((1, 1, 1, 2)))]
    plate, other = with_one_alike(parked[-1].plate, chance)
    parked[-1] = replace(parked[-1], plate=plate)
    before = camera.takes(parked, 0.3)
    yield camera.case("repeat: parked", before, camera.takes(parked, 1.0)[0])
    for kind, made in (("new: other plate", a_plate(chance)), ("new: one character", other)):
        swapped = [*parked[:-1], replace(parked[-1], plate=made)]
        yield camera.case(kind, before, camera.takes(swapped, 0.6)[0])
    second = next(one for one in iter(lambda: behind(parked[-1], chance), None) if camera.sees(one, parked))
    yield camera.case("new: behind", before, camera.takes([second, *parked], 0.6)[0])
    yield camera.case("person", before, camera.takes(parked, 0.6, chance.random())[0])
    empty = camera.takes([], 0.3)
    yield camera.case("repeat: empty", empty, camera.takes([], 1.0)[0])
    yield camera.case("new: arrives", empty, camera.takes([a_vehicle(chance)], 0.6)[0])
    yield camera.case("new: arrives, far", empty, camera.takes([a_vehicle(chance, _FAR)], 0.6)[0])
    camera.light = _DARK
    night = camera.takes([], 0.3)
    dark = replace(a_vehicle(chance, chance.uniform(_FAR, 0.4)), body=(24, 24, 26))
    yield camera.case("new: arrives, dark", night, camera.takes([dark], 0.6)[0])


def sequence(seed: int, photos: int) -> Iterator[Case]:
    """Let a vehicle park before a camera in weather that changes with each photo; each is compared with the last read.

    The weather is anything from still to the worst that `measured` draws.
    """
    camera = _Camera(seed)
    near = 0.55 if camera.drive.size_px[0] < 1000 else 0.32
    parked = [a_vehicle(camera.chance, camera.chance.uniform(near, 0.8))]
    last = camera.takes(parked, camera.chance.random())
    for _ in range(photos):
        photo = camera.takes(parked, camera.chance.random())
        case = camera.case("repeat: sequence", last, photo[0])
        yield case
        last = last if case.is_skipped else photo


def _as_found(text: Frame, chance: random.Random) -> Frame:
    """Move a text's place by as much as text detection misses it."""
    off = chance.uniform(-0.08, 0.08) * text.height, chance.uniform(-0.08, 0.08) * text.height
    return replace(
        text,
        centre_x=text.centre_x + off[0],
        centre_y=text.centre_y + off[1],
        width=text.width * chance.uniform(0.97, 1.05),
        height=text.height * chance.uniform(0.95, 1.15),
    )
