"""Alerts on the local stack: raised by a photo, withdrawn by a decision, acknowledged, and left without their photo."""

from __future__ import annotations

import time
from collections.abc import Iterator
from uuid import uuid4

import pytest

from scripts.client import ClientError, Json, PlatebookClient
from tests.e2e.lists.test_lists import client
from tests.e2e.stack import LocalStack, eventually, scene, upload

SETTINGS_KEPT_SECONDS = 3
"""On the laptop (serverless.yml)."""

PLATE, OTHER = "B583VKR", "B584VKR"
"""Of this module alone."""


@pytest.fixture(scope="module")
def operator(stack: LocalStack) -> PlatebookClient:
    return client(stack, "operators")


@pytest.fixture(scope="module")
def list_name(stack: LocalStack) -> Iterator[str]:
    admin, name = client(stack, "admins"), f"Sought {uuid4().hex}"
    made = admin.call("POST", "/lists", {"name": name, "kind": "watch", "tells_possible": True})
    admin.call("POST", f"/lists/{made['list_id']}/entries", {"plate": PLATE, "reason": "Stolen on Monday"})
    time.sleep(SETTINGS_KEPT_SECONDS + 1)
    yield name
    admin.call("POST", f"/lists/{made['list_id']}/remove", {"version": made["version"]})
    admin.call("POST", f"/lists/{made['list_id']}/clear", {"which": "all"})


def alert_of(operator: PlatebookClient, name: str, state: str) -> Json:
    """Get the alert of a list in a state; an empty object while there is none."""
    found = operator.call("GET", f"/alerts?state={state}")["alerts"]
    return next((one for one in found if one["list_name"] == name), {})


def bare_alert_of(operator: PlatebookClient, name: str) -> Json:
    """Get the withdrawn alert of a list once its photo is gone."""
    found = alert_of(operator, name, "withdrawn")
    return found if found.get("read", "") is None else {}


def test_an_alert_follows_the_read_that_makes_it(
    operator: PlatebookClient, driver: PlatebookClient, list_name: str
) -> None:
    done = upload(driver, scene(PLATE))
    (read,) = done["reads"]
    state = "confirmed" if read["status"] == "accepted" else "possible"
    alert = eventually(lambda: alert_of(operator, list_name, state))
    assert (alert["entry_plate"], alert["reason"], alert["read"]["read_id"]) == (
        PLATE,
        "Stolen on Monday",
        read["read_id"],
    )
    assert operator.call("GET", "/changes")["alerts"] >= 1

    path = f"/alerts/{alert['alert_id']}/acknowledge"
    seen = operator.call("POST", path, {"note": "on my way", "version": alert["version"]})
    assert (seen["waits"], seen["acknowledged"]["note"]) == (False, "on my way")
    with pytest.raises(ClientError):
        operator.call("POST", path, {"version": alert["version"]})

    decision = {"decision": "correct", "plate": OTHER, "version": read["version"]}
    operator.call("POST", f"/reads/{read['read_id']}/review", decision)
    withdrawn = eventually(lambda: alert_of(operator, list_name, "withdrawn"))
    assert (withdrawn["alert_id"], withdrawn["because"]) == (alert["alert_id"], "corrected")

    driver.call("POST", f"/uploads/{done['upload_id']}/delete", {})
    gone = eventually(lambda: bare_alert_of(operator, list_name))
    assert (gone["plate"], gone["thumbnail_url"]) == (None, None)
