from __future__ import annotations

import json
from typing import Any

import pytest

from handler import api, bootstrap_alerts
from handler.service.delete_upload import DeleteUpload
from handler.service.forget_upload import ForgetUpload
from tests.support.fakes.photos import MemoryPhotoStore
from tests.support.fakes.reads import MemoryPlateIndex
from tests.support.fakes.uploads import MemoryUploadLog
from tests.support.fakes.world import OWNER, Clock
from tests.support.samples import a_read, an_upload

UPLOAD_ID = an_upload().ref.upload_id


@pytest.fixture(autouse=True)
def log(monkeypatch: pytest.MonkeyPatch) -> MemoryUploadLog:
    log = MemoryUploadLog()
    log.add(an_upload())
    log.reads[UPLOAD_ID] = [a_read()]
    forget = ForgetUpload(log, MemoryPlateIndex(log=log), MemoryPhotoStore(), Clock())
    delete = DeleteUpload(log, log, forget, Clock())
    monkeypatch.setattr(bootstrap_alerts, "delete_upload", lambda: delete)
    return log


def delete(
    body: object, caller: str = OWNER, groups: str = "", upload_id: str = UPLOAD_ID
) -> tuple[int, dict[str, Any]]:
    claims = {"sub": caller, "token_use": "access", "cognito:groups": groups}
    event = {
        "routeKey": "POST /uploads/{upload_id}/delete",
        "requestContext": {"requestId": "the-request", "authorizer": {"jwt": {"claims": claims}}},
        "pathParameters": {"upload_id": upload_id},
        "body": json.dumps(body),
    }
    answer = api.deleting(event, None)
    return int(str(answer["statusCode"])), json.loads(str(answer["body"]))


def test_the_uploader_needs_no_reason_and_gets_a_receipt(log: MemoryUploadLog) -> None:
    status, body = delete({})
    assert (status, body["upload_id"], body["reason"], body["read_count"]) == (200, UPLOAD_ID, "own_wish", 1)
    assert log.uploads == {}


def test_an_operator_needs_one(log: MemoryUploadLog) -> None:
    assert delete({}, "an-operator", "[operators]")[0] == 400
    assert delete({"reason": "because"}, "an-operator", "[operators]")[0] == 400
    assert set(log.uploads) == {UPLOAD_ID}
    assert delete({"reason": "privacy_request"}, "an-operator", "[operators]")[0] == 200


@pytest.mark.parametrize(("caller", "groups"), [("somebody-else", ""), ("an-admin", "[admins]")])
def test_to_others_it_is_not_there(log: MemoryUploadLog, caller: str, groups: str) -> None:
    assert delete({"reason": "other"}, caller, groups)[0] == 404
    assert delete({}, upload_id="f" * 32)[0] == 404
    assert set(log.uploads) == {UPLOAD_ID}
