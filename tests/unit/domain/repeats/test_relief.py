from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from handler.domain.judging.ground import GreyLine
from handler.domain.repeats.relief import blurred, halved, highest, lowest, relief_of

GRIDS = st.integers(1, 9).flatmap(
    lambda width: st.lists(st.lists(st.floats(-9, 9), min_size=width, max_size=width), min_size=1, max_size=9)
)


@given(GRIDS, st.integers(0, 12))
def test_a_blurred_place_is_the_mean_of_what_is_around_it(rows: list[list[float]], reach: int) -> None:
    seen = blurred(rows, reach)
    assert [len(row) for row in seen] == [len(row) for row in rows]
    around = [row[: reach + 1] for row in rows[: reach + 1]]
    mean = sum(map(sum, around)) / sum(map(len, around))
    assert abs(seen[0][0] - mean) < 1e-6


@given(GRIDS)
def test_nothing_is_higher_or_lower_than_what_is_around_it(rows: list[list[float]]) -> None:
    for row, top, bottom in zip(rows, highest(rows), lowest(rows), strict=True):
        assert all(low <= one <= high for one, high, low in zip(row, top, bottom, strict=True))


def test_four_places_become_one() -> None:
    assert halved([[1, 3, 9], [5, 7, 9], [9, 9, 9]]) == [[4]]


def test_neither_how_bright_nor_how_contrasting_the_light_is_makes_a_difference() -> None:
    dim = [40 if (x // 3 + y // 3) % 2 else 90 for y in range(18) for x in range(18)]
    bright = [round((grey + 20) * 1.8 - 20) for grey in dim]
    one, other = (relief_of(GreyLine(18, bytes(greys)), 6, 0.01) for greys in (dim, bright))
    assert max(abs(a - b) for row, same in zip(one, other, strict=True) for a, b in zip(row, same, strict=True)) < 0.05
