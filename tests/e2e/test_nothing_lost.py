"""Every photo that S3 took comes to an end, whatever gets lost on the way."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from scripts.client import Json, PlatebookClient
from tests.e2e.stack import FINISH_SECONDS, LocalStack, scene

LONG_AGO = "2026-01-01T00:00:00.000000+00:00"
"""Any promise made until then has ended; the time of the announcement stays, so the upload is in every window."""


def compare(stack: LocalStack, **event: float) -> Json:
    """Run the comparison as the schedule does."""
    answer = stack.aws("lambda").invoke(FunctionName="platebook-local-reconciling", Payload=json.dumps(event))
    numbers: Json = json.loads(answer["Payload"].read())
    assert "FunctionError" not in answer, numbers
    return numbers


@contextmanager
def events_get_lost(stack: LocalStack) -> Iterator[None]:
    """For a while the bucket tells nobody of what arrives."""
    files, bucket = stack.aws("s3"), stack.bucket()
    told = files.get_bucket_notification_configuration(Bucket=bucket)
    files.put_bucket_notification_configuration(Bucket=bucket, NotificationConfiguration={})
    try:
        yield
    finally:
        told.pop("ResponseMetadata", None)
        files.put_bucket_notification_configuration(Bucket=bucket, NotificationConfiguration=told)


def let_promise_end(stack: LocalStack, upload_id: str) -> None:
    """Move an upload's promise into the past, instead of waiting for a quarter of an hour."""
    stack.aws("dynamodb").update_item(
        TableName=stack.table(),
        Key={"pk": {"S": f"upload#{upload_id}"}, "sk": {"S": "upload"}},
        UpdateExpression="SET promise_ends_at = :long_ago",
        ExpressionAttributeValues={":long_ago": {"S": LONG_AGO}},
    )


def test_a_photo_whose_event_was_lost_is_found_and_read(stack: LocalStack, driver: PlatebookClient) -> None:
    photo = scene("B246XYZ")
    with events_get_lost(stack):
        promise = driver.create_upload("photo.jpg", "image/jpeg", len(photo))
        driver.send(promise, photo)
        time.sleep(1)
    assert driver.get_upload(promise["upload_id"])["status"] == "awaiting_upload"
    let_promise_end(stack, promise["upload_id"])

    found = compare(stack, window_hours=26)

    assert found["findings"]["event_lost"] == 1
    assert found["sent_again"] >= 1
    finished = driver.wait_for(promise["upload_id"], FINISH_SECONDS)
    assert [read["plate"] for read in finished["reads"]] == ["B246XYZ"]
    assert "event_lost" not in compare(stack)["findings"]


def test_a_photo_that_never_came_ends_as_failed(stack: LocalStack, driver: PlatebookClient) -> None:
    promise = driver.create_upload("photo.jpg", "image/jpeg", 12345)
    let_promise_end(stack, promise["upload_id"])

    found = compare(stack, window_hours=26)

    assert found["findings"]["never_came"] >= 1
    table = stack.aws("dynamodb")
    key = {"pk": {"S": f"upload#{promise['upload_id']}"}, "sk": {"S": "upload"}}
    item = table.get_item(TableName=stack.table(), Key=key)["Item"]
    assert (item["status"]["S"], item["failure"]["M"]["code"]["S"]) == ("failed", "not_received")


def test_an_object_that_belongs_to_no_upload_is_told(stack: LocalStack) -> None:
    files, bucket = stack.aws("s3"), stack.bucket()
    before = no_record(stack)
    key = f"uploads/nobody/{'e' * 32}"
    with events_get_lost(stack):
        version = files.put_object(Bucket=bucket, Key=key, Body=b"a photo of nobody's")["VersionId"]
        try:
            assert no_record(stack) == before + 1
        finally:
            files.delete_object(Bucket=bucket, Key=key, VersionId=version)
    assert no_record(stack) == before


def no_record(stack: LocalStack) -> int:
    """How many objects belong to no upload."""
    return int(compare(stack, window_hours=1)["findings"].get("no_record", 0))


def test_operators_see_the_meter(stack: LocalStack, driver: PlatebookClient) -> None:
    operator = stack.demo_client(1)
    found = compare(stack)
    day = operator.call("GET", "/insights?from=2026-01-01&to=2026-01-02")
    meter: dict[str, Any] = day["nothing_lost"]
    parts = ("done", "failed", "in_flight", "given_up", "unaccounted")
    assert meter["received"] == found["received"] == sum(meter[part] for part in parts)


@pytest.mark.parametrize("event", [{"window_hours": -1}])
def test_a_window_that_is_no_time_is_refused(stack: LocalStack, event: dict[str, Any]) -> None:
    answer = stack.aws("lambda").invoke(FunctionName="platebook-local-reconciling", Payload=json.dumps(event))
    assert "window_hours must be" in json.loads(answer["Payload"].read())["errorMessage"]
