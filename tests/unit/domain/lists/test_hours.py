"""Times of the week, also over midnight, and when clocks are changed."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.domain.errors import InvalidRequest
from handler.domain.lists.entry import Hours
from handler.domain.lists.hours import MOST_HOURS, checked_hours, holds_at, hours_of, text_of

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        ("Mon-Fri 08:00-18:00", (Hours(frozenset(range(5)), 480, 1080),)),
        ("sat,sun", (Hours(frozenset({5, 6})),)),
        ("Fri - Mon 22:00 - 02:00", (Hours(frozenset({4, 5, 6, 0}), 1320, 120),)),
        ("Mon 8:00-12:00; Mon 13:00-24:00", (Hours(frozenset({0}), 480, 720), Hours(frozenset({0}), 780, 1440))),
    ],
)
def test_hours_are_understood_as_people_write_them(text: str, expected: tuple[Hours, ...]) -> None:
    assert hours_of(text) == expected


@pytest.mark.parametrize(
    "text", ["always", "Mon 25:00-26:00", "Mon 08:60-09:00", "Mon 08:00", "Mon 08:00-08:00", "Mon 24:00-08:00", "8-18"]
)
def test_hours_without_a_meaning_are_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(InvalidRequest, match="hours: "):
        hours_of(text)


def test_more_times_than_anybody_needs_are_refused() -> None:
    with pytest.raises(InvalidRequest, match="at most 14"):
        checked_hours([Hours(frozenset({0}), minute, minute + 1) for minute in range(MOST_HOURS + 1)])


times = st.builds(
    Hours, st.frozensets(st.integers(0, 6), min_size=1), st.integers(0, 1439), st.integers(1, 1440)
).filter(lambda one: one.since_minute != one.until_minute)


@given(st.lists(times, max_size=MOST_HOURS))
def test_hours_that_are_written_are_read_back(hours: list[Hours]) -> None:
    assert hours_of(text_of(checked_hours(hours))) == checked_hours(hours)


@given(st.text())
def test_any_text_is_hours_or_refused(text: str) -> None:
    with contextlib.suppress(InvalidRequest):
        assert len(hours_of(text)) <= MOST_HOURS


def test_a_night_belongs_to_the_day_on_which_it_begins() -> None:
    night = hours_of("Fri 22:00-02:00")
    friday = datetime(2026, 5, 8, 23, tzinfo=UTC)
    assert holds_at(night, friday, UTC)
    assert holds_at(night, friday + timedelta(hours=2, minutes=59), UTC)
    assert not holds_at(night, friday + timedelta(hours=3), UTC)
    assert not holds_at(night, friday - timedelta(hours=22), UTC)


def test_the_clock_on_the_wall_counts_when_summer_time_begins_and_ends() -> None:
    early = hours_of("Sun 02:00-03:00")
    # 2026-10-25: 02:00 to 03:00 comes twice, from midnight UTC to two o'clock.
    assert [holds_at(early, datetime(2026, 10, 25, hour, 30, tzinfo=UTC), BERLIN) for hour in (0, 1, 2)] == [
        True, True, False,
    ]  # fmt: skip
    # 2026-03-29: it does not come at all.
    assert not any(holds_at(early, datetime(2026, 3, 29, hour, 30, tzinfo=UTC), BERLIN) for hour in range(4))


def test_without_hours_it_always_holds() -> None:
    assert holds_at((), datetime(2026, 1, 1, tzinfo=UTC), BERLIN)
