"""`npm run relay`: what it takes, what it prints, and how it ends."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from local.relay import __main__ as command
from local.relay.__main__ import default_journal, main
from tests.support.fake_door import CAMERA, SECRET, FakeDoor
from tests.support.folder_relay import World


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    world = World(tmp_path, FakeDoor())
    monkeypatch.setattr(command, "send", world.door.send)
    yield world
    world.close()


def test_the_command_sends_what_is_there_and_ends(
    world: World, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    world.put("a.jpg")
    (tmp_path / "address").write_text(world.door.url)
    line = [str(world.folder), "--url-file", str(tmp_path / "address"), "--once", "--every", "50ms"]
    line += ["--journal", str(tmp_path / "own")]
    assert [main(line), main(line)] == [0, 0]
    printed = capsys.readouterr().out
    assert len(world.door.asked) == 1
    assert f"sending to {world.door.url.partition('/c/')[0]}/c/{CAMERA}/..." in printed
    assert "1 sent; 0 waiting" in printed
    assert SECRET not in printed


def test_the_command_fails_and_names_what_was_refused(
    world: World, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    world.door.answers = [(400, {})]
    world.put("gate/a.jpg")
    line = [str(world.folder), "--url", world.door.url, "--once", "--every", "50ms", "--journal", str(tmp_path / "own")]
    assert main(line) == 1
    assert "gate/a.jpg" not in capsys.readouterr().out
    assert main([*line, "--list"]) == 0
    assert "refused  'gate/a.jpg'  400" in capsys.readouterr().out


def test_each_camera_has_a_journal_of_its_own_and_a_new_secret_makes_no_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    urls = [f"https://example.com/c/{camera}/{secret}" for camera in ("a", "b") for secret in (SECRET, "another")]
    first, rotated, second, _ = (default_journal(tmp_path, url) for url in urls)
    assert first == rotated != second
    assert default_journal(tmp_path / "other", urls[0]) != first
    assert first.is_relative_to(tmp_path / "state" / "platebook")


def test_a_folder_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main([str(tmp_path / "none"), "--url", "http://127.0.0.1:9/c/a/b", "--journal", str(tmp_path / "j")]) == 1
    assert "is no folder" in capsys.readouterr().err
