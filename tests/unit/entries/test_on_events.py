"""The entries of the stream of events and of the queue of calls."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from handler import bootstrap_events, on_call, on_outbox
from handler.adapters.dynamodb import items
from handler.adapters.dynamodb.outbox.outbox_items import from_event
from handler.domain.errors import ServiceFailed
from handler.domain.events.event import Event
from tests.support.fakes.channels import CHANNEL_ID, EventWorld, an_event


@pytest.fixture(autouse=True)
def world(monkeypatch: pytest.MonkeyPatch) -> EventWorld:
    world = EventWorld()
    for name in ("announce", "deliver", "sweep"):
        monkeypatch.setattr(bootstrap_events, name, lambda name=name: getattr(world, name))
    return world


def a_record(event: Event, name: str = "INSERT", **about: Any) -> dict[str, Any]:
    return {"eventName": name, "dynamodb": {"NewImage": {**items.to_typed(from_event(event)), **about}}}


def test_events_are_announced_and_the_calls_that_follow_are_worked_on(world: EventWorld) -> None:
    world.events.put_new(an_event())
    assert on_outbox.handle({"Records": [a_record(an_event())]}, None) == {"announced": 1}
    _, _, channel_id, line_id, _ = world.calls.waiting[0]
    body = f'{{"channel_id": "{channel_id}", "line_id": "{line_id}", "is_woken": false}}'
    assert on_call.handle({"Records": [{"body": body}]}, None) == {"attempts": 1}
    assert len(world.receiver.taken) == 1


def test_events_of_one_transaction_are_announced_in_their_order_however_a_stream_tells_them(
    world: EventWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []

    def announced(event: Event) -> int:
        told.append(event.event_id)
        return 1

    monkeypatch.setattr(bootstrap_events, "announce", lambda: announced)
    first = an_event()
    later = replace(first, event_id="b" * 32, occurred_at=first.occurred_at + timedelta.resolution)
    on_outbox.handle({"Records": [a_record(later), a_record(first)]}, None)
    assert told == [first.event_id, later.event_id]


def test_what_is_no_new_event_is_left_out(world: EventWorld) -> None:
    records = [
        a_record(an_event(), "REMOVE"),
        a_record(an_event(), "MODIFY"),
        a_record(an_event(), pk={"S": "line#1"}),
        a_record(an_event(), type={"S": "nobody knows it"}),
        {"eventName": "INSERT"},
    ]
    assert on_outbox.handle({"Records": records}, None) == {"announced": 0}
    assert world.calls.waiting == []


def test_the_first_record_that_fails_ends_the_run_so_that_order_is_kept(
    world: EventWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []

    def fails(event: Event) -> int:
        told.append(event.event_id)
        raise ServiceFailed("dynamodb:Query", "of a test")

    monkeypatch.setattr(bootstrap_events, "announce", lambda: fails)
    with pytest.raises(ServiceFailed):
        on_outbox.handle({"Records": [a_record(an_event(1)), a_record(an_event(2))]}, None)
    assert told == ["evt00000001"]
    assert world.lines.log == {}


def test_the_schedule_calls_for_what_is_due(world: EventWorld) -> None:
    world.tell(an_event())
    world.channels.note_recovery(CHANNEL_ID, wakes=True)
    assert on_outbox.handle({"sweep": True}, None) == {"called": 1}


@pytest.mark.parametrize("entry", [on_outbox, on_call])
def test_what_is_neither_is_refused(entry: Any) -> None:
    with pytest.raises(ValueError, match="Records must be a list"):
        entry.handle({}, None)
