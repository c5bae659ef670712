from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.domain.sites.health import Ailment, Health, health_of, is_silent
from handler.domain.sites.signs import Signs, Tally, hour_of

MONDAY = datetime(2026, 5, 4, tzinfo=UTC)
"""Midnight; a week of signs ends here."""

HOUR = timedelta(hours=1)


def signs(photos_at: Callable[[datetime], int], until: datetime, days: int = 9) -> Signs:
    """Make what a camera tells that sent so many photos in each hour, the last one at the end of the last such hour."""
    end = until.replace(minute=0)
    hours = [end - place * HOUR for place in range(24 * days, 0, -1)]
    counted = {hour_of(hour): Tally(photos_at(hour)) for hour in hours if photos_at(hour)}
    seen = [hour for hour in hours if photos_at(hour)]
    return Signs(seen[0], seen[-1] + HOUR - timedelta(seconds=1), "0" * 32, (), counted)


def by_day(hour: datetime) -> int:
    return 10 if 7 <= hour.hour < 20 else 0


def on_workdays(hour: datetime) -> int:
    return by_day(hour) if hour.weekday() < 5 else 0


def silent_hours(told: Signs, since: datetime, hours: Iterable[float]) -> list[float]:
    return [hour for hour in hours if is_silent(told, since + hour * HOUR)]


def test_a_camera_that_sends_no_more_is_silent_once_seven_photos_are_missing() -> None:
    told = signs(lambda _: 10, MONDAY)
    assert silent_hours(told, MONDAY, [0.1, 0.5, 0.68, 0.7, 1, 24, 24 * 400]) == [0.7, 1, 24, 24 * 400]


def test_a_night_without_photos_is_none() -> None:
    told = signs(by_day, MONDAY)
    assert silent_hours(told, MONDAY, [0, 3, 7, 8]) == []
    assert silent_hours(told, MONDAY, [8.1, 9, 30]) == [8.1, 9, 30]


def test_a_car_park_that_is_closed_at_the_weekend_is_not_waited_for_then() -> None:
    saturday = datetime(2026, 5, 16, tzinfo=UTC)
    told = signs(on_workdays, saturday, days=16)
    assert silent_hours(told, saturday, range(48 + 7)) == []
    assert silent_hours(told, saturday, [48 + 9]) == [57]


def test_a_camera_is_not_known_on_its_first_day_and_known_by_its_hours_in_its_first_week() -> None:
    assert silent_hours(signs(lambda _: 10, MONDAY, days=1), MONDAY, [0, 1, 10]) == []
    assert silent_hours(signs(by_day, MONDAY, days=3), MONDAY, [6, 10]) == [10]


def test_a_camera_that_hardly_ever_sends_is_silent_after_four_weeks() -> None:
    seldom = Signs(MONDAY - timedelta(days=9), MONDAY, "0" * 32, (), {hour_of(MONDAY): Tally(1)})
    assert silent_hours(seldom, MONDAY, [24 * 27, 24 * 28]) == [24 * 28]


def test_nothing_is_told_of_a_camera_that_has_sent_nothing() -> None:
    assert health_of(Signs(), MONDAY, is_active=True) == Health()
    assert not is_silent(Signs(), MONDAY)


def test_the_week_is_told_in_numbers() -> None:
    hours = {hour_of(MONDAY) - place: Tally(4, 3, 1) for place in range(24 * 8)}
    told = Signs(MONDAY - timedelta(days=30), MONDAY, "0" * 32, (2.0, -1.0, 3.0), hours)
    health = health_of(told, MONDAY, is_active=True)
    assert (health.photos_a_day, health.share_with_read) == (96.0, 0.75)
    assert health.share_to_review == pytest.approx(1 / 3)
    assert (health.clock_error_seconds, health.ailments) == (-2.0, ())
    # Four an hour come every 15 minutes; nine of ten gaps between so many chances are shorter than 2.3 times that.
    assert health.usual_gap_seconds == pytest.approx(2072, abs=1)


def test_a_new_camera_is_measured_by_the_days_that_it_is_there() -> None:
    told = Signs(MONDAY - 47 * HOUR, MONDAY, "0" * 32, (), {hour_of(MONDAY): Tally(20)})
    assert health_of(told, MONDAY, is_active=True).photos_a_day == 10.0
    assert health_of(Signs(MONDAY, MONDAY, "0" * 32, (), told.hours), MONDAY, is_active=True).photos_a_day == 20.0


@pytest.mark.parametrize(
    ("differences", "is_off"),
    [((40.0, 41.0), False), ((40.0, 41.0, 42.0), True), ((-31.0,) * 3, True), ((29.0,) * 50, False)],
)
def test_a_clock_is_off_beyond_half_a_minute(differences: tuple[float, ...], *, is_off: bool) -> None:
    told = Signs(MONDAY, MONDAY, "0" * 32, differences, {})
    assert (Ailment.CLOCK_OFF in health_of(told, MONDAY, is_active=True).ailments) is is_off
    assert health_of(told, MONDAY, is_active=False).ailments == ()


def test_only_the_last_fifty_messages_tell_of_the_clock() -> None:
    told = Signs(MONDAY, MONDAY, "0" * 32, (3600.0,) * 60 + (1.0,) * 50, {})
    assert health_of(told, MONDAY, is_active=True).clock_error_seconds == -1.0


@pytest.mark.parametrize(
    ("photos_an_hour", "reads_before", "reads_now", "is_falling"),
    [(10, 9, 6, True), (10, 9, 9, False), (10, 9, 10, False), (1, 1, 0, True), (0, 0, 0, False), (20, 19, 18, False)],
)
def test_a_fall_of_the_share_of_reads_is_told(
    photos_an_hour: int, reads_before: int, reads_now: int, *, is_falling: bool
) -> None:
    now = hour_of(MONDAY)
    hours = {now - place: Tally(photos_an_hour, reads_now if place < 24 else reads_before) for place in range(24 * 8)}
    told = Signs(MONDAY - timedelta(days=30), MONDAY, "0" * 32, (), hours)
    assert (Ailment.READS_FALLING in health_of(told, MONDAY, is_active=True).ailments) is is_falling


def test_what_chance_explains_is_no_fall() -> None:
    now = hour_of(MONDAY)
    # One in three of the last day has no read, one in five before: of 24, chance gives that.
    hours = {now - place: Tally(1, int(place % (3 if place < 24 else 5) > 0)) for place in range(24 * 8)}
    told = Signs(MONDAY - timedelta(days=30), MONDAY, "0" * 32, (), hours)
    assert health_of(told, MONDAY, is_active=True).ailments == ()


def test_a_parked_car_that_is_not_read_again_takes_nothing_from_the_share_of_reads() -> None:
    now = hour_of(MONDAY)
    hours = {now - place: Tally(10, 1, repeats=9) if place < 24 else Tally(10, 10) for place in range(24 * 8)}
    told = health_of(Signs(MONDAY - timedelta(days=30), MONDAY, "0" * 32, (), hours), MONDAY, is_active=True)
    assert told.share_with_read == 1.0
    assert told.photos_a_day == 240
    assert told.ailments == ()


COUNTS = st.dictionaries(st.integers(0, 220), st.integers(1, 500), max_size=60)


@given(COUNTS, st.integers(0, 240), st.floats(0, 2000))
def test_whoever_is_silent_stays_so_until_a_photo_comes(counts: dict[int, int], known: int, later: float) -> None:
    now = hour_of(MONDAY)
    hours = {now - place: Tally(count) for place, count in counts.items()}
    told = Signs(MONDAY - known * HOUR, MONDAY, "0" * 32, (), hours)
    at = MONDAY + later * HOUR
    if is_silent(told, at):
        assert is_silent(told, at + 5 * HOUR)
    health_of(told, at, is_active=True)
