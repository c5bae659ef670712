from __future__ import annotations

from pathlib import Path

import pytest

from scripts import openapi


def test_the_openapi_document_is_up_to_date() -> None:
    assert openapi.main(["--check"]) == 0


def test_a_document_that_is_not_up_to_date_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(openapi, "TARGET", tmp_path / "openapi.json")
    assert openapi.main(["--check"]) == 1
    assert "npm run openapi" in capsys.readouterr().err
    assert openapi.main([]) == 0
    assert openapi.main(["--check"]) == 0
