"""From a camera's photo to a receiver and back: what is possible, decided, taken back, and told after it was down."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
import requests

from scripts.client import Json, PlatebookClient
from tests.e2e.events.channels import Receiver, a_receiver, make, remove
from tests.e2e.stack import HTTP_SECONDS, LocalStack, eventually, scene

SECOND, OTHER = "AB12OQE", "KMP4821"
"""What stands on the plate and on the list, and is the machine's second candidate (it reads the Q as an O, and is not
sure); what an operator says in the end."""

SETTINGS_KEPT_SECONDS = 3
"""On the laptop (serverless.yml)."""

TYPES = ["alert.possible", "alert.confirmed", "alert.withdrawn", "read.corrected"]


@pytest.fixture(scope="module")
def admin(stack: LocalStack) -> PlatebookClient:
    return stack.demo_client(2)


@pytest.fixture
def sought(admin: PlatebookClient) -> Iterator[str]:
    """A watch list with one entry."""
    name = f"Sought {uuid4().hex}"
    made = admin.call("POST", "/lists", {"name": name, "kind": "watch", "tells_possible": True})
    admin.call("POST", f"/lists/{made['list_id']}/entries", {"plate": SECOND, "tolerance": "look_alike"})
    yield name
    admin.call("POST", f"/lists/{made['list_id']}/remove", {"version": made["version"]})
    admin.call("POST", f"/lists/{made['list_id']}/clear", {"which": "all"})


@pytest.fixture
def channel(admin: PlatebookClient) -> Iterator[tuple[Receiver, Json]]:
    with a_receiver() as receiver:
        made = make(admin, kind="webhook", target=receiver.url, types=TYPES)
        yield receiver, made
        remove(admin, made["channel"]["channel_id"])


def alerts_of(admin: PlatebookClient, list_name: str) -> list[Any]:
    return [one for one in admin.call("GET", "/alerts")["alerts"] if one["list_name"] == list_name]


def decide(admin: PlatebookClient, read: Json, plate: str) -> Json:
    decision = {"decision": "correct", "plate": plate, "version": read["version"]}
    decided: Json = admin.call("POST", f"/reads/{read['read_id']}/review", decision)["read"]
    return decided


def of(receiver: Receiver, alert_id: str) -> list[Any]:
    return [one for one in receiver.told() if one["data"].get("alert_id") == alert_id]


def test_a_second_candidate_alerts_is_decided_and_withdrawn_and_a_receiver_that_was_down_hears_it_all(
    stack: LocalStack, admin: PlatebookClient, sought: str, channel: tuple[Receiver, Json]
) -> None:
    receiver, made = channel
    time.sleep(SETTINGS_KEPT_SECONDS + 1)
    push_url = stack.outputs["demo_camera"]["push_url"]
    photo = scene(SECOND, seed=3)
    named = {"content-type": "image/jpeg", "idempotency-key": uuid4().hex}
    requests.post(push_url, data=photo, headers=named, timeout=HTTP_SECONDS).raise_for_status()

    (possible,) = eventually(lambda: alerts_of(admin, sought))
    assert (possible["state"], possible["entry_plate"]) == ("possible", SECOND)
    alert_id, read = possible["alert_id"], possible["read"]
    assert [one["plate"] for one in read["candidates"]].index(SECOND) == 1
    told = eventually(lambda: of(receiver, alert_id))
    assert (told[0]["type"], told[0]["data"]["read_id"]) == ("alert.possible", read["read_id"])

    after = decide(admin, read, SECOND)
    assert [one["state"] for one in alerts_of(admin, sought)] == ["confirmed"]
    eventually(lambda: [one["type"] for one in of(receiver, alert_id)] == ["alert.possible", "alert.confirmed"])

    receiver.status = 503
    decide(admin, after, OTHER)
    assert [(one["state"], one["because"]) for one in alerts_of(admin, sought)] == [("withdrawn", "corrected")]
    tried = len(receiver.seen)
    eventually(lambda: len(receiver.seen) > tried)
    receiver.status = 204
    # The next try comes on its own; an administrator need not wait for it.
    admin.call("POST", f"/channels/{made['channel']['channel_id']}/switch", {"on": False})
    admin.call("POST", f"/channels/{made['channel']['channel_id']}/switch", {"on": True})
    log = f"/channels/{made['channel']['channel_id']}/deliveries"
    eventually(lambda: {one["status"] for one in admin.call("GET", log)["deliveries"]} == {"taken"})
    assert [one["type"] for one in of(receiver, alert_id)] == ["alert.possible", "alert.confirmed", "alert.withdrawn"]
    corrections = [one["data"] for one in receiver.told() if one["type"] == "read.corrected"]
    assert [one["to_plate"] for one in corrections] == [SECOND, OTHER]
    assert receiver.all_are_signed(made["secret"])
