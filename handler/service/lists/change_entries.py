"""Administrators add, change and remove entries of lists."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from handler.domain.audit import Action, AuditEntry, differences
from handler.domain.caller import ADMINS, Caller
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import Conflict, NotFound
from handler.domain.lists.entry import ListEntry
from handler.domain.lists.entry_checks import EntrySetup, entry_of, listed_plate, setup_of
from handler.domain.lists.plate_list import PlateList
from handler.service.lists.finding import list_there, site_names
from handler.service.lists.looking_back import look_back_for
from handler.service.ports.lists import EntryChange, Lists, LookBackStarter, Named
from handler.service.ports.sites import Registry


@quick_dataclass(frozen=True, slots=True)
class SeenEntry:
    """An entry as a caller saw it."""

    plate: str
    region: str | None
    version: int


@quick_dataclass(frozen=True, slots=True)
class ChangeEntries:
    """Adds, changes and removes entries.

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

    def add(self, caller: Caller, list_id: str, setup: EntrySetup) -> ListEntry:
        """Add an entry to a list, and write down who did it.

        Parameters
        ----------
        caller : Caller
        list_id : str
        setup : EntrySetup

        Returns
        -------
        ListEntry

        Raises
        ------
        NotAllowed
            When the caller is no administrator.
        NotFound
            When there is no such list.
        InvalidRequest
            When something of it has no meaning, or it is over already.
        Conflict
            When the plate is on the list already, or too many look like it.
        """
        caller.require(ADMINS)
        listed, now = list_there(self.lists, list_id), self.now()
        made = entry_of(listed, self._checked(setup, now), caller.owner, now)
        changes = [EntryChange(None, made)]
        self.lists.change(listed, changes, self._audit(caller, listed, None, made))
        look_back_for(self.look_back, listed, changes, caller.owner)
        return made

    def change(self, caller: Caller, list_id: str, seen: SeenEntry, setup: EntrySetup) -> ListEntry:
        """Change an entry, also to another plate or region, and write down who did it.

        Parameters
        ----------
        caller : Caller
        list_id : str
        seen : SeenEntry
        setup : EntrySetup

        Returns
        -------
        ListEntry

        Raises
        ------
        NotAllowed
            When the caller is no administrator.
        NotFound
            When there is no such list or entry.
        InvalidRequest
            When something of it has no meaning, or it is over already.
        Conflict
            When somebody changed it since the caller saw it, or the other plate is on the list already.
        """
        caller.require(ADMINS)
        listed, now = list_there(self.lists, list_id), self.now()
        [before] = self._seen(listed, [seen])
        tidy = self._checked(setup, now)
        if tidy == setup_of(before):
            return before
        after = entry_of(listed, tidy, caller.owner, now)
        if after.entry_id == before.entry_id:
            after = replace(after, added_by=before.added_by, added_at=before.added_at, version=before.version + 1)
            changes = [EntryChange(before, after)]
        else:
            changes = [EntryChange(None, after), EntryChange(before, None)]
        self.lists.change(listed, changes, self._audit(caller, listed, before, after))
        look_back_for(self.look_back, listed, changes, caller.owner)
        return after

    def remove(self, caller: Caller, list_id: str, seen: Sequence[SeenEntry]) -> Sequence[ListEntry]:
        """Take entries off a list, and write down who did it.

        Parameters
        ----------
        caller : Caller
        list_id : str
        seen : Sequence of SeenEntry
            No two of the same entry.

        Returns
        -------
        Sequence of ListEntry
            As they were, so that they can be added again.

        Raises
        ------
        NotAllowed
            When the caller is no administrator.
        NotFound
            When there is no such list, or one of the entries is not there.
        Conflict
            When somebody changed one since the caller saw it.
        """
        caller.require(ADMINS)
        listed = list_there(self.lists, list_id)
        before = self._seen(listed, seen)
        plates = [one.plate for one in before]
        target, more = (plates[0], {"list": list_id}) if len(plates) == 1 else (list_id, {"plates": " ".join(plates)})
        details = {"name": listed.setup.name, **more}
        entry = AuditEntry(Action.REMOVED_ENTRY, caller.owner, self.now(), target, details)
        self.lists.change(listed, [EntryChange(one, None) for one in before], entry)
        return before

    def _checked(self, setup: EntrySetup, now: datetime) -> EntrySetup:
        tidy = setup.checked()
        tidy.check_time(now)
        if tidy.site_ids:
            tidy.check_sites(site_names(self.registry))
        return tidy

    def _seen(self, listed: PlateList, seen: Sequence[SeenEntry]) -> list[ListEntry]:
        versions = {Named(listed_plate(one.plate), one.region): one.version for one in seen}
        found = self.lists.some(listed, list(versions))
        if len(found) < len(versions):
            raise NotFound("There is no such entry. It may have been removed: load the list again.")
        if any(found[name].version != version for name, version in versions.items()):
            raise Conflict("entry_changed")
        return [found[name] for name in versions]

    def _audit(self, caller: Caller, listed: PlateList, before: ListEntry | None, after: ListEntry) -> AuditEntry:
        old = {"plate": before.plate, **setup_of(before).as_text()} if before else {}
        told = differences(old, {"plate": after.plate, **setup_of(after).as_text()})
        details = {"list": listed.list_id, "name": listed.setup.name, **told}
        return AuditEntry(Action.CHANGED_ENTRY, caller.owner, self.now(), after.plate, details)
