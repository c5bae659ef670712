"""What the local engine saw in drawn pictures is read as it should be: one picture for each rule (`lab.golden`)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from handler.adapters.pictures.pixels import PillowPixels
from handler.adapters.rekognition import to_detections
from handler.domain.geometry import ImageSize
from handler.domain.judging.ground import Picture
from handler.domain.reading.read import Reading, read_plates
from handler.domain.text.detection import Detection
from lab.golden import picture_of
from tests.support.golden_cases import CASES

FOLDER = Path(__file__).parent / "golden"
NAMES = sorted(path.stem for path in FOLDER.glob("*.json"))


@dataclass(frozen=True, slots=True)
class Golden:
    detections: tuple[Detection, ...]
    picture: Picture
    expected_regions: frozenset[str]
    plates: list[str]
    refused: Mapping[str, str]

    def read(self, detections: tuple[Detection, ...]) -> Reading:
        return read_plates(detections, self.picture, self.expected_regions)


@cache
def golden(name: str) -> Golden:
    kept: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return Golden(
        to_detections(kept["response"]),
        Picture(ImageSize(*kept["size"]), PillowPixels(picture_of(next(case for case in CASES if case.name == name)))),
        frozenset(kept["expected_regions"]),
        kept["plates"],
        kept["refused"],
    )


def plates(reading: Reading) -> list[str]:
    return sorted(read.plate for read in reading.reads)


def test_every_case_has_its_file_and_every_file_its_case() -> None:
    assert sorted(case.name for case in CASES) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_the_plates_are_read_and_nothing_else(name: str) -> None:
    case = golden(name)
    assert plates(case.read(case.detections)) == case.plates


@pytest.mark.parametrize("name", NAMES)
def test_lines_alone_give_the_same(name: str) -> None:
    case = golden(name)
    lines = tuple(box for box in case.detections if box.level == "line")
    assert plates(case.read(lines)) == case.plates


@pytest.mark.parametrize("name", NAMES)
def test_words_alone_give_the_same(name: str) -> None:
    case = golden(name)
    words = tuple(box for box in case.detections if box.level == "word")
    assert plates(case.read(words)) == case.plates


@pytest.mark.parametrize(("name", "text"), [(name, text) for name in NAMES for text in golden(name).refused])
def test_other_text_is_refused_for_its_reason(name: str, text: str) -> None:
    case = golden(name)
    verdicts = {verdict.detection_id: verdict for verdict in case.read(case.detections).verdicts}
    found = [verdicts[box.detection_id] for box in case.detections if box.level == "line" and box.text == text]
    assert found, "the engine did not see it: draw it otherwise, or leave it out"
    for verdict in found:
        assert not verdict.taken
        assert verdict.reason == case.refused[text]
