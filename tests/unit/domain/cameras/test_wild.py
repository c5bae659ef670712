"""Whatever comes, it is understood or refused: no other error, and never a crash."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.adapters.cameras.xml import read_xml
from handler.domain.cameras.answers import Outcome, answer
from handler.domain.cameras.bad_message import BadMessage
from handler.domain.cameras.message import DeviceMessage, MessageKind
from handler.domain.cameras.request import DeviceRequest
from handler.domain.cameras.understand import understand
from local.camera.dialects import DIALECTS
from local.camera.messages import axis, dahua, rekor, stream
from tests.support.devices import CROP, FORM, PHOTO, a_picture, a_shot, arrived, in_form

NAMES = (
    "anpr.xml",
    "detectionPicture.jpg",
    "licensePlatePicture.jpg",
    "facePicture",
    "json",
    "upload",
    "event",
    "image",
)
PATHS = st.sampled_from(["", "/", "/NotificationInfo/TollgateInfo", "/KeepAlive", "/a/20260315112740.jpg"]) | st.text(
    max_size=20
)
TYPES = st.sampled_from(["", FORM, "application/json", "application/x-www-form-urlencoded", "image/jpeg"]) | st.text(
    max_size=30
)
QUERIES = st.dictionaries(
    st.sampled_from(["eventType", "dateTime", "licensePlate", "confidenceLevel"]) | st.text(max_size=5),
    st.sampled_from(["ANPR", "20260315T112740-300"]) | st.text(max_size=9),
    max_size=4,
)
WILD = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=9)
    | st.sampled_from(["", "ANPR", "/9j/"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
SMALL = a_picture(size=(80, 80))


def tried(request: DeviceRequest) -> DeviceMessage | BadMessage:
    """Understand or refuse, and answer either; what is understood holds what it promises."""
    try:
        message = understand(request, read_xml)
    except BadMessage as error:
        answer(error, Outcome.REFUSED)
        return error
    assert (message.photo is None) == (message.no_photo is not None)
    assert message.kind is MessageKind.VEHICLE or message.photo is None
    answer(message, Outcome.TAKEN)
    return message


@given(st.sampled_from(["POST", "PUT", "GET"]), PATHS, TYPES, QUERIES, st.binary(max_size=300))
def test_any_bytes(method: str, path: str, content_type: str, query: dict[str, str], body: bytes) -> None:
    for start in (b"", b"{", b"<EventNotificationAlert>", b"--boundary\r\n", b"\xff\xd8\xff", b"json=", b"upload="):
        tried(DeviceRequest(method, path, content_type, start + body, query))


@pytest.mark.parametrize("name", DIALECTS)
@given(data=st.data())
def test_a_message_with_bytes_changed_cut_or_put_in(name: str, data: st.DataObject) -> None:
    request = arrived(DIALECTS[name](a_shot(photo=SMALL, plate_crop=SMALL[:600])))
    body = bytearray(request.body)
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(body)))
        body[place : place + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=12))
    if data.draw(st.booleans()):
        del body[data.draw(st.integers(0, len(body))) :]
    tried(DeviceRequest(request.method, request.path, request.content_type, bytes(body), request.query))


REPORTS: dict[str, Any] = {
    "dahua": json.loads(dahua.posted(a_shot(photo=SMALL)).body),
    "rekor": json.loads(rekor.posted(a_shot(photo=SMALL)).body),
    "results": json.loads(rekor.results(a_shot()).body),
    "axis": json.loads(axis.posted(a_shot()).body.partition(b"\r\n\r\n")[2].partition(b"\r\n--")[0]),
    "stream": json.loads(stream.posted(a_shot()).body.partition(b"\r\n\r\n")[2].partition(b"\r\n--")[0]),
}


def places_in(value: object, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, one in children for place in places_in(one, (*path, key)))]


def put_in(value: Any, path: tuple[Any, ...], new: object) -> object:
    if not path:
        return new
    copy = value.copy()
    copy[path[0]] = put_in(value[path[0]], path[1:], new)
    return copy


@pytest.mark.parametrize("name", REPORTS)
@given(data=st.data())
def test_a_report_with_anything_in_any_field(name: str, data: st.DataObject) -> None:
    report = put_in(REPORTS[name], data.draw(st.sampled_from(places_in(REPORTS[name]))), data.draw(WILD))
    text = json.dumps(report).encode()
    tried(DeviceRequest("POST", "", "application/json", text))
    tried(DeviceRequest("POST", "/NotificationInfo/ParkingInfo", "", text))
    tried(DeviceRequest("POST", "", FORM, in_form(("name=json", text), ("name=upload", SMALL))))


PARTS = st.tuples(
    st.sampled_from(NAMES),
    st.sampled_from([PHOTO, CROP, SMALL, b"", b"no picture", b"{}", b"<EventNotificationAlert/>", b'{"hook": {}}'])
    | st.binary(max_size=40),
)


@given(st.lists(PARTS, max_size=14), st.booleans())
def test_parts_in_any_order_and_number(parts: list[tuple[str, bytes]], has_end: bool) -> None:
    form = in_form(*((f'name="{name}"', content) for name, content in parts), end=b"--boundary--" if has_end else b"")
    tried(DeviceRequest("POST", "", FORM, form))


@given(st.permutations(range(3)))
def test_the_order_of_parts_changes_nothing(order: list[int]) -> None:
    parts = (('name="anpr.xml"', b"<EventNotificationAlert><eventType>ANPR</eventType></EventNotificationAlert>"),)
    parts += (('name="detectionPicture.jpg"', PHOTO), ('name="licensePlatePicture.jpg"', CROP))  # type: ignore[assignment]
    message = tried(DeviceRequest("POST", "", FORM, in_form(*(parts[place] for place in order))))
    assert isinstance(message, DeviceMessage)
    assert message.photo
    assert message.photo.content == PHOTO
