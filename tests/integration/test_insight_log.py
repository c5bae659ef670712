from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from handler.adapters.insight_log import PARTS, DynamoDbInsightLog, counting
from tests.integration.conftest import TABLE
from tests.support.fakes import START

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


def count(table: DynamoDBClient, number: int, at: datetime, **counts: int) -> None:
    table.transact_write_items(TransactItems=[{"Update": counting(TABLE, f"{number:032x}", at, counts)}])


def test_counts_of_an_hour_add_up_over_its_parts(table: DynamoDBClient) -> None:
    for number in range(3 * PARTS):
        count(table, number, START, done=1, reads=2)
    count(table, 0, START + timedelta(hours=1), done=1)
    count(table, 0, START, reads=-1)
    assert len(table.scan(TableName=TABLE)["Items"]) == PARTS + 1
    hours = DynamoDbInsightLog(table, TABLE).hours(START.date(), START.date())
    assert hours == {
        "2026-05-04T03": {"done": 3 * PARTS, "reads": 6 * PARTS - 1},
        "2026-05-04T04": {"done": 1},
    }


def test_days_are_whole_and_months_go_on(table: DynamoDBClient) -> None:
    moments = [
        datetime.fromisoformat(f"2026-{day}:00:00+00:00") for day in ("04-29T23", "04-30T00", "05-01T23", "05-02T00")
    ]
    for number, moment in enumerate(moments):
        count(table, number, moment, done=1)
    hours = DynamoDbInsightLog(table, TABLE).hours(date(2026, 4, 30), date(2026, 5, 1))
    assert set(hours) == {"2026-04-30T00", "2026-05-01T23"}
