"""Whatever DetectText answers, a reading comes of it: of a photo that was paid for nothing may be lost."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handler.adapters.rekognition import to_detections
from handler.domain.geometry import ImageSize
from handler.domain.judging.ground import Picture
from handler.domain.reading.read import read_plates

RATIO = st.floats(-1, 2) | st.sampled_from([0.0, 1.0])
CORNER = st.fixed_dictionaries({"X": RATIO, "Y": RATIO})
TEXT = st.text(max_size=12) | st.from_regex(r"[A-Z]{1,3}[ ·-]?[0-9]{1,4}[ ]?[A-Z]{0,3}", fullmatch=True)
FOUND = st.fixed_dictionaries(
    {
        "Id": st.integers(0, 9),
        "Type": st.sampled_from(["LINE", "WORD"]),
        "DetectedText": TEXT,
        "Confidence": st.floats(-5, 105),
        "Geometry": st.fixed_dictionaries({"Polygon": st.lists(CORNER, max_size=6)}),
    },
    optional={"ParentId": st.integers(0, 9)},
)
"""As the service model has it: ids may come twice or lead nowhere, corners may be missing, or lie outside."""


@given(st.lists(FOUND, max_size=8), st.frozensets(st.sampled_from(["ro", "de", "us"])))
@settings(max_examples=300, deadline=None)
def test_any_answer_can_be_read(found: list[dict[str, Any]], regions: frozenset[str]) -> None:
    detections = to_detections({"TextDetections": found, "TextModelVersion": "3.0"})
    assert all(0 <= one.confidence <= 1 for one in detections)
    reading = read_plates(detections, Picture(ImageSize(1280, 960)), regions)
    assert all(0 <= read.confidence <= 1 for read in reading.reads)


WHOLE: dict[str, Any] = {
    "Id": 1,
    "Type": "LINE",
    "DetectedText": "AB12 CDE",
    "Confidence": 99.0,
    "Geometry": {"Polygon": [{"X": 0.1, "Y": 0.1}, {"X": 0.2, "Y": 0.1}, {"X": 0.2, "Y": 0.2}, {"X": 0.1, "Y": 0.2}]},
}


@pytest.mark.parametrize("missing", sorted(WHOLE))
def test_a_text_that_lacks_something_is_left_out_and_the_others_stay(missing: str) -> None:
    """DetectText's model promises none of the members of a text."""
    broken = {name: value for name, value in WHOLE.items() if name != missing}
    assert [one.text for one in to_detections({"TextDetections": [broken, WHOLE]})] == ["AB12 CDE"]
