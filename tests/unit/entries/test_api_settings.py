"""The settings, as administrators see and change them; and nobody else."""

from __future__ import annotations

import json
from typing import Any

import pytest

from handler import api, bootstrap
from handler.domain.audit import Action
from handler.domain.policy import Policy
from handler.service.change_settings import ChangeSettings
from tests.support.fakes.audit import MemoryAuditLog
from tests.support.fakes.records import MemoryPeople, MemoryPolicies
from tests.support.fakes.world import START, Clock

GOOD: dict[str, Any] = {
    "accept_error_rate": 0.03,
    "expected_regions": ["us-ca", "ro"],
    "second_look": False,
    "retention_days": 30,
    "version": 0,
}


@pytest.fixture(autouse=True)
def policies(monkeypatch: pytest.MonkeyPatch) -> MemoryPolicies:
    policies = MemoryPolicies(MemoryAuditLog())
    change = ChangeSettings(policies, policies, MemoryPeople({"an-admin": "admin@platebook.example"}), 90, Clock())
    monkeypatch.setattr(bootstrap, "change_settings", lambda: change)
    return policies


def call(
    method: str = "GET", body: object = None, groups: str = "[admins]", caller: str = "an-admin"
) -> tuple[int, dict[str, Any]]:
    claims = {"sub": caller, "token_use": "access", "cognito:groups": groups}
    event = {
        "routeKey": f"{method} /settings",
        "requestContext": {"requestId": "the-request", "authorizer": {"jwt": {"claims": claims}}},
        "body": json.dumps(body),
    }
    answer = api.administering(event, None)
    return int(str(answer["statusCode"])), json.loads(str(answer["body"]))


def test_while_nobody_decided_the_deployments_settings_are_shown_with_what_can_be_chosen() -> None:
    status, body = call()
    assert status == 200
    assert (body["accept_error_rate"], body["expected_regions"], body["second_look"]) == (0.01, [], True)
    assert (body["retention_days"], body["retention_days_limit"], body["version"]) == (90, 90, 0)
    assert (body["changed_at"], body["changed_by"], body["changed_by_email"]) == (None, None, None)
    assert {"code": "eu", "name": "Any European country"} in body["regions"]
    assert {"code": "ro", "name": "Romania"} in body["regions"]


def test_each_error_rate_says_what_confidence_it_takes() -> None:
    body = call()[1]
    choices = {choice["error_rate"]: choice["confidence"] for choice in body["accept_choices"]}
    assert choices[0.0] is None
    assert body["accept_confidence"] == choices[0.01]
    confidences = [choices[rate] for rate in sorted(choices) if rate]
    assert confidences == sorted(confidences, reverse=True)


def test_a_change_is_in_force_and_written_down(policies: MemoryPolicies) -> None:
    status, body = call("POST", GOOD)
    assert status == 200
    assert {name: body[name] for name in GOOD} == GOOD | {"expected_regions": ["ro", "us-ca"], "version": 1}
    assert (body["changed_by"], body["changed_by_email"]) == ("an-admin", "admin@platebook.example")
    assert body == call()[1]
    (entry,) = policies.audit.entries
    assert (entry.action, entry.by, entry.at) == (Action.CHANGED_SETTINGS, "an-admin", START)
    assert entry.details == {
        "from": "accept_error_rate 0.01, expected_regions anywhere, second_look on, retention_days 90",
        "to": "accept_error_rate 0.03, expected_regions ro us-ca, second_look off, retention_days 30",
    }


def test_saving_what_is_in_force_writes_nothing_down(policies: MemoryPolicies) -> None:
    call("POST", GOOD)
    assert call("POST", GOOD | {"version": 1})[1]["version"] == 1
    assert len(policies.audit.entries) == 1


def test_who_is_gone_has_no_address(policies: MemoryPolicies) -> None:
    body = call("POST", GOOD, caller="somebody-gone")[1]
    assert (body["changed_by"], body["changed_by_email"]) == ("somebody-gone", None)


def test_of_two_administrators_the_second_is_told_what_the_first_decided(policies: MemoryPolicies) -> None:
    call("POST", GOOD)
    status, body = call("POST", GOOD | {"retention_days": 7}, caller="another-admin")
    assert (status, body["error"]["code"]) == (409, "settings_changed")
    assert "version 1 is in force now, with accept_error_rate 0.03" in body["error"]["message"]
    assert policies.policy.retention_days == 30


def test_somebody_faster_between_reading_and_writing_is_noticed(policies: MemoryPolicies) -> None:
    seen = policies.policy

    def another_was_faster() -> Policy:
        policies.policy = Policy(0.05, frozenset(), True, 10, version=1)
        return seen

    policies.current = another_was_faster  # type: ignore[method-assign]
    status, body = call("POST", GOOD)
    assert (status, policies.policy.retention_days) == (409, 10)
    assert "retention_days 10" in body["error"]["message"]


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("groups", ["", "[operators]", "[adminsx]"])
def test_nobody_else_gets_in(method: str, groups: str, policies: MemoryPolicies) -> None:
    status, body = call(method, GOOD, groups)
    assert (status, body["error"]["code"]) == (403, "not_allowed")
    assert "for admins only" in body["error"]["message"]
    assert policies.policy.version == 0


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"accept_error_rate": 0.5}, "accept_error_rate: choose one of"),
        ({"accept_error_rate": "0.01"}, "accept_error_rate: "),
        ({"expected_regions": ["xx"]}, "expected_regions: no region has the code xx"),
        ({"expected_regions": ["ro"] * 1000}, "expected_regions: "),
        ({"expected_regions": "ro"}, "expected_regions: "),
        ({"second_look": "on"}, "second_look: "),
        ({"retention_days": 0}, "retention_days: choose 1 to 90"),
        ({"retention_days": 3650}, "retention_days: choose 1 to 90"),
        ({"retention_days": 1.5}, "retention_days: "),
        ({"version": -1}, "version: "),
        ({"accept_confidence": 0.5}, "accept_confidence: "),
    ],
)
def test_a_wrong_value_is_named(wrong: dict[str, Any], says: str, policies: MemoryPolicies) -> None:
    status, body = call("POST", GOOD | wrong)
    assert (status, body["error"]["code"]) == (400, "invalid_request")
    assert says in body["error"]["message"]
    assert policies.policy.version == 0


@pytest.mark.parametrize("name", GOOD)
def test_all_settings_are_given(name: str) -> None:
    status, body = call("POST", {one: value for one, value in GOOD.items() if one != name})
    assert (status, body["error"]["message"]) == (400, f"{name}: this is missing; give it.")


def test_what_is_left_out_stays_as_it_is(policies: MemoryPolicies) -> None:
    apart = {"with_hit_hours": 720, "without_hit_hours": 6}
    asked = {**GOOD, "needs_purpose": True, "retention_apart": apart, "hold_days_limit": 30}
    status, body = call("POST", asked)
    assert (status, body["retention_apart"], body["needs_purpose"], body["hold_days_limit"]) == (200, apart, True, 30)
    after = call("POST", {**GOOD, "retention_days": 31, "version": 1})[1]
    assert (after["retention_apart"], after["needs_purpose"], after["hold_days_limit"]) == (apart, True, 30)
    assert policies.policy.retention_days == 31


def test_a_budget_is_set_stays_where_it_is_left_out_and_is_taken_away_by_0(policies: MemoryPolicies) -> None:
    assert policies.policy.detect_text_calls_a_day is None
    for version, (asked, expected) in enumerate([(500, 500), (None, 500), (0, None)]):
        about = {"detect_text_calls_a_day": asked, "retention_days": 40 + version, "version": version}
        assert call("POST", {**GOOD, **about})[1]["detect_text_calls_a_day"] == expected


@pytest.mark.parametrize(
    "wrong",
    [
        {"retention_apart": {"with_hit_hours": 0, "without_hit_hours": None}},
        {"retention_apart": {"with_hit_hours": None, "without_hit_hours": 90 * 24 + 1}},
        {"retention_apart": {"with_hit_hours": 1, "without_hit_hours": 2}},
        {"hold_days_limit": 0},
        {"hold_days_limit": 3651},
        {"needs_purpose": "yes"},
        {"detect_text_calls_a_day": -1},
        {"detect_text_calls_a_day": 10_000_001},
        {"detect_text_calls_a_day": 1.5},
    ],
)
def test_what_cannot_be_kept_or_held_is_refused(wrong: dict[str, Any], policies: MemoryPolicies) -> None:
    status, body = call("POST", {**GOOD, **wrong})
    assert (status, next(iter(wrong)) in body["error"]["message"]) == (400, True)
    assert policies.policy.version == 0
