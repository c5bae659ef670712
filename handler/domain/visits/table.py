"""Visits as tables for spreadsheets and programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from handler.domain.classes.quick import quick_dataclass
from handler.domain.export import ExportFormat, harmless
from handler.domain.visits.changes import KeptVisit
from handler.domain.visits.visit import End

COLUMNS: Final = (
    "visit_id",
    "plate",
    "state",
    "entered_at",
    "entered_at_local",
    "entry_camera_id",
    "entry_camera",
    "entry_plate",
    "entry_trust",
    "left_at",
    "left_at_local",
    "exit_camera_id",
    "exit_camera",
    "exit_plate",
    "exit_trust",
    "stay_minutes",
    "time_zone",
    "site",
    "ending",
    "pairing",
    "notes",
    "standing",
    "reason",
    "over_at",
    "over_at_local",
    "link",
)
"""`entered_at` and `left_at` are in UTC, and empty where nobody knows; the local times are by the site's clocks.
`entry_plate` and `exit_plate` are what was read at either end, `entry_trust` and `exit_trust` how far that is relied
on."""


@quick_dataclass(frozen=True, slots=True)
class ExportedVisit:
    """A visit and what a file tells beside it.

    Attributes
    ----------
    site : str or None
        What the site is called.
    cameras : mapping of str to str
        What cameras are called, by their ids.
    zone : ZoneInfo
        The site's.
    link : str
        Its page in the web app.
    """

    kept: KeptVisit
    site: str | None
    cameras: Mapping[str, str]
    zone: ZoneInfo
    link: str


def written_visits(visits: Iterable[ExportedVisit], how: ExportFormat, *, with_head: bool) -> str:
    """Write visits, one a line.

    Parameters
    ----------
    visits : iterable of ExportedVisit
    how : ExportFormat
    with_head : bool
        Whether a CSV begins with the names of its columns.

    Returns
    -------
    str
        Pieces of one export, put after one another, are one file. JSON has every value as it is; in a CSV, which is for
        spreadsheets, an apostrophe stands before what one would take for something else than text.
    """
    rows = map(_row, visits)
    if how is ExportFormat.JSON_LINES:
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    if with_head:
        writer.writeheader()
    writer.writerows({name: harmless(value) for name, value in row.items()} for row in rows)
    return text.getvalue()


def _row(one: ExportedVisit) -> dict[str, str | float | None]:
    visit, standing = one.kept.visit, one.kept.standing
    stay = visit.stay
    told: dict[str, str | float | None] = {
        "visit_id": visit.visit_id,
        "plate": visit.plate,
        "state": visit.state.value,
        **_times("entered_at", visit.entry.at if visit.entry else None, one.zone),
        **_end("entry", visit.entry, one.cameras),
        **_times("left_at", visit.ended_at, one.zone),
        **_end("exit", visit.exit, one.cameras),
        "stay_minutes": None if stay is None else round(stay.total_seconds() / 60, 1),
        "time_zone": one.zone.key,
        "site": one.site,
        "ending": visit.ending.value if visit.ending else None,
        "pairing": visit.pairing.value if visit.pairing else None,
        "notes": " ".join(sorted(note.value for note in visit.notes)) or None,
        "standing": standing.state.value if standing else None,
        "reason": standing.reason.value if standing and standing.reason else None,
        **_times("over_at", standing.over_at if standing else None, one.zone),
        "link": one.link,
    }
    return {name: told[name] for name in COLUMNS}


def _times(name: str, at: datetime | None, zone: ZoneInfo) -> dict[str, str | None]:
    local = f"{at.astimezone(zone):%Y-%m-%d %H:%M:%S}" if at else None
    return {name: at.isoformat() if at else None, f"{name}_local": local}


def _end(name: str, end: End | None, cameras: Mapping[str, str]) -> dict[str, str | None]:
    return {
        f"{name}_camera_id": end.camera_id if end else None,
        f"{name}_camera": cameras.get(end.camera_id) if end else None,
        f"{name}_plate": end.plate if end else None,
        f"{name}_trust": end.trust.name.lower() if end else None,
    }
