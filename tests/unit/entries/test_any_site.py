"""Whatever is said of a site or a camera, it is answered, and what is taken is taken again as it is shown."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handler import api, bootstrap_cameras
from handler.domain.sites.camera import CameraRole, Dialect, Movement
from handler.service.sites.change_cameras import ChangeCameras
from handler.service.sites.change_sites import ChangeSites
from tests.support.fakes.sites import SITE_ID, MemoryRegistry, a_site, counting_bits
from tests.support.fakes.world import Clock

SIDE = st.floats(-0.1, 1.1) | st.floats() | st.sampled_from([0, 0.5, 1])
PART = st.fixed_dictionaries({"left": SIDE, "top": SIDE, "width": SIDE, "height": SIDE})
ZONE = st.sampled_from(["UTC", "Asia/Ho_Chi_Minh", "Europe", "../UTC"]) | st.text()
NETWORK = st.sampled_from(["203.0.113.7", "10.0.0.1/8", "::/0", "fe80::1%eth0", "1.2.3"]) | st.text(max_size=20)
NAME = st.text(min_size=1, max_size=90)
SITE = st.fixed_dictionaries(
    {"name": NAME, "time_zone": ZONE},
    optional={"address": st.none() | st.text(max_size=210), "is_active": st.booleans()},
)
CAMERA = st.fixed_dictionaries(
    {"site_id": st.just(SITE_ID), "name": NAME, "role": st.sampled_from([*CameraRole])},
    optional={
        "directions": st.dictionaries(st.text(max_size=40), st.sampled_from([*Movement]), max_size=3),
        "time_zone": st.none() | ZONE,
        "dialect": st.sampled_from([*Dialect]),
        "expected_regions": st.none() | st.lists(st.sampled_from(["ro", "eu", "xx"]) | st.text(max_size=3), max_size=3),
        "ignored": st.lists(PART, max_size=2),
        "watched": st.lists(PART, max_size=2),
        "allowed_networks": st.lists(NETWORK, max_size=2),
        "retention_days": st.none() | st.integers(),
        "repeat_seconds": st.integers(-1, 3601),
        "detect_text_calls_a_day": st.none() | st.integers(-1, 10_000_001),
    },
)
SHOWN_ALONE = {"created_at", "removed_at", "last_seen_at", "last_photo", "health", "budget", "secrets"}


@pytest.fixture(autouse=True)
def _registry(monkeypatch: pytest.MonkeyPatch) -> None:
    registry, bits, clock = MemoryRegistry(sites={SITE_ID: a_site()}), counting_bits(), Clock()
    monkeypatch.setattr(bootstrap_cameras, "change_sites", lambda: ChangeSites(registry, bits, clock))
    monkeypatch.setattr(bootstrap_cameras, "change_cameras", lambda: ChangeCameras(registry, 90, bits, clock))


def call(route: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    claims = {"sub": "an-admin", "token_use": "access", "cognito:groups": "[admins]"}
    about = {"requestId": "the-request", "authorizer": {"jwt": {"claims": claims}}}
    answer = api.administering({"routeKey": route, "requestContext": about, "body": json.dumps(body)}, None)
    return int(str(answer["statusCode"])), json.loads(str(answer["body"]))


def answered(route: str, body: dict[str, Any]) -> None:
    status, answer = call(route, body)
    if status != 200:
        assert (status, answer["error"]["code"]) == (400, "invalid_request")
        return
    again = {name: value for name, value in answer.items() if name not in SHOWN_ALONE}
    assert call(route, again) == (200, answer)


@given(SITE)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_site_is_taken_or_refused(body: dict[str, Any]) -> None:
    answered("POST /sites", body)


@given(CAMERA)
@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_camera_is_taken_or_refused(body: dict[str, Any]) -> None:
    answered("POST /cameras", body)
