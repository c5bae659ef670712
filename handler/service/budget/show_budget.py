"""Tell how the day's budget stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from handler.domain.budget.budget import Spending, spending
from handler.domain.classes.quick import quick_dataclass
from handler.service.ports.budget import SpentCalls


@quick_dataclass(frozen=True, slots=True)
class ShownBudget:
    """A budget, what is spent of it today, and whether that is most of it, or all."""

    calls_a_day: int
    calls_today: int
    spending: Spending


@quick_dataclass(frozen=True, slots=True)
class ShowBudget:
    """Looks at what is spent, where there is a budget.

    Parameters
    ----------
    spent : SpentCalls
    now : callable
        Gives the time in UTC.
    """

    spent: SpentCalls
    now: Callable[[], datetime]

    def __call__(self, calls_a_day: int | None) -> ShownBudget | None:
        """Tell how a budget stands; None where there is none, and nobody is asked then."""
        if calls_a_day is None:
            return None
        return _shown(self.spent.of_day(self.now()).stage, calls_a_day)

    def of_cameras(self, limits: Mapping[str, int]) -> Mapping[str, ShownBudget]:
        """Tell how cameras' budgets stand, by the camera's id; nobody is asked where none has any."""
        if not limits:
            return {}
        counted = self.spent.of_day(self.now())
        return {name: _shown(counted.of_camera(name), limit) for name, limit in limits.items()}


def _shown(calls: int, limit: int) -> ShownBudget:
    return ShownBudget(limit, calls, spending(calls, limit))
