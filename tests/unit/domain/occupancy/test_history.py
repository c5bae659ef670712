"""The count hour by hour."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from handler.domain.occupancy.count import Anchor, Crossing, Tally, counted, tallied
from handler.domain.occupancy.history import CountedHour, counted_hours, last_of_each_hour, with_resets
from handler.domain.occupancy.resets import ResetSchedule
from handler.domain.occupancy.site_hours import HOUR, site_hour_after, site_hours_between
from handler.domain.visits.sighting import Way

EIGHT = datetime(2026, 5, 4, 8, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
MOMENTS = st.datetimes(datetime(2026, 5, 4, 8), datetime(2026, 5, 5, 8)).map(lambda at: at.replace(tzinfo=UTC))  # noqa: DTZ001


def test_a_reset_each_night_is_at_the_sites_own_time_when_the_clocks_change_too() -> None:
    reset = ResetSchedule(4 * 60)
    since, until = datetime(2026, 3, 28, tzinfo=UTC), datetime(2026, 3, 30, tzinfo=UTC)
    found = with_resets([], reset, BERLIN, since, until)
    assert [f"{one.at:%d %H:%M}" for one in found] == ["27 03:00", "28 03:00", "29 02:00"]


def test_what_a_person_counted_stands_behind_the_reset_of_the_same_moment() -> None:
    person = Anchor(EIGHT, 7, "somebody", "counted")
    found = with_resets([person], ResetSchedule(8 * 60), ZoneInfo("UTC"), EIGHT, EIGHT)
    assert found[-1] == person
    assert last_of_each_hour(found, UTC)[EIGHT] == person


def test_before_the_first_known_number_nobody_knows() -> None:
    tallies = {EIGHT: Tally(3, 1), EIGHT + HOUR: Tally(2, 0)}
    anchor = {EIGHT + HOUR: Anchor(EIGHT + HOUR, 10)}
    found = counted_hours([EIGHT, EIGHT + HOUR, EIGHT + 2 * HOUR], tallies, anchor, {EIGHT + HOUR: Tally(2, 0)})
    assert [one.vehicles for one in found] == [None, 12, 12]
    assert found[2] == CountedHour(EIGHT + 2 * HOUR, Tally(), 12)


def test_a_count_below_nothing_is_shown_as_nothing_and_goes_on_from_what_it_is() -> None:
    tallies = {EIGHT: Tally(0, 3), EIGHT + HOUR: Tally(4, 0)}
    found = counted_hours([EIGHT, EIGHT + HOUR], tallies, {EIGHT: Anchor(EIGHT, 0)}, {EIGHT: Tally(0, 3)})
    assert [one.vehicles for one in found] == [0, 1]


@given(
    st.lists(st.tuples(MOMENTS, st.sampled_from([Way.IN, Way.OUT]))),
    st.lists(st.tuples(MOMENTS, st.integers(0, 50)), min_size=1, max_size=3, unique_by=lambda one: one[0]),
    st.sampled_from([UTC, ZoneInfo("Asia/Kathmandu")]),
)
def test_hour_by_hour_gives_what_counting_all_crossings_gives(
    passed: list[tuple[datetime, Way]], known: list[tuple[datetime, int]], zone: tzinfo
) -> None:
    crossings = [Crossing(str(place), "cam", way, at) for place, (at, way) in enumerate(passed)]
    anchors = sorted((Anchor(at, number) for at, number in known), key=lambda one: one.at)
    hours = site_hours_between(EIGHT - HOUR, EIGHT + timedelta(days=1) + HOUR, zone)
    last = last_of_each_hour(anchors, zone)

    def between(since: datetime, until: datetime) -> Tally:
        return tallied(one for one in crossings if since <= one.at < until)

    tallies = {hour: between(hour, site_hour_after(hour, zone)) for hour in hours}
    after = {hour: between(anchor.counts_from, site_hour_after(hour, zone)) for hour, anchor in last.items()}
    found = counted_hours(hours, tallies, last, after)
    for one in found:
        end = site_hour_after(one.at, zone) - timedelta(microseconds=1)
        if any(anchor.at <= end for anchor in anchors):
            assert one.vehicles == counted(crossings, anchors, end).vehicles
        else:
            assert one.vehicles is None
