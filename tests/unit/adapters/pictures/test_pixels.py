from __future__ import annotations

import math
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from handler.adapters.pictures.pixels import PillowPixels
from handler.domain.errors import BadPhoto
from handler.domain.geometry import Frame
from handler.domain.judging.ground import GreyLine
from tests.support.pictures import encoded, in_sixteen_bits

ORIENTATION = 0x0112
WHITE, GREY, BLACK = 255, 128, 0
WIDTH, HEIGHT = 200, 40


def board(
    middle: tuple[int, int] = (320, 240),
    size: tuple[int, int] = (640, 480),
    *,
    degrees: float = 0,
    kind: str = "PNG",
    orientation: int | None = None,
) -> bytes:
    """A white board of a text's size on grey."""
    picture = Image.new("L", size, GREY)
    corners = Frame(*middle, WIDTH, HEIGHT, math.radians(degrees)).corners()
    ImageDraw.Draw(picture).polygon(corners, WHITE)
    exif = Image.Exif()
    if orientation:
        exif[ORIENTATION] = orientation
    out = BytesIO()
    picture.save(out, kind, exif=exif, quality=95)
    return out.getvalue()


def found(body: bytes, frame: Frame, room: float = 20) -> tuple[set[int], set[int]]:
    """The greys of the text and of what is outside, in steps of 16, and but for specks."""
    sides = PillowPixels(body).greys(frame, room)
    return tuple({grey // 16 for grey, count in enumerate(side) if count > 0.06 * sum(side)} for side in sides)  # type: ignore[return-value]


def frame(x: float = 320, y: float = 240, degrees: float = 0) -> Frame:
    return Frame(x, y, WIDTH, HEIGHT, math.radians(degrees))


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize("degrees", [0, 12, -30])
def test_text_and_outside_are_told_apart(kind: str, degrees: float) -> None:
    assert found(board(degrees=degrees, kind=kind), frame(degrees=degrees)) == ({WHITE // 16}, {GREY // 16})


def test_the_text_is_the_middle_of_its_box() -> None:
    higher = Frame(320, 240, WIDTH, 1.6 * HEIGHT, 0)
    assert found(board(), higher) == ({WHITE // 16}, {GREY // 16})


def test_nothing_is_looked_at_beside_the_text() -> None:
    half = Frame(320 - WIDTH / 4, 240, WIDTH / 2, HEIGHT, 0)
    text, outside = PillowPixels(board()).greys(half, 20)
    assert sum(outside[240:]) <= 0.05 * sum(outside)
    assert sum(text[240:]) == sum(text)


def test_the_photo_is_set_upright_before_it_is_counted() -> None:
    turned = board((100, 120), kind="JPEG", orientation=3)
    assert found(turned, frame(640 - 100, 480 - 120)) == ({WHITE // 16}, {GREY // 16})


def test_a_photo_on_its_side_too() -> None:
    picture = Image.open(BytesIO(board((220, 120)))).transpose(Image.Transpose.ROTATE_90)
    out, exif = BytesIO(), Image.Exif()
    exif[ORIENTATION] = 6  # shown after a quarter turn clockwise
    picture.save(out, "JPEG", exif=exif, quality=95)
    assert found(out.getvalue(), frame(220, 120)) == ({WHITE // 16}, {GREY // 16})


def test_a_large_photo_is_decoded_smaller_and_gives_the_same() -> None:
    large = Image.open(BytesIO(board())).resize((5120, 3840))
    out = BytesIO()
    large.save(out, "JPEG", quality=95)
    eightfold = Frame(8 * 320, 8 * 240, 8 * WIDTH, 8 * HEIGHT, 0)
    assert found(out.getvalue(), eightfold, 160) == ({WHITE // 16}, {GREY // 16})


def test_beyond_the_edge_there_is_nothing_to_count() -> None:
    text, outside = PillowPixels(board((320, 20))).greys(frame(320, 20), 20)
    assert sum(text) > 0
    inner_text, inner_outside = PillowPixels(board()).greys(frame(), 20)
    assert sum(text) == sum(inner_text)
    assert 0 < sum(outside) < sum(inner_outside)


def test_black_is_counted_as_the_darkest_grey() -> None:
    out = BytesIO()
    Image.new("L", (640, 480), BLACK).save(out, "PNG")
    text, outside = PillowPixels(out.getvalue()).greys(frame(), 20)
    assert text[1] == sum(text) > 0
    assert outside[1] == sum(outside) > 0


def test_a_jpeg_that_lacks_only_its_end_mark_is_seen() -> None:
    for lacking in (1, 2):
        body = board(kind="JPEG")[:-lacking]
        assert found(body, frame()) == ({WHITE // 16}, {GREY // 16})


def test_sixteen_bits_of_grey_are_seen_as_eight() -> None:
    wide = in_sixteen_bits(Image.open(BytesIO(board())))
    assert found(encoded(wide, "PNG"), frame()) == ({WHITE // 16}, {GREY // 16})


def test_a_frame_outside_the_photo_has_no_pixels() -> None:
    assert [sum(side) for side in PillowPixels(board()).greys(frame(5000, 5000), 20)] == [0, 0]


def test_a_broken_photo_is_refused() -> None:
    pixels = PillowPixels(board(kind="JPEG")[:400])
    with pytest.raises(BadPhoto):
        pixels.greys(frame(), 20)


def rows_of(line: GreyLine) -> list[bytes]:
    return [line.greys[start : start + line.width] for start in range(0, len(line.greys), line.width)]


@pytest.mark.parametrize("degrees", [0, 12, -30])
@pytest.mark.parametrize("height", [HEIGHT // 2, HEIGHT, 3 * HEIGHT])
def test_a_line_is_set_level(degrees: float, height: int) -> None:
    line = PillowPixels(board(degrees=degrees)).line(frame(degrees=degrees), height)
    assert (line.width, len(rows_of(line))) == (WIDTH * height // HEIGHT, height)
    inner = [row[3:-3] for row in rows_of(line)[3:-3]]
    assert min(map(min, inner)) > WHITE - 16


def test_a_line_with_room_shows_what_is_around() -> None:
    line = PillowPixels(board()).line(replace(frame(), height=2 * HEIGHT), 2 * HEIGHT)
    assert [row[WIDTH // 2] > WHITE - 16 for row in rows_of(line)[5 : HEIGHT // 2 - 5]] == [False] * (HEIGHT // 2 - 10)
    assert rows_of(line)[HEIGHT][WIDTH // 2] > WHITE - 16


def test_small_text_in_a_large_photo_is_taken_from_the_photo_itself() -> None:
    large = Image.new("L", (5120, 3840), WHITE)
    for x in range(2500, 2600, 4):
        ImageDraw.Draw(large).rectangle((x, 1900, x + 1, 1940), fill=BLACK)
    out = BytesIO()
    large.save(out, "JPEG", quality=95)
    fine = PillowPixels(out.getvalue()).line(Frame(2550, 1920, 80, 30, 0), 56)
    assert max(fine.greys) - min(fine.greys) > 150


def test_a_line_beyond_the_edge_is_black() -> None:
    assert set(PillowPixels(board()).line(frame(5000, 5000), 56).greys) == {BLACK}


@pytest.mark.parametrize("degrees", [0, 12, -30])
def test_colours_of_a_line_have_a_pixel_for_each_of_its_greys(degrees: float) -> None:
    pixels = PillowPixels(board(degrees=degrees))
    greys, colours = pixels.line(frame(degrees=degrees), 28), pixels.colours(frame(degrees=degrees), 28)
    assert (colours.width, len(colours.rgb)) == (greys.width, 3 * len(greys.greys))
    middle = 3 * (14 * colours.width + colours.width // 2)
    assert set(colours.rgb[middle : middle + 3]) == {WHITE}


def test_colours_are_those_of_the_photo() -> None:
    picture = Image.new("RGB", (640, 480), (200, 30, 90))
    out = BytesIO()
    picture.save(out, "PNG")
    pixels = PillowPixels(out.getvalue())
    assert tuple(pixels.colours(frame(), 10).rgb[:3]) == (200, 30, 90)
    assert set(zip(*[iter(pixels.small().rgb)] * 3, strict=True)) == {(200, 30, 90)}


def test_a_damaged_photo_has_no_colours() -> None:
    with pytest.raises(BadPhoto):
        PillowPixels(b"no picture").small()


def test_what_was_decoded_before_shows_the_same() -> None:
    photo = board(kind="JPEG")
    ahead, later = PillowPixels(photo), PillowPixels(photo)
    ahead.decode()
    assert "_image" in vars(ahead)
    assert "_coloured" in vars(ahead)
    assert ahead.small() == later.small()


@pytest.mark.parametrize("body", [b"", b"no photo", board(kind="JPEG")[:2000]])
def test_a_photo_that_cannot_be_decoded_is_refused_when_something_is_asked(body: bytes) -> None:
    pixels = PillowPixels(body)
    pixels.decode()
    with pytest.raises(BadPhoto):
        pixels.small()


def test_the_largest_photos_are_not_decoded_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handler.adapters.pictures.pixels._AHEAD_PX", 1000)
    pixels = PillowPixels(board(kind="JPEG"))
    pixels.decode()
    assert "_image" not in vars(pixels)
