"""What documents quote follows from the committed results, and a document that lags behind is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from scripts import docs

MODE = {
    "exact": 0.9,
    "recall": 0.8,
    "precision": 0.7,
    "accepted": 0.6,
    "accepted_wrong": None,
    "detect_text_calls": 1.1,
}
ROW: dict[str, Any] = {
    "photos": 7,
    "expected": MODE,
    "unknown": MODE,
    "baselines": {"naive": 0.1, "country_regex": 0.2},
}
RESULTS = {"sets": {"us": ROW, "all": ROW}}


def test_what_is_committed_is_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    assert docs.main(["--check"]) == 0, capsys.readouterr().err


def test_figures_are_written_between_their_marks_and_nowhere_else() -> None:
    text = "Before\n<!-- figures: accuracy -->\nold\n<!-- end -->\nafter 12.3 %\n"
    written = docs.with_figures(text, RESULTS)
    assert written.startswith("Before\n<!-- figures: accuracy -->\n| set |")
    assert (
        "| us | 7 | 90.0 / 90.0 | 80.0 / 80.0 | 70.0 / 70.0 | 60.0 / 60.0 | - / - | 1.10 / 1.10 | 10.0 | 20.0 |"
        in written
    )
    assert written.endswith("<!-- end -->\nafter 12.3 %\n")
    assert "old" not in written
    assert docs.with_figures(written, RESULTS) == written


def test_a_mark_that_nobody_writes_is_refused() -> None:
    with pytest.raises(KeyError):
        docs.with_figures("<!-- figures: wishes -->\n<!-- end -->\n", RESULTS)


def test_a_document_that_lags_behind_is_told_and_then_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stale = tmp_path / "README.md"
    stale.write_text("old")
    monkeypatch.setattr(docs, "ROOT", tmp_path)
    monkeypatch.setattr(docs, "documents", lambda: {stale: "new"})
    assert docs.main(["--check"]) == 1
    assert "README.md is out of date. Run: npm run docs" in capsys.readouterr().err
    assert docs.main([]) == 0
    assert stale.read_text() == "new"


def test_of_an_evaluation_the_figures_are_kept_but_no_single_photo_and_no_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    timed = {**ROW, "expected": {**MODE, "ocr_seconds": 0.4}, "unknown": {**MODE, "reading_seconds": 0.002}}
    evaluation, kept = tmp_path / "evaluation.json", tmp_path / "results.json"
    evaluation.write_text(json.dumps({"sets": {"all": timed}, "photos": [{"file": "us/1.jpg"}]}))
    monkeypatch.setattr(docs, "RESULTS", kept)
    docs.take_results(evaluation)
    assert json.loads(kept.read_text()) == {"sets": {"all": ROW}}
