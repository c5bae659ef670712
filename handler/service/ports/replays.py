"""Reads that later rules change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from handler.domain.classes.quick import quick_dataclass
from handler.domain.insights import Counts
from handler.domain.logged import LoggedRead, LoggedText
from handler.domain.upload import Upload
from handler.service.ports.plates import Unsettled
from handler.service.ports.reads import Beside


@quick_dataclass(frozen=True, slots=True)
class Anew:
    """A read as later rules give it.

    Attributes
    ----------
    upload : Upload
        As it was seen.
    before : LoggedRead or None
        As it stood; None where nothing was read there.
    after : LoggedRead
    texts : Sequence of LoggedText
        The photo's text boxes, with what becomes of them by these rules.
    counts : mapping of str to int
        What changes in them.
    at : datetime
        UTC.
    """

    upload: Upload
    before: LoggedRead | None
    after: LoggedRead
    texts: Sequence[LoggedText]
    counts: Counts
    at: datetime


class ReplayedReads(Protocol):
    """Keeps what later rules read, and beside it what was read before."""

    def put(self, anew: Anew, beside: Beside) -> Unsettled:
        """Write a read with all that changes beside it, or nothing; raises Conflict or AlertsChanged."""
        ...
