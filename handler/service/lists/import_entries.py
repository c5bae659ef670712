"""Administrators bring entries in from a CSV, piece by piece; first a dry run shows what each would change."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from handler.domain.audit import Action, AuditEntry
from handler.domain.caller import ADMINS, Caller
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import InvalidRequest
from handler.domain.export import zone_named
from handler.domain.lists.csv_rows import CsvForm, Surroundings, setup_from
from handler.domain.lists.entry import ListEntry
from handler.domain.lists.entry_checks import EntrySetup, entry_id_of, entry_of, setup_of
from handler.domain.lists.plate_list import PlateList
from handler.service.lists.finding import list_there, site_names
from handler.service.lists.looking_back import look_back_for
from handler.service.ports.lists import EntryChange, Lists, LookBackStarter, Named
from handler.service.ports.sites import Registry

MOST_ROWS: Final = 500
"""Rows of a piece: with nine writes each they are taken within a few seconds."""

MOST_LINES: Final = 100_001
"""Lines of a file, the first one too."""


class Outcome(StrEnum):
    """What a row does."""

    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


@quick_dataclass(frozen=True, slots=True)
class CsvRow:
    """A row of a file, and the line on which it begins."""

    line: int
    text: str


@quick_dataclass(frozen=True, slots=True)
class CsvPiece:
    """A piece of a file.

    Attributes
    ----------
    import_id : str
        Names the import, the same for all its pieces; for the audit.
    file_name : str
    header : str
        The file's first line.
    rows : Sequence of CsvRow
    time_zone : str
        In which days begin and end, and times without an offset are meant.
    """

    import_id: str
    file_name: str
    header: str
    rows: Sequence[CsvRow]
    time_zone: str


@quick_dataclass(frozen=True, slots=True)
class RowResult:
    """What a row did or would do.

    Attributes
    ----------
    line : int
    outcome : Outcome
    entry_id : str or None
        The same for the same plate on the same list, by which doubles in other pieces are told; None when refused.
    message : str or None
        Why it was refused.
    rule : str or None
        Which rule it breaks, for who says it in another language.
    values : mapping of str to str
        What stands in that sentence.
    """

    line: int
    outcome: Outcome
    entry_id: str | None = None
    message: str | None = None
    rule: str | None = None
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def refused(cls, line: int, error: InvalidRequest) -> RowResult:
        """Refuse a row, and say why."""
        return cls(line, Outcome.REFUSED, None, error.message, error.rule, error.values)


@quick_dataclass(frozen=True, slots=True)
class ImportEntries:
    """Takes rows of a CSV into a list.

    Parameters
    ----------
    lists : Lists
    registry : Registry
    now : callable
        Gives the time in UTC.
    look_back : LookBackStarter or None
        Has the reads of the last hours compared with what is added; None where they are not.
    """

    lists: Lists
    registry: Registry
    now: Callable[[], datetime]
    look_back: LookBackStarter | None = None

    def __call__(self, caller: Caller, list_id: str, piece: CsvPiece, *, is_dry_run: bool) -> Sequence[RowResult]:
        """Take a piece, or tell what that would change; the same piece may be taken again.

        Parameters
        ----------
        caller : Caller
        list_id : str
        piece : CsvPiece
        is_dry_run : bool

        Returns
        -------
        Sequence of RowResult
            One for each row, in their order.

        Raises
        ------
        NotAllowed
            When the caller is no administrator.
        NotFound
            When there is no such list.
        InvalidRequest
            When the first line or the zone has no meaning, or the file is too long.
        Conflict
            When somebody changed one of the entries at the same moment, or too many look alike; part of the piece may
            be done, and the same may be asked again.
        """
        caller.require(ADMINS)
        listed, now = list_there(self.lists, list_id), self.now()
        if any(row.line > MOST_LINES for row in piece.rows):
            raise InvalidRequest(
                f"This file has more than {MOST_LINES - 1:,} entries. Split it, and bring in its parts."
            )
        form, around = CsvForm.of(piece.header), Surroundings(site_names(self.registry), zone_named(piece.time_zone))
        rows = [_understood(row, form, around) for row in piece.rows]
        kept = self.lists.some(listed, [one.name for one in rows if isinstance(one, _Row)])
        compared = _compared(rows, _Background(listed, kept, caller.owner, now))
        changes, results = [one for _, one in compared if one], [one for one, _ in compared]
        if changes and not is_dry_run:
            self.lists.change(listed, changes, _audit(caller, listed, piece, results, now))
            look_back_for(self.look_back, listed, changes, caller.owner)
        return results


@quick_dataclass(frozen=True, slots=True)
class _Row:
    """A row that was understood."""

    line: int
    setup: EntrySetup

    @property
    def name(self) -> Named:
        return Named(self.setup.plate, self.setup.region)


@quick_dataclass(frozen=True, slots=True)
class _Background:
    """What rows are compared with."""

    listed: PlateList
    kept: Mapping[Named, ListEntry]
    by: str
    now: datetime


def _understood(row: CsvRow, form: CsvForm, around: Surroundings) -> _Row | RowResult:
    try:
        return _Row(row.line, setup_from(form.cells(row.text), around))
    except InvalidRequest as error:
        return RowResult.refused(row.line, error)


def _compared(rows: Sequence[_Row | RowResult], background: _Background) -> list[tuple[RowResult, EntryChange | None]]:
    first_lines: dict[Named, int] = {}
    compared: list[tuple[RowResult, EntryChange | None]] = []
    for row in rows:
        if isinstance(row, RowResult):
            compared.append((row, None))
        elif (first := first_lines.setdefault(row.name, row.line)) != row.line:
            message = f"plate: line {first} has the same plate. Leave one of them out."
            compared.append((RowResult.refused(row.line, InvalidRequest(message, rule="twice", line=first)), None))
        else:
            compared.append(_result(row, background))
    return compared


def _result(row: _Row, background: _Background) -> tuple[RowResult, EntryChange | None]:
    listed, now, before = background.listed, background.now, background.kept.get(row.name)
    entry_id = entry_id_of(listed.list_id, row.setup.plate, row.setup.region)
    if before and setup_of(before) == row.setup:
        return RowResult(row.line, Outcome.SAME, entry_id), None
    try:
        row.setup.check_time(now)
    except InvalidRequest as error:
        return RowResult.refused(row.line, error), None
    after = entry_of(listed, row.setup, background.by, now)
    if before is None:
        return RowResult(row.line, Outcome.ADDED, entry_id), EntryChange(None, after)
    after = replace(after, added_by=before.added_by, added_at=before.added_at, version=before.version + 1)
    return RowResult(row.line, Outcome.CHANGED, entry_id), EntryChange(before, after)


def _audit(
    caller: Caller, listed: PlateList, piece: CsvPiece, results: Sequence[RowResult], now: datetime
) -> AuditEntry:
    counts = {one.value: sum(result.outcome is one for result in results) for one in Outcome}
    details = {
        "name": listed.setup.name,
        "import": piece.import_id,
        "file_name": piece.file_name,
        "lines": f"{results[0].line}-{results[-1].line}",
        **{name: str(count) for name, count in counts.items()},
    }
    return AuditEntry(Action.IMPORTED_ENTRIES, caller.owner, now, listed.list_id, details)
