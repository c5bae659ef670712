"""Every photo that S3 took comes to an end, whatever gets lost on the way."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from scripts.client import ClientError, Json, PlatebookClient
from tests.e2e.stack import (
    FINISH_SECONDS,
    PLATES_SHOWN,
    LocalStack,
    compare,
    eventually,
    kill_function,
    let_time_pass,
    post_form,
    scene,
    upload,
    waiting_events,
)
from tests.soak.faults import FUNCTION, weather
from tests.support.scenes import jpeg_bytes, render_scene


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


def test_a_photo_whose_event_was_lost_is_found_and_read(stack: LocalStack, driver: PlatebookClient) -> None:
    photo = scene("B246XYZ")
    with events_get_lost(stack):
        promise = driver.create_upload("photo.jpg", "image/jpeg", len(photo))
        driver.send(promise, photo)
        time.sleep(1)
    assert driver.get_upload(promise["upload_id"])["status"] == "awaiting_upload"
    let_time_pass(stack, promise["upload_id"])

    found = compare(stack, window_hours=26)

    assert found["findings"]["event_lost"] == 1
    assert found["sent_again"] >= 1
    # Until it is read it is shown as not received: its time is over.
    finished = eventually(lambda: (one := driver.get_upload(promise["upload_id"]))["status"] == "done" and one)
    assert finished
    assert [read["plate"] for read in finished["reads"]] == ["B246XYZ"]
    assert "event_lost" not in compare(stack)["findings"]


def test_a_photo_whose_reading_was_killed_is_read_by_the_next_attempt(
    stack: LocalStack, driver: PlatebookClient, tmp_path: Path
) -> None:
    photo, waiting = scene("B268XYZ"), waiting_events(stack)
    with weather(stack, tmp_path) as (_, eyes):
        eyes.set([{"service": "*", "timeout_ms": 15_000, "times": 1}])  # time to kill it in
        promise = driver.create_upload("photo.jpg", "image/jpeg", len(photo))
        driver.send(promise, photo)
        assert eventually(eyes.fired)
        kill_function(stack, FUNCTION)

        finished = driver.wait_for(promise["upload_id"], FINISH_SECONDS)

    assert [read["plate"] for read in finished["reads"]] == ["B268XYZ"]
    assert waiting_events(stack) == waiting


def test_a_photo_that_never_came_ends_as_failed(stack: LocalStack, driver: PlatebookClient) -> None:
    promise = driver.create_upload("photo.jpg", "image/jpeg", 12345)
    let_time_pass(stack, promise["upload_id"])

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
    parts = ("done", "failed", "in_flight", "waiting", "given_up", "unaccounted")
    assert meter["received"] == found["received"] == sum(meter[part] for part in parts)


@pytest.mark.parametrize("event", [{"window_hours": -1}])
def test_a_window_that_is_no_time_is_refused(stack: LocalStack, event: dict[str, Any]) -> None:
    answer = stack.aws("lambda").invoke(FunctionName="platebook-local-reconciling", Payload=json.dumps(event))
    assert "window_hours must be" in json.loads(answer["Payload"].read())["errorMessage"]


# ---- what came by a promise besides the photo that was read


def versions_of(stack: LocalStack, promise: Json) -> list[bytes]:
    """The photos that lie at a promised place, newest first."""
    files, bucket, key = stack.aws("s3"), stack.bucket(), promise["upload"]["fields"]["key"]
    listed = files.list_object_versions(Bucket=bucket, Prefix=key).get("Versions", [])
    places = [{"Bucket": bucket, "Key": key, "VersionId": one["VersionId"]} for one in listed]
    return [files.get_object(**place)["Body"].read() for place in places]


def announced_bytes(stack: LocalStack, promise: Json) -> int:
    """What its owner has announced today, as it is counted."""
    owner = promise["upload"]["fields"]["key"].split("/")[1]
    found = stack.aws("dynamodb").query(
        TableName=stack.table(),
        KeyConditionExpression="pk = :pk",
        ExpressionAttributeValues={":pk": {"S": f"quota#{owner}"}},
    )
    return sum(int(item["size_bytes"]["N"]) for item in found["Items"])


def test_a_good_photo_after_a_bad_one_is_read(stack: LocalStack, newcomer: PlatebookClient) -> None:
    photo = scene("B357XYZ")
    promise = newcomer.create_upload("photo.jpg", "image/jpeg", len(photo))
    newcomer.send(promise, bytes(len(photo)))
    assert newcomer.wait_for(promise["upload_id"], FINISH_SECONDS)["failure"]["code"] == "not_an_image"

    newcomer.send(promise, photo)

    done = eventually(lambda: (found := newcomer.get_upload(promise["upload_id"]))["status"] == "done" and found)
    assert done
    assert done["failure"] is None
    assert [read["plate"] for read in done["reads"]] == ["B357XYZ"]


def test_photos_in_excess_of_a_promise_count_as_announced_and_are_removed(
    stack: LocalStack, newcomer: PlatebookClient
) -> None:
    photo = scene("B479XYZ")
    promise = newcomer.create_upload("photo.jpg", "image/jpeg", len(photo))
    newcomer.send(promise, photo)
    newcomer.wait_for(promise["upload_id"], FINISH_SECONDS)
    before = announced_bytes(stack, promise)

    for _ in range(3):
        assert post_form(promise, bytes(len(photo))).status_code == 204

    assert eventually(lambda: announced_bytes(stack, promise) == before + 3 * len(photo))
    assert len(versions_of(stack, promise)) == 4
    compare(stack, window_hours=26)
    assert len(versions_of(stack, promise)) == 4  # while more may come nobody removes any
    let_time_pass(stack, promise["upload_id"])
    compare(stack, window_hours=26)
    assert versions_of(stack, promise) == [photo]


def test_a_deletion_leaves_none_of_many_photos_that_came_by_a_promise(
    stack: LocalStack, newcomer: PlatebookClient
) -> None:
    content = b"no photo at all"
    promise = newcomer.create_upload("photo.jpg", "image/jpeg", len(content))
    for _ in range(12):
        assert post_form(promise, content).status_code == 204
    path = f"/uploads/{promise['upload_id']}/delete"
    receipt = eventually(lambda: unless_too_soon(lambda: newcomer.call("POST", path, {})))
    assert receipt["is_complete"]
    assert versions_of(stack, promise) == []


def unless_too_soon(call: Callable[[], Json]) -> Json:
    """Call, and give nothing while a photo is being read."""
    with suppress(ClientError):
        return call()
    return {}


# ---- reads that lack their upload, or what finds them


def keys_of(stack: LocalStack, *beginnings: str) -> list[Json]:
    """The keys of the table's items whose partitions begin so."""
    pages = stack.aws("dynamodb").get_paginator("scan").paginate(TableName=stack.table())
    items = (item for page in pages for item in page["Items"])
    return [{name: one[name] for name in ("pk", "sk")} for one in items if one["pk"]["S"].startswith(beginnings)]


def test_a_read_that_searches_lost_is_found_again_after_a_comparison(
    stack: LocalStack, driver: PlatebookClient
) -> None:
    table, operator = stack.aws("dynamodb"), stack.demo_client(1)
    done = upload(driver, scene("B591XYZ"))
    asked = {"plate": "B591XYZ", "match": "fuzzy"}
    mine = done["reads"][0]["read_id"]

    def found() -> list[str]:
        return [read["read_id"] for read in operator.call("POST", "/reads/search", asked)["reads"]]

    assert mine in found()
    lost = [
        key for key in keys_of(stack, "fuzzy#", "filed#B591XYZ") if "B591XYZ" in (key["sk"]["S"], key["pk"]["S"][6:])
    ]
    for key in lost:
        table.delete_item(TableName=stack.table(), Key=key)
    assert mine not in found()

    assert compare(stack, window_hours=26)["refiled"] >= 1

    assert mine in found()
    assert compare(stack, window_hours=26)["refiled"] == 0


def test_a_read_without_an_upload_stops_nobody_and_goes_at_a_comparison(
    stack: LocalStack, driver: PlatebookClient
) -> None:
    table, operator = stack.aws("dynamodb"), stack.demo_client(1)
    photo = jpeg_bytes(render_scene("B613XYZ", further="B835XYZ"))
    PLATES_SHOWN.update(("B613XYZ", "B835XYZ"))
    done = upload(driver, photo)
    assert [read["status"] for read in done["reads"]].count("needs_review") >= 1
    gone = done["upload_id"]
    table.delete_item(TableName=stack.table(), Key={"pk": {"S": f"upload#{gone}"}, "sk": {"S": "upload"}})

    waiting = operator.call("POST", "/review-queue/lease", {"count": 10})["reads"]
    assert gone not in {one["upload"]["upload_id"] for one in waiting}

    assert compare(stack, window_hours=26)["removed"] >= 1
    assert keys_of(stack, f"upload#{gone}", "filed#B613XYZ", "filed#B835XYZ") == []
