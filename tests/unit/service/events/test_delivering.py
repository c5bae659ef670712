"""Events in simulated time: receivers fail, go and come back; each event is taken once in effect, in order."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

from handler.domain.events.answer import PAUSES, Answer, Trouble
from handler.domain.events.channel import OffBecause
from handler.domain.events.delivery import Delivery, DeliveryStatus
from handler.domain.events.event import Event, EventType
from handler.domain.events.secret import OVERLAP, SecretMark, SigningSecret, rotated, secret_text
from tests.support.fakes.channels import CHANNEL_ID, SECRET, EventWorld, a_channel, an_event
from tests.support.fakes.world import START

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
EVENTS, PLATES = 10_000, 400


def status_of(world: EventWorld, event: Event) -> DeliveryStatus:
    return world.lines.log[CHANNEL_ID, Delivery.of(CHANNEL_ID, event).delivery_id].status


def test_ten_thousand_events_to_a_receiver_that_fails_at_random_for_two_hours() -> None:
    dice = random.Random(19)
    world = EventWorld(dice.random)
    causes = (Answer(500), Answer(429, retry_after="7"), Answer(302), Answer(trouble=Trouble.TIMED_OUT))

    def fails_at_random(_event: Event, at: datetime) -> Answer:
        return dice.choice(causes) if at < START + 2 * HOUR and dice.random() < 0.5 else Answer(204)

    taken_before_it_failed = set[str]()

    def answers(event: Event, at: datetime) -> Answer:
        answer = fails_at_random(event, at)
        if answer.trouble is Trouble.TIMED_OUT and event.event_id not in taken_before_it_failed:
            taken_before_it_failed.add(event.event_id)  # it took the event, but its answer did not arrive
            world.receiver.taken.append(event)
        return answer

    world.receiver.answer = answers
    told = []
    for number in range(EVENTS):
        world.run_until(START + 2 * HOUR * number / EVENTS)
        event = an_event(number, f"B{dice.randrange(PLATES):03d}ABC", world.clock())
        told.append(event)
        world.tell(event)
        if dice.random() < 0.05:
            world.announce(event)  # streams tell some records twice
    world.run(4 * DAY)

    once = list({one.event_id: one for one in world.receiver.taken}.values())  # receivers know what they took by its id
    assert sorted(one.event_id for one in once) == [one.event_id for one in told]
    orders = defaultdict[str, list[str]](list)
    for event in once:
        orders[event.order_key].append(event.event_id)
    assert len(orders) == PLATES
    assert all(order == sorted(order) for order in orders.values())
    assert {one.status for one in world.lines.log.values()} == {DeliveryStatus.TAKEN}
    assert world.notices.told == []


def test_each_event_is_sent_once_where_nothing_fails() -> None:
    world = EventWorld()
    for number in range(50):
        world.tell(an_event(number, f"B{number % 7}"))
        world.announce(an_event(number, f"B{number % 7}"))
    world.run(HOUR)
    assert len(world.receiver.seen) == 50


def test_what_a_receiver_missed_while_it_was_down_for_an_hour_follows_as_soon_as_it_takes_something() -> None:
    world = EventWorld()
    world.receiver.answer = lambda _event, at: Answer(204 if at >= START + HOUR else 503)
    told = [an_event(number, f"B{number:03d}", START + timedelta(seconds=30 * number)) for number in range(120)]
    for event in told:
        world.run_until(event.occurred_at)
        world.tell(event)
    world.tell(an_event(999, "LATE", START + HOUR))
    world.run_until(START + HOUR + timedelta(minutes=7))
    assert {one.event_id for one in world.receiver.taken} == {one.event_id for one in told} | {"evt00000999"}


def test_an_event_waits_for_the_earlier_one_of_its_plate_and_not_for_others() -> None:
    world = EventWorld()
    world.receiver.answer = lambda event, at: Answer(
        500 if event.event_id == "evt00000001" and at < START + HOUR else 204
    )
    for number, plate in ((1, "ONE"), (2, "ONE"), (3, "OTHER")):
        world.tell(an_event(number, plate, START + timedelta(seconds=number)))
    world.run(timedelta(minutes=30))
    assert [one.event_id for one in world.receiver.taken] == ["evt00000003"]
    world.run(3 * HOUR)
    assert [one.event_id for one in world.receiver.taken] == ["evt00000003", "evt00000001", "evt00000002"]


def test_attempts_follow_the_schedule_and_then_the_event_is_kept_as_failed_and_the_next_one_goes() -> None:
    world = EventWorld(lambda: 0.0)
    world.receiver.answer = lambda event, _at: Answer(422 if event.event_id == "evt00000001" else 204)
    first = an_event(1)
    world.tell(first)
    world.tell(an_event(2))
    for number in range(1000, 1100):  # others are taken all the time
        world.tell(an_event(number, f"B{number}", world.clock()))
        world.run(HOUR)
    tries = [at for event, at, _ in world.receiver.seen if event == first]
    assert len(tries) == len(PAUSES) + 1
    gaps = [later - earlier for earlier, later in pairwise(tries)]
    assert all(pause <= gap <= pause + timedelta(minutes=2) for pause, gap in zip(PAUSES, gaps, strict=True))
    assert status_of(world, first) is DeliveryStatus.FAILED
    assert status_of(world, an_event(2)) is DeliveryStatus.TAKEN
    assert world.notices.told == []


def test_a_receiver_that_takes_nothing_any_more_is_switched_off_with_one_mail_and_all_is_kept() -> None:
    world = EventWorld()
    world.receiver.answer = lambda _event, _at: Answer(trouble=Trouble.NO_CONNECTION)
    told = [an_event(number, f"B{number % 5}") for number in range(20)]
    for event in told:
        world.tell(event)
    world.run(5 * DAY)
    state = world.channels.states[CHANNEL_ID]
    assert (state.off_because, world.notices.told) == (OffBecause.FAILING, [(CHANNEL_ID, OffBecause.FAILING)])
    late = an_event(99, "LATE", world.clock())
    world.tell(late)
    tries = len(world.receiver.seen)
    world.run(DAY)
    assert len(world.receiver.seen) == tries, "a channel that is off is left alone"
    assert {status_of(world, one) for one in (*told, late)} == {DeliveryStatus.WAITING}


def test_what_waited_is_sent_by_itself_once_the_channel_is_switched_on_again() -> None:
    world = EventWorld()
    world.receiver.answer = lambda _event, _at: Answer(410)
    world.tell(an_event(1))
    world.run(HOUR)
    world.tell(an_event(2))
    world.tell(an_event(3, "OTHER"))
    assert world.channels.states[CHANNEL_ID].off_because is OffBecause.GONE
    assert world.notices.told == [(CHANNEL_ID, OffBecause.GONE)]
    world.run(DAY)
    assert len(world.receiver.seen) == 1, "410 ends the channel at the first answer"
    world.receiver.answer = lambda _event, _at: Answer(204)
    world.channels.states[CHANNEL_ID] = replace(world.channels.states[CHANNEL_ID], off_because=None, is_woken=True)
    world.run(timedelta(minutes=2))
    assert sorted(one.event_id for one in world.receiver.taken) == ["evt00000001", "evt00000002", "evt00000003"]


def test_a_secret_that_is_rotated_in_mid_delivery_signs_beside_the_old_one_for_a_day() -> None:
    world = EventWorld()
    world.receiver.answer = lambda _event, at: Answer(204 if at > START + 30 * HOUR else 500)
    world.tell(an_event())
    world.run(timedelta(minutes=1))
    new, channel = secret_text(b"n" * 32), a_channel()
    mark = SecretMark("whs-0000000002", world.clock())
    world.channels.channels[CHANNEL_ID] = replace(channel, secrets=rotated(channel.secrets, mark))
    world.channels.secrets[CHANNEL_ID].append(SigningSecret(mark, new))
    world.run(3 * DAY)
    signed = [(at, list(secrets)) for _, at, secrets in world.receiver.seen]
    rotated_at = mark.created_at
    assert {tuple(one) for at, one in signed if at < rotated_at} == {(SECRET,)}
    assert {tuple(one) for at, one in signed if rotated_at < at < rotated_at + OVERLAP} == {(new, SECRET)}
    assert {tuple(one) for at, one in signed if at > rotated_at + OVERLAP} == {(new,)}
    assert len(world.receiver.taken) == 1


def test_a_receiver_is_given_the_time_that_it_asks_for() -> None:
    world = EventWorld(lambda: 0.0)
    world.receiver.answer = lambda _event, at: Answer(204) if at > START else Answer(429, retry_after="600")
    world.tell(an_event())
    world.run(HOUR)
    assert [at - START for _, at, _ in world.receiver.seen] == [timedelta(), timedelta(minutes=10)]


def test_of_an_event_that_is_kept_no_longer_nothing_is_sent_and_the_next_one_goes() -> None:
    world = EventWorld()
    world.channels.states[CHANNEL_ID] = replace(world.channels.states_of([CHANNEL_ID])[CHANNEL_ID], is_woken=True)
    gone = an_event(1)
    world.announce(gone)
    world.tell(an_event(2))
    world.run(timedelta(minutes=2))
    assert [one.event_id for one in world.receiver.taken] == ["evt00000002"]
    assert status_of(world, gone) is DeliveryStatus.ENDED


def test_calls_that_are_lost_are_made_up_for_by_the_sweep() -> None:
    world = EventWorld()
    world.tell(an_event())
    world.calls.waiting.clear()
    world.run(timedelta(minutes=3))
    assert len(world.receiver.taken) == 1


def test_a_line_that_another_call_works_on_is_left_to_it_and_looked_at_again() -> None:
    world = EventWorld()
    world.tell(an_event())
    (line_id,) = world.lines.lines
    world.lines.held[line_id] = START + timedelta(seconds=30)
    world.run(timedelta(seconds=20))
    assert world.receiver.seen == []
    world.run(timedelta(seconds=20))
    assert len(world.receiver.taken) == 1


def test_a_channel_without_a_valid_secret_sends_nothing_unsigned() -> None:
    world = EventWorld()
    world.channels.secrets.clear()
    world.tell(an_event())
    world.run(HOUR)
    assert world.receiver.seen == []
    (delivery,) = world.lines.log.values()
    assert delivery.answer == Answer(trouble=Trouble.NO_SECRET)


def test_events_go_to_the_channels_that_want_them() -> None:
    world = EventWorld()
    channel, other = a_channel(), a_channel(channel_id="ch-0000000002")
    world.channels.channels[CHANNEL_ID] = replace(channel, setup=replace(channel.setup, site_ids=frozenset({"s1"})))
    world.channels.channels["ch-0000000002"] = other
    assert world.announce(an_event(1)) == 1
    assert world.announce(an_event(2, data={"site_id": "s1"})) == 2
    assert world.announce(an_event(3, type=EventType.CAMERA_SILENT)) == 0
    assert world.announce(an_event(4, type=EventType.CHANNEL_TEST, data={"channel_id": other.channel_id})) == 1
