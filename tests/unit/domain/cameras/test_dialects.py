"""What is odd about each dialect, Hikvision's aside."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote_plus

import pytest

from handler.domain.cameras.message import DeviceMessage, LeftOut, LeftOutWhy, MessageKind, NoPhoto, View
from handler.domain.cameras.said_time import Zone
from local.camera.messages import axis, dahua, jpeg, rekor, stream
from tests.support.devices import (
    FORM,
    PHOTO,
    TAKEN_AT,
    a_picture,
    a_shot,
    arrived,
    in_form,
    refusal,
    understood,
    understood_body,
)

OTHER = a_picture(grey=3)
ENCODED = base64.b64encode(PHOTO).decode()


def report_of(body: bytes) -> Any:
    return json.loads(body)


def changed(report: dict[str, Any], path: str = "", **changes: object) -> DeviceMessage:
    return understood_body(json.dumps(report | changes).encode(), "application/json", path)


def photo_of(message: DeviceMessage) -> tuple[bytes, View]:
    assert message.photo
    return message.photo.content, message.photo.view


# Dahua


@pytest.mark.parametrize(
    ("path", "report", "kind"),
    [
        ("/NotificationInfo/DeviceInfo", {"DeviceID": "1"}, MessageKind.HEARTBEAT),
        ("/NotificationInfo/KeepAlive", {"Active": "keepAlive", "DeviceID": "1"}, MessageKind.HEARTBEAT),
        ("/changed", {"Active": "keepAlive", "DeviceID": "1"}, MessageKind.HEARTBEAT),
        ("/NotificationInfo/ParkingInfo", {"ParkingStallsNo": "A1", "DeviceID": "1"}, MessageKind.OTHER),
        ("/notificationinfo/alarminfo", {"DeviceID": "1"}, MessageKind.OTHER),
        ("/NotificationInfo/TollgateInfo", {"Picture": {"NormalPic": {"Content": ENCODED}}}, MessageKind.VEHICLE),
        ("", {"Picture": {"NormalPic": {"Content": ENCODED}}}, MessageKind.VEHICLE),
    ],
)
def test_all_five_paths_of_dahua_are_understood(path: str, report: dict[str, Any], kind: MessageKind) -> None:
    message = understood_body(json.dumps(report).encode(), "application/json", path)
    assert (message.dialect, message.kind, message.photo is None) == ("dahua", kind, kind is not MessageKind.VEHICLE)


def test_a_parking_space_with_a_picture_is_a_vehicle_and_its_confidence_goes_to_a_hundred() -> None:
    report = {"NormalPic": {"Content": ENCODED}, "PlateNumber": "51K99999", "Confidence": 50, "DeviceID": "1"}
    message = changed(report, "/NotificationInfo/ParkingInfo", ParkingStallsNo="A1")
    assert photo_of(message) == (PHOTO, View.SCENE)
    assert message.opinion
    assert message.opinion.confidence == 0.5


@pytest.mark.parametrize(
    ("confidence", "share"), [(255, 1.0), (51, 0.2), (0.75, 0.75), (1, 1 / 255), (300, None), ("x", None)]
)
def test_dahuas_confidence_has_scales(confidence: object, share: float | None) -> None:
    report = report_of(dahua.posted(a_shot()).body)
    report["Picture"]["Plate"]["Confidence"] = confidence
    opinion = changed(report).opinion
    assert opinion
    assert opinion.confidence == share


def test_dahua_says_when_there_is_no_plate() -> None:
    report = report_of(dahua.posted(a_shot()).body)
    report["Picture"]["Plate"]["IsExist"] = False
    message = changed(report)
    assert message.opinion is None
    assert LeftOut("plate", LeftOutWhy.NO_PLATE) in message.left_out


def test_dahuas_vehicle_is_taken_where_the_scene_is_missing_or_broken() -> None:
    report = report_of(dahua.posted(a_shot()).body)
    report["Picture"] |= {"NormalPic": {"Content": "%"}, "VehiclePic": {"Content": base64.b64encode(OTHER).decode()}}
    message = changed(report)
    assert photo_of(message) == (OTHER, View.VEHICLE)
    assert LeftOut("NormalPic", LeftOutWhy.BAD_BASE64) in message.left_out


def test_dahua_in_its_own_encoding_is_read() -> None:
    report = report_of(dahua.posted(a_shot(plate="京A99999")).body)
    opinion = understood_body(json.dumps(report, ensure_ascii=False).encode("gb2312"), "", "/x").opinion
    assert opinion
    assert opinion.plate == "京A99999"


# Axis


def test_axis_tells_of_a_vehicle_more_than_once_under_one_key() -> None:
    new, lost = (understood(axis.posted(a_shot(), state)) for state in ("new", "lost"))
    assert new.event_key == lost.event_key
    assert (new.topic, new.direction, lost.direction) == ("new", None, "in")


def test_an_axis_camera_that_starts_anew_and_counts_from_the_beginning_loses_no_vehicle() -> None:
    seconds_later, started_anew = (
        understood(axis.posted(a_shot(taken_at=TAKEN_AT + later)))
        for later in (timedelta(seconds=9), timedelta(hours=1))
    )
    assert seconds_later.event_key == understood(axis.posted(a_shot())).event_key
    assert started_anew.event_key != seconds_later.event_key


def test_axis_without_a_picture_is_told_and_not_refused() -> None:
    report = axis.posted(a_shot()).body.partition(b"\r\n\r\n")[2].partition(b"\r\n--")[0]
    message = understood_body(report, "application/json")
    assert (message.dialect, message.photo, message.no_photo) == ("axis", None, NoPhoto.LATER_EVENT)
    assert message.event_key == understood(axis.posted(a_shot())).event_key


@pytest.mark.parametrize(
    ("kind", "view"), [("plate", "plate"), ("mmrcrop", "vehicle"), ("vehicle", "vehicle"), ("", "unknown")]
)
def test_axis_says_what_its_picture_shows(kind: str, view: str) -> None:
    body = axis.posted(a_shot()).body.replace(b'"imageType": "frame"', f'"imageType": "{kind}"'.encode())
    assert photo_of(understood_body(body, "multipart/form-data")) == (PHOTO, view)


def test_axis_local_time_is_taken_where_the_count_is_zero() -> None:
    body = axis.posted(a_shot()).body
    for name in (b"capture_timestamp", b"capture_ts"):
        body = body.replace(b'"%s": "1773' % name, b'"%s": "0", "x": "1773' % name)
    said = understood_body(body, "multipart/form-data").said_time
    assert said
    assert (said.zone, said.source) == (Zone.LOCAL, "datetime")


# Plate Recognizer Stream


def webhook(**data: object) -> DeviceMessage:
    body = stream.posted(a_shot()).body
    report = report_of(body.partition(b"\r\n\r\n")[2].partition(b"\r\n--")[0])
    report["data"] |= data
    return understood_body(in_form(("name=json", json.dumps(report).encode()), ("name=upload", PHOTO)), FORM)


def test_streams_result_has_another_shape_in_vehicle_mode() -> None:
    plate = {"props": {"plate": [{"value": "51k99999", "score": 0.8}], "region": [{"value": "vn", "score": 0.5}]}}
    message = webhook(results=[{"plate": None}, {"plate": plate, "direction": ""}])
    assert message.opinion
    assert (message.opinion.plate, message.opinion.confidence, message.opinion.region) == ("51k99999", 0.8, "vn")
    assert message.direction is None


def test_streams_surest_plate_is_its_opinion() -> None:
    results = [{"plate": "a1", "score": 0.2}, {"plate": "b2", "score": 0.9}, {"plate": "c3"}, "odd", None]
    opinion = webhook(results=results).opinion
    assert opinion
    assert opinion.plate == "b2"


def test_stream_without_a_plate_has_no_opinion() -> None:
    several: tuple[object, ...] = ([], None, "odd", [{}])
    assert [webhook(results=results).opinion for results in several] == [None] * 4


def test_vehicles_of_one_frame_are_events_of_their_own() -> None:
    boxes = ({"xmin": 1}, {"xmin": 2})
    assert len({webhook(results=[{"plate": "a1", "box": box}]).event_key for box in boxes}) == 2


def test_streams_time_without_a_zone_is_utc() -> None:
    said = webhook(timestamp="2026-03-15 04:27:40.123456").said_time
    assert said
    assert (said.at, said.zone) == (datetime(2026, 3, 15, 4, 27, 40, 123456, tzinfo=UTC), Zone.UTC)


def test_streams_other_events_have_no_photo() -> None:
    for event, kind in (("heartbeat", MessageKind.HEARTBEAT), ("dwell", MessageKind.OTHER)):
        body = json.dumps({"hook": {"event": event}}).encode()
        for one, content_type in ((body, "application/json"), (b"json=" + quote_plus(body).encode(), "")):
            assert understood_body(one, content_type).kind is kind


# Rekor


def test_rekors_type_may_be_null() -> None:
    report = report_of(rekor.posted(a_shot()).body)
    assert changed(report, data_type=None) == changed(report)
    assert understood(rekor.results(a_shot())).topic == "alpr_results"


def test_an_alert_of_rekor_is_the_event_of_its_group() -> None:
    group = report_of(rekor.posted(a_shot()).body)
    alert = {"data_type": "alpr_alert", "camera_name": "gate", "plate_number": "x", "group": group}
    assert changed(alert).event_key == changed(group).event_key
    assert photo_of(changed(alert | {"data_type": None})) == (PHOTO, View.VEHICLE)


def test_a_preview_of_rekor_waits_for_what_follows() -> None:
    message = changed(report_of(rekor.posted(a_shot()).body), is_preview=True)
    assert (message.photo, message.no_photo) == (None, NoPhoto.LATER_EVENT)


@pytest.mark.parametrize("report", [{"data_type": "heartbeat", "video_streams": []}, {"openalpr_webhook": "test"}])
def test_rekors_signs_of_life_are_understood(report: dict[str, Any]) -> None:
    assert changed(report).kind is MessageKind.HEARTBEAT


def test_the_whole_scene_of_rekor_comes_before_its_crops() -> None:
    message = changed(report_of(rekor.posted(a_shot()).body), overview_jpeg=base64.b64encode(OTHER).decode())
    assert photo_of(message) == (OTHER, View.SCENE)


def test_of_a_frame_with_several_plates_the_surest_is_taken_and_the_others_are_told() -> None:
    report = report_of(rekor.results(a_shot()).body)
    another = report["results"][0] | {"plate": "30A00001", "confidence": 99.0, "plate_crop_jpeg": ENCODED}
    message = changed(report, results=[*report["results"], another])
    assert photo_of(message) == (PHOTO, View.PLATE)
    assert message.opinion
    assert message.opinion.plate == "30A00001"
    assert LeftOut("results", LeftOutWhy.OTHER_VEHICLE) in message.left_out


# Snapshot, pictures, files


def test_a_picture_that_came_as_text_is_refused_with_what_to_set() -> None:
    spoiled = PHOTO.decode("utf-8", "replace").encode()
    error = refusal(spoiled, "text/plain")
    assert error.code == "not_a_picture"
    assert "image/jpeg" in error.message


def test_a_client_of_snapshot_may_write_json() -> None:
    report = {"upload": ENCODED, "regions": ["VN", "th"], "camera_id": 7, "mmc": True, "config": {"mode": "fast"}}
    message = changed(report)
    assert message.dialect == "snapshot"
    assert message.asked
    assert (message.asked.regions, message.asked.camera_id, message.asked.wants_vehicle) == (("vn", "th"), "7", True)
    assert message.asked.config == {"mode": "fast"}
    assert photo_of(changed(report, config='{"mode": "fast"}')) == (PHOTO, View.SCENE)


def test_snapshots_config_that_is_no_json_is_told() -> None:
    message = understood_body(in_form(("name=upload; filename=a", PHOTO), ("name=config", b"{odd")), FORM)
    assert LeftOut("config", LeftOutWhy.UNREADABLE) in message.left_out
    assert photo_of(message) == (PHOTO, View.SCENE)


def test_snapshots_time_without_a_zone_is_utc() -> None:
    body = in_form(("name=upload; filename=a", PHOTO), ("name=timestamp", b"2026-03-15 04:27:40"))
    said = understood_body(body, FORM).said_time
    assert said
    assert said.at == datetime(2026, 3, 15, 4, 27, 40, tzinfo=UTC)


def test_snapshots_photo_may_be_base64_in_a_form_with_parts() -> None:
    body = in_form(("name=upload", ENCODED.encode()), ("name=regions", b"us-ca, us-nv"))
    message = understood_body(body, FORM)
    assert photo_of(message) == (PHOTO, View.SCENE)
    assert message.asked
    assert message.asked.regions == ("us-ca", "us-nv")


def test_a_file_is_known_by_its_name_or_by_being_put() -> None:
    put = arrived(jpeg.put(a_shot()))
    assert understood(jpeg.put(a_shot())).dialect == "file"
    assert understood_body(put.body, put.content_type, put.path).dialect == "file"
    assert understood_body(PHOTO, "image/jpeg", "/folder").dialect == "picture"


def test_a_files_folders_may_tell_the_time() -> None:
    said = understood_body(PHOTO, "", "/gate/2026-03-15/11-27-40/1.jpg").said_time
    assert said is None
    told = understood_body(PHOTO, "", "/gate/20260315_112740/1.jpg").said_time
    assert told
    assert told.source == "path"


def test_what_puts_a_file_may_say_when_it_was_made_and_that_it_had_to_wait() -> None:
    query = {"taken_at": "2026-03-15T04:27:40.123+00:00", "is_retransmitted": "true"}
    message = understood_body(PHOTO, "image/jpeg", "/gate/a.jpg", query)
    assert message.said_time
    assert message.said_time.at == datetime(2026, 3, 15, 4, 27, 40, 123000, tzinfo=UTC)
    assert message.is_retransmitted
    named = understood_body(PHOTO, "image/jpeg", "/gate/20260315112740.jpg", query)
    assert named.said_time
    assert named.said_time.source == "file name"
    assert not understood_body(PHOTO, "image/jpeg", "/gate/a.jpg", {"taken_at": "soon"}).said_time
