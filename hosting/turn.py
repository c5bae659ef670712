"""Whose turn it is to package: all deployments of a project folder build in its `.serverless`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

LOCK: Final = Path(__file__).resolve().parent.parent / ".local" / "deploy.lock"


@contextmanager
def deploy_turn(tell: Callable[[str], None] = lambda _line: None) -> Iterator[None]:
    """Wait for this project folder's other deployments to end.

    Parameters
    ----------
    tell
        Takes a line where there is something to wait for.
    """
    LOCK.parent.mkdir(exist_ok=True)
    lock = FileLock(LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        tell("Waiting for another deployment from this folder to end ...")
        lock.acquire()
    try:
        yield
    finally:
        lock.release()
