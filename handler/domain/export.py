"""Reads as tables for spreadsheets and programs."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import field
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import InvalidRequest
from handler.domain.judging.colour import ToldColour
from handler.domain.logged import LoggedRead, ReadStatus
from handler.domain.review import Review

COLUMNS: Final = (
    "read_id",
    "plate",
    "read_as",
    "status",
    "confidence",
    "region",
    "region_confidence",
    "subdivision",
    "subdivision_confidence",
    "plate_ground",
    "plate_characters",
    "vehicle_colour",
    "seen_at",
    "seen_at_local",
    "time_zone",
    "utc_offset",
    "camera_id",
    "camera",
    "site",
    "direction",
    "device_plate",
    "uploader",
    "source",
    "file_name",
    "reviewer",
    "reviewed_at",
    "link",
)
"""`plate` is how it stands by now, empty once rejected; `read_as` is what the machine saw, and `source` says who read
it: the machine or a person, of whose reads neither `read_as` nor a confidence is known. `region_confidence` is how
likely `region` is right; empty where a person said it, or it was not kept. `seen_at` is in UTC. `camera` and `site` are
how people call them by now. `direction` and
`device_plate` are what the camera said, the latter as it wrote it. `reviewer` and
`reviewed_at` tell of the newest decision; empty where the read stands as the machine left it."""

EMAIL_COLUMNS: Final = ("uploader_email", "reviewer_email")
"""Only where they are asked for. Empty where the person is gone, or has confirmed no address."""

_BY_THE_MACHINE: Final = (ReadStatus.ACCEPTED, ReadStatus.NEEDS_REVIEW)

_FORMULA: Final = re.compile(r"""(^|[;,|\t\r\n])(?=[\s"]*[=+\-@＝＋－＠])|^(?=[\t\r\n'])""")
"""Where a spreadsheet would begin a formula (OWASP, "CSV Injection"): where a cell begins, or what separates cells in
the spreadsheets of other countries. Before an apostrophe, too, so that a text is what is left without the first one."""

_MONTH: Final = (
    "JAN(?:UARY)?|FEB(?:RUARY)?|MAR(?:CH)?|APR(?:IL)?|MAY|JUNE?|JULY?|AUG(?:UST)?|SEPT?(?:EMBER)?|OCT(?:OBER)?"
    "|NOV(?:EMBER)?|DEC(?:EMBER)?|MRZ|MAI|OKT|DEZ|FEV|AVR|JUIN|JUIL|AOUT|ENE|ABR|AGO|SET|DIC|OUT|GEN|MAG|GIU|LUG|OTT|MRT|MEI"
)
"""As spreadsheets know them in the languages of most plates of such a form: MAY12 becomes the 12th of May."""

_TRUTH: Final = "TRUE|FALSE|WAHR|FALSCH|VRAI|FAUX|VERO|FALSO|VERDADERO|VERDADEIRO|WAAR|ONWAAR|SANT|FALSKT|PRAWDA|FALSZ"
"""As spreadsheets write it in some languages; there are plates that say TRUE."""

NO_TEXT: Final = re.compile(
    rf"\d+(?:[ED]\d+)?|\d{{0,2}}(?:{_MONTH})\d{{1,4}}|\d{{1,2}}(?:{_MONTH})|{_TRUTH}", re.IGNORECASE
)
"""A text that spreadsheets make a number, a date or a truth of: leading zeros go, 12E5 becomes 1200000."""


class ExportFormat(StrEnum):
    """How a table is written."""

    CSV = "csv"
    JSON_LINES = "jsonl"


@quick_dataclass(frozen=True, slots=True)
class ExportForm:
    """How reads are written into a file.

    Attributes
    ----------
    how : ExportFormat
    zone : ZoneInfo
        Of the local times.
    with_emails : bool
        Whether people's addresses are in it.
    """

    how: ExportFormat = ExportFormat.CSV
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    with_emails: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """Name the columns, in their order."""
        return COLUMNS + (EMAIL_COLUMNS if self.with_emails else ())

    def asked(self) -> Mapping[str, str]:
        """Say in texts what is written, for the audit; what is not is left out."""
        return {"format": self.how.value, **({"with_emails": "yes"} if self.with_emails else {})}


@quick_dataclass(frozen=True, slots=True)
class ExportedRead:
    """A read and what a file tells beside it.

    Attributes
    ----------
    file_name : str or None
        Of its photo.
    last : Review or None
        The newest decision on it.
    link : str
        Its page in the web app.
    device_plate : str or None
        What the camera itself read.
    camera, site : str or None
        How people call the camera, and where it is; None of one that is not registered.
    emails : mapping of str to str
        Addresses by people's ids.
    """

    read: LoggedRead
    file_name: str | None
    last: Review | None
    link: str
    emails: Mapping[str, str] = field(default_factory=dict)
    device_plate: str | None = None
    camera: str | None = None
    site: str | None = None


def zone_named(name: str) -> ZoneInfo:
    """Find a time zone.

    Parameters
    ----------
    name : str
        As the time zone database has it, such as ``Europe/Bucharest``.

    Raises
    ------
    InvalidRequest
        When there is none of this name.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:  # whatever is no name may be a folder, or leave it
        raise InvalidRequest("time_zone: there is no such zone. Give one such as Europe/Bucharest or UTC.") from error


def written(reads: Iterable[ExportedRead], form: ExportForm, *, with_head: bool) -> str:
    """Write reads, one a line.

    Parameters
    ----------
    reads : iterable of ExportedRead
    form : ExportForm
    with_head : bool
        Whether a CSV begins with the names of its columns.

    Returns
    -------
    str
        Pieces of one export, put after one another, are one file. JSON has every value as it is; in a CSV, which is for
        spreadsheets, an apostrophe stands before what one would take for something else than text.
    """
    rows = ({name: row[name] for name in form.columns} for row in (_row(one, form.zone) for one in reads))
    if form.how is ExportFormat.JSON_LINES:
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    text = io.StringIO()
    writer = csv.DictWriter(text, form.columns)
    if with_head:
        writer.writeheader()
    writer.writerows({name: harmless(value) for name, value in row.items()} for row in rows)
    return text.getvalue()


def harmless(value: str | float | None) -> str | float | None:
    """Put an apostrophe before a text that a spreadsheet would run as a formula, or make a number or a date of."""
    if not isinstance(value, str):
        return value
    return f"'{value}" if NO_TEXT.fullmatch(value) else _FORMULA.sub(r"\1'", value)


def _row(one: ExportedRead, zone: ZoneInfo) -> Mapping[str, str | float | None]:
    read, local = one.read, one.read.seen_at.astimezone(zone)
    decided = None if read.status in _BY_THE_MACHINE else one.last
    return {
        "read_id": read.read_id,
        "plate": read.current_plate,
        "read_as": None if read.typed_by else read.plate,
        "status": read.status.value,
        "confidence": _share(read.confidence),
        "region": read.current_region,
        "region_confidence": None if read.corrected_region else _share(read.region_confidence),
        "subdivision": None if read.corrected_region else read.subdivision,
        "subdivision_confidence": None if read.corrected_region else _share(read.subdivision_confidence),
        "plate_ground": _name(read.colours.ground),
        "plate_characters": _name(read.colours.characters),
        "vehicle_colour": _name(read.colours.vehicle),
        "seen_at": read.seen_at.isoformat(),
        "seen_at_local": f"{local:%Y-%m-%d %H:%M:%S}",
        "time_zone": zone.key,
        "utc_offset": f"UTC{local.isoformat(timespec='seconds')[19:]}",
        "camera_id": read.camera_id,
        "camera": one.camera,
        "site": one.site,
        "direction": read.movement.value if read.movement and read.movement.counts else None,
        "device_plate": one.device_plate,
        "uploader": read.owner,
        "source": read.source.value,
        "file_name": one.file_name,
        "reviewer": decided.by if decided else None,
        "reviewed_at": decided.at.isoformat() if decided else None,
        "link": one.link,
        "uploader_email": one.emails.get(read.owner),
        "reviewer_email": one.emails.get(decided.by) if decided else None,
    }


def _name(told: ToldColour | None) -> str | None:
    return told.name.value if told else None


def _share(probability: float | None) -> float | None:
    return None if probability is None else round(probability, 4)
