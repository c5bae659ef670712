from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from handler.adapters.audit_log import DynamoDbAuditLog
from handler.domain.audit import Action, AuditEntry
from handler.domain.errors import InvalidRequest
from tests.fakes import START
from tests.integration.conftest import AUDIT_TABLE

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@pytest.fixture
def audit(audit_table: DynamoDBClient) -> DynamoDbAuditLog:
    return DynamoDbAuditLog(audit_table, AUDIT_TABLE, timedelta(days=365))


def entry(minute: int) -> AuditEntry:
    at = START + timedelta(minutes=minute)
    return AuditEntry(Action.SEARCHED, "operator-1", at, f"AB{minute:02d}CDE", {"match": "fuzzy"})


def test_entries_come_back_newest_first_and_complete(audit: DynamoDbAuditLog) -> None:
    for minute in range(7):
        audit.add(entry(minute))
    audit.add(entry(-60 * 24 * 30))
    found: list[AuditEntry] = []
    after = None
    while True:
        page = audit.page("2026-05", 3, after)
        found += page.entries
        after = page.cursor
        if after is None:
            break
    assert found == [entry(minute) for minute in reversed(range(7))]


def test_two_entries_of_one_moment_are_both_kept(audit: DynamoDbAuditLog) -> None:
    audit.add(entry(0))
    audit.add(entry(0))
    assert audit.page("2026-05", 10, None).entries == [entry(0)] * 2


def test_a_cursor_of_another_month_is_refused(audit: DynamoDbAuditLog) -> None:
    for minute in range(3):
        audit.add(entry(minute))
    after = audit.page("2026-05", 1, None).cursor
    assert after
    for month, cursor in (("2026-04", after), ("2026-05", "made up")):
        with pytest.raises(InvalidRequest, match="cursor"):
            audit.page(month, 1, cursor)


def test_an_entry_has_its_own_time(audit: DynamoDbAuditLog, audit_table: DynamoDBClient) -> None:
    audit.add(entry(0))
    (item,) = audit_table.scan(TableName=AUDIT_TABLE)["Items"]
    assert item["expires_at_epoch_seconds"]["N"] == str(int((START + timedelta(days=365)).timestamp()))
