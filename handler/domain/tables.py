"""Reads the domain's lists: a word a line, or rows of a CSV file. Lines that begin with # say where they are from."""

from __future__ import annotations

import csv
from pathlib import Path


def lines_of(path: Path) -> tuple[str, ...]:
    """Give a list's entries.

    Parameters
    ----------
    path : Path
        A UTF-8 text file.

    Returns
    -------
    tuple of str
        Its lines, without blank ones and comments.
    """
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))


def rows_of(path: Path) -> tuple[dict[str, str], ...]:
    """Give a table's rows by the names of its columns.

    Parameters
    ----------
    path : Path
        A UTF-8 CSV file whose first line that is no comment names the columns.

    Returns
    -------
    tuple of dict of str to str
    """
    return tuple(csv.DictReader(lines_of(path)))
