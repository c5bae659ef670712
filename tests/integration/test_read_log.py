from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

from handler.adapters.dynamodb import history_items, items
from handler.adapters.dynamodb.deletions import DynamoDbDeletions, DynamoDbLeftovers
from handler.adapters.dynamodb.insight_log import DynamoDbInsightLog
from handler.adapters.dynamodb.read_log import MOST_EXAMINED, DynamoDbReadLog
from handler.adapters.dynamodb.upload_log import DynamoDbUploadLog
from handler.domain.audit import Action, AuditEntry
from handler.domain.deletion import DeleteReason, Deletion, Receipt
from handler.domain.errors import Conflict, InvalidRequest, Throttled
from handler.domain.insights import CountedBy, Counts, hour_of, of_change
from handler.domain.judging.colour import Colour, Colours, ToldColour
from handler.domain.logged import LoggedRead, ReadStatus
from handler.domain.read_filter import ReadFilter, ReadOrder
from handler.domain.review import Decision, RejectReason, Review, ReviewRequest, review
from handler.service.ports.reads import QueueOrder
from tests.integration.conftest import AUDIT_INBOX, TABLE
from tests.support.fakes.world import LEASE, OWNER, START
from tests.support.samples import a_read, an_upload

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

LATER = START + timedelta(minutes=3)


@pytest.fixture
def log(audit_table: DynamoDBClient) -> DynamoDbReadLog:
    return DynamoDbReadLog(audit_table, TABLE, AUDIT_INBOX, lambda: START)


def put(log: DynamoDbReadLog, *reads: LoggedRead) -> None:
    for read in reads:
        item = items.from_read(read, items.place_of(read.read_id))
        log.client.put_item(TableName=TABLE, Item=items.to_typed(item))
        upload = an_upload(int(read.upload_id, 16))
        log.client.put_item(TableName=TABLE, Item=items.to_typed(items.from_upload(upload)))


def pages(
    log: DynamoDbReadLog,
    wanted: ReadFilter,
    plate: str | None = None,
    limit: int = 3,
    order: ReadOrder = ReadOrder.NEWEST,
) -> list[LoggedRead]:
    found: list[LoggedRead] = []
    after = None
    while True:
        some = log.page(wanted, plate, limit, after, order)
        found += some.reads
        after = some.cursor
        if after is None:
            return found


def decided(read: LoggedRead, decision: Decision = Decision.CONFIRM) -> tuple[Review, LoggedRead, AuditEntry, Counts]:
    asked = ReviewRequest(decision, "XY34ZAB", RejectReason.OTHER, read.version)
    after, done = review(read, asked, None, "operator-1", START)
    entry = AuditEntry(Action.REVIEWED, "operator-1", START, read.read_id, {"to": "XY34ZAB"})
    return done, after, entry, of_change(read, done.before, done.after)


def test_reads_come_back_as_they_were_newest_first_and_complete(log: DynamoDbReadLog) -> None:
    reads = [a_read(number, camera_id="gate-2", corrected_plate="XY34ZAB") for number in range(8)]
    put(log, *reads)
    assert pages(log, ReadFilter()) == reads[::-1]


@pytest.mark.parametrize("limit", [1, 3, 9])
def test_reads_come_oldest_first_where_asked_for_whatever_index_answers(log: DynamoDbReadLog, limit: int) -> None:
    reads = [a_read(number) for number in range(7)]
    put(log, *reads)
    for wanted, plate in (
        (ReadFilter(), None),
        (ReadFilter(), "AB12CDE"),
        (ReadFilter(status=ReadStatus.NEEDS_REVIEW), None),
        (ReadFilter(region="gb"), None),
    ):
        assert pages(log, wanted, plate, limit, ReadOrder.OLDEST) == reads
        assert pages(log, wanted, plate, limit) == reads[::-1]
    later = ReadFilter(since=reads[2].seen_at, until=reads[5].seen_at)
    assert pages(log, later, limit=limit, order=ReadOrder.OLDEST) == reads[2:5]


def test_a_cursor_goes_on_in_its_own_order_only(log: DynamoDbReadLog) -> None:
    put(log, *(a_read(number) for number in range(3)))
    after = log.page(ReadFilter(), None, 1, None).cursor
    with pytest.raises(InvalidRequest, match="cursor"):
        log.page(ReadFilter(), None, 1, after, ReadOrder.OLDEST)


def test_reads_are_got_by_their_ids_in_that_order_and_what_is_over_or_gone_is_left_out(log: DynamoDbReadLog) -> None:
    reads = [a_read(0), a_read(1), a_read(2, kept_until=START - timedelta(days=1))]
    put(log, *reads)
    wanted = [reads[1].read_id, a_read(9).read_id, reads[0].read_id, reads[2].read_id, reads[0].read_id]
    assert log.some(wanted) == [reads[1], reads[0], reads[0]]


def test_beside_a_read_stand_its_photos_name_and_the_newest_decision_on_it(log: DynamoDbReadLog) -> None:
    put(log, *(a_read(number) for number in range(3)))
    log.decide(*decided(a_read(0), Decision.CORRECT))
    (once,) = pages(log, ReadFilter(), "XY34ZAB")
    done, after, entry, counts = decided(once, Decision.REJECT)
    log.decide(done, after, entry, counts)
    log.client.delete_item(TableName=TABLE, Key=items.to_typed(items.upload_key(a_read(2).upload_id)))
    beside = log.backgrounds([after, a_read(1), a_read(2)])
    assert [beside[a_read(number).read_id].file_name for number in range(3)] == ["gate-0.jpg", "gate-1.jpg", None]
    assert [beside[a_read(number).read_id].last for number in range(3)] == [done, None, None]
    assert log.backgrounds([]) == {}


def test_each_condition_leaves_out_what_does_not_meet_it(log: DynamoDbReadLog) -> None:
    wanted = a_read(
        5, plate="GH56IJK", status=ReadStatus.ACCEPTED, region="us-ca", camera_id="gate-2", owner="x", confidence=0.97
    )
    wanted = replace(wanted, colours=Colours(ToldColour(Colour.WHITE, 0.75), None, ToldColour(Colour.SILVER, 0.5)))
    put(log, *(a_read(number) for number in range(4)), wanted)
    for conditions in (
        ReadFilter(status=ReadStatus.ACCEPTED),
        ReadFilter(region="us"),
        ReadFilter(camera_id="gate-2"),
        ReadFilter(uploader="x"),
        ReadFilter(plate_ground=Colour.WHITE),
        ReadFilter(vehicle_colour=Colour.SILVER, status=ReadStatus.ACCEPTED),
        ReadFilter(least_confidence=0.9),
        ReadFilter(since=wanted.seen_at),
        ReadFilter(status=ReadStatus.ACCEPTED, since=wanted.seen_at, region="us-ca"),
    ):
        assert pages(log, conditions, limit=1) == [wanted]
    assert pages(log, ReadFilter(), "GH56IJK") == [wanted]
    assert pages(log, ReadFilter(until=wanted.seen_at)) == [a_read(number) for number in (3, 2, 1, 0)]


def test_a_plate_is_found_as_it_stands_by_now(log: DynamoDbReadLog) -> None:
    put(log, a_read(0), a_read(1))
    log.decide(*decided(a_read(0), Decision.CORRECT))
    log.decide(*decided(a_read(1), Decision.REJECT))
    assert pages(log, ReadFilter(), "AB12CDE") == []
    (found,) = pages(log, ReadFilter(), "XY34ZAB")
    assert (found.plate, found.corrected_plate, found.status) == ("AB12CDE", "XY34ZAB", ReadStatus.CORRECTED)


def test_a_rejected_read_is_found_by_its_plate_and_counts_for_none(log: DynamoDbReadLog) -> None:
    put(log, *(a_read(number) for number in range(5)))
    for number in range(4):
        log.decide(*decided(a_read(number), Decision.REJECT))
    rejected = pages(log, ReadFilter(status=ReadStatus.REJECTED), "AB12CDE")
    assert [int(read.upload_id, 16) for read in rejected] == [3, 2, 1, 0]
    assert {(read.current_plate, read.status) for read in rejected} == {(None, ReadStatus.REJECTED)}
    assert pages(log, ReadFilter(status=ReadStatus.REJECTED, until=rejected[1].seen_at), "AB12CDE") == rejected[2:]
    assert pages(log, ReadFilter(), "AB12CDE") == [a_read(4)]
    assert log.first_seen("AB12CDE") == a_read(4).seen_at


@pytest.mark.parametrize("after", ["x", "AAAA", "é", "W10="])
def test_a_made_up_cursor_is_refused(log: DynamoDbReadLog, after: str) -> None:
    with pytest.raises(InvalidRequest, match="cursor"):
        log.page(ReadFilter(), None, 3, after)


@pytest.mark.parametrize(
    "another", [ReadFilter(region="gb"), ReadFilter(plate_ground=Colour.WHITE), ReadFilter(vehicle_colour=Colour.WHITE)]
)
def test_a_cursor_of_another_search_is_refused(log: DynamoDbReadLog, another: ReadFilter) -> None:
    put(log, *(a_read(number) for number in range(3)))
    after = log.page(ReadFilter(), None, 1, None).cursor
    with pytest.raises(InvalidRequest, match="cursor"):
        log.page(another, None, 1, after)


RED_VEHICLE = Colours(vehicle=ToldColour(Colour.RED, 0.75))


@pytest.mark.parametrize(
    ("about", "wanted"),
    [({"region": "ro"}, ReadFilter(region="ro")), ({"colours": RED_VEHICLE}, ReadFilter(vehicle_colour=Colour.RED))],
)
def test_one_request_looks_at_so_many_reads_and_goes_on_at_the_next(
    about: dict[str, Any], wanted: ReadFilter, log: DynamoDbReadLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MOST_EXAMINED >= 100
    monkeypatch.setattr("handler.adapters.dynamodb.read_log.MOST_EXAMINED", 10)
    put(log, a_read(0, **about), *(a_read(number) for number in range(1, 25)))
    first = log.page(wanted, None, 5, None)
    assert first.reads == []
    assert first.cursor
    assert pages(log, wanted) == [a_read(0, **about)]


@pytest.mark.parametrize(("order", "numbers"), [(QueueOrder.LEAST_SURE, [2, 1, 0]), (QueueOrder.OLDEST, [0, 1, 2])])
def test_the_queue_gives_each_read_to_one_reviewer_only(
    log: DynamoDbReadLog, order: QueueOrder, numbers: list[int]
) -> None:
    reads = [a_read(number, confidence=(8 - number) / 10) for number in range(3)]
    put(log, *reads, a_read(9, status=ReadStatus.ACCEPTED))
    wanted = [reads[number] for number in numbers]
    assert log.lease(order, 2, "operator-1", START, LATER) == wanted[:2]
    assert log.lease(order, 2, "operator-2", START, LATER) == wanted[2:]
    assert log.lease(order, 9, "operator-1", START, LATER) == wanted[:2]
    assert log.lease(order, 9, "operator-3", LATER, LATER) == wanted


def test_more_leased_reads_than_a_query_gives_do_not_hide_the_others(log: DynamoDbReadLog) -> None:
    put(log, *(a_read(number, confidence=number / 100) for number in range(40)))
    assert len(log.lease(QueueOrder.LEAST_SURE, 35, "operator-1", START, LATER)) == 35
    assert len(log.lease(QueueOrder.LEAST_SURE, 35, "operator-2", START, LATER)) == 5


def test_a_decision_is_written_with_its_reviewer_and_frees_the_read(log: DynamoDbReadLog) -> None:
    uploads = DynamoDbUploadLog(log.client, TABLE, LEASE, lambda: START)
    uploads.add(an_upload(0))
    put(log, a_read(0))
    log.lease(QueueOrder.OLDEST, 1, "operator-1", START, LATER)
    done, after, entry, counts = decided(a_read(0))
    log.decide(done, after, entry, counts)
    whole = uploads.whole(after.upload_id)
    assert whole is not None
    assert (whole.reads, whole.reviews) == ([after], [done])
    assert log.lease(QueueOrder.OLDEST, 1, "operator-2", START, LATER) == []
    kept = [item for item in log.client.scan(TableName=TABLE)["Items"] if not item["pk"]["S"].startswith("insights#")]
    assert {item["expires_at_epoch_seconds"]["N"] for item in kept} == {str(int(after.kept_until.timestamp()))}
    (written,) = log.client.scan(TableName=AUDIT_INBOX)["Items"]
    assert history_items.to_new_audit(items.to_plain(written))[0] == entry


def test_a_decision_is_counted_by_when_it_was_made_and_by_when_the_photo_was_taken(log: DynamoDbReadLog) -> None:
    insights, taken = DynamoDbInsightLog(log.client, TABLE), START - timedelta(days=3)
    read = a_read(0, seen_at=taken)
    put(log, read)
    log.decide(*decided(read))
    days = taken.date(), START.date()
    by_arrival, by_capture = insights.hours(*days), insights.hours(*days, CountedBy.CAPTURE)
    assert list(by_capture) == [hour_of(taken)]
    assert by_arrival == {hour_of(START): by_capture[hour_of(taken)]}
    with pytest.raises(Conflict):
        log.decide(*decided(read, Decision.REJECT))
    assert insights.hours(*days, CountedBy.CAPTURE) == by_capture


def test_what_waits_is_counted_up_to_a_number(log: DynamoDbReadLog) -> None:
    put(log, *(a_read(number) for number in range(5)), a_read(9, status=ReadStatus.ACCEPTED))
    assert [log.waiting(most) for most in (4, 5, 6)] == [4, 5, 5]
    log.decide(*decided(a_read(0)))
    assert log.waiting(6) == 4
    over = replace(log, now=lambda: a_read(9).kept_until)
    assert over.waiting(6) == 0


def test_a_stale_decision_changes_nothing(log: DynamoDbReadLog) -> None:
    put(log, a_read(0))
    log.decide(*decided(a_read(0)))
    with pytest.raises(Conflict):
        log.decide(*decided(a_read(0), Decision.REJECT))
    (read,) = pages(log, ReadFilter())
    assert read.status is ReadStatus.CONFIRMED
    assert len(log.client.scan(TableName=AUDIT_INBOX)["Items"]) == 1


def test_an_undone_decision_puts_the_read_back_into_the_queue(log: DynamoDbReadLog) -> None:
    put(log, a_read(0))
    done, after, entry, counts = decided(a_read(0), Decision.CORRECT)
    log.decide(done, after, entry, counts)
    back, undone = review(after, ReviewRequest(Decision.UNDO, None, None, 1), done, "operator-1", START)
    log.decide(undone, back, replace(entry, details={}), {})
    assert log.lease(QueueOrder.OLDEST, 1, "operator-2", START, LATER) == [replace(a_read(0), version=2)]
    assert pages(log, ReadFilter(uploader=OWNER), "AB12CDE") == [replace(a_read(0), version=2)]


def test_no_decision_comes_to_an_upload_that_is_being_deleted_or_gone(log: DynamoDbReadLog) -> None:
    put(log, a_read(0), a_read(1), a_read(2))
    deletions = DynamoDbDeletions(log.client, TABLE, AUDIT_INBOX)
    for number in (0, 1):
        receipt = Receipt(an_upload(number).ref.upload_id, "somebody", START, DeleteReason.OWN_WISH, 1)
        deletions.begin(an_upload(number), Deletion(receipt, LATER), None)
    DynamoDbLeftovers(log.client, TABLE).end(receipt, LATER)
    put_again = items.from_read(a_read(1), 0)
    log.client.put_item(TableName=TABLE, Item=items.to_typed(put_again))
    log.client.delete_item(TableName=TABLE, Key=items.to_typed(items.upload_key(a_read(2).upload_id)))
    for number in (0, 1, 2):
        with pytest.raises(Conflict):
            log.decide(*decided(a_read(number)))
    assert not [item for item in log.client.scan(TableName=TABLE)["Items"] if "decision" in item["sk"]["S"]]
    assert log.client.scan(TableName=AUDIT_INBOX)["Items"] == []


def test_a_decision_that_another_write_meets_is_tried_again(
    log: DynamoDbReadLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(log, a_read(0))
    monkeypatch.setattr("handler.adapters.dynamodb.table.time.sleep", lambda _seconds: None)
    client = Contested(log.client)
    log = replace(log, client=client)  # type: ignore[arg-type]
    client.refusals = 2
    log.decide(*decided(a_read(0)))
    assert client.refusals == 0
    client.refusals = 99
    with pytest.raises(Throttled):
        log.decide(*decided(replace(a_read(0), version=1)))


class Contested:
    """DynamoDB where somebody else writes the same items at the same moment, some times."""

    def __init__(self, client: DynamoDBClient) -> None:
        self._client, self.refusals = client, 0

    def transact_write_items(self, **request: Any) -> Any:
        if self.refusals:
            self.refusals -= 1
            reasons = [{"Code": "TransactionConflict"}, {"Code": "None"}]
            answer: Any = {"Error": {"Code": "TransactionCanceledException"}, "CancellationReasons": reasons}
            raise ClientError(answer, "TransactWriteItems")
        return self._client.transact_write_items(**request)
