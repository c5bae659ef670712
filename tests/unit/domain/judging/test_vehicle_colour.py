"""The colours of vehicles, told from drawn photos."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFilter

from handler.adapters.pictures.pixels import PillowPixels
from handler.domain.geometry import Frame, ImageSize
from handler.domain.judging.bodywork import cells_around, light_of, tones_of
from handler.domain.judging.colour import NO_COLOURS, Colour, Colours, ToldColour
from handler.domain.judging.plate_colours import Lab, SeenPlate, lab_of, see_plate
from handler.domain.judging.vehicle_colour import LEAST_PROBABILITY, colour_chances, vehicle_colour, weights
from tests.support.fakes.photos import NoPixels

SIZE = ImageSize(900, 700)
RGB = tuple[int, int, int]
PLATE = Frame(450, 480, 140, 36, 0)
RED, BLUE, WHITE, BLACK, GREY, YELLOW = (
    (170, 20, 25), (25, 60, 150), (232, 232, 230), (24, 24, 26), (105, 107, 110), (235, 190, 20),
)  # fmt: skip
SKY, ROAD, TREES = (150, 185, 230), (118, 116, 112), (70, 100, 50)


def street(body: RGB, bumper: RGB | None = None, bonnet: RGB | None = None) -> Image.Image:
    """A car seen from behind: roof, window, boot lid, bumper with its plate, lamps, wheels."""
    picture = Image.new("RGB", (SIZE.width, SIZE.height), ROAD)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, 900, 150), SKY)
    draw.rectangle((0, 150, 900, 260), TREES)
    draw.rounded_rectangle((250, 150, 650, 330), 40, body)
    draw.rounded_rectangle((280, 170, 620, 285), 30, (28, 32, 36))
    draw.rounded_rectangle((190, 290, 710, 560), 30, body)
    if bonnet:
        draw.rectangle((240, 292, 660, 330), bonnet)
    if bumper:
        draw.rectangle((190, 520, 710, 570), bumper)
    for left in (195, 640):
        draw.rectangle((left, 340, left + 60, 390), (150, 20, 25))
        draw.rectangle((left, 555, left + 60, 610), (15, 15, 15))
    draw.rectangle((365, 455, 535, 505), (238, 238, 235))
    for at in range(8):
        draw.rectangle((386 + 17 * at, 466, 394 + 17 * at, 494), (20, 20, 22))
    return picture.filter(ImageFilter.GaussianBlur(1.2))


def encoded(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "JPEG", quality=92)
    return out.getvalue()


def told(picture: Image.Image, frame: Frame = PLATE) -> ToldColour | None:
    pixels = PillowPixels(encoded(picture))
    seen = see_plate(frame, 8, pixels)
    return seen and vehicle_colour(frame, ImageSize(*picture.size), seen, pixels)


def best(picture: Image.Image, frame: Frame = PLATE) -> Colour:
    """Name the likeliest, told or not."""
    pixels = PillowPixels(encoded(picture))
    seen = see_plate(frame, 8, pixels)
    assert seen
    chances = colour_chances(cells_around(frame, ImageSize(*picture.size), seen, pixels), light_of(seen))
    return max(chances, key=lambda colour: chances[colour])


@pytest.mark.parametrize(
    ("body", "right"),
    [(RED, Colour.RED), (BLUE, Colour.BLUE), (WHITE, Colour.WHITE), (BLACK, Colour.BLACK), (YELLOW, Colour.YELLOW)],
)
def test_a_vehicle_is_named_by_its_bodywork(body: RGB, right: Colour) -> None:
    colour = told(street(body))
    assert colour
    assert colour.name is right
    assert LEAST_PROBABILITY <= colour.probability <= 1


def test_a_bonnet_that_mirrors_the_sky_leaves_a_black_vehicle_black() -> None:
    assert best(street(BLACK, bonnet=SKY)) is Colour.BLACK


@pytest.mark.parametrize(("body", "right"), [(WHITE, Colour.WHITE), (RED, Colour.RED)])
def test_a_black_bumper_is_not_the_vehicle(body: RGB, right: Colour) -> None:
    assert best(street(body, bumper=BLACK)) is right


def test_what_may_be_grey_or_black_is_not_told() -> None:
    assert best(street(GREY)) is Colour.GREY
    assert told(street(GREY, bumper=BLACK)) is None


def test_by_infrared_light_no_vehicle_is_told() -> None:
    grey = street(RED).convert("L")
    assert told(grey.convert("RGB")) is None
    assert told(Image.merge("RGB", [grey, grey.point(lambda v: v // 3), grey.point(lambda v: v // 2)])) is None


def test_of_a_plate_that_fills_the_photo_nothing_is_told() -> None:
    picture = street(RED).crop((375, 460, 525, 500))
    assert told(picture, Frame(75, 20, 140, 36, 0)) is None


def test_a_plate_at_the_edge_is_told_by_what_the_photo_shows() -> None:
    picture = street(BLUE).crop((360, 0, 900, 520))
    assert best(picture, Frame(90, 480, 140, 36, 0)) is Colour.BLUE


SEEN = SeenPlate(Colours(ToldColour(Colour.WHITE, 0.9)), Lab(90, 0, 0), (Lab(50, 0, 0), Lab(60, 10, 10)))


@given(
    st.floats(-2000, 4000), st.floats(-2000, 4000), st.floats(1, 3000), st.floats(1, 3000), st.floats(-3.2, 3.2),
)  # fmt: skip
@settings(deadline=None, max_examples=40)
def test_any_frame_is_answered(x: float, y: float, width: float, height: float, angle: float) -> None:
    colour = vehicle_colour(Frame(x, y, width, height, angle), ImageSize(60, 40), SEEN, TINY)
    assert colour is None or colour.probability <= 1.0001


TINY = PillowPixels(encoded(street(RED).resize((60, 40))))


def test_without_pixels_nothing_is_told() -> None:
    assert vehicle_colour(PLATE, SIZE, SEEN, NoPixels(b"")) is None
    assert see_plate(PLATE, 8, NoPixels(b"")) is None


@given(st.integers(0, 255), st.integers(0, 255), st.integers(0, 255))
def test_the_tones_of_a_colour_are_all_of_it(red: int, green: int, blue: int) -> None:
    lab = lab_of(red, green, blue)
    shares = [share for _, share in tones_of(lab, lab.lightness)]
    assert sum(shares) == pytest.approx(1)
    assert min(shares) >= 0


def test_white_is_as_bright_as_a_white_plate_and_brighter_than_a_yellow_one() -> None:
    yellow = SEEN._replace(colours=Colours(ToldColour(Colour.YELLOW, 0.9)), ground=Lab(60, 0, 60))
    assert light_of(SEEN).white == 90
    assert 60 < light_of(yellow).white < 90
    assert light_of(SEEN._replace(colours=NO_COLOURS, ground=None)).white >= 50


def test_the_weights_name_every_colour() -> None:
    assert set(weights().colours) == set(Colour)
