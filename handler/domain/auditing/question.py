"""What is asked of the audit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, timedelta
from typing import Final

from handler.domain.audit import Action, AuditEntry
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import InvalidRequest

MOST_DAYS: Final = 400
"""A year of entries is kept unless the stage says otherwise; each month is a Query of its own."""


@quick_dataclass(frozen=True, slots=True)
class AuditQuestion:
    """Which entries somebody looks for.

    Attributes
    ----------
    first, last : date
        Days in UTC, both included.
    by : str or None
        The id of who did it; None for anybody.
    actions : frozenset of Action
        What was done; empty for anything.
    """

    first: date
    last: date
    by: str | None = None
    actions: frozenset[Action] = field(default_factory=frozenset)

    def check(self) -> AuditQuestion:
        """Give the question, if it has an answer.

        Raises
        ------
        InvalidRequest
            When its days end before they begin, or are too many.
        """
        if self.last < self.first:
            raise InvalidRequest("last: the last day lies before the first one.")
        if self.last - self.first >= timedelta(days=MOST_DAYS):
            raise InvalidRequest(f"last: ask for {MOST_DAYS} days at most at a time.")
        return self

    @property
    def is_narrow(self) -> bool:
        """Whether most of what lies in these days may not be meant."""
        return self.by is not None or bool(self.actions)

    def months(self) -> list[str]:
        """Name the months that the days lie in, such as ``2026-05``, the newest first."""
        counts = range(_count(self.last), _count(self.first) - 1, -1)
        return [f"{count // 12:04}-{count % 12 + 1:02}" for count in counts]

    def means(self, entry: AuditEntry) -> bool:
        """Tell whether an entry of these days is looked for."""
        return (self.by is None or entry.by == self.by) and (not self.actions or entry.action in self.actions)

    def asked(self) -> Mapping[str, str]:
        """Say in texts what is asked, for the audit itself; what is not is left out."""
        said = {
            "from": self.first.isoformat(),
            "to": self.last.isoformat(),
            "person": self.by or "",
            "actions": ", ".join(sorted(self.actions)),
        }
        return {name: value for name, value in said.items() if value}


def _count(day: date) -> int:
    return day.year * 12 + day.month - 1
