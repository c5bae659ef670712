"""How long a vehicle may stay, and what is made of one that stays longer."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.domain.errors import InvalidRequest
from handler.domain.lists.entry import Hours
from handler.domain.visits.facts import Decision
from handler.domain.visits.rules import RULE_SENTENCES, SiteRules, reached
from handler.domain.visits.sighting import Trust
from handler.domain.visits.standing import (
    REASON_SENTENCES,
    InForce,
    Permitted,
    Said,
    Spared,
    Standing,
    StandingState,
    TimeOver,
    Word,
    check_word,
    standing_of,
)
from handler.domain.visits.visit import Note, Visit
from tests.support.sightings import MONDAY, after, seen, visits

RULES = SiteRules(free_minutes=120, longest_minutes=24 * 60, grace_minutes=10)
CAME = seen("AB12CDE", "in", after(0), "came")
LEFT = seen("AB12CDE", "out", after(3), "left")
DAILY = (Hours(frozenset(range(5)), 8 * 60, 18 * 60),)


NO_DOUBT = {Note.CAME_LATE, Note.NO_ENTRY, Note.ASKED, Note.CLOCKS_DIFFER, Note.SAID_BY_PERSON}
"""Of what is good as it is, or of what is no pair."""


def nobody(plate: str, at: datetime) -> Spared | None:
    return None


def always(plate: str, at: datetime) -> Spared | None:
    return Spared(datetime.max.replace(tzinfo=UTC), "an-entry")


def stands(
    visit: Visit, now: datetime, *said: Said, permitted: Permitted = nobody, rules: SiteRules = RULES
) -> Standing:
    return standing_of(visit, InForce(rules, UTC, permitted), said, now)


def closed(**others: object) -> Visit:
    (visit,) = visits(CAME, LEFT)
    return replace(visit, **others)  # type: ignore[arg-type]


def test_a_stay_within_free_time_and_grace_is_valid() -> None:
    (visit,) = visits(CAME, seen("AB12CDE", "out", after(2 + 1 / 6)))
    assert stands(visit, after(9)) == Standing(StandingState.VALID, after(2 + 1 / 6), None, False, False, None)


def test_a_stay_beyond_it_with_accepted_reads_at_both_ends_is_a_violation() -> None:
    found = stands(closed(), after(9))
    assert (found.state, found.reason, found.needs_person) == (StandingState.VIOLATION, TimeOver.FREE_TIME_OVER, False)


def test_it_is_due_when_the_time_is_over_and_then_when_it_lapses() -> None:
    (visit,) = visits(CAME)
    first = stands(visit, after(1))
    assert first.due_at is not None
    assert timedelta(0) < first.due_at - after(2 + 1 / 6) < timedelta(seconds=1)
    then = stands(visit, first.due_at)
    assert (then.reason, then.due_at) == (TimeOver.FREE_TIME_OVER, visit.lapses_at)


def test_a_vehicle_that_is_still_there_is_no_violation_before_a_person_says_so() -> None:
    (visit,) = visits(CAME)
    found = stands(visit, after(3))
    assert (found.state, found.needs_person) == (StandingState.VALID, True)
    check_word(found, Word.CONFIRMED)
    assert stands(visit, after(3), Said(Word.CONFIRMED, "person-1", after(3))).state is StandingState.VIOLATION


@pytest.mark.parametrize("note", sorted(set(Note) - NO_DOUBT))
def test_what_is_in_doubt_is_left_to_a_person(note: Note) -> None:
    found = stands(closed(notes=frozenset({note})), after(9))
    assert (found.state, found.needs_person) == (StandingState.VALID, True)


def test_a_read_in_doubt_at_one_end_is_left_to_a_person_until_one_has_confirmed_it() -> None:
    unsure = replace(LEFT, trust=Trust.IN_DOUBT)
    (visit,) = visits(CAME, unsure)
    assert stands(visit, after(9)).needs_person
    (confirmed,) = visits(CAME, unsure, Decision("d1", "left", "AB12CDE", "person-1", after(4)))
    assert stands(confirmed, after(9)).state is StandingState.VIOLATION


def test_an_end_or_a_beginning_that_nobody_knows_is_no_violation() -> None:
    (no_entry,) = visits(LEFT)
    (lapsed,) = visits(CAME, now=after(24 * 40))
    assert [stands(one, after(24 * 40)).needs_person for one in (no_entry, lapsed)] == [False, False]


def test_a_permit_spares_from_the_free_time_but_not_from_the_longest_stay() -> None:
    (visit,) = visits(CAME, seen("AB12CDE", "out", after(30)))
    assert stands(visit, after(40), permitted=always).reason is TimeOver.LONGEST_STAY_OVER
    spared = stands(closed(), after(9), permitted=always)
    assert (spared.state, spared.spared_by) == (StandingState.VALID, "an-entry")


def test_a_permit_that_ends_meanwhile_spares_until_then() -> None:
    ends_at = after(2.5)
    permit = Spared(ends_at, "an-entry")
    (inside,) = visits(CAME)
    for visit, now, spared_by in ((inside, after(2.4), "an-entry"), (closed(), after(9), None)):
        found = stands(visit, now, permitted=lambda _, at: permit if at < ends_at else None)
        assert (found.over_at, found.spared_by) == (ends_at, spared_by)
    assert found.state is StandingState.VIOLATION


def test_a_violation_is_enforced_and_then_completed() -> None:
    words = [Said(Word.ENFORCED, "person-1", after(4)), Said(Word.COMPLETED, "person-2", after(5))]
    assert stands(closed(), after(9), words[0]).state is StandingState.ENFORCED
    assert stands(closed(), after(9), *reversed(words)).state is StandingState.COMPLETED


def test_what_a_person_waives_is_asked_no_more() -> None:
    found = stands(closed(), after(9), Said(Word.WAIVED, "person-1", after(4)))
    assert (found.state, found.needs_person) == (StandingState.VALID, False)


def test_a_vehicle_that_is_still_there_in_time_may_be_waived_beforehand() -> None:
    (inside,) = visits(CAME)
    check_word(stands(inside, after(1)), Word.WAIVED)


@pytest.mark.parametrize("word", list(Word))
def test_words_that_do_not_follow_are_refused(word: Word) -> None:
    (valid,) = visits(CAME, seen("AB12CDE", "out", after(1)))
    with pytest.raises(InvalidRequest, match="word:"):
        check_word(stands(valid, after(9)), word)


def test_a_violation_falls_when_a_late_photo_shows_that_the_vehicle_had_left() -> None:
    came_again = seen("AB12CDE", "in", after(2.5))
    earlier = seen("AB12CDE", "out", after(0.5))
    assert stands(closed(), after(9)).state is StandingState.VIOLATION
    found = [stands(one, after(9)) for one in visits(CAME, LEFT, earlier, came_again)]
    assert [one.state for one in found] == [StandingState.VALID, StandingState.VALID]
    first = visits(CAME, LEFT, earlier, came_again)[0]
    assert stands(first, after(9), Said(Word.ENFORCED, "person-1", after(4))).is_unfounded


def test_without_rules_nothing_is_ever_due_but_the_lapse() -> None:
    (visit,) = visits(CAME)
    found = stands(visit, after(700), rules=SiteRules())
    assert (found.over_at, found.needs_person, found.due_at) == (None, False, visit.lapses_at)


def test_only_the_hours_that_count_are_counted() -> None:
    friday_evening = MONDAY + timedelta(days=4, hours=9)  # 17:00
    assert reached(friday_evening, 120, DAILY, UTC) == MONDAY + timedelta(days=7, hours=1)
    assert reached(MONDAY, 60, DAILY, UTC) == after(1)
    assert reached(MONDAY, 120, (), UTC) == after(2)
    assert reached(MONDAY - timedelta(hours=5), 60, DAILY, UTC) == after(1)


def test_hours_go_on_past_midnight() -> None:
    night = (Hours(frozenset({0}), 22 * 60, 6 * 60),)
    tuesday_two = MONDAY + timedelta(hours=18)
    assert reached(tuesday_two, 60, night, UTC) == tuesday_two + timedelta(hours=1)
    assert reached(tuesday_two + timedelta(hours=5), 60, night, UTC) == MONDAY + timedelta(days=7, hours=15)


def test_hours_that_overlap_count_once() -> None:
    twice = (*DAILY, Hours(frozenset(range(5)), 9 * 60, 12 * 60))
    assert reached(MONDAY, 11 * 60, twice, UTC) == MONDAY + timedelta(days=1, hours=1)


def test_a_day_on_which_the_clocks_change_has_the_hours_that_it_has() -> None:
    zone = ZoneInfo("Europe/Bucharest")
    all_day = (Hours(frozenset({6})),)
    midnight = datetime(2026, 10, 25, tzinfo=zone).astimezone(UTC)
    assert reached(midnight, 25 * 60, all_day, zone) == midnight + timedelta(hours=25)
    assert reached(midnight, 25 * 60 + 1, all_day, zone) == datetime(2026, 11, 1, 0, 1, tzinfo=zone).astimezone(UTC)


@given(st.integers(0, 20_000), st.integers(0, 3_000), st.integers(0, 3_000))
def test_more_time_is_never_over_sooner(start: int, minutes: int, more: int) -> None:
    since = MONDAY + timedelta(minutes=start)
    first, second = (reached(since, one, DAILY, ZoneInfo("Europe/Bucharest")) for one in (minutes, minutes + more))
    assert first is not None
    assert second is not None
    assert since + timedelta(minutes=minutes) <= first <= second


@pytest.mark.parametrize(
    "rules",
    [
        SiteRules(free_minutes=-1),
        SiteRules(longest_minutes=10**7),
        SiteRules(hours=(Hours(frozenset()),)),
        SiteRules(hours=(Hours(frozenset({7})),)),
        SiteRules(hours=(Hours(frozenset({1}), 60, 60),)),
        SiteRules(hours=(Hours(frozenset({1}), 0, 1441),)),
    ],
)
def test_rules_without_meaning_are_refused(rules: SiteRules) -> None:
    with pytest.raises(InvalidRequest):
        rules.checked()
    assert RULES.checked() == RULES


def test_every_rule_and_reason_has_a_sentence() -> None:
    assert set(REASON_SENTENCES) == set(TimeOver)
    assert set(RULE_SENTENCES) == set(SiteRules.__slots__) - {"hours"}
