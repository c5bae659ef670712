"""Tags, notes and dossiers on the local stack, as the functions' own roles let them."""

from __future__ import annotations

import hashlib
import random
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest

from scripts.client import ClientError, PlatebookClient
from tests.e2e.stack import PLATES_SHOWN, LocalStack, eventually
from tests.support.scenes import Vehicle, jpeg_bytes, render_street

PLATE = "B394XTL"
"""Of this module alone."""
WRITERS, NOTES = 4, 8


def member_of(stack: LocalStack, group: str) -> PlatebookClient:
    user = next(user for user in stack.outputs["demo_users"] if group in user["groups"])
    return PlatebookClient(stack.outputs, user["email"], user["password"])


@pytest.fixture(scope="module")
def operator(stack: LocalStack) -> PlatebookClient:
    return member_of(stack, "operators")


@pytest.fixture(scope="module")
def photo() -> bytes:
    PLATES_SHOWN.add(PLATE)
    vehicle = Vehicle(PLATE, place=(0.1, 0.1, 0.9, 1.0))
    return jpeg_bytes(render_street([vehicle], (), (1280, 960), random.Random(1)))


@pytest.fixture(scope="module")
def upload(driver: PlatebookClient, photo: bytes) -> dict[str, Any]:
    promise = driver.create_upload("noted.jpg", "image/jpeg", len(photo))
    driver.send(promise, photo)
    done = driver.wait_for(promise["upload_id"], 120)
    assert [read["plate"] for read in done["reads"]] == [PLATE]
    return done


def note(operator: PlatebookClient, text: str) -> dict[str, Any]:
    about = {"plate": PLATE, "note_id": uuid4().hex, "text": text}
    noted: dict[str, Any] = operator.call("POST", "/plates/notes", about)
    return noted


def test_many_notes_at_once_are_all_kept(operator: PlatebookClient, upload: dict[str, Any]) -> None:
    texts = {f"{number} of {uuid4().hex}" for number in range(NOTES)}
    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(lambda text: note(operator, text), texts))
    shown = operator.call("GET", f"/reads/{upload['reads'][0]['read_id']}")["noted"]
    assert texts <= {one["text"] for one in shown["notes"]}
    for one in shown["notes"]:
        operator.call("POST", "/plates/notes/take-back", {"plate": PLATE, "note_id": one["note_id"]})


def test_a_tag_is_shown_where_the_plate_is_found(operator: PlatebookClient, upload: dict[str, Any]) -> None:
    operator.call("POST", "/plates/tags", {"plate": "b 394-xtl", "add": ["Courier"]})

    def tags() -> list[str] | None:
        found = operator.call("POST", "/reads/search", {"plate": PLATE})["reads"]
        return found[0]["tags"] or None

    assert eventually(tags) == ["courier"]


def test_a_dossier_has_the_digest_of_the_very_photo_and_stands_in_the_audit(
    stack: LocalStack, operator: PlatebookClient, upload: dict[str, Any], photo: bytes
) -> None:
    reason = f"stolen vehicle {uuid4().hex}"
    asked = {"plate": PLATE, "purpose": {"reason": reason, "reference": "26-114"}}
    made = operator.call("POST", "/plates/dossier", asked)
    mine = next(one for one in made["sightings"] if one["read"]["upload_id"] == upload["upload_id"])
    assert mine["sha256"] == hashlib.sha256(photo).hexdigest()
    assert made["count"] == len(made["sightings"])
    admin = member_of(stack, "admins")

    def entry() -> dict[str, Any] | None:
        entries = admin.call("GET", "/audit?limit=100")["entries"]
        return next((one for one in entries if one["details"].get("purpose") == reason), None)

    found = eventually(entry)
    assert found is not None
    assert (found["action"], found["target"]) == ("made_dossier", PLATE)


def test_of_a_plate_that_was_never_seen_nothing_is_noted(operator: PlatebookClient) -> None:
    with pytest.raises(ClientError, match="No read counts"):
        operator.call("POST", "/plates/tags", {"plate": "N0N0N0N0N0", "add": ["vip"]})
