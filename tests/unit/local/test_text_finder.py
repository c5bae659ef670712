import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reader.images import Pixels
from reader.text_finder import LEAST_TRACE, ROOM_PX, STEP_PX, Part, Quad, TextFinder, TextMap, parts_with_text

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


def box_at(left: int, top: int) -> Quad:
    return np.array([(left, top), (left + 60, top), (left + 60, top + 20), (left, top + 20)], np.float64)


class SeesInPictures(TextFinder):
    """Sees one trace on the coarse copy, and boxes in the part around it and in the whole photo."""

    def __init__(self, in_the_part: list[Quad], in_the_whole: list[Quad]) -> None:
        self.in_the_part, self.in_the_whole = in_the_part, in_the_whole
        self.looks: list[tuple[int, ...]] = []

    def _look_at(self, picture: Pixels) -> tuple[TextMap, list[Quad]]:
        self.looks.append(picture.shape[:2])
        if picture.shape[:2] == (HEIGHT // 2, WIDTH // 2):
            return text_map((100, 200, 10, 60)), []
        return text_map(), self.in_the_whole if picture.shape[:2] == (HEIGHT, WIDTH) else self.in_the_part


def test_where_the_parts_hold_hardly_any_text_the_whole_photo_is_looked_at_as_well() -> None:
    part = parts_with_text(text_map((100, 200, 10, 60)), PICTURE)[0]
    the_same_a_little_beside = box_at(part.left + 42, part.top + 39)
    finder = SeesInPictures([box_at(40, 40)], [the_same_a_little_beside, box_at(100, 500)])
    seen = [tuple(box[0]) for box in finder.find(PICTURE)]
    assert seen == [(part.left + 40, part.top + 40), (100, 500)]
    assert finder.looks[-1] == (HEIGHT, WIDTH)


def test_where_the_parts_hold_more_text_the_rest_of_the_photo_costs_nothing() -> None:
    finder = SeesInPictures([box_at(0, 0), box_at(70, 0)], [box_at(100, 500)])
    assert len(finder.find(PICTURE)) == 2
    assert (HEIGHT, WIDTH) not in finder.looks
