"""A vehicle comes and goes on the whole stack, and people say what they know better."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest

from scripts.client import ClientError, Json
from tests.e2e.stack import LocalStack, eventually, post_form, scene

NOW = datetime.now(UTC).replace(microsecond=0)
PLATE = "B517KMP"


class CarPark:
    """A site with an entry and an exit, whose photos an operator sends."""

    def __init__(self, stack: LocalStack) -> None:
        self.driver, self.operator, self.admin = (stack.demo_client(number) for number in range(3))
        site = self.admin.call("POST", "/sites", {"name": "Car park of a test", "time_zone": "Europe/Berlin"})
        self.site_id: str = site["site_id"]
        self.entry, self.exit = (self._camera(role) for role in ("entry", "exit"))

    def _camera(self, role: str) -> str:
        made = self.admin.call("POST", "/cameras", {"site_id": self.site_id, "name": role, "role": role})
        return str(made["camera_id"])

    def sees(self, camera_id: str, hours_ago: float, seed: int) -> None:
        photo = scene(PLATE, seed=seed)
        promise = self.operator.call("POST", "/uploads", about(photo, camera_id, NOW - timedelta(hours=hours_ago)))
        assert post_form(promise, photo).status_code == 204

    def visits(self, **asked: object) -> list[Json]:
        found: list[Json] = self.operator.call("POST", "/visits/search", {"site_id": self.site_id, **asked})["visits"]
        return found

    def say(self, visit: Json, what: str, **body: object) -> Json:
        return self.operator.call("POST", f"/visits/{visit['visit_id']}/{what}", {"version": visit["version"], **body})


def about(photo: bytes, camera_id: str, at: datetime) -> Json:
    return {
        "file_name": "gate.jpg",
        "content_type": "image/jpeg",
        "size_bytes": len(photo),
        "captured_at": at.isoformat(),
        "camera_id": camera_id,
    }


@pytest.fixture(scope="module")
def park(stack: LocalStack) -> CarPark:
    return CarPark(stack)


def test_who_is_in_no_group_makes_no_visit(park: CarPark) -> None:
    with pytest.raises(ClientError, match="Leave the camera out"):
        park.driver.call("POST", "/uploads", about(b"", park.entry, NOW) | {"size_bytes": 10})


def test_a_vehicle_comes_is_said_to_have_left_is_seen_leaving_and_is_parted(park: CarPark) -> None:
    asked: Json = {"is_followed": True, "spaces": 40, "free_minutes": 30, "longest_minutes": None, "grace_minutes": 0}
    asked |= {"hours": [], "longest_visit_days": 30, "absent_minutes": 30, "reset": None, "gates": [], "version": 0}
    assert park.admin.call("POST", f"/sites/{park.site_id}/parking", asked)["spaces"] == 40

    park.sees(park.entry, 3, seed=1)
    (inside,) = eventually(lambda: park.visits(pile="inside"))
    assert (inside["plate"], inside["site_name"]) == (PLATE, "Car park of a test")
    assert inside["entry"]["thumbnail_url"]
    assert inside["standing"]["needs_person"]
    (tile,) = [one for one in park.operator.call("GET", "/now")["sites"] if one["site_id"] == park.site_id]
    assert (tile["inside"], tile["overstayed"], tile["spaces"], tile["last"]["plate"]) == (1, 1, 40, PLATE)

    left = park.say(inside, "left", left_at=(NOW - timedelta(hours=2)).isoformat())
    assert (left["state"], left["ending"], left["ended_by_email"]) == (
        "closed",
        "said",
        "operator@platebook.example",
    )
    park.sees(park.exit, 1, seed=2)
    (seen,) = eventually(lambda: [one for one in park.visits() if one["ending"] == "seen"])
    assert (seen["visit_id"], seen["stay_seconds"], seen["pairing"]) == (inside["visit_id"], 7200, "exact")
    whole = park.operator.call("GET", f"/visits/{seen['visit_id']}")
    assert len(whole["photos"]) == 2
    assert whole["history"][0]["kind"] == "visit.opened"
    if whole["standing"]["needs_person"]:  # where the machine was not sure of a read
        whole = park.say(whole, "say", word="confirmed")
    enforced = park.say(whole, "say", word="enforced")
    assert enforced["standing"]["state"] == "enforced"
    parted = park.say(enforced, "part")
    assert parted["exit"] is None
    assert len(park.visits(plate=PLATE)) == 2
    with pytest.raises(ClientError, match="has changed since"):
        park.say(whole, "part")


def test_vehicles_are_counted_from_what_a_person_counted(park: CarPark) -> None:
    shown = park.operator.call("POST", f"/sites/{park.site_id}/count", {"count": 7, "why": "counted"})
    assert (shown["vehicles"], shown["since"]["by_email"]) == (7, "operator@platebook.example")
    today = NOW.date()
    days = f"?from={today - timedelta(days=1)}&to={today}"
    charts = park.operator.call("GET", f"/sites/{park.site_id}/charts{days}")
    assert sum(one["arrivals"] for one in charts["hours"]) == sum(one["departures"] for one in charts["hours"]) == 1


def test_a_file_has_both_visits(park: CarPark) -> None:
    asked = {"from": (NOW - timedelta(days=1)).isoformat(), "to": NOW.isoformat(), "site_id": park.site_id}
    piece = park.operator.call("POST", "/visits/export", asked)
    rows = list(csv.DictReader(io.StringIO(piece["text"])))
    assert [one["plate"] for one in rows] == [PLATE, PLATE]
    assert {one["time_zone"] for one in rows} == {"Europe/Berlin"}


def test_who_did_what_is_in_the_audit(stack: LocalStack, park: CarPark) -> None:
    month = f"{datetime.now(UTC):%Y-%m}"

    def actions() -> set[str]:
        found = park.admin.call("GET", f"/audit?month={month}&limit=100")["entries"]
        return {one["action"] for one in found}

    wanted = {"said_left", "judged_visit", "parted_visit", "set_count", "changed_parking", "exported_visits"}
    assert eventually(lambda: wanted <= actions())
