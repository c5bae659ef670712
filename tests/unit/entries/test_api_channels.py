"""Channels as administrators make, switch, test and remove them, and the log of what was delivered."""

from __future__ import annotations

import json
import logging
from datetime import timedelta
from typing import Any

import pytest

from handler import api
from handler.domain.audit import Action
from handler.domain.events.answer import Answer
from handler.domain.events.channel import OffBecause
from handler.domain.events.secret import OVERLAP, key_of
from tests.support.fakes.audit import MemoryAuditLog
from tests.support.fakes.channel_pages import build_channels
from tests.support.fakes.channels import CHANNEL_ID, EventWorld, an_event
from tests.support.fakes.world import START

WEBHOOK: dict[str, Any] = {
    "name": "Office",
    "kind": "webhook",
    "target": "https://office.example/plates?key=hush",
    "types": ["alert.confirmed", "read.accepted"],
}
PATH = {"channel_id": CHANNEL_ID}


@pytest.fixture
def audit() -> MemoryAuditLog:
    return MemoryAuditLog()


@pytest.fixture(autouse=True)
def world(monkeypatch: pytest.MonkeyPatch, audit: MemoryAuditLog) -> EventWorld:
    return build_channels(monkeypatch, audit)


def call(route: str, body: object = None, **path: str) -> tuple[int, dict[str, Any]]:
    claims = {"sub": "an-admin", "token_use": "access", "cognito:groups": "[admins]"}
    event = {
        "routeKey": route,
        "requestContext": {"requestId": "the-request", "authorizer": {"jwt": {"claims": claims}}},
        "pathParameters": path,
        "body": json.dumps(body or {}),
        "queryStringParameters": body,
    }
    answer = api.administering(event, None)
    return int(str(answer["statusCode"])), json.loads(str(answer["body"]))


def test_a_webhook_is_made_with_a_secret_that_is_shown_once_and_never_logged(
    world: EventWorld, audit: MemoryAuditLog, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        status, made = call("POST /channels", WEBHOOK)
        _, shown = call("GET /channels")
    assert (status, made["channel"]["is_on"], made["channel"]["types"]) == (200, True, WEBHOOK["types"])
    secret = made["secret"]
    assert len(key_of(secret)) == 32
    assert world.channels.secrets[made["channel"]["channel_id"]][0].text == secret
    everything = json.dumps(shown) + caplog.text + repr(audit.entries) + repr(world.channels.secrets)
    assert secret not in everything
    (entry,) = audit.entries
    assert (entry.action, entry.by) == (Action.CHANGED_CHANNEL, "an-admin")
    assert "hush" not in str(entry), "an address may hold a secret"


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ({"target": "https://receiver.example/plates"}, "Gate program goes there already"),
        ({"target": "http://office.example/"}, "begins with https://"),
        ({"types": []}, "types: "),
        ({"types": ["channel.test"]}, "types: "),
        ({"types": ["everything"]}, "types.0: "),
        ({"kind": "pigeon"}, "kind: "),
        ({"name": ""}, "name: "),
        ({"version": 1}, "give channel_id and version"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(about: dict[str, Any], said: str) -> None:
    status, answer = call("POST /channels", WEBHOOK | about)
    assert (status, answer["error"]["code"]) == (400, "invalid_request")
    assert said in answer["error"]["message"]


def test_a_channel_is_changed_as_it_was_seen() -> None:
    body = WEBHOOK | {"channel_id": CHANNEL_ID, "version": 1}
    status, changed = call("POST /channels", body)
    assert (status, changed["channel"]["name"], changed["channel"]["version"]) == (200, "Office", 2)
    assert changed["secret"] is None
    status, answer = call("POST /channels", body | {"name": "Late"})
    assert (status, answer["error"]["code"]) == (409, "channel_changed")
    status, answer = call("POST /channels", body | {"version": 2, "kind": "bus", "target": ""})
    assert (status, answer["error"]["code"]) == (409, "channel_kind")


def test_a_channel_that_is_switched_off_and_on_again_is_sent_what_waited(world: EventWorld) -> None:
    _, off = call("POST /channels/{channel_id}/switch", {"on": False}, **PATH)
    assert (off["channel"]["is_on"], off["channel"]["off_because"]) == (False, "by_hand")
    status, answer = call("POST /channels/{channel_id}/test", **PATH)
    assert (status, answer["error"]["code"]) == (409, "channel_off")
    world.tell(an_event())
    world.run(timedelta(hours=1))
    assert world.receiver.seen == []
    _, on = call("POST /channels/{channel_id}/switch", {"on": True}, **PATH)
    assert on["channel"]["is_on"]
    world.run(timedelta(minutes=2))
    assert len(world.receiver.taken) == 1
    assert world.channels.states[CHANNEL_ID].off_because is not OffBecause.BY_HAND


def test_a_secret_is_rotated_and_the_old_one_ends_after_a_day(audit: MemoryAuditLog) -> None:
    status, made = call("POST /channels/{channel_id}/rotate", **PATH)
    old, new = made["channel"]["secrets"]
    assert (status, old["ends_at"], new["ends_at"]) == (200, (START + OVERLAP).isoformat().replace("+00:00", "Z"), None)
    assert audit.entries[-1].action is Action.ROTATED_SECRET
    status, answer = call("POST /channels/{channel_id}/rotate", **PATH)
    assert (status, answer["error"]["code"]) == (409, "two_signing_secrets")


def test_only_webhooks_have_secrets() -> None:
    _, made = call("POST /channels", {"name": "Bus", "kind": "bus", "types": ["read.accepted"]})
    assert made["secret"] is None
    status, _ = call("POST /channels/{channel_id}/rotate", channel_id=made["channel"]["channel_id"])
    assert status == 400


def test_a_test_goes_by_its_channel_alone_and_appears_in_the_log(world: EventWorld) -> None:
    status, sent = call("POST /channels/{channel_id}/test", **PATH)
    assert status == 201
    for event in list(world.events.events.values()):
        world.announce(event)
    world.run(timedelta(minutes=1))
    _, log = call("GET /channels/{channel_id}/deliveries", **PATH)
    (delivery,) = log["deliveries"]
    assert (delivery["event_id"], delivery["type"], delivery["status"]) == (sent["event_id"], "channel.test", "taken")
    assert delivery["answer"] == {"status": 204, "text": "", "trouble": None}


def test_the_log_is_paged_newest_first(world: EventWorld) -> None:
    for number in range(5):
        world.tell(an_event(number, at=START + timedelta(minutes=number)))
    ids, cursor = [], None
    for _ in range(3):
        query = {"limit": "2"} | ({"cursor": cursor} if cursor else {})
        _, page = call("GET /channels/{channel_id}/deliveries", query, **PATH)
        ids += [one["event_id"] for one in page["deliveries"]]
        cursor = page["cursor"]
    assert ids == [f"evt{number:08d}" for number in reversed(range(5))]
    assert cursor is None


def test_one_event_is_sent_again_with_its_own_id(world: EventWorld, audit: MemoryAuditLog) -> None:
    world.tell(an_event())
    world.run(timedelta(minutes=1))
    (delivery,) = world.lines.log.values()
    body = {"delivery_id": delivery.delivery_id}
    assert call("POST /channels/{channel_id}/replay", body, **PATH) == (200, {"count": 1, "has_more": False})
    status, answer = call("POST /channels/{channel_id}/replay", body, **PATH)
    assert (status, answer["error"]["code"]) == (409, "delivery_waiting")
    world.run(timedelta(minutes=1))
    assert [one.event_id for one in world.receiver.taken] == ["evt00000001"] * 2
    assert audit.entries[0].action is Action.REPLAYED
    assert call("POST /channels/{channel_id}/replay", {"delivery_id": "0-none"}, **PATH)[0] == 404
    assert call("POST /channels/{channel_id}/replay", {}, **PATH)[0] == 400


def test_all_that_failed_since_a_time_is_sent_again(world: EventWorld) -> None:
    world.receiver.answer = lambda event, _at: Answer(422 if event.event_id < "evt00000004" else 204)
    for number in range(1, 4):
        world.tell(an_event(number, f"B{number}", START + timedelta(minutes=number)))
    for number in range(1000, 1100):
        world.tell(an_event(number, f"C{number}", world.clock()))
        world.run(timedelta(hours=1))
    world.receiver.answer = lambda _event, _at: Answer(204)
    since = (START + timedelta(minutes=2)).isoformat()
    assert call("POST /channels/{channel_id}/replay", {"failed_since": since}, **PATH)[1] == {
        "count": 2,
        "has_more": False,
    }
    world.run(timedelta(minutes=1))
    assert [one.event_id for one in world.receiver.taken[-2:]] == ["evt00000002", "evt00000003"]


def test_a_channel_is_removed_with_what_it_was_to_be_told(world: EventWorld) -> None:
    world.receiver.answer = lambda _event, _at: Answer(500)
    world.tell(an_event())
    world.run(timedelta(minutes=1))
    seen = len(world.receiver.seen)
    assert call("POST /channels/{channel_id}/remove", {"version": 2}, **PATH)[0] == 409
    assert call("POST /channels/{channel_id}/remove", {"version": 1}, **PATH) == (200, {"channels": []})
    world.run(timedelta(days=1))
    assert len(world.receiver.seen) == seen
    for route in ("switch", "remove", "rotate", "test", "replay"):
        body = {"on": True, "version": 1, "failed_since": START.isoformat()}
        names = {"switch": ["on"], "remove": ["version"], "replay": ["failed_since"]}.get(route, [])
        asked = {name: body[name] for name in names}
        assert call(f"POST /channels/{{channel_id}}/{route}", asked, **PATH)[0] == 404
