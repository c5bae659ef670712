"""The doors of cameras, as API Gateway hands a device's request on."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handler import bootstrap, bootstrap_doors, doors
from handler.domain.cameras.limits import MAX_BODY_BYTES
from handler.domain.quota import Quota
from local.camera.dialects import DIALECTS
from local.camera.shot import Posted
from tests.support.devices import PHOTO, PLATE, a_shot
from tests.support.doors import Doors
from tests.support.fakes.sites import ADMIN, CAMERA_ID, SITE_ID
from tests.support.fakes.world import START

SENTENCE = (
    "This camera is not let in. Give it the address and the secret that an administrator gets on the page Cameras."
)


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Doors:
    world = Doors()
    monkeypatch.setattr(bootstrap, "admit_camera", lambda: world.admit)
    monkeypatch.setattr(bootstrap_doors, "receive_message", lambda: world.receive)
    return world


def message(dialect: str, **about: object) -> Posted:
    return DIALECTS[dialect](a_shot(**{"taken_at": START - timedelta(seconds=20), **about}))


def knock(world: Doors, posted: Posted, **about: Any) -> dict[str, Any]:
    return doors.receiving(world.event(posted, **about), None)


@pytest.mark.parametrize("dialect", sorted(DIALECTS))
def test_a_devices_own_bytes_come_through_whole_and_its_secret_stays_inside(
    world: Doors, dialect: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        answers = [knock(world, message(dialect)) for _ in range(2)]
    assert [answer["statusCode"] for answer in answers] == [200, 200]
    assert world.photo == (PHOTO, "image/jpeg")
    assert len(world.log.uploads) == 1
    assert {answer["headers"]["cache-control"] for answer in answers} == {"no-store"}
    written = caplog.text + "".join(str(record.__dict__) for record in caplog.records) + str(answers)
    assert world.secret not in written
    assert PLATE not in written


def test_a_device_may_put_a_path_of_its_own_below_its_address(world: Doors) -> None:
    event = world.event(message("dahua"))
    assert event["routeKey"] == "POST /c/{camera_id}/{secret}/{tail+}"
    assert json.loads(str(doors.receiving(event, None)["body"]))["Result"] is True
    event = world.event(message("file"))
    assert event["routeKey"] == "PUT /c/{camera_id}/{secret}/{tail+}"
    assert doors.receiving(event, None)["statusCode"] == 200


def test_what_is_text_comes_as_it_is(world: Doors) -> None:
    posted = message("dahua")
    answer = knock(world, posted, body=posted.body.decode(), isBase64Encoded=False)
    assert answer["statusCode"] == 200
    assert world.photo[0] == PHOTO


def test_headers_count_whatever_their_capitals(world: Doors) -> None:
    posted = message("jpeg")
    for key in ("one", "two"):
        knock(world, posted, headers={"Content-Type": "image/jpeg", "Idempotency-Key": key})
    assert len(world.log.uploads) == 2


def _nothing(_world: Doors) -> None:
    pass


def _remove(world: Doors) -> None:
    world.registry.cameras[CAMERA_ID] = replace(world.registry.cameras[CAMERA_ID], removed_at=START)


def _close_site(world: Doors) -> None:
    site = world.registry.sites[SITE_ID]
    world.registry.sites[SITE_ID] = replace(site, setup=replace(site.setup, is_active=False))


def _revoke(world: Doors) -> None:
    world.secrets.revoke(ADMIN, CAMERA_ID, world.secret_id)


def _inactive(world: Doors) -> None:
    world.setup(is_active=False)


def _bound(world: Doors) -> None:
    world.setup(allowed_networks=("192.0.2.0/24",))


UNKNOWN = "pbk_" + "A" * 43
MINE = Doors().secret
"""Each of these worlds makes the same one."""

REFUSED: dict[str, tuple[Callable[[Doors], None], dict[str, Any]]] = {
    "nothing": (_nothing, {"pathParameters": None}),
    "no secret": (_nothing, {"pathParameters": {"camera_id": CAMERA_ID, "secret": "none"}}),
    "unknown": (_nothing, {"pathParameters": {"camera_id": CAMERA_ID, "secret": UNKNOWN}}),
    "of another camera": (_nothing, {"pathParameters": {"camera_id": "cam-0000000009", "secret": MINE}}),
    "of no camera": (_nothing, {"pathParameters": {"secret": MINE}}),
    "inactive": (_inactive, {}),
    "another address": (_bound, {}),
    "no address": (_bound, {"requestContext": {"requestId": "the-request"}}),
    "revoked": (_revoke, {}),
    "removed": (_remove, {}),
    "at a closed site": (_close_site, {}),
}
"""Each cause why a camera is not let in: what is done before, and what is otherwise in the request."""


@pytest.mark.parametrize("cause", REFUSED)
def test_who_is_not_let_in_is_told_one_sentence_whatever_the_cause(
    world: Doors, cause: str, caplog: pytest.LogCaptureFixture
) -> None:
    happen, about = REFUSED[cause]
    happen(world)
    with caplog.at_level(logging.DEBUG):
        answer = knock(world, message("hikvision"), **about)
    assert answer["statusCode"] == 401
    assert json.loads(answer["body"])["error"]["message"] == SENTENCE
    assert world.log.uploads == {}
    assert world.secret not in str(answer) + caplog.text + "".join(str(one.__dict__) for one in caplog.records)


def test_a_stranger_makes_us_decode_nothing(world: Doors) -> None:
    about = {"pathParameters": {"camera_id": CAMERA_ID, "secret": "none"}, "body": "no base64 !"}
    assert knock(world, message("jpeg"), **about)["statusCode"] == 401


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"hello", "text/plain", 400),
        (b"", "image/jpeg", 400),
        (bytes(MAX_BODY_BYTES + 1), "image/jpeg", 413),
    ],
)
def test_what_cannot_be_taken_is_refused_with_what_to_do(
    world: Doors, body: bytes, content_type: str, status: int
) -> None:
    answer = knock(world, Posted("POST", (("Content-Type", content_type),), body))
    assert answer["statusCode"] == status
    assert json.loads(answer["body"])["error"]["message"].endswith(".")
    assert world.log.uploads == {}


def test_a_device_that_would_repeat_for_ever_is_told_that_all_is_well(world: Doors) -> None:
    posted = message("hikvision")
    assert knock(world, replace(posted, body=posted.body.replace(PHOTO, b"no picture")))["statusCode"] == 200


def test_a_body_that_is_no_base64_is_refused(world: Doors) -> None:
    assert knock(world, message("jpeg"), body="no base64 !")["statusCode"] == 400


def test_who_has_sent_enough_is_told_when_to_go_on(world: Doors) -> None:
    world.quotas.quota = Quota(0, 1024**3)
    answer = knock(world, message("hikvision"))
    assert answer["statusCode"] == 429
    assert int(answer["headers"]["retry-after"]) > 0


def test_a_bucket_that_fails_asks_the_device_to_send_it_again(world: Doors) -> None:
    world.places.broken = 1
    assert knock(world, message("hikvision"))["statusCode"] == 503
    assert knock(world, message("hikvision"))["statusCode"] == 200
    assert world.photo[0] == PHOTO


def test_no_other_address_is_a_door(world: Doors) -> None:
    answer = knock(world, message("jpeg"), routeKey="GET /c/{camera_id}/{secret}")
    assert answer["statusCode"] == 404
    assert "openapi" not in answer["body"]


@given(body=st.binary(max_size=400), kind=st.text(max_size=60), tail=st.text(max_size=40), raw=st.booleans())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_comes_is_answered(world: Doors, body: bytes, kind: str, tail: str, *, raw: bool) -> None:
    event = world.event(Posted("POST", (("Content-Type", kind),), body))
    event["pathParameters"] = {**event["pathParameters"], "tail": tail}
    if raw:
        event |= {"body": body.decode("latin-1"), "isBase64Encoded": False}
    answer: dict[str, Any] = doors.receiving(event, None)
    assert answer["statusCode"] in {200, 400, 413}
    assert world.secret not in str(answer)
