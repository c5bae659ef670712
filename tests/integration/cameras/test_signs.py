"""What a camera's photos tell of it, in the table."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from handler.adapters.dynamodb import items
from handler.adapters.dynamodb.sites.sign_items import MOST_MEASURED, note_sign, signs_key, to_signs
from handler.adapters.dynamodb.upload_log import DynamoDbUploadLog
from handler.domain.cameras.message import DialectName
from handler.domain.cameras.said_beside import SaidBeside
from handler.domain.cameras.taken_at import MEASURED, Derived
from handler.domain.logged import ReadStatus
from handler.domain.sites.signs import KEPT_HOURS, Signs, Tally, hour_of
from handler.domain.upload import Upload
from tests.integration.conftest import TABLE
from tests.integration.logged import claimed, finished, outcome, read, upload
from tests.support.fakes.sites import CAMERA_ID
from tests.support.fakes.world import LEASE, START

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


def photo(number: int = 0, after: timedelta = timedelta(), difference: float | None = None) -> Upload:
    said = SaidBeside(DialectName.DAHUA, Derived.DEVICE, difference_seconds=difference)
    of_camera = upload(number, CAMERA_ID)
    return replace(of_camera, camera_id=CAMERA_ID, created_at=START + after, said=said)


def known(client: DynamoDBClient) -> Signs | None:
    answer = client.get_item(TableName=TABLE, Key=items.to_typed(signs_key(CAMERA_ID)))
    return to_signs(items.to_plain(answer["Item"])) if "Item" in answer else None


def test_an_upload_that_ends_is_counted_for_its_camera(table: DynamoDBClient) -> None:
    log, this = DynamoDbUploadLog(table, TABLE, LEASE, lambda: START), hour_of(START)
    for number in range(3):
        taken = claimed(log, photo(number, timedelta(hours=number), 2.5 + number))
        reads = [replace(read(taken), status=ReadStatus.NEEDS_REVIEW if number else ReadStatus.ACCEPTED)]
        log.finish(finished(taken), "request-1", outcome(reads if number < 2 else [], []))
    last = photo(2, timedelta(hours=2))
    hours = {this: Tally(1, 1, 0), this + 1: Tally(1, 1, 1), this + 2: Tally(1, 0, 0)}
    assert known(table) == Signs(START, last.created_at, last.ref.upload_id, (2.5, 3.5, 4.5), hours)


def test_it_costs_one_request_a_photo(table: DynamoDBClient) -> None:
    requests: list[str] = []
    table.meta.events.register("before-call.dynamodb", lambda model, **_: requests.append(model.name))
    for number in range(MOST_MEASURED):
        note_sign(table, TABLE, photo(number, timedelta(minutes=number), 1.0), [])
    assert requests == ["UpdateItem"] * (MOST_MEASURED + 1)


def test_a_photo_that_shows_the_same_again_is_counted_as_such(table: DynamoDBClient) -> None:
    note_sign(table, TABLE, replace(photo(), repeat_of="f" * 32), [])
    found = known(table)
    assert found is not None
    assert found.hours == {hour_of(START): Tally(1, repeats=1)}


def test_photos_that_people_bring_are_not_counted(table: DynamoDBClient) -> None:
    note_sign(table, TABLE, replace(upload(), camera_id=CAMERA_ID), [])
    note_sign(table, TABLE, replace(upload(), camera_id=None), [])
    assert known(table) is None


def test_an_older_photo_does_not_take_the_newest_ones_place(table: DynamoDBClient) -> None:
    note_sign(table, TABLE, photo(1, timedelta(minutes=5)), [])
    note_sign(table, TABLE, photo(0), [])
    found = known(table)
    assert found is not None
    assert (found.last_upload_id, found.last_photo_at) == (photo(1).ref.upload_id, START + timedelta(minutes=5))
    assert found.between(hour_of(START), hour_of(START)) == Tally(2)


def test_the_last_differences_stay(table: DynamoDBClient) -> None:
    for number in range(2 * MOST_MEASURED):
        note_sign(table, TABLE, photo(number, timedelta(seconds=number), float(number)), [])
        found = known(table)
        assert found is not None
        assert found.differences_seconds[-1] == number
        assert min(number + 1, MEASURED) <= len(found.differences_seconds) < MOST_MEASURED
    found = known(table)
    assert found is not None
    assert found.differences_seconds[-MEASURED:] == tuple(map(float, range(2 * MOST_MEASURED - MEASURED, 200)))


def test_hours_that_are_over_go(table: DynamoDBClient) -> None:
    for day in range(60):
        for hour in (8, 9):
            note_sign(table, TABLE, photo(day, timedelta(days=day, hours=hour)), [])
    found = known(table)
    assert found is not None
    newest = hour_of(START + timedelta(days=59, hours=9))
    assert set(found.hours) >= {newest - 24 * day for day in range(KEPT_HOURS // 24)}
    assert min(found.hours) > newest - KEPT_HOURS - 48
    assert found.first_photo_at == START + timedelta(hours=8)


def test_a_photo_stays_read_when_it_cannot_be_counted(table: DynamoDBClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        note_sign(table, "another-table", photo(), [])
    assert [vars(one)["camera_id"] for one in caplog.records] == [CAMERA_ID]
