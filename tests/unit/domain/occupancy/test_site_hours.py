"""Hours as the clocks at a site show them."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.domain.occupancy.count import Tally
from handler.domain.occupancy.site_hours import (
    HOUR,
    hour_of,
    parted,
    site_hour_after,
    site_hour_from,
    site_hour_of,
    site_hours_between,
)

EIGHT = datetime(2026, 5, 4, 8, tzinfo=UTC)
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)

ZONES = st.sampled_from(
    [
        "UTC",
        "Asia/Ho_Chi_Minh",
        "America/Los_Angeles",
        "Europe/Berlin",
        "Asia/Kolkata",
        "Asia/Yangon",
        "Asia/Kathmandu",
        "Australia/Adelaide",
        "Australia/Lord_Howe",
        "America/St_Johns",
        "Pacific/Chatham",
    ]
).map(ZoneInfo)
"""Of whole hours, of half hours and of quarters, with summer time and without."""

CHANGES = [
    datetime(2026, 3, 8, 10, tzinfo=UTC),  # Los Angeles
    datetime(2026, 3, 29, 1, tzinfo=UTC),  # Berlin
    datetime(2026, 4, 4, 15, tzinfo=UTC),  # Lord Howe
    datetime(2026, 4, 4, 16, tzinfo=UTC),  # Adelaide
    datetime(2026, 10, 3, 15, tzinfo=UTC),  # Lord Howe
    datetime(2026, 10, 25, 1, tzinfo=UTC),  # Berlin
]
MOMENTS = st.one_of(
    st.builds(lambda at, by: at + by, st.sampled_from(CHANGES), st.timedeltas(-3 * HOUR, 3 * HOUR)),
    st.datetimes(datetime(2000, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
)


def clock(at: datetime, zone: ZoneInfo) -> tuple[str, timedelta | None]:
    """Give the hour that a clock at the site shows, and how it is set."""
    local = at.astimezone(zone)
    return f"{local:%Y-%m-%d %H}", local.utcoffset()


@given(ZONES, MOMENTS)
def test_a_moment_lies_in_the_very_hour_that_a_clock_at_the_site_shows(zone: ZoneInfo, at: datetime) -> None:
    begun, ended = site_hour_of(at, zone), site_hour_after(at, zone)
    assert begun <= at < ended <= begun + HOUR
    assert {clock(one, zone) for one in (begun, ended - MINUTE / 60)} == {clock(at, zone)}
    assert clock(begun - MINUTE, zone) != clock(at, zone) != clock(ended, zone)
    assert (begun.tzinfo, site_hour_of(begun, zone), site_hour_from(begun, zone)) == (UTC, begun, begun)
    assert site_hour_from(begun + MINUTE / 60, zone) == ended


@given(ZONES, MOMENTS)
def test_hours_follow_each_other_without_a_gap(zone: ZoneInfo, at: datetime) -> None:
    hours = site_hours_between(at, at + DAY, zone)
    assert all(site_hour_after(one, zone) == following for one, following in pairwise(hours))
    assert hours[0] == site_hour_from(at, zone)
    assert hours[-1] < at + DAY <= site_hour_after(hours[-1], zone)


@given(ZONES, MOMENTS, st.lists(st.integers(0, 59)))
def test_each_event_of_an_hour_of_utc_counts_in_one_hour_of_the_site(
    zone: ZoneInfo, at: datetime, minutes: list[int]
) -> None:
    hour = hour_of(at)
    events = [hour + minute * MINUTE for minute in minutes]
    by_minute = [(one, Tally(entered=times)) for one, times in sorted(Counter(events).items())]
    found = parted(hour, Tally(entered=len(events)), by_minute, zone)
    shown = Counter(clock(one, zone) for one in events)
    assert {clock(one, zone): some.entered for one, some in found.items() if some.entered} == dict(shown)
    assert sum(found.values(), Tally()) == Tally(entered=len(events))


@pytest.mark.parametrize(
    ("zone", "day", "shown"),
    [
        ("Europe/Berlin", datetime(2026, 3, 29), ["00:00", "01:00", "03:00"]),  # noqa: DTZ001
        ("Europe/Berlin", datetime(2026, 10, 25), ["00:00", "01:00", "02:00", "02:00", "03:00"]),  # noqa: DTZ001
        ("Australia/Lord_Howe", datetime(2026, 4, 5), ["00:00", "01:00", "01:30", "02:00"]),  # noqa: DTZ001
        ("Australia/Lord_Howe", datetime(2026, 10, 4), ["00:00", "01:00", "02:30", "03:00"]),  # noqa: DTZ001
        ("Asia/Kathmandu", datetime(2026, 5, 4), ["00:00", "01:00", "02:00"]),  # noqa: DTZ001
    ],
)
def test_where_clocks_change_an_hour_is_left_out_comes_twice_or_is_half_as_long(
    zone: str, day: datetime, shown: list[str]
) -> None:
    since = day.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    hours = site_hours_between(since, since + DAY, ZoneInfo(zone))
    assert [f"{one.astimezone(ZoneInfo(zone)):%H:%M}" for one in hours[: len(shown)]] == shown


def test_clocks_that_were_once_changed_in_the_middle_of_a_minute_have_hours_too() -> None:
    berlin, changed = ZoneInfo("Europe/Berlin"), datetime(1893, 3, 31, 23, 6, 32, tzinfo=UTC)
    assert site_hour_of(changed, berlin) == changed
    hours = site_hours_between(changed - HOUR, changed + HOUR, berlin)
    assert [one - changed for one in hours] == [-HOUR, timedelta(0), timedelta(seconds=3208)]


def test_sums_from_before_minutes_were_kept_count_in_the_hour_in_which_theirs_begins() -> None:
    kolkata = ZoneInfo("Asia/Kolkata")
    half = EIGHT + HOUR / 2
    assert parted(EIGHT, Tally(3, 1), [], kolkata) == {EIGHT - HOUR / 2: Tally(3, 1)}
    told = parted(EIGHT, Tally(3, 1), [(half, Tally(1, 1))], kolkata)
    assert told == {EIGHT - HOUR / 2: Tally(2), half: Tally(1, 1)}


def test_the_minutes_of_an_hour_that_lies_in_one_are_not_looked_at() -> None:
    assert parted(EIGHT, Tally(3, 1), [(EIGHT, Tally(9, 9))], ZoneInfo("Europe/Berlin")) == {EIGHT: Tally(3, 1)}


def test_hours_begin_within_a_time_and_its_end_is_left_out() -> None:
    assert site_hours_between(EIGHT, EIGHT + 2 * HOUR, UTC) == [EIGHT, EIGHT + HOUR]
    assert site_hours_between(EIGHT + HOUR / 2, EIGHT + 2.5 * HOUR, UTC) == [EIGHT + HOUR, EIGHT + 2 * HOUR]
    assert site_hours_between(EIGHT, EIGHT, UTC) == []
    assert site_hours_between(EIGHT + HOUR, EIGHT, UTC) == []


def test_sums_are_kept_by_the_hour_of_utc() -> None:
    assert hour_of(datetime(2026, 5, 4, 10, 20, tzinfo=ZoneInfo("Europe/Berlin"))) == EIGHT
