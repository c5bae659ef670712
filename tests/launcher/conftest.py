"""One stack for all tests of the launcher: they start and stop it."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.stack import ROOT, Launched
from tests.launcher.watching import STOP_SECONDS


@pytest.fixture(scope="session")
def state_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("launcher") / "state"


@pytest.fixture(scope="session")
def ports() -> tuple[str, ...]:
    """Fixed ports, so that a second start finds what it deployed the first time."""
    sockets = [socket.socket() for _ in range(3)]
    for listener in sockets:
        listener.bind(("127.0.0.1", 0))
    numbers = [str(listener.getsockname()[1]) for listener in sockets]
    for listener in sockets:
        listener.close()
    names = ("--aws-port", "--rekognition-port", "--web-port")
    return tuple(part for pair in zip(names, numbers, strict=True) for part in pair)


@pytest.fixture
def start(state_dir: Path, ports: tuple[str, ...]) -> Iterator[Callable[..., Launched]]:
    """Start the module's stack; it is stopped after the test."""
    started: list[Launched] = []

    def start_it(*options: str, root: Path = ROOT) -> Launched:
        started.append(Launched(state_dir, *ports, *options, root=root))
        return started[-1]

    yield start_it
    for launcher in started:
        launcher.process.terminate()
        launcher.process.wait(STOP_SECONDS)
