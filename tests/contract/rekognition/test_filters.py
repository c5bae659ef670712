"""Filters: which words stay, and what becomes of their lines."""

import random
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.engine import Point, TextLine, TextWord
from reader.errors import InvalidParameter
from reader.filters import MAX_WORDS, filter_lines, parse_filters
from tests.support.scenes import jpeg_bytes, render_scene

if TYPE_CHECKING:
    from mypy_boto3_rekognition import RekognitionClient
    from mypy_boto3_rekognition.type_defs import DetectTextFiltersTypeDef, RegionOfInterestTypeDef

RATIOS = st.floats(0, 1, allow_subnormal=False)
SIDES = st.floats(0.01, 0.5)
SCENE = jpeg_bytes(render_scene("PH23KTW", style="us", width_px=960, height_px=720))
"""The plate stands in the middle at 0.68 of the height; above its characters California, below them dmv.ca.gov."""


Box = tuple[float, float, float, float]


def word(text: str, box: Box, confidence: float = 1.0) -> TextWord:
    """Make a word by its left, top, width and height."""
    left, top, right, bottom = box[0], box[1], box[0] + box[2], box[1] + box[3]
    corners = Point(left, top), Point(right, top), Point(right, bottom), Point(left, bottom)
    return TextWord(text, confidence, corners)


BOXES_OF_WORDS = st.tuples(SIDES, SIDES, SIDES, SIDES)
WORDS = st.builds(word, st.text("ABC123", min_size=1, max_size=7), BOXES_OF_WORDS, RATIOS)
LINES = st.lists(st.builds(TextLine, st.lists(WORDS, min_size=1, max_size=4).map(tuple)), max_size=8)


def region_box(left: float, top: float, width: float, height: float) -> "RegionOfInterestTypeDef":
    return {"BoundingBox": {"Left": left, "Top": top, "Width": width, "Height": height}}


def texts(client: "RekognitionClient", filters: "DetectTextFiltersTypeDef") -> list[str]:
    response = client.detect_text(Image={"Bytes": SCENE}, Filters=filters)
    return [found["DetectedText"] for found in response["TextDetections"] if found["Type"] == "LINE"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        pytest.param({}, ["California", "PH23KTW", "dmv.ca.gov"], id="none"),
        pytest.param({"WordFilter": {}}, ["California", "PH23KTW", "dmv.ca.gov"], id="an empty one"),
        pytest.param({"WordFilter": {"MinBoundingBoxHeight": 0.05}}, ["PH23KTW"], id="height"),
        pytest.param({"WordFilter": {"MinBoundingBoxWidth": 0.15}}, ["PH23KTW"], id="width"),
        pytest.param({"WordFilter": {"MinConfidence": 0}}, ["California", "PH23KTW", "dmv.ca.gov"], id="confidence"),
        pytest.param({"RegionsOfInterest": []}, ["California", "PH23KTW", "dmv.ca.gov"], id="no regions"),
        pytest.param({"RegionsOfInterest": [region_box(0, 0, 1, 0.64)]}, ["California"], id="a region"),
        pytest.param(
            {"RegionsOfInterest": [region_box(0, 0, 1, 0.64), region_box(0, 0.74, 1, 0.26)]},
            ["California", "dmv.ca.gov"],
            id="two regions",
        ),
        pytest.param(
            {"RegionsOfInterest": [{"Polygon": [{"X": 0, "Y": 1}, {"X": 1, "Y": 1}, {"X": 0.5, "Y": 0.7}]}]},
            ["dmv.ca.gov"],
            id="a triangle",
        ),
        pytest.param({"RegionsOfInterest": [region_box(0, 0, 0.2, 0.2)]}, [], id="a region without text"),
    ],
)
def test_filters_the_text_of_a_scene(
    client: "RekognitionClient", filters: "DetectTextFiltersTypeDef", expected: list[str]
) -> None:
    assert texts(client, filters) == expected


@pytest.mark.parametrize(
    "filters",
    [
        pytest.param({"WordFilter": {"MinConfidence": 100.5}}, id="confidence above 100"),
        pytest.param({"WordFilter": {"MinBoundingBoxHeight": 1.5}}, id="height above 1"),
        pytest.param({"WordFilter": {"MinBoundingBoxWidth": 7}}, id="width above 1"),
        pytest.param({"RegionsOfInterest": [region_box(0, 0, 1, 1)] * 11}, id="11 regions"),
    ],
)
def test_values_outside_the_model_are_a_validation_error(
    client: "RekognitionClient", filters: "DetectTextFiltersTypeDef"
) -> None:
    with pytest.raises(client.exceptions.ClientError) as caught:
        texts(client, filters)
    assert caught.value.response["Error"]["Code"] == "ValidationException"


CORNER, EDGE = {"X": 0.0, "Y": 0.0}, {"X": 1.0, "Y": 0.0}


@pytest.mark.parametrize(
    "region",
    [
        pytest.param({}, id="neither box nor polygon"),
        pytest.param({**region_box(0, 0, 1, 1), "Polygon": [CORNER, EDGE, {"X": 1, "Y": 1}]}, id="both"),
        pytest.param({"BoundingBox": {}}, id="empty box"),
        pytest.param(region_box(0.5, 0.5, 0, 0.2), id="no width"),
        pytest.param(region_box(0.5, 0.5, 0.2, -0.2), id="negative height"),
        pytest.param(region_box(2, 2, 1, 1), id="outside the image"),
        pytest.param({"Polygon": [CORNER, EDGE]}, id="two points"),
        pytest.param({"Polygon": [CORNER] * 11}, id="eleven points"),
        pytest.param({"Polygon": [CORNER, EDGE, {"X": 0.5, "Y": 0.0}]}, id="points on a line"),
    ],
)
def test_regions_without_sense_are_an_invalid_parameter(
    client: "RekognitionClient", region: "RegionOfInterestTypeDef"
) -> None:
    with pytest.raises(client.exceptions.InvalidParameterException):
        texts(client, {"RegionsOfInterest": [region]})


@given(lines=LINES, minimum=st.floats(0, 100), height=RATIOS, width=RATIOS)
def test_exactly_the_words_that_pass_every_word_filter_stay(
    lines: list[TextLine], minimum: float, height: float, width: float
) -> None:
    filters = parse_filters(
        {"WordFilter": {"MinConfidence": minimum, "MinBoundingBoxHeight": height, "MinBoundingBoxWidth": width}}
    )
    kept = [word for line in filter_lines(lines, filters) for word in line.words]
    for candidate in (word for line in lines for word in line.words):
        top_left, _, bottom_right, _ = candidate.polygon
        passes = (
            candidate.confidence * 100 >= minimum
            and bottom_right.y - top_left.y >= height
            and bottom_right.x - top_left.x >= width
        )
        assert (candidate in kept) == passes


@given(lines=LINES)
def test_without_filters_words_below_80_are_left_out(lines: list[TextLine]) -> None:
    kept = [word for line in filter_lines(lines, parse_filters({})) for word in line.words]
    assert kept == [word for line in lines for word in line.words if word.confidence * 100 >= 80]


@given(lines=LINES)
def test_lines_without_a_word_left_go_and_order_stays(lines: list[TextLine]) -> None:
    kept = filter_lines(lines, parse_filters({}))
    assert all(line.words for line in kept)
    assert [line.words[0] for line in kept] == [
        next(word for word in line.words if word.confidence >= 0.8)
        for line in lines
        if any(word.confidence >= 0.8 for word in line.words)
    ]


@given(box=BOXES_OF_WORDS, cut=st.floats(-0.9, 0.9))
def test_a_word_is_in_a_region_that_has_more_than_half_of_it(box: Box, cut: float) -> None:
    left, top, width, height = box
    region = region_box(left + cut * width, top, width, height)
    kept = filter_lines([TextLine((word("ABC", box),))], parse_filters({"RegionsOfInterest": [region]}))
    if abs(abs(cut) - 0.5) > 1e-6:
        assert bool(kept) == (abs(cut) < 0.5)


def test_a_concave_region_does_not_take_what_stands_in_its_notch() -> None:
    """An U: its hull holds the word, it does not."""
    corners = [(0.1, 0.1), (0.3, 0.1), (0.3, 0.7), (0.7, 0.7), (0.7, 0.1), (0.9, 0.1), (0.9, 0.9), (0.1, 0.9)]
    filters = parse_filters({"RegionsOfInterest": [{"Polygon": [{"X": x, "Y": y} for x, y in corners]}]})
    in_notch, in_arm = TextLine((word("NOTCH", (0.4, 0.3, 0.2, 0.1)),)), TextLine((word("ARM", (0.12, 0.3, 0.1, 0.1)),))
    assert filter_lines([in_notch, in_arm], filters) == [in_arm]


POINTS = st.fixed_dictionaries({}, optional={"X": st.floats(-5, 5), "Y": st.floats(-5, 5)})
BOXES = st.fixed_dictionaries({}, optional=dict.fromkeys(("Left", "Top", "Width", "Height"), st.floats(-5, 5)))
REGIONS = st.fixed_dictionaries({}, optional={"BoundingBox": BOXES, "Polygon": st.lists(POINTS, max_size=12)})


@given(region=REGIONS, lines=LINES)
def test_any_region_is_either_used_or_refused(region: Mapping[str, Any], lines: list[TextLine]) -> None:
    """Self-crossing and flat polygons included."""
    try:
        filters = parse_filters({"RegionsOfInterest": [region]})
    except InvalidParameter:
        return
    assert sum(len(line.words) for line in filter_lines(lines, filters)) <= sum(len(line.words) for line in lines)


def test_at_most_100_words_are_given_the_surest_ones() -> None:
    chance = random.Random(1)
    confidences = [chance.uniform(0.8, 1) for _ in range(150)]
    lines = [
        TextLine(tuple(word("A", (0, 0, 0.1, 0.1), sure) for sure in confidences[at : at + 3]))
        for at in range(0, 150, 3)
    ]
    kept = [word.confidence for line in filter_lines(lines, parse_filters({})) for word in line.words]
    surest = sorted(confidences)[-MAX_WORDS:]
    assert MAX_WORDS == 100
    assert kept == [confidence for confidence in confidences if confidence in surest]
