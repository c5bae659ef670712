"""Parking by HTTP: what the web app gets of visits, the count, charts and what is set, and what is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from handler import api, bootstrap_parking_pages
from handler.routes.parking import parking
from tests.support.car_park import BACK, IN, OPERATOR, OUT, VISIT_OVER, VISIT_THERE, CarPark, a_busy_car_park
from tests.support.fakes.audit import MemoryAuditLog
from tests.support.fakes.sites import SITE_ID

A_SETUP: dict[str, Any] = {
    "is_followed": True,
    "spaces": 40,
    "free_minutes": 120,
    "longest_minutes": None,
    "grace_minutes": 5,
    "hours": [{"days": [0, 1], "since_minute": 480, "until_minute": 1080}],
    "longest_visit_days": 30,
    "absent_minutes": 30,
    "reset": {"minute": 240, "days": [0, 6], "count": 0},
    "gates": [{"name": "North", "cameras": [{"camera_id": IN, "side": "front"}, {"camera_id": OUT, "side": None}]}],
    "version": 0,
}


@pytest.fixture(autouse=True)
def park(monkeypatch: pytest.MonkeyPatch) -> CarPark:
    park = a_busy_car_park(MemoryAuditLog())
    for name, use_case in park.use_cases().items():
        monkeypatch.setattr(bootstrap_parking_pages, name, lambda use_case=use_case: use_case)
    return park


def ask(route: str, body: dict[str, Any] | None = None, **path: str) -> tuple[int, dict[str, Any]]:
    """Ask as somebody who is both operator and administrator."""
    entry = {"POST /visits/{visit_id}/answer": api.reviewing, "POST /sites/{site_id}/parking": api.administering}
    claims = {"sub": OPERATOR.owner, "token_use": "access", "cognito:groups": "[operators admins]"}
    event = {
        "routeKey": route,
        "requestContext": {"requestId": "the-request", "authorizer": {"jwt": {"claims": claims}}},
        "pathParameters": {"site_id": SITE_ID, **path},
        "body": json.dumps(body or {}),
        "queryStringParameters": body or {},
    }
    answer: dict[str, Any] = entry.get(route, parking)(event, None)
    return answer["statusCode"], json.loads(answer["body"])


def said(route: str, body: dict[str, Any], **path: str) -> str:
    """Give the sentence by which something is refused."""
    status, answer = ask(route, body, **path)
    assert status == 400
    return str(answer["error"]["message"])


def test_a_visit_that_is_over_has_both_ends_and_how_long_it_was() -> None:
    status, visit = ask("GET /visits/{visit_id}", visit_id=VISIT_OVER)
    assert status == 200
    shown = {name: visit[name] for name in ("plate", "state", "pairing", "stay_seconds", "site_name", "time_zone")}
    assert shown == {
        "plate": "KL34MNP",
        "state": "closed",
        "pairing": "exact",
        "stay_seconds": 3540,
        "site_name": "Central",
        "time_zone": "Europe/Berlin",
    }
    assert (visit["entry"]["camera_name"], visit["exit"]["camera_name"]) == ("entry 1", "exit 2")
    assert visit["entry"]["trust"] == "accepted"
    assert not visit["entry"]["is_repeat"]
    assert [one["read_id"] for one in visit["photos"]] == [visit["entry"]["read_id"], visit["exit"]["read_id"]]
    assert visit["standing"] == {
        "state": "valid",
        "over_at": None,
        "reason": None,
        "needs_person": False,
        "is_unfounded": False,
        "may_follow": [],
    }
    assert (visit["suggestions"], visit["has_question"], visit["version"]) == ([], False, 1)


def test_a_search_by_plate_gives_the_same_visit_without_the_rest() -> None:
    _, found = ask("POST /visits/search", {"plate": "kl34 mnp"})
    (visit,) = found["visits"]
    _, whole = ask("GET /visits/{visit_id}", visit_id=VISIT_OVER)
    beside = ("suggestions", "photos", "history")
    assert visit == {name: value for name, value in whole.items() if name not in beside}
    assert found["cursor"] is None


def test_the_count_is_set_and_shown_with_who_did(park: CarPark) -> None:
    park.clock.time = park.clock.time.replace(minute=1)  # the minute after the last vehicle left
    status, shown = ask("POST /sites/{site_id}/count", {"count": 12, "why": "counted"})
    assert (status, shown["vehicles"], shown["plus_minus"]) == (200, 12, 0)
    assert shown["since"] == {
        "at": "2026-05-04T09:01:00Z",
        "count": 12,
        "by_email": "operator@platebook.example",
        "is_by_schedule": False,
        "why": "counted",
    }
    assert shown["corrections"] == [shown["since"]]
    assert (len(shown["hours"]), shown["cameras"]) == (48, [])
    park.sees("AB12CDE", OUT, park.clock.time.replace(minute=30))
    _, shown = ask("GET /sites/{site_id}/occupancy")
    assert shown["vehicles"] == 11
    assert [(one["camera_name"], one["left"]) for one in shown["cameras"]] == [("exit 2", 1)]


def test_now_tells_of_each_site_what_a_wall_screen_shows() -> None:
    status, now = ask("GET /now")
    (site,) = now["sites"]
    assert status == 200
    assert {name: site[name] for name in ("vehicles", "inside", "overstayed", "questions", "cameras")} == {
        "vehicles": None,
        "inside": 1,
        "overstayed": 0,
        "questions": 0,
        "cameras": 4,
    }
    assert (site["last"]["plate"], site["last_visit"]["visit_id"]) == ("KL34MNP", VISIT_OVER)


def test_charts_are_asked_for_by_days() -> None:
    status, charts = ask("GET /sites/{site_id}/charts", {"from": "2026-05-04", "to": "2026-05-04"})
    assert (status, charts["unique"], charts["returning"], charts["is_complete"]) == (200, 2, 0, True)
    assert sum(one["arrivals"] for one in charts["hours"]) == 2
    assert charts["days"] == [{"day": "2026-05-04", "vehicles": 2, "returning": 0}]
    assert {"up_to_minutes": 60, "visits": 1} in charts["stays"]


def test_what_is_set_comes_back_as_it_was_sent() -> None:
    status, shown = ask("POST /sites/{site_id}/parking", A_SETUP)
    assert status == 200
    assert shown == {**A_SETUP, "version": 1, "site_id": SITE_ID, "site_name": "Central"}
    assert ask("GET /sites/{site_id}/parking") == (200, shown)
    status, again = ask("POST /sites/{site_id}/parking", A_SETUP)
    assert (status, again["error"]["code"]) == (409, "parking_changed")


def test_a_file_comes_in_pieces() -> None:
    days = {"site_id": SITE_ID, "from": "2026-05-01T00:00:00Z", "to": "2026-06-01T00:00:00Z"}
    status, piece = ask("POST /visits/export", {**days, "format": "jsonl"})
    assert (status, piece["cursor"]) == (200, None)
    assert [json.loads(line)["plate"] for line in piece["text"].splitlines()] == ["AB12CDE", "KL34MNP"]


@pytest.mark.parametrize(
    ("route", "body", "says"),
    [
        ("POST /visits/search", {}, "site_id: name a site, or a plate"),
        ("POST /visits/search", {"site_id": SITE_ID, "limit": 101}, "limit: give 100 or less"),
        ("POST /visits/search", {"site_id": SITE_ID, "from": "2026-05-01"}, "from: give a time with its zone"),
        ("POST /visits/{visit_id}/left", {"left_at": "0001-01-01T00:00:00Z", "version": 1}, "choose a year"),
        ("POST /visits/{visit_id}/left", {"left_at": "2026-05-04T23:00:00+12:00", "version": 1}, "to come"),
        ("POST /visits/{visit_id}/say", {"word": "fined", "version": 1}, "word: give one of"),
        ("POST /visits/{visit_id}/part", {"version": 1}, "one end only"),
        ("POST /sites/{site_id}/count", {"count": -1, "why": "counted"}, "count: give 0 or more"),
        ("POST /sites/{site_id}/count", {"count": 1, "why": " "}, "why: say"),
        ("GET /sites/{site_id}/charts", {"from": "2026-05-04", "to": "2027-05-04"}, "choose 31 days at most"),
        ("POST /sites/{site_id}/parking", {**A_SETUP, "longest_visit_days": 367}, "give 366 or less"),
        ("POST /sites/{site_id}/parking", {**A_SETUP, "hours": [{"days": []}]}, "hours"),
        ("POST /sites/{site_id}/parking", {**A_SETUP, "gates": [{"name": "A", "cameras": []}]}, "Give it 2 to 8"),
    ],
)
def test_what_makes_no_sense_is_refused_with_what_to_do(route: str, body: dict[str, Any], says: str) -> None:
    assert says in said(route, body, visit_id=VISIT_THERE)


def test_a_gates_camera_that_is_not_at_the_site_is_named(park: CarPark) -> None:
    del park.registry.cameras[BACK]
    gate = {"name": "South", "cameras": [{"camera_id": IN}, {"camera_id": BACK}]}
    assert f"camera {BACK} is not at this site" in said("POST /sites/{site_id}/parking", {**A_SETUP, "gates": [gate]})


def test_nothing_to_answer_is_content_and_an_entry_that_fits_nothing_is_not(park: CarPark) -> None:
    assert ask("POST /visits/{visit_id}/answer", {"version": 1}, visit_id=VISIT_THERE)[0] == 200
    answered = {"entry_read_id": VISIT_OVER, "version": 1}
    assert ask("POST /visits/{visit_id}/answer", answered, visit_id=VISIT_THERE)[0] == 409
    assert park.audit.entries == []
