"""What becomes of alerts when something becomes of reads."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from handler.domain.alerts.alert import AlertState, Because, Place, acknowledged
from handler.domain.candidate import Candidate
from handler.domain.errors import Conflict
from handler.domain.events.delivery import Delivery
from handler.domain.events.event import EventType
from handler.domain.lists.entry import Tolerance
from handler.domain.logged import ReadStatus
from handler.domain.review import Decision
from handler.service.alerts.raise_alerts import Change
from tests.support.alerting import FRIENDS, GATE, Watch, stolen, surely
from tests.support.fakes.lists import an_entry
from tests.support.fakes.world import START
from tests.support.samples import a_read

PLATE, OTHER = "AB12CDE", "XY99ZZZ"
ALERTS = EventType.ALERT_POSSIBLE, EventType.ALERT_CONFIRMED, EventType.ALERT_WITHDRAWN


def test_a_read_that_the_machine_accepts_confirms_an_alert() -> None:
    watch = Watch(stolen(PLATE))
    read = watch.see(PLATE)
    assert watch.states == [AlertState.CONFIRMED]
    assert read.alert_ids == (watch.only.alert_id,)
    assert watch.only.face is not None
    assert watch.only.face.read_id == read.read_id
    assert not watch.only.is_late


def test_a_read_in_doubt_is_possible_for_who_asks_for_it() -> None:
    watch = Watch(stolen(PLATE))
    watch.see(PLATE, status=ReadStatus.NEEDS_REVIEW)
    assert watch.states == [AlertState.POSSIBLE]


def test_a_read_in_doubt_is_not_told_to_who_does_not_ask_for_it() -> None:
    watch = Watch(surely(PLATE))
    read = watch.see(PLATE, status=ReadStatus.NEEDS_REVIEW)
    assert watch.states == []
    watch.decide(read.read_id, Decision.CONFIRM)
    assert watch.states == [AlertState.CONFIRMED]


def test_a_truth_that_came_second_is_possible_even_of_an_accepted_read() -> None:
    watch = Watch(stolen(PLATE))
    read = watch.see(OTHER, candidates=(Candidate(OTHER, 0.9), Candidate(PLATE, 0.08)))
    assert watch.states == [AlertState.POSSIBLE]
    watch.decide(read.read_id, Decision.CORRECT, PLATE)
    assert watch.states == [AlertState.CONFIRMED]


def test_confirming_what_was_read_withdraws_what_came_second() -> None:
    watch = Watch(stolen(PLATE))
    read = watch.see(OTHER, status=ReadStatus.NEEDS_REVIEW, candidates=(Candidate(OTHER, 0.9), Candidate(PLATE, 0.08)))
    watch.decide(read.read_id, Decision.CONFIRM)
    assert (watch.only.state, watch.only.because) == (AlertState.WITHDRAWN, Because.CORRECTED)


@pytest.mark.parametrize(
    ("decision", "plate", "because"),
    [(Decision.CORRECT, OTHER, Because.CORRECTED), (Decision.REJECT, None, Because.REJECTED)],
)
def test_a_decision_withdraws_what_it_takes_back(decision: Decision, plate: str | None, because: Because) -> None:
    watch = Watch(stolen(PLATE))
    read = watch.see(PLATE)
    watch.decide(read.read_id, decision, plate)
    assert (watch.only.state, watch.only.because) == (AlertState.WITHDRAWN, because)
    assert [one.type for one in watch.told(*ALERTS)] == [EventType.ALERT_CONFIRMED, EventType.ALERT_WITHDRAWN]
    assert watch.told(EventType.ALERT_WITHDRAWN)[0].data["because"] == because.value


def test_an_undone_decision_brings_the_same_alert_back() -> None:
    watch = Watch(stolen(PLATE))
    read = watch.see(PLATE)
    watch.decide(read.read_id, Decision.CORRECT, OTHER)
    watch.decide(read.read_id, Decision.UNDO)
    assert watch.states == [AlertState.CONFIRMED]
    assert len({one.event_id for one in watch.told(*ALERTS)}) == 3


def test_a_doubt_makes_a_confirmed_alert_possible_and_tells_that_it_is_confirmed_no_more() -> None:
    watch = Watch(stolen(PLATE))
    read = watch.see(PLATE)
    watch.decide(read.read_id, Decision.DOUBT)
    assert watch.states == [AlertState.POSSIBLE]
    told = watch.told(EventType.ALERT_WITHDRAWN)[0].data
    assert (told["alert_state"], told["because"]) == ("possible", "in_doubt")


def test_a_doubt_withdraws_an_alert_of_who_does_not_ask_for_what_is_possible() -> None:
    watch = Watch(surely(PLATE))
    read = watch.see(PLATE)
    watch.decide(read.read_id, Decision.DOUBT)
    assert (watch.only.state, watch.only.because) == (AlertState.WITHDRAWN, Because.IN_DOUBT)


def test_a_deleted_photo_withdraws_its_alert_and_leaves_no_plate_in_it() -> None:
    watch = Watch(stolen(PLATE, tolerance=Tolerance.ONE_EDIT))
    read = watch.see("AB12CDF")
    watch.delete(read.read_id)
    assert (watch.only.state, watch.only.because, watch.only.face) == (AlertState.WITHDRAWN, Because.DELETED, None)
    told = watch.told(EventType.ALERT_WITHDRAWN)[0].data
    assert (told["plate"], told["hit_plate"]) == (None, None)


def test_a_vehicle_is_told_once_in_a_window_and_counted() -> None:
    watch = Watch(stolen(PLATE))
    for _ in range(4):
        watch.see(PLATE)
        watch.move(seconds=60)
    assert watch.only.standing_count == 4
    assert len(watch.told(EventType.ALERT_CONFIRMED)) == 1
    watch.move(minutes=5)
    watch.see(PLATE)
    assert len(watch.states) == 2


def test_no_boundary_of_a_clock_cuts_a_window() -> None:
    for start in range(0, 301, 7):
        watch = Watch(stolen(PLATE))
        watch.move(seconds=start)
        watch.see(PLATE)
        watch.move(seconds=10)
        watch.see(PLATE)
        assert watch.only.standing_count == 2


def test_photos_that_come_in_another_order_than_they_were_taken_make_one_alert() -> None:
    watch = Watch(stolen(PLATE))
    watch.see(PLATE, seen_at=START + timedelta(seconds=10))
    watch.see(PLATE, seen_at=START)
    assert watch.only.standing_count == 2


def test_a_photo_of_yesterday_is_late_and_merges_with_yesterday_alone() -> None:
    watch = Watch(stolen(PLATE))
    watch.see(PLATE)
    yesterday = START - timedelta(days=1)
    watch.see(PLATE, seen_at=yesterday)
    watch.see(PLATE, seen_at=yesterday + timedelta(seconds=30))
    now, late = watch.alerts.alerts.values()
    assert (now.is_late, now.standing_count) == (False, 1)
    assert (late.is_late, late.standing_count) == (True, 2)
    assert watch.told(EventType.ALERT_CONFIRMED)[-1].data["late"] is True


def test_an_alert_stands_as_long_as_one_of_its_sightings_does() -> None:
    watch = Watch(stolen(PLATE))
    first, second = watch.see(PLATE), watch.see(PLATE)
    watch.decide(first.read_id, Decision.REJECT)
    assert watch.states == [AlertState.CONFIRMED]
    assert watch.only.face is not None
    assert watch.only.face.read_id == second.read_id
    watch.decide(second.read_id, Decision.REJECT)
    assert watch.states == [AlertState.WITHDRAWN]


def test_other_places_are_told_apart() -> None:
    watch = Watch(stolen(PLATE))
    watch.see(PLATE)
    watch.places.place = replace(GATE, site_id=None, camera_id="garage")
    watch.see(PLATE)
    watch.places.place = Place()
    watch.see(PLATE, camera_id=None)
    assert len(watch.states) == 3


def test_a_vehicle_to_ignore_raises_nothing() -> None:
    watch = Watch(stolen(PLATE), an_entry(PLATE, FRIENDS))
    assert watch.see(PLATE).alert_ids == ()
    assert watch.states == []


def test_the_same_transition_makes_the_same_however_often_it_is_asked() -> None:
    watch = Watch(stolen(PLATE))
    change = [Change(None, a_read(0, plate=PLATE, status=ReadStatus.ACCEPTED))]
    assert watch.raising(change) == watch.raising(change)


def test_a_full_alert_is_followed_by_another() -> None:
    watch = Watch(stolen(PLATE))
    for _ in range(51):
        watch.see(PLATE)
    assert [one.standing_count for one in watch.alerts.alerts.values()] == [50, 1]


def test_a_photo_with_very_many_plates_makes_no_more_than_there_is_room_for() -> None:
    plates = [f"AB{place:02d}CDE" for place in range(40)]
    watch = Watch(*map(stolen, plates))
    reads = [a_read(0, place, plate=plate, status=ReadStatus.ACCEPTED) for place, plate in enumerate(plates)]
    made = watch.raising([Change(None, one) for one in reads], 53)
    assert made.size <= 53
    assert made.left_out == 36
    assert sum(one.type is EventType.READ_ACCEPTED for one in made.events) == 40


def test_reads_of_one_photo_share_an_alert() -> None:
    watch = Watch(stolen(PLATE, tolerance=Tolerance.ONE_EDIT))
    reads = [
        a_read(0, place, plate=plate, status=ReadStatus.ACCEPTED) for place, plate in enumerate([PLATE, "AB12CDF"])
    ]
    watch.alerts.write(watch.raising([Change(None, one) for one in reads]))
    assert (watch.only.standing_count, watch.only.version) == (2, 1)
    watch.see(PLATE, number=7)
    assert watch.only.version == 2


def test_a_doubtful_sighting_takes_nothing_from_a_sure_one() -> None:
    watch = Watch(stolen(PLATE))
    sure = watch.see(PLATE)
    watch.see(PLATE, status=ReadStatus.NEEDS_REVIEW)
    assert watch.states == [AlertState.CONFIRMED]
    assert watch.only.face is not None
    assert watch.only.face.read_id == sure.read_id
    assert [one.type for one in watch.told(*ALERTS)] == [EventType.ALERT_CONFIRMED]


def test_events_of_one_photo_happen_one_after_the_other() -> None:
    watch = Watch(stolen(PLATE))
    first = a_read(0, plate=PLATE, status=ReadStatus.NEEDS_REVIEW, seen_at=START)
    second = a_read(0, 1, plate=PLATE, status=ReadStatus.ACCEPTED, seen_at=START)
    told = watch.raising([Change(None, first), Change(None, second)]).events
    assert [one.type for one in told] == [
        EventType.ALERT_POSSIBLE,
        EventType.READ_ACCEPTED,
        EventType.ALERT_CONFIRMED,
    ]
    assert len({one.order_key for one in told}) == 1
    places = [Delivery.of("channel-1", one).delivery_id for one in told]
    assert places == sorted(places)
    assert [one.occurred_at for one in told] == sorted({one.occurred_at for one in told})


def test_an_acknowledged_possibility_waits_again_once_it_is_confirmed() -> None:
    watch = Watch(stolen(PLATE))
    read = watch.see(PLATE, status=ReadStatus.NEEDS_REVIEW)
    alert = watch.only
    with pytest.raises(Conflict):
        acknowledged(alert, "operator-1", START, "", 2)
    watch.alerts.alerts[alert.alert_id] = acknowledged(alert, "operator-1", START, "on my way", 1)
    assert not watch.only.waits
    watch.decide(read.read_id, Decision.CONFIRM)
    assert watch.only.waits


def test_a_read_is_told_when_it_counts_and_whenever_it_counts_otherwise() -> None:
    watch = Watch()
    read = watch.see(PLATE, status=ReadStatus.NEEDS_REVIEW)
    assert watch.told() == []
    watch.decide(read.read_id, Decision.CONFIRM)
    watch.decide(read.read_id, Decision.CORRECT, OTHER)
    watch.decide(read.read_id, Decision.REJECT)
    accepted, corrected, rejected = watch.told()
    assert (accepted.type, accepted.data["plate"], accepted.data["read_id"]) == (
        EventType.READ_ACCEPTED,
        PLATE,
        read.read_id,
    )
    assert (corrected.data["from_plate"], corrected.data["to_plate"]) == (PLATE, OTHER)
    assert (rejected.data["from_plate"], rejected.data["to_plate"]) == (OTHER, None)
    assert {one.order_key for one in watch.told()} == {accepted.order_key}


def test_nothing_is_told_that_nobody_wants() -> None:
    watch = Watch(stolen(PLATE))
    watch.subscriptions.types = frozenset()
    watch.see(PLATE)
    assert watch.states == [AlertState.CONFIRMED]
    assert watch.told() == []
