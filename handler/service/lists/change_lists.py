"""Administrators make, change, clear and remove lists."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import Final

from handler.domain import cursor as cursors
from handler.domain.audit import Action, AuditEntry, differences
from handler.domain.caller import ADMINS, Caller
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import Conflict
from handler.domain.lists.entry import ListEntry
from handler.domain.lists.plate_list import LIST, MOST_LISTS, ListSetup, PlateList, changed_list, removed_list
from handler.domain.sites import ids
from handler.service.lists.finding import list_kept, list_there
from handler.service.ports.lists import EntryChange, Lists, Named

ENTRIES_A_STEP: Final = 200
"""Entries that one request for clearing looks at: with their keys it stays well within the time that a request has."""


class Which(StrEnum):
    """Which entries are cleared."""

    ALL = "all"
    ENDED = "ended"


@quick_dataclass(frozen=True, slots=True)
class ClearedPage:
    """How many entries were taken away, and the cursor of what follows; None once all were looked at."""

    removed: int
    cursor: str | None


@quick_dataclass(frozen=True, slots=True)
class ChangeLists:
    """Makes, changes, clears and removes lists.

    Parameters
    ----------
    lists : Lists
    random_bits : callable
        Gives a number of so many random bits.
    now : callable
        Gives the time in UTC.
    """

    lists: Lists
    random_bits: Callable[[int], int]
    now: Callable[[], datetime]

    def make(self, caller: Caller, setup: ListSetup) -> PlateList:
        """Make a list, and write down who did it.

        Parameters
        ----------
        caller : Caller
        setup : ListSetup

        Returns
        -------
        PlateList

        Raises
        ------
        NotAllowed
            When the caller is no administrator.
        InvalidRequest
            When its name has no meaning.
        Conflict
            When there are as many as there can be.
        """
        caller.require(ADMINS)
        tidy = setup.checked()
        if len(self.lists.all()) >= MOST_LISTS:
            raise Conflict("many_lists")
        made = PlateList(ids.made_id(LIST, self.random_bits(ids.BITS)), tidy, self.now())
        self._put(caller, None, made)
        return made

    def change(self, caller: Caller, list_id: str, setup: ListSetup, version: int) -> PlateList:
        """Set a list up anew, and write down who did it.

        Parameters
        ----------
        caller : Caller
        list_id : str
        setup : ListSetup
        version : int
            That the caller saw.

        Returns
        -------
        PlateList

        Raises
        ------
        NotAllowed
            When the caller is no administrator.
        NotFound
            When there is no such list.
        Conflict
            When somebody changed it since the caller saw it.
        InvalidRequest
            When its name has no meaning.
        """
        caller.require(ADMINS)
        before = list_there(self.lists, list_id)
        after = changed_list(before, setup, version)
        if after != before:
            self._put(caller, before, after)
        return after

    def remove(self, caller: Caller, list_id: str, version: int) -> PlateList:
        """Remove a list, and write down who did it; it counts no more, and its entries are to be cleared.

        Parameters
        ----------
        caller : Caller
        list_id : str
        version : int
            That the caller saw.

        Returns
        -------
        PlateList

        Raises
        ------
        NotAllowed
            When the caller is no administrator.
        NotFound
            When there is no such list.
        Conflict
            When somebody changed it since the caller saw it.
        """
        caller.require(ADMINS)
        before, now = list_there(self.lists, list_id), self.now()
        after = removed_list(before, version, now)
        self.lists.put_list(before, after, self._entry(Action.REMOVED_LIST, caller, after, now))
        if not after.entry_count:
            self.lists.drop_list(after, self._entry(Action.REMOVED_LIST, caller, after, now))
        return after

    def clear(self, caller: Caller, list_id: str, which: Which, cursor: str | None) -> ClearedPage:
        """Take away some entries of a list, and the list too once it is removed and empty.

        Parameters
        ----------
        caller : Caller
        list_id : str
        which : Which
        cursor : str or None
            From the step before.

        Returns
        -------
        ClearedPage

        Raises
        ------
        NotAllowed
            When the caller is no administrator.
        NotFound
            When there is no such list.
        InvalidRequest
            When the cursor is of something else.
        Conflict
            When one of them was changed at the same moment; the same may be asked again.
        """
        caller.require(ADMINS)
        listed, now = list_kept(self.lists, list_id), self.now()
        query = f"clear {list_id} {which}"
        page = self.lists.page(listed, "", ENTRIES_A_STEP, unpacked(query, cursor))
        gone = [EntryChange(one, None) for one in page.entries if which is Which.ALL or _is_over(one, now)]
        if gone:
            details = {"which": which.value, "entries": str(len(gone)), "name": listed.setup.name}
            entry = AuditEntry(Action.CLEARED_LIST, caller.owner, now, list_id, details)
            self.lists.change(listed, gone, entry)
        if listed.is_removed and page.last is None and which is Which.ALL:
            self.lists.drop_list(listed, self._entry(Action.REMOVED_LIST, caller, listed, now))
        return ClearedPage(len(gone), packed(query, page.last))

    def _put(self, caller: Caller, before: PlateList | None, after: PlateList) -> None:
        details = differences(before.setup.as_text() if before else {}, after.setup.as_text())
        entry = AuditEntry(Action.CHANGED_LIST, caller.owner, self.now(), after.list_id, details)
        self.lists.put_list(before, after, entry)

    def _entry(self, action: Action, caller: Caller, listed: PlateList, now: datetime) -> AuditEntry:
        return AuditEntry(action, caller.owner, now, listed.list_id, {"name": listed.setup.name})


def packed(query: str, last: Named | None) -> str | None:
    """Write the cursor of what follows an entry."""
    return cursors.pack(query, {"plate": last.plate, "region": last.region or ""}) if last else None


def unpacked(query: str, cursor: str | None) -> Named | None:
    """Read such a cursor; raises InvalidRequest when it is of something else."""
    if not cursor:
        return None
    place = cursors.unpack(query, cursor, frozenset({"plate", "region"}))
    return Named(place["plate"], place["region"] or None)


def _is_over(entry: ListEntry, now: datetime) -> bool:
    return entry.until is not None and entry.until <= now
