"""The colours of a plate's ground and characters, told from drawn photos."""

from __future__ import annotations

import random
from io import BytesIO

import pytest
from PIL import Image, ImageDraw, ImageEnhance

from handler.adapters.pictures.pixels import PillowPixels
from handler.domain.geometry import Frame, ImageSize, polygon_of
from handler.domain.judging.colour import NO_COLOURS, Colour, Colours
from handler.domain.judging.ground import Picture
from handler.domain.judging.plate_colours import lab_of, plate_colours
from handler.domain.reading.colouring import with_colours
from handler.domain.reading.read import read_plates
from handler.domain.text.detection import Detection
from lab.pictures.pair_lines import HEIGHT, drawn_text
from tests.support.fakes.photos import NoPixels

SIZE = ImageSize(900, 600)
RGB = tuple[int, int, int]
WHITE, YELLOW, BLACK, BLUE, GREEN, RED, PALE_GREEN = (
    (235, 235, 230), (240, 190, 10), (20, 20, 22), (20, 60, 160), (10, 110, 60), (180, 20, 30), (140, 205, 150),
)  # fmt: skip
TEXT, TEXT_PX = "KD 482 XR", 44


def scenery(seed: int = 4) -> Image.Image:
    """Patches of many colours, as a street has them."""
    chance = random.Random(seed)
    picture = Image.new("RGB", (SIZE.width, SIZE.height), (120, 125, 128))
    draw = ImageDraw.Draw(picture)
    for _ in range(60):
        x, y = chance.randrange(SIZE.width), chance.randrange(SIZE.height)
        draw.rectangle((x, y, x + 120, y + 90), tuple(chance.randrange(30, 220) for _ in range(3)))
    return picture


def photo(ground: RGB, characters: RGB, text: str = TEXT) -> tuple[Image.Image, Frame]:
    """A plate before scenery, with the frame around its text."""
    drawn = drawn_text(text, random.Random(5), None)
    scale = TEXT_PX / HEIGHT
    mask = drawn.resize((round(drawn.width * scale), round(drawn.height * scale)))
    picture, left, top = scenery(), 300, 330
    board = (left, top, left + mask.width, top + mask.height)
    ImageDraw.Draw(picture).rectangle(board, ground)
    picture.paste(Image.new("RGB", mask.size, characters), (left, top), mask)
    width = mask.width - (mask.height - TEXT_PX)
    return picture, Frame(left + mask.width / 2, top + mask.height / 2, width, 1.2 * TEXT_PX, 0)


def told(picture: Image.Image, frame: Frame, characters: int = 8) -> Colours:
    out = BytesIO()
    picture.save(out, "JPEG", quality=92)
    return plate_colours(frame, characters, PillowPixels(out.getvalue()))


def names(colours: Colours) -> tuple[Colour | None, Colour | None]:
    return (
        colours.ground.name if colours.ground else None,
        colours.characters.name if colours.characters else None,
    )


PLATES = [
    pytest.param(WHITE, BLACK, (Colour.WHITE, Colour.BLACK), id="Europe"),
    pytest.param(YELLOW, BLACK, (Colour.YELLOW, Colour.BLACK), id="Netherlands"),
    pytest.param(BLACK, WHITE, (Colour.BLACK, Colour.WHITE), id="Malaysia"),
    pytest.param(BLUE, WHITE, (Colour.BLUE, Colour.WHITE), id="China"),
    pytest.param(GREEN, WHITE, (Colour.GREEN, Colour.WHITE), id="Indian electric cars"),
    pytest.param(RED, WHITE, (Colour.RED, Colour.WHITE), id="diplomats"),
    pytest.param(PALE_GREEN, BLACK, (Colour.GREEN, Colour.BLACK), id="Chinese electric cars"),
    pytest.param(WHITE, RED, (Colour.WHITE, Colour.RED), id="German dealers"),
    pytest.param(WHITE, BLUE, (Colour.WHITE, Colour.BLUE), id="American states"),
    pytest.param(WHITE, GREEN, (Colour.WHITE, Colour.GREEN), id="German cars without tax"),
]


@pytest.mark.parametrize(("ground", "characters", "right"), PLATES)
def test_ground_and_characters_are_named(ground: RGB, characters: RGB, right: tuple[Colour, Colour]) -> None:
    colours = told(*photo(ground, characters))
    assert names(colours) == right
    assert colours.ground
    assert 0.8 < colours.ground.probability < 1


@pytest.mark.parametrize(("ground", "characters", "right"), PLATES[:4])
def test_they_are_named_in_the_shade_too(ground: RGB, characters: RGB, right: tuple[Colour, Colour]) -> None:
    picture, frame = photo(ground, characters)
    assert names(told(ImageEnhance.Brightness(picture).enhance(0.45), frame))[0] == right[0]


def test_a_warm_light_makes_no_yellow_plate_of_a_white_one() -> None:
    picture, frame = photo(WHITE, BLACK)
    red, green, blue = picture.split()
    warm = Image.merge("RGB", [red, green.point(lambda v: int(v * 0.95)), blue.point(lambda v: int(v * 0.8))])
    assert names(told(warm, frame)) == (Colour.WHITE, Colour.BLACK)


def test_a_photo_without_colours_tells_none() -> None:
    picture, frame = photo(YELLOW, BLACK)
    assert told(picture.convert("L").convert("RGB"), frame) == NO_COLOURS


def test_a_photo_in_the_light_of_one_lamp_tells_none() -> None:
    picture, frame = photo(WHITE, BLACK)
    grey = picture.convert("L")
    pink = Image.merge("RGB", [grey, grey.point(lambda v: v // 3), grey.point(lambda v: v // 2)])
    assert told(pink, frame) == NO_COLOURS


def test_a_plate_without_contrast_tells_none() -> None:
    assert told(*photo((90, 90, 90), (84, 84, 84))) == NO_COLOURS


def test_more_of_what_is_the_ground_than_of_the_characters_tells_two_rows() -> None:
    """The frame of two rows holds too many areas for a row, and is not cut."""
    picture, frame = photo(YELLOW, BLACK)
    assert names(told(picture, Frame(frame.centre_x, frame.centre_y, 100, 60, 0), 8))[0] is Colour.YELLOW


def test_reads_get_the_colours_of_their_plates() -> None:
    picture, frame = photo(YELLOW, BLACK)
    out = BytesIO()
    picture.save(out, "JPEG", quality=92)
    box = Detection(0, "line", TEXT, 0.97, polygon_of(frame, SIZE))
    reading = read_plates([box], Picture(SIZE))
    (seen,) = with_colours(reading, Picture(SIZE, PillowPixels(out.getvalue()))).reads
    assert names(seen.colours) == (Colour.YELLOW, Colour.BLACK)
    assert with_colours(reading, Picture(SIZE)) == reading
    assert with_colours(reading, Picture(SIZE, NoPixels(b""))).reads[0].colours == NO_COLOURS


@pytest.mark.parametrize(("ground", "characters", "region"), [(WHITE, BLACK, "us"), (BLACK, WHITE, "my")])
def test_the_ground_tells_a_country_that_the_number_does_not(ground: RGB, characters: RGB, region: str) -> None:
    """Letters that stand in one number as in the other's."""
    picture, frame = photo(ground, characters, "WVB 3417")
    out = BytesIO()
    picture.save(out, "JPEG", quality=92)
    box = Detection(0, "line", "WVB 3417", 0.97, polygon_of(frame, SIZE))
    (seen,) = with_colours(read_plates([box], Picture(SIZE)), Picture(SIZE, PillowPixels(out.getvalue()))).reads
    assert seen.region == region
    assert seen.region_confidence
    assert seen.region_confidence > 0.6


def test_the_ground_says_nothing_against_a_name_on_the_board() -> None:
    picture, frame = photo(BLACK, WHITE, "WVB 3417")
    out = BytesIO()
    picture.save(out, "JPEG", quality=92)
    name = Frame(frame.centre_x, frame.centre_y - 50, 150, 25, 0)
    boxes = [
        Detection(0, "line", "WVB 3417", 0.97, polygon_of(frame, SIZE)),
        Detection(1, "line", "CALIFORNIA", 0.97, polygon_of(name, SIZE)),
    ]
    (seen,) = with_colours(read_plates(boxes, Picture(SIZE)), Picture(SIZE, PillowPixels(out.getvalue()))).reads
    assert seen.region == "us-ca"


@pytest.mark.parametrize(
    ("rgb", "lab"),
    [((255, 255, 255), (100, 0, 0)), ((255, 0, 0), (53.2, 80.1, 67.2)), ((0, 0, 255), (32.3, 79.2, -107.9))],
)
def test_colours_in_cielab_are_those_of_its_standard(rgb: RGB, lab: tuple[float, float, float]) -> None:
    assert lab_of(*rgb) == pytest.approx(lab, abs=0.3)
