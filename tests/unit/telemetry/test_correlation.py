"""One id from the request to the last line that is logged because of it, and nothing of a caller's making in any."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from http import HTTPStatus
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handler import api, bootstrap, camera_uploads
from handler.adapters.dynamodb import items
from handler.domain.sites.secret import secret_text
from handler.domain.telemetry.correlation import HEADER, is_correlation_id
from handler.edge import answers
from handler.service.start_upload import StartUpload
from handler.service.telemetry import correlation
from tests.support.fakes.photos import MemoryPhotoStore
from tests.support.fakes.uploads import MemoryQuotas, MemoryUploadLog
from tests.support.fakes.world import OWNER, Clock
from tests.support.processing import Stage
from tests.support.samples import KEPT, an_upload

BROUGHT = "0123456789abcdef"
GOOD = {"file_name": "gate.jpg", "content_type": "image/jpeg", "size_bytes": 12345}


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> MemoryUploadLog:
    log = MemoryUploadLog()
    use_case = StartUpload(log, MemoryPhotoStore(), MemoryQuotas(), Clock(), KEPT)
    monkeypatch.setattr(bootstrap, "start_upload", lambda: use_case)
    return log


def ask(headers: dict[str, str] | None, body: object = GOOD) -> dict[str, Any]:
    claims = {"sub": OWNER, "token_use": "access"}
    context = {"requestId": "the-request", "authorizer": {"jwt": {"claims": claims}}}
    event = {"routeKey": "POST /uploads", "requestContext": context, "headers": headers, "body": json.dumps(body)}
    return api.uploading(event, None)


def ids_in(caplog: pytest.LogCaptureFixture) -> set[str]:
    return {record.correlation_id for record in caplog.records}  # type: ignore[attr-defined]


def test_what_the_browser_sends_stands_in_the_answer_in_the_log_and_at_the_upload(
    log: MemoryUploadLog, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    answer = ask({"X-Correlation-Id": BROUGHT})
    assert answer["headers"][HEADER] == BROUGHT
    assert ids_in(caplog) == {BROUGHT}
    assert [upload.correlation_id for upload in log.uploads.values()] == [BROUGHT]


def test_a_refusal_has_it_too(log: MemoryUploadLog) -> None:
    answer = ask({"x-correlation-id": BROUGHT}, body=[])
    assert (answer["statusCode"], answer["headers"][HEADER]) == (400, BROUGHT)
    assert log.uploads == {}


@pytest.mark.parametrize("headers", [None, {}, {HEADER: ""}, {HEADER: "B975XYZ"}, {HEADER: "a b\n" * 4}])
def test_what_is_no_id_is_replaced_and_logged_nowhere(
    headers: dict[str, str] | None, log: MemoryUploadLog, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    made = ask(headers)["headers"][HEADER]
    assert is_correlation_id(made)
    assert ids_in(caplog) == {made}
    assert ask(headers)["headers"][HEADER] != made
    assert len(log.uploads) == 2


@given(st.from_regex(r"[A-Z0-9]{1,15}", fullmatch=True) | st.binary(min_size=32, max_size=32).map(secret_text))
@settings(max_examples=50)
def test_no_plate_and_nothing_that_opens_a_door_passes_for_an_id(text: str) -> None:
    assert not is_correlation_id(text)


def test_a_camera_brings_none_and_gets_one(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    event = {"routeKey": "none", "requestContext": {}, "headers": {HEADER: BROUGHT}}
    made = answers.answered(event, lambda: answers.json_response(HTTPStatus.OK, "{}"))["headers"][HEADER]
    assert is_correlation_id(made)
    assert made != BROUGHT
    assert ids_in(caplog) == {made}
    refused: dict[str, Any] = camera_uploads.reporting(event, None)
    assert HEADER in refused["headers"]


def test_the_s3_function_goes_on_under_the_id_of_the_upload(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    stage = Stage("AB12 CDE")
    stage.log.uploads[stage.ref.upload_id] = replace(stage.upload, correlation_id=BROUGHT)
    correlation.begin()
    stage.process(stage.ref, None, "request-1")
    last = caplog.records[-1]
    assert (last.getMessage(), last.correlation_id) == ("upload is finished", BROUGHT)  # type: ignore[attr-defined]


def test_an_upload_keeps_it_in_its_item_and_those_of_older_versions_have_none() -> None:
    upload = replace(an_upload(), correlation_id=BROUGHT)
    item = items.to_plain(items.to_typed(items.from_upload(upload)))
    assert items.to_upload(item).correlation_id == BROUGHT
    del item["correlation_id"]
    assert items.to_upload(item).correlation_id is None
