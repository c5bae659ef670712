"""Crossings that no visit shows, moments of counting, and what is set for a site."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

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
    return {at.minute: some["in"] for at, some in counts.by_minute("site-1", after(0), after(1)).items()}


def test_a_crossing_without_a_plate_counts_once_and_as_it_stands_now(counts: DynamoDbCounts) -> None:
    for one in (UNREAD, UNREAD, replace(UNREAD, way=Way.OUT)):
        counts.note("site-1", [one], [])
    assert counts.by_hour("site-1", after(0), after(1)) == {after(0): {"in": Tally(0, 1, 1, 0)}}
    assert minutes(counts)[30] == Tally(0, 1, 1, 0)
    assert counts.by_minute("site-2", after(0), after(1)) == {}


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


@pytest.mark.parametrize(("zone", "past_minutes"), [("Asia/Kolkata", 30), ("Asia/Kathmandu", 15)])
def test_hours_of_a_site_take_their_minutes_out_of_two_of_utc(
    counts: DynamoDbCounts, zone: str, past_minutes: int
) -> None:
    border = past_minutes * 60
    for place, seconds in enumerate((0, border - 1, border, 3599, 3600, 3600 + border)):
        counts.note("site-1", [replace(UNREAD, crossing_id=f"u{place}", at=after(0, seconds))], [])
    found = counts.by_hour("site-1", after(0), after(2), ZoneInfo(zone))
    assert {at: some["in"].entered for at, some in found.items()} == {
        after(-1, border): 2,
        after(0, border): 3,
        after(1, border): 1,
    }


def test_minutes_begin_in_a_time_that_goes_over_an_hours_end(counts: DynamoDbCounts) -> None:
    for place, seconds in enumerate((1739, 1740, 3600, 5400)):
        counts.note("site-1", [replace(UNREAD, crossing_id=f"u{place}", at=after(0, seconds))], [])
    found = counts.by_minute("site-1", after(0, 1740), after(1.5))
    assert list(found) == [after(0, 1740), after(1)]


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
