"""When a photo was taken: the device's word where that can be, else its arrival, and always how that was found out."""

from __future__ import annotations

from datetime import MAXYEAR, UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.domain.cameras.said_time import SaidTime, Zone
from handler.domain.cameras.taken_at import (
    DERIVED_SENTENCES,
    MEASURED,
    ClockError,
    Derived,
    TakenAt,
    decide,
)

ARRIVAL = datetime(2026, 3, 15, 4, 27, 42, tzinfo=UTC)
VIETNAM, BERLIN = ZoneInfo("Asia/Ho_Chi_Minh"), ZoneInfo("Europe/Berlin")


def aware(at: datetime) -> SaidTime:
    return SaidTime(at, Zone.OFFSET, "dateTime")


def local(*fields: int) -> SaidTime:
    return SaidTime(datetime(*fields), Zone.LOCAL, "SnapTime")  # type: ignore[arg-type]  # noqa: DTZ001


def test_a_time_with_its_offset_is_taken_as_it_is() -> None:
    said = aware((ARRIVAL - timedelta(seconds=2)).astimezone(VIETNAM))
    assert decide(said, BERLIN, ARRIVAL, is_retransmitted=False) == TakenAt(said.at, Derived.DEVICE, 2.0)


def test_a_time_without_one_is_in_the_cameras_zone() -> None:
    found = decide(local(2026, 3, 15, 11, 27, 40), VIETNAM, ARRIVAL, is_retransmitted=False)
    assert found == TakenAt(ARRIVAL - timedelta(seconds=2), Derived.CAMERA_ZONE, 2.0)
    assert found.at.tzinfo is UTC


@pytest.mark.parametrize(("arrives", "hour"), [(0, 0), (1, 1)])
def test_a_time_that_came_twice_is_the_one_nearer_to_the_arrival(arrives: int, hour: int) -> None:
    arrival = datetime(2026, 10, 25, arrives, 31, tzinfo=UTC)
    found = decide(local(2026, 10, 25, 2, 30), BERLIN, arrival, is_retransmitted=False)
    assert (found.at, found.derived) == (datetime(2026, 10, 25, hour, 30, tzinfo=UTC), Derived.CAMERA_ZONE_TWICE)


def test_a_time_that_never_was_is_of_a_clock_that_was_not_put_forward() -> None:
    arrival = datetime(2026, 3, 29, 1, 31, tzinfo=UTC)
    found = decide(local(2026, 3, 29, 2, 30), BERLIN, arrival, is_retransmitted=False)
    assert (found.at, found.derived) == (datetime(2026, 3, 29, 1, 30, tzinfo=UTC), Derived.CAMERA_ZONE_SKIPPED)


def test_no_time_is_the_arrival() -> None:
    assert decide(None, VIETNAM, ARRIVAL, is_retransmitted=False) == TakenAt(ARRIVAL, Derived.ARRIVAL_NOT_SAID, None)


@pytest.mark.parametrize("year", [1, 1970, 1999, 2000, MAXYEAR])
@pytest.mark.parametrize("is_retransmitted", [True, False])
def test_a_clock_that_was_never_set_is_told_and_measures_nothing(year: int, is_retransmitted: bool) -> None:
    for said in (local(year, 1, 1, 0, 3), aware(datetime(year, 6, 1, tzinfo=UTC))):
        found = decide(said, VIETNAM, ARRIVAL, is_retransmitted=is_retransmitted)
        assert found == TakenAt(ARRIVAL, Derived.ARRIVAL_NOT_SET, None)


@pytest.mark.parametrize(
    ("late", "is_retransmitted", "derived"),
    [
        (timedelta(minutes=-2), False, Derived.DEVICE),
        (timedelta(minutes=-2, seconds=-1), False, Derived.ARRIVAL_AHEAD),
        (timedelta(minutes=-3), True, Derived.ARRIVAL_AHEAD),
        (timedelta(days=7), False, Derived.DEVICE),
        (timedelta(days=7, seconds=1), False, Derived.ARRIVAL_BEHIND),
        (timedelta(days=90), True, Derived.DEVICE),
        (timedelta(days=366), True, Derived.ARRIVAL_BEHIND),
    ],
)
def test_the_devices_word_is_trusted_within_bounds(late: timedelta, is_retransmitted: bool, derived: Derived) -> None:
    found = decide(aware(ARRIVAL - late), VIETNAM, ARRIVAL, is_retransmitted=is_retransmitted)
    assert (found.derived, found.at) == (derived, ARRIVAL - late if derived is Derived.DEVICE else ARRIVAL)
    assert found.difference_seconds == (None if is_retransmitted else late.total_seconds())


def test_every_way_has_a_sentence() -> None:
    assert set(DERIVED_SENTENCES) == set(Derived)


@given(st.datetimes(), st.booleans(), st.sampled_from([VIETNAM, BERLIN, ZoneInfo("Pacific/Apia"), UTC]))
def test_any_time_gives_one_that_can_be(at: datetime, is_retransmitted: bool, zone: ZoneInfo) -> None:
    found = decide(SaidTime(at, Zone.LOCAL, "t"), zone, ARRIVAL, is_retransmitted=is_retransmitted)
    assert found.at <= ARRIVAL + timedelta(minutes=2)
    assert found.at.tzinfo is UTC


def test_a_clocks_error_is_the_median_of_the_last_fifty() -> None:
    error = ClockError()
    assert error.seconds is None
    for difference in (*[9000.0] * 30, *[60.0] * 30, None, *[61.0] * 20):
        error = error.with_another(difference)
    assert (error.seconds, len(error.differences_seconds)) == (60.0, MEASURED)


def test_one_wrong_time_does_not_move_it() -> None:
    assert ClockError((2.0, 3.0, 2.5, 86400.0, 2.2)).seconds == 2.5
