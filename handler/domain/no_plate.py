"""Photos in which the machine found no plate: they wait for a person to look."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import Conflict
from handler.domain.logged import LoggedRead


@quick_dataclass(frozen=True, slots=True)
class NoPlate:
    """That the machine found no plate in a photo, and what people made of that.

    Attributes
    ----------
    seen_at : datetime
        When the photo was taken, as well as is known, UTC.
    kept_until : datetime
        When it ends with its upload, UTC.
    version : int
        Counts the changes; who answers names the one they saw.
    has_typed : bool
        Whether a plate that a person typed stands.
    judged_by : str or None
        The operator who said that there is none.
    judged_at : datetime or None
        UTC.
    """

    upload_id: str
    seen_at: datetime
    kept_until: datetime
    version: int = 0
    has_typed: bool = False
    judged_by: str | None = None
    judged_at: datetime | None = None

    @property
    def waits(self) -> bool:
        """Whether nobody has looked yet."""
        return not self.has_typed and self.judged_by is None

    def beside(self, reads: Iterable[LoggedRead]) -> NoPlate:
        """Give how it stands beside the reads of its photo; itself where they change nothing.

        Parameters
        ----------
        reads : iterable of LoggedRead
            All of the photo's.
        """
        has_typed = any(read.current_plate for read in reads)
        return self if has_typed == self.has_typed else replace(self, has_typed=has_typed, version=self.version + 1)

    def judged(self, by: str | None, at: datetime | None, version: int) -> NoPlate:
        """Give how it stands once an operator said that there is no plate, or took that back.

        Parameters
        ----------
        by : str or None
            Who says so; None for taking it back.
        at : datetime or None
            UTC.
        version : int
            The one that the operator saw.

        Raises
        ------
        Conflict
            When it has changed since, or a plate was typed.
        """
        if version != self.version or self.has_typed:
            raise Conflict("photo_changed")
        return replace(self, judged_by=by, judged_at=at, version=self.version + 1)
