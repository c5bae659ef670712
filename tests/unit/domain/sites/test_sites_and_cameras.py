"""What may be said of sites and cameras, and how that changes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.domain.audit import differences
from handler.domain.errors import Conflict, InvalidRequest
from handler.domain.geometry import BoundingBox
from handler.domain.sites.camera import CameraSetup, Movement, changed_camera, removed_camera
from handler.domain.sites.camera_checks import checked
from handler.domain.sites.site import SiteSetup, changed_site, removed_site
from tests.support.fakes.sites import a_camera, a_site
from tests.support.fakes.world import START

WHOLE = BoundingBox(0, 0, 1, 1)


def check(**about: Any) -> CameraSetup:
    return checked(replace(CameraSetup("Gate 2"), **about), 90)


def test_a_site_is_tidied_up() -> None:
    setup = SiteSetup(" Central ", "Europe/Bucharest", " ").checked()
    assert setup == SiteSetup("Central", "Europe/Bucharest", None)


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "../etc/passwd", "Europe", "UTC\x00", "x" * 300])
def test_a_zone_that_is_none_is_refused(zone: str) -> None:
    with pytest.raises(InvalidRequest, match="time_zone: there is no such zone"):
        SiteSetup("Central", zone).checked()
    with pytest.raises(InvalidRequest, match="time_zone: there is no such zone"):
        check(time_zone=zone)


def test_a_site_changes_by_versions() -> None:
    site = a_site()
    after = changed_site(site, replace(site.setup, name="North"), 1)
    assert (after.version, after.setup.name, after.created_at) == (2, "North", site.created_at)
    assert changed_site(site, site.setup, 1) is site
    with pytest.raises(Conflict, match="site_changed"):
        changed_site(after, site.setup, 1)
    with pytest.raises(Conflict, match="site_changed"):
        removed_site(after, 1, START)


def test_a_camera_changes_by_versions() -> None:
    camera = a_camera()
    after = changed_camera(camera, check(repeat_seconds=60), 1)
    assert (after.version, after.setup.repeat_seconds) == (2, 60)
    assert changed_camera(camera, check(), 1) is camera
    with pytest.raises(Conflict, match="camera_changed"):
        changed_camera(after, check(), 1)
    with pytest.raises(Conflict, match="camera_changed"):
        removed_camera(after, 1, START)


def test_what_a_camera_is_is_tidied_up() -> None:
    setup = check(
        name=" Gate 2 ",
        directions={" IN ": Movement.ENTERING, "Ra": Movement.LEAVING},
        allowed_networks=("203.0.113.9/24", " 2001:db8::1 ", "203.0.113.0/24"),
        time_zone="UTC",
    )
    assert setup.name == "Gate 2"
    assert setup.directions == {"in": Movement.ENTERING, "ra": Movement.LEAVING}
    assert setup.allowed_networks == ("203.0.113.0/24", "2001:db8::1/128")
    assert checked(setup, 90) == setup


@pytest.mark.parametrize(
    ("about", "says"),
    [
        ({"name": ""}, "name: this is empty"),
        ({"directions": {str(one): Movement.IGNORE for one in range(17)}}, "directions: give at most 16"),
        ({"directions": {"in": Movement.ENTERING, "IN": Movement.LEAVING}}, "directions: one .* is there twice"),
        ({"directions": {" ": Movement.ENTERING}}, "directions: each .* 1 to 32 characters"),
        ({"directions": {"a\x00": Movement.ENTERING}}, "directions: each .* that show"),
        ({"directions": {"x" * 33: Movement.ENTERING}}, "directions: each .* 1 to 32 characters"),
        ({"expected_regions": frozenset({"xx"})}, "expected_regions: no region has the code xx"),
        ({"ignored": (WHOLE,) * 9}, "ignored: give at most 8"),
        ({"watched": (WHOLE,) * 9}, "watched: give at most 8"),
        ({"watched": (BoundingBox(0.5, 0.5, 0.6, 0.1),)}, "watched: a part must lie in the picture"),
        ({"ignored": (BoundingBox(0.5, 0.5, 0.0, 0.1),)}, "ignored: a part must lie in the picture"),
        ({"ignored": (BoundingBox(-0.1, 0.5, 0.5, 0.1),)}, "ignored: a part must lie in the picture"),
        ({"ignored": (BoundingBox(float("nan"), 0.5, 0.5, 0.1),)}, "ignored: a part must lie in the picture"),
        ({"allowed_networks": ("203.0.113.7",) * 17}, "allowed_networks: give at most 16"),
        ({"allowed_networks": ("gate.example.com",)}, "allowed_networks: one of these is no address"),
        ({"allowed_networks": ("",)}, "allowed_networks: one of these is no address"),
        ({"retention_days": 0}, "retention_days: choose 1 to 90"),
        ({"retention_days": 91}, "retention_days: choose 1 to 90"),
        ({"repeat_seconds": -1}, "repeat_seconds: choose 0"),
        ({"repeat_seconds": 3601}, "repeat_seconds: choose 0"),
        ({"detect_text_calls_a_day": 0}, "detect_text_calls_a_day: choose 1"),
        ({"detect_text_calls_a_day": 10_000_001}, "detect_text_calls_a_day: choose 1"),
    ],
)
def test_what_has_no_meaning_is_refused(about: dict[str, Any], says: str) -> None:
    with pytest.raises(InvalidRequest, match=says):
        check(**about)


@given(st.dictionaries(st.text(), st.sampled_from(Movement), max_size=20), st.lists(st.text(), max_size=20))
def test_what_is_taken_is_taken_again_as_it_is(words: dict[str, Movement], networks: list[str]) -> None:
    try:
        setup = check(directions=words, allowed_networks=tuple(networks))
    except InvalidRequest:
        return
    assert checked(setup, 90) == setup


def test_all_of_a_camera_and_of_a_site_is_told_in_words() -> None:
    camera = check(
        directions={"in": Movement.ENTERING, "away": Movement.IGNORE},
        expected_regions=frozenset({"ro", "eu"}),
        ignored=(BoundingBox(0.1, 0.2, 0.3, 0.4), WHOLE),
        is_active=False,
        retention_days=7,
    )
    assert differences(check().as_text(), camera.as_text()) == {
        "from": "directions none, expected_regions as set, ignored none, is_active yes, retention_days as set",
        "to": "directions away=ignore in=entering, expected_regions eu ro, ignored 0.1 0.2 0.3 0.4; 0 0 1 1, "
        "is_active no, retention_days 7",
    }
    assert set(camera.as_text()) == set(CameraSetup.__dataclass_fields__)
    assert set(a_site().setup.as_text()) == set(SiteSetup.__dataclass_fields__)
    assert check(expected_regions=frozenset()).as_text()["expected_regions"] == "anywhere"
    assert "from" not in differences({}, camera.as_text())


def test_a_camera_has_the_clock_of_its_site_unless_it_says_otherwise() -> None:
    assert a_camera().time_zone_at(a_site()) == "Asia/Ho_Chi_Minh"
    assert a_camera(setup=check(time_zone="UTC")).time_zone_at(a_site()) == "UTC"
