"""What a text stands on: a ground that goes on above and below it speaks against a plate, one that ends for nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.domain.geometry import Frame
from handler.domain.judging.ground import GREYS, Picture, share_of_ground
from handler.domain.reading.read import Read, Reading, read_plates
from handler.domain.reading.verdict import Reason
from tests.support.boxes import SIZE, line, page
from tests.support.fakes.photos import NoPixels

WHITE, GREY, BLACK = 240, 120, 20
# A third of a text's box is ink.
ON_WHITE: Mapping[int, int] = {WHITE: 66, BLACK: 34}
spots = st.dictionaries(st.integers(0, GREYS - 1), st.integers(0, 50), max_size=8)


def greys(of: Mapping[int, int]) -> list[int]:
    return [of.get(grey, 0) for grey in range(GREYS)]


@dataclass(frozen=True)
class Painted(NoPixels):
    """A photo that looks the same around every text."""

    text: Mapping[int, int]
    outside: Mapping[int, int]

    def greys(self, frame: Frame, room: float) -> tuple[Sequence[int], Sequence[int]]:
        return greys(self.text), greys(self.outside)


def reading(text: str, outside: Mapping[int, int] | None) -> Reading:
    pixels = None if outside is None else Painted(ON_WHITE, outside)
    return read_plates(page(line(text)), Picture(SIZE, pixels))


def read(text: str, outside: Mapping[int, int] | None) -> Read:
    (found,) = reading(text, outside).reads
    return found


@pytest.mark.parametrize(
    ("outside", "share"),
    [({WHITE: 10}, 1.0), ({BLACK: 10}, 0.0), ({GREY: 10}, 0.0), ({WHITE: 3, BLACK: 1}, 0.75), ({WHITE - 30: 10}, 1.0)],
)
def test_the_ground_is_what_most_of_a_text_is(outside: Mapping[int, int], share: float) -> None:
    assert share_of_ground(greys(ON_WHITE), greys(outside)) == share


def test_light_letters_stand_on_a_dark_ground() -> None:
    text = greys({BLACK: 66, WHITE: 34})
    assert share_of_ground(text, greys({BLACK: 1})) == 1
    assert share_of_ground(text, greys({WHITE: 1})) == 0


def test_grain_on_a_dark_photo_is_no_edge() -> None:
    assert share_of_ground(greys({20: 60, 24: 40}), greys({16: 10, 18: 10, 23: 10})) == 1


@pytest.mark.parametrize(("text", "outside"), [({}, {WHITE: 1}), (ON_WHITE, {})])
def test_without_pixels_nothing_goes_on(text: Mapping[int, int], outside: Mapping[int, int]) -> None:
    assert share_of_ground(greys(text), greys(outside)) == 0


@given(spots, spots)
def test_it_is_a_share_whatever_is_seen(text: dict[int, int], outside: dict[int, int]) -> None:
    assert 0 <= share_of_ground(greys(text), greys(outside)) <= 1


@given(st.integers(0, GREYS - 1), st.integers(0, GREYS - 1), spots)
def test_bright_and_dark_may_be_exchanged(ground: int, ink: int, outside: dict[int, int]) -> None:
    text, around = greys({ink: 1, ground: 2}), greys(outside)
    assert share_of_ground(text, around) == pytest.approx(share_of_ground(text[::-1], around[::-1]))


@given(spots, spots, st.integers(2, 9))
def test_more_samples_of_the_same_change_nothing(text: dict[int, int], outside: dict[int, int], times: int) -> None:
    more = [[times * count for count in greys(side)] for side in (text, outside)]
    assert share_of_ground(*more) == pytest.approx(share_of_ground(greys(text), greys(outside)))


def test_a_text_on_a_wall_is_less_surely_a_plate_than_the_same_on_a_small_board() -> None:
    assert read("KQD-4821", {WHITE: 1}).confidence < read("KQD-4821", {BLACK: 1}).confidence
    assert reading("HERO 21", {WHITE: 1}).reads == ()
    assert read("HERO 21", {BLACK: 1}).plate == "HERO21"


def test_it_says_why() -> None:
    (verdict,) = reading("HERO 21", {WHITE: 1}).verdicts
    assert verdict.reason is Reason.ON_LARGER_GROUND


def test_where_the_ground_ends_a_read_is_what_it_is_without_pixels() -> None:
    assert read("KQD-4821", {BLACK: 1}) == read("KQD-4821", None)


def test_half_of_it_is_no_more_than_plates_have() -> None:
    assert read("KQD-4821", {WHITE: 1, BLACK: 1}) == read("KQD-4821", None)
