"""Lists of plates, their entries, and where these are found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from handler.domain.audit import AuditEntry
from handler.domain.classes.quick import quick_dataclass
from handler.domain.lists.entry import ListEntry
from handler.domain.lists.plate_list import PlateList


class ListIndex(Protocol):
    """Entries by the keys that they are filed under."""

    def near(self, plates: Sequence[str]) -> Sequence[ListEntry]:
        """Get the entries that may be hit by some plates, of all lists, each once.

        Parameters
        ----------
        plates : Sequence of str
            As `handler.domain.lists.matching.lookups` gives them: entries within one edit are found for the first
            alone, the plate as it stands, and those that look alike for each.

        Returns
        -------
        Sequence of ListEntry
            Whether one is hit is told apart by `handler.domain.lists.matching.hits`: time, place and tolerance are
            looked at there. What it costs depends on the plates' lengths, not on how long the lists are.
        """


class PermitIndex(ListIndex, Protocol):
    """The same, and which entries share a permit."""

    def sharing(self, entry: ListEntry) -> Sequence[ListEntry]:
        """Get the entries of its list that name an entry's group, itself too, as of now; none without a group.

        What it costs depends on the group alone, which has `handler.domain.lists.sharing.MOST_SHARING` at most.
        """


@quick_dataclass(frozen=True, slots=True)
class Named:
    """What names an entry on its list."""

    plate: str
    region: str | None


@quick_dataclass(frozen=True, slots=True)
class EntryChange:
    """What becomes of an entry: None before it is added, None after it is taken away."""

    before: ListEntry | None
    after: ListEntry | None

    @property
    def one(self) -> ListEntry:
        """The entry, as it will be or was."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a change is of something")
        return found


@quick_dataclass(frozen=True, slots=True)
class EntryPage:
    """Some entries by their plates, and the last of them where more follow."""

    entries: Sequence[ListEntry]
    last: Named | None


@quick_dataclass(frozen=True, slots=True)
class AddedEntries:
    """Entries that came onto a list, and who added them."""

    list_id: str
    names: Sequence[Named]
    by: str


class LookBackStarter(Protocol):
    """Has somebody look back for new entries, beside the request that added them."""

    def start(self, added: AddedEntries) -> None:
        """Ask for it."""


class Lists(Protocol):
    """All lists and their entries."""

    def all(self) -> Sequence[PlateList]:
        """Get all lists, in no order; those that were removed too, while they still have entries."""

    def put_list(self, before: PlateList | None, after: PlateList, entry: AuditEntry) -> None:
        """Put a list in the place of what was seen of it, and write down who did it; all or nothing.

        Raises Conflict when it was changed since.
        """

    def drop_list(self, listed: PlateList, entry: AuditEntry) -> None:
        """Let a removed list go that has no entries; raises Conflict when it has, or was changed since."""

    def page(self, listed: PlateList, beginning: str, limit: int, after: Named | None) -> EntryPage:
        """Get some entries whose plates begin so, by their plates, from after one on."""

    def some(self, listed: PlateList, names: Sequence[Named]) -> Mapping[Named, ListEntry]:
        """Get entries by what names them; those that are not there are left out."""

    def change(self, listed: PlateList, changes: Sequence[EntryChange], entry: AuditEntry) -> None:
        """Add, change and take away entries, each whole or not at all, and write down who did it with the first.

        Raises Conflict when one was changed since it was seen, is there already, the list was removed, or too many look
        alike or share a permit; what came before stays done, so that the same may be asked again.
        """
