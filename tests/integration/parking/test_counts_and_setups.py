"""Crossings that no visit shows, moments of counting, and what is set for a site."""

from __future__ import annotations

from dataclasses import replace

from handler.adapters.dynamodb.parking.counts import DynamoDbCounts
from handler.adapters.dynamodb.parking.setups import DynamoDbParkingSetups
from handler.domain.lists.entry import Hours
from handler.domain.occupancy.count import Anchor, Crossing, Tally
from handler.domain.occupancy.resets import ResetSchedule
from handler.domain.occupancy.setup import Gate, GateCamera, ParkingSetup
from handler.domain.visits.rules import SiteRules
from handler.domain.visits.sighting import Side, Way
from tests.support.sightings import after

UNREAD = Crossing("u1", "in", Way.IN, after(0.5), is_read=False)


def minutes(counts: DynamoDbCounts) -> dict[int, Tally]:
    return {at.minute: some["in"] for at, some in counts.by_minute("site-1", after(0)).items()}


def test_a_crossing_without_a_plate_counts_once_and_as_it_stands_now(counts: DynamoDbCounts) -> None:
    for one in (UNREAD, UNREAD, replace(UNREAD, way=Way.OUT)):
        counts.note("site-1", [one], [])
    assert counts.by_hour("site-1", after(0), after(1)) == {after(0): {"in": Tally(0, 1, 1, 0)}}
    assert minutes(counts)[30] == Tally(0, 1, 1, 0)
    assert counts.by_minute("site-2", after(0)) == {}


def test_one_that_turns_out_to_be_none_is_taken_out_once(counts: DynamoDbCounts) -> None:
    counts.note("site-1", [UNREAD], [])
    for _ in range(2):
        counts.note("site-1", [], [UNREAD])
    assert counts.by_hour("site-1", after(0), after(1)) == {after(0): {"in": Tally()}}
    assert minutes(counts) == {30: Tally()}


def test_minutes_are_those_of_one_hour(counts: DynamoDbCounts) -> None:
    counts.note("site-1", [UNREAD, replace(UNREAD, crossing_id="u2", at=after(1))], [])
    counts.note("site-1", [replace(UNREAD, crossing_id="u3", way=Way.OUT, at=after(0.5, seconds=59))], [])
    counts.note("site-1", [replace(UNREAD, crossing_id="u4", at=after(0, seconds=3599))], [])
    assert minutes(counts) == {30: Tally(1, 1, 2, 0), 59: Tally(1, 0, 1, 0)}
    assert list(counts.by_hour("site-1", after(0), after(1))) == [after(0)]


def test_moments_of_counting_come_with_the_last_one_before(counts: DynamoDbCounts) -> None:
    times = (0, 1, 2, 3)
    for hours in times:
        counts.set_count("site-1", Anchor(after(hours), hours, "a-person", "counted"))
    seen = Anchor(after(1.5), 9, passed={"cam-1": Tally(1, 0, 2, 0)})
    counts.set_count("site-2", seen)
    assert counts.anchors("site-2", after(2), after(3)) == [seen]
    assert [one.count for one in counts.anchors("site-1", after(2), after(3))] == [1, 2, 3]
    assert [one.count for one in counts.anchors("site-1", after(2), after(2.5))] == [1, 2]
    assert counts.anchors("site-3", after(2), after(3)) == []
    assert counts.anchors("site-1", after(0.5), after(0.6)) == [Anchor(after(0), 0, "a-person", "counted")]


def test_what_is_set_comes_back_and_nobody_writes_over_what_they_did_not_see(setups: DynamoDbParkingSetups) -> None:
    assert setups.get("site-1") == ParkingSetup()
    setup = ParkingSetup(
        is_followed=False,
        spaces=200,
        rules=SiteRules(120, 600, 5, (Hours(frozenset({0, 1}), 480, 1080),)),
        longest_visit_days=60,
        absent_minutes=20,
        reset=ResetSchedule(240, frozenset({0, 6}), 3),
        gates=(Gate("North", (GateCamera("cam-1", Side.FRONT), GateCamera("cam-2"))),),
    )
    assert setups.save("site-1", setup, 0)
    assert not setups.save("site-1", setup, 0)
    assert setups.get("site-1") == replace(setup, version=1)
    assert setups.save("site-1", replace(setup, spaces=None), 1)
    assert setups.get("site-1") == replace(setup, spaces=None, version=2)
