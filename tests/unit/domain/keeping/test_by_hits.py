"""How the end of an upload moves with the hits of its reads."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.domain.keeping.by_hits import HIT_GONE_GRACE, kept_by_hits
from handler.domain.keeping.hold import LAST_MOMENT, Hold, released
from handler.domain.upload import Upload
from tests.support.fakes.world import START
from tests.support.samples import an_upload

HOUR, SOON, LATE = timedelta(hours=1), START + timedelta(hours=30), START + timedelta(days=90)
HOLD = Hold("asked for by the police", "an-operator", START, START + timedelta(days=200), SOON)


def an_upload_apart(*, has_hit: bool = False) -> Upload:
    return replace(an_upload(), kept_until=LATE, kept_without_hit_until=SOON).ending(has_hit=has_hit)


def test_a_hit_that_comes_later_lengthens_as_one_that_was_read() -> None:
    assert kept_by_hits(an_upload_apart(), START, has_hit=True) == an_upload_apart(has_hit=True)


def test_a_hit_that_is_taken_back_brings_the_shorter_time_back() -> None:
    kept = kept_by_hits(an_upload_apart(has_hit=True), START, has_hit=False)
    assert kept.kept_until == SOON


def test_a_hit_that_is_taken_back_late_leaves_a_day_to_undo_that() -> None:
    now = START + timedelta(days=10)
    kept = kept_by_hits(an_upload_apart(has_hit=True), now, has_hit=False)
    assert kept.kept_until == now + HIT_GONE_GRACE
    assert kept_by_hits(kept, now + HOUR, has_hit=False) == kept
    assert kept_by_hits(kept, now + HOUR, has_hit=True).kept_until == LATE


@pytest.mark.parametrize("has_hit", [True, False])
def test_a_hold_goes_on_and_what_follows_it_is_the_end_that_counts(*, has_hit: bool) -> None:
    held = replace(an_upload_apart(), hold=HOLD, kept_until=HOLD.end)
    kept = kept_by_hits(held, START, has_hit=has_hit)
    assert kept.hold
    assert kept.kept_until == HOLD.until
    assert released(kept.hold, "an-operator", START).end == (LATE if has_hit else SOON)
    assert kept.hold.version == HOLD.version


def test_what_is_about_to_end_is_left_alone() -> None:
    upload = an_upload_apart()
    assert kept_by_hits(upload, SOON - LAST_MOMENT + timedelta(seconds=1), has_hit=True) == upload


def test_where_lists_make_no_difference_nothing_moves() -> None:
    upload = an_upload()
    assert kept_by_hits(upload, START, has_hit=True) == kept_by_hits(upload, START, has_hit=False) == upload


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 300)), max_size=6), st.booleans())
def test_no_decision_ends_an_upload_sooner_than_a_day_from_now_nor_keeps_it_longer_than_a_hit(
    steps: list[tuple[bool, int]], first: bool
) -> None:
    upload, now = an_upload_apart(has_hit=first), START
    for has_hit, hours in steps:
        now += hours * HOUR
        before, upload = upload, kept_by_hits(upload, now, has_hit=has_hit)
        assert upload.kept_until <= LATE
        assert upload.kept_until >= min(before.kept_until, now + HIT_GONE_GRACE)
