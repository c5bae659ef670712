from __future__ import annotations

import math
from datetime import UTC, datetime

import pytest

from handler.domain.budget.budget import (
    Budget,
    Spending,
    Spent,
    Whose,
    budget_after,
    left_of,
    next_day,
    spending,
    warns_at,
    whose,
)
from handler.service.budget.show_budget import ShowBudget, ShownBudget
from tests.support.fakes.budget import MemorySpentCalls
from tests.support.fakes.world import START, Clock


@pytest.mark.parametrize(
    ("calls", "limit", "expected"),
    [
        (7, 10, Spending.FINE),
        (8, 10, Spending.WARNING),
        (9, 10, Spending.WARNING),
        (10, 10, Spending.SPENT),
        (12, 10, Spending.SPENT),
        (0, 1, Spending.FINE),
        (1, 1, Spending.SPENT),
        (1_000_000, None, Spending.FINE),
    ],
)
def test_four_fifths_of_a_budget_are_warned_of(calls: int, limit: int | None, expected: Spending) -> None:
    assert spending(calls, limit) is expected


def test_the_warning_comes_with_a_whole_call() -> None:
    assert [warns_at(limit) for limit in (1, 2, 3, 5, 1000)] == [1, 2, 3, 4, 800]


def test_nothing_is_left_of_what_is_exceeded_and_all_where_there_is_no_limit() -> None:
    assert (left_of(12, 10), left_of(3, 10), left_of(3, None)) == (0, 7, math.inf)


def test_a_camera_is_named_only_where_the_stage_has_calls_left() -> None:
    budget = Budget(10, 2, "cam-1")
    assert whose(budget, Spent(5, 2)) is Whose.CAMERA
    assert whose(budget, Spent(10, 2)) is Whose.STAGE


def test_a_day_ends_at_midnight_utc_also_at_the_end_of_a_year() -> None:
    assert next_day(datetime(2026, 12, 31, 23, 59, 59, 999, UTC)) == datetime(2027, 1, 1, tzinfo=UTC)


def test_a_limit_stays_is_changed_and_is_taken_away() -> None:
    assert (budget_after(5, None), budget_after(5, 7), budget_after(5, 0), budget_after(None, None)) == (
        5,
        7,
        None,
        None,
    )


def test_a_budget_is_shown_with_what_is_spent_of_it_and_nobody_is_asked_where_there_is_none() -> None:
    spent = MemorySpentCalls()
    spent.add(Budget(10), 8, START)
    show = ShowBudget(spent, Clock())
    assert show(10) == ShownBudget(10, 8, Spending.WARNING)
    assert show(None) is None
    spent.add(Budget(None, 5, "cam-1"), 5, START)
    assert show.of_cameras({"cam-1": 5, "cam-2": 3}) == {
        "cam-1": ShownBudget(5, 5, Spending.SPENT),
        "cam-2": ShownBudget(3, 0, Spending.FINE),
    }
    assert show.of_cameras({}) == {}
