from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from handler.adapters.dynamodb import items
from handler.adapters.dynamodb.deletions import DynamoDbDeletions, DynamoDbLeftovers
from handler.adapters.dynamodb.upload_census import DynamoDbUploadCensus
from handler.adapters.dynamodb.upload_log import DynamoDbUploadLog
from handler.adapters.reading_starter import LambdaReadingStarter
from handler.adapters.s3 import S3PhotoStore
from handler.domain.deletion import DeleteReason, Deletion, Receipt
from handler.domain.errors import ServiceFailed
from handler.domain.reconciliation import Finding, Meter, Whole
from handler.service.ports.photos import PhotoKeys
from tests.integration.conftest import BUCKET, TABLE
from tests.support.fakes.world import LEASE, START
from tests.support.samples import a_read, an_upload

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client

MANY = 230
"""More than BatchGetItem takes at once."""


@pytest.fixture
def log(table: DynamoDBClient) -> DynamoDbUploadLog:
    return DynamoDbUploadLog(table, TABLE, LEASE, lambda: START)


@pytest.fixture
def census(table: DynamoDBClient) -> DynamoDbUploadCensus:
    return DynamoDbUploadCensus(table, TABLE, lambda: START)


def test_uploads_come_by_their_time_and_reads_do_not_come(log: DynamoDbUploadLog, census: DynamoDbUploadCensus) -> None:
    for number in (3, 1, 2):
        log.add(an_upload(number))
    assert list(census.uploads_since(START + timedelta(minutes=2))) == [an_upload(2), an_upload(3)]


def test_reads_come_by_their_time_and_uploads_do_not_come(log: DynamoDbUploadLog, census: DynamoDbUploadCensus) -> None:
    log.add(an_upload(5))
    for number in (3, 1, 2):
        item = items.from_read(a_read(number), 0)
        log.client.put_item(TableName=TABLE, Item=items.to_typed(item))
    assert list(census.reads_since(START + timedelta(minutes=2))) == [a_read(2), a_read(3)]


def test_all_pages_are_read(log: DynamoDbUploadLog, census: DynamoDbUploadCensus) -> None:
    long = "x" * 200_000  # DynamoDB answers a megabyte a page
    for number in range(12):
        log.add(an_upload(number, file_name=long))
    assert len(list(census.uploads_since(START))) == 12


def test_uploads_receipts_and_nothing_are_told_apart(log: DynamoDbUploadLog, census: DynamoDbUploadCensus) -> None:
    uploads = [an_upload(number) for number in range(MANY)]
    for upload in uploads:
        log.add(upload)
    deleted = uploads[7].ref.upload_id
    receipt = Receipt(deleted, "me", START, DeleteReason.OWN_WISH, 0)
    DynamoDbLeftovers(log.client, TABLE).end(receipt, uploads[7].kept_until)
    frozen = uploads[9]
    deletions = DynamoDbDeletions(log.client, TABLE, "")
    deletions.begin(frozen, Deletion(replace(receipt, upload_id=frozen.ref.upload_id), START), None)
    found = census.standing([*(one.ref.upload_id for one in uploads), "f" * 32])
    assert len(found) == MANY
    assert found[deleted] is found[frozen.ref.upload_id] is None
    assert found[uploads[8].ref.upload_id] == uploads[8]


def test_the_last_comparison_is_kept(census: DynamoDbUploadCensus) -> None:
    assert census.latest() is None
    for done in (1, 2):
        meter = Meter(START, START + timedelta(hours=done), {Finding.DONE: done}, sent_again=1, removed=2)
        census.keep(meter)
    assert census.latest() == meter


def test_how_far_a_comparison_of_all_came_is_kept(census: DynamoDbUploadCensus) -> None:
    assert census.whole() is None
    meter = Meter(START, START, {Finding.DONE: 3, Finding.STUCK: 1}, 1, 2, 3, oldest_in_work=START - LEASE)
    for whole in (
        Whole(meter, START, after="uploads/me/one", read_given_up=True, busy_until=START + LEASE),
        Whole(meter, START, reads_from=START - LEASE),
        Whole(meter, START + LEASE, is_over=True),
    ):
        census.keep_whole(whole)
        assert census.whole() == whole
    assert census.latest() is None


def test_an_upload_of_an_older_version_is_found_by_its_key_only(
    table: DynamoDBClient, census: DynamoDbUploadCensus
) -> None:
    older = {name: value for name, value in items.from_upload(an_upload()).items() if name != "kind"}
    table.put_item(TableName=TABLE, Item=items.to_typed(older))
    assert list(census.uploads_since(START)) == []
    assert census.standing([an_upload().ref.upload_id]) == {an_upload().ref.upload_id: an_upload()}


def test_photos_are_listed_with_their_uploads(bucket: S3Client) -> None:
    upload = an_upload()
    for key in (upload.ref.photo_key, "uploads/a cat.jpg", upload.ref.thumbnail_key):
        bucket.put_object(Bucket=BUCKET, Key=key, Body=b"x")
    photos = S3PhotoStore(bucket, BUCKET)
    arrivals = {one.key: one for one in photos.arrivals(None)}
    assert {key: one.ref for key, one in arrivals.items()} == {
        upload.ref.photo_key: upload.ref,
        "uploads/a cat.jpg": None,
    }
    latest = max(one.at for one in arrivals.values())
    assert list(photos.arrivals(latest + timedelta(seconds=1))) == []


def test_a_part_of_the_photos_is_listed_with_all_that_was_made_of_it(bucket: S3Client) -> None:
    refs = sorted((an_upload(number).ref for number in range(6)), key=lambda ref: ref.photo_key)
    photos = S3PhotoStore(bucket, BUCKET)
    for ref in refs:
        kept = (ref.photo_key, ref.thumbnail_key, ref.detections_key, ref.shown_key)
        for key in (*kept, *map(ref.held_key, kept)):
            bucket.put_object(Bucket=BUCKET, Key=key, Body=b"x")
    keys = PhotoKeys(refs[1].photo_key, refs[3].photo_key)
    assert [one.ref for one in photos.arrivals(None, keys.after)] == refs[2:]
    made = Counter(one.ref for one in photos.derived(None, keys))
    assert made == dict.fromkeys(refs[2:4], 7)
    assert Counter(one.ref for one in photos.derived(None)) == dict.fromkeys(refs, 7)


class Invocations:
    """Stands where Lambda's client is: moto would want Docker to invoke a function."""

    def __init__(self) -> None:
        self.seen: list[dict[str, Any]] = []

    def invoke(self, **request: Any) -> None:
        self.seen.append(request)


def test_a_reading_is_started_as_s3_does_it() -> None:
    client = Invocations()
    LambdaReadingStarter(client, "on-upload", BUCKET).start(an_upload().ref, None)  # type: ignore[arg-type]
    (request,) = client.seen
    assert (request["FunctionName"], request["InvocationType"]) == ("on-upload", "Event")
    (record,) = json.loads(request["Payload"])["Records"]
    assert record["s3"] == {"bucket": {"name": BUCKET}, "object": {"key": an_upload().ref.photo_key}}


def test_a_reading_of_one_version_is_started_for_that_one() -> None:
    client = Invocations()
    LambdaReadingStarter(client, "on-upload", BUCKET).start(an_upload().ref, "version-2")  # type: ignore[arg-type]
    (record,) = json.loads(client.seen[0]["Payload"])["Records"]
    assert record["s3"]["object"] == {"key": an_upload().ref.photo_key, "versionId": "version-2"}


def test_a_reading_that_cannot_be_started_is_raised() -> None:
    with pytest.raises(ServiceFailed, match="lambda:Invoke failed: ResourceNotFoundException"):
        LambdaReadingStarter(boto3.client("lambda"), "not-there", BUCKET).start(an_upload().ref, None)
