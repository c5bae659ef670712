"""Cursors that carry the right mark and a place that nobody gave: DynamoDB refuses them, and the caller is told so."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

import pytest
from botocore.exceptions import ClientError

from handler.adapters.dynamodb.audit_log import DynamoDbAuditLog
from handler.adapters.dynamodb.plate_index import DynamoDbPlateIndex
from handler.adapters.dynamodb.read_log import DynamoDbReadLog
from handler.adapters.dynamodb.upload_log import DynamoDbUploadLog
from handler.domain import cursor
from handler.domain.errors import InvalidRequest, ServiceFailed
from handler.domain.plate_search import Pattern
from handler.domain.read_filter import ReadFilter
from tests.integration.conftest import AUDIT_INBOX, AUDIT_TABLE, TABLE
from tests.support.fakes.world import LEASE, OWNER, START

DAY: Final = timedelta(days=1)


class Strict:
    """Answers as DynamoDB does where a Query cannot go on from a place, or cannot be at all; moto takes anything."""

    def query(self, **_request: Any) -> None:
        said = "The provided starting key is invalid"
        raise ClientError({"Error": {"Code": "ValidationException", "Message": said}}, "Query")


CLIENT: Final[Any] = Strict()


def test_a_forged_place_in_the_audit_is_refused() -> None:
    forged = cursor.pack("2026-05", {"pk": "audit#2026-04", "sk": ""})
    with pytest.raises(InvalidRequest, match="cursor: this list did not give it"):
        DynamoDbAuditLog(CLIENT, AUDIT_TABLE, lambda: START).page("2026-05", 10, forged)


def test_a_forged_place_among_reads_is_refused() -> None:
    wanted = ReadFilter()
    forged = cursor.pack(repr((wanted, None)), {"pk": "settings", "sk": "settings", "seen_at": ""})
    with pytest.raises(InvalidRequest, match="cursor: this list did not give it"):
        DynamoDbReadLog(CLIENT, TABLE, AUDIT_INBOX, lambda: START).page(wanted, None, 10, forged)


def test_a_forged_place_among_uploads_is_refused() -> None:
    forged = cursor.pack(OWNER, {"pk": "settings", "sk": "settings", "created_at": ""})
    log = DynamoDbUploadLog(CLIENT, TABLE, LEASE, lambda: START)
    with pytest.raises(InvalidRequest, match="cursor: this list did not give it"):
        log.page(OWNER, 10, forged)
    with pytest.raises(ServiceFailed):
        log.page(OWNER, 10, None)


def test_a_forged_place_among_plates_is_refused() -> None:
    with pytest.raises(InvalidRequest, match="cursor: this list did not give it"):
        DynamoDbPlateIndex(CLIENT, TABLE, lambda: START).fitting(Pattern.parse("AB*"), 10, "elsewhere")


def test_what_dynamodb_refuses_without_a_cursor_is_our_fault() -> None:
    with pytest.raises(ServiceFailed):
        DynamoDbAuditLog(CLIENT, AUDIT_TABLE, lambda: START).page("2026-05", 10, None)
    with pytest.raises(ServiceFailed):
        DynamoDbReadLog(CLIENT, TABLE, AUDIT_INBOX, lambda: START).page(ReadFilter(), None, 10, None)
