from __future__ import annotations

import base64
import json
from datetime import datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handler import api, bootstrap, http
from handler.domain.caller import Audience
from handler.domain.errors import InvalidRequest, RequestError, ServiceFailed, Throttled
from handler.domain.quota import Quota
from handler.service.show_uploads import ShowUploads
from handler.service.start_upload import StartUpload
from tests.support.fakes.photos import MemoryPhotoStore
from tests.support.fakes.uploads import MemoryQuotas, MemoryUploadLog
from tests.support.fakes.world import OWNER, Clock
from tests.support.samples import KEPT

GOOD = {"file_name": "gate 2.jpg", "content_type": "image/jpeg", "size_bytes": 12345}


@pytest.fixture(autouse=True)
def log(monkeypatch: pytest.MonkeyPatch) -> MemoryUploadLog:
    log, photos, clock = MemoryUploadLog(), MemoryPhotoStore(), Clock()
    monkeypatch.setattr(bootstrap, "start_upload", lambda: StartUpload(log, photos, MemoryQuotas(), clock, KEPT))
    monkeypatch.setattr(bootstrap, "show_uploads", lambda: ShowUploads(log, photos, clock))
    return log


def event(route_key: str, **parts: Any) -> dict[str, Any]:
    claims = {"sub": OWNER, "token_use": "access", **parts.pop("claims", {})}
    context = {"requestId": "the-request", "authorizer": {"jwt": {"claims": claims}}}
    return {"routeKey": route_key, "requestContext": context, **parts}


def start(body: object, **parts: Any) -> tuple[int, dict[str, Any]]:
    return answer(api.uploading(event("POST /uploads", body=json.dumps(body), **parts), None))


def answer(response: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    assert response["headers"]["cache-control"] == "no-store"
    return response["statusCode"], json.loads(response["body"])


def test_an_upload_is_promised_for_five_minutes() -> None:
    status, body = start(GOOD)
    assert status == 201
    assert body["status"] == "awaiting_upload"
    assert body["upload"]["fields"]["key"] == f"uploads/{OWNER}/{body['upload_id']}"
    assert body["expires_at"] == "2026-05-04T03:07:01Z"


def test_who_has_sent_too_much_is_told_when_to_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    quotas = MemoryQuotas(Quota(uploads_an_hour=1, bytes_a_day=1))
    use_case = StartUpload(MemoryUploadLog(), MemoryPhotoStore(), quotas, Clock(), KEPT)
    monkeypatch.setattr(bootstrap, "start_upload", lambda: use_case)
    assert start(GOOD)[0] == 201
    refused: dict[str, Any] = api.uploading(event("POST /uploads", body=json.dumps(GOOD)), None)
    assert (refused["statusCode"], refused["headers"]["retry-after"]) == (429, "3480")
    assert answer(refused)[1]["error"]["code"] == "quota_exceeded"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"file_name": "a/b.jpg"}, "file_name: give the name without its folders"),
        ({"file_name": "..\\b.jpg"}, "file_name: give the name without its folders"),
        ({"file_name": "x" * 300}, "file_name: give at most 255 characters."),
        ({"file_name": "   "}, "file_name: give at least 1 characters."),
        ({"file_name": "a\u0000b"}, "file_name: control characters"),
        ({"file_name": None}, "file_name: "),
        ({"content_type": "image/gif"}, "content_type: give one of 'image/jpeg' or 'image/png'."),
        ({"size_bytes": 0}, "size_bytes: give 1 or more."),
        ({"size_bytes": 16 * 1024 * 1024}, "size_bytes: give 15728640 or less."),
        ({"size_bytes": "12"}, "size_bytes: "),
        ({"size_bytes": True}, "size_bytes: "),
        ({"captured_at": "2026-01-01T00:00:00"}, "captured_at: "),
        ({"captured_at": "0001-01-01T00:00:00+14:00"}, "captured_at: choose a year"),
        ({"captured_at": "yesterday"}, "captured_at: "),
        ({"camera_id": "gate 2"}, "camera_id: "),
        ({"colour": "red"}, "colour: there is no such field here"),
    ],
)
def test_a_wrong_field_is_named_with_its_rule(change: dict[str, Any], says: str, log: MemoryUploadLog) -> None:
    status, body = start({**GOOD, **change})
    assert (status, body["error"]["code"]) == (400, "invalid_request")
    assert says in body["error"]["message"]
    assert body["error"]["request_id"] == "the-request"
    assert not log.uploads


@pytest.mark.parametrize("name", ["Foto größer №1.jpg", "ảnh xe máy.jpg", "車 🚗.png", "a" * 255, "no-ending"])
def test_names_in_any_language_are_taken(name: str, log: MemoryUploadLog) -> None:
    status, body = start({**GOOD, "file_name": name})
    assert status == 201
    assert log.uploads[body["upload_id"]].file_name == name


@pytest.mark.parametrize("body", ["", "{", "[]", "null", '"text"', "[" * 100_000])
def test_a_body_that_is_no_json_object_is_refused(body: str) -> None:
    status, said = answer(api.uploading(event("POST /uploads", body=body), None))
    assert status == 400
    assert "JSON object" in said["error"]["message"]


def test_a_body_in_base64_is_taken() -> None:
    body = base64.b64encode(json.dumps(GOOD).encode()).decode()
    assert answer(api.uploading(event("POST /uploads", body=body, isBase64Encoded=True), None))[0] == 201


@given(body=st.text() | st.dictionaries(st.text(), st.none() | st.integers() | st.text()).map(json.dumps))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_body_brings_the_function_down(body: str) -> None:
    status, said = answer(api.uploading(event("POST /uploads", body=body), None))
    assert (status, said["error"]["code"]) == (400, "invalid_request")


def test_capture_time_and_camera_are_kept(log: MemoryUploadLog) -> None:
    _, body = start({**GOOD, "captured_at": "2026-01-02T03:04:05+07:00", "camera_id": "gate-2"})
    upload = log.uploads[body["upload_id"]]
    assert upload.captured_at == datetime.fromisoformat("2026-01-01T20:04:05Z")
    assert upload.camera_id == "gate-2"


@pytest.mark.parametrize("claims", [{"token_use": "id"}, {"sub": ""}, {"token_use": None}])
def test_only_an_access_token_is_taken(claims: dict[str, Any]) -> None:
    status, body = start(GOOD, claims=claims)
    assert (status, body["error"]["code"]) == (401, "not_signed_in")


def test_a_request_without_claims_is_refused() -> None:
    bare = {"routeKey": "POST /uploads", "body": json.dumps(GOOD)}
    assert answer(api.uploading(bare, None))[0] == 401


def test_an_upload_is_shown_to_its_owner_and_to_nobody_else() -> None:
    upload_id = start(GOOD)[1]["upload_id"]
    path = {"upload_id": upload_id}
    status, body = answer(api.reading(event("GET /uploads/{upload_id}", pathParameters=path), None))
    assert status == 200
    assert (body["upload_id"], body["reads"], body["image"], body["failure"]) == (upload_id, [], None, None)
    other = event("GET /uploads/{upload_id}", pathParameters=path, claims={"sub": "somebody-else"})
    assert answer(api.reading(other, None))[0] == 404


def test_the_list_is_cut_into_pages() -> None:
    for _ in range(3):
        start(GOOD)
    query: dict[str, str] = {"limit": "2"}
    _, first = answer(api.reading(event("GET /uploads", queryStringParameters=query), None))
    assert len(first["uploads"]) == 2
    query["cursor"] = first["cursor"]
    _, second = answer(api.reading(event("GET /uploads", queryStringParameters=query), None))
    assert (len(second["uploads"]), second["cursor"]) == (1, None)


@pytest.mark.parametrize(
    "query", [{"limit": "0"}, {"limit": "101"}, {"limit": "x"}, {"cursor": "x" * 1100}, {"a": "b"}]
)
def test_a_wrong_query_is_refused(query: dict[str, str]) -> None:
    assert answer(api.reading(event("GET /uploads", queryStringParameters=query), None))[0] == 400


def test_an_unknown_route_is_not_found() -> None:
    assert answer(api.reading(event("GET /nowhere"), None))[0] == 404


def test_a_busy_service_says_when_to_try_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: object) -> None:
        raise Throttled("dynamodb:PutItem")

    monkeypatch.setattr(bootstrap, "start_upload", lambda: busy)
    response = api.uploading(event("POST /uploads", body=json.dumps(GOOD)), None)
    assert response["statusCode"] == 503
    assert response["headers"]["retry-after"] == "5"  # type: ignore[index]


@pytest.mark.parametrize("error", [ValueError("a secret"), ServiceFailed("s3:GetObject", "a secret")])
def test_what_went_wrong_inside_is_not_told(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def broken(*_: object) -> None:
        raise error

    monkeypatch.setattr(bootstrap, "start_upload", lambda: broken)
    response = api.uploading(event("POST /uploads", body=json.dumps(GOOD)), None)
    assert int(str(response["statusCode"])) >= 500
    assert "secret" not in str(response["body"])
    assert "the-request" in str(response["body"])


class MistypedMonth(InvalidRequest):
    """A kind of error that nobody has listed."""


class UnlistedError(RequestError):
    """Another one, directly below the root."""


@pytest.mark.parametrize("error", [MistypedMonth("month: no month."), UnlistedError("unlisted", "Ask otherwise.")])
def test_an_error_that_nobody_listed_is_answered_as_the_kind_above_it(error: RequestError) -> None:
    def fail(_request: http.Request[http.NoInput]) -> http.NoInput:
        raise error

    route = http.Route("Fails", http.NoInput, fail, http.NoInput, Audience.OWNER)
    answered = http.respond({"GET /x": route}, event("GET /x"))
    assert answered["statusCode"] == 400
    assert json.loads(str(answered["body"]))["error"]["message"] == error.message
