"""What an entry would have hit lately, before it is saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from typing import Final

from handler.domain.audit import Action, AuditEntry
from handler.domain.caller import ADMINS, Caller
from handler.domain.classes.quick import quick_dataclass
from handler.domain.lists.entry import ListEntry, Tolerance
from handler.domain.lists.entry_checks import EntrySetup, entry_of
from handler.domain.lists.matching import Seen, hits, plates_of, region_of
from handler.domain.logged import LoggedRead
from handler.domain.lookups.purpose import Purpose, told
from handler.domain.plate_search import closeness
from handler.domain.read_filter import ReadFilter
from handler.service.lists.finding import list_there, site_zones_of, zone_of
from handler.service.ports.lists import Lists
from handler.service.ports.plates import PlateIndex
from handler.service.ports.reads import ReadLog
from handler.service.ports.records import AuditInbox
from handler.service.ports.sites import Registry

LOOKED_BACK: Final = timedelta(days=30)
MOST_PLATES: Final = 25
MOST_READS: Final = 50
"""Reads that are shown; more would be looked through by nobody."""


@quick_dataclass(frozen=True, slots=True)
class TriedRead:
    """A read that an entry would have hit, and how near it is."""

    read: LoggedRead
    tolerance: Tolerance


@quick_dataclass(frozen=True, slots=True)
class Tried:
    """The reads that an entry would have hit, the nearest plates first, of each the newest first.

    Attributes
    ----------
    reads : Sequence of TriedRead
    is_more : bool
        Whether there may be more than these.
    """

    reads: Sequence[TriedRead]
    is_more: bool


@quick_dataclass(frozen=True, slots=True)
class TryEntry:
    """Compares an entry with the reads of the last 30 days, by their plates as they stand.

    Parameters
    ----------
    lists : Lists
    registry : Registry
    reads : ReadLog
    plates : PlateIndex
    audit : AuditInbox
    now : callable
        Gives the time in UTC.
    needs_purpose : callable
        Tells whether nobody may look without saying why.
    """

    lists: Lists
    registry: Registry
    reads: ReadLog
    plates: PlateIndex
    audit: AuditInbox
    now: Callable[[], datetime]
    needs_purpose: Callable[[], bool] = lambda: False

    def __call__(self, caller: Caller, list_id: str, setup: EntrySetup, purpose: Purpose | None = None) -> Tried:
        """Show what an entry would have hit, its time of validity aside.

        Parameters
        ----------
        caller : Caller
        list_id : str
        setup : EntrySetup
        purpose : Purpose or None
            Why; without it the entry's own reason says it.

        Returns
        -------
        Tried
            Reads whose truth was a further candidate alone are not among them.

        Raises
        ------
        NotAllowed
            When the caller is no administrator.
        NotFound
            When there is no such list.
        InvalidRequest
            When something of the entry has no meaning.
        PurposeNeeded
            When why is not said where it has to be.
        """
        caller.require(ADMINS)
        listed, now, tidy = list_there(self.lists, list_id), self.now(), setup.checked()
        said = purpose or (Purpose(tidy.reason) if tidy.reason else None)
        why = told(said, is_needed=said is None and self.needs_purpose())
        entry = entry_of(listed, replace(tidy, since=None, until=None), caller.owner, now)
        near = sorted(self.plates.near(entry.plate), key=lambda one: (closeness(entry.plate, one) or 0, one))
        places, found, is_more = self._places(), list[TriedRead](), len(near) > MOST_PLATES
        for plate in near[:MOST_PLATES]:
            some = self.reads.page(ReadFilter(since=now - LOOKED_BACK), plate, MOST_READS, None)
            found += [one for read in some.reads if (one := _tried(read, entry, places))]
            is_more = is_more or some.cursor is not None
        details = {"list": list_id, "tolerance": tidy.tolerance.value, "reads": str(len(found)), **why}
        self.audit.add(AuditEntry(Action.TRIED_ENTRY, caller.owner, now, entry.plate, details))
        return Tried(found[:MOST_READS], is_more or len(found) > MOST_READS)

    def _places(self) -> _Places:
        registered = self.registry.everything()
        sites = {one.camera_id: one.site_id for one in registered.cameras}
        return _Places(sites, site_zones_of(registered.sites))


@quick_dataclass(frozen=True, slots=True)
class _Places:
    """The cameras' sites, and the sites' zones."""

    sites: Mapping[str, str]
    zones: Mapping[str, tzinfo]


def _tried(read: LoggedRead, entry: ListEntry, places: _Places) -> TriedRead | None:
    site_id = places.sites.get(read.camera_id or "")
    seen = Seen(plates_of(read), region_of(read), site_id, zone_of(places.zones, site_id), read.seen_at)
    found = hits(seen, [entry])
    return TriedRead(read, found[0].tolerance) if found else None
