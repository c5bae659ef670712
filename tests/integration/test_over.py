"""What is over is shown to nobody, though DynamoDB has not removed it yet; and a full last page is the last one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from handler.adapters.dynamodb import history_items, items
from handler.adapters.dynamodb.audit_log import DynamoDbAuditLog
from handler.adapters.dynamodb.plate_index import DynamoDbPlateIndex
from handler.adapters.dynamodb.read_log import DynamoDbReadLog
from handler.adapters.dynamodb.upload_census import DynamoDbUploadCensus
from handler.adapters.dynamodb.upload_log import DynamoDbUploadLog
from handler.domain.audit import Action, AuditEntry
from handler.domain.logged import LoggedRead, ReadStatus
from handler.domain.plate_search import Pattern
from handler.domain.read_filter import ReadFilter
from handler.service.ports.reads import QueueOrder
from tests.integration.conftest import AUDIT_INBOX, AUDIT_TABLE, TABLE
from tests.support.fakes.world import LEASE, OWNER, START
from tests.support.samples import a_read, an_upload

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

END = START + timedelta(days=1)
LONG_AFTER = START + timedelta(days=30)


class Adapters:
    """All that reads the tables, at one time of the clock."""

    def __init__(self, client: DynamoDBClient) -> None:
        self.client, self.time = client, START
        self.uploads = DynamoDbUploadLog(client, TABLE, LEASE, self.now)
        self.reads = DynamoDbReadLog(client, TABLE, AUDIT_INBOX, self.now)
        self.plates = DynamoDbPlateIndex(client, TABLE, self.now)
        self.census = DynamoDbUploadCensus(client, TABLE, self.now)
        self.audit = DynamoDbAuditLog(client, AUDIT_TABLE, self.now)

    def now(self) -> datetime:
        return self.time

    def put(self, number: int, kept_until: datetime, plate: str = "AB12CDE") -> None:
        """Put an upload, its read and what finds it as they stand once it is done."""
        read = replace(a_read(number, plate=plate, status=ReadStatus.NEEDS_REVIEW), kept_until=kept_until)
        upload = replace(an_upload(number), kept_until=kept_until)
        for item in (items.from_upload(upload), items.from_read(read, 0)):
            self.client.put_item(TableName=TABLE, Item=items.to_typed(item))
        self.plates.refile(read, START)

    def put_entry(self, number: int, kept_until: datetime) -> None:
        entry = AuditEntry(Action.SEARCHED, OWNER, START + timedelta(seconds=number), "AB12CDE")
        item = history_items.from_audit(entry, str(number), int(kept_until.timestamp()))
        self.client.put_item(TableName=AUDIT_TABLE, Item=items.to_typed(item))


@pytest.fixture
def stage(audit_table: DynamoDBClient) -> Adapters:
    return Adapters(audit_table)


def shown(stage: Adapters, number: int, plate: str) -> dict[str, bool]:
    """Tell for each way to an upload, or to a read of it, whether it leads there."""
    upload = an_upload(number)
    upload_id = upload.ref.upload_id
    found = stage.reads.page(ReadFilter(), plate, 10, None).reads
    return {
        "one": stage.uploads.find(upload_id) is not None,
        "whole": stage.uploads.whole(upload_id) is not None,
        "alone": stage.uploads.alone(upload_id) is not None,
        "list": upload_id in {one.ref.upload_id for one in stage.uploads.page(upload.ref.owner, 10, None).uploads},
        "plate": upload_id in {one.upload_id for one in found},
        "all": upload_id in {one.upload_id for one in stage.reads.page(ReadFilter(), None, 10, None).reads},
        "first seen": stage.reads.first_seen(plate) is not None,
        "near": plate in stage.plates.near(plate),
        "pattern": plate in stage.plates.fitting(Pattern.parse(f"{plate[:4]}*"), 10, None).plates,
        "least sure": upload_id in {one.upload_id for one in queue(stage, QueueOrder.LEAST_SURE)},
        "oldest": upload_id in {one.upload_id for one in queue(stage, QueueOrder.OLDEST)},
        "uploads compared": upload_id in {one.ref.upload_id for one in stage.census.uploads_since(START)},
        "reads compared": upload_id in {one.upload_id for one in stage.census.reads_since(START)},
        "standing": upload_id in stage.census.standing([upload_id]),
        "beside uploads": bool(stage.uploads.reads_of([upload])),
        "beside reads": bool(stage.reads.backgrounds([a_read(number)])[a_read(number).read_id].file_name),
    }


def queue(stage: Adapters, order: QueueOrder) -> list[LoggedRead]:
    return stage.reads.lease(order, 10, "operator-1", START, START)


def test_nothing_leads_to_what_is_over(stage: Adapters) -> None:
    stage.put(1, END, "XY34ZAB")
    stage.put(2, LONG_AFTER, "GH56JKL")
    assert all(shown(stage, 1, "XY34ZAB").values())
    stage.time = END
    assert not any(shown(stage, 1, "XY34ZAB").values())
    assert all(shown(stage, 2, "GH56JKL").values())


def test_a_plate_was_first_seen_on_the_oldest_photo_that_is_not_over(stage: Adapters) -> None:
    stage.put(1, END)
    stage.put(2, LONG_AFTER)
    stage.time = END
    assert stage.reads.first_seen("AB12CDE") == a_read(2).seen_at


@pytest.mark.parametrize("over", [0, 7])
def test_a_page_that_is_just_full_is_the_last_one(stage: Adapters, over: int) -> None:
    for number in range(over + 4):
        kept_until = END if number < over else LONG_AFTER
        stage.put(number, kept_until)
        stage.put_entry(number, kept_until)
    stage.time = END
    for limit, sizes in ((4, [4]), (2, [2, 2]), (3, [3, 1])):
        assert page_sizes(stage, "uploads", limit) == sizes
        assert page_sizes(stage, "audit", limit) == sizes
        assert page_sizes(stage, "reads", limit) == sizes


def test_reads_that_do_not_fit_make_no_further_page(stage: Adapters) -> None:
    stage.put(0, LONG_AFTER, "GH56JKL")
    stage.put(1, LONG_AFTER)
    stage.put(2, LONG_AFTER)
    some = stage.reads.page(ReadFilter(until=a_read(3).seen_at, region="gb", uploader=OWNER), None, 3, None)
    assert (len(some.reads), some.cursor) == (3, None)
    nothing_else = ReadFilter(camera_id="gate-2")
    stage.client.put_item(TableName=TABLE, Item=items.to_typed(items.from_read(a_read(5, camera_id="gate-2"), 0)))
    some = stage.reads.page(nothing_else, None, 1, None)
    assert (len(some.reads), some.cursor) == (1, None)


def page_sizes(stage: Adapters, of: str, limit: int) -> list[int]:
    sizes: list[int] = []
    after: str | None = None
    while True:
        if of == "uploads":
            some = stage.uploads.page(an_upload(0).ref.owner, limit, after)
            sizes.append(len(some.uploads))
            after = some.cursor
        elif of == "audit":
            entries = stage.audit.page(f"{START:%Y-%m}", limit, after)
            sizes.append(len(entries.entries))
            after = entries.cursor
        else:
            reads = stage.reads.page(ReadFilter(), "AB12CDE", limit, after)
            sizes.append(len(reads.reads))
            after = reads.cursor
        if after is None:
            return sizes
