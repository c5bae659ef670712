"""Checkouts to measure: this one, and an older revision beside it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final, cast

HERE: Final = Path(__file__).parents[1]
_MEASURES: Final = Path(__file__).parent / "measures.py"


class UnknownRevision(Exception):
    """Git has no such revision; the message says what to do."""


class Lacking(Exception):
    """A checkout does not have what a measure needs; the message says what."""


class Checkout:
    """A process that takes measures of the code in one folder.

    Parameters
    ----------
    folder : Path
        Of a checkout; its own code is imported, with the libraries of this environment.
    """

    def __init__(self, folder: Path) -> None:
        # -P: the folder of the script is not where imports are looked for.
        command = [sys.executable, "-P", str(_MEASURES)]
        environment = {**os.environ, "PYTHONPATH": str(folder)}
        self._process = subprocess.Popen(
            command, cwd=folder, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._questions = cast("IO[str]", self._process.stdin)
        self._answers = cast("IO[str]", self._process.stdout)

    def measure(self, name: str, thing: str) -> float:
        """Take a measure.

        Parameters
        ----------
        name : str
            One of `lab.measures.MEASURES`.
        thing : str
            What of: a photo's path, a module, a search.

        Raises
        ------
        Lacking
            When this checkout does not have what is measured.
        """
        self._questions.write(json.dumps({"measure": name, "thing": thing}) + "\n")
        self._questions.flush()
        line = self._answers.readline()
        if not line:
            raise Lacking(f"{name} of {thing} ended with exit code {self._process.wait()}")
        answer: dict[str, Any] = json.loads(line)
        if "lacks" in answer:
            raise Lacking(answer["lacks"])
        return float(answer["value"])

    def close(self) -> None:
        """End the process."""
        self._questions.close()
        self._process.wait()
        self._answers.close()


@contextmanager
def measured(folder: Path) -> Iterator[Checkout]:
    """Take measures in a folder."""
    checkout = Checkout(folder)
    try:
        yield checkout
    finally:
        checkout.close()


@contextmanager
def checked_out(revision: str, repository: Path = HERE) -> Iterator[Path]:
    """Check a revision out in a folder of its own, for as long as it is needed.

    Parameters
    ----------
    revision : str
        As git names it: a tag, a branch, a commit.
    repository : Path

    Raises
    ------
    UnknownRevision
        When there is none of this name.
    """
    with tempfile.TemporaryDirectory(prefix="platebook-beside-") as temporary:
        folder = Path(temporary) / "checkout"
        _add(revision, repository, folder)
        try:
            yield folder
        finally:
            _git(repository, "worktree", "remove", "--force", str(folder))


def _add(revision: str, repository: Path, folder: Path) -> None:
    found = _git(repository, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if found.returncode:
        raise UnknownRevision(f"{revision} is no revision that git knows here; `git log --oneline` lists some.")
    added = _git(repository, "worktree", "add", "--detach", str(folder), found.stdout.strip())
    if added.returncode:
        raise UnknownRevision(f"{revision} cannot be checked out: {added.stderr.strip()}")


def _git(repository: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", "-C", str(repository), *arguments], capture_output=True, text=True, check=False)
