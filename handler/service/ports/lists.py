"""Where entries of lists are found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from handler.domain.lists.entry import ListEntry


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
