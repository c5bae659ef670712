"""Show what was counted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from handler.domain.caller import OPERATORS, Caller
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import InvalidRequest
from handler.domain.insights import CountedBy, Counts
from handler.domain.policy import Policy
from handler.domain.reconciliation import Meter
from handler.service.budget.show_budget import ShowBudget, ShownBudget
from handler.service.ports.records import Census, InsightLog

MOST_DAYS: Final = 100
"""The default retention, and a margin; a longer range is asked for in parts."""


@quick_dataclass(frozen=True, slots=True)
class Shown:
    """What was counted.

    Attributes
    ----------
    hours : mapping of str to Counts
        By the hour's name (UTC); hours without any are left out.
    meter : Meter or None
        None before the first comparison.
    is_complete : bool
        False where photos that arrived in these days are counted by their arrival alone, as earlier versions did.
    budget : ShownBudget or None
        How today's stands, where there is one.
    """

    hours: Mapping[str, Counts]
    meter: Meter | None
    is_complete: bool
    budget: ShownBudget | None = None


@quick_dataclass(frozen=True, slots=True)
class ShowInsights:
    """Answers for some days.

    Parameters
    ----------
    insights : InsightLog
    census : Census
    budget : ShowBudget or None
        Tells how a budget stands; None where there is none.
    policy : callable or None
        Gives what is in force.
    """

    insights: InsightLog
    census: Census
    budget: ShowBudget | None = None
    policy: Callable[[], Policy] | None = None

    def __call__(self, caller: Caller, first: date, last: date, by: CountedBy = CountedBy.ARRIVAL) -> Shown:
        """Get what was counted in some days, and the last comparison of the log with the bucket.

        Parameters
        ----------
        caller : Caller
        first, last : date
            Both included.
        by : CountedBy

        Returns
        -------
        Shown

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
        is_complete = by is CountedBy.ARRIVAL or self.insights.has_all_by_capture(first, last)
        budget = self.budget(self.policy().detect_text_calls_a_day) if self.budget and self.policy else None
        return Shown(self.insights.hours(first, last, by), self.census.latest(), is_complete, budget)
