"""Reads as tables for spreadsheets and programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

from handler.domain.upload import LoggedRead

COLUMNS: Final = (
    "read_id",
    "plate",
    "read_as",
    "status",
    "confidence",
    "region",
    "subdivision",
    "seen_at",
    "camera_id",
    "uploader",
    "source",
)
"""`plate` is how it stands by now, empty once rejected; `read_as` is what the machine saw, and `source` says who read
it: the machine or a person, of whose reads neither `read_as` nor a confidence is known."""

_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
"""What spreadsheets take for the beginning of a formula (OWASP, "CSV Injection")."""


class ExportFormat(StrEnum):
    """How a table is written."""

    CSV = "csv"
    JSON_LINES = "jsonl"


def written(reads: Iterable[LoggedRead], how: ExportFormat, *, with_head: bool) -> str:
    """Write reads, one a line.

    Parameters
    ----------
    reads : iterable of LoggedRead
    how : ExportFormat
    with_head : bool
        Whether a CSV begins with the names of its columns.

    Returns
    -------
    str
        Pieces of one export, put after one another, are one file.
    """
    rows = (_row(read) for read in reads)
    if how is ExportFormat.JSON_LINES:
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    if with_head:
        writer.writeheader()
    writer.writerows({name: harmless(value) for name, value in row.items()} for row in rows)
    return text.getvalue()


def harmless(value: str | float | None) -> str | float | None:
    """Put an apostrophe before a text that a spreadsheet would run as a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value


def _row(read: LoggedRead) -> Mapping[str, str | float | None]:
    return {
        "read_id": read.read_id,
        "plate": read.current_plate,
        "read_as": None if read.typed_by else read.plate,
        "status": read.status.value,
        "confidence": None if read.confidence is None else round(read.confidence, 4),
        "region": read.region,
        "subdivision": read.subdivision,
        "seen_at": read.seen_at.isoformat(),
        "camera_id": read.camera_id,
        "uploader": read.owner,
        "source": read.source.value,
    }
