"""Changes of many entries, packed into as few transactions as they fit: an entry changes with all its keys, or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from handler.adapters.dynamodb.lists import list_items as ours
from handler.service.ports.lists import EntryChange

_ROOM: Final = 100 - 2
"""TransactWriteItems takes a hundred (DynamoDB API reference); one is the list's own, one may be the audit's."""


@dataclass(slots=True)
class Pack:
    """What goes into one transaction.

    Attributes
    ----------
    changes : list of EntryChange
    added, taken : dict of str to set of str
        Names of entries that come to a key and go from it, by the key; none is in both, as an item is written once.
    """

    changes: list[EntryChange] = field(default_factory=list)
    added: dict[str, set[str]] = field(default_factory=dict)
    taken: dict[str, set[str]] = field(default_factory=dict)

    @property
    def more(self) -> int:
        """How many more entries the list has after it."""
        return sum((one.after is not None) - (one.before is not None) for one in self.changes)

    def takes(self, change: EntryChange) -> bool:
        """Tell whether a change goes in, and take it if so."""
        added, taken = _keys(change)
        if self.changes and (
            added & self.taken.keys() or taken & self.added.keys() or self._size(added, taken) > _ROOM
        ):
            return False
        self.changes.append(change)
        name = ours.name_of(change.one)
        for keys, filed in ((added, self.added), (taken, self.taken)):
            for key in keys:
                filed.setdefault(key, set()).add(name)
        return True

    def _size(self, added: frozenset[str], taken: frozenset[str]) -> int:
        return len(self.changes) + 1 + len(self.added.keys() | added) + len(self.taken.keys() | taken)


def packs(changes: Sequence[EntryChange]) -> Iterator[Pack]:
    """Pack changes, no two of them of the same entry, in their order."""
    pack = Pack()
    for change in changes:
        if not pack.takes(change):
            yield pack
            pack = Pack()
            pack.takes(change)
    if pack.changes:
        yield pack


def _keys(change: EntryChange) -> tuple[frozenset[str], frozenset[str]]:
    before = ours.filing_keys(change.before) if change.before else frozenset()
    after = ours.filing_keys(change.after) if change.after else frozenset()
    return after - before, before - after
