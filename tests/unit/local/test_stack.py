from __future__ import annotations

from pathlib import Path

import pytest

from local.stack import Ports, Stack, project_environment


def test_a_variable_that_is_set_to_nothing_is_not_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PLATEBOOK_ACCEPT_ERROR", "")
    monkeypatch.setenv("PLATEBOOK_SECOND_LOOK", "off")
    environment = project_environment(Stack(tmp_path, Ports()))
    assert "PLATEBOOK_ACCEPT_ERROR" not in environment
    assert environment["PLATEBOOK_SECOND_LOOK"] == "off"
