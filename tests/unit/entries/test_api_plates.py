"""What operators ask about plates and write of them, as the web sends it."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest

from handler import api, bootstrap, bootstrap_plates
from handler.service.lookups.note_plate import NotePlate
from tests.support.fakes.audit import MemoryAuditLog
from tests.support.fakes.notes import MemoryPlateNotes, use_cases_of_plates
from tests.support.fakes.reads import MemoryPlateIndex, MemoryReadLog
from tests.support.fakes.records import MemoryPeople
from tests.support.fakes.sites import MemoryRegistry
from tests.support.fakes.uploads import MemoryUploadLog
from tests.support.fakes.world import Clock
from tests.support.samples import a_read, an_upload

NOTE_ID = "1" * 32


@pytest.fixture(autouse=True)
def audit(monkeypatch: pytest.MonkeyPatch) -> MemoryAuditLog:
    audit, log = MemoryAuditLog(), MemoryUploadLog()
    log.add(an_upload())
    log.reads[an_upload().ref.upload_id] = [a_read()]
    note = NotePlate(MemoryPlateNotes(audit), MemoryPeople({"an-operator": "operator@platebook.example"}), Clock())
    monkeypatch.setattr(bootstrap, "note_plate", lambda: note)
    about = MemoryReadLog(log, audit), MemoryPlateIndex({"AB12CDE"}), MemoryRegistry(), audit
    for name, use_case in use_cases_of_plates(log, *about).items():
        monkeypatch.setattr(bootstrap_plates, name, lambda use_case=use_case: use_case)
    return audit


def call(path: str, **body: Any) -> tuple[int, dict[str, Any]]:
    claims = {"sub": "an-operator", "token_use": "access", "cognito:groups": "[operators]"}
    event = {
        "routeKey": f"POST /plates/{path}",
        "requestContext": {"requestId": "the-request", "authorizer": {"jwt": {"claims": claims}}},
        "body": json.dumps({"plate": "AB12CDE", **body}),
    }
    answer = api.reviewing(event, None)
    return int(str(answer["statusCode"])), json.loads(str(answer["body"]))


def test_a_tag_and_a_note_come_back_with_who_and_when() -> None:
    assert call("tags", add=["VIP"], region="gb")[0] == 200
    status, noted = call("notes", note_id=NOTE_ID, text="drives without lights")
    assert status == 201
    about = {"by": "an-operator", "by_email": "operator@platebook.example", "at": noted["notes"][0]["at"]}
    assert noted == {
        "plate": "AB12CDE",
        "tags": [{"word": "vip", "region": "gb", **about}],
        "notes": [{"note_id": NOTE_ID, "text": "drives without lights", "region": None, **about}],
    }


def test_a_note_that_was_taken_back_is_shown_no_more_until_it_is_put_back() -> None:
    call("notes", note_id=NOTE_ID, text="drives without lights")
    status, noted = call("notes/take-back", note_id=NOTE_ID)
    assert (status, noted["notes"]) == (200, [])
    assert len(call("notes/take-back", note_id=NOTE_ID, is_undo=True)[1]["notes"]) == 1


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("tags", {"add": ["a\u0007b"]}),
        ("tags", {"add": [f"tag {number}" for number in range(200)]}),
        ("tags", {"add": ["x" * 100_000]}),
        ("tags", {"add": ["vip"], "region": "Great Britain"}),
        ("notes", {"note_id": NOTE_ID, "text": "x" * 100_000}),
        ("notes", {"note_id": NOTE_ID, "text": " \n "}),
        ("notes", {"note_id": "mine", "text": "text"}),
        ("notes", {"note_id": NOTE_ID, "text": "text", "plate": "***"}),
        ("dossier", {"plate": "?*"}),
        ("dossier", {"limit": 51}),
        ("dossier", {"from": "2026-05-02T00:00:00Z", "to": "2026-05-01T00:00:00Z"}),
    ],
)
def test_bad_input_is_refused_and_neither_written_nor_logged(
    path: str, body: dict[str, Any], audit: MemoryAuditLog, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        status, answer = call(path, **body)
    assert (status, answer["error"]["code"]) == (400, "invalid_request")
    assert audit.entries == []
    assert "xxx" not in caplog.text


def test_more_tags_than_a_plate_has_are_a_conflict() -> None:
    status, answer = call("tags", add=[f"tag {number}" for number in range(11)])
    assert (status, answer["error"]["code"]) == (409, "many_tags")


def test_what_a_note_says_stands_in_no_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        call("notes", note_id=NOTE_ID, text="drives without lights")
        call("dossier")
    assert "drives without lights" not in caplog.text
    assert "AB12CDE" not in caplog.text


def test_a_plates_history_has_what_is_noted_of_it() -> None:
    assert call("show")[1]["noted"] == {"plate": "AB12CDE", "tags": [], "notes": []}
