"""What some firmware writes otherwise than its documents say: nothing of such a message is lost."""

from __future__ import annotations

import json
from datetime import timedelta, timezone

import pytest

from handler.domain.cameras.message import DeviceMessage, DialectName, MessageKind, key_of
from tests.support.cameras.field import AT, EVENT, JSONS, MAC, PLATE, REPORTS, form, report
from tests.support.devices import CROP, FORM, PHOTO, a_picture, in_form, understood_body


def check(message: DeviceMessage) -> None:
    """See that nothing of a message was lost."""
    assert (message.dialect, message.kind) == (DialectName.HIKVISION, MessageKind.VEHICLE)
    assert message.photo
    assert message.photo.content == PHOTO
    assert message.event_key == key_of(DialectName.HIKVISION, MAC, EVENT)
    assert message.opinion
    assert (message.opinion.plate, message.direction) == (PLATE, "reverse")
    assert message.said_time
    assert message.said_time.at == AT


@pytest.mark.parametrize("how", REPORTS)
def test_a_report_of_isapi_is_read_however_it_is_written(how: str) -> None:
    check(understood_body(form(REPORTS[how]), FORM))


@pytest.mark.parametrize(
    "time", ["2026-03-15T11:27:40+0800", "2026-03-15T11:27:40+08", "2026-03-15T11:27:40+8", "2026-03-15T03:27:40Z"]
)
def test_an_offset_may_be_written_short(time: str) -> None:
    check(understood_body(form(report(time=time).encode()), FORM))


@pytest.mark.parametrize(
    "content_type",
    [
        'multipart/form-data; boundary="boundary"',
        "multipart/form-data; boundary='boundary'",
        "multipart/form-data;Boundary=--boundary",
        "MULTIPART/FORM-DATA; charset=utf-8; boundary=boundary; x=y",
        "multipart/form-data; boundary=another",
        "multipart/form-data",
        "multipart/mixed; boundary=boundary",
        "text/plain",
        "",
    ],
)
def test_a_form_is_taken_apart_whatever_its_header_says(content_type: str) -> None:
    check(understood_body(form(report().encode()), content_type))


def test_parts_have_headers_in_any_letters_order_and_number() -> None:
    body = (
        b"\r\n--boundary\r\ncontent-length: 999999\r\nCONTENT-TYPE: image/jpeg\r\n"
        b'CONTENT-DISPOSITION: FORM-DATA; FileName="detectionPicture.jpg"; NAME="detectionPicture.jpg"\r\n\r\n'
        + PHOTO
        + b'\r\n--boundary\r\nContent-Disposition: form-data;\r\n name="anpr.xml"\r\nContent-ID: <1>\r\n\r\n'
        + report().encode()
        + b"\r\n--boundary--\r\nafter the end"
    )
    check(understood_body(body, FORM))


def test_a_picture_after_one_blank_line_more_is_a_picture() -> None:
    scene = ('name="detectionPicture.jpg"', b"\r\n" + PHOTO)
    check(understood_body(in_form(('name="anpr.xml"', report().encode()), scene), FORM))


def test_parts_that_nobody_knows_are_in_nobodys_way() -> None:
    more = (
        ('name="featurePicture.jpg"', a_picture(grey=3)),
        ('name="licensePlatePicture.jpg"', CROP),
        ('name="MoreInfo"; filename="more.json"', b'{"Temperature": 31}'),
        ('name="empty"', b""),
        ('name="signature"', bytes(range(256))),
    )
    check(understood_body(form(report().encode(), *more), FORM))


@pytest.mark.parametrize("how", JSONS)
@pytest.mark.parametrize("path", ["/NotificationInfo/TollgateInfo", "/notificationinfo/tollgateinfo", ""])
def test_a_report_of_dahua_is_read_however_it_is_written(how: str, path: str) -> None:
    message = understood_body(JSONS[how], "application/json", path)
    assert message.dialect is DialectName.DAHUA
    assert message.photo
    assert message.photo.content == PHOTO
    assert message.opinion
    assert (message.opinion.plate, message.direction) == (PLATE, "Obverse")
    assert message.event_key


def test_a_webhook_of_stream_is_read_in_utf_16() -> None:
    data = {"results": [], "timestamp_local": "2026-03-15 11:27:40+08:00"}
    hook = json.dumps({"hook": {"id": "gate-1", "event": "recognition"}, "data": data}).encode("utf-16")
    message = understood_body(in_form(('name="json"', hook), ('name="upload"; filename="a.jpg"', PHOTO)), FORM)
    assert message.dialect is DialectName.STREAM
    assert message.photo
    assert message.said_time
    assert message.said_time.at == AT


@pytest.mark.parametrize("zone", ["", " +0800", "+08:00", "+08", " GMT+08:00", "UTC+8"])
def test_axis_appends_its_zone_in_many_ways(zone: str) -> None:
    event = {"packetCounter": "1", "carID": "77", "capture_timestamp": "0", "datetime": f"20260315 112740000{zone}"}
    body = in_form(('name="event"', json.dumps(event).encode()), ('name="image"; filename="a.jpg"', PHOTO))
    message = understood_body(body, FORM)
    assert message.dialect is DialectName.AXIS
    assert message.said_time
    assert message.said_time.at == (AT if zone else AT.astimezone(timezone(timedelta(hours=8))).replace(tzinfo=None))
