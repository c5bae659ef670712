from __future__ import annotations

import csv
import io
import json
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from handler import api, bootstrap
from handler.domain.audit import Action, AuditEntry
from handler.service.show_audit import ShowAudit
from tests.support.fakes.audit import MemoryAuditLog
from tests.support.fakes.records import MemoryPeople
from tests.support.fakes.world import START, Clock


@pytest.fixture(autouse=True)
def audit(monkeypatch: pytest.MonkeyPatch) -> MemoryAuditLog:
    audit = MemoryAuditLog(
        [
            AuditEntry(Action.SEARCHED, "operator-1", START - timedelta(days=30), "AB12CDE", {"match": "fuzzy"}),
            *(AuditEntry(Action.REVIEWED, "operator-2", START, f"read-{number}") for number in range(3)),
        ]
    )
    people = MemoryPeople({"operator-1": "one@platebook.example"})
    monkeypatch.setattr(bootstrap, "show_audit", lambda: ShowAudit(audit, audit, people, Clock()))
    return audit


def show(groups: str = "[admins]", **query: str) -> tuple[int, dict[str, Any]]:
    claims = {"sub": "an-admin", "token_use": "access", "cognito:groups": groups}
    event = {
        "routeKey": "GET /audit",
        "requestContext": {"requestId": "the-request", "authorizer": {"jwt": {"claims": claims}}},
        "queryStringParameters": query,
    }
    answer = api.administering(event, None)
    return int(str(answer["statusCode"])), json.loads(str(answer["body"]))


def post(what: str, **body: Any) -> tuple[int, dict[str, Any]]:
    claims = {"sub": "an-admin", "token_use": "access", "cognito:groups": "[admins]"}
    event = {
        "routeKey": f"POST /audit/{what}",
        "requestContext": {"requestId": "the-request", "authorizer": {"jwt": {"claims": claims}}},
        "body": json.dumps(body),
    }
    answer = api.administering(event, None)
    return int(str(answer["statusCode"])), json.loads(str(answer["body"]))


def test_entries_are_found_by_person_kind_and_days_and_the_look_says_what_was_asked(audit: MemoryAuditLog) -> None:
    body = {"first": "2026-04-01", "last": "2026-05-31", "by": "One@platebook.example", "actions": ["searched"]}
    status, found = post("search", **body)
    assert (status, [one["target"] for one in found["entries"]]) == (200, ["AB12CDE"])
    asked = {"from": "2026-04-01", "to": "2026-05-31", "person": "operator-1", "actions": "searched", "page": "first"}
    assert (audit.entries[-1].action, audit.entries[-1].details) == (Action.VIEWED_AUDIT, asked)
    assert len(post("search", by="operator-2")[1]["entries"]) == 3


def test_without_days_the_last_thirty_are_meant() -> None:
    assert len(post("search")[1]["entries"]) == 4
    assert len(post("search", first="2026-05-01")[1]["entries"]) == 4  # without April's, and with the look before


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"first": "2026-05-02", "last": "2026-05-01"}, "last"),
        ({"first": "2024-05-02", "last": "2026-05-01"}, "last"),
        ({"by": "nobody@platebook.example"}, "by"),
        ({"actions": ["danced"]}, "actions"),
    ],
)
def test_a_question_without_an_answer_is_refused_by_its_field(body: dict[str, Any], field: str) -> None:
    status, answer = post("search", **body)
    assert status == 400
    assert answer["error"]["message"].startswith(field)


def test_a_file_is_written_in_pieces_whose_head_comes_once(audit: MemoryAuditLog) -> None:
    audit.entries.append(AuditEntry(Action.DELETED, "=cmd()", START, "+1", {"reason": "other"}))
    wanted = {"first": "2026-05-01", "last": "2026-05-31", "limit": 3, "time_zone": "Asia/Ho_Chi_Minh"}
    first = post("export", **wanted)[1]
    second = post("export", **wanted, cursor=first["cursor"])[1]
    rows = list(csv.DictReader(io.StringIO(first["text"] + second["text"])))
    assert (first["entries"], len(rows)) == (3, 4)
    assert rows[0]["by"] == "'=cmd()"
    assert (rows[0]["target"], rows[0]["details"]) == ("'+1", '{"reason": "other"}')
    assert rows[0]["at_local"] == f"{START.astimezone(ZoneInfo('Asia/Ho_Chi_Minh')):%Y-%m-%d %H:%M:%S}"
    assert audit.entries[-1].action is Action.EXPORTED_AUDIT
    assert audit.entries[-1].details["format"] == "csv"


def test_an_address_stands_beside_whom_something_was_done_to(audit: MemoryAuditLog) -> None:
    audit.entries.append(AuditEntry(Action.SWITCHED_PERSON, "an-admin", START, "operator-1", {"to": "off"}))
    assert show(limit="1")[1]["entries"][0]["target_email"] == "one@platebook.example"


def test_an_administrator_sees_this_months_entries_newest_first_page_by_page() -> None:
    status, first = show(limit="2")
    assert status == 200
    second = show(limit="2", cursor=first["cursor"])[1]
    assert [entry["target"] for entry in first["entries"]] == ["read-2", "read-1"]
    assert [entry["target"] for entry in second["entries"]] == ["read-0"]
    assert second["cursor"] is None


def test_people_have_their_addresses_while_they_are_known() -> None:
    (entry,) = show(month="2026-04")[1]["entries"]
    assert (entry["by"], entry["by_email"], entry["details"]) == (
        "operator-1",
        "one@platebook.example",
        {"match": "fuzzy"},
    )
    assert show()[1]["entries"][0]["by_email"] is None


def test_each_look_is_written_down_with_its_month_and_page(audit: MemoryAuditLog) -> None:
    first = show(limit="2")[1]
    show(limit="2", cursor=first["cursor"])
    show(month="2026-04")
    looks = [entry for entry in audit.entries if entry.action is Action.VIEWED_AUDIT]
    assert {entry.by for entry in looks} == {"an-admin"}
    assert [(entry.target, entry.details) for entry in looks] == [
        ("2026-05", {"page": "first"}),
        ("2026-05", {"page": "further"}),
        ("2026-04", {"page": "first"}),
    ]


@pytest.mark.parametrize("groups", ["", "[operators]", "[adminsx]"])
def test_nobody_else_gets_in(groups: str, audit: MemoryAuditLog) -> None:
    status, body = show(groups)
    assert (status, body["error"]["code"]) == (403, "not_allowed")
    assert len(audit.entries) == 4


@pytest.mark.parametrize("query", [{"month": "May"}, {"month": "2026-13"}, {"month": "2026-5"}, {"limit": "1000"}])
def test_a_wrong_query_is_refused(query: dict[str, str]) -> None:
    assert show(**query)[0] == 400
