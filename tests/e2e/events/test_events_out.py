"""Events on the local stack: from the outbox's table by stream and queue to a receiver on this machine, signed."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from handler.adapters.dynamodb.outbox.outbox_items import putting
from handler.domain.events.event import Event, EventType
from scripts.client import PlatebookClient
from tests.e2e.events.channels import a_receiver, make, remove
from tests.e2e.stack import LocalStack, eventually


@pytest.fixture(scope="module")
def admin(stack: LocalStack) -> PlatebookClient:
    user = next(user for user in stack.outputs["demo_users"] if "admins" in user["groups"])
    return PlatebookClient(stack.outputs, user["email"], user["password"])


def put(stack: LocalStack, number: int, order_key: str, site_id: str) -> Event:
    now = datetime.now(UTC)
    data = {"site_id": site_id, "number": number}
    event = Event(uuid4().hex, EventType.CAMERA_SILENT, now, data, order_key, now + timedelta(days=1))
    stack.aws("dynamodb").put_item(**putting(stack.resource("OutboxTable"), event))
    return event


def test_events_arrive_signed_and_in_order_also_after_the_receiver_was_down(
    stack: LocalStack, admin: PlatebookClient
) -> None:
    site_id = f"site-{uuid4().hex[:10]}"
    with a_receiver() as receiver:
        made = make(admin, kind="webhook", target=receiver.url, site_ids=[site_id])
        channel_id, secret = made["channel"]["channel_id"], made["secret"]
        receiver.status = 503
        told = [put(stack, number, f"camera#{site_id}", site_id) for number in range(3)]
        eventually(lambda: receiver.seen)
        receiver.status = 204
        eventually(lambda: len(receiver.told()) == 3)
        assert [one["data"] for one in receiver.told()] == [one.data for one in told]
        assert receiver.all_are_signed(secret)

        def all_taken() -> bool:
            log = admin.call("GET", f"/channels/{channel_id}/deliveries")["deliveries"]
            return [one["status"] for one in log] == ["taken"] * 3

        eventually(all_taken)
        admin.call("POST", f"/channels/{channel_id}/test", {})
        eventually(lambda: receiver.told()[-1]["type"] == "channel.test")
        receiver.status = 410
        put(stack, 3, f"camera#{site_id}", site_id)

        def off() -> list[Any]:
            channels = admin.call("GET", "/channels")["channels"]
            return [one["off_because"] for one in channels if one["channel_id"] == channel_id and not one["is_on"]]

        assert eventually(off) == ["gone"]
        assert eventually(lambda: stack.mails("administrators@platebook.example"))[0]["subject"].startswith("Platebook")
        receiver.status = 204
        admin.call("POST", f"/channels/{channel_id}/switch", {"on": True})
        eventually(lambda: json.loads(receiver.seen[-1][1])["data"].get("number") == 3)
        remove(admin, channel_id)


def test_events_go_by_mail_and_to_the_bus(stack: LocalStack, admin: PlatebookClient) -> None:
    site_id, address = f"site-{uuid4().hex[:10]}", f"gate-{uuid4().hex[:8]}@platebook.example"
    channels = [
        make(admin, kind="email", target=address, site_ids=[site_id]),
        make(admin, kind="bus", site_ids=[site_id]),
    ]
    ids = [one["channel"]["channel_id"] for one in channels]
    assert [one["secret"] for one in channels] == [None, None]
    put(stack, 7, f"camera#{site_id}", site_id)
    (mail,) = eventually(lambda: stack.mails(address))
    assert (mail["subject"], "number: 7" in mail["text"]) == ("Platebook: a camera is silent", True)
    eventually(
        lambda: (
            [one["status"] for one in admin.call("GET", f"/channels/{ids[1]}/deliveries")["deliveries"]] == ["taken"]
        )
    )
    for channel_id in ids:
        remove(admin, channel_id)
