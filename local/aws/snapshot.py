"""Writes what the laptop's AWS knows into its state folder: all of it, or nothing."""

import os
from collections.abc import Mapping
from pathlib import Path

PARTIAL = ".partial"


class SnapshotFolder:
    """The folder from which the emulator takes what it knows when it starts, one file for each service.

    Parameters
    ----------
    path
        The folder.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._written: dict[str, str] = {}

    def write(self, texts: Mapping[str, str]) -> None:
        """Bring the files up to date; those that did not change stay as they are.

        The slow part, which may fail, is done beside the old files; then all of them change their place at once.

        Parameters
        ----------
        texts
            What each file shall hold, by its name.

        Raises
        ------
        OSError
            The disk does not take it; the old files are still there, all of one time.
        """
        changed = {name: text for name, text in texts.items() if self._written.get(name) != text}
        self._path.mkdir(parents=True, exist_ok=True)
        partials = {name: self._path / f"{name}{PARTIAL}" for name in changed}
        try:
            for name, partial in partials.items():
                _write_through(partial, changed[name])
        except OSError:
            for partial in partials.values():
                partial.unlink(missing_ok=True)
            raise
        for name, partial in partials.items():
            partial.replace(self._path / name)
        self._written.update(changed)


def _write_through(path: Path, text: str) -> None:
    """Write a file that is on the disk afterwards: some disks say only then that they are full."""
    with path.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
