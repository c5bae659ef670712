import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reader.text_finder import LEAST_TRACE, ROOM_PX, STEP_PX, Part, TextMap, parts_with_text

WIDTH, HEIGHT = 960, 640
MAP_SIZE = (320, 480)
TRACE = 2 * LEAST_TRACE
PICTURE = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
WHOLE = Part(0, 0, WIDTH, HEIGHT)

rows, columns = st.integers(0, MAP_SIZE[0] - 1), st.integers(0, MAP_SIZE[1] - 1)
spots = st.lists(st.tuples(rows, columns, st.integers(1, 30), st.integers(1, 90)), min_size=1, max_size=12)


def text_map(*traces: tuple[int, int, int, int]) -> TextMap:
    """Draw traces of text: top, left, height and width of each."""
    drawn = np.zeros(MAP_SIZE, np.float32)
    for top, left, height, width in traces:
        drawn[top : top + height, left : left + width] = TRACE
    return drawn


def test_a_photo_without_a_trace_is_looked_at_whole() -> None:
    assert parts_with_text(text_map(), PICTURE) == [WHOLE]


def test_a_photo_that_is_full_of_text_is_looked_at_whole() -> None:
    assert parts_with_text(text_map((10, 10, 300, 460)), PICTURE) == [WHOLE]


def test_a_trace_is_looked_at_with_room_around_it() -> None:
    (part,) = parts_with_text(text_map((100, 200, 10, 60)), PICTURE)
    room = ROOM_PX + 10
    assert part.left <= 400 - room
    assert part.right >= 520 + room
    assert part.top <= 200 - room
    assert part.bottom >= 220 + room
    assert part.area < 0.15 * WHOLE.area


def test_traces_far_apart_are_looked_at_apart() -> None:
    assert len(parts_with_text(text_map((20, 20, 8, 40), (280, 400, 8, 40)), PICTURE)) == 2


def test_traces_side_by_side_are_looked_at_together() -> None:
    assert len(parts_with_text(text_map((100, 100, 10, 40), (100, 150, 10, 40)), PICTURE)) == 1


def test_a_trace_at_the_edge_takes_a_part_of_whole_steps() -> None:
    picture = np.zeros((HEIGHT + 20, WIDTH + 20, 3), np.uint8)
    (part,) = parts_with_text(text_map((310, 470, 10, 10)), picture)
    assert (part.right, part.bottom) == (WIDTH + 20, HEIGHT + 20)
    assert (part.right - part.left) % STEP_PX == (part.bottom - part.top) % STEP_PX == 0


@given(spots)
def test_every_trace_is_in_one_part_and_parts_share_nothing(traces: list[tuple[int, int, int, int]]) -> None:
    drawn = text_map(*traces)
    parts = parts_with_text(drawn, PICTURE)
    seen = np.zeros((HEIGHT, WIDTH), int)
    for left, top, right, bottom in parts:
        assert 0 <= left < right <= WIDTH
        assert 0 <= top < bottom <= HEIGHT
        seen[top:bottom, left:right] += 1
    assert seen.max() == 1
    assert seen[::2, ::2][drawn > LEAST_TRACE].all()
