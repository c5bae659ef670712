"""Whatever a device sends, from the gateway's event to the items of the table: it is answered in words that the device
understands, what is taken can be kept, and neither a secret nor a plate gets into a log."""

from __future__ import annotations

import base64
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from handler import bootstrap, bootstrap_doors, doors
from handler.adapters.dynamodb import items
from handler.domain.cameras.dialects.dahua import PATHS
from local.camera.dialects import DIALECTS
from local.camera.shot import Posted
from tests.support.devices import FORM, PLATE, a_picture, a_shot
from tests.support.doors import Doors
from tests.support.fakes.sites import CAMERA_ID

SMALL = a_picture(size=(80, 80))
STRANGERS = "pbk_" + "x" * 43
GATE = ("OpenStrobe", "AllowUser", "BlockUser")
MESSAGES = {name: DIALECTS[name](a_shot(photo=SMALL, plate_crop=SMALL[:600])) for name in DIALECTS}

WORD = st.text(max_size=12) | st.sampled_from(["", PLATE, "ANPR", "20260315112740", "..", "../../x", "\x00", "\ud800"])
KINDS = st.sampled_from(
    ["", "image/jpeg", "application/json", "application/x-www-form-urlencoded", "multipart/form-data", FORM, "a" * 9000]
)
NAMES = st.sampled_from(
    ["eventType", "dateTime", "licensePlate", "confidenceLevel", "isDataRetransmission", "taken_at", "is_retransmitted"]
)
HEADERS = st.dictionaries(st.sampled_from(["Idempotency-Key", "X-Forwarded-For", "Content-Length", "Host"]), WORD)
EDIT = st.tuples(st.floats(0, 1), st.integers(0, 40), st.binary(max_size=12))


@st.composite
def knocks(draw: st.DrawFn, world: Doors) -> dict[str, Any]:
    """Take a device's own message, and spoil it."""
    posted = MESSAGES[draw(st.sampled_from(sorted(MESSAGES)))]
    body = bytearray(posted.body)
    for share, length, new in draw(st.lists(EDIT, max_size=3)):
        place = int(share * len(body))
        body[place : place + length] = new
    if draw(st.booleans()):
        del body[int(draw(st.floats(0, 1)) * len(body)) :]
    event = world.event(Posted(draw(st.sampled_from(["POST", "PUT"])), posted.headers, bytes(body), posted.path))
    headers = {**event["headers"], **draw(HEADERS)}
    if draw(st.booleans()):
        headers["content-type"] = draw(KINDS)
    path = dict(event["pathParameters"])
    if draw(st.booleans()):
        path["tail"] = draw(WORD | st.sampled_from([f"NotificationInfo/{name}" for name in PATHS]))
    asked = event["queryStringParameters"] if draw(st.booleans()) else draw(st.dictionaries(NAMES | WORD, WORD))
    return {**event, "headers": headers, "pathParameters": path, "queryStringParameters": asked}


@contextmanager
def logged() -> Iterator[list[logging.LogRecord]]:
    """Gather all that is logged."""
    records: list[logging.LogRecord] = []

    class Gather(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            records.append(record)

    gather = Gather(logging.DEBUG)
    logging.getLogger().addHandler(gather)
    try:
        yield records
    finally:
        logging.getLogger().removeHandler(gather)


def written(records: list[logging.LogRecord]) -> str:
    """Write the log out, with what stands beside its messages."""
    return "".join(logging.Formatter().format(one) + str(one.__dict__) for one in records)


@contextmanager
def a_world() -> Iterator[Doors]:
    world = Doors()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(bootstrap, "admit_camera", lambda: world.admit)
        patched.setattr(bootstrap_doors, "receive_message", lambda: world.receive)
        yield world


def says(answer: dict[str, Any]) -> dict[str, Any]:
    """Read an answer as the device does."""
    assert set(answer) == {"statusCode", "headers", "body"}
    assert all(isinstance(text, str) for pair in answer["headers"].items() for text in pair)
    if answer["headers"]["content-type"] != "application/json":
        assert answer["body"] == ""
        return {}
    said: dict[str, Any] = json.loads(answer["body"])
    return said


def is_understood(dialect: str | None, status: int, said: dict[str, Any]) -> bool:
    """Tell whether a device of a dialect understands an answer, and opens no gate upon it."""
    if dialect == "dahua":
        return (status, said["Result"]) == (200, True) and not any(said[name] for name in GATE)
    if dialect in ("hikvision", "hikvision_query"):
        return (status, said) == (200, {})
    if status == 200:
        return set(said) == {"status"}
    words = said.get("upload", [said.get("error")]) if dialect == "snapshot" else [said["error"]["message"]]
    return bool(words[0])


@given(data=st.data())
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_any_message_is_answered_and_what_is_taken_can_be_kept(data: st.DataObject) -> None:
    with a_world() as world:
        event = data.draw(knocks(world))
        with logged() as records:
            answers: list[dict[str, Any]] = [doors.receiving(event, None) for _ in range(2)]
    (dialect,) = {vars(one)["dialect"] for one in records if one.msg == "message of a camera"}
    assert {answer["statusCode"] for answer in answers} in ({200}, {400}, {413})
    assert all(is_understood(dialect, answer["statusCode"], says(answer)) for answer in answers)
    assert len(world.log.uploads) == len(world.places.photos) <= 1
    for upload in world.log.uploads.values():
        assert upload.ref.owner == CAMERA_ID
        items.to_typed(items.from_upload(upload))
    assert all(key.startswith(f"uploads/{CAMERA_ID}/") and key.count("/") == 2 for key in world.places.photos)
    told = written(records) + str(answers)
    assert world.secret not in told
    assert PLATE not in told
    assert "Traceback" not in told


PIECE = st.none() | st.text(max_size=60) | st.sampled_from([CAMERA_ID, STRANGERS, "pbk_", "%00", "../", "\ud800"])


@given(st.dictionaries(st.sampled_from(["camera_id", "secret", "tail"]), PIECE), st.binary(max_size=60), st.text())
@example({"camera_id": CAMERA_ID, "secret": STRANGERS}, b"", "203.0.113.7")
@settings(max_examples=150, deadline=None)
def test_any_stranger_is_told_the_same_and_nothing_of_what_it_wrote_is_logged(
    path: dict[str, str | None], body: bytes, source_ip: str
) -> None:
    with a_world() as world, logged() as records:
        answer = knocked(world, path, body, source_ip)
    assert answer["statusCode"] == 401
    assert "not let in" in answer["body"]
    assert STRANGERS not in written(records) + str(answer)
    assert world.log.uploads == {}


def knocked(world: Doors, path: dict[str, str | None], body: bytes, source_ip: str) -> dict[str, Any]:
    event = world.event(MESSAGES["hikvision"], body=base64.b64encode(body).decode(), pathParameters=path)
    event["requestContext"] = {"requestId": "the-request", "http": {"sourceIp": source_ip}}
    return doors.receiving(event, None)


@given(st.recursive(st.none() | st.booleans() | st.text(max_size=9), lambda one: st.dictionaries(st.text(), one)))
@settings(max_examples=100, deadline=None)
def test_what_the_gateway_would_never_send_is_answered_too(body: object) -> None:
    with a_world():
        for route in (*doors.ROUTES, "GET /c/{camera_id}/{secret}", "", None):
            event = {"routeKey": route, "body": json.dumps(body), "headers": None, "pathParameters": None}
            answer: dict[str, Any] = doors.receiving(event, None)
            assert answer["statusCode"] in {401, 404}
