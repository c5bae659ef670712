"""The folder relay as a program of its own: over a network, stopped and killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.devices import PHOTO, a_picture
from tests.support.fake_door import CAMERA, SECRET, FakeDoor, served

ROOT = Path(__file__).parents[2]
WAIT_SECONDS = 60


@pytest.fixture
def door() -> Iterator[FakeDoor]:
    with served(FakeDoor()) as door:
        yield door


@contextmanager
def relay(folder: Path, door: FakeDoor, *more: str) -> Iterator[subprocess.Popen[str]]:
    """Start it with the standard library alone, as on a machine beside the cameras."""
    command = [sys.executable, "-S", "-m", "local.relay", str(folder), "--every", "50ms"]
    command += ["--journal", str(folder.parent / "journal"), *more]
    environment = {**os.environ, "PLATEBOOK_CAMERA_URL": door.url}
    program = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        yield program
    finally:
        program.kill()
        program.communicate()


def until(fits: object) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    while not (callable(fits) and fits()):
        assert time.monotonic() < deadline, "it did not come to it"
        time.sleep(0.02)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    folder.mkdir()
    (folder / "a.jpg").write_bytes(PHOTO)
    return folder


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_told_to_stop_it_finishes_what_is_under_way_and_tells_what_it_did(
    folder: Path, door: FakeDoor, how: signal.Signals
) -> None:
    with relay(folder, door) as program:
        door.while_answering = lambda: program.send_signal(how)
        (folder / "b.jpg").write_bytes(a_picture(grey=1))
        said, _ = program.communicate(timeout=WAIT_SECONDS)
    assert program.returncode == 0
    assert door.taken.total() == 1
    assert "1 sent; " in said
    assert f"/c/{CAMERA}/..." in said
    assert SECRET not in said


def test_killed_while_the_door_answers_it_sends_the_same_bytes_again_and_nothing_else(
    folder: Path, door: FakeDoor
) -> None:
    with relay(folder, door) as program:
        door.while_answering = program.kill
        program.communicate(timeout=WAIT_SECONDS)
    door.while_answering = lambda: None
    with relay(folder, door) as program:
        until(lambda: door.taken.total() == 2)
        (folder / "b.jpg").write_bytes(a_picture(grey=1))
        until(lambda: len(door.taken) == 2)
        program.send_signal(signal.SIGTERM)
        program.communicate(timeout=WAIT_SECONDS)
    with relay(folder, door, "--once") as program:
        said, _ = program.communicate(timeout=WAIT_SECONDS)
    assert sorted(door.received.values()) == [1, 2]
    assert program.returncode == 0, said


def test_the_command_line_shows_no_secret(folder: Path, door: FakeDoor) -> None:
    with relay(folder, door) as program:
        until(lambda: door.taken)
        shown = Path(f"/proc/{program.pid}/cmdline")
        if not shown.exists():
            pytest.skip("this system shows no command lines there")
        assert SECRET.encode() not in shown.read_bytes()


def test_a_door_that_is_not_open_yet_is_waited_for(folder: Path) -> None:
    with served(FakeDoor()) as gone:
        pass
    with relay(folder, gone) as program:
        assert program.stdout
        line = program.stdout.readline() + program.stdout.readline()
        assert "nothing is taken now (Nobody answers" in line
        program.send_signal(signal.SIGTERM)
        assert "1 waiting" in program.communicate(timeout=WAIT_SECONDS)[0]
