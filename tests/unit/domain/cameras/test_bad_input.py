"""What cannot be taken is refused with a sentence; a bad plate or a bad time never loses the photo."""

from __future__ import annotations

import base64
import json
from urllib.parse import quote_plus

import pytest

from handler.adapters.cameras.xml import read_xml
from handler.domain.cameras.bad_message import SENTENCES, BadMessage
from handler.domain.cameras.limits import MAX_BODY_BYTES, MAX_DEPTH, MAX_PARTS, MAX_REPORTS, MAX_TEXT_BYTES
from handler.domain.cameras.message import LEFT_OUT_SENTENCES, LeftOut, LeftOutWhy
from handler.domain.cameras.taken_at import Derived, decide
from handler.domain.cameras.understand import SNAPSHOT_ONLY, understand
from local.camera.dialects import DIALECTS
from local.camera.messages import dahua, hikvision, stream
from tests.support.devices import (
    CROP,
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

XML = hikvision.posted(a_shot()).body.partition(b"<?xml")[2].partition(b"\r\n--boundary")[0]
REPORT = ('name="anpr.xml"', b"<?xml" + XML)
SCENE = ('name="detectionPicture.jpg"; filename="detectionPicture.jpg"', PHOTO)
ENTITIES = ('name="anpr.xml"', b'<!DOCTYPE E [<!ENTITY a "b">]><EventNotificationAlert>&a;</EventNotificationAlert>')
BROKEN = ('name="anpr.xml"', b"<EventNotificationAlert><UUID>1</EventNotificationAlert>")
ENCODED = base64.b64encode(PHOTO).decode()
OTHER = a_picture(grey=3)


def nested(levels: int) -> bytes:
    return b'{"hook":' + b"[" * levels + b"]" * levels + b"}"


def tollgate(**picture: object) -> bytes:
    return json.dumps({"Picture": picture}).encode()


REFUSED = {
    "no content": (b"", "", "empty"),
    "blanks": (b" \r\n", FORM, "empty"),
    "too many bytes": (PHOTO + bytes(MAX_BODY_BYTES), "image/jpeg", "too_large"),
    "a form of nothing": (b"--boundary--\r\n", FORM, "unknown_message"),
    "a report without a picture": (in_form(REPORT), FORM, "no_picture"),
    "the report alone": (REPORT[1], "application/xml", "no_picture"),
    "two scenes": (in_form(REPORT, SCENE, (SCENE[0], OTHER)), FORM, "two_pictures"),
    "two pictures and nothing else": (in_form(("name=a", PHOTO), ("name=b", OTHER)), FORM, "two_pictures"),
    "a picture that is none": (in_form(REPORT, (SCENE[0], b"<html>")), FORM, "not_a_picture"),
    "a picture that is a GIF": (in_form(("name=upload; filename=a.gif", b"GIF89a")), FORM, "not_a_picture"),
    "entities": (in_form(ENTITIES, SCENE), FORM, "xml_entities"),
    "a report too long": (
        in_form(("name=a", b"<EventNotificationAlert>" + b" " * MAX_TEXT_BYTES), SCENE),
        FORM,
        "text_too_large",
    ),
    "a picture that is cut": (in_form(REPORT, (SCENE[0], PHOTO[:-9]), end=b""), FORM, "cut_off"),
    "a report that is cut": (in_form(("name=a", REPORT[1][:400]), end=b""), FORM, "cut_off"),
    "too many parts": (in_form(*[REPORT] * (MAX_PARTS + 1)), FORM, "too_many_parts"),
    "no boundary": (b"nothing", FORM, "bad_multipart"),
    "JSON that is none": (b'{"hook": ', "application/json", "bad_json"),
    "JSON that nests": (nested(MAX_DEPTH), "application/json", "too_deep"),
    "XML that is none": (b"<a", "text/xml", "bad_xml"),
    "XML of somebody else": (b"<a/>", "text/xml", "unknown_message"),
    "JSON of somebody else": (b"{}", "application/json", "unknown_message"),
    "a text": (b"hello", "text/plain", "unknown_message"),
    "an address of a photo": (b"upload_url=https%3A%2F%2Fexample.com%2F1.jpg", "", "unknown_message"),
    "an address in a form": (in_form(("name=upload_url", b"https://example.com/1.jpg")), FORM, "url_not_fetched"),
    "a client without a photo": (in_form(("name=upload", b"")), FORM, "no_picture"),
    "base64 with blanks": (f"upload={ENCODED}".replace("/", "+").encode(), "", "base64_blanks"),
    "base64 of another alphabet": (f"upload={quote_plus(ENCODED.replace('/', '_'))}".encode(), "", "bad_base64"),
    "base64 of something else": (b"upload=aGVsbG8gd29ybGQ%3D", "", "not_a_picture"),
    "Dahua without pictures": (tollgate(Plate={}), "", "no_picture"),
    "Dahua's bad base64": (tollgate(NormalPic={"Content": "%%"}), "", "bad_base64"),
    "Dahua's two scenes": (b'{"Picture": {"FacePic": [{"Content": "' + ENCODED.encode() + b'"}]}}', "", "no_picture"),
    "a webhook without a picture": (stream.without_picture(a_shot()).body, "", "no_picture"),
}


@pytest.mark.parametrize(("body", "content_type", "code"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_taken_is_refused_with_a_sentence(body: bytes, content_type: str, code: str) -> None:
    error = refusal(body, content_type)
    assert error.code == code
    assert error.message.endswith(".")
    assert len(error.message) <= 140


def test_every_code_has_a_sentence_that_says_what_to_do() -> None:
    assert [code for code, sentence in SENTENCES.items() if sentence.count(". ") != 1] == []
    assert set(LEFT_OUT_SENTENCES) == set(LeftOutWhy)
    assert {code for *_, code in REFUSED.values()} >= set(SENTENCES) - {"headers_too_large"}


@pytest.mark.parametrize("name", DIALECTS)
@pytest.mark.parametrize("plate", ["9" * 200, "AB\0 12", "<&>", "unknown", "", " "])
def test_a_bad_plate_never_loses_the_photo(name: str, plate: str) -> None:
    photo = understood(DIALECTS[name](a_shot(plate=plate.replace("\0", "\x7f")))).photo
    assert photo
    assert photo.content == PHOTO


def test_a_plate_of_two_hundred_characters_is_no_opinion_and_that_is_told() -> None:
    message = understood(hikvision.posted(a_shot(plate="9" * 200)))
    assert message.opinion is None
    assert LeftOut("plate", LeftOutWhy.PLATE_TOO_LONG) in message.left_out


@pytest.mark.parametrize("name", sorted(set(DIALECTS) - {"jpeg"}))
def test_a_clock_that_was_never_set_never_loses_the_photo(name: str) -> None:
    message = understood(DIALECTS[name](a_shot(taken_at=TAKEN_AT.replace(year=1970))))
    assert message.photo
    found = decide(message.said_time, TAKEN_AT.tzinfo, TAKEN_AT, is_retransmitted=False)  # type: ignore[arg-type]
    assert (found.at, found.derived) == (TAKEN_AT, Derived.ARRIVAL_NOT_SET)


@pytest.mark.parametrize("time", [b"yesterday", b"2026-99-99T11:27:40+08:00", b""])
def test_a_bad_time_never_loses_the_photo(time: bytes) -> None:
    report = (REPORT[0], REPORT[1].replace(b"2026-03-15T11:27:40+07:00", time).replace(b"<absTime>2", b"<absTime>"))
    message = understood_body(in_form(report, SCENE), FORM)
    assert message.photo
    assert message.said_time is None
    assert (LeftOut("dateTime", LeftOutWhy.NO_TIME) in message.left_out) == bool(time)


def test_a_report_that_is_no_xml_does_not_lose_the_photo() -> None:
    message = understood_body(in_form(BROKEN, SCENE), FORM)
    assert message.photo
    assert message.photo.content == PHOTO
    assert (message.opinion, message.event_key) == (None, None)
    assert LeftOut("report", LeftOutWhy.UNREADABLE) in message.left_out


def test_a_webhook_that_is_no_json_does_not_lose_the_photo() -> None:
    message = understood_body(in_form(("name=json", b'{"hook": {'), ("name=upload; filename=1.jpg", PHOTO)), FORM)
    assert message.dialect == "stream"
    assert message.photo
    assert LeftOut("json", LeftOutWhy.UNREADABLE) in message.left_out


def test_a_message_without_its_last_boundary_is_taken_when_its_picture_is_whole() -> None:
    for end in (b"", b"\r\n"):
        message = understood_body(in_form(REPORT, SCENE, end=end), FORM)
        assert message.photo
        assert message.photo.content == PHOTO


def test_where_only_another_picture_is_cut_the_scene_is_taken() -> None:
    message = understood_body(in_form(REPORT, SCENE, ('name="licensePlatePicture.jpg"', CROP[:-9]), end=b""), FORM)
    assert message.photo
    assert message.photo.content == PHOTO
    assert LeftOut("licensePlatePicture.jpg", LeftOutWhy.CUT_OFF) in message.left_out


def test_where_the_scene_is_none_the_next_best_is_taken() -> None:
    message = understood_body(in_form(REPORT, (SCENE[0], b"no"), ('name="vehiclePicture.jpg"', OTHER)), FORM)
    assert message.photo
    assert (message.photo.content, message.photo.view) == (OTHER, "vehicle")


def test_the_same_scene_twice_is_one() -> None:
    message = understood_body(in_form(REPORT, SCENE, SCENE), FORM)
    assert message.photo
    assert message.photo.content == PHOTO


def test_a_plain_picture_needs_no_true_content_type() -> None:
    for content_type in ("", "application/x-www-form-urlencoded", FORM, "application/json"):
        assert understood_body(PHOTO, content_type).dialect == "picture"


@pytest.mark.parametrize("limit", [MAX_BODY_BYTES, MAX_BODY_BYTES - 1])
def test_the_largest_body_is_taken(limit: int) -> None:
    body = PHOTO[:-2] + bytes(limit - len(PHOTO)) + PHOTO[-2:]
    assert understood_body(body).photo


def test_the_refusal_knows_whose_message_it_was() -> None:
    told = {
        refusal(in_form(REPORT), FORM).dialect: "hikvision",
        refusal(in_form(ENTITIES, SCENE), FORM).dialect: "hikvision",
        refusal(in_form(*[REPORT] * 20), FORM).dialect: "hikvision",
        refusal(b"{", path="/NotificationInfo/TollgateInfo").dialect: "dahua",
        refusal(bytes(MAX_BODY_BYTES + 1), path="/NotificationInfo/TollgateInfo").dialect: "dahua",
        refusal(in_form(("name=upload", b"")), FORM).dialect: "snapshot",
        refusal(b"hello").dialect: None,
    }
    assert [name for name, expected in told.items() if name != expected] == []


def test_no_dialect_takes_what_another_is_asked_for() -> None:
    assert understand(arrived(DIALECTS["snapshot"](a_shot())), read_xml, SNAPSHOT_ONLY).photo
    with pytest.raises(BadMessage):
        understand(arrived(dahua.posted(a_shot())), read_xml, SNAPSHOT_ONLY)


@pytest.mark.parametrize("count", [MAX_REPORTS - 1, MAX_REPORTS])
def test_more_reports_than_any_device_sends_are_not_read_and_the_photo_is_not_lost(count: int) -> None:
    others = [(f"name=r{place}", b'{"a": 1}') for place in range(count)]
    message = understood_body(in_form(*others, REPORT, SCENE), FORM)
    assert message.photo
    assert (message.opinion is not None) == (count < MAX_REPORTS)
