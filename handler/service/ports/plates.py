"""Where plates are found."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from handler.domain.classes.quick import quick_dataclass
from handler.domain.logged import LoggedRead
from handler.domain.plate_search import Pattern


class PlateIndex(Protocol):
    """All plates that were read, filed so that they are found by near and by partial spellings."""

    def settle(self, changed: Unsettled, now: datetime) -> None:
        """Let plates be found exactly as long as there are reads that count for them."""

    def unsettled(self, upload_id: str = "") -> Iterable[Unsettled]:
        """Get the changes that nobody has settled yet, of one upload or of all."""

    def unfile(self, reads: Iterable[LoggedRead]) -> None:
        """Let reads count for their plates no longer; to be settled."""

    def lost(self, reads: Iterable[LoggedRead]) -> Iterable[LoggedRead]:
        """Find the reads that count for a plate and that nothing would find by it."""

    def refile(self, read: LoggedRead, now: datetime) -> bool:
        """File a read anew; gives False where it stands for another plate by now, or its upload is being deleted."""

    def near(self, asked: str) -> list[str]:
        """Get the plates within one edit of one, confusable characters taken for the same; in no order."""

    def alike(self, asked: str) -> list[str]:
        """Get the plates that look like one, itself among them, confusable characters taken for the same."""

    def fitting(self, pattern: Pattern, limit: int, after: str | None) -> PlateSlice:
        """Get some plates that a pattern fits; `after` is the cursor of the slice before."""


@quick_dataclass(frozen=True, slots=True)
class PlateSlice:
    """Some plates, and the cursor of what follows; None at the end. There may be more even when there are none here."""

    plates: list[str]
    cursor: str | None


@quick_dataclass(frozen=True, slots=True)
class Unsettled:
    """Plates whose reads have changed, so that what finds them has to follow.

    Attributes
    ----------
    mark : str
        Names the change; begins with the upload's id.
    plates : frozenset of str
    """

    mark: str
    plates: frozenset[str]
