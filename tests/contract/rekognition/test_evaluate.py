"""`npm run evaluate -- DIR --engine aws` against the local server: through boto3, endpoint and signature."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from lab import evaluate
from lab.engines import engine
from lab.limits import HARDSHIPS, draw_photo
from lab.photo_set import COLUMNS
from tests.contract.rekognition.conftest import ENVIRONMENT, LocalRekognition
from tests.support.scenes import jpeg_bytes

FEW_PIXELS, SHAKEN, *_ = HARDSHIPS
DRAWN = (("B247NXS", FEW_PIXELS, 24.0), ("CJ07VNE", FEW_PIXELS, 9.0), ("TM83KLD", SHAKEN, 0.5))
"""One is read at first sight, the others are looked at twice or not read."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with (tmp_path / "labels.csv").open("w", encoding="utf-8", newline="") as labels:
        writer = csv.writer(labels)
        writer.writerow(COLUMNS)
        for plate, hardship, step in DRAWN:
            (tmp_path / f"{plate}.jpg").write_bytes(jpeg_bytes(draw_photo(plate, hardship, step)[0]))
            writer.writerow((f"{plate}.jpg", "drawn", "ro", plate))
    return tmp_path


@pytest.fixture
def _with_credentials(monkeypatch: pytest.MonkeyPatch, rekognition: LocalRekognition) -> None:
    for name in ("AWS_PROFILE", "AWS_REGION", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    for name, value in (ENVIRONMENT | {"AWS_ENDPOINT_URL_REKOGNITION": rekognition.url}).items():
        monkeypatch.setenv(name, value)


def evaluated(folder: Path, *options: str) -> dict[str, Any]:
    output = folder / "report.json"
    assert evaluate.main([str(folder), "--json", str(output), *options]) == 0
    report: dict[str, Any] = json.loads(output.read_text(encoding="utf-8"))
    return report


def figures(report: dict[str, Any]) -> dict[str, Any]:
    """Give what an evaluation found, without how long it took."""
    sets = {
        name: {
            mode: {figure: value for figure, value in row[mode].items() if not figure.endswith("_seconds")}
            for mode in ("expected", "unknown")
        }
        for name, row in report["sets"].items()
    }
    return {"sets": sets, "photos": report["photos"]}


@pytest.mark.usefixtures("_with_credentials")
def test_over_the_wire_the_figures_are_those_of_the_engine_itself_and_a_replay_gives_them_again(
    folder: Path, rekognition: LocalRekognition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "CACHE", folder / "cache")
    at_home = evaluated(folder)
    record = str(folder / "answers.jsonl")
    before = rekognition.calls()["detect_text"]
    over_the_wire = evaluated(folder, "--engine", "aws", "--yes", "--record", record)
    calls = rekognition.calls()["detect_text"] - before
    assert figures(over_the_wire) == figures(at_home)
    assert over_the_wire["engine"]["endpoint_url"] == rekognition.url
    assert calls == len(DRAWN) + over_the_wire["engine"]["second_looks"]
    assert over_the_wire["engine"]["second_looks"] >= 1
    for name in (*ENVIRONMENT, "AWS_ENDPOINT_URL_REKOGNITION"):
        monkeypatch.delenv(name)
    replayed = evaluated(folder, "--replay", record)
    assert figures(replayed) == figures(over_the_wire)
    assert replayed["engine"] == over_the_wire["engine"]
    assert replayed["sets"]["all"]["unknown"]["ocr_seconds"] == over_the_wire["sets"]["all"]["unknown"]["ocr_seconds"]
    assert rekognition.calls()["detect_text"] == before + calls


@pytest.mark.usefixtures("_with_credentials")
def test_a_secret_that_is_wrong_ends_the_run_with_a_sentence(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "another secret")
    assert evaluate.main([str(folder), "--engine", "aws", "--yes"]) == 1
    assert "Rekognition refuses (InvalidSignatureException): " in capsys.readouterr().err
