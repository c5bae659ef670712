"""Looks into a folder and all below it, by asking again and again: network drives tell nobody when a file arrives."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from local.relay.pictures import content_type_of

SKIPPED_ENDINGS = (".tmp", ".temp", ".part", ".partial", ".filepart", ".crdownload")
"""What programs append to the names of files that they are still writing."""


@dataclass(frozen=True)
class Look:
    """A file as it was seen.

    Parameters
    ----------
    path
        Below the folder, with ``/`` between its pieces.
    mtime_ns
        When it was last written, in nanoseconds since 1970.
    """

    path: str
    size_bytes: int
    mtime_ns: int


def looks(root: Path) -> Iterator[Look | OSError]:
    """See what is there: files of any kind, but none whose name begins with a dot, and nothing behind links.

    Parameters
    ----------
    root
        Given as an error, like every folder below it, when it cannot be opened.
    """
    waiting = [""]
    while waiting:
        below = waiting.pop()
        try:
            with os.scandir(root / below) as entries:
                found = [one for one in entries if not one.name.startswith(".")]
        except OSError as error:
            yield error
            continue
        for entry in found:
            path = f"{below}/{entry.name}" if below else entry.name
            if entry.is_dir(follow_symlinks=False):
                waiting.append(path)
            elif look := _look(entry, path):
                yield look


def _look(entry: os.DirEntry[str], path: str) -> Look | None:
    try:
        if not entry.is_file(follow_symlinks=False) or entry.name.lower().endswith(SKIPPED_ENDINGS):
            return None
        about = os.stat(entry.path, follow_symlinks=False)  # noqa: PTH116 -- the entry's own may be out of date
    except FileNotFoundError:  # it went since
        return None
    return Look(path, about.st_size, about.st_mtime_ns)


def kind_of(root: Path, look: Look) -> str | None:
    """Say what kind of picture a file is, by its first bytes; None for other files, and for one that went.

    Raises
    ------
    OSError
        It cannot be read.
    """
    try:
        with (root / look.path).open("rb") as file:
            return content_type_of(file.read(8))
    except FileNotFoundError:
        return None


def read(root: Path, look: Look) -> bytes | None:
    """Read a file; None when it is not the one any more that was seen.

    Raises
    ------
    OSError
        It cannot be read.
    """
    try:
        with (root / look.path).open("rb") as file:
            content = file.read(look.size_bytes + 1)
            about = os.fstat(file.fileno())
    except FileNotFoundError:
        return None
    is_same = (len(content), about.st_mtime_ns) == (look.size_bytes, look.mtime_ns)
    return content if is_same else None


def is_still(root: Path, look: Look) -> bool:
    """Tell whether a file is there as it was seen."""
    try:
        about = (root / look.path).lstat()
    except OSError:
        return False
    return (about.st_size, about.st_mtime_ns) == (look.size_bytes, look.mtime_ns)
