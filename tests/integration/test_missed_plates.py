"""Plates that people type, and photos without a plate, in the table that resources/ describes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from handler.adapters.dynamodb import items
from handler.adapters.dynamodb.deletions import DynamoDbDeletions, DynamoDbLeftovers
from handler.adapters.dynamodb.missed_plates import DynamoDbMissedPlates
from handler.adapters.dynamodb.plate_index import DynamoDbPlateIndex
from handler.adapters.dynamodb.read_log import DynamoDbReadLog
from handler.adapters.dynamodb.upload_census import DynamoDbUploadCensus
from handler.adapters.dynamodb.upload_log import DynamoDbUploadLog
from handler.domain.audit import Action, AuditEntry
from handler.domain.caller import OPERATORS, Caller
from handler.domain.deletion import DeleteReason, Deletion, Receipt
from handler.domain.errors import Conflict
from handler.domain.geometry import BoundingBox
from handler.domain.insights import TYPED, of_change
from handler.domain.logged import LoggedRead, ReadStatus
from handler.domain.no_plate import NoPlate
from handler.domain.read_filter import ReadFilter
from handler.domain.review import Decision, ReviewRequest, review
from handler.domain.typed_read import TypedPlate, typed_read
from handler.domain.upload import Upload, UploadStatus
from handler.service.ports.reads import Beside, PhotoOrder, QueueOrder
from handler.service.ports.uploads import Outcome, WholeUpload
from tests.integration.conftest import AUDIT_INBOX, TABLE
from tests.support.fakes.world import LEASE, OWNER, START
from tests.support.samples import a_read, an_upload

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

DRIVER, OPERATOR = Caller(OWNER, frozenset()), Caller("operator-1", frozenset({OPERATORS}))
LATER = START + timedelta(minutes=3)
BOX = BoundingBox(0.25, 0.5, 0.25, 0.125)


class Table:
    """All that writes and reads what people type."""

    def __init__(self, client: DynamoDBClient) -> None:
        self.client, self.time = client, START
        self.uploads = DynamoDbUploadLog(client, TABLE, LEASE, lambda: self.time)
        self.reads = DynamoDbReadLog(client, TABLE, AUDIT_INBOX, lambda: self.time)
        self.missed = DynamoDbMissedPlates(client, TABLE, AUDIT_INBOX, lambda: self.time)
        self.plates = DynamoDbPlateIndex(client, TABLE, lambda: self.time)

    def read(self, number: int = 0, *reads: LoggedRead) -> Upload:
        """Bring an upload to its end as the S3 function does."""
        upload = an_upload(number, status=UploadStatus.AWAITING_UPLOAD, read_count=0)
        self.uploads.add(upload)
        taken = self.uploads.claim(upload.ref, "version-1", "request-1", START)
        assert taken
        done = replace(taken, status=UploadStatus.DONE, read_count=len(reads))
        no_plate = None if reads else NoPlate(upload.ref.upload_id, upload.seen_at, upload.kept_until)
        self.uploads.finish(done, "request-1", Outcome(reads, [], {"done": 1}, START, no_plate))
        return upload

    def whole(self, number: int = 0) -> WholeUpload:
        whole = self.uploads.whole(an_upload(number).ref.upload_id)
        assert whole
        return whole

    def type(self, whole: WholeUpload, plate: str = "XY34ZAB", by: Caller = DRIVER) -> LoggedRead:
        read = typed_read(whole.upload, TypedPlate(plate, BOX), by, START)
        no_plate = whole.no_plate.beside([read]) if whole.no_plate else None
        entry = AuditEntry(Action.TYPED, by.owner, START, read.read_id, {"plate": plate})
        self.plates.settle(self.missed.add(whole.upload, read, Beside(no_plate), entry, {TYPED: 1}), START)
        return read

    def waiting(self, holder: str = "operator-1", order: PhotoOrder = PhotoOrder.OLDEST, count: int = 9) -> list[str]:
        return [one.upload_id for one in self.missed.lease(order, count, holder, self.time, LATER)]

    def all(self) -> list[dict[str, Any]]:
        return [items.to_plain(item) for item in self.client.scan(TableName=TABLE)["Items"]]


def photos(*numbers: int) -> list[str]:
    return [an_upload(number).ref.upload_id for number in numbers]


@pytest.fixture
def table(audit_table: DynamoDBClient) -> Table:
    return Table(audit_table)


def test_a_typed_plate_comes_back_as_it_was_with_its_upload_and_in_lists(table: Table) -> None:
    table.read(0, machines := a_read())
    read = table.type(table.whole())
    assert table.whole().reads == [machines, read]
    found = table.uploads.find(read.upload_id)
    assert found
    assert found[1] == [machines, read]
    (upload,) = table.uploads.page(OWNER, 5, None).uploads
    assert (upload.read_count, upload.typed_count) == (1, 1)
    assert table.uploads.reads_of([upload]) == {read.upload_id: [machines, read]}


def test_it_is_found_by_its_plate_by_time_and_by_status_and_waits_for_review(table: Table) -> None:
    table.read()
    read = table.type(table.whole())
    for wanted, plate in (
        (ReadFilter(), None),
        (ReadFilter(), "XY34ZAB"),
        (ReadFilter(status=ReadStatus.NEEDS_REVIEW), None),
    ):
        assert table.reads.page(wanted, plate, 5, None).reads == [read]
    assert table.plates.near("XY34ZA8") == ["XY34ZAB"]
    for order in QueueOrder:
        assert table.reads.lease(order, 5, "operator-1", START, LATER) == [read]
    assert list(DynamoDbUploadCensus(table.client, TABLE, lambda: START).reads_since(START)) == [read]
    assert list(table.plates.lost([read])) == []


def test_of_several_who_type_at_once_one_is_first_and_the_others_write_nothing(table: Table) -> None:
    table.read()
    seen = table.whole()
    read = table.type(seen)
    before = table.all()
    with pytest.raises(Conflict):
        table.type(seen, "GH56IJK")
    assert table.all() == before
    assert [one.plate for one in table.whole().reads] == [read.plate]


def test_in_an_upload_of_before_plates_could_be_typed_one_can_be(table: Table) -> None:
    upload = table.read()
    key = items.to_typed(items.upload_key(upload.ref.upload_id))
    table.client.update_item(TableName=TABLE, Key=key, UpdateExpression="REMOVE typed_count")
    gone = items.to_typed({"pk": f"upload#{upload.ref.upload_id}", "sk": "no_plate"})
    table.client.delete_item(TableName=TABLE, Key=gone)
    whole = table.whole()
    assert (whole.upload.typed_count, whole.no_plate) == (0, None)
    assert whole.reads == []
    table.type(whole)
    assert len(table.whole().reads) == 1
    with pytest.raises(Conflict):
        table.type(whole, "GH56IJK")


def test_nothing_is_typed_in_a_photo_that_is_being_deleted_and_all_of_it_goes(table: Table) -> None:
    table.read()
    read, whole = table.type(table.whole()), table.whole()
    receipt = Receipt(read.upload_id, OWNER, START, DeleteReason.OWN_WISH, 1)
    DynamoDbDeletions(table.client, TABLE, AUDIT_INBOX).begin(whole.upload, Deletion(receipt, LATER), None)
    with pytest.raises(Conflict):
        table.type(whole, "GH56IJK")
    leftovers = DynamoDbLeftovers(table.client, TABLE)
    assert leftovers.left_of(read.upload_id).reads == [read]
    leftovers.clear(read.upload_id)
    assert [item["sk"] for item in table.all() if item["pk"] == f"upload#{read.upload_id}"] == ["upload"]


def test_a_late_event_of_the_photo_finds_it_finished(table: Table) -> None:
    upload = table.read()
    read = table.type(table.whole())
    for version_id in ("version-1", "version-2"):
        assert table.uploads.claim(upload.ref, version_id, "request-2", LATER) is None
    assert table.whole().reads == [read]


def test_photos_without_a_plate_wait_in_the_order_asked_for_each_for_one_operator(table: Table) -> None:
    for number in range(3):
        table.read(number)
    table.read(3, a_read(3))
    assert table.waiting() == photos(0, 1, 2)
    assert table.missed.waiting(2) == 2
    assert table.missed.waiting(9) == 3
    assert table.waiting("operator-2") == []
    table.time = LATER
    assert table.waiting("operator-2", PhotoOrder.NEWEST, 2) == photos(2, 1)


def test_a_photo_waits_until_it_is_typed_in_or_judged_and_again_when_that_is_taken_back(table: Table) -> None:
    for number in (0, 1):
        table.read(number)
    read = table.type(table.whole())
    assert table.waiting() == photos(1)
    asked = ReviewRequest(Decision.WITHDRAW, None, None, 0)
    after, done = review(read, asked, None, OWNER, START)
    entry = AuditEntry(Action.REVIEWED, OWNER, START, read.read_id)
    no_plate = table.whole().no_plate
    assert no_plate
    table.reads.decide(done, after, entry, of_change(read, done.before, done.after), Beside(no_plate.beside([after])))
    assert table.waiting() == photos(0, 1)
    assert table.whole().reads == [after]
    assert table.reads.page(ReadFilter(), "XY34ZAB", 5, None).reads == []
    (other,) = table.missed.lease(PhotoOrder.NEWEST, 1, "operator-1", START, LATER)
    judged = other.judged("operator-1", START, other.version)
    table.missed.judge(judged, entry)
    assert (table.waiting(), table.whole(1).no_plate) == (photos(0), judged)
    with pytest.raises(Conflict):
        table.missed.judge(judged, entry)
    table.missed.judge(judged.judged(None, None, judged.version), entry)
    assert table.waiting() == photos(0, 1)


def test_a_judgement_on_a_photo_that_is_being_deleted_is_refused(table: Table) -> None:
    upload = table.read()
    no_plate = table.whole().no_plate
    assert no_plate
    receipt = Receipt(upload.ref.upload_id, OWNER, START, DeleteReason.OWN_WISH, 0)
    whole = table.whole()
    DynamoDbDeletions(table.client, TABLE, AUDIT_INBOX).begin(whole.upload, Deletion(receipt, LATER), None)
    with pytest.raises(Conflict):
        table.missed.judge(no_plate.judged("operator-1", START, 0), AuditEntry(Action.REVIEWED, "operator-1", START))


def test_a_photo_whose_time_is_over_waits_no_longer(table: Table) -> None:
    upload = table.read()
    table.time = upload.kept_until
    assert table.waiting() == []
    assert table.missed.waiting(9) == 0


def test_photos_are_counted_beyond_a_page_of_photos_whose_time_is_over(table: Table) -> None:
    for number in range(5):
        table.read(number)
    for number in range(3):
        key = items.to_typed({"pk": f"upload#{an_upload(number).ref.upload_id}", "sk": "no_plate"})
        over = {":over": {"N": str(int(START.timestamp()) - 1)}}
        change = "SET expires_at_epoch_seconds = :over"
        table.client.update_item(TableName=TABLE, Key=key, UpdateExpression=change, ExpressionAttributeValues=over)
    assert [table.missed.waiting(most) for most in (1, 2, 9)] == [1, 2, 2]


def test_a_doubted_read_comes_back_doubted(table: Table) -> None:
    table.read(0, read := a_read(status=ReadStatus.ACCEPTED))
    after, done = review(read, ReviewRequest(Decision.DOUBT, None, None, 0), None, OWNER, START)
    table.reads.decide(done, after, AuditEntry(Action.REVIEWED, OWNER, START, read.read_id), {})
    whole = table.whole()
    assert (whole.reads, whole.reviews) == ([after], [done])
    assert table.reads.lease(QueueOrder.LEAST_SURE, 5, "operator-1", START, LATER) == [after]
