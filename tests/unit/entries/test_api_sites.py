"""Sites, cameras and their secrets, as administrators make and change them; operators see names, others nothing."""

from __future__ import annotations

import json
import logging
from datetime import timedelta
from typing import Any

import pytest

from handler import api, bootstrap_cameras
from handler.domain.audit import Action
from handler.domain.budget.budget import Budget
from handler.domain.sites.secret import digest_of
from handler.domain.sites.signs import Signs, Tally, hour_of
from handler.routes.cameras import REGISTRY
from handler.service.budget.show_budget import ShowBudget
from handler.service.sites.camera_secrets import CameraSecrets
from handler.service.sites.change_cameras import ChangeCameras
from handler.service.sites.change_sites import ChangeSites
from handler.service.sites.show_sites import ShowSites
from tests.support.fakes.budget import MemorySpentCalls
from tests.support.fakes.photos import MemoryPhotoStore
from tests.support.fakes.sites import MemoryRegistry, counting_bits, counting_bytes
from tests.support.fakes.world import START, Clock

SITE: dict[str, Any] = {"name": "Central", "time_zone": "Asia/Ho_Chi_Minh", "address": "1 Main St", "is_active": True}
CAMERA: dict[str, Any] = {
    "name": "Gate 2",
    "role": "entry",
    "directions": {"in": "entering", "out": "ignore"},
    "time_zone": "UTC",
    "dialect": "hikvision",
    "expected_regions": ["ro", "vn"],
    "ignored": [{"left": 0, "top": 0, "width": 1, "height": 0.25}],
    "watched": [{"left": 0.25, "top": 0.25, "width": 0.5, "height": 0.5}],
    "allowed_networks": ["203.0.113.0/24"],
    "is_active": False,
    "retention_days": 30,
    "is_upside_down": True,
    "repeat_seconds": 120,
    "detect_text_calls_a_day": 500,
}


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch, registry: MemoryRegistry, spent: MemorySpentCalls) -> Clock:
    clock, bits = Clock(), counting_bits()
    built = {
        "show_sites": ShowSites(registry, MemoryPhotoStore(), 90, clock, ShowBudget(spent, clock)),
        "change_sites": ChangeSites(registry, bits, clock),
        "change_cameras": ChangeCameras(registry, 90, bits, clock),
        "camera_secrets": CameraSecrets(registry, counting_bytes(), clock),
    }
    for name, use_case in built.items():
        monkeypatch.setattr(bootstrap_cameras, name, lambda use_case=use_case: use_case)
    return clock


@pytest.fixture
def registry() -> MemoryRegistry:
    return MemoryRegistry()


@pytest.fixture
def spent() -> MemorySpentCalls:
    return MemorySpentCalls()


def call(route: str, body: object = None, groups: str = "[admins]", **path: str) -> tuple[int, dict[str, Any]]:
    claims = {"sub": "an-admin", "token_use": "access", "cognito:groups": groups}
    event = {
        "routeKey": route,
        "requestContext": {"requestId": "the-request", "authorizer": {"jwt": {"claims": claims}}},
        "pathParameters": path,
        "body": json.dumps(body or {}),
    }
    answer = api.administering(event, None)
    return int(str(answer["statusCode"])), json.loads(str(answer["body"]))


def made(route: str, body: dict[str, Any]) -> dict[str, Any]:
    status, answer = call(route, body)
    assert status == 200, answer
    return answer


@pytest.fixture
def site() -> dict[str, Any]:
    return made("POST /sites", SITE)


@pytest.fixture
def camera(site: dict[str, Any]) -> dict[str, Any]:
    return made("POST /cameras", CAMERA | {"site_id": site["site_id"]})


def make_secret(camera: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    return call("POST /cameras/{camera_id}/secrets", camera_id=camera["camera_id"])


def remove_camera(camera: dict[str, Any], version: int) -> tuple[int, dict[str, Any]]:
    return call("POST /cameras/{camera_id}/remove", {"version": version}, camera_id=camera["camera_id"])


def remove_site(site: dict[str, Any], version: int = 1) -> tuple[int, dict[str, Any]]:
    return call("POST /sites/{site_id}/remove", {"version": version}, site_id=site["site_id"])


def listed(groups: str = "[admins]") -> list[dict[str, Any]]:
    status, answer = call("GET /sites", groups=groups)
    assert (status, answer["retention_days_limit"]) == (200, 90)
    sites: list[dict[str, Any]] = answer["sites"]
    return sites


def test_while_there_is_nothing_nothing_is_shown() -> None:
    assert listed() == []


def test_a_site_is_made_changed_and_written_down(registry: MemoryRegistry, site: dict[str, Any]) -> None:
    assert {name: site[name] for name in SITE} == SITE
    assert (site["version"], site["removed_at"]) == (1, None)
    seen = {"site_id": site["site_id"], "version": 1}
    after = made("POST /sites", SITE | seen | {"name": "North", "address": None})
    assert (after["name"], after["version"], after["site_id"]) == ("North", 2, site["site_id"])
    assert listed() == [after | {"cameras": []}]
    first, second = registry.audit.entries
    assert (first.action, first.by, first.at, first.target) == (Action.CHANGED_SITE, "an-admin", START, site["site_id"])
    assert first.details == {"to": "name Central, time_zone Asia/Ho_Chi_Minh, address 1 Main St, is_active yes"}
    assert second.details == {"from": "name Central, address 1 Main St", "to": "name North, address none"}


def test_a_camera_is_made_changed_and_written_down(registry: MemoryRegistry, camera: dict[str, Any]) -> None:
    assert {name: camera[name] for name in CAMERA} == CAMERA
    assert (camera["version"], camera["secrets"], camera["last_seen_at"]) == (1, [], None)
    seen = {"camera_id": camera["camera_id"], "site_id": camera["site_id"], "version": 1}
    after = made("POST /cameras", seen | {"name": "Gate 3", "role": "exit"})
    assert (after["name"], after["role"], after["version"]) == ("Gate 3", "exit", 2)
    assert (after["expected_regions"], after["retention_days"], after["dialect"]) == (None, None, "any")
    assert listed()[0]["cameras"] == [after]
    assert (after["detect_text_calls_a_day"], after["budget"]) == (None, None)
    entry = registry.audit.entries[-1]
    assert (entry.action, entry.target) == (Action.CHANGED_CAMERA, camera["camera_id"])
    assert entry.details["to"].startswith("name Gate 3, role exit, directions none, time_zone the site's")


def test_a_cameras_budget_is_shown_with_what_is_spent_of_it(spent: MemorySpentCalls, camera: dict[str, Any]) -> None:
    spent.add(Budget(None, 500, camera["camera_id"]), 400, START)
    for group in ("[admins]", "[operators]"):
        shown = listed(group)[0]["cameras"][0]
        assert shown["budget"] == {"calls_a_day": 500, "calls_today": 400, "spending": "warning"}
    without = {**CAMERA, "camera_id": camera["camera_id"], "site_id": camera["site_id"], "version": 1}
    made("POST /cameras", without | {"detect_text_calls_a_day": None})
    assert listed()[0]["cameras"][0]["budget"] is None


def test_saving_what_stands_writes_nothing_down(registry: MemoryRegistry, camera: dict[str, Any]) -> None:
    seen = {"camera_id": camera["camera_id"], "site_id": camera["site_id"], "version": 1}
    assert made("POST /cameras", CAMERA | seen) == camera
    assert made("POST /sites", SITE | {"site_id": camera["site_id"], "version": 1})["version"] == 1
    assert len(registry.audit.entries) == 2


def test_of_two_administrators_the_second_is_told_that_the_first_was_faster(camera: dict[str, Any]) -> None:
    at = {"site_id": camera["site_id"], "version": 1}
    changes = {"POST /sites": SITE | at, "POST /cameras": CAMERA | at | {"camera_id": camera["camera_id"]}}
    for route, body in changes.items():
        made(route, body | {"name": "First"})
        status, answer = call(route, body | {"name": "Second"})
        assert (status, answer["error"]["code"]) == (409, f"{route.split('/')[1].removesuffix('s')}_changed")
    assert [listed()[0]["name"], listed()[0]["cameras"][0]["name"]] == ["First", "First"]
    assert [remove_camera(camera, 1)[0], remove_site(camera)[0]] == [409, 409]


def test_a_camera_stays_at_its_site(camera: dict[str, Any]) -> None:
    other = made("POST /sites", SITE)
    seen = {"camera_id": camera["camera_id"], "site_id": other["site_id"], "version": 1}
    status, answer = call("POST /cameras", CAMERA | seen)
    assert (status, answer["error"]["code"]) == (400, "invalid_request")
    assert "a camera stays at its site" in answer["error"]["message"]


def test_a_removed_camera_keeps_its_name_and_loses_its_secrets(
    registry: MemoryRegistry, camera: dict[str, Any]
) -> None:
    make_secret(camera)
    status, removed = remove_camera(camera, 2)
    assert (status, removed["name"], removed["secrets"]) == (200, "Gate 2", [])
    assert removed["removed_at"] == "2026-05-04T03:02:01Z"
    assert listed()[0]["cameras"] == [removed]
    entry = registry.audit.entries[-1]
    assert (entry.action, entry.target, entry.details) == (
        Action.REMOVED_CAMERA,
        camera["camera_id"],
        {"name": "Gate 2"},
    )
    assert [remove_camera(camera, 3)[0], make_secret(camera)[0]] == [404, 404]


def test_a_site_is_removed_once_its_cameras_are(registry: MemoryRegistry, camera: dict[str, Any]) -> None:
    status, answer = remove_site(camera)
    assert (status, answer["error"]["code"]) == (409, "site_has_cameras")
    remove_camera(camera, 1)
    status, removed = remove_site(camera)
    assert (status, removed["name"], removed["version"]) == (200, "Central", 2)
    assert [one["removed_at"] for one in listed()] == ["2026-05-04T03:02:01Z"]
    assert registry.audit.entries[-1].action is Action.REMOVED_SITE
    assert call("POST /cameras", CAMERA | {"site_id": camera["site_id"]})[0] == 404
    assert remove_site(camera, 2)[0] == 404


def test_a_secret_is_shown_once_and_stands_nowhere_else(
    registry: MemoryRegistry, camera: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        status, answer = make_secret(camera)
    assert status == 201
    secret = answer["secret"]
    assert answer["camera"]["secrets"] == [
        {"secret_id": answer["secret_id"], "created_at": "2026-05-04T03:02:01Z", "ends_at": None, "last_used_at": None}
    ]
    everything = json.dumps(listed()) + repr(registry.audit.entries) + repr([one.__dict__ for one in caplog.records])
    assert secret not in everything
    assert digest_of(secret) not in everything
    entry = registry.audit.entries[-1]
    assert (entry.action, entry.target) == (Action.MADE_SECRET, camera["camera_id"])
    assert entry.details == {"secret_id": answer["secret_id"]}


def test_two_secrets_are_good_while_one_takes_the_place_of_the_other(clock: Clock, camera: dict[str, Any]) -> None:
    first, second = make_secret(camera)[1], make_secret(camera)[1]
    assert first["secret"] != second["secret"]
    assert [one["ends_at"] for one in second["camera"]["secrets"]] == ["2026-05-11T03:02:01Z", None]
    status, answer = make_secret(camera)
    assert (status, answer["error"]["code"]) == (409, "two_secrets")
    clock.move(timedelta(days=7))
    assert [one["secret_id"] for one in listed()[0]["cameras"][0]["secrets"]] == [second["secret_id"]]
    assert make_secret(camera)[0] == 201


def test_a_secret_is_revoked(registry: MemoryRegistry, camera: dict[str, Any]) -> None:
    revoke = "POST /cameras/{camera_id}/secrets/{secret_id}/revoke"
    ids = {"camera_id": camera["camera_id"], "secret_id": make_secret(camera)[1]["secret_id"]}
    status, answer = call(revoke, **ids)
    assert (status, answer["secrets"]) == (200, [])
    assert registry.audit.entries[-1].action is Action.REVOKED_SECRET
    assert call(revoke, **ids)[0] == 404


def test_operators_see_names_and_no_secrets(registry: MemoryRegistry, camera: dict[str, Any]) -> None:
    make_secret(camera)
    (seen,) = listed("[operators]")[0]["cameras"]
    assert (seen["name"], seen["secrets"]) == ("Gate 2", [])
    assert len(listed()[0]["cameras"][0]["secrets"]) == 1


def test_how_a_camera_is_stands_beside_it(registry: MemoryRegistry, camera: dict[str, Any], clock: Clock) -> None:
    assert (camera["last_photo"], camera["health"]["ailments"]) == (None, [])
    camera_id, hours = camera["camera_id"], {hour_of(START): Tally(14, 7, 1)}
    registry.signs[camera_id] = Signs(START, START, "0" * 32, (3.5, 90.0, 40.0), hours)
    clock.move(timedelta(seconds=30))
    (seen,) = listed("[operators]")[0]["cameras"]
    assert seen["last_seen_at"] == seen["last_photo"]["arrived_at"] == "2026-05-04T03:02:01Z"
    assert seen["last_photo"]["thumbnail_url"].endswith(f"/thumbnails/{camera_id}/{'0' * 32}.jpg")
    health = seen["health"]
    assert (health["photos_a_day"], health["share_with_read"], health["clock_error_seconds"]) == (14.0, 0.5, -40.0)
    # It is not let in, so nothing is expected of it.
    assert health["ailments"] == []


def test_it_is_told_when_a_secret_was_last_used(registry: MemoryRegistry, camera: dict[str, Any]) -> None:
    registry.uses[digest_of(make_secret(camera)[1]["secret"])] = [START]
    assert listed()[0]["cameras"][0]["secrets"][0]["last_used_at"] == "2026-05-04T03:02:01Z"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"name": "\n"}, "name: this is empty"),
        ({"name": "a\u0000b"}, "name: control characters"),
        ({"name": "x" * 81}, "name: give at most 80 characters"),
        ({"name": "x" * 1000}, "name: give at most 400 characters"),
        ({"time_zone": "Mars"}, "time_zone: there is no such zone"),
        ({"address": "x" * 201}, "address: give at most 200 characters"),
        ({"is_active": "yes"}, "is_active: "),
        ({"site_id": "site-0000000001"}, "give site_id and version"),
        ({"version": 1}, "give site_id and version"),
        ({"secret": "pbk_"}, "secret: there is no such field here"),
    ],
)
def test_a_wrong_site_is_told_what_is_wrong(wrong: dict[str, Any], says: str, registry: MemoryRegistry) -> None:
    status, answer = call("POST /sites", SITE | wrong)
    assert (status, answer["error"]["code"]) == (400, "invalid_request")
    assert says in answer["error"]["message"]
    assert registry.sites == {}


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"role": "door"}, "role: give one of 'entry', 'exit', 'both' or 'spot'"),
        ({"dialect": "klingon"}, "dialect: give one of 'any', "),
        ({"directions": {"in": "up"}}, "directions.in: give one of 'entering', 'leaving' or 'ignore'"),
        ({"directions": {"x" * 65: "leaving"}}, "give at most 64 characters"),
        ({"expected_regions": ["xx"]}, "expected_regions: no region has the code xx"),
        ({"ignored": [{"left": 0, "top": 0, "width": 0, "height": 1}]}, "ignored.0.width: give more than 0"),
        ({"ignored": [{"left": 0.5, "top": 0, "width": 0.6, "height": 1}]}, "ignored: a part must lie in the picture"),
        ({"watched": [{"left": 0, "top": 0, "width": 1, "height": 1}] * 9}, "watched: "),
        ({"allowed_networks": ["gate.example.com"]}, "allowed_networks: one of these is no address"),
        ({"retention_days": 91}, "retention_days: choose 1 to 90"),
        ({"retention_days": 1.5}, "retention_days: "),
        ({"repeat_seconds": 3601}, "repeat_seconds: choose 0"),
        ({"detect_text_calls_a_day": 0}, "detect_text_calls_a_day: choose 1"),
        ({"camera_id": "cam-0000000001"}, "give camera_id and version"),
    ],
)
def test_a_wrong_camera_is_told_what_is_wrong(
    wrong: dict[str, Any], says: str, registry: MemoryRegistry, site: dict[str, Any]
) -> None:
    status, answer = call("POST /cameras", CAMERA | {"site_id": site["site_id"]} | wrong)
    assert (status, answer["error"]["code"]) == (400, "invalid_request")
    assert says in answer["error"]["message"]
    assert registry.cameras == {}


@pytest.mark.parametrize("one_id", ["", "site-0000000009", "cam-0000000009", "x" * 5000, "../sites", "sites"])
def test_what_is_not_there_is_not_found(one_id: str) -> None:
    ids = {"site_id": one_id, "camera_id": one_id, "secret_id": one_id}
    for route in (key for key in REGISTRY if "{" in key):
        body = {"version": 1} if route.endswith("/remove") else {}
        status, answer = call(route, body, **ids)
        assert (status, answer["error"]["code"]) == (404, "not_found")
