"""Show lists and their entries, and write the entries into files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

from handler.domain.audit import Action, AuditEntry
from handler.domain.caller import ADMINS, OPERATORS, Caller
from handler.domain.characters import plate_characters
from handler.domain.classes.quick import quick_dataclass
from handler.domain.lists.csv_rows import Surroundings, written_entries
from handler.domain.lists.entry import ListEntry
from handler.domain.lists.plate_list import PlateList
from handler.service.lists.change_lists import packed, unpacked
from handler.service.lists.finding import list_there, site_names
from handler.service.ports.lists import Lists
from handler.service.ports.records import AuditInbox, People
from handler.service.ports.sites import Registry

ENTRIES_A_PIECE: Final = 1000
"""Entries that one request for a file gets."""


@quick_dataclass(frozen=True, slots=True)
class ShownEntries:
    """Some entries of a list by their plates, the cursor of what follows, and the addresses of those who added them."""

    entries: Sequence[ListEntry]
    cursor: str | None
    emails: Mapping[str, str]


@quick_dataclass(frozen=True, slots=True)
class WrittenEntries:
    """A piece of a file, and the cursor of what follows."""

    content: str
    cursor: str | None


@quick_dataclass(frozen=True, slots=True)
class ShowLists:
    """Answers with lists and entries, and writes down who looked at which list.

    Parameters
    ----------
    lists : Lists
    registry : Registry
    people : People
    audit : AuditInbox
    now : callable
        Gives the time in UTC.
    """

    lists: Lists
    registry: Registry
    people: People
    audit: AuditInbox
    now: Callable[[], datetime]

    def __call__(self, caller: Caller) -> Sequence[PlateList]:
        """Show all lists by name; those that were removed too, while they still have entries.

        Parameters
        ----------
        caller : Caller

        Returns
        -------
        Sequence of PlateList

        Raises
        ------
        NotAllowed
            When the caller is neither operator nor administrator.
        """
        caller.require(OPERATORS, ADMINS)
        return sorted(self.lists.all(), key=lambda one: (one.setup.name.casefold(), one.list_id))

    def entries(self, caller: Caller, list_id: str, beginning: str, limit: int, cursor: str | None) -> ShownEntries:
        """Show some entries of a list whose plates begin as asked.

        Parameters
        ----------
        caller : Caller
        list_id : str
        beginning : str
            As it was typed; empty for all.
        limit : int
        cursor : str or None
            From the page before.

        Returns
        -------
        ShownEntries

        Raises
        ------
        NotAllowed
            When the caller is neither operator nor administrator.
        NotFound
            When there is no such list.
        InvalidRequest
            When the cursor is of something else.
        """
        caller.require(OPERATORS, ADMINS)
        listed, begins = list_there(self.lists, list_id), plate_characters(beginning)
        query = f"entries {list_id} {begins}"
        page = self.lists.page(listed, begins, limit, unpacked(query, cursor))
        details = {"name": listed.setup.name, "entries": str(len(page.entries))}
        details |= {"plates_begin": begins} if begins else {}
        self.audit.add(AuditEntry(Action.VIEWED_LIST, caller.owner, self.now(), list_id, details))
        emails = self.people.emails({one.added_by for one in page.entries})
        return ShownEntries(page.entries, packed(query, page.last), emails)

    def export(self, caller: Caller, list_id: str, cursor: str | None) -> WrittenEntries:
        """Write some entries of a list as a piece of a CSV that can be read back in.

        Parameters
        ----------
        caller : Caller
        list_id : str
        cursor : str or None
            From the piece before.

        Returns
        -------
        WrittenEntries

        Raises
        ------
        NotAllowed
            When the caller is neither operator nor administrator.
        NotFound
            When there is no such list.
        InvalidRequest
            When the cursor is of something else.
        """
        caller.require(OPERATORS, ADMINS)
        listed, query = list_there(self.lists, list_id), f"export {list_id}"
        page = self.lists.page(listed, "", ENTRIES_A_PIECE, unpacked(query, cursor))
        details = {"name": listed.setup.name, "entries": str(len(page.entries))}
        self.audit.add(AuditEntry(Action.EXPORTED_LIST, caller.owner, self.now(), list_id, details))
        around = Surroundings(site_names(self.registry), UTC)
        return WrittenEntries(written_entries(page.entries, around, with_head=not cursor), packed(query, page.last))
