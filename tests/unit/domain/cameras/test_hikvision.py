"""What is odd about Hikvision's two dialects."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from handler.domain.cameras.message import DeviceMessage, LeftOut, LeftOutWhy, MessageKind, NoPhoto, View
from local.camera.messages import hikvision, hikvision_query
from tests.support.devices import CROP, FORM, PHOTO, a_picture, a_shot, in_form, understood_body

OTHER = a_picture(grey=3)
EVENT = b"<EventNotificationAlert><eventType>%s</eventType><eventState>%s</eventState></EventNotificationAlert>"


def photo_of(message: DeviceMessage) -> tuple[bytes, View]:
    assert message.photo
    return message.photo.content, message.photo.view


@pytest.mark.parametrize(
    ("event", "state", "kind", "why"),
    [
        (b"videoloss", b"inactive", MessageKind.HEARTBEAT, NoPhoto.HEARTBEAT),
        (b"VMD", b"active", MessageKind.OTHER, NoPhoto.OTHER_EVENT),
    ],
)
def test_hikvisions_other_events_are_taken_note_of(event: bytes, state: bytes, kind: MessageKind, why: NoPhoto) -> None:
    for body, content_type in (
        (EVENT % (event, state), "application/xml"),
        (in_form(("name=Event", EVENT % (event, state))), FORM),
    ):
        message = understood_body(body, content_type)
        assert (message.kind, message.no_photo, message.photo, message.topic) == (kind, why, None, event.decode())


@pytest.mark.parametrize("event", [b"ANPR", b"vehicleDetection", b"vehicledetection"])
def test_hikvisions_events_of_vehicles_have_several_names(event: bytes) -> None:
    message = understood_body(in_form(("name=a", EVENT % (event, b"active")), ('name="detectionPicture"', PHOTO)), FORM)
    assert message.kind is MessageKind.VEHICLE


def test_hikvisions_pictures_are_known_by_name_by_file_name_or_by_their_id_in_the_report() -> None:
    pictures = (
        b"<pictureInfo><type>%s</type><pId>%s</pId></pictureInfo>" % pair
        for pair in ((b"licensePlatePicture", b"111"), (b"detectionPicture", b"222"), (b"facePicture", b"333"))
    )
    report = (
        "name=a",
        b"<EventNotificationAlert><eventType>ANPR</eventType>" + b"".join(pictures) + b"</EventNotificationAlert>",
    )
    by_id = in_form(report, ('name="111"', CROP), ('name="x"; filename="222.jpg"', PHOTO), ('name="333"', OTHER))
    assert photo_of(understood_body(by_id, FORM)) == (PHOTO, View.SCENE)
    by_file = in_form(
        report, ("name=a; filename=licensePlatePicture.jpg", CROP), ("name=b; filename=detectionPicture.jpg", PHOTO)
    )
    assert photo_of(understood_body(by_file, FORM)) == (PHOTO, View.SCENE)


def test_of_pictures_whose_names_say_nothing_the_largest_is_taken() -> None:
    report = ("name=a", EVENT % (b"ANPR", b"active"))
    small = a_picture(size=(90, 90))
    found = understood_body(
        in_form(report, ("name=x", small), ("name=y", PHOTO), ("name=licensePlatePicture", CROP)), FORM
    )
    assert photo_of(found) == (PHOTO, View.UNKNOWN)


@pytest.mark.parametrize(
    "name", ["facePicture.jpg", "pilotPicture", "copilotPicture.jpg", "pedestrianDetectionPicture.jpg"]
)
def test_a_picture_of_people_is_never_taken(name: str) -> None:
    report = ("name=a", EVENT % (b"ANPR", b"active"))
    message = understood_body(
        in_form(report, (f'name="{name}"', PHOTO), ('name="licensePlatePicture.jpg"', CROP)), FORM
    )
    assert photo_of(message) == (CROP, View.PLATE)
    assert LeftOut(name, LeftOutWhy.FACE) in message.left_out


def test_a_name_that_only_holds_such_a_word_is_no_picture_of_people() -> None:
    for name in ("interface-1.jpg", "driveway picture.jpg", "surface.jpg"):
        assert photo_of(understood_body(in_form((f'name=file; filename="{name}"', PHOTO)), FORM))[0] == PHOTO


def test_hikvisions_absent_confidence_is_not_zero() -> None:
    body = hikvision.posted(a_shot()).body
    without = body.replace(b"<confidenceLevel>93</confidenceLevel>", b"")
    told = understood_body(without, FORM).opinion
    assert told
    assert told.confidence is None
    zero = understood_body(body.replace(b">93</confidenceLevel>", b">0</confidenceLevel>"), FORM).opinion
    assert zero
    assert zero.confidence == 0.0


def test_hikvisions_confidence_outside_its_scale_is_told() -> None:
    message = understood_body(hikvision.posted(a_shot()).body.replace(b">93</conf", b">930</conf"), FORM)
    assert message.opinion
    assert message.opinion.confidence is None
    assert LeftOut("confidence", LeftOutWhy.OUT_OF_SCALE) in message.left_out


def test_hikvision_without_an_id_of_the_event_names_it_by_its_pictures() -> None:
    body = hikvision.posted(a_shot()).body
    uuid = body.partition(b"<UUID>")[2].partition(b"</UUID>")[0]
    first, again = (understood_body(body.replace(uuid, b"", 1), FORM).event_key for _ in range(2))
    assert first == again
    assert first not in (None, understood_body(body, FORM).event_key)
    assert understood_body(in_form(("name=a", EVENT % (b"ANPR", b"active")), ("name=b", PHOTO)), FORM).event_key is None


def test_hikvisions_query_may_come_with_a_plain_picture_and_in_any_capitals() -> None:
    query = {"CHANNELID": "2", "datetime": "20260315T112740-300", "EventType": "ANPR", "licensePlate": "51K99999"}
    message = understood_body(PHOTO, "image/jpeg", query=query)
    assert (message.dialect, message.device.channel) == ("hikvision_query", "2")
    assert message.said_time
    assert message.said_time.at == datetime(2026, 3, 15, 14, 27, 40, tzinfo=UTC)
    assert message.opinion
    assert message.opinion.plate == "51K99999"


def test_hikvisions_query_of_another_event_has_no_photo() -> None:
    message = understood_body(b"", query={"eventType": "videoloss", "dateTime": "20260315T112740-300"})
    assert (message.kind, message.no_photo) == (MessageKind.OTHER, NoPhoto.OTHER_EVENT)


def test_other_parameters_of_an_address_make_no_hikvision() -> None:
    assert understood_body(PHOTO, query={"camera": "1", "dateTime": "x"}).dialect == "picture"
    assert hikvision_query.posted(a_shot()).path == ""
