"""Where entries of lists are found."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from handler.domain.lists.entry import ListEntry


class ListIndex(Protocol):
    """Entries by the keys that they are filed under."""

    def near(self, plates: Collection[str]) -> Sequence[ListEntry]:
        """Get the entries that share a fuzzy key with one of some plates, of all lists, each once.

        What it costs depends on the plates' lengths, not on how long the lists are. Whether an entry is hit is told
        apart by `handler.domain.lists`: its time, its place and its tolerance are looked at there.
        """
