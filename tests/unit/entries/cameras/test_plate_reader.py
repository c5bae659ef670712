"""The door of Plate Recognizer's clients, as API Gateway hands their requests on."""

from __future__ import annotations

import base64
import json
import logging
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handler import bootstrap, bootstrap_doors, plate_reader
from handler.domain.cameras.limits import MAX_BODY_BYTES
from handler.domain.errors import BadPhoto
from handler.domain.quota import Quota
from handler.settings import LambdaContext
from local.camera.messages import snapshot
from local.camera.shot import Posted
from tests.support.at_once import JUST_NOW, AtOnce, request
from tests.support.devices import FORM, PHOTO, a_picture, a_shot, in_form
from tests.support.fakes.sites import ADMIN, CAMERA_ID

PLATE = "AB12CDE"
UNKNOWN = "pbk_" + "A" * 43
CONTEXT = cast("LambdaContext", SimpleNamespace(aws_request_id="the-invocation"))


@pytest.fixture
def door(monkeypatch: pytest.MonkeyPatch) -> AtOnce:
    door = AtOnce(PLATE)
    monkeypatch.setattr(bootstrap, "admit_camera", lambda: door.admit)
    monkeypatch.setattr(bootstrap, "now", door.clock)
    monkeypatch.setattr(bootstrap_doors, "read_at_once", door.read_at_once)
    return door


def ask(door: AtOnce, posted: Posted, **about: Any) -> tuple[int, dict[str, Any]]:
    answer = plate_reader.answering(door.request_event(posted, **about), CONTEXT)
    assert cast("dict[str, str]", answer["headers"])["cache-control"] == "no-store"
    return int(str(answer["statusCode"])), json.loads(str(answer["body"]))


def form(*parts: tuple[str, bytes]) -> Posted:
    return Posted("POST", (("Content-Type", FORM),), in_form(*parts))


def fields(**values: str) -> Posted:
    body = urlencode(values).encode()
    return Posted("POST", (("Content-Type", "application/x-www-form-urlencoded"),), body)


UPLOAD = 'name="upload"; filename="a.jpg"'


@pytest.mark.parametrize("address", ["plate-reader", "plate-reader/"])
def test_a_photo_is_answered_in_their_words(door: AtOnce, address: str) -> None:
    status, said = ask(door, request(), pathParameters={"door": address})
    assert status == 201
    assert set(said) == {"processing_time", "results", "filename", "version", "camera_id", "timestamp"}
    (result,) = said["results"]
    assert result["plate"] == PLATE.lower()
    assert set(result) == {"box", "plate", "region", "score", "candidates", "dscore", "vehicle"}
    assert said["camera_id"] == a_shot().device.name
    assert said["timestamp"] == JUST_NOW.strftime("%Y-%m-%dT%H:%M:%S.000000Z")


@pytest.mark.parametrize(("of_camera", "whose"), [(False, "today's budget"), (True, "this camera's daily budget")])
def test_who_sends_a_photo_beyond_a_budget_is_told_that_it_waits_and_until_when(
    door: AtOnce, *, of_camera: bool, whose: str
) -> None:
    door.spend_all(of_camera=of_camera)
    answer = plate_reader.answering(door.request_event(request()), CONTEXT)
    said = json.loads(str(answer["body"]))
    assert (answer["statusCode"], said["status_code"]) == (503, 503)
    assert f"The photo was taken and is kept, but not read yet: {whose} of DetectText calls" in said["detail"]
    assert "2026-05-05 00:00 UTC" in said["detail"]
    assert cast("dict[str, str]", answer["headers"])["retry-after"] == str((20 * 60 + 57) * 60 + 59 + 1)


@pytest.mark.parametrize("scheme", ["Token", "token", "TOKEN "])
def test_the_word_before_the_token_counts_in_any_letters(door: AtOnce, scheme: str) -> None:
    posted = request()
    assert ask(door, posted, headers={"Authorization": f"{scheme} {door.secret}", **dict(posted.headers)})[0] == 201


def test_a_photo_in_base64_is_as_good_as_a_file(door: AtOnce) -> None:
    assert ask(door, snapshot.in_base64(a_shot(taken_at=JUST_NOW)))[0] == 201
    assert door.photo == (PHOTO, "image/jpeg")


def test_the_camera_is_the_tokens_whatever_the_client_calls_it(door: AtOnce) -> None:
    posted = form((UPLOAD, PHOTO), ('name="camera_id"', b"cam-9999999999"))
    assert ask(door, posted)[1]["camera_id"] == "cam-9999999999"
    assert (door.upload.ref.owner, door.upload.camera_id) == (CAMERA_ID, CAMERA_ID)


def test_a_client_that_names_no_camera_is_answered_none(door: AtOnce) -> None:
    assert ask(door, form((UPLOAD, PHOTO)))[1]["camera_id"] is None


def test_what_is_not_supported_is_borne(door: AtOnce) -> None:
    posted = form((UPLOAD, PHOTO), ('name="mmc"', b"true"), ('name="config"', b'{"region":"strict"}'))
    assert ask(door, posted)[0] == 201


def test_a_repeat_is_answered_the_same(door: AtOnce) -> None:
    answers = [ask(door, request())[1] for _ in range(2)]
    assert answers[0]["results"] == answers[1]["results"]
    assert (len(door.log.uploads), door.detector.calls) == (1, 1)


def test_a_program_may_name_its_events(door: AtOnce) -> None:
    posted = request()
    for name in ("one", "two", "two"):
        headers = {"authorization": f"Token {door.secret}", "idempotency-key": name, **dict(posted.headers)}
        ask(door, posted, headers=headers)
    assert len(door.log.uploads) == 2


def _revoked(door: AtOnce) -> None:
    door.secrets.revoke(ADMIN, CAMERA_ID, door.secret_id)


def _nothing(_door: AtOnce) -> None:
    pass


@pytest.mark.parametrize(
    ("happen", "authorization"),
    [
        (_nothing, None),
        (_nothing, ""),
        (_nothing, "Token"),
        (_nothing, f"Token {UNKNOWN}"),
        (_nothing, "Bearer {secret}"),
        (_nothing, "{secret}"),
        (_revoked, "Token {secret}"),
        (lambda door: door.setup(is_active=False), "Token {secret}"),
        (lambda door: door.setup(allowed_networks=("192.0.2.0/24",)), "Token {secret}"),
    ],
)
def test_who_is_not_let_in_is_told_one_sentence_and_makes_no_work(
    door: AtOnce, happen: Callable[[AtOnce], None], authorization: str | None, caplog: pytest.LogCaptureFixture
) -> None:
    happen(door)
    headers = {} if authorization is None else {"authorization": authorization.format(secret=door.secret)}
    with caplog.at_level(logging.DEBUG):
        status, said = ask(door, request(), headers=headers, body="no base64 !", pathParameters={"door": "any"})
    assert status == 403
    assert said["status_code"] == 403
    assert said["detail"].startswith("This camera is not let in.")
    assert door.log.uploads == {}
    assert door.secret not in str(said) + caplog.text + "".join(str(one.__dict__) for one in caplog.records)


def test_neither_the_token_nor_a_plate_stands_in_a_log(door: AtOnce, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        ask(door, request())
    written = caplog.text + "".join(str(one.__dict__) for one in caplog.records)
    assert door.secret not in written
    assert PLATE not in written.upper()


def test_no_other_address_is_a_door(door: AtOnce) -> None:
    for address in ("statistics/", "", "plate-reader/x"):
        status, said = ask(door, request(), pathParameters={"door": address})
        assert (status, said["status_code"]) == (404, 404)
    assert door.log.uploads == {}


BAD: dict[str, tuple[Posted, str]] = {
    "no photo": (form(('name="regions"', b"vn")), "no photo"),
    "an empty photo": (form((UPLOAD, b"")), "no photo"),
    "nothing": (Posted("POST", (), b""), "no content"),
    "two photos": (form((UPLOAD, PHOTO), (UPLOAD, a_picture(grey=7))), "two pictures"),
    "no image": (form((UPLOAD, b"%PDF-1.7 and so on")), "PDF"),
    "text": (form((UPLOAD, b"hello")), "no JPEG or PNG"),
    "base64 with blanks": (fields(upload=base64.b64encode(PHOTO).decode().replace("+", " ")), "blanks"),
    "bad base64": (fields(upload="&%$"), "base64"),
    "an address": (fields(upload_url="https://example.com/a.jpg"), "not fetched"),
    "a bare photo": (Posted("POST", (("Content-Type", "image/jpeg"),), PHOTO), "field upload"),
    "a form without end": (form((UPLOAD, PHOTO[:500])), ""),
}


@pytest.mark.parametrize("what", BAD)
def test_what_cannot_be_taken_is_an_error_of_the_field(door: AtOnce, what: str) -> None:
    posted, mention = BAD[what]
    if what == "a form without end":
        posted = replace(posted, body=posted.body.removesuffix(b"--boundary--\r\n"))
    status, said = ask(door, posted)
    assert status == 400
    ((field, (sentence,)),) = said.items()
    assert field == "upload"
    assert mention in sentence
    assert sentence.endswith(".")
    assert door.log.uploads == {}


def test_what_is_too_large_is_told_what_to_do(door: AtOnce) -> None:
    status, said = ask(door, form((UPLOAD, PHOTO + bytes(MAX_BODY_BYTES))))
    assert status == 413
    assert "4.4 MB" in said["error"]
    assert "Lower" in said["error"]


def test_a_photo_that_cannot_be_read_is_an_error_of_the_field_each_time(door: AtOnce) -> None:
    door.inspector.error = BadPhoto("damaged")
    for _ in range(2):
        status, said = ask(door, request())
        assert status == 400
        assert "damaged" in said["upload"][0]


def test_a_photo_that_was_deleted_since_is_told(door: AtOnce) -> None:
    ask(door, request())
    door.log.uploads.clear()
    status, said = ask(door, request())
    assert status == 400
    assert "deleted" in said["upload"][0]


def test_what_takes_too_long_is_told_with_when_to_ask_again(door: AtOnce) -> None:
    first = door.post(request())
    assert first.ref
    door.log.claim(first.ref, None, "another", door.clock())
    answer = plate_reader.answering(door.request_event(request()), CONTEXT)
    assert answer["statusCode"] == 503
    assert int(cast("dict[str, str]", answer["headers"])["retry-after"]) > 0
    assert "read all the same" in json.loads(str(answer["body"]))["detail"]


def test_a_bucket_that_fails_asks_the_client_to_send_it_again(door: AtOnce) -> None:
    door.places.broken = 1
    assert ask(door, request())[0] == 503
    assert ask(door, request())[0] == 201


def test_who_has_sent_enough_is_told_when_to_go_on(door: AtOnce) -> None:
    door.quotas.quota = Quota(0, 1024**3)
    answer = plate_reader.answering(door.request_event(request()), CONTEXT)
    assert answer["statusCode"] == 429
    assert int(cast("dict[str, str]", answer["headers"])["retry-after"]) > 0
    assert json.loads(str(answer["body"]))["status_code"] == 429


def test_what_goes_wrong_inside_is_not_told(door: AtOnce, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_until: object) -> None:
        raise RuntimeError("the inside")

    monkeypatch.setattr(bootstrap_doors, "read_at_once", fail)
    status, said = ask(door, request())
    assert (status, said["status_code"]) == (500, 500)
    assert "inside" not in said["detail"]


@given(body=st.binary(max_size=400), kind=st.text(max_size=60), raw=st.booleans())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_comes_is_answered(door: AtOnce, body: bytes, kind: str, *, raw: bool) -> None:
    event = door.request_event(Posted("POST", (("Content-Type", kind),), body))
    if raw:
        event |= {"body": body.decode("latin-1"), "isBase64Encoded": False}
    answer = plate_reader.answering(event, CONTEXT)
    assert answer["statusCode"] in {201, 400, 413}
    assert door.secret not in str(answer)
