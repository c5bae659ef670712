from __future__ import annotations

import contextlib
import json
from typing import Any
from urllib.parse import quote_plus

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handler import bootstrap_alerts, on_upload
from handler.domain.errors import Throttled, UploadBusy
from handler.domain.upload import UploadRef
from handler.settings import LambdaContext
from tests.support.fakes.world import OWNER

BUCKET = "photos-of-a-test"
IDS = ["0" * 32, "1" * 32, "2" * 32]


class Calls:
    """Stands where the use case is, and writes down what it was asked."""

    def __init__(self) -> None:
        self.seen: list[tuple[UploadRef, str | None, str]] = []
        self.fail_on: set[str] = set()
        self.busy_times = 0

    def __call__(self, ref: UploadRef, version_id: str | None, holder: str, size_bytes: int) -> None:
        self.seen.append((ref, version_id, holder))
        if ref.upload_id in self.fail_on:
            raise Throttled("rekognition:DetectText")
        if self.busy_times:
            self.busy_times -= 1
            raise UploadBusy(ref.upload_id)


class Context(LambdaContext):
    aws_request_id = "request-1"

    def get_remaining_time_in_millis(self) -> int:
        return 900_000


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Calls:
    calls = Calls()
    monkeypatch.setattr(bootstrap_alerts, "process_upload", {BUCKET: calls}.__getitem__)
    return calls


def arrival(encoded_key: str, **version: str) -> dict[str, Any]:
    return {"bucket": {"name": BUCKET}, "object": {"key": encoded_key, **version}}


def event(*keys: str, name: str = "ObjectCreated:Post") -> dict[str, Any]:
    arrivals = [arrival(quote_plus(key, safe="/"), versionId="v1") for key in keys]
    return {"Records": [{"eventName": name, "s3": one} for one in arrivals]}


def test_the_upload_is_found_by_its_key(calls: Calls) -> None:
    on_upload.handle(event(f"uploads/{OWNER}/{IDS[0]}"), Context())
    assert calls.seen == [(UploadRef(OWNER, IDS[0]), "v1", "request-1")]


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    waits: list[float] = []
    monkeypatch.setattr("handler.on_upload.time.sleep", waits.append)
    return waits


def test_a_photo_that_another_invocation_reads_is_looked_at_again_soon(calls: Calls, waits: list[float]) -> None:
    calls.busy_times = 2
    on_upload.handle(event(f"uploads/{OWNER}/{IDS[0]}"), Context())
    assert len(calls.seen) == 3
    assert waits == sorted(waits)
    assert len(waits) == 2


def test_a_photo_that_stays_busy_is_left_to_lambdas_next_try(calls: Calls, waits: list[float]) -> None:
    calls.busy_times = 100
    with pytest.raises(ExceptionGroup) as raised:
        on_upload.handle(event(f"uploads/{OWNER}/{IDS[0]}"), Context())
    assert raised.group_contains(UploadBusy)
    assert sum(waits) < 10


def test_what_fails_otherwise_is_not_waited_for(calls: Calls, waits: list[float]) -> None:
    calls.fail_on = {IDS[0]}
    with pytest.raises(ExceptionGroup):
        on_upload.handle(event(f"uploads/{OWNER}/{IDS[0]}"), Context())
    assert waits == []


@pytest.mark.parametrize(
    "key",
    [
        "uploads/a photo + another.jpg",
        f"uploads/{OWNER}/with space",
        f"uploads/{OWNER}/{IDS[0]}+",
        f"uploads/{OWNER}/{IDS[0]}/more",
        f"uploads//{IDS[0]}",
        f"uploads/../{IDS[0]}",
        f"thumbnails/{OWNER}/{IDS[0]}",
        f"uploads/{OWNER}/{'Z' * 32}",
        "",
    ],
)
def test_a_key_that_is_not_ours_is_ignored(calls: Calls, key: str) -> None:
    on_upload.handle(event(key), Context())
    assert calls.seen == []


def test_an_encoded_key_is_decoded_before_it_is_matched(calls: Calls) -> None:
    encoded = {"eventName": "ObjectCreated:Put", "s3": arrival(f"uploads%2F{OWNER}%2F{IDS[0]}")}
    on_upload.handle({"Records": [encoded]}, Context())
    assert calls.seen == [(UploadRef(OWNER, IDS[0]), None, "request-1")]


def test_one_bad_record_does_not_keep_the_others_from_being_read_and_is_raised(calls: Calls) -> None:
    calls.fail_on = {IDS[0]}
    with pytest.raises(ExceptionGroup) as raised:
        on_upload.handle(event(*(f"uploads/{OWNER}/{upload_id}" for upload_id in IDS)), Context())
    assert [ref.upload_id for ref, _, _ in calls.seen] == IDS
    assert [type(error) for error in raised.value.exceptions] == [Throttled]


def message(number: int, body: str) -> dict[str, Any]:
    return {"eventSource": "aws:sqs", "messageId": f"message-{number}", "body": body}


def test_messages_of_a_queue_are_read_and_those_that_failed_are_named(calls: Calls) -> None:
    calls.fail_on = {IDS[1]}
    bodies = [json.dumps(event(f"uploads/{OWNER}/{upload_id}")) for upload_id in IDS]
    answer = on_upload.handle({"Records": [message(at, body) for at, body in enumerate(bodies)]}, Context())
    assert answer == {"batchItemFailures": [{"itemIdentifier": "message-1"}]}
    # The message's own id, since it stays the same when the message comes again.
    assert calls.seen == [(UploadRef(OWNER, one), "v1", f"message-{at}") for at, one in enumerate(IDS)]


@pytest.mark.parametrize("body", ["{", "5", "[]", '{"Records": 5}', '{"Records": [{"eventName": 5}]}'])
def test_a_message_that_is_no_notification_keeps_the_others_from_nothing(calls: Calls, body: str) -> None:
    good = message(1, json.dumps(event(f"uploads/{OWNER}/{IDS[0]}")))
    answer = on_upload.handle({"Records": [message(0, body), good]}, Context())
    assert answer == {"batchItemFailures": [{"itemIdentifier": "message-0"}]}
    assert len(calls.seen) == 1


def test_the_message_that_s3_sends_when_the_queue_is_set_up_is_done(calls: Calls) -> None:
    answer = on_upload.handle({"Records": [message(0, '{"Event": "s3:TestEvent"}')]}, Context())
    assert (answer, calls.seen) == ({"batchItemFailures": []}, [])


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["s3", "eventName", "bucket", "object", "key", "name", "ObjectCreated:"]), inner
        )
    ),
)


@given(st.lists(JUNK | st.just("ours"), max_size=6))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_records_that_are_none_keep_no_photo_from_being_read_and_are_raised(calls: Calls, records: list[Any]) -> None:
    calls.seen.clear()
    (ours,) = event(f"uploads/{OWNER}/{IDS[0]}")["Records"]
    strange = [one for one in records if one != "ours" and not (isinstance(one, dict) and is_of_other_things(one))]
    with pytest.raises(ExceptionGroup) if strange else contextlib.nullcontext():
        on_upload.handle({"Records": [ours if one == "ours" else one for one in records]}, Context())
    assert len(calls.seen) == records.count("ours")


def is_of_other_things(record: dict[str, Any]) -> bool:
    """Whether a record tells of something else than a new object."""
    name = record.get("eventName")
    return isinstance(name, str) and not name.startswith("ObjectCreated:")


@pytest.mark.parametrize("records", ["text", 7, {"s3": {}}])
def test_records_that_are_no_list_are_raised(calls: Calls, records: object) -> None:
    with pytest.raises(ValueError, match="Records"):
        on_upload.handle({"Records": records}, Context())


@pytest.mark.parametrize("other", [{"Service": "Amazon S3", "Event": "s3:TestEvent"}, {}, {"Records": []}])
def test_an_event_without_objects_is_ignored(calls: Calls, other: dict[str, Any]) -> None:
    on_upload.handle(other, Context())
    assert calls.seen == []


def test_the_removal_of_an_object_is_ignored(calls: Calls) -> None:
    on_upload.handle(event(f"uploads/{OWNER}/{IDS[0]}", name="ObjectRemoved:Delete"), Context())
    assert calls.seen == []
