"""Programs that send a camera's photos themselves, as API Gateway hands their requests on."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from typing import Any

import pytest

from handler import bootstrap, bootstrap_doors, camera_uploads
from handler.domain.upload import UploadRef
from handler.doors import receiving
from handler.service.doors.promise_place import PromisePlace
from handler.service.show_uploads import ShowUploads
from tests.support.doors import Doors
from tests.support.fakes.photos import MemoryPhotoStore
from tests.support.fakes.sites import ADMIN, CAMERA_ID
from tests.support.samples import KEPT, a_read, an_upload

BODY = {"file_name": "gate.jpg", "content_type": "image/jpeg", "size_bytes": 4711}


@pytest.fixture
def doors(monkeypatch: pytest.MonkeyPatch) -> Doors:
    doors, store = Doors(), MemoryPhotoStore()
    monkeypatch.setattr(bootstrap, "admit_camera", lambda: doors.admit)
    monkeypatch.setattr(bootstrap, "show_uploads", lambda: ShowUploads(doors.log, store, doors.clock))
    promise = PromisePlace(doors.events, store, doors.quotas, KEPT, doors.clock)
    monkeypatch.setattr(bootstrap_doors, "promise_place", lambda: promise)
    return doors


def event(doors: Doors, route: str, **about: Any) -> Mapping[str, Any]:
    return {
        "routeKey": route,
        "headers": {"authorization": f"Token {doors.secret}", "content-type": "application/json"},
        "requestContext": {"requestId": "the-request", "http": {"sourceIp": "203.0.113.7"}},
    } | about


def answer_of(answer: Mapping[str, Any]) -> tuple[int, dict[str, Any]]:
    assert answer["headers"]["cache-control"] == "no-store"
    return answer["statusCode"], json.loads(answer["body"])


def promise(doors: Doors, body: object = BODY, **about: Any) -> tuple[int, dict[str, Any]]:
    return answer_of(receiving(event(doors, camera_uploads.PROMISE, body=json.dumps(body), **about), None))


def report(doors: Doors, upload_id: str, **about: Any) -> tuple[int, dict[str, Any]]:
    path = {"upload_id": upload_id}
    return answer_of(camera_uploads.reporting(event(doors, camera_uploads.REPORT, pathParameters=path, **about), None))


def test_a_promise_is_that_of_the_signed_in_and_its_upload_is_the_cameras(doors: Doors) -> None:
    status, said = promise(doors, {**BODY, "camera_id": "gate-9", "captured_at": "2026-05-04T03:02:00Z"})
    assert status == 201
    assert set(said) == {"upload_id", "status", "upload", "expires_at"}
    assert said["status"] == "awaiting_upload"
    assert doors.upload.ref == UploadRef(CAMERA_ID, said["upload_id"])
    assert doors.upload.camera_id == CAMERA_ID


def test_the_header_makes_it_the_same_upload_again(doors: Doors) -> None:
    headers = {"Authorization": f"Token {doors.secret}", "Idempotency-Key": "one"}
    assert promise(doors, headers=headers)[1]["upload_id"] == promise(doors, headers=headers)[1]["upload_id"]
    status, said = promise(doors, {**BODY, "size_bytes": 1}, headers=headers)
    assert (status, said["error"]["code"]) == (400, "invalid_request")


@pytest.mark.parametrize("body", [{}, {**BODY, "size_bytes": 15 * 1024**2 + 1}, {**BODY, "more": 1}, [], "text"])
def test_what_breaks_a_rule_is_told(doors: Doors, body: object) -> None:
    status, said = promise(doors, body)
    assert (status, said["error"]["code"]) == (400, "invalid_request")
    assert doors.log.uploads == {}


def test_a_program_is_told_of_its_cameras_upload(doors: Doors) -> None:
    upload = an_upload(ref=UploadRef(CAMERA_ID, "1" * 32), camera_id=CAMERA_ID)
    doors.log.add(upload)
    doors.log.reads[upload.ref.upload_id] = [a_read()]
    status, said = report(doors, upload.ref.upload_id)
    assert (status, said["status"], said["reads"][0]["plate"]) == (200, "done", "AB12CDE")


def test_what_is_anothers_is_as_if_it_were_not_there(doors: Doors) -> None:
    doors.log.add(an_upload(ref=UploadRef("cam-9999999999", "2" * 32)))
    doors.log.add(an_upload(3))
    answers = [report(doors, upload_id) for upload_id in ("2" * 32, f"{3:032x}", "4" * 32)]
    assert {status for status, _ in answers} == {404}
    assert len({said["error"]["message"] for _, said in answers}) == 1


@pytest.mark.parametrize("authorization", [None, "", "Bearer {secret}", "Token pbk_" + "A" * 43])
def test_who_is_not_let_in_learns_nothing(
    doors: Doors, authorization: str | None, caplog: pytest.LogCaptureFixture
) -> None:
    headers = {} if authorization is None else {"authorization": authorization.format(secret=doors.secret)}
    with caplog.at_level(logging.DEBUG):
        answers = [promise(doors, {}, headers=headers), report(doors, "1" * 32, headers=headers)]
    for status, said in answers:
        assert (status, said["error"]["code"]) == (401, "unauthorised")
    assert doors.secret not in str(answers) + caplog.text + "".join(str(one.__dict__) for one in caplog.records)


def test_a_revoked_secret_is_refused(doors: Doors) -> None:
    doors.secrets.revoke(ADMIN, CAMERA_ID, doors.secret_id)
    assert promise(doors)[0] == report(doors, "1" * 32)[0] == 401


def test_the_function_that_tells_answers_nothing_else(doors: Doors) -> None:
    assert camera_uploads.reporting(event(doors, "GET /uploads"), None)["statusCode"] == 404
