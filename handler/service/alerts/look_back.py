"""Look back for entries that were added after their vehicle was seen: it may stand in the car park already."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from handler.domain.alerts.consequences import Consequences
from handler.domain.audit import Action, AuditEntry
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import Conflict
from handler.domain.lists.entry import ListEntry, ListKind, Tolerance
from handler.domain.logged import LoggedRead
from handler.domain.plate_search import Closeness, closeness
from handler.domain.read_filter import ReadFilter
from handler.service.alerts.raise_alerts import Change, RaiseAlerts, written
from handler.service.keeping.keep_by_hits import depends_on_hits
from handler.service.ports.alerts import FoundReads
from handler.service.ports.lists import AddedEntries, ListIndex, Lists
from handler.service.ports.plates import PlateIndex
from handler.service.ports.reads import ReadLog
from handler.service.ports.records import AuditInbox
from handler.service.ports.uploads import UploadLog

logger = logging.getLogger(__name__)

MOST_PLATES: Final = 10
"""Plates near an entry that are looked at, the nearest first."""

MOST_READS: Final = 20
"""Reads of a plate that are looked at, the newest first: an alert has room for 50 sightings."""

MOST_FOUND: Final = 200
"""Reads that one call raises alerts for; beyond it the newest count, and the audit says how many were left out."""


@quick_dataclass(frozen=True, slots=True)
class Beside:
    """Entries that were just added, beside the index: who reads it may not see them at once."""

    index: ListIndex
    added: Sequence[ListEntry]

    def near(self, plates: Sequence[str]) -> Sequence[ListEntry]:
        """Get what the index gives, and what was added."""
        found = self.index.near(plates)
        known = {one.entry_id for one in found}
        return [*found, *(one for one in self.added if one.entry_id not in known)]


@quick_dataclass(frozen=True, slots=True)
class LookedBack:
    """What a look back came to: entries, reads near them, how many of these raised alerts, and were left out."""

    entries: int = 0
    reads: int = 0
    raised: int = 0
    left_out: int = 0


@quick_dataclass(frozen=True, slots=True)
class LookBack:
    """Raises alerts for reads of the recent past that new entries of a watch list hit.

    Done again, it finds the alerts there and changes nothing. Reads are found by their plates as they stand.

    Parameters
    ----------
    lists : Lists
    reads : ReadLog
    log : UploadLog
    plates : PlateIndex
    found : FoundReads
    alerts : RaiseAlerts
    audit : AuditInbox
    keep_by_hits : callable
        Looks at the end of an upload whose hits have changed.
    span : timedelta
        How far it looks back; nothing for not at all.
    now : callable
        Gives the time in UTC.
    """

    lists: Lists
    reads: ReadLog
    log: UploadLog
    plates: PlateIndex
    found: FoundReads
    alerts: RaiseAlerts
    audit: AuditInbox
    keep_by_hits: Callable[[str], None]
    span: timedelta
    now: Callable[[], datetime]

    def __call__(self, asked: AddedEntries) -> LookedBack:
        """Look back for entries; those that are off the list again are left out.

        Where nothing was read lately, as where lists are brought in before the first camera is, no entry is looked at.

        Raises
        ------
        AlertsChanged
            When others keep changing the same alerts; asked again, it goes on.
        """
        listed = next((one for one in self.lists.all() if one.list_id == asked.list_id), None)
        if not self.span or listed is None or listed.is_removed or listed.setup.kind is not ListKind.WATCH:
            return LookedBack()
        entries = list(self.lists.some(listed, asked.names).values()) if self._has_seen_any() else []
        near = {one.read_id: one for entry in entries for one in self._near(entry)}
        newest = sorted(near.values(), key=lambda one: one.seen_at, reverse=True)[:MOST_FOUND]
        raising = replace(self.alerts, index=Beside(self.alerts.index, entries))
        # The earliest first, so that it begins the window that the others join.
        raised = sum(self._raises(raising, one) for one in reversed(newest))
        done = LookedBack(len(entries), len(newest), raised, len(near) - len(newest))
        self._write_down(asked, listed.setup.name, done)
        return done

    def _has_seen_any(self) -> bool:
        return bool(self.reads.page(ReadFilter(since=self.now() - self.span), None, 1, None).reads)

    def _near(self, entry: ListEntry) -> Iterable[LoggedRead]:
        since = self.now() - self.span
        for plate in self._plates(entry)[:MOST_PLATES]:
            yield from self.reads.page(ReadFilter(since=since), plate, MOST_READS, None).reads

    def _plates(self, entry: ListEntry) -> list[str]:
        if entry.tolerance is Tolerance.EXACT:
            return [entry.plate]
        if entry.tolerance is Tolerance.ONE_EDIT:
            near = self.plates.near(entry.plate)
            return sorted(near, key=lambda one: (closeness(entry.plate, one) or Closeness.EXACT, one))
        return sorted(self.plates.alike(entry.plate), key=lambda one: (one != entry.plate, one))

    def _raises(self, raising: RaiseAlerts, read: LoggedRead) -> bool:
        upload = self.log.alone(read.upload_id)
        if upload is None or upload.deletion:
            return False
        may_end_otherwise = depends_on_hits(upload)

        def write(made: Consequences) -> bool:
            if not made.alerts:
                return False
            self.found.mark(made.marked(read), read, made, may_end_otherwise=may_end_otherwise)
            return True

        change = Change(read, read, upload.kept_with_hit_until, is_found_back=True)
        try:
            is_raised = written(raising, [change], write)
        except Conflict:
            # Somebody decided on it meanwhile: that looks the entries up by itself.
            return False
        if is_raised and may_end_otherwise:
            self.keep_by_hits(read.upload_id)
        return is_raised

    def _write_down(self, asked: AddedEntries, name: str, done: LookedBack) -> None:
        counts = {"entries": done.entries, "reads": done.reads, "alerts": done.raised, "left_out": done.left_out}
        details = {"name": name, **{key: str(count) for key, count in counts.items()}}
        self.audit.add(AuditEntry(Action.LOOKED_BACK, asked.by, self.now(), asked.list_id, details))
        logger.info("looked back", extra=counts)
