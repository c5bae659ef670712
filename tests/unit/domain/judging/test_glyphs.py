"""Characters are cut out of a line where ink stands clear of ground, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from handler.domain.judging.glyphs import LINE_PX, PATCH_HEIGHT, PATCH_WIDTH, Patch, glyphs_of
from handler.domain.judging.ground import GreyLine

WIDTH = 200
INK, PAPER = 40, 220


def line(*boxes: tuple[int, int, int, int], ink: int = INK, paper: int = PAPER) -> GreyLine:
    """Bars of ink: left, top, right, bottom, the last two inside."""
    picture = Image.new("L", (WIDTH, LINE_PX), paper)
    for box in boxes:
        ImageDraw.Draw(picture).rectangle(box, fill=ink)
    return GreyLine(WIDTH, picture.tobytes())


THREE = ((20, 10, 40, 45), (60, 10, 80, 45), (100, 11, 104, 46))


def bar(left: float) -> tuple[int, int, int, int]:
    return round(left), 10, round(left) + 14, 45


def share_of_ink(patch: Patch) -> float:
    return sum(patch) / len(patch)


@pytest.mark.parametrize(("ink", "paper"), [(INK, PAPER), (PAPER, INK)])
def test_dark_and_bright_characters_are_cut(ink: int, paper: int) -> None:
    glyphs = glyphs_of(line(*THREE, ink=ink, paper=paper), 3)
    assert [len(patch) for patch in glyphs] == 3 * [PATCH_WIDTH * PATCH_HEIGHT]


def test_they_come_from_left_to_right() -> None:
    hollow = [(20, 10, 40, 45), (60, 10, 80, 14), (60, 10, 63, 45), (60, 41, 80, 45), (100, 10, 120, 45)]
    full, ring, last = map(share_of_ink, glyphs_of(line(*hollow), 3))
    assert ring != full == last


@pytest.mark.parametrize("count", [1, 2, 4])
def test_another_count_gives_none(count: int) -> None:
    assert glyphs_of(line(*THREE), count) == ()


@pytest.mark.parametrize(
    "other",
    [
        (120, 26, 126, 30),  # a hyphen
        (120, 20, 140, 45),  # lower than the others
        (120, 0, 140, 55),  # the plate's edge
        (120, 10, 190, 45),  # as wide as three
        (190, 10, 199, 45),  # cut off at the end
        (0, 10, 8, 45),
    ],
)
def test_what_is_no_character_is_left_out(other: tuple[int, int, int, int]) -> None:
    assert len(glyphs_of(line(*THREE, other), 3)) == 3


def test_strokes_that_meet_further_down_are_one_character() -> None:
    u = [(60, 10, 64, 45), (76, 10, 80, 45), (60, 41, 80, 45)]
    assert len(glyphs_of(line(*u, (20, 10, 40, 45)), 2)) == 2


@given(st.lists(st.integers(0, 255), min_size=1, max_size=60), st.integers(1, 5))
def test_any_line_is_taken(greys: list[int], count: int) -> None:
    for width in {1, len(greys)}:
        assert all(0 <= value <= 1 for patch in glyphs_of(GreyLine(width, bytes(greys)), count) for value in patch)
