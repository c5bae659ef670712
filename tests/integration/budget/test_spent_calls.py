from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from handler.adapters.dynamodb.budget.spent_calls import DynamoDbSpentCalls
from handler.domain.budget.budget import Budget, CallsOfDay, Spent, Whose, next_day
from handler.domain.errors import BudgetSpent
from tests.integration.conftest import TABLE
from tests.support.fakes.world import START

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

DAY = timedelta(days=1)


@pytest.fixture
def spent(table: DynamoDBClient) -> DynamoDbSpentCalls:
    return DynamoDbSpentCalls(table, TABLE)


def test_calls_are_counted_up_to_the_budget_and_no_further(spent: DynamoDbSpentCalls) -> None:
    budget = Budget(2)
    assert [spent.take(budget, START).stage for _ in range(2)] == [1, 2]
    for _ in range(2):  # what is refused is not counted, however often it is tried
        with pytest.raises(BudgetSpent) as refused:
            spent.take(budget, START)
    assert (refused.value.wait.whose, refused.value.wait.until) == (Whose.STAGE, next_day(START))
    assert spent.of_day(START) == CallsOfDay(2)
    assert spent.take(budget, START + DAY) == Spent(1)
    assert spent.take(Budget(3), START) == Spent(3)  # it was raised


def test_a_cameras_calls_count_for_the_stage_too_and_those_of_others_not_for_it(spent: DynamoDbSpentCalls) -> None:
    spent.take(Budget(10), START)
    assert spent.take(Budget(10, 1, "cam-1"), START) == Spent(2, 1)
    with pytest.raises(BudgetSpent) as refused:
        spent.take(Budget(10, 1, "cam-1"), START)
    assert refused.value.wait.whose is Whose.CAMERA
    assert spent.take(Budget(None, 1, "cam-2"), START) == Spent(3, 1)
    assert spent.of_day(START) == CallsOfDay(3, {"cam-1": 1, "cam-2": 1})


def test_the_stage_is_named_where_its_budget_is_used_up_beside_the_cameras(spent: DynamoDbSpentCalls) -> None:
    spent.take(Budget(1, 1, "cam-1"), START)
    with pytest.raises(BudgetSpent) as refused:
        spent.take(Budget(1, 1, "cam-1"), START)
    assert refused.value.wait.whose is Whose.STAGE


def test_second_looks_count_beyond_the_budget_and_what_was_not_answered_is_taken_back(
    spent: DynamoDbSpentCalls,
) -> None:
    spent.take(Budget(1), START)
    assert spent.add(Budget(1), 1, START) == Spent(2)
    assert spent.add(Budget(1), -1, START) == Spent(1)


def test_twenty_take_what_there_is_and_no_more_by_one_conditional_write_each(
    spent: DynamoDbSpentCalls, table: DynamoDBClient
) -> None:
    """At once as well: DynamoDB's condition and addition are one step. Threads would try moto, whose are not."""
    asked = list[dict[str, Any]]()
    table.meta.events.register("before-parameter-build.dynamodb.*", lambda params, **_: asked.append(params))

    def take(_: int) -> bool:
        try:
            spent.take(Budget(7, 100, "cam-1"), START)
        except BudgetSpent:
            return False
        return True

    assert sum(map(take, range(20))) == 7
    assert [bool(one["ConditionExpression"]) for one in asked] == [True] * 20
    assert spent.of_day(START) == CallsOfDay(7, {"cam-1": 7})


def test_what_was_counted_ends(spent: DynamoDbSpentCalls, table: DynamoDBClient) -> None:
    spent.take(Budget(1), START)
    (item,) = table.scan(TableName=TABLE)["Items"]
    assert int(item["expires_at_epoch_seconds"]["N"]) == int((START + timedelta(days=2)).timestamp())
