"""What no further look can tell stays a doubt, however many looks agree on the characters."""

from __future__ import annotations

import pytest

from handler.domain.reading.acceptance import DEFAULT_ERROR_RATE, Acceptance
from handler.domain.reading.montage import VIEWS
from handler.domain.reading.read import Reading
from handler.domain.reading.second_look import montage_in_doubt, read_twice
from tests.support.boxes import PICTURE, line, page, reading, seen_again

ACCEPTS = Acceptance.for_error_rate(DEFAULT_ERROR_RATE).accepts


def seen_alike(text: str, first_confidence: float, *regions: str) -> Reading:
    """Read a text that every view of the second look shows as the first one did."""
    expected = frozenset(regions)
    first = page(line(text, confidence=first_confidence))
    once = reading(first, *regions)
    montage = montage_in_doubt(once, first, PICTURE, expected, 1.0)
    if montage is None:
        return once
    again = seen_again(montage, [line(text)] * len(VIEWS))
    return read_twice(first, again, montage, PICTURE, expected)


@pytest.mark.parametrize("confidence", [0.97, 0.8])
@pytest.mark.parametrize(
    "text", ["513728", "51-372-84", "CAB5137", "TGV4182", "GH-417-RT 69", "62-RT-01 04", "NS 8 417-KT"]
)
def test_looks_that_agree_make_it_no_surer_that_it_is_a_whole_plate_and_nothing_else(
    text: str, confidence: float
) -> None:
    reads = seen_alike(text, confidence).reads
    assert not any(ACCEPTS(read.confidence, 0) for read in reads)


@pytest.mark.parametrize(("text", "region"), [("GH-417-RT", "fr"), ("51-372-84", "il")])
def test_looks_that_agree_on_a_clear_plate_make_it_surer(text: str, region: str) -> None:
    (read,) = seen_alike(text, 0.8, region).reads
    assert ACCEPTS(read.confidence, 0)
