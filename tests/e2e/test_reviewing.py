"""Operators on the local stack: search, queue, decisions; and nobody else."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import requests

from handler.adapters.dynamodb import items
from scripts.client import ClientError, PlatebookClient
from tests.e2e.stack import PLATES_SHOWN, LocalStack, eventually, scene
from tests.support.scenes import Vehicle, jpeg_bytes, render_street

NEAR, FAR, CORRECTED, DELETED, TAKEN_BEFORE = "B497RNF", "B964MVE", "B258HTN", "B361FKW", "B479RLT"
"""Of this module alone. Not left to chance: of random pairs the engine misread one in seven."""
ROUTES = [
    ("POST", "/reads/search", {}),
    ("POST", "/reads/export", {}),
    ("POST", "/plates/show", {"plate": "AB12CDE"}),
    ("GET", "/insights?from=2026-01-01&to=2026-01-02", None),
    ("GET", "/changes", None),
    ("POST", "/review-queue/lease", {}),
    ("POST", "/reads/{read_id}/review", {"decision": "confirm", "version": 0}),
]


@pytest.fixture(scope="module")
def operator(stack: LocalStack) -> PlatebookClient:
    user = next(user for user in stack.outputs["demo_users"] if "operators" in user["groups"])
    return PlatebookClient(stack.outputs, user["email"], user["password"])


@pytest.fixture(scope="module")
def upload(driver: PlatebookClient) -> dict[str, Any]:
    """Two vehicles in one photo: nobody but a person accepts the further one."""
    PLATES_SHOWN.update((NEAR, FAR))
    vehicles = [Vehicle(NEAR, place=(0.0, 0.1, 0.5, 1.0)), Vehicle(FAR, place=(0.55, 0.3, 0.95, 1.0))]
    photo = jpeg_bytes(render_street(vehicles, (), (1600, 900), random.Random(1)))
    promise = driver.create_upload("two.jpg", "image/jpeg", len(photo))
    driver.send(promise, photo)
    done = driver.wait_for(promise["upload_id"], 120)
    assert sorted(read["plate"] for read in done["reads"]) == sorted((NEAR, FAR))
    return done


def in_doubt(upload: dict[str, Any]) -> dict[str, Any]:
    read: dict[str, Any] = next(read for read in upload["reads"] if read["status"] == "needs_review")
    return read


def reached(operator: PlatebookClient, read_id: str) -> dict[str, Any]:
    """The read as it comes in the queue, after those that other tests have left before it."""
    while queue := operator.call("POST", "/review-queue/lease", {"count": 10})["reads"]:
        for item in queue:
            if item["read"]["read_id"] == read_id:
                found: dict[str, Any] = item
                return found
        for item in queue:
            decision = {"decision": "confirm", "version": item["read"]["version"]}
            operator.call("POST", f"/reads/{item['read']['read_id']}/review", decision)
    raise AssertionError(f"{read_id} is not in the queue")


def test_every_way_of_searching_finds_the_read(operator: PlatebookClient, upload: dict[str, Any]) -> None:
    read = upload["reads"][0]
    plate = read["plate"]
    swapped = plate.replace("B", "8", 1)
    for search in (
        {"plate": plate},
        {"plate": f"{plate[:1]}-{plate[1:]}".lower()},
        {"plate": swapped, "match": "fuzzy"},
        {"plate": plate[:-1], "match": "fuzzy"},
        {"plate": f"{plate[:5]}*", "match": "pattern"},
        {"plate": f"*{plate[-4:]}", "match": "pattern"},
        {"plate": f"*{plate[2:5]}*", "match": "pattern"},
        {"from": upload["created_at"]},
        {"status": read["status"], "limit": 100},
        {"plate": plate, "plate_ground": "white"},
        {"plate_ground": "white", "limit": 100},
    ):
        found = operator.call("POST", "/reads/search", search)["reads"]
        assert read["read_id"] in [one["read_id"] for one in found], search
    assert operator.call("POST", "/reads/search", {"plate": swapped})["reads"] == []
    assert operator.call("POST", "/reads/search", {"plate": plate, "plate_ground": "yellow"})["reads"] == []


def test_a_plate_has_a_history_and_a_search_can_be_exported(operator: PlatebookClient, upload: dict[str, Any]) -> None:
    read = upload["reads"][0]
    history = operator.call("POST", "/plates/show", {"plate": read["plate"].replace("B", "8", 1)})
    assert read["plate"] in [near["plate"] for near in history["near"]]
    exported = operator.call("POST", "/reads/export", {"plate": read["plate"], "format": "jsonl"})
    assert json.loads(exported["content"])["read_id"] == read["read_id"]


def test_found_reads_are_counted_and_chosen_ones_exported_and_both_are_written_down(
    stack: LocalStack, operator: PlatebookClient, upload: dict[str, Any]
) -> None:
    first, second = (read["read_id"] for read in upload["reads"])
    uploader = upload["reads"][0]["uploader"]
    counted = operator.call("POST", "/reads/count", {"plate": f"*{NEAR[1:]}*", "match": "pattern", "region": "ro"})
    assert (counted["count"] >= 1, counted["cursor"]) == (True, None)
    asked = {"read_ids": [second, first], "format": "jsonl", "time_zone": "Asia/Ho_Chi_Minh", "with_emails": True}
    piece = operator.call("POST", "/reads/export", asked)
    rows = [json.loads(line) for line in piece["content"].splitlines()]
    assert [row["read_id"] for row in rows] == [second, first]
    assert {(row["file_name"], row["uploader"], row["utc_offset"]) for row in rows} == {
        ("two.jpg", uploader, "UTC+07:00")
    }
    assert {row["uploader_email"] for row in rows} == {stack.outputs["demo_users"][0]["email"]}
    assert rows[1]["link"] == f"{stack.outputs['web_url']}/reads/{first}"
    (entry,) = stack.entries_of(f"*{NEAR[1:]}*")
    assert entry["action"]["S"] == "counted"
    assert entry["details"]["M"]["region"]["S"] == "ro"


def test_a_search_gives_the_oldest_first_where_asked_for(operator: PlatebookClient, upload: dict[str, Any]) -> None:
    uploader = upload["reads"][0]["uploader"]
    found: dict[str, list[str]] = {}
    for order in ("newest", "oldest"):
        reads = operator.call("POST", "/reads/search", {"order": order, "limit": 100, "uploader": uploader})["reads"]
        found[order] = [read["seen_at"] for read in reads]
    assert found["oldest"] == sorted(found["oldest"])
    assert found["newest"] == sorted(found["newest"], reverse=True)


def test_a_read_in_doubt_is_leased_corrected_found_and_undone(
    operator: PlatebookClient, upload: dict[str, Any]
) -> None:
    read_id = in_doubt(upload)["read_id"]
    item = reached(operator, read_id)
    assert item["upload"]["image"]["url"]

    answer = operator.call(
        "POST", f"/reads/{read_id}/review", {"decision": "correct", "plate": CORRECTED, "version": 0}
    )
    found = operator.call("POST", "/reads/search", {"plate": CORRECTED, "match": "fuzzy"})["reads"]
    left = operator.call("POST", "/review-queue/lease", {"count": 10})["reads"]

    assert answer["read"]["corrected_plate"] == CORRECTED
    assert answer["read"]["plate"] == item["read"]["plate"]
    assert [one["read_id"] for one in found] == [read_id]
    assert read_id not in [one["read"]["read_id"] for one in left]
    with pytest.raises(ClientError, match="Somebody else was faster"):
        operator.call("POST", f"/reads/{read_id}/review", {"decision": "confirm", "version": 0})

    undone = operator.call("POST", f"/reads/{read_id}/review", {"decision": "undo", "version": 1})
    assert (undone["read"]["status"], undone["read"]["corrected_plate"]) == ("needs_review", None)
    assert [review["decision"] for review in undone["reviews"]] == ["correct", "undo"]


def test_the_uploader_sees_the_own_read_and_another_person_does_not(
    driver: PlatebookClient, newcomer: PlatebookClient, operator: PlatebookClient, upload: dict[str, Any]
) -> None:
    path = f"/reads/{upload['reads'][0]['read_id']}"
    assert driver.call("GET", path)["texts"]
    assert operator.call("GET", path)["read"]["uploader"]
    with pytest.raises(ClientError, match="There is no such read"):
        newcomer.call("GET", path)


@pytest.mark.parametrize(("method", "path", "body"), ROUTES)
def test_nobody_but_operators_gets_in(
    driver: PlatebookClient, upload: dict[str, Any], method: str, path: str, body: dict[str, Any] | None
) -> None:
    with pytest.raises(ClientError, match="operators only"):
        driver.call(method, path.format(read_id=upload["reads"][0]["read_id"]), body)


def test_a_deleted_upload_is_gone_for_everybody(
    driver: PlatebookClient, newcomer: PlatebookClient, operator: PlatebookClient
) -> None:
    photo = scene(DELETED)
    promise = driver.create_upload("gone.jpg", "image/jpeg", len(photo))
    driver.send(promise, photo)
    upload = driver.wait_for(promise["upload_id"], 120)
    path = f"/uploads/{upload['upload_id']}/delete"
    with pytest.raises(ClientError, match="no such upload"):
        newcomer.call("POST", path, {})
    with pytest.raises(ClientError, match="reason: "):
        operator.call("POST", path, {})

    receipt = operator.call("POST", path, {"reason": "privacy_request"})

    assert receipt["read_count"] == len(upload["reads"])
    for gone in (f"/uploads/{upload['upload_id']}", f"/reads/{upload['reads'][0]['read_id']}"):
        with pytest.raises(ClientError, match="no such"):
            driver.call("GET", gone)
    assert requests.get(upload["image"]["url"], timeout=30).status_code == 404
    for match in ("exact", "fuzzy"):
        assert operator.call("POST", "/reads/search", {"plate": DELETED, "match": match})["reads"] == []
    found = operator.call("POST", "/reads/search", {"plate": f"{DELETED[:5]}*", "match": "pattern"})["reads"]
    assert DELETED not in [read["plate"] for read in found]


def test_what_happened_was_counted(operator: PlatebookClient, upload: dict[str, Any]) -> None:
    today = upload["created_at"][:10]
    insights = operator.call("GET", f"/insights?from={today}&to={today}")
    assert insights["total"]["done"] >= 1
    assert insights["total"]["reads"] >= len(upload["reads"])
    assert sum(hour["counts"].get("done", 0) for hour in insights["hours"]) == insights["total"]["done"]


def test_it_counts_by_when_it_was_taken_too_and_everybody_is_told_that_something_is_new(
    operator: PlatebookClient, driver: PlatebookClient
) -> None:
    PLATES_SHOWN.add(TAKEN_BEFORE)
    photo, taken = scene(TAKEN_BEFORE), datetime.now(UTC) - timedelta(days=200)
    day = f"{taken:%Y-%m-%d}"
    by_capture, by_arrival = f"/insights?from={day}&to={day}&by=capture", f"/insights?from={day}&to={day}"
    before, counted = operator.call("GET", "/changes"), operator.call("GET", by_capture)["total"]
    announced = {"file_name": "before.jpg", "content_type": "image/jpeg", "size_bytes": len(photo)}
    promise = driver.call("POST", "/uploads", {**announced, "captured_at": taken.isoformat()})
    driver.send(promise, photo)
    driver.wait_for(promise["upload_id"], 120)

    assert operator.call("GET", "/changes")["version"] != before["version"]
    assert operator.call("GET", by_capture)["total"]["done"] == counted.get("done", 0) + 1
    assert operator.call("GET", by_arrival)["hours"] == []


def test_what_operators_do_is_written_down(
    stack: LocalStack, operator: PlatebookClient, upload: dict[str, Any]
) -> None:
    plate = upload["reads"][0]["plate"]
    operator.call("POST", "/reads/search", {"plate": plate, "region": "ro", "least_confidence": 0.25})
    asked = {"match": "exact", "region": "ro", "least_confidence": "0.25", "page": "first"}

    def written_down() -> bool:
        return any(
            entry["action"]["S"] == "searched" and asked.items() <= items.to_plain(entry["details"]["M"]).items()
            for entry in stack.entries_of(plate)
        )

    assert eventually(written_down)
