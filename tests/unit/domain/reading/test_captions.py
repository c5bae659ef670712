"""What a recorder wrote into a corner of the photo is accepted as no plate."""

from __future__ import annotations

import pytest

from handler.domain.geometry import frame_of
from handler.domain.reading.acceptance import DEFAULT_ERROR_RATE, Acceptance
from handler.domain.text.detection import Detection
from handler.domain.text.overlay import may_be_caption
from tests.support.boxes import PLATE_HEIGHT, SIZE, line, page, reading

ACCEPTS = Acceptance.for_error_rate(DEFAULT_ERROR_RATE).accepts


def placed(text: str, side: str, height: float, margin: float, degrees: float = 0.0) -> Detection:
    """A text at an edge of the photo, such as `top left`, so many of its heights away."""
    edge, end = side.split()
    width = 0.48 * height * len(text)
    lefts = {"left": height, "middle": (SIZE.width - width) / 2, "right": SIZE.width - height - width, "third": 400.0}
    top = margin * height if edge == "top" else SIZE.height - (1 + margin) * height
    return line(text, lefts[end], top, height, degrees=degrees)


@pytest.mark.parametrize("side", ["top left", "top right", "top middle", "bottom left", "bottom right"])
@pytest.mark.parametrize("height", [16, 30, 46])
@pytest.mark.parametrize("text", ["QRB 4512", "OBJ 412", "BV 1207", "MD 77 KP", "LN 07 EB"])
def test_a_caption_is_not_accepted(text: str, height: float, side: str) -> None:
    for margin in (0.2, 0.8):
        assert not any(ACCEPTS(read.confidence, 0) for read in reading(page(placed(text, side, height, margin))).reads)


@pytest.mark.parametrize(
    "box",
    [
        pytest.param(placed("BV 1207", "bottom left", 40, 2.0), id="away from the edge"),
        pytest.param(placed("BV 1207", "bottom left", 80, 0.5), id="large"),
        pytest.param(placed("BV 1207", "bottom left", 40, 0.8, degrees=3), id="tilted"),
        pytest.param(placed("BV 1207", "bottom third", 40, 0.8), id="neither in a corner nor in the middle"),
    ],
)
def test_other_text_at_the_edge_may_be_a_plate(box: Detection) -> None:
    assert not may_be_caption(frame_of(box.polygon, SIZE), SIZE)


def test_a_caption_costs_a_plate_nothing() -> None:
    caption = placed("OBJ 412", "top left", 24, 0.5)
    first = reading(page(line("7VXK482", height=PLATE_HEIGHT), caption), "us").reads[0]
    assert first.plate == "7VXK482"
    assert ACCEPTS(first.confidence, 0)
