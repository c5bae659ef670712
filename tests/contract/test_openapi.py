from __future__ import annotations

from pathlib import Path

import pytest

from scripts import openapi


def test_what_the_web_app_takes_from_the_handlers_is_up_to_date() -> None:
    assert openapi.main(["--check"]) == 0


@pytest.mark.parametrize("target", ["DOCUMENT", "FIGURES"])
def test_a_file_that_is_not_up_to_date_is_told(
    target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(openapi, "ROOT", tmp_path)
    monkeypatch.setattr(openapi, "DOCUMENT", tmp_path / "DOCUMENT.json")
    monkeypatch.setattr(openapi, "FIGURES", tmp_path / "FIGURES.json")
    assert openapi.main([]) == 0
    assert openapi.main(["--check"]) == 0
    (tmp_path / f"{target}.json").write_text("{}")
    assert openapi.main(["--check"]) == 1
    assert capsys.readouterr().err == f"{target}.json is out of date. Run: npm run openapi\n"
