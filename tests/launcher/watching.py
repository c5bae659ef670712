"""What tests of the launcher look at."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from pathlib import Path

from tests.e2e.stack import (
    Launched,
    LocalStack,
    processes_mentioning,
)

STOP_SECONDS = 60.0


def until(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + STOP_SECONDS
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def is_listening(url: str) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", int(url.rpartition(":")[2]))) == 0


def leaves_nothing(launcher: Launched, stack: LocalStack) -> bool:
    """Tell whether, within a minute, no process, port or outputs.json of a stack is left."""

    def is_gone() -> bool:
        ports = (stack.outputs["endpoint_url"], stack.outputs["web_url"])
        return not processes_mentioning(str(launcher.state_dir)) and not any(map(is_listening, ports))

    return until(is_gone)


def emulator_of(state_dir: Path) -> int:
    """Process id of the local AWS that keeps its state in a folder."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal() and b"\0-m\0local.aws\0" in file_of(entry / "cmdline"):
            is_leash = b"leash.py" in file_of(entry / "cmdline")
            if not is_leash and str(state_dir).encode() in file_of(entry / "environ"):
                return int(entry.name)
    raise AssertionError("the local AWS does not run")


def file_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""  # the process has just ended, or is somebody else's
