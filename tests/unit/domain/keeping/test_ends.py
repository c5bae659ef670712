"""When uploads end: by the settings, by their camera, and by whether a plate in them stands on a list."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.domain.errors import InvalidRequest
from handler.domain.keeping.ends import NOT_APART, Retention, RetentionApart
from tests.support.fakes.world import START

DAYS_90 = timedelta(days=90)
HOURS = st.none() | st.integers(1, 90 * 24)


def kept(apart: RetentionApart, camera_days: int | None = None) -> tuple[timedelta, timedelta]:
    ends = Retention(DAYS_90, apart).ends(START, camera_days)
    return ends.with_hit - START, ends.without_hit - START


def test_who_sets_nothing_keeps_all_photos_as_long() -> None:
    assert kept(NOT_APART) == (DAYS_90, DAYS_90)
    assert kept(NOT_APART, camera_days=3) == (timedelta(days=3), timedelta(days=3))
    assert Retention(DAYS_90).ends(START).apart is None


def test_what_hits_nothing_may_go_after_an_hour_while_hits_stay() -> None:
    assert kept(RetentionApart(without_hit_hours=1)) == (DAYS_90, timedelta(hours=1))
    assert kept(RetentionApart(30 * 24, 6)) == (timedelta(days=30), timedelta(hours=6))


def test_a_cameras_own_retention_counts_for_what_hits_nothing() -> None:
    apart = RetentionApart(with_hit_hours=30 * 24, without_hit_hours=6)
    assert kept(apart, camera_days=2) == (timedelta(days=30), timedelta(days=2))
    assert kept(apart, camera_days=60) == (timedelta(days=60), timedelta(days=60))


@given(HOURS, HOURS, st.none() | st.integers(1, 90))
def test_a_hit_never_shortens(hit: int | None, other: int | None, camera_days: int | None) -> None:
    with_hit, without_hit = kept(RetentionApart(hit, other), camera_days)
    assert with_hit >= without_hit


@given(HOURS, HOURS)
def test_no_photo_of_the_settings_ends_before_the_shortest(hit: int | None, other: int | None) -> None:
    retention = Retention(DAYS_90, RetentionApart(hit, other))
    ends = retention.ends(START)
    assert min(ends.with_hit, ends.without_hit) == START + retention.shortest


@pytest.mark.parametrize("apart", [RetentionApart(0, None), RetentionApart(None, 91 * 24), RetentionApart(2, 3)])
def test_what_cannot_be_kept_is_refused(apart: RetentionApart) -> None:
    with pytest.raises(InvalidRequest, match="retention_apart"):
        apart.check(90)


@given(HOURS, HOURS, st.integers(1, 90))
def test_a_bucket_that_keeps_less_long_is_the_limit(hit: int | None, other: int | None, days: int) -> None:
    shortened = RetentionApart(hit, other).at_most(days)
    for hours in (shortened.with_hit_hours, shortened.without_hit_hours):
        assert hours is None or hours <= days * 24
