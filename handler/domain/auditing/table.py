"""Entries of the audit as tables for spreadsheets and programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from typing import Final
from zoneinfo import ZoneInfo

from handler.domain.audit import AuditEntry
from handler.domain.export import ExportFormat, harmless

COLUMNS: Final = ("at", "at_local", "time_zone", "by", "by_email", "action", "target", "details")
"""`at` is in UTC. `by` is the person's id, and `by_email` the address by now; empty where the person is gone, or has
confirmed none. `details` is JSON, its names in their order."""


def written_entries(
    entries: Iterable[AuditEntry], emails: Mapping[str, str], zone: ZoneInfo, how: ExportFormat, *, with_head: bool
) -> str:
    """Write entries, one a line.

    Parameters
    ----------
    entries : iterable of AuditEntry
    emails : mapping of str to str
        Addresses by people's ids.
    zone : ZoneInfo
        Of the local times.
    how : ExportFormat
    with_head : bool
        Whether a CSV begins with the names of its columns.

    Returns
    -------
    str
        Pieces of one export, put after one another, are one file. JSON has every value as it is; in a CSV, which is for
        spreadsheets, an apostrophe stands before what one would take for something else than text.
    """
    rows = (_row(one, emails, zone) for one in entries)
    if how is ExportFormat.JSON_LINES:
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    if with_head:
        writer.writeheader()
    writer.writerows({name: harmless(value) for name, value in row.items()} for row in rows)
    return text.getvalue()


def _row(entry: AuditEntry, emails: Mapping[str, str], zone: ZoneInfo) -> dict[str, str | None]:
    details = json.dumps(dict(entry.details), ensure_ascii=False, sort_keys=True)
    return {
        "at": entry.at.isoformat(),
        "at_local": f"{entry.at.astimezone(zone):%Y-%m-%d %H:%M:%S}",
        "time_zone": zone.key,
        "by": entry.by,
        "by_email": emails.get(entry.by),
        "action": entry.action.value,
        "target": entry.target,
        "details": details if entry.details else None,
    }
