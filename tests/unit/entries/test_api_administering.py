from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

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
