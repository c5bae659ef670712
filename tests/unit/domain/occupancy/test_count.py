"""How many vehicles are there, how sure that is, and when it is set anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.domain.errors import InvalidRequest
from handler.domain.occupancy.count import Anchor, Crossing, Tally, by_camera, counted
from handler.domain.occupancy.crossings import crossings_of
from handler.domain.occupancy.resets import ResetSchedule
from handler.domain.visits.sighting import Way
from tests.support.sightings import MONDAY, after, seen, visits

EMPTY = Anchor(after(-4), 0)
BUCHAREST = ZoneInfo("Europe/Bucharest")


def crossing(way: Way, hours: float, name: str | None = None, **others: bool) -> Crossing:
    return Crossing(name or f"{way}-{hours}", f"{way}-camera", way, after(hours), **others)


def test_who_enters_is_there_until_as_many_have_left() -> None:
    some = [crossing(Way.IN, 0), crossing(Way.IN, 1), crossing(Way.OUT, 2)]
    assert [counted(some, [EMPTY], after(hours)).vehicles for hours in (-1, 0.5, 1.5, 2.5)] == [0, 1, 2, 1]


def test_a_photo_without_a_plate_counts_and_makes_the_count_less_sure() -> None:
    some = [crossing(Way.IN, 0, "a"), *(crossing(Way.IN, 1, f"b{place}", is_read=False) for place in range(36))]
    count = counted(some, [EMPTY], after(2))
    assert (count.vehicles, count.plus_minus, count.since) == (37, 6, EMPTY)


def test_an_end_without_its_other_one_makes_it_less_sure_still() -> None:
    assert counted([crossing(Way.OUT, 0, is_matched=False)], [replace(EMPTY, count=9)], after(1)).plus_minus == 2
    assert counted([crossing(Way.OUT, 0)], [EMPTY], after(1)).plus_minus == 0


def test_there_are_never_fewer_than_none() -> None:
    assert counted([crossing(Way.OUT, 0)], [EMPTY], after(1)).vehicles == 0


def test_a_person_who_counted_is_right_from_then_on() -> None:
    some = [crossing(Way.IN, 0), crossing(Way.IN, 2)]
    said = Anchor(after(1), 40, "person-1", "counted on the spot")
    assert counted(some, [EMPTY, said], after(3)).vehicles == 41
    assert counted(some, [EMPTY, replace(said, at=after(4))], after(3)).vehicles == 2


def test_what_was_taken_before_the_count_was_set_changes_nothing_however_late_it_comes() -> None:
    said = Anchor(after(1), 40, "person-1", "counted")
    assert counted([crossing(Way.IN, 0.9)], [said], after(3)).vehicles == 40


def test_what_passes_in_the_minute_in_which_the_count_is_set_counts_as_after_it() -> None:
    said = Anchor(after(1, seconds=30), 40, "person-1", "counted")
    passed = [crossing(Way.IN, hours, f"{hours}") for hours in (59.9 / 60, 1, 60.9 / 60)]
    assert counted(passed, [said], after(3)).vehicles == 42


def test_a_person_goes_before_the_schedule_at_one_moment() -> None:
    assert counted([], [replace(EMPTY, by="person-1", why="counted", count=3), EMPTY], after(1)).vehicles == 3


crossings = st.builds(
    crossing,
    st.sampled_from((Way.IN, Way.OUT, Way.HERE)),
    st.integers(-6, 6).map(float),
    st.sampled_from("abcdefgh"),
)


@given(st.lists(crossings, unique_by=lambda one: one.crossing_id), st.randoms(use_true_random=False))
def test_the_order_in_which_crossings_come_does_not_matter(some: list[Crossing], chance: object) -> None:
    shuffled = [*some, *some[:2]]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    anchors = [EMPTY, Anchor(after(2), 5, "person-1", "counted")]
    assert counted(some, anchors, after(9)) == counted(shuffled, anchors[::-1], after(9))


@pytest.mark.parametrize("anchor", [Anchor(MONDAY, -1), Anchor(MONDAY, 10**6), Anchor(MONDAY, 3, "person-1", "  ")])
def test_a_correction_says_who_why_and_to_what(anchor: Anchor) -> None:
    with pytest.raises(InvalidRequest):
        anchor.checked()
    assert Anchor(MONDAY, 3, "person-1", " counted  twice ").checked().why == "counted twice"


def test_it_is_told_by_camera() -> None:
    some = [crossing(Way.IN, 0), crossing(Way.IN, 1, is_read=False), crossing(Way.OUT, 1.5, is_matched=False)]
    assert by_camera(some) == {"in-camera": Tally(2, 0, 1, 0), "out-camera": Tally(0, 1, 0, 1)}


def test_the_crossings_of_visits_are_those_that_cameras_at_gates_saw() -> None:
    facts = [
        seen("AB12CDE", "in", after(0)),
        seen("AB12CDE", "in", after(30)),
        seen("XY99ZZZ", "out", after(31)),
        seen("KL55MNO", "spot", after(31)),
    ]
    found = [one for visit in visits(*facts) for one in crossings_of(visit)]
    assert [(one.way, one.is_matched) for one in found] == [(Way.IN, False), (Way.IN, True), (Way.OUT, False)]


def test_that_a_visit_lapses_leaves_the_count_as_it_is() -> None:
    for now in (after(1), after(24 * 60)):
        found = [one for visit in visits(seen("AB12CDE", "in", after(0)), now=now) for one in crossings_of(visit)]
        assert counted(found, [EMPTY], now).vehicles == 1


def test_it_is_set_anew_by_the_clocks_of_the_site() -> None:
    nightly = ResetSchedule(4 * 60).checked()
    assert nightly.last(BUCHAREST, after(0)) == Anchor(datetime(2026, 5, 4, 1, tzinfo=UTC), 0, why="set by schedule")
    assert nightly.next(BUCHAREST, after(0)) == datetime(2026, 5, 5, 1, tzinfo=UTC)
    at = datetime(2026, 5, 4, 1, tzinfo=UTC)
    assert nightly.last(BUCHAREST, at) == Anchor(at, 0, why="set by schedule")


def test_it_is_set_anew_on_its_days_alone() -> None:
    sundays = ResetSchedule(4 * 60, frozenset({6}))
    last = sundays.last(UTC, after(0))
    assert last is not None
    assert (last.at, sundays.next(UTC, after(0))) == (
        datetime(2026, 5, 3, 4, tzinfo=UTC),
        datetime(2026, 5, 10, 4, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("day", "hour_utc"),
    [(datetime(2026, 3, 29, 12, tzinfo=UTC), 1), (datetime(2026, 10, 25, 12, tzinfo=UTC), 0)],
    ids=["the hour is skipped", "the hour comes twice"],
)
def test_it_is_set_anew_once_when_the_clocks_change(day: datetime, hour_utc: int) -> None:
    last = ResetSchedule(3 * 60 + 30).last(BUCHAREST, day)
    assert last is not None
    assert last.at == day.replace(hour=hour_utc, minute=30)
    following = ResetSchedule(3 * 60 + 30).next(BUCHAREST, last.at)
    assert following is not None
    assert following - last.at >= timedelta(hours=23)


@pytest.mark.parametrize(
    "schedule", [ResetSchedule(1440), ResetSchedule(0, frozenset()), ResetSchedule(0, frozenset({7}))]
)
def test_a_schedule_that_never_comes_is_refused(schedule: ResetSchedule) -> None:
    with pytest.raises(InvalidRequest):
        schedule.checked()
