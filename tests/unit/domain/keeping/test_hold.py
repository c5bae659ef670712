"""What may be held, for how long, and what a release leaves."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.domain.errors import Conflict, InvalidRequest
from handler.domain.keeping.hold import LAST_MOMENT, RELEASE_GRACE, Hold, HoldRequest, placed, released
from tests.support.samples import an_upload

UPLOAD = an_upload()
NOW = UPLOAD.created_at + timedelta(days=1)
LIMIT = timedelta(days=365)


def place(days: float = 200, reason: str = "asked for by the police", version: int = 0) -> Hold:
    return placed(UPLOAD, HoldRequest(reason, NOW + timedelta(days=days), version), LIMIT, "an-operator", NOW)


def test_a_hold_says_who_why_and_until_when_and_keeps_the_own_end() -> None:
    hold = place()
    assert (hold.by, hold.at, hold.version, hold.is_whole) == ("an-operator", NOW, 1, False)
    assert (hold.own_end, hold.end) == (UPLOAD.kept_until, NOW + timedelta(days=200))


def test_a_hold_never_shortens() -> None:
    assert place(days=2).end == UPLOAD.kept_until


def test_in_the_last_minutes_it_is_too_late() -> None:
    late = replace(UPLOAD, kept_until=NOW + LAST_MOMENT - timedelta(seconds=1))
    with pytest.raises(Conflict) as raised:
        placed(late, HoldRequest("because", NOW + timedelta(days=2), 0), LIMIT, "an-operator", NOW)
    assert raised.value.code == "hold_too_late"
    in_time = replace(UPLOAD, kept_until=NOW + LAST_MOMENT)
    assert placed(in_time, HoldRequest("because", NOW + timedelta(days=2), 0), LIMIT, "an-operator", NOW).version == 1


@pytest.mark.parametrize("days", [-1, 0, 365.1])
def test_nothing_is_held_into_the_past_or_longer_than_administrators_allow(days: float) -> None:
    with pytest.raises(InvalidRequest, match="until: "):
        place(days=days)


def test_nothing_becomes_older_than_the_bucket_keeps_held_copies() -> None:
    old = replace(UPLOAD, created_at=NOW - timedelta(days=3649), kept_until=NOW + timedelta(hours=1))
    with pytest.raises(InvalidRequest, match="until: "):
        placed(old, HoldRequest("because", NOW + timedelta(days=2), 0), LIMIT, "an-operator", NOW)


@pytest.mark.parametrize("reason", ["", "ab", "x" * 201, "two\nlines"])
def test_a_reason_that_says_nothing_is_refused(reason: str) -> None:
    with pytest.raises(InvalidRequest, match="reason: "):
        place(reason=reason)


def test_after_a_release_the_own_end_counts_again_though_not_before_a_day() -> None:
    hold = place()
    soon = released(hold, "another", NOW)
    assert (soon.end, soon.is_released, soon.version) == (UPLOAD.kept_until, True, 2)
    late = UPLOAD.kept_until + timedelta(days=5)
    assert released(hold, "another", late).end == late + RELEASE_GRACE


@given(st.floats(0.01, 365), st.floats(0, 400))
def test_a_release_never_keeps_longer_than_the_hold_would_have(days: float, later: float) -> None:
    hold = place(days=days)
    assert released(hold, "another", NOW + timedelta(days=later)).end <= hold.end
