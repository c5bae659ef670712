"""Operators say something of visits: with the version that they saw, in the audit, and never what cannot be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from handler.domain.audit import Action
from handler.domain.caller import Caller
from handler.domain.errors import Conflict, InvalidRequest, NotAllowed, NotFound
from handler.domain.occupancy.setup import ParkingSetup
from handler.domain.visits.rules import SiteRules
from handler.domain.visits.standing import StandingState, Word
from handler.domain.visits.visit import Ending, VisitState
from tests.support.car_park import EIGHT, EMAIL, IN, OPERATOR, OUT, SPOT, CarPark
from tests.support.fakes.sites import SITE_ID

HOUR = timedelta(hours=1)


def a_stay(hours: float = 1, rules: SiteRules = SiteRules()) -> CarPark:  # noqa: B008 (it never changes)
    """Give a car park where one vehicle came and left."""
    park = CarPark()
    park.setups.kept[SITE_ID] = ParkingSetup(rules=rules)
    park.sees("AB12CDE", IN, EIGHT)
    park.sees("AB12CDE", OUT, EIGHT + hours * HOUR)
    return park


def inside() -> CarPark:
    """Give a car park where one vehicle is."""
    park = CarPark()
    park.sees("AB12CDE", IN, EIGHT)
    park.move(hours=2)
    return park


def test_what_is_found_is_enforced_and_then_completed() -> None:
    park = a_stay(3, SiteRules(free_minutes=60))
    visit_id = park.only
    enforced = park.change.say(OPERATOR, visit_id, Word.ENFORCED, 2)
    park.move(minutes=1)
    completed = park.change.say(OPERATOR, visit_id, Word.COMPLETED, 3)
    states = [one.shown.kept.standing.state for one in (enforced, completed) if one.shown.kept.standing]
    assert states == [StandingState.ENFORCED, StandingState.COMPLETED]
    assert [(one.kind, one.by) for one in completed.history][2:] == [
        ("enforced", OPERATOR.owner),
        ("completed", OPERATOR.owner),
    ]
    assert completed.emails == {OPERATOR.owner: EMAIL}
    said = [(one.action, one.target, one.details) for one in park.audit.entries]
    assert said == [(Action.JUDGED_VISIT, visit_id, {"word": word}) for word in ("enforced", "completed")]


@pytest.mark.parametrize("word", [Word.CONFIRMED, Word.ENFORCED, Word.COMPLETED])
def test_what_does_not_follow_is_refused_before_it_is_written_down(word: Word) -> None:
    park = a_stay()
    with pytest.raises(InvalidRequest, match="cannot become"):
        park.change.say(OPERATOR, park.only, word, 2)
    assert park.audit.entries == []


def test_of_a_visit_that_was_not_worked_out_yet_nothing_can_be_said() -> None:
    park = a_stay()
    park.visits.kept[park.only] = replace(park.visits.kept[park.only], standing=None)
    with pytest.raises(InvalidRequest, match="in a moment"):
        park.change.say(OPERATOR, park.only, Word.WAIVED, 2)


def test_a_vehicle_that_left_unseen_is_gone_from_then_on() -> None:
    park = inside()
    whole = park.change.left(OPERATOR, park.only, EIGHT + HOUR, 1)
    visit = whole.shown.kept.visit
    assert (visit.state, visit.ending, visit.ended_at) == (VisitState.CLOSED, Ending.SAID, EIGHT + HOUR)
    (entry,) = park.audit.entries
    assert (entry.action, entry.details) == (Action.SAID_LEFT, {"left_at": "2026-05-04T09:00:00+00:00"})


def test_a_photo_of_its_leaving_tells_better_than_who_said_so() -> None:
    park = inside()
    park.change.left(OPERATOR, park.only, EIGHT + HOUR, 1)
    park.sees("AB12CDE", OUT, EIGHT + 3 * HOUR)
    visit = park.visits.kept[park.only].visit
    assert (visit.ending, visit.ended_at) == (Ending.SEEN, EIGHT + 3 * HOUR)


def test_a_vehicle_whose_visit_lapsed_can_still_be_said_to_have_left() -> None:
    park = inside()
    park.move(days=40)
    park.derive()
    assert park.visits.kept[park.only].visit.ending is Ending.LAPSED
    whole = park.change.left(OPERATOR, park.only, EIGHT + HOUR, 2)
    assert whole.shown.kept.visit.ending is Ending.SAID


@pytest.mark.parametrize(("hours", "says"), [(-1, "before the vehicle came"), (3, "still to come")])
def test_no_vehicle_leaves_before_it_came_or_in_the_time_to_come(hours: int, says: str) -> None:
    park = inside()
    with pytest.raises(InvalidRequest, match=says):
        park.change.left(OPERATOR, park.only, EIGHT + hours * HOUR, 1)
    assert park.audit.entries == []


def test_of_a_vehicle_that_a_camera_saw_leave_nobody_says_that_it_left() -> None:
    park = a_stay()
    with pytest.raises(InvalidRequest, match="Part the visit"):
        park.change.left(OPERATOR, park.only, EIGHT + HOUR, 2)


def test_a_vehicle_on_a_watched_spot_leaves_by_itself() -> None:
    park = CarPark()
    park.sees("AB12CDE", SPOT, EIGHT)
    with pytest.raises(InvalidRequest, match="by itself"):
        park.change.left(OPERATOR, park.only, EIGHT, 1)


def test_parted_ends_are_two_visits_and_stay_so() -> None:
    park = a_stay()
    visit_id = park.only
    whole = park.change.part(OPERATOR, visit_id, 2)
    assert (whole.shown.kept.visit.exit, whole.shown.kept.version) == (None, 3)
    park.derive()
    assert len([one for one in park.visits.kept.values() if not one.is_withdrawn]) == 2
    (entry,) = park.audit.entries
    assert (entry.action, entry.target) == (Action.PARTED_VISIT, visit_id)
    with pytest.raises(InvalidRequest, match="nothing to part"):
        park.change.part(OPERATOR, visit_id, 3)


SAYINGS: list[Callable[[CarPark, Caller, str, int], object]] = [
    lambda park, caller, name, version: park.change.say(caller, name, Word.WAIVED, version),
    lambda park, caller, name, version: park.change.left(caller, name, EIGHT, version),
    lambda park, caller, name, version: park.change.part(caller, name, version),
]


@pytest.mark.parametrize("say", SAYINGS)
def test_what_changed_meanwhile_is_looked_at_again_first(say: Callable[[CarPark, Caller, str, int], object]) -> None:
    park = a_stay()
    for version in (1, 3):
        with pytest.raises(Conflict) as refused:
            say(park, OPERATOR, park.only, version)
        assert refused.value.code == "visit_changed"
    with pytest.raises(NotFound):
        say(park, OPERATOR, "f" * 32 + "-0", 2)
    with pytest.raises(NotAllowed):
        say(park, Caller("somebody", frozenset({"admins"})), park.only, 2)
    assert park.audit.entries == []


def test_a_word_that_comes_too_late_for_its_version_is_refused() -> None:
    park = a_stay(3, SiteRules(free_minutes=60))

    def another(step: str) -> None:
        """Let another fact change the visit just before the word is written."""
        if step == "write":
            kept = park.visits.kept[park.only]
            park.visits.kept[park.only] = replace(kept, version=kept.version + 1)

    park.visits.before = another
    with pytest.raises(Conflict):
        park.change.say(OPERATOR, park.only, Word.ENFORCED, 2)
