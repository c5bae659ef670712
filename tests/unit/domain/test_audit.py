from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from handler.domain.audit import MOST_BESIDE_ARRIVAL, Action, AuditEntry
from tests.support.fakes.world import START

MOMENTS = st.datetimes(min_value=datetime(1971, 1, 1), max_value=datetime(2999, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 (the zone is the strategy's)
DETAILS = st.dictionaries(st.sampled_from(["match", "page", "said_at"]), st.text(max_size=9))


@given(MOMENTS, MOMENTS, DETAILS)
def test_no_entry_is_kept_far_from_its_arrival_and_none_loses_what_it_says(
    said: datetime, arrived: datetime, details: dict[str, str]
) -> None:
    entry = AuditEntry(Action.EXPORTED, "somebody", said, "AB12CDE", details)
    kept = entry.as_arrived(arrived)
    assert abs(kept.at - arrived) <= MOST_BESIDE_ARRIVAL
    assert (kept.action, kept.by, kept.target) == (entry.action, entry.by, entry.target)
    if kept.at != said:
        assert kept.details == {**details, "said_at": said.isoformat()}
    else:
        assert kept == entry


@given(st.timedeltas(min_value=-MOST_BESIDE_ARRIVAL, max_value=MOST_BESIDE_ARRIVAL))
def test_an_entry_that_arrives_at_about_its_time_stays_as_it_is(beside: timedelta) -> None:
    entry = AuditEntry(Action.SEARCHED, "operator-1", START)
    assert entry.as_arrived(START + beside) is entry
