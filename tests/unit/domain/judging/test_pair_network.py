"""G that text detection took for C: told by the pixels, where the format has a letter, and never for sure."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from handler.adapters.pictures.pixels import PillowPixels
from handler.domain.formats.plate import Sight, interpret
from handler.domain.geometry import Frame, Point
from handler.domain.judging.glyphs import LINE_PX
from handler.domain.judging.ground import GreyLine, Picture
from handler.domain.reading.read import Read, read_plates
from handler.domain.text.detection import Detection
from lab.pictures.pair_lines import HEIGHT, Face, drawn_text
from tests.support.boxes import SIZE, page
from tests.support.fakes.photos import NoPixels

# A face of which text detection takes the G for a C: its bar is low and thin.
LOW = Face(
    ratio=0.58, stroke=0.14, round_x=0.5, round_y=0.3, upper_end=0.3, lower_end=0.7, bar=0.7, inward=0.4, thinness=0.9
)
WIDE = Face(
    ratio=0.7, stroke=0.12, round_x=0.5, round_y=0.4, upper_end=0.32, lower_end=0.68, bar=0.62, inward=0.5, thinness=1
)
ACCEPTED = 0.95


@dataclass(frozen=True)
class Drawn:
    """A photo with one line of text, and where that stands."""

    body: bytes
    left: int
    top: int
    width: int
    height: int

    def boxes(self, text: str) -> tuple[Detection, ...]:
        """What text detection makes of it."""
        right, bottom = self.left + self.width, self.top + self.height
        corners = ((self.left, self.top), (right, self.top), (right, bottom), (self.left, bottom))
        polygon = tuple(Point(x / SIZE.width, y / SIZE.height) for x, y in corners)
        return page(Detection(0, "line", text, 0.998, polygon))


def drawn(text: str, face: Face = LOW, height: int = 44, *, inverted: bool = False) -> Drawn:
    mask = drawn_text(text, random.Random(3), face)
    mask = mask.crop(mask.getbbox())
    mask = mask.resize((round(mask.width * height / HEIGHT), height), Image.Resampling.LANCZOS)
    scene = Image.new("L", (SIZE.width, SIZE.height), 90)
    ink, paper = (235, 30) if inverted else (30, 235)
    left, top = 480, 430
    ImageDraw.Draw(scene).rectangle((left - 16, top - 14, left + mask.width + 16, top + height + 14), fill=paper)
    scene.paste(ink, (left, top), mask)
    out = BytesIO()
    scene.save(out, "JPEG", quality=92)
    return Drawn(out.getvalue(), left - 3, top - 3, mask.width + 6, height + 6)


def read(photo: Drawn, text: str, *expected: str, has_pixels: bool = True) -> Read:
    picture = Picture(SIZE, PillowPixels(photo.body) if has_pixels else None)
    (found,) = read_plates(photo.boxes(text), picture, frozenset(expected)).reads
    return found


@pytest.mark.parametrize("face", [LOW, WIDE])
@pytest.mark.parametrize("inverted", [False, True])
@pytest.mark.parametrize("height", [20, 44, 90])
def test_g_is_told_and_goes_to_a_person(face: Face, inverted: bool, height: int) -> None:
    found = read(drawn("FG 482 KP", face, height, inverted=inverted), "FC 482 KP", "it")
    assert found.plate == "FG482KP"
    assert found.confidence < ACCEPTED
    assert found.candidates[1].plate == "FC482KP"


@pytest.mark.parametrize("face", [LOW, WIDE])
@pytest.mark.parametrize("inverted", [False, True])
@pytest.mark.parametrize("height", [20, 44, 90])
def test_c_stays_c(face: Face, inverted: bool, height: int) -> None:
    photo = drawn("FC 482 KP", face, height, inverted=inverted)
    assert read(photo, "FC 482 KP", "it").plate == "FC482KP"
    assert read(photo, "FC 482 KP").plate == "FC482KP"


@pytest.mark.parametrize("plate", ["FG 482 GP", "FG 482 CP", "FC 482 GP", "FC 482 CP"])
def test_each_of_two_is_told(plate: str) -> None:
    assert read(drawn(plate), "FC 482 CP", "it").plate == plate.replace(" ", "")


def test_what_text_detection_read_as_g_is_left_alone() -> None:
    assert read(drawn("FC 482 KP"), "FG 482 KP", "it").plate == "FG482KP"


def test_without_pixels_it_is_as_text_alone_has_it() -> None:
    assert read(drawn("FG 482 KP"), "FC 482 KP", "it", has_pixels=False).plate == "FC482KP"


@pytest.mark.parametrize("text", ["FC482K", "FC482KPL"])
def test_where_there_are_not_as_many_glyphs_as_characters_nothing_is_told(text: str) -> None:
    photo = drawn("FG 482 KP")
    told, untold = (read(photo, text, has_pixels=has_pixels) for has_pixels in (True, False))
    assert [one.plate for one in told.candidates] == [one.plate for one in untold.candidates]


@pytest.mark.parametrize(
    ("text", "place", "region", "plate"),
    [
        ("FAC82KP", 2, "it", "FA082KP"),  # a digit
        ("CC482KP", 0, "it", "CC482KP"),  # the very letters of a consulate
        ("CJ07VNE", 0, "ro", "GJ07VNE"),  # an office's code that is listed
        ("CT07VNE", 0, "ro", "CT07VNE"),  # one that is not
    ],
)
def test_the_format_says_where_g_may_stand(text: str, place: int, region: str, plate: str) -> None:
    seen = interpret(text, frozenset({2, len(text) - 2}), frozenset({region}), sight=Sight(for_g={place: 6.0}))
    assert seen.ranked[0].plate == plate


def test_of_three_all_plates_between_are_thought_of() -> None:
    found = interpret("B123CCC", expected_regions=frozenset({"ro"}), sight=Sight(for_g={4: 6.0, 5: 6.0, 6: 6.0}))
    between = {one.plate: one.confidence for one in found.ranked}
    assert found.ranked[0].plate == "B123GGG"
    assert between["B123GGC"] == pytest.approx(between["B123CGG"], rel=0.01)
    assert between["B123GGG"] > between["B123GGC"] > between["B123GCC"] > between["B123CCC"]


@pytest.mark.parametrize(("odds", "plate"), [(6.0, "FG482KP"), (3.0, "FC482KP"), (-2.0, "FC482KP")])
def test_it_takes_much_to_overrule_text_detection(odds: float, plate: str) -> None:
    found = interpret("FC482KP", expected_regions=frozenset({"it"}), sight=Sight(for_g={1: odds}))
    assert found.ranked[0].plate == plate


def test_pixels_tell_which_plate_it_is_and_nothing_of_whether_it_is_one() -> None:
    plain, told = (interpret("FC482KP", sight=Sight(for_g=for_g)) for for_g in ({}, {1: 6.0}))
    assert told.fit == pytest.approx(plain.fit)
    assert told.cut == pytest.approx(plain.cut)


def test_pixels_against_g_make_c_surer() -> None:
    plain, told = (interpret("FC482KP", sight=Sight(for_g=for_g)).ranked[0] for for_g in ({}, {1: -2.0}))
    assert told.plate == plain.plate == "FC482KP"
    assert told.confidence > plain.confidence


@dataclass
class Counting(NoPixels):
    """A photo that counts how often a line of it is looked at."""

    lines: list[Frame] = field(default_factory=list)

    def line(self, frame: Frame, height: int) -> GreyLine:
        assert height == LINE_PX
        self.lines.append(frame)
        return GreyLine(1, bytes(height))


def test_only_text_with_c_is_looked_at() -> None:
    pixels = Counting()
    photo = drawn("FG 482 KP")
    read_plates(photo.boxes("FD 482 KP"), Picture(SIZE, pixels))
    assert not pixels.lines
    read_plates(photo.boxes("FC 482 KP"), Picture(SIZE, pixels))
    assert pixels.lines
