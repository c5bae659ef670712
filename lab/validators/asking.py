"""Installs a peer into a folder of its own, and asks it there: nothing of it comes into the project."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from lab.validators.peers import Peer

_HERE = Path(__file__).parent


class Asked(Protocol):
    """A peer that answers."""

    def takes(self, plates: Sequence[tuple[str, tuple[str, ...]]]) -> list[bool]:
        """Tell of plates whether the peer takes them: each with the peer's name of the region and its spellings."""

    def made(self, regions: Sequence[str], count: int) -> list[list[str]]:
        """Have the peer make up plates of each region."""


def _install(peer: Peer, folder: Path) -> None:
    if peer.tool == "pip":
        wanted = [f"{peer.name}=={peer.version}", *peer.needs]
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        command = [*pip, "--no-deps", "--target", str(folder), *wanted]
    else:
        npm = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"]
        command = [*npm, "--prefix", str(folder), f"{peer.name}@{peer.version}", *peer.needs]
    subprocess.run(command, check=True)


class Installed:
    """A peer in its folder.

    Parameters
    ----------
    peer : Peer
    folder : Path
        Where it is installed if it is not there yet.
    """

    def __init__(self, peer: Peer, folder: Path) -> None:
        self._peer = peer
        self._folder = folder
        if not folder.is_dir():
            _install(peer, folder)

    def takes(self, plates: Sequence[tuple[str, tuple[str, ...]]]) -> list[bool]:
        """Tell of plates whether the peer takes them: each with the peer's name of the region and its spellings."""
        questions = ({"region": region, "spellings": spellings} for region, spellings in plates)
        return [bool(answer) for answer in self._answers(questions)]

    def made(self, regions: Sequence[str], count: int) -> list[list[str]]:
        """Have the peer make up plates of each region."""
        return [list(map(str, plates)) for plates in self._answers({"region": one, "count": count} for one in regions)]

    def _answers(self, questions: Iterable[Mapping[str, object]]) -> list[Any]:
        lines = [json.dumps(one) for one in questions]
        if self._peer.tool == "pip":
            command = [sys.executable, str(_HERE / "ask.py"), self._peer.name]
        else:
            command = ["node", str(_HERE / "ask.mjs"), str(self._folder), self._peer.name]
        done = subprocess.run(
            command,
            input="\n".join(lines),
            env={**os.environ, "PYTHONPATH": str(self._folder)},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        answers = [json.loads(line) for line in done.stdout.splitlines()]
        if len(answers) != len(lines):
            message = f"{self._peer.name} answered {len(answers)} of {len(lines)} questions. Look at what it wrote."
            raise ValueError(message)
        return answers
