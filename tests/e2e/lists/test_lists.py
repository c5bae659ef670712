"""Lists on the local stack: many entries by a CSV, and whether a plate may be here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
import requests

from scripts.client import ClientError, Json, PlatebookClient
from tests.e2e.stack import FINISH_SECONDS, HTTP_SECONDS, LocalStack, eventually, scene
from tests.e2e.test_cameras import Gate

ROWS = 500


def client(stack: LocalStack, group: str) -> PlatebookClient:
    user = next(user for user in stack.outputs["demo_users"] if group in user["groups"])
    return PlatebookClient(stack.outputs, user["email"], user["password"])


@pytest.fixture(scope="module")
def admin(stack: LocalStack) -> PlatebookClient:
    return client(stack, "admins")


@pytest.fixture(scope="module")
def operator(stack: LocalStack) -> PlatebookClient:
    return client(stack, "operators")


@pytest.fixture(scope="module")
def permits(admin: PlatebookClient) -> Iterator[str]:
    made = admin.call("POST", "/lists", {"name": f"Residents {uuid4().hex}", "kind": "permit"})
    yield made["list_id"]
    [listed] = [one for one in admin.call("GET", "/lists")["lists"] if one["list_id"] == made["list_id"]]
    admin.call("POST", f"/lists/{made['list_id']}/remove", {"version": listed["version"]})
    cursor = None
    while True:
        cleared = admin.call("POST", f"/lists/{made['list_id']}/clear", {"which": "all", "cursor": cursor})
        cursor = cleared["cursor"]
        if cursor is None:
            break
    assert made["list_id"] not in [one["list_id"] for one in admin.call("GET", "/lists")["lists"]]


def piece(*, is_dry_run: bool, tolerance: str = "one_edit") -> Json:
    rows: list[dict[str, Any]] = [
        {"line": number + 2, "text": f"ZZ{number:04d}KMP;{tolerance}"} for number in range(ROWS)
    ]
    header = "\ufeffplate;tolerance"
    return {"import_id": "an-import", "header": header, "rows": rows, "is_dry_run": is_dry_run}


def test_the_largest_piece_of_the_most_writes_is_taken_and_again_changes_nothing(
    admin: PlatebookClient, permits: str
) -> None:
    path = f"/lists/{permits}/import"
    told, done, again = (admin.call("POST", path, piece(is_dry_run=one)) for one in (True, False, False))
    assert {row["outcome"] for row in told["rows"]} == {row["outcome"] for row in done["rows"]} == {"added"}
    assert {row["outcome"] for row in again["rows"]} == {"same"}
    [listed] = [one for one in admin.call("GET", "/lists")["lists"] if one["list_id"] == permits]
    assert listed["entry_count"] == ROWS


def test_a_plate_may_be_here_by_its_permit_and_tolerance_opens_no_gate(
    admin: PlatebookClient, operator: PlatebookClient, permits: str, stack: LocalStack
) -> None:
    site = stack.outputs["demo_camera"]["site_id"]
    admin.call("POST", f"/lists/{permits}/entries", {"plate": "YY12 KMP", "tolerance": "one_edit"})
    answers = {}
    for plate in ("YY12KMP", "YY13KMP", "XX99ABC"):
        told = operator.call("POST", "/permits/check", {"plate": plate, "site_id": site})
        answers[plate] = told["answer"], told["opens_gate"]
    assert answers == {"YY12KMP": ("allowed", True), "YY13KMP": ("allowed_likely", False), "XX99ABC": ("none", False)}


def test_operators_look_and_change_nothing(operator: PlatebookClient, permits: str) -> None:
    assert operator.call("POST", f"/lists/{permits}/export", {})["content"].startswith("plate,")
    with pytest.raises(ClientError, match="admins"):
        operator.call("POST", f"/lists/{permits}/entries", {"plate": "YY99KMP"})


def test_a_gate_asks_by_its_cameras_secret(stack: LocalStack, admin: PlatebookClient, permits: str) -> None:
    gate = Gate(stack)
    admin.call("POST", f"/lists/{permits}/entries", {"plate": "AB12CDE"})
    url, headers = stack.outputs["api_url"] + "/camera-permits/check", {"Authorization": f"Token {gate.secret}"}
    plates = ("AB12 CDE", "QQ1QQ")
    said = [requests.post(url, json={"plate": one}, headers=headers, timeout=HTTP_SECONDS) for one in plates]
    assert [(one.status_code, one.json()["opens_gate"]) for one in said] == [(200, True), (200, False)]
    gate.revoke()
    assert requests.post(url, json={"plate": "AB12CDE"}, headers=headers, timeout=HTTP_SECONDS).status_code == 401


def test_a_vehicle_that_was_seen_before_its_entry_was_added_is_told_as_found_looking_back(
    admin: PlatebookClient, operator: PlatebookClient
) -> None:
    photo = scene("B417KMP", seed=7417)
    promised = operator.create_upload("seen.jpg", "image/jpeg", len(photo))
    operator.send(promised, photo)
    done = operator.wait_for(promised["upload_id"], FINISH_SECONDS)
    plate = done["reads"][0]["plate"]
    made = admin.call("POST", "/lists", {"name": f"Stolen {uuid4().hex}", "kind": "watch", "tells_possible": True})
    entries = f"/lists/{made['list_id']}/entries"
    entry = admin.call("POST", entries, {"plate": plate})

    def alert() -> Json | None:
        found = operator.call("GET", "/alerts")["alerts"]
        return next((one for one in found if one["list_id"] == made["list_id"]), None)

    found = eventually(alert)
    assert found
    assert (found["is_found_back"], found["entry_plate"]) == (True, plate)
    seen = {"plate": plate, "region": None, "version": entry["version"]}
    admin.call("POST", f"{entries}/remove", {"entries": [seen]})
    admin.call("POST", f"/lists/{made['list_id']}/remove", {"version": made["version"]})
