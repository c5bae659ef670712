"""Show what was counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from handler.domain.caller import OPERATORS, Caller
from handler.domain.errors import InvalidRequest
from handler.domain.insights import Counts
from handler.service.ports import InsightLog

MOST_DAYS: Final = 100
"""The default retention, and a margin; a longer range is asked for in parts."""


@dataclass(frozen=True, slots=True)
class ShowInsights:
    """Answers for some days.

    Parameters
    ----------
    insights : InsightLog
    """

    insights: InsightLog

    def __call__(self, caller: Caller, first: date, last: date) -> Mapping[str, Counts]:
        """Get the counts of each hour (UTC) of some days.

        Parameters
        ----------
        caller : Caller
        first, last : date
            Both included.

        Returns
        -------
        mapping of str to Counts
            By the hour's name; hours without any are left out.

        Raises
        ------
        NotAllowed
            When the caller is no operator.
        InvalidRequest
            When the range ends before it begins, or is too long.
        """
        caller.require(OPERATORS)
        if last < first:
            raise InvalidRequest("to: the range ends before it begins. Choose a `to` that is not before `from`.")
        if (last - first).days >= MOST_DAYS:
            raise InvalidRequest(f"to: at most {MOST_DAYS} days at once. Choose a shorter range.")
        return self.insights.hours(first, last)
