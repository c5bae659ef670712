from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from handler.adapters.dynamodb import items
from handler.adapters.dynamodb.insight_log import DynamoDbInsightLog
from handler.adapters.dynamodb.plate_index import DynamoDbPlateIndex
from handler.adapters.dynamodb.upload_log import DynamoDbUploadLog
from handler.domain.errors import InvalidRequest, ServiceFailed, UnknownUpload, UploadBusy, UploadOver
from handler.domain.insights import CountedBy, hour_of
from handler.domain.judging.colour import NO_COLOURS
from handler.domain.text.reader import Reader
from handler.domain.upload import MOST_READS, Failure, ObjectFacts, Upload, UploadRef, UploadStatus
from handler.service.ports.uploads import WholeUpload
from tests.integration.conftest import TABLE
from tests.integration.logged import COLOURS, claimed, finished, outcome, read, texts, upload
from tests.support.fakes.world import LEASE, OWNER, START

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@pytest.fixture
def log(table: DynamoDBClient) -> DynamoDbUploadLog:
    return DynamoDbUploadLog(table, TABLE, LEASE, lambda: START)


def test_an_upload_is_counted_once_by_its_end_and_once_by_when_it_was_taken(log: DynamoDbUploadLog) -> None:
    insights, at = DynamoDbInsightLog(log.client, TABLE), START - timedelta(days=40)
    taken = claimed(log, replace(upload(), captured_at=at))
    log.finish(finished(taken), "request-1", outcome([], []))
    with pytest.raises(UploadBusy):
        log.finish(finished(taken), "request-1", outcome([], []))
    days = at.date(), START.date()
    assert insights.hours(*days) == {hour_of(START): {"done": 1}}
    assert insights.hours(*days, CountedBy.CAPTURE) == {hour_of(at): {"done": 1}}


def test_an_upload_comes_back_as_it_was_written(log: DynamoDbUploadLog) -> None:
    log.add(upload())
    assert log.find(upload().ref.upload_id) == (upload(), [])


def test_an_upload_is_never_written_over(log: DynamoDbUploadLog) -> None:
    log.add(upload())
    with pytest.raises(ServiceFailed):
        log.add(upload())


def test_nothing_is_found_where_nothing_is(log: DynamoDbUploadLog) -> None:
    assert log.find("0" * 32) is None


def test_a_finished_upload_comes_back_with_its_reads_in_their_order(log: DynamoDbUploadLog) -> None:
    taken = claimed(log, upload())
    reads = [read(taken, place) for place in range(12)]
    log.finish(finished(taken), "request-1", outcome(reads, texts(taken)))
    found = log.find(taken.ref.upload_id)
    assert found is not None
    assert found[0] == replace(finished(taken), read_count=12, lease_until=None)
    assert found[1] == reads


def test_why_the_reads_are_these_comes_back_as_it_was_written(log: DynamoDbUploadLog) -> None:
    taken = claimed(log, upload())
    before = log.whole(taken.ref.upload_id)
    assert before == WholeUpload(taken, [], [], [])
    log.finish(finished(taken), "request-1", outcome([read(taken)], texts(taken)))
    found = log.whole(taken.ref.upload_id)
    assert found is not None
    assert found.upload.status is UploadStatus.DONE
    assert found.reads == [read(taken)]
    assert found.texts == texts(taken)
    assert log.whole("f" * 32) is None


def test_as_many_texts_as_the_detection_gives_fit_into_the_log(log: DynamoDbUploadLog) -> None:
    """At most 100 words (Rekognition developer guide), each a line of its own, at both looks."""
    taken = claimed(log, upload())
    (first, second) = texts(taken)
    many = [first, second] * 200
    log.finish(finished(taken), "request-1", outcome([], many))
    found = log.whole(taken.ref.upload_id)
    assert found is not None
    assert found.texts == many


def test_a_claim_counts_the_attempts_and_gives_a_lease(log: DynamoDbUploadLog) -> None:
    taken = claimed(log, upload())
    assert (taken.status, taken.attempts) == (UploadStatus.PROCESSING, 1)
    assert taken.lease_until == START + LEASE
    again = log.claim(taken.ref, None, "request-1", START)
    assert again is not None
    assert again.attempts == 2


@pytest.mark.parametrize("is_taken", [False, True])
def test_what_is_over_cannot_be_claimed_though_it_is_still_there(log: DynamoDbUploadLog, *, is_taken: bool) -> None:
    log.add(upload())
    if is_taken:
        log.claim(upload().ref, None, "request-1", START)
    assert log.claim(upload().ref, None, "request-1", upload().kept_until - timedelta(seconds=1))
    for now in (upload().kept_until, upload().kept_until + timedelta(days=2)):
        with pytest.raises(UploadOver):
            log.claim(upload().ref, None, "request-1", now)


def test_a_failed_upload_that_is_over_is_not_read_anew(log: DynamoDbUploadLog) -> None:
    failed = replace(finished(claimed(log, upload())), status=UploadStatus.FAILED, failure=Failure.of("damaged"))
    log.finish(failed, "request-1", outcome([], []))
    with pytest.raises(UploadOver):
        log.claim(failed.ref, "version-2", "request-2", upload().kept_until)


def test_a_second_holder_has_to_wait_until_the_lease_has_ended(log: DynamoDbUploadLog) -> None:
    taken = claimed(log, upload())
    with pytest.raises(UploadBusy):
        log.claim(taken.ref, None, "request-2", START + LEASE)
    assert log.claim(taken.ref, None, "request-2", START + LEASE + timedelta(seconds=1)) is not None


def test_what_is_given_back_can_be_taken_at_once(log: DynamoDbUploadLog) -> None:
    taken = claimed(log, upload())
    log.release(taken.ref, "request-1", START)
    again = log.claim(taken.ref, None, "request-2", START)
    assert again is not None
    assert again.attempts == 2


def test_who_lost_the_lease_gives_nothing_back(log: DynamoDbUploadLog) -> None:
    taken = claimed(log, upload())
    log.claim(taken.ref, None, "request-2", START + timedelta(hours=1))
    log.release(taken.ref, "request-1", START + timedelta(hours=1))
    with pytest.raises(UploadBusy):
        log.claim(taken.ref, None, "request-3", START + timedelta(hours=1))


def test_a_finished_upload_cannot_be_claimed(log: DynamoDbUploadLog) -> None:
    taken = claimed(log, upload())
    log.finish(finished(taken), "request-1", outcome([read(taken)], texts(taken)))
    assert log.claim(taken.ref, None, "request-2", START + timedelta(days=1)) is None
    found = log.find(taken.ref.upload_id)
    assert found is not None
    assert found[0].attempts == 1


def test_nobody_can_claim_what_was_not_promised_or_is_promised_to_another(log: DynamoDbUploadLog) -> None:
    log.add(upload())
    for ref in (UploadRef(OWNER, "f" * 32), UploadRef("somebody-else", upload().ref.upload_id)):
        with pytest.raises(UnknownUpload):
            log.claim(ref, None, "request-1", START)


def test_who_lost_the_lease_writes_nothing(log: DynamoDbUploadLog) -> None:
    taken = claimed(log, upload())
    log.claim(taken.ref, None, "request-2", START + timedelta(hours=1))
    with pytest.raises(UploadBusy):
        log.finish(finished(taken), "request-1", outcome([read(taken)], texts(taken)))
    found = log.find(taken.ref.upload_id)
    assert found is not None
    assert (found[0].status, found[1]) == (UploadStatus.PROCESSING, [])


def test_a_failure_is_kept_with_its_sentence(log: DynamoDbUploadLog) -> None:
    taken = claimed(log, upload())
    log.finish(replace(taken, status=UploadStatus.FAILED, failure=Failure.of("damaged")), "request-1", outcome([], []))
    found = log.find(taken.ref.upload_id)
    assert found is not None
    assert found[0].failure == Failure.of("damaged")


def test_pages_are_ones_own_newest_first_and_complete(log: DynamoDbUploadLog) -> None:
    for number in range(7):
        log.add(upload(number))
    log.add(upload(100, owner="somebody-else"))
    seen: list[Upload] = []
    cursor = None
    while True:
        page = log.page(OWNER, 3, cursor)
        seen += page.uploads
        cursor = page.cursor
        if cursor is None:
            break
    assert seen == [upload(number) for number in reversed(range(7))]


def test_a_cursor_of_another_person_is_refused(log: DynamoDbUploadLog) -> None:
    for number in range(4):
        log.add(upload(number))
        log.add(upload(number + 10, owner="somebody-else"))
    theirs = log.page("somebody-else", 2, None).cursor
    with pytest.raises(InvalidRequest, match="cursor"):
        log.page(OWNER, 10, theirs)


@pytest.mark.parametrize("cursor", ["x", "AAAA", "é", "eyJwayI6MX0=", "=" * 9])
def test_a_made_up_cursor_is_refused(log: DynamoDbUploadLog, cursor: str) -> None:
    with pytest.raises(InvalidRequest, match="cursor"):
        log.page(OWNER, 3, cursor)


def test_the_reads_of_many_uploads_come_by_their_keys(log: DynamoDbUploadLog, table: DynamoDBClient) -> None:
    uploads = [replace(upload(number), read_count=number % 3) for number in range(105)]  # more than a call takes
    for one in uploads:
        for place in range(one.read_count):
            item = items.from_read(read(one, place), place)
            table.put_item(TableName=TABLE, Item=items.to_typed(item))
    reads = log.reads_of(uploads)
    assert {upload_id: len(some) for upload_id, some in reads.items()} == {
        one.ref.upload_id: one.read_count for one in uploads if one.read_count
    }


def test_every_item_ends_when_the_uploads_time_is_over(log: DynamoDbUploadLog, table: DynamoDBClient) -> None:
    taken = claimed(log, upload())
    log.finish(finished(taken), "request-1", outcome([read(taken)], texts(taken)))
    about_people = [
        item for item in table.scan(TableName=TABLE)["Items"] if not item["pk"]["S"].startswith("insights#")
    ]
    ends = {item["expires_at_epoch_seconds"]["N"] for item in about_people}
    assert ends == {str(int(upload().kept_until.timestamp()))}


def test_a_read_of_the_first_version_is_still_shown(log: DynamoDbUploadLog, table: DynamoDBClient) -> None:
    taken = claimed(log, upload())
    log.finish(finished(taken), "request-1", outcome([], []))
    kept = items.from_read(read(taken), 0)
    colours = ("plate_ground", "plate_characters", "vehicle_colour")
    later = ("uploader", "camera_id", "seen_at", "kind", "current_plate", "subdivision", *colours)
    old = {name: value for name, value in kept.items() if name not in later}
    table.put_item(TableName=TABLE, Item=items.to_typed(old))
    found = log.find(taken.ref.upload_id)
    assert found is not None
    assert [(one.plate, one.seen_at, one.colours) for one in found[1]] == [("AB00CDE", START, NO_COLOURS)]


@pytest.mark.parametrize("reader", [*Reader, None])
def test_a_read_tells_who_found_its_text_where_that_was_kept(reader: Reader | None) -> None:
    item = items.from_read(replace(read(upload()), reader=reader), 0)
    assert items.to_read(items.to_plain(items.to_typed(item))).reader is reader


def test_a_read_from_before_vehicles_had_colours_tells_those_of_its_plate() -> None:
    item = items.from_read(read(upload()), 0)
    del item["vehicle_colour"]
    assert items.to_read(items.to_plain(items.to_typed(item))).colours == replace(COLOURS, vehicle=None)


def failed(log: DynamoDbUploadLog, version: str = "version-1") -> Upload:
    """An upload whose photo could not be read."""
    taken = claimed(log, upload())
    facts = ObjectFacts(12345, "image/jpeg", START, "0" * 32, version)
    ended = replace(taken, status=UploadStatus.FAILED, failure=Failure.of("damaged"), object_facts=facts)
    log.finish(ended, "request-1", outcome([], []))
    return ended


def test_a_failed_upload_is_taken_up_for_another_photo_and_for_that_alone(log: DynamoDbUploadLog) -> None:
    ref = failed(log).ref
    assert log.claim(ref, None, "request-2", START) is None
    assert log.claim(ref, "version-1", "request-2", START) is None
    anew = log.claim(ref, "version-2", "request-2", START)
    assert anew is not None
    assert (anew.status, anew.failure, anew.failed_before) == (UploadStatus.PROCESSING, None, "damaged")
    assert anew.attempts == 1
    log.finish(finished(anew), "request-2", outcome([read(anew)], texts(anew)))
    found = log.alone(ref.upload_id)
    assert found is not None
    assert (found.status, found.failure, found.failed_before) == (UploadStatus.DONE, None, None)
    assert log.claim(ref, "version-3", "request-3", START) is None


def test_more_items_than_a_page_holds_are_all_found(log: DynamoDbUploadLog, table: DynamoDBClient) -> None:
    """A Query gives a megabyte at once (DynamoDB API reference)."""
    taken = claimed(log, upload())
    log.finish(finished(taken), "request-1", outcome([read(taken)], texts(taken)))
    key = items.upload_key(taken.ref.upload_id)["pk"]
    for number in range(4):
        large = {"pk": key, "sk": f"explanation-{number}", "texts": "x" * 350_000}
        table.put_item(TableName=TABLE, Item=items.to_typed(large))
    found = log.whole(taken.ref.upload_id)
    assert found is not None
    assert found.reads == [read(taken)]


def test_as_many_plates_as_are_kept_of_a_photo_fit_into_the_log(log: DynamoDbUploadLog, table: DynamoDBClient) -> None:
    taken = claimed(log, upload())
    reads = [replace(read(taken, place), plate=f"AB{place:03d}CD") for place in range(MOST_READS)]
    log.finish(finished(taken), "request-1", outcome(reads, texts(taken)))
    index = DynamoDbPlateIndex(table, TABLE, lambda: START)
    (changed,) = index.unsettled(taken.ref.upload_id)
    index.settle(changed, START)
    assert list(index.lost(reads)) == []
    assert list(index.unsettled()) == []
