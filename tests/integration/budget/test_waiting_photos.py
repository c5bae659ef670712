from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from handler.adapters.dynamodb.budget.waiting_photos import DynamoDbWaitingPhotos
from handler.adapters.dynamodb.upload_log import DynamoDbUploadLog
from handler.domain.budget.budget import Wait, Whose, next_day
from handler.domain.errors import UploadBusy
from handler.domain.insights import of_upload
from handler.domain.upload import Upload, UploadRef, UploadStatus
from handler.service.ports.uploads import Outcome
from tests.integration.conftest import TABLE
from tests.support.fakes.world import LEASE, OWNER, START, Clock
from tests.support.samples import an_upload

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

WAIT = Wait(Whose.STAGE, next_day(START))


class Log:
    """A log, and photos in it that arrive and wait."""

    def __init__(self, table: DynamoDBClient) -> None:
        self.clock = Clock()
        self.log = DynamoDbUploadLog(table, TABLE, LEASE, self.clock)
        self.waiting = DynamoDbWaitingPhotos(table, TABLE, self.clock)

    def taken(self, announced_before: timedelta = timedelta()) -> Upload:
        announced, awaited = START - announced_before, UploadStatus.AWAITING_UPLOAD
        ref = UploadRef(OWNER, uuid.uuid4().hex)
        self.log.add(replace(an_upload(), ref=ref, created_at=announced, status=awaited, read_count=0))
        upload = self.log.claim(ref, None, "holder", START)
        assert upload is not None
        return upload

    def put_off(self, announced_before: timedelta = timedelta()) -> Upload:
        upload = replace(self.taken(announced_before), status=UploadStatus.WAITING, wait=WAIT)
        self.waiting.put(upload, "holder")
        return upload


@pytest.fixture
def log(table: DynamoDBClient) -> Log:
    return Log(table)


def test_a_photo_that_waits_says_for_what_and_is_nobodys(log: Log) -> None:
    upload = log.put_off()
    found = log.log.alone(upload.ref.upload_id)
    assert found is not None
    assert (found.status, found.wait, found.attempts, found.lease_until) == (UploadStatus.WAITING, WAIT, 1, None)


def test_those_that_wait_come_oldest_first_and_are_counted(log: Log) -> None:
    ages = [timedelta(minutes=age) for age in (1, 3, 2)]
    young, old, middle = (log.put_off(age).ref for age in ages)
    log.taken()
    assert [one.ref for one in log.waiting.oldest_first()] == [old, middle, young]
    assert (log.waiting.count(10), log.waiting.count(2)) == (3, 2)


def test_a_photo_that_waited_is_taken_up_and_ends(log: Log) -> None:
    ref = log.put_off().ref
    upload = log.log.claim(ref, None, "another", START)
    assert upload is not None
    assert (upload.status, upload.attempts) == (UploadStatus.PROCESSING, 2)
    done = replace(upload, status=UploadStatus.DONE, wait=None)
    log.log.finish(done, "another", Outcome((), (), of_upload(done, (), timedelta()), START))
    found = log.log.alone(ref.upload_id)
    assert found is not None
    assert (found.status, found.wait) == (UploadStatus.DONE, None)
    assert list(log.waiting.oldest_first()) == []


def test_who_lost_the_lease_lets_nothing_wait(log: Log) -> None:
    upload = log.taken()
    log.clock.move(2 * LEASE)
    log.log.claim(upload.ref, None, "another", log.clock())
    with pytest.raises(UploadBusy):
        log.waiting.put(replace(upload, status=UploadStatus.WAITING, wait=WAIT), "holder")


def test_what_is_over_waits_no_more(log: Log) -> None:
    upload = log.put_off()
    log.clock.time = upload.kept_until
    assert list(log.waiting.oldest_first()) == []
