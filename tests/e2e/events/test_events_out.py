"""Events on the local stack: from the outbox's table by stream and queue to a receiver on this machine, signed."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from uuid import uuid4

import pytest

from handler.adapters.dynamodb.outbox.outbox_items import putting
from handler.domain.events.event import Event, EventType
from handler.domain.events.signature import signed_headers
from scripts.client import PlatebookClient
from tests.e2e.stack import LocalStack, eventually


@pytest.fixture(scope="module")
def admin(stack: LocalStack) -> PlatebookClient:
    user = next(user for user in stack.outputs["demo_users"] if "admins" in user["groups"])
    return PlatebookClient(stack.outputs, user["email"], user["password"])


class Receiving(BaseHTTPRequestHandler):
    """Answers as its server is told to, and keeps what came."""

    def do_POST(self) -> None:
        server: Any = self.server
        body = self.rfile.read(int(self.headers["content-length"]))
        server.seen.append((dict(self.headers.items()), body))
        self.send_response(server.status)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def a_receiver() -> Iterator[Any]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Receiving) as server:
        receiver: Any = server
        receiver.seen, receiver.status = [], 204
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield receiver
        server.shutdown()
        thread.join()


def put(stack: LocalStack, number: int, order_key: str, site_id: str) -> Event:
    now = datetime.now(UTC)
    data = {"site_id": site_id, "number": number}
    event = Event(uuid4().hex, EventType.CAMERA_SILENT, now, data, order_key, now + timedelta(days=1))
    stack.aws("dynamodb").put_item(**putting(stack.resource("OutboxTable"), event))
    return event


def make(admin: PlatebookClient, **about: Any) -> Any:
    return admin.call("POST", "/channels", {"name": "Of a test", "types": ["camera.silent"], **about})


def remove(admin: PlatebookClient, channel_id: str) -> None:
    channels = {one["channel_id"]: one for one in admin.call("GET", "/channels")["channels"]}
    admin.call("POST", f"/channels/{channel_id}/remove", {"version": channels[channel_id]["version"]})


def test_events_arrive_signed_and_in_order_also_after_the_receiver_was_down(
    stack: LocalStack, admin: PlatebookClient
) -> None:
    site_id = f"site-{uuid4().hex[:10]}"
    with a_receiver() as receiver:
        url = f"http://127.0.0.1:{receiver.server_port}/in"
        made = make(admin, kind="webhook", target=url, site_ids=[site_id])
        channel_id, secret = made["channel"]["channel_id"], made["secret"]
        receiver.status = 503
        told = [put(stack, number, f"camera#{site_id}", site_id) for number in range(3)]
        eventually(lambda: receiver.seen)
        receiver.status = 204
        eventually(lambda: len({headers["webhook-id"] for headers, _ in receiver.seen}) == 3)
        ids = list(dict.fromkeys(headers["webhook-id"] for headers, _ in receiver.seen))
        assert ids == [one.event_id for one in told]
        headers, body = receiver.seen[-1]
        at = datetime.fromtimestamp(int(headers["webhook-timestamp"]), UTC)
        assert (
            headers["webhook-signature"] == signed_headers(told[-1].event_id, at, body, [secret])["webhook-signature"]
        )
        assert json.loads(body)["data"] == told[-1].data

        def all_taken() -> bool:
            log = admin.call("GET", f"/channels/{channel_id}/deliveries")["deliveries"]
            return [one["status"] for one in log] == ["taken"] * 3

        eventually(all_taken)
        admin.call("POST", f"/channels/{channel_id}/test", {})
        eventually(lambda: json.loads(receiver.seen[-1][1])["type"] == "channel.test")
        receiver.status = 410
        put(stack, 3, f"camera#{site_id}", site_id)

        def off() -> list[Any]:
            channels = admin.call("GET", "/channels")["channels"]
            return [one["off_because"] for one in channels if one["channel_id"] == channel_id and not one["is_on"]]

        assert eventually(off) == ["gone"]
        assert eventually(lambda: stack.mails("administrators@platebook.example"))[0]["subject"].startswith("Platebook")
        receiver.status = 204
        admin.call("POST", f"/channels/{channel_id}/switch", {"on": True})
        eventually(lambda: json.loads(receiver.seen[-1][1])["data"].get("number") == 3 and receiver.seen[-1])
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
