"""What people note of plates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from handler.domain.audit import AuditEntry
from handler.domain.lookups.notes import Noted


class PlateNotes(Protocol):
    """Tags and notes, by their plates; they end with the last read that counts for their plate."""

    def of(self, plate: str) -> Noted:
        """Get what is noted of a plate; nothing where nothing is, or where its time is over."""

    def words_of(self, plates: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
        """Get the tags of some plates; those without any are left out."""

    def put(self, before: Noted, after: Noted, entry: AuditEntry) -> bool:
        """Put what is noted in the place of what was seen, and write down who did it; all or nothing.

        Gives False when somebody else was faster. Raises Conflict ``plate_unseen`` where nothing was noted so far and
        no read counts for the plate.
        """
