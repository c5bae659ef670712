from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from handler.adapters.dynamodb import history_items, items
from handler.adapters.dynamodb.deletions import DynamoDbDeletions, DynamoDbLeftovers
from handler.adapters.dynamodb.upload_log import DynamoDbUploadLog
from handler.domain.audit import Action, AuditEntry
from handler.domain.deletion import DeleteReason, Deletion, Receipt
from handler.domain.errors import Conflict, UploadBusy
from handler.domain.upload import Upload, UploadStatus
from handler.service.ports.uploads import Outcome
from tests.integration.conftest import AUDIT_INBOX, TABLE
from tests.support.fakes.world import LEASE, OWNER, START
from tests.support.samples import a_read, an_upload

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

AWAITED = an_upload(status=UploadStatus.AWAITING_UPLOAD, image_size=None, read_count=0)
UPLOAD_ID = AWAITED.ref.upload_id
RECEIPT = Receipt(UPLOAD_ID, OWNER, START, DeleteReason.OWN_WISH, 1)
DELETION = Deletion(RECEIPT, START + timedelta(seconds=30))
ENTRY = AuditEntry(Action.DELETED, OWNER, START, UPLOAD_ID, {"reason": "own_wish"})


@dataclass
class Stage:
    """An upload that is announced, and what may happen to it."""

    table: DynamoDBClient

    def __post_init__(self) -> None:
        self.log = DynamoDbUploadLog(self.table, TABLE, LEASE, lambda: START)
        self.deletions = DynamoDbDeletions(self.table, TABLE, AUDIT_INBOX)
        self.leftovers = DynamoDbLeftovers(self.table, TABLE)
        self.log.add(AWAITED)

    def alone(self) -> Upload:
        upload = self.log.alone(UPLOAD_ID)
        assert upload
        return upload

    def claim(self) -> Upload:
        taken = self.log.claim(AWAITED.ref, "version-1", "request-1", START)
        assert taken
        return taken

    def read(self) -> None:
        done = replace(self.claim(), status=UploadStatus.DONE)
        self.log.finish(done, "request-1", Outcome([a_read()], [], {"done": 1}, START))

    def begin(self, deletion: Deletion = DELETION) -> None:
        self.deletions.begin(self.alone(), deletion, ENTRY)

    def audited(self) -> list[AuditEntry]:
        found = self.table.scan(TableName=AUDIT_INBOX)["Items"]
        return [history_items.to_new_audit(items.to_plain(item))[0] for item in found]

    def left(self) -> list[dict[str, Any]]:
        pages = self.table.get_paginator("scan").paginate(TableName=TABLE)
        found = [item for page in pages for item in page["Items"]]
        return [item for item in found if not item["pk"]["S"].startswith("insights#")]


@pytest.fixture
def stage(audit_table: DynamoDBClient) -> Stage:
    return Stage(audit_table)


def test_an_upload_that_is_being_deleted_is_nobodys_any_more(stage: Stage) -> None:
    stage.read()
    stage.begin()
    assert stage.log.find(UPLOAD_ID) is None
    assert stage.log.whole(UPLOAD_ID) is None
    assert stage.log.page(OWNER, 10, None).uploads == []
    assert stage.log.claim(AWAITED.ref, "version-2", "request-2", START + timedelta(days=1)) is None
    assert stage.alone().deletion == DELETION
    assert stage.audited() == [ENTRY]


def test_of_two_deletions_one_begins(stage: Stage) -> None:
    seen = stage.alone()
    stage.begin()
    with pytest.raises(Conflict):
        stage.deletions.begin(seen, DELETION, ENTRY)
    assert len(stage.audited()) == 1


def test_of_two_that_go_on_with_a_deletion_one_does(stage: Stage) -> None:
    stage.begin()
    seen = stage.alone()
    stage.deletions.begin(seen, replace(DELETION, until=START + timedelta(minutes=9)), None)
    with pytest.raises(Conflict):
        stage.deletions.begin(seen, replace(DELETION, until=START + timedelta(minutes=9)), None)


def test_while_it_is_read_an_upload_is_not_deleted(stage: Stage) -> None:
    seen = stage.alone()
    stage.claim()
    for upload in (seen, stage.alone()):
        with pytest.raises(Conflict):
            stage.deletions.begin(upload, DELETION, ENTRY)
    later = replace(DELETION, receipt=replace(RECEIPT, at=START + LEASE + timedelta(seconds=1)))
    stage.begin(later)
    assert stage.alone().deletion == later


def test_a_reading_that_outlives_its_lease_writes_no_end_to_what_is_deleted(stage: Stage) -> None:
    done = replace(stage.claim(), status=UploadStatus.DONE)
    stage.begin(replace(DELETION, receipt=replace(RECEIPT, at=START + LEASE + timedelta(seconds=1))))
    with pytest.raises(UploadBusy):
        stage.log.finish(done, "request-1", Outcome([a_read()], [], {"done": 1}, START))
    assert stage.leftovers.left_of(UPLOAD_ID).reads == []


def gone(stage: Stage) -> None:
    stage.table.delete_item(TableName=TABLE, Key=items.to_typed(items.upload_key(UPLOAD_ID)))


def over(stage: Stage) -> None:
    stage.leftovers.clear(UPLOAD_ID)
    stage.leftovers.end(RECEIPT, AWAITED.kept_until)


@pytest.mark.parametrize("end", [gone, over])
def test_what_is_gone_is_not_deleted_again(stage: Stage, end: Callable[[Stage], None]) -> None:
    seen = stage.alone()
    end(stage)
    assert stage.log.alone(UPLOAD_ID) is None
    with pytest.raises(Conflict):
        stage.deletions.begin(seen, DELETION, ENTRY)
    assert stage.audited() == []


def test_of_a_deleted_upload_only_a_receipt_is_left(stage: Stage) -> None:
    stage.read()
    for number in range(40):  # more than a batch holds
        key = {**items.upload_key(UPLOAD_ID), "sk": f"decision#000#{number:06d}"}
        stage.table.put_item(TableName=TABLE, Item=items.to_typed(key))
    stage.begin()
    over(stage)
    kept = [item for item in stage.left() if item["pk"]["S"].startswith("upload#")]
    (receipt,) = kept
    assert receipt["deleted_by"] == {"S": OWNER}
    assert "AB12CDE" not in json.dumps(kept)
    assert stage.log.claim(AWAITED.ref, "version-2", "request-2", START + timedelta(days=1)) is None


def test_an_upload_of_more_items_than_a_page_holds_is_deleted_whole(stage: Stage) -> None:
    stage.read()
    pk, wide = items.upload_key(UPLOAD_ID)["pk"], "x" * 100_000
    for number in range(25):  # a page ends after a megabyte; these come before the reads and the upload
        item = {"pk": pk, "sk": f"padding#{number:03d}", "wide": wide}
        stage.table.put_item(TableName=TABLE, Item=items.to_typed(item))
    found = stage.table.query(
        TableName=TABLE,
        KeyConditionExpression="pk = :pk",
        ExpressionAttributeValues=items.to_typed({":pk": pk}),
    )
    assert "LastEvaluatedKey" in found
    stage.begin()
    assert stage.alone().deletion == DELETION
    assert [read.plate for read in stage.leftovers.left_of(UPLOAD_ID).reads] == ["AB12CDE"]
    over(stage)
    assert [item["sk"] for item in stage.left() if item["pk"]["S"] == pk] == [{"S": "upload"}]


def test_leftovers_without_an_upload_go_and_leave_nothing(stage: Stage) -> None:
    stage.read()
    gone(stage)
    assert [read.plate for read in stage.leftovers.left_of(UPLOAD_ID).reads] == ["AB12CDE"]
    stage.leftovers.clear(UPLOAD_ID)
    assert [item for item in stage.left() if item["pk"]["S"].startswith("upload#")] == []
