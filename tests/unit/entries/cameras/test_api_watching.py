"""A camera's photos as they arrive, as the web sees them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from handler import api, bootstrap_cameras
from handler.domain.audit import Action
from handler.domain.cameras.message import DialectName, Opinion
from handler.domain.cameras.said_beside import SaidBeside
from handler.domain.cameras.taken_at import Derived
from handler.domain.sites.camera import Movement
from handler.domain.upload import UploadRef
from handler.service.show_uploads import ShowUploads
from handler.service.sites.watch_camera import WatchCamera
from tests.support.fakes.audit import MemoryAuditLog
from tests.support.fakes.photos import MemoryPhotoStore
from tests.support.fakes.sites import CAMERA_ID
from tests.support.fakes.uploads import MemoryUploadLog
from tests.support.fakes.world import OWNER, START, Clock
from tests.support.samples import a_read, an_upload

SAID = SaidBeside(
    DialectName.HIKVISION,
    Derived.CAMERA_ZONE,
    Opinion("AB-12 CDÉ", 0.9, "ro"),
    "forward",
    Movement.ENTERING,
    is_retransmitted=True,
)


@pytest.fixture
def log() -> MemoryUploadLog:
    return MemoryUploadLog()


@pytest.fixture(autouse=True)
def audit(monkeypatch: pytest.MonkeyPatch, log: MemoryUploadLog) -> MemoryAuditLog:
    audit, clock = MemoryAuditLog(), Clock()
    for number in range(1, 5):
        ref, at = UploadRef(CAMERA_ID, f"{number:032x}"), START + timedelta(seconds=number)
        log.add(replace(an_upload(), ref=ref, camera_id=CAMERA_ID, created_at=at, said=SAID))
        log.reads[ref.upload_id] = [a_read(upload_id=ref.upload_id, movement=Movement.ENTERING)]
    log.add(an_upload())
    watch = WatchCamera(ShowUploads(log, MemoryPhotoStore(), clock), audit, clock)
    monkeypatch.setattr(bootstrap_cameras, "watch_camera", lambda: watch)
    return audit


def photos(camera_id: str = CAMERA_ID, groups: str = "[operators]", **query: str) -> tuple[int, dict[str, Any]]:
    claims = {"sub": "an-operator", "token_use": "access", "cognito:groups": groups}
    event = {
        "routeKey": "GET /cameras/{camera_id}/photos",
        "requestContext": {"requestId": "the-request", "authorizer": {"jwt": {"claims": claims}}},
        "pathParameters": {"camera_id": camera_id},
        "queryStringParameters": query,
    }
    answer = api.reviewing(event, None)
    return int(str(answer["statusCode"])), json.loads(str(answer["body"]))


def ids_of(answer: dict[str, Any]) -> list[int]:
    return [int(one["upload_id"], 16) for one in answer["photos"]]


def test_the_newest_photos_come_first_with_their_reads_and_what_the_camera_said() -> None:
    status, answer = photos(limit="3")
    assert (status, ids_of(answer)) == (200, [4, 3, 2])
    (read,) = answer["photos"][0]["reads"]
    assert (read["plate"], read["movement"]) == ("AB12CDE", "entering")
    assert answer["photos"][0]["said"] == {
        "dialect": "hikvision",
        "opinion": {"plate": "AB-12 CDÉ", "comparable_plate": "AB12CDE", "confidence": 0.9, "region": "ro"},
        "direction": "forward",
        "movement": "entering",
        "taken_at": {
            "derived": "camera_zone",
            "message": "The camera's own time, in the time zone that was set for it.",
        },
        "is_retransmitted": True,
    }


def test_only_what_is_new_is_shown_to_who_has_seen_the_rest(audit: MemoryAuditLog) -> None:
    first = photos()[1]
    newest = first["photos"][0]["created_at"]
    assert ids_of(photos(after=first["photos"][1]["created_at"])[1]) == [4]
    assert photos(after=newest) == (200, {"photos": []})
    assert [(one.action, one.target, one.details) for one in audit.entries] == [
        (Action.WATCHED_CAMERA, CAMERA_ID, {"page": "first", "photos": "4"}),
        (Action.WATCHED_CAMERA, CAMERA_ID, {"page": "refreshed", "photos": "1"}),
    ]


@pytest.mark.parametrize("camera_id", [OWNER, "cam-", "gate-2", f"{CAMERA_ID}x", ""])
def test_what_is_no_camera_is_not_there_and_peoples_photos_stay_theirs(camera_id: str) -> None:
    status, answer = photos(camera_id)
    assert (status, answer["error"]["code"]) == (404, "not_found")


def test_a_camera_that_has_brought_nothing_shows_nothing(audit: MemoryAuditLog) -> None:
    assert photos("cam-zzzzzzzzzz") == (200, {"photos": []})
    assert audit.entries == []


@pytest.mark.parametrize("query", [{"after": "yesterday"}, {"after": "2026-05-04T03:02:01"}, {"limit": "51"}])
def test_a_question_without_meaning_is_refused(query: dict[str, str]) -> None:
    assert photos(**query)[0] == 400
