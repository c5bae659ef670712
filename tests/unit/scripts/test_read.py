from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pytest

from scripts import read
from scripts.client import Json
from scripts.read import Outcome


@pytest.fixture(autouse=True)
def _a_running_stack(monkeypatch: pytest.MonkeyPatch) -> None:
    outputs: Json = {"demo_users": [{"email": "driver@platebook.example", "password": "any"}]}
    monkeypatch.setattr(read, "load_outputs", lambda _path: outputs)

    def outcomes(_client: object, photos: list[str]) -> Iterator[Outcome]:
        yield from (Outcome(photo, failure={"code": "not_read", "message": "it is not there"}) for photo in photos)

    monkeypatch.setattr(read, "_outcomes", outcomes)


def test_a_photo_that_could_not_be_read_makes_the_command_fail(capsys: pytest.CaptureFixture[str]) -> None:
    assert read.main(["a.jpg"]) == 1
    assert "a.jpg: not read: it is not there" in capsys.readouterr().out


def test_who_reads_its_lines_may_go_away_without_a_stack_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w", encoding="utf-8") as nobody_reads:
        monkeypatch.setattr(sys, "stdout", nobody_reads)
        assert read.main(["a.jpg", "b.jpg"]) == 1
