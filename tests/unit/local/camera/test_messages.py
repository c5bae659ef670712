"""What the laptop's camera sends is what the door understands, in each dialect."""

from __future__ import annotations

from datetime import UTC

import pytest

from handler.domain.cameras.message import DialectName, MessageKind, View
from handler.domain.cameras.said_time import Zone
from local.camera.dialects import DIALECTS
from local.camera.messages import dahua, hikvision, rekor, snapshot
from local.camera.shot import Device
from tests.support.devices import CROP, PHOTO, PLATE, TAKEN_AT, a_picture, a_shot, arrived, understood

NAMES = {name: name.replace("-", "_").replace("jpeg", "picture") for name in DIALECTS}
SAY_NO_PLATE = {"snapshot", "jpeg", "file"}
HAVE_NO_KEY = {"hikvision-query", *SAY_NO_PLATE}
LOCAL = {"dahua", "file"}


def test_each_dialect_of_the_door_can_be_played() -> None:
    assert set(NAMES.values()) == set(DialectName)


@pytest.mark.parametrize("name", DIALECTS)
def test_a_message_is_understood_as_it_was_meant(name: str) -> None:
    message = understood(DIALECTS[name](a_shot()))
    assert (message.dialect, message.kind, message.no_photo) == (NAMES[name], MessageKind.VEHICLE, None)
    assert message.photo
    assert message.photo.content == PHOTO
    assert message.photo.content_type == "image/jpeg"
    if name not in SAY_NO_PLATE:
        assert message.opinion
        assert message.opinion.plate.upper() == PLATE
        assert message.opinion.confidence == pytest.approx(0.93, abs=0.005)


@pytest.mark.parametrize("name", sorted(set(DIALECTS) - {"jpeg"}))
def test_its_time_is_the_one_that_the_device_said(name: str) -> None:
    said = understood(DIALECTS[name](a_shot())).said_time
    assert said
    if name in LOCAL:
        assert (said.zone, said.at.replace(microsecond=0)) == (Zone.LOCAL, TAKEN_AT.replace(microsecond=0, tzinfo=None))
    else:
        assert said.at.astimezone(UTC).replace(microsecond=0) == TAKEN_AT.replace(microsecond=0)


@pytest.mark.parametrize("name", DIALECTS)
def test_the_same_twice_is_the_same_event(name: str) -> None:
    first, again = (understood(DIALECTS[name](a_shot())).event_key for _ in range(2))
    assert first == again
    assert (first is None) == (name in HAVE_NO_KEY)


@pytest.mark.parametrize("name", sorted(set(DIALECTS) - HAVE_NO_KEY))
def test_another_vehicle_and_another_device_are_another_event(name: str) -> None:
    shots = (a_shot(), a_shot(number=4712), a_shot(device=Device.called("gate-2")))
    keys = {understood(DIALECTS[name](shot)).event_key for shot in shots}
    assert len(keys) == 3


@pytest.mark.parametrize("name", sorted(set(DIALECTS) - HAVE_NO_KEY))
def test_the_same_event_with_another_picture_keeps_its_key(name: str) -> None:
    keys = {understood(DIALECTS[name](a_shot(photo=photo))).event_key for photo in (PHOTO, a_picture(grey=3))}
    assert len(keys) == 1


@pytest.mark.parametrize("name", sorted(set(DIALECTS) - HAVE_NO_KEY))
def test_no_key_tells_the_plate(name: str) -> None:
    keys = {understood(DIALECTS[name](a_shot(plate=plate))).event_key for plate in (PLATE, "30A00001")}
    assert len(keys) == 1


@pytest.mark.parametrize("name", DIALECTS)
def test_a_png_is_taken_as_well(name: str) -> None:
    photo = understood(DIALECTS[name](a_shot(photo=a_picture("PNG")))).photo
    assert photo
    assert (photo.content, photo.content_type) == (a_picture("PNG"), "image/png")


@pytest.mark.parametrize("name", DIALECTS)
def test_bytes_that_look_like_the_format_itself_stay_in_the_picture(name: str) -> None:
    odd = PHOTO[:-2] + b'\r\n--boundary\r\n\r\n"}]&=\n\n--' + PHOTO[-2:] if name == "jpeg" else PHOTO + b"\r\n\r\n-"
    photo = understood(DIALECTS[name](a_shot(photo=odd))).photo
    assert photo
    assert photo.content == odd


def test_which_device_it_was_can_be_shown() -> None:
    device = Device.called("gate-1")
    told = {name: understood(DIALECTS[name](a_shot())).device for name in DIALECTS}
    assert (told["hikvision"].mac, told["hikvision"].name) == (device.mac, "gate-1")
    assert told["hikvision-query"].mac == device.mac
    assert {told[name].serial for name in ("dahua", "axis", "rekor")} == {device.serial}
    assert {told[name].channel for name in ("stream", "snapshot")} == {"gate-1"}
    assert told["file"].name == "gate-1"


def test_its_direction_is_the_devices_own_word() -> None:
    words = {name: understood(DIALECTS[name](a_shot())).direction for name in DIALECTS}
    assert words == {
        "hikvision": "reverse",
        "hikvision-query": "reverse",
        "dahua": "Obverse",
        "axis": "in",
        "stream": "210",
        "rekor": "184.5",
        "snapshot": None,
        "jpeg": None,
        "file": None,
    }


def test_what_comes_from_a_devices_card_is_marked() -> None:
    assert understood(hikvision.posted(a_shot(is_retransmitted=True))).is_retransmitted
    assert not understood(hikvision.posted(a_shot())).is_retransmitted


def test_a_crop_of_a_face_is_left_out_and_told() -> None:
    message = understood(dahua.posted(a_shot()))
    assert [(one.what, one.why) for one in message.left_out] == [("CutoutPic", "better_picture"), ("FacePic", "face")]


def test_a_sign_of_life_has_no_photo_and_says_so() -> None:
    message = understood(dahua.keep_alive(a_shot()))
    assert (message.kind, message.photo, message.no_photo) == (MessageKind.HEARTBEAT, None, "heartbeat")


def test_where_the_plate_is_all_that_was_sent_it_is_taken() -> None:
    photo = understood(rekor.results(a_shot())).photo
    assert photo
    assert (photo.content, photo.view) == (CROP, View.PLATE)


def test_a_client_of_snapshot_says_what_it_wants() -> None:
    by_file, by_text = understood(snapshot.posted(a_shot())), understood(snapshot.in_base64(a_shot()))
    assert by_file.asked
    assert (by_file.asked.regions, by_file.asked.camera_id, by_file.asked.wants_vehicle) == (("vn",), "gate-1", True)
    assert by_text.asked
    assert (by_text.asked.regions, by_text.asked.config) == (("vn", "th"), {"region": "strict"})
    assert by_text.photo
    assert by_text.photo.content == PHOTO


def test_hikvision_writes_as_it_was_seen_to() -> None:
    posted = hikvision.posted(a_shot())
    assert posted.headers == (("Content-Type", "multipart/form-data; boundary=boundary"), ("Connection", "close"))
    assert posted.body.startswith(
        b'--boundary\r\nContent-Disposition: form-data; name="anpr.xml"; filename="anpr.xml"\r\n'
    )
    assert posted.body.endswith(b"\xff\xd9\r\n--boundary--\r\n")
    assert posted.body.index(b'name="licensePlatePicture.jpg"') < posted.body.index(b'name="detectionPicture.jpg"')


def test_hikvisions_query_writes_its_offset_without_a_zero() -> None:
    posted = DIALECTS["hikvision-query"](a_shot())
    assert "dateTime=20260315T112740+700&" in posted.query
    assert arrived(posted).query["dateTime"] == "20260315T112740 700"


def test_dahua_escapes_slashes_and_asks_for_the_gate() -> None:
    body = dahua.posted(a_shot()).body
    assert b'"OpenStrobe":true' in body
    assert b'"Content":"\\/9j\\/' in body
