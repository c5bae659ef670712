"""The plain function that ours is measured beside: it keeps what a public project would keep, and no more."""

from __future__ import annotations

import importlib
from types import ModuleType
from typing import Any

import pytest

from lab.benched.of_stack import p95


class Asked:
    """Both clients in one: what text detection finds, and what was kept."""

    def __init__(self, *lines: tuple[str, float]) -> None:
        self.found = [{"Type": "LINE", "DetectedText": text, "Confidence": sure} for text, sure in lines]
        self.photos, self.kept = list[Any](), list[Any]()

    def detect_text(self, **asked: Any) -> dict[str, Any]:
        self.photos.append(asked["Image"]["S3Object"])
        return {"TextDetections": [*self.found, {"Type": "WORD", "DetectedText": "A", "Confidence": 100.0}]}

    def put_item(self, **asked: Any) -> None:
        self.kept.append((asked["TableName"], asked["Item"]["plate"]["S"]))


@pytest.fixture
def function(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    keys = {"AWS_ACCESS_KEY_ID": "none", "AWS_SECRET_ACCESS_KEY": "none"}
    for name, value in {**keys, "AWS_DEFAULT_REGION": "eu-central-1", "TABLE": "plates"}.items():
        monkeypatch.setenv(name, value)
    return importlib.import_module("lab.plain.function")


def event(key: str) -> dict[str, Any]:
    return {"Records": [{"s3": {"bucket": {"name": "photos"}, "object": {"key": key}}}]}


@pytest.mark.parametrize(
    ("lines", "plate"), [([("TAXI", 80.0), ("AB12CDE", 99.0), ("2019", 98.0)], "AB12CDE"), ([], "")]
)
def test_the_surest_line_is_kept(
    function: ModuleType, monkeypatch: pytest.MonkeyPatch, lines: list[tuple[str, float]], plate: str
) -> None:
    aws = Asked(*lines)
    monkeypatch.setattr(function, "rekognition", aws)
    monkeypatch.setattr(function, "table", aws)
    function.handle(event("a+photo%281%29.jpg"), None)
    assert aws.photos == [{"Bucket": "photos", "Name": "a photo(1).jpg"}]
    assert aws.kept == [("plates", plate)]


@pytest.mark.parametrize(("count", "value"), [(1, 1), (19, 19), (20, 19), (60, 57), (100, 95)])
def test_95_of_100_do_not_exceed_it(count: int, value: int) -> None:
    assert p95([float(one) for one in reversed(range(1, count + 1))]) == value
