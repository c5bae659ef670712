"""Channels, lines and deliveries in the table: what the simulation in memory takes for granted."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from handler.adapters.dynamodb import audit_inbox, items
from handler.adapters.dynamodb.outbox import outbox_items
from handler.adapters.dynamodb.outbox.channel_states import DynamoDbChannelStates
from handler.adapters.dynamodb.outbox.channels import DynamoDbChannels, DynamoDbSigningSecrets, DynamoDbWanted
from handler.adapters.dynamodb.outbox.delivery_log import DynamoDbDeliveryLog
from handler.adapters.dynamodb.outbox.lines import DynamoDbLines
from handler.domain.audit import Action
from handler.domain.errors import Conflict, InvalidRequest
from handler.domain.events.answer import Answer, Trouble
from handler.domain.events.channel import ChannelState, OffBecause
from handler.domain.events.delivery import Delivery, DeliveryStatus
from handler.domain.events.event import EventType
from handler.domain.events.secret import SecretMark, SigningSecret, rotated, secret_text
from handler.service.ports.channels import Hold
from tests.integration.conftest import AUDIT_INBOX
from tests.integration.outbox.conftest import OUTBOX, an_entry
from tests.support.fakes.channels import CHANNEL_ID, SECRET, EventWorld, a_channel, an_event
from tests.support.fakes.world import START, Clock

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
HELD_UNTIL = START + timedelta(seconds=90)


@pytest.fixture
def log(outbox: DynamoDBClient) -> DynamoDbDeliveryLog:
    return DynamoDbDeliveryLog(outbox, OUTBOX, Clock())


def test_an_event_is_the_same_when_it_comes_back(outbox: DynamoDBClient) -> None:
    event = an_event()
    outbox.put_item(**outbox_items.putting(OUTBOX, event))
    (item,) = outbox.scan(TableName=OUTBOX)["Items"]
    assert outbox_items.to_event(items.to_plain(item)) == event
    assert "B123ABC" not in str(item["pk"]) + str(item["sk"])


def test_events_of_one_order_key_share_a_partition_so_that_the_stream_keeps_their_order() -> None:
    keys = [outbox_items.event_key("plate#B1", name) for name in ("a", "b")]
    assert len({one["pk"] for one in keys}) == 1
    assert len({one["sk"] for one in keys}) == 2


def test_a_line_keeps_its_order_while_its_first_event_is_tried_again(world: EventWorld) -> None:
    world.receiver.answer = lambda _event, at: Answer(204 if at > START + 10 * MINUTE else 500)
    for number in range(12):
        event = an_event(number, f"B{number % 3}", START + timedelta(seconds=number))
        world.tell(event)
        world.announce(event)
    world.run(2 * HOUR)
    orders = defaultdict[str, list[str]](list)
    for event in world.receiver.taken:
        orders[event.order_key].append(event.event_id)
    assert sorted(map(len, orders.values())) == [4, 4, 4]
    assert all(one == sorted(one) for one in orders.values())


def test_a_line_in_which_nothing_waits_is_not_found_any_more(world: EventWorld, lines: DynamoDbLines) -> None:
    world.tell(an_event())
    assert len(lines.due(CHANNEL_ID, None, 10)) == 1
    world.run(MINUTE)
    assert len(world.receiver.taken) == 1
    assert lines.due(CHANNEL_ID, None, 10) == []


def test_a_channel_that_is_gone_and_switched_on_again_gets_what_waited(
    world: EventWorld, states: DynamoDbChannelStates
) -> None:
    world.receiver.answer = lambda _event, _at: Answer(410, "gone for good")
    world.tell(an_event(1))
    world.run(MINUTE)
    world.tell(an_event(2, "OTHER"))
    world.run(HOUR)
    assert states.states_of([CHANNEL_ID])[CHANNEL_ID].off_because is OffBecause.GONE
    assert world.notices.told == [(CHANNEL_ID, OffBecause.GONE)]
    world.receiver.answer = lambda _event, _at: Answer(204)
    states.switch(CHANNEL_ID, an_entry(Action.SWITCHED_CHANNEL), on=True)
    world.run(2 * MINUTE)
    assert sorted(one.event_id for one in world.receiver.taken) == ["evt00000001", "evt00000002"]
    assert states.states_of([CHANNEL_ID])[CHANNEL_ID] == ChannelState()


def test_who_takes_hold_of_a_line_keeps_others_out_until_it_is_released_or_its_time_is_up(
    channels: DynamoDbChannels, lines: DynamoDbLines
) -> None:
    delivery = Delivery.of(CHANNEL_ID, an_event())
    line = delivery.line_id
    assert channels.one(CHANNEL_ID) == a_channel()
    assert lines.take(line, START, HELD_UNTIL, is_woken=False).hold is Hold.EMPTY
    assert lines.add(delivery)
    assert not lines.add(delivery)
    assert lines.take(line, START, HELD_UNTIL, is_woken=False).hold is Hold.HELD
    busy = lines.take(line, START, HELD_UNTIL, is_woken=True)
    assert (busy.hold, busy.until) == (Hold.BUSY, HELD_UNTIL)
    assert lines.take(line, HELD_UNTIL, HELD_UNTIL + HOUR, is_woken=False).hold is Hold.HELD
    tried = delivery.tried(START, Answer(500, "no", trouble=None)).put_off(HOUR)
    lines.put_off(tried)
    lines.release(line)
    waits = lines.take(line, START + MINUTE, START + HOUR, is_woken=False)
    assert (waits.hold, waits.until) == (Hold.NOT_DUE, START + HOUR)
    assert lines.take(line, START + MINUTE, START + HOUR, is_woken=True).hold is Hold.HELD
    assert lines.first(line) == tried
    lines.end(tried.ended(DeliveryStatus.TAKEN))
    lines.end(tried.ended(DeliveryStatus.FAILED))  # by one who was thought to have given up
    lines.release(line)
    assert lines.first(line) is None
    assert lines.take(line, START + 9 * HOUR, START + 10 * HOUR, is_woken=False).hold is Hold.EMPTY


def test_lines_are_found_by_when_they_are_due(lines: DynamoDbLines, channels: DynamoDbChannels) -> None:
    assert channels.everything() == [a_channel()]
    deliveries = [Delivery.of(CHANNEL_ID, an_event(n, f"B{n}", START + n * MINUTE)) for n in range(3)]
    for one in reversed(deliveries):
        lines.add(one)
    assert lines.due(CHANNEL_ID, START + MINUTE, 9) == [one.line_id for one in deliveries[:2]]
    assert lines.due(CHANNEL_ID, None, 2) == [one.line_id for one in deliveries[:2]]
    assert lines.due("ch-0000000009", None, 9) == []


def test_what_failed_is_found_by_its_time_and_put_back(lines: DynamoDbLines, log: DynamoDbDeliveryLog) -> None:
    for number in range(3):
        delivery = Delivery.of(CHANNEL_ID, an_event(number, at=START + number * MINUTE))
        lines.add(delivery)
        failed = delivery.tried(START + HOUR, Answer(trouble=Trouble.TIMED_OUT)).ended(DeliveryStatus.FAILED)
        lines.end(failed)
    found = log.failed_since(CHANNEL_ID, START + MINUTE, 9)
    assert [one.event_id for one in found] == ["evt00000001", "evt00000002"]
    assert found[0].answer == Answer(trouble=Trouble.TIMED_OUT)
    again = found[0].begun_anew()
    assert log.put_back(again)
    assert not log.put_back(again)
    assert lines.first(again.line_id) == again
    assert [one.event_id for one in log.failed_since(CHANNEL_ID, START, 9)] == ["evt00000000", "evt00000002"]


def test_failed_deliveries_whose_time_is_over_are_in_no_others_way(
    outbox: DynamoDBClient, lines: DynamoDbLines, log: DynamoDbDeliveryLog
) -> None:
    for number in range(3):
        event = an_event(number, at=START + number * MINUTE)
        event = event if number == 2 else replace(event, kept_until=START + HOUR)
        lines.add(Delivery.of(CHANNEL_ID, event))
        lines.end(Delivery.of(CHANNEL_ID, event).ended(DeliveryStatus.FAILED))
    later = DynamoDbDeliveryLog(outbox, OUTBOX, lambda: START + HOUR)
    assert [one.event_id for one in log.failed_since(CHANNEL_ID, START, 1)] == ["evt00000000"]
    assert [one.event_id for one in later.failed_since(CHANNEL_ID, START, 1)] == ["evt00000002"]


def test_the_log_is_paged_newest_first_and_its_cursor_is_good_for_it_alone(
    lines: DynamoDbLines, log: DynamoDbDeliveryLog
) -> None:
    for number in range(5):
        lines.add(Delivery.of(CHANNEL_ID, an_event(number, at=START + number * MINUTE)))
    first, cursor = log.page(CHANNEL_ID, 3, None)
    second, end = log.page(CHANNEL_ID, 3, cursor)
    ids = [one.event_id for one in (*first, *second)]
    assert (ids, end) == ([f"evt{number:08d}" for number in reversed(range(5))], None)
    with pytest.raises(InvalidRequest):
        log.page("ch-0000000009", 3, cursor)


def test_what_all_channels_want_follows_each_change(outbox: DynamoDBClient, channels: DynamoDbChannels) -> None:
    wanted = DynamoDbWanted(outbox, OUTBOX)
    assert wanted.wanted() == a_channel().setup.types
    other = a_channel(channel_id="ch-0000000002", secrets=())
    other = replace(other, setup=replace(other.setup, types=frozenset({EventType.CAMERA_SILENT})))
    channels.put(None, other, an_entry())
    assert EventType.CAMERA_SILENT in wanted.wanted()
    channels.put(other, None, an_entry(Action.REMOVED_CHANNEL))
    assert wanted.wanted() == a_channel().setup.types


def test_a_change_of_what_was_not_seen_changes_nothing(outbox: DynamoDBClient, channels: DynamoDbChannels) -> None:
    stale = a_channel(version=7)
    with pytest.raises(Conflict):
        channels.put(stale, a_channel(version=8), an_entry())
    with pytest.raises(Conflict):
        channels.put(None, a_channel(), an_entry())
    assert channels.everything() == [a_channel()]
    assert outbox.scan(TableName=AUDIT_INBOX)["Count"] == 1
    assert audit_inbox.INBOX_TIME > HOUR


def test_secrets_are_kept_apart_and_only_valid_ones_sign(outbox: DynamoDBClient, channels: DynamoDbChannels) -> None:
    secrets = DynamoDbSigningSecrets(outbox, OUTBOX)
    new = SigningSecret(SecretMark("whs-0000000002", START + HOUR), secret_text(b"n" * 32))
    before = a_channel()
    after = replace(before, secrets=rotated(before.secrets, new.mark), version=2)
    channels.put(before, after, an_entry(), new)
    assert list(secrets.valid(after, START + 2 * HOUR)) == [new.text, SECRET]
    assert list(secrets.valid(after, START + 30 * HOUR)) == [new.text]
    listed = outbox.query(
        TableName=OUTBOX,
        KeyConditionExpression="pk = :pk",
        ExpressionAttributeValues={":pk": {"S": "channels"}},
    )
    assert "whsec_" not in str(listed)
    channels.put(after, None, an_entry(Action.REMOVED_CHANNEL))
    assert "whsec_" not in str(outbox.scan(TableName=OUTBOX))


def test_failing_and_recovery_are_noted_once(states: DynamoDbChannelStates) -> None:
    states.note_failure(CHANNEL_ID, START)
    states.note_failure(CHANNEL_ID, START + HOUR)
    (state,) = states.states_of([CHANNEL_ID]).values()
    assert (state.failing_since, state.failures) == (START, 2)
    states.note_recovery(CHANNEL_ID, wakes=False)
    assert states.states_of([CHANNEL_ID])[CHANNEL_ID] == ChannelState()
    states.note_recovery(CHANNEL_ID, wakes=True)
    assert states.states_of([CHANNEL_ID])[CHANNEL_ID].is_woken
    assert states.switch_off(CHANNEL_ID, OffBecause.FAILING, START)
    assert not states.switch_off(CHANNEL_ID, OffBecause.GONE, START)
    assert states.states_of([CHANNEL_ID])[CHANNEL_ID].off_because is OffBecause.FAILING
