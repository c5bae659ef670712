"""Entries of a list as rows of a CSV: in, as spreadsheets of any country write them, and out."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any, Final

from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import InvalidRequest
from handler.domain.lists.csv_cells import disarmed, taken
from handler.domain.lists.entry import ListEntry, Tolerance
from handler.domain.lists.entry_checks import EntrySetup
from handler.domain.lists.hours import hours_of, text_of

COLUMNS: Final = (
    "plate",
    "region",
    "reason",
    "since",
    "until",
    "sites",
    "hours",
    "tolerance",
    "least_probability",
    "holder",
    "group",
    "most_at_a_time",
)
"""Of these a file needs `plate` alone; the others may be left out or empty, and their order does not count."""

_DELIMITERS: Final = ",;\t"
_BYTE_ORDER_MARK: Final = "\ufeff"
_BETWEEN_SITES: Final = "|"


@quick_dataclass(frozen=True, slots=True)
class CsvForm:
    """How a file is written.

    Attributes
    ----------
    delimiter : str
    columns : tuple of str
        As they stand in it.
    """

    delimiter: str
    columns: tuple[str, ...]

    @classmethod
    def of(cls, header: str) -> CsvForm:
        """Understand a file's first line.

        Parameters
        ----------
        header : str
            Perhaps with a byte order mark, as spreadsheets put it there.

        Raises
        ------
        InvalidRequest
            When it has no column `plate`, a column twice, or one that there is not.
        """
        text = header.removeprefix(_BYTE_ORDER_MARK).strip("\r\n")
        delimiter = max(_DELIMITERS, key=text.count)
        columns = tuple(one.strip().lower() for one in _cells(text, delimiter))
        if "plate" not in columns:
            raise InvalidRequest(
                f"The first line names no column plate. Begin the file with a line such as {','.join(COLUMNS)}."
            )
        strange = [one for one in columns if one not in COLUMNS]
        if strange or len(set(columns)) < len(columns):
            raise InvalidRequest(
                f"The first line has a column twice, or one that there is not. There are: {', '.join(COLUMNS)}."
            )
        return cls(delimiter, columns)

    def cells(self, row: str) -> Mapping[str, str]:
        """Take a row apart, by its columns; what is empty is left out.

        Raises
        ------
        InvalidRequest
            When it has more cells than there are columns, or one is a formula.
        """
        cells = _cells(row.strip("\r\n"), self.delimiter)
        if any(one.strip() for one in cells[len(self.columns) :]):
            raise InvalidRequest(
                f"This line has {len(cells)} cells, and the first one names {len(self.columns)} columns. "
                "Put what has a comma or a semicolon in it between quotes.",
                rule="cells",
                cells=len(cells),
                columns=len(self.columns),
            )
        named = zip(self.columns, cells, strict=False)
        taken_cells = {column: taken(column, text) for column, text in named}
        return {column: text for column, text in taken_cells.items() if text}


@quick_dataclass(frozen=True, slots=True)
class Surroundings:
    """What a row is understood by.

    Attributes
    ----------
    site_names : mapping of str to str
        Names of sites by their ids.
    zone : tzinfo
        In which days begin and end, and times without an offset are meant.
    """

    site_names: Mapping[str, str]
    zone: tzinfo

    def site_id(self, text: str) -> str:
        """Find a site by its id or name; raises InvalidRequest when there is none or several are called so."""
        if text in self.site_names:
            return text
        found = [one for one, name in self.site_names.items() if name.casefold() == text.casefold()]
        if len(found) != 1:
            raise InvalidRequest(
                "sites: one of these names no site, or several. Write names as on the page Cameras, with | between.",
                rule="sites",
            )
        return found[0]

    def site_text(self, site_id: str) -> str:
        """Write a site so that `site_id` finds it."""
        name = self.site_names.get(site_id, "").strip()
        same = [one for one in self.site_names.values() if one.casefold() == name.casefold()]
        is_sayable = name and len(same) == 1 and name not in self.site_names and _BETWEEN_SITES not in name
        return name if is_sayable else site_id


def setup_from(cells: Mapping[str, str], around: Surroundings) -> EntrySetup:
    """Make of a row's cells what it says, checked.

    Raises
    ------
    InvalidRequest
        When something of it has no meaning.
    """
    values: dict[str, Any] = {"plate": cells.get("plate", "")}
    for column, understand in _UNDERSTOOD.items():
        if column in cells:
            values[_FIELDS.get(column, column)] = understand(cells[column], around)
    setup = EntrySetup(**values).checked()
    setup.check_sites(around.site_names)
    return setup


def written_entries(entries: Iterable[ListEntry], around: Surroundings, *, with_head: bool) -> str:
    """Write entries, one a line, so that `CsvForm` and `setup_from` read the same; pieces make one file."""
    text = io.StringIO()
    writer = csv.writer(text)
    if with_head:
        writer.writerow(COLUMNS)
    writer.writerows([disarmed(cell) for cell in _row(one, around)] for one in entries)
    return text.getvalue()


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        rows = list(csv.reader(io.StringIO(line, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise InvalidRequest("A quote in this line is not closed, or more stands behind it.", rule="quote") from error
    return rows[0] if rows else []


def _row(entry: ListEntry, around: Surroundings) -> list[str]:
    is_probable = entry.tolerance is Tolerance.PROBABLE
    return [
        entry.plate,
        entry.region or "",
        entry.reason or "",
        entry.since.isoformat() if entry.since else "",
        entry.until.isoformat() if entry.until else "",
        f" {_BETWEEN_SITES} ".join(around.site_text(one) for one in sorted(entry.site_ids)),
        text_of(entry.hours),
        entry.tolerance.value,
        f"{entry.least_probability:g}" if is_probable else "",
        entry.holder or "",
        entry.group or "",
        "" if entry.most_at_a_time is None else str(entry.most_at_a_time),
    ]


def _moment(column: str, text: str, around: Surroundings, *, is_end: bool) -> datetime:
    """Take a time, or a day: it begins with its first moment and ends with its last one, in the zone."""
    try:
        if len(text) == len("2026-05-01"):
            day = date.fromisoformat(text) + timedelta(days=int(is_end))
            return datetime.combine(day, time(), around.zone).astimezone(UTC)
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=around.zone)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise InvalidRequest(
            f"{column}: write a day such as 2026-05-31, or a time such as 2026-05-31T18:00.",
            rule="moment",
            field=column,
        ) from error


def _tolerance(text: str, _around: Surroundings) -> Tolerance:
    try:
        return Tolerance(text.lower().replace(" ", "_").replace("-", "_"))
    except ValueError as error:
        known = ", ".join(Tolerance)
        raise InvalidRequest(f"tolerance: write one of {known}.", rule="tolerance", known=known) from error


def _probability(text: str, _around: Surroundings) -> float:
    try:
        return float(text.replace(",", "."))
    except ValueError as error:
        raise InvalidRequest(
            "least_probability: write a number such as 0.5.", rule="number", field="least_probability"
        ) from error


def _count(text: str, _around: Surroundings) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 4):
        raise InvalidRequest("most_at_a_time: write a whole number such as 2.", rule="number", field="most_at_a_time")
    return int(text)


def _as_it_is(text: str, _around: Surroundings) -> str:
    return text


_FIELDS: Final = {"sites": "site_ids"}
_UNDERSTOOD: Final[Mapping[str, Callable[[str, Surroundings], object]]] = {
    "region": _as_it_is,
    "reason": _as_it_is,
    "since": lambda text, around: _moment("since", text, around, is_end=False),
    "until": lambda text, around: _moment("until", text, around, is_end=True),
    "sites": lambda text, around: frozenset(around.site_id(one.strip()) for one in text.split(_BETWEEN_SITES)),
    "hours": lambda text, _around: hours_of(text),
    "tolerance": _tolerance,
    "least_probability": _probability,
    "holder": _as_it_is,
    "group": _as_it_is,
    "most_at_a_time": _count,
}
