"""Lists in memory, and what stands in them for tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from handler.domain.audit import AuditEntry
from handler.domain.errors import Conflict
from handler.domain.lists.entry import ListEntry, ListKind
from handler.domain.lists.entry_checks import EntrySetup, entry_of
from handler.domain.lists.plate_list import ListSetup, PlateList
from handler.domain.plate_search import closeness
from handler.service.lists.change_entries import ChangeEntries
from handler.service.lists.change_lists import ChangeLists
from handler.service.lists.check_permit import CheckPermit
from handler.service.lists.import_entries import ImportEntries
from handler.service.lists.show_lists import ShowLists
from handler.service.lists.try_entry import TryEntry
from handler.service.parking.count_share import CountShare
from handler.service.ports.lists import EntryChange, EntryPage, Named
from tests.support.fakes.audit import MemoryAuditLog
from tests.support.fakes.parking import MemorySetups, MemoryVisits
from tests.support.fakes.reads import MemoryPlateIndex, MemoryReadLog
from tests.support.fakes.records import MemoryPeople
from tests.support.fakes.sites import MemoryRegistry, counting_bits
from tests.support.fakes.world import START, Clock

LIST_ID = "list-0000000000"


def a_list(**about: Any) -> PlateList:
    """Make a watch list; name only what the test is about."""
    return replace(PlateList(LIST_ID, ListSetup("Stolen", ListKind.WATCH), START), **about)


def an_entry(plate: str, listed: PlateList | None = None, **about: Any) -> ListEntry:
    """Make an entry of that list."""
    return entry_of(listed or a_list(), EntrySetup(plate, **about).checked(), "an-admin", START)


@dataclass
class MemoryLists:
    """Lists and entries, and the index of these."""

    audit: MemoryAuditLog = field(default_factory=MemoryAuditLog)
    lists: dict[str, PlateList] = field(default_factory=dict)
    entries: dict[tuple[str, Named], ListEntry] = field(default_factory=dict)

    def all(self) -> list[PlateList]:
        counted = [one for one, _ in self.entries]
        return [replace(one, entry_count=counted.count(one.list_id)) for one in self.lists.values()]

    def put_list(self, before: PlateList | None, after: PlateList, entry: AuditEntry) -> None:
        kept = self.lists.get(after.list_id)
        if (kept.version if kept else None) != (before.version if before else None):
            raise Conflict("list_changed")
        self.lists[after.list_id] = after
        self.audit.add(entry)

    def drop_list(self, listed: PlateList, entry: AuditEntry) -> None:
        if self.lists[listed.list_id].version != listed.version or any(
            one == listed.list_id for one, _ in self.entries
        ):
            raise Conflict("list_changed")
        del self.lists[listed.list_id]
        self.audit.add(entry)

    def page(self, listed: PlateList, beginning: str, limit: int, after: Named | None) -> EntryPage:
        def place(name: Named) -> tuple[str, str]:
            return name.plate, name.region or ""

        mine = sorted((one for list_id, one in self.entries if list_id == listed.list_id), key=place)
        names = [one for one in mine if one.plate.startswith(beginning) and (not after or place(one) > place(after))]
        found = [self._of(listed, one) for one in names[:limit]]
        return EntryPage(found, names[limit - 1] if len(names) > limit else None)

    def some(self, listed: PlateList, names: Sequence[Named]) -> Mapping[Named, ListEntry]:
        return {one: self._of(listed, one) for one in names if (listed.list_id, one) in self.entries}

    def change(self, listed: PlateList, changes: Sequence[EntryChange], entry: AuditEntry) -> None:
        for change in changes:
            name = Named(change.one.plate, change.one.region)
            kept = self.entries.get((listed.list_id, name))
            if (kept.version if kept else None) != (change.before.version if change.before else None):
                raise Conflict("entry_changed" if change.before else "entry_there")
            if change.after:
                self.entries[listed.list_id, name] = change.after
            else:
                del self.entries[listed.list_id, name]
        self.audit.add(entry)

    def near(self, plates: Sequence[str]) -> list[ListEntry]:
        near = [
            one for one in self.entries.values() if any(closeness(plate, one.plate) is not None for plate in plates)
        ]
        return [self._of(self.lists[one.list_id], Named(one.plate, one.region)) for one in near]

    def sharing(self, entry: ListEntry) -> list[ListEntry]:
        mine = [one for one in self.entries.values() if one.list_id == entry.list_id]
        return [one for one in mine if entry.group is not None and one.group == entry.group]

    def _of(self, listed: PlateList, name: Named) -> ListEntry:
        kept, setup = self.entries[listed.list_id, name], listed.setup
        return replace(kept, list_name=setup.name, kind=setup.kind, tells_possible=setup.tells_possible)


def counting(lists: MemoryLists) -> CountShare:
    """Build what counts those that share a permit, where no visit is known."""
    return CountShare(lists, MemoryVisits(), MemorySetups())


def use_cases_of_lists(
    audit: MemoryAuditLog, registry: MemoryRegistry, reads: MemoryReadLog, clock: Clock
) -> dict[str, object]:
    """Build what `bootstrap_lists` builds, by its names there; the list has one entry, AB123."""
    entry = an_entry("AB123")
    lists = MemoryLists(audit, {LIST_ID: a_list()}, {(LIST_ID, Named("AB123", None)): entry})
    return {
        "show_lists": ShowLists(lists, registry, MemoryPeople(), audit, clock),
        "check_permit": CheckPermit(lists, registry, audit, clock, counting(lists)),
        "change_lists": ChangeLists(lists, counting_bits(), clock),
        "change_entries": ChangeEntries(lists, registry, clock),
        "import_entries": ImportEntries(lists, registry, clock),
        "try_entry": TryEntry(lists, registry, reads, MemoryPlateIndex(), audit, clock),
    }
