from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from handler.adapters.dynamodb import items
from handler.adapters.dynamodb.insight_log import PARTS, DynamoDbInsightLog, counting, counting_by_both
from handler.domain.insights import CountedBy
from tests.integration.conftest import TABLE
from tests.support.fakes.world import START

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


def test_what_is_counted_by_capture_stands_beside_what_is_by_arrival(table: DynamoDBClient) -> None:
    log, taken = DynamoDbInsightLog(table, TABLE), START - timedelta(days=40)
    table.transact_write_items(TransactItems=counting_by_both(TABLE, "0" * 32, START, taken, {"done": 1}))
    assert len(counting_by_both(TABLE, "0" * 32, START, taken, {})) == 1
    days = taken.date(), START.date()
    assert log.hours(*days) == {"2026-05-04T03": {"done": 1}}
    assert log.hours(*days, CountedBy.CAPTURE) == {"2026-03-25T03": {"done": 1}}


def test_what_is_taken_and_read_in_the_same_hour_takes_one_write_for_both(table: DynamoDBClient) -> None:
    log, taken, day = DynamoDbInsightLog(table, TABLE), START - timedelta(hours=1), START.date()
    writes = counting_by_both(TABLE, "0" * 32, START, START - timedelta(minutes=1), {"done": 1, "reads": 2})
    assert len(writes) == 1
    table.transact_write_items(TransactItems=writes)
    # Beside it what earlier versions counted, and a photo of the hour before; then a person takes one read away.
    count(table, 0, START, done=5)
    table.transact_write_items(TransactItems=counting_by_both(TABLE, "0" * 32, START, taken, {"done": 1, "reads": 1}))
    later = START + timedelta(hours=2)
    table.transact_write_items(TransactItems=counting_by_both(TABLE, "0" * 32, later, START, {"reads": -1}))
    assert log.hours(day, day) == {
        "2026-05-04T03": {"done": 7, "reads": 3},
        "2026-05-04T05": {"reads": -1},
    }
    assert log.hours(day, day, CountedBy.CAPTURE) == {
        "2026-05-04T02": {"done": 1, "reads": 1},
        "2026-05-04T03": {"done": 1, "reads": 1},
    }


def test_days_that_an_earlier_version_counted_lack_counts_by_capture(table: DynamoDBClient) -> None:
    log, before = DynamoDbInsightLog(table, TABLE), START - timedelta(days=40)
    assert log.has_all_by_capture(START.date(), START.date())
    old = {"pk": "insights#2026-03", "sk": "2026-03-25T03#0", "done": 1}
    table.put_item(TableName=TABLE, Item=items.to_typed(old))
    count(table, 0, START, done=1)
    assert log.has_all_by_capture(START.date(), START.date())
    assert not log.has_all_by_capture(before.date(), START.date())
    assert log.hours(before.date(), before.date()) == {"2026-03-25T03": {"done": 1}}


def test_the_state_has_another_name_after_each_change_and_only_then(table: DynamoDBClient) -> None:
    log, late = DynamoDbInsightLog(table, TABLE), START - timedelta(hours=1)
    names = [log.version(START)]
    for number in range(3 * PARTS):
        count(table, number, START, done=1)
        names.append(log.version(START))
    count(table, 0, START, done=-1)
    names.append(log.version(START))
    count(table, 0, START)  # a decision that changes no count
    names.append(log.version(START))
    count(table, 0, late, done=1)  # by a slow clock
    names.append(log.version(START))
    assert len(set(names)) == len(names)
    assert log.version(START) == names[-1]


def test_photos_that_are_taken_in_the_future_do_not_hide_what_is_new(table: DynamoDBClient) -> None:
    log, soon = DynamoDbInsightLog(table, TABLE), START + timedelta(hours=9)
    for number in range(3 * PARTS):
        writes = counting_by_both(TABLE, f"{number:032x}", START, soon, {"done": 1})
        table.transact_write_items(TransactItems=writes[1:])
    before = log.version(START)
    count(table, 0, START, done=1)
    assert log.version(START) != before
