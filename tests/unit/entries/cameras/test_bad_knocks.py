"""Bad input at the doors of cameras, case by case: each device understands its answer, and nothing is lost."""

from __future__ import annotations

import base64
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Lock, local
from typing import Any

import pytest

from handler import bootstrap, bootstrap_doors, doors
from handler.domain.cameras.event import CameraEvent
from handler.domain.cameras.taken_at import Derived
from local.camera.dialects import DIALECTS
from local.camera.messages import hikvision
from local.camera.shot import Posted
from tests.support.devices import CROP, FORM, PHOTO, TAKEN_AT, a_picture, a_shot, in_form
from tests.support.doors import Doors
from tests.support.fakes.sites import ADMIN, CAMERA_ID
from tests.support.fakes.world import START

OTHER = a_picture(grey=5)
REPORT = hikvision.posted(a_shot()).body.partition(b"<?xml")[2].partition(b"\r\n--boundary")[0]
XML = ('name="anpr.xml"', b"<?xml" + REPORT)
SCENE = 'name="detectionPicture.jpg"; filename="detectionPicture.jpg"'


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Doors:
    world = Doors()
    monkeypatch.setattr(bootstrap, "admit_camera", lambda: world.admit)
    monkeypatch.setattr(bootstrap_doors, "receive_message", lambda: world.receive)
    return world


def message(dialect: str, **about: object) -> Posted:
    return DIALECTS[dialect](a_shot(**{"taken_at": START - timedelta(seconds=20), **about}))


def form(*parts: tuple[str, bytes], end: bytes = b"--boundary--\r\n") -> Posted:
    return Posted("POST", (("Content-Type", FORM),), in_form(*parts, end=end))


def knock(world: Doors, posted: Posted, **about: Any) -> tuple[int, str]:
    answer: dict[str, Any] = doors.receiving(world.event(posted, **about), None)
    return answer["statusCode"], answer["body"]


def code_of(answer: tuple[int, str]) -> tuple[int, str]:
    status, body = answer
    return status, json.loads(body)["error"]["code"]


@pytest.mark.parametrize("secret", ["wrong", "pbk_" + "A" * 43])
def test_a_wrong_secret_is_not_let_in_and_the_good_one_still_is(world: Doors, secret: str) -> None:
    wrong = {"camera_id": CAMERA_ID, "secret": secret}
    assert code_of(knock(world, message("dahua"), pathParameters=wrong)) == (401, "unauthorised")
    assert knock(world, message("dahua"))[0] == 200


def test_a_revoked_secret_is_not_let_in_from_that_moment_on(world: Doors) -> None:
    assert knock(world, message("jpeg"))[0] == 200
    world.secrets.revoke(ADMIN, CAMERA_ID, world.secret_id)
    assert code_of(knock(world, message("jpeg", photo=OTHER))) == (401, "unauthorised")
    assert len(world.log.uploads) == 1


def test_a_camera_that_was_removed_is_not_let_in(world: Doors) -> None:
    world.registry.cameras[CAMERA_ID] = replace(world.registry.cameras[CAMERA_ID], removed_at=START)
    assert code_of(knock(world, message("axis"))) == (401, "unauthorised")


@pytest.mark.parametrize(
    ("posted", "answer"),
    [
        (form(XML), (200, "")),
        (replace(message("dahua"), body=b'{"Picture": {}}'), (200, '"Result": true')),
        (form(("name=json", b'{"hook": {"event": "recognition"}}')), (400, "without a picture")),
        (form(("name=regions", b"vn"), ("name=upload", b"")), (400, "has no photo")),
    ],
    ids=["hikvision", "dahua", "stream", "snapshot"],
)
def test_a_body_without_a_picture_is_answered_and_its_event_is_not_used_up(
    world: Doors, posted: Posted, answer: tuple[int, str]
) -> None:
    status, body = knock(world, posted)
    assert (status, answer[1] in body) == (answer[0], True)
    assert world.log.uploads == {}
    assert world.events.events == {}


def test_a_vehicle_that_comes_first_without_and_then_with_its_picture_is_taken(world: Doors) -> None:
    assert knock(world, form(XML)) == (200, "")
    assert knock(world, form(XML, (SCENE, PHOTO))) == (200, "")
    assert world.photo[0] == PHOTO


def test_two_pictures_of_a_scene_are_refused_and_each_by_itself_is_taken(world: Doors) -> None:
    two = form(("name=a; filename=a.jpg", PHOTO), ("name=b; filename=b.jpg", OTHER))
    assert code_of(knock(world, two)) == (400, "two_pictures")
    for photo in (PHOTO, OTHER):
        assert knock(world, message("jpeg", photo=photo))[0] == 200
    assert {photo for photo, _ in world.places.photos.values()} == {PHOTO, OTHER}


def test_a_picture_that_is_none_gives_way_to_the_next_best(world: Doors) -> None:
    assert code_of(knock(world, Posted("PUT", (), b"GIF89a..."))) == (400, "unknown_message")
    posted = form(XML, (SCENE, b"no picture"), ("name=licensePlatePicture.jpg", CROP))
    assert knock(world, posted) == (200, "")
    assert world.photo[0] == CROP


def test_xml_with_entities_is_not_read(world: Doors) -> None:
    bomb = b'<!DOCTYPE E [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><EventNotificationAlert>&c;</EventNotificationAlert>'
    assert knock(world, form(('name="anpr.xml"', bomb), (SCENE, PHOTO))) == (200, "")
    assert world.log.uploads == {}


@pytest.mark.parametrize(("photo", "is_taken"), [(PHOTO, True), (PHOTO[:-40], False)])
def test_a_form_without_an_end_is_taken_when_its_picture_is_whole(world: Doors, photo: bytes, is_taken: bool) -> None:
    assert knock(world, form(XML, (SCENE, photo), end=b"")) == (200, "")
    assert bool(world.log.uploads) is is_taken


def test_base64_with_blanks_is_refused_in_the_clients_own_words(world: Doors) -> None:
    text = base64.b64encode(PHOTO).replace(b"+", b" ")
    assert b" " in text
    status, body = knock(world, form(("name=upload", text)))
    assert status == 400
    assert "Percent-encode it" in json.loads(body)["upload"][0]


@pytest.mark.parametrize("dialect", sorted({*DIALECTS} - {"jpeg"}))
def test_a_time_in_1970_is_that_of_the_arrival_and_the_photo_is_taken(world: Doors, dialect: str) -> None:
    assert knock(world, message(dialect, taken_at=TAKEN_AT.replace(year=1970)))[0] == 200
    said = world.upload.said
    assert said
    assert said.derived in {Derived.ARRIVAL_NOT_SET, Derived.ARRIVAL_BEHIND}
    assert world.upload.captured_at is None
    assert world.photo[0] == PHOTO


@pytest.mark.parametrize("dialect", sorted({*DIALECTS} - {"jpeg", "file", "snapshot"}))
def test_a_plate_of_two_hundred_characters_is_no_opinion_and_the_photo_is_taken(world: Doors, dialect: str) -> None:
    assert knock(world, message(dialect, plate="9" * 200))[0] == 200
    said = world.upload.said
    assert said
    assert said.opinion is None


@pytest.mark.parametrize("dialect", sorted(DIALECTS))
def test_a_device_that_repeats_for_ever_makes_one_upload_and_one_charge(world: Doors, dialect: str) -> None:
    posted = message(dialect)
    assert {knock(world, posted)[0] for _ in range(50)} == {200}
    assert len(world.log.uploads) == world.places.puts == 1
    assert list(world.quotas.uploads.values()) == [1]


def test_twenty_posts_at_once_are_one_upload_and_all_are_well(world: Doors, monkeypatch: pytest.MonkeyPatch) -> None:
    """All of them look before the first of them writes; then one writes at a time, as in the table."""
    together, lock, seen = Barrier(20), Lock(), local()
    find, add = world.events.find, world.events.add

    def find_together(*arguments: Any) -> CameraEvent | None:
        found = find(*arguments)
        if not hasattr(seen, "first"):
            seen.first = together.wait()
        return found

    def add_one_by_one(*arguments: Any) -> bool:
        with lock:
            return add(*arguments)

    monkeypatch.setattr(world.events, "find", find_together)
    monkeypatch.setattr(world.events, "add", add_one_by_one)
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda _: knock(world, message("dahua")), range(20)))
    assert {status for status, _ in answers} == {200}
    assert all(json.loads(body)["Result"] is True for _, body in answers)
    assert len(world.log.uploads) == len(world.places.photos) == 1


@pytest.mark.parametrize("dialect", ["hikvision", "dahua", "axis", "stream", "rekor"])
def test_the_same_event_with_another_picture_keeps_the_first_and_all_is_well(world: Doors, dialect: str) -> None:
    assert knock(world, message(dialect))[0] == 200
    assert knock(world, message(dialect, photo=OTHER))[0] == 200
    assert world.photo[0] == PHOTO
