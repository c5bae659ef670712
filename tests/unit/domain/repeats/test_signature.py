"""A small version of `python -m lab.repeats`: what barely differs is the same, and what is new is not."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest
from PIL import Image

from handler.adapters.pictures.pixels import PillowPixels
from handler.adapters.rekognition import to_detections
from handler.domain.geometry import BoundingBox, Frame, ImageSize
from handler.domain.judging.ground import Picture
from handler.domain.reading.parts import Parts
from handler.domain.reading.read import read_plates
from handler.domain.repeats.signature import LEAST_TEXT_PX, MOST_PLATES, compared, signature_at, signature_of
from lab.pictures.drawing import LEVEL, WHITE
from lab.repeats.scenes import EDGE_PX, Drive, Plate, Vehicle, shown
from lab.repeats.weather import Weather, photographed
from tests.support.fakes.detector import detect_text_answer
from tests.support.fakes.photos import PHOTO, NoPixels
from tests.support.fakes.repeats import NamedPixels

SIZE = ImageSize(640, 480)
NOBODY: Sequence[Vehicle] = ()
STILL = Weather()
WORSE = Weather(
    light=0.75,
    slope=(0.3, -0.2),
    glow=25,
    gamma=0.95,
    noise=5,
    rain=40,
    shake_px=(2.0, -1.5),
    turn_degrees=0.04,
    quality=60,
)


def a_drive() -> Drive:
    """Draw a wall with windows, and a road before it."""
    wall = Image.new("RGB", (SIZE.width + 2 * EDGE_PX, SIZE.height + 2 * EDGE_PX), (150, 150, 146))
    wall.paste((84, 84, 88), (0, 190, wall.width, wall.height))
    for left in range(60, 600, 120):
        wall.paste((50, 60, 74), (left, 50, left + 50, 120))
    return Drive((SIZE.width, SIZE.height), wall)


def a_car(text: str, width: float = 0.75, left: float = 0.1) -> Vehicle:
    plate = Plate(text, "LiberationSans-Bold", WHITE, LEVEL)
    return Vehicle((150, 28, 34), (left, 0.98 - width * 1.2, left + width, 0.98), plate)


def taken(
    vehicles: Sequence[Vehicle], weather: Weather = STILL, person: float | None = None
) -> tuple[bytes, list[Frame]]:
    scene, texts = shown(a_drive(), vehicles, person)
    return photographed(scene, a_drive(), weather, random.Random(7)), texts


def is_same(
    before: Sequence[Vehicle], after: Sequence[Vehicle], weather: Weather = STILL, parts: Parts | None = None
) -> bool:
    photo, texts = taken(before)
    signature = signature_at(PillowPixels(photo), SIZE, texts)
    return compared(signature, PillowPixels(taken(after, weather)[0]), SIZE, parts or Parts()).is_same


CAR = a_car("AB12CDE")


@pytest.mark.parametrize("scene", [NOBODY, [CAR]], ids=["an empty drive", "a parked car"])
@pytest.mark.parametrize("weather", [STILL, WORSE], ids=["still", "worse"])
def test_the_same_scene_in_other_weather_is_the_same(scene: Sequence[Vehicle], weather: Weather) -> None:
    assert is_same(scene, scene, weather)


@pytest.mark.parametrize("other", ["AB12CDF", "A812CDE", "AB12CQE", "AB1ZCDE", "XY34ZWV"])
@pytest.mark.parametrize("weather", [STILL, WORSE], ids=["still", "worse"])
def test_another_plate_is_new_though_one_character_alone_differs(other: str, weather: Weather) -> None:
    assert not is_same([CAR], [a_car(other)], weather)


@pytest.mark.parametrize("weather", [STILL, WORSE], ids=["still", "worse"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        (NOBODY, [CAR]),
        (NOBODY, [a_car("AB12CDE", width=0.2, left=0.7)]),
        ([CAR], [a_car("XY34ZWV", width=0.35, left=0.65), CAR]),
        ([CAR], NOBODY),
    ],
    ids=["arrives", "arrives far away", "behind another", "leaves"],
)
def test_a_vehicle_that_comes_or_goes_is_new(
    before: Sequence[Vehicle], after: Sequence[Vehicle], weather: Weather
) -> None:
    assert not is_same(before, after, weather)


def test_a_vehicle_that_arrives_in_the_dark_is_new() -> None:
    night = replace(STILL, light=0.15, noise=4)
    before, after = taken(NOBODY, night), taken([a_car("AB12CDE", width=0.25)], night)
    signature = signature_at(PillowPixels(before[0]), SIZE, [])
    assert not compared(signature, PillowPixels(after[0]), SIZE, Parts()).is_same


def test_what_happens_where_nothing_counts_is_not_looked_at() -> None:
    far = a_car("XY34ZWV", width=0.2, left=0.75)
    aside = BoundingBox(0.7, 0, 0.3, 1)
    assert not is_same(NOBODY, [far])
    assert is_same(NOBODY, [far], parts=Parts(ignored=[aside]))
    assert is_same(NOBODY, [far], parts=Parts(watched=[BoundingBox(0, 0, 0.6, 1)]))


def test_a_picture_of_another_size_is_not_compared() -> None:
    photo, texts = taken([CAR])
    signature = signature_at(PillowPixels(photo), SIZE, texts)
    assert not compared(signature, PillowPixels(photo), ImageSize(641, 480), Parts()).is_same


def test_a_clock_that_the_camera_writes_may_go_on() -> None:
    stamp = BoundingBox(0.05, 0.05, 0.4, 0.06)
    scene, texts = shown(a_drive(), [CAR])
    later = scene.copy()
    for second in range(8):
        later.paste((255, 255, 255), (50 + 28 * second, 38, 64 + 28 * second, 60))
    before, after = (photographed(one, a_drive(), STILL, random.Random(7)) for one in (scene, later))
    for stamps, is_repeat in (((), False), ((stamp,), True)):
        signature = signature_at(PillowPixels(before), SIZE, texts, stamps)
        assert compared(signature, PillowPixels(after), SIZE, Parts()).is_same is is_repeat


@pytest.mark.parametrize(("size", "is_kept"), [(ImageSize(1280, 960), True), (ImageSize(160, 120), False)])
def test_a_plate_that_is_too_small_to_be_compared_makes_the_next_photo_be_read(size: ImageSize, is_kept: bool) -> None:
    reading = read_plates(to_detections(detect_text_answer("AB12 CDE")), Picture(size, NoPixels(PHOTO)))
    assert reading.reads
    assert (0.05 * size.height >= LEAST_TEXT_PX) == is_kept
    assert (signature_of(NamedPixels(b"a b"), size, reading) is not None) == is_kept


def test_very_many_plates_are_not_remembered() -> None:
    size = ImageSize(1280, 960)
    reading = read_plates(to_detections(detect_text_answer("AB12 CDE")), Picture(size, NoPixels(PHOTO)))
    crowd = replace(reading, reads=reading.reads * (MOST_PLATES + 1))
    assert signature_of(NamedPixels(b"a b"), size, crowd) is None
