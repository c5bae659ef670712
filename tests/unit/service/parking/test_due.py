"""Visits that change by time, by rules and by permits."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from handler.domain.events.event import EventType
from handler.domain.lists.entry import ListKind, Tolerance
from handler.domain.lists.hours import hours_of
from handler.domain.lists.plate_list import ListSetup
from handler.domain.visits.rules import SiteRules
from handler.domain.visits.standing import Said, Standing, StandingState, TimeOver, Word
from handler.domain.visits.visit import Ending
from handler.service.parking import sweep_due
from handler.service.ports.lists import Named
from handler.service.ports.parking import Pile, WantedVisits
from tests.support.fakes.lists import a_list, an_entry
from tests.support.fakes.sites import SITE_ID
from tests.support.parking import CarPark
from tests.support.sightings import after

PERMITS = a_list(setup=ListSetup("Residents", ListKind.PERMIT))


@pytest.fixture
def park() -> CarPark:
    made = CarPark()
    made.set_up(rules=SiteRules(free_minutes=60, grace_minutes=0))
    return made


def permit(park: CarPark, plate: str, **about: Any) -> None:
    entry = an_entry(plate, PERMITS, **about)
    park.lists.lists[PERMITS.list_id] = PERMITS
    park.lists.entries[PERMITS.list_id, Named(entry.plate, entry.region)] = entry


def standing(park: CarPark) -> Standing:
    (kept,) = park.kept.kept.values()
    assert kept.standing
    return kept.standing


def wait(park: CarPark, **step: float) -> None:
    park.clock.move(timedelta(**step))
    park.sweep()


def overstayed(park: CarPark) -> int:
    return len(park.visits.page(WantedVisits(SITE_ID, Pile.OVERSTAYED), 10).visits)


def test_who_stays_too_long_is_told_of_once_and_a_person_has_to_look(park: CarPark) -> None:
    park.clock.time = after(0)
    park.see("entry", "AB12CDE", after(0), 1)
    assert standing(park).over_at == after(1)
    wait(park, minutes=59)
    assert overstayed(park) == 0
    for _ in range(3):
        wait(park, minutes=2)
    assert (overstayed(park), standing(park).reason) == (1, TimeOver.FREE_TIME_OVER)
    assert (standing(park).state, standing(park).needs_person) == (StandingState.VALID, True)
    assert len(park.told(EventType.VISIT_OVERSTAYED)) == 1
    assert park.told(EventType.VISIT_REVISED) == []


def test_a_vehicle_that_left_in_time_is_due_no_more(park: CarPark) -> None:
    park.clock.time = after(0)
    park.see("entry", "AB12CDE", after(0), 1)
    park.see("exit", "AB12CDE", after(0.5), 2)
    wait(park, hours=2)
    assert (overstayed(park), park.told(EventType.VISIT_OVERSTAYED)) == (0, [])
    assert park.visits.due(after(99), 10) == []


def test_a_machine_finds_a_violation_once_both_ends_were_seen_well(park: CarPark) -> None:
    park.see("entry", "AB12CDE", after(0), 1)
    park.see("exit", "AB12CDE", after(2), 2)
    assert standing(park).state is StandingState.VIOLATION


def test_a_late_photo_takes_a_violation_back(park: CarPark) -> None:
    park.see("entry", "AB12CDE", after(0), 1)
    park.see("exit", "AB12CDE", after(2), 2)
    park.see("exit", "AB12CDE", after(0.5), 3)
    kept = park.kept.kept[f"{1:032x}-0"]
    assert kept.standing
    assert kept.standing.state is StandingState.VALID


@pytest.mark.parametrize(
    ("about", "over"),
    [
        ({}, None),
        ({"until": after(3)}, 3.0),
        ({"until": after(0.5)}, 1.0),
        ({"hours": hours_of("Mon 08:00-12:00")}, 3.0),
        ({"hours": hours_of("Mon 08:00-12:00; Mon 12:00-14:00")}, 5.0),
        ({"hours": hours_of("Tue 08:00-12:00")}, 1.0),
        ({"site_ids": frozenset({"site-0000000009"})}, 1.0),
    ],
)
def test_a_permit_spares_as_long_as_it_holds(park: CarPark, about: Any, over: float | None) -> None:
    """The site is in London, which is an hour ahead of UTC in May: nine o'clock there is eight."""
    permit(park, "AB12CDE", **about)
    park.see("entry", "AB12CDE", after(0), 1)
    assert standing(park).over_at == (after(over) if over is not None else None)


def test_tolerance_may_spare_a_driver(park: CarPark) -> None:
    permit(park, "A812CDE", tolerance=Tolerance.LOOK_ALIKE)
    park.see("entry", "AB12CDE", after(0), 1)
    assert standing(park).over_at is None


def test_a_watch_list_spares_nobody(park: CarPark) -> None:
    watch = a_list()
    entry = an_entry("AB12CDE", watch)
    park.lists.lists[watch.list_id] = watch
    park.lists.entries[watch.list_id, Named(entry.plate, entry.region)] = entry
    park.see("entry", "AB12CDE", after(0), 1)
    assert standing(park).over_at == after(1)


def test_other_rules_hold_for_who_is_inside_already(park: CarPark) -> None:
    park.clock.time = after(0)
    park.see("entry", "AB12CDE", after(0), 1)
    park.set_up(rules=SiteRules(free_minutes=10, grace_minutes=0))
    park.rederive.setup_changed(SITE_ID)
    wait(park, minutes=11)
    assert overstayed(park) == 1
    wait(park, minutes=1)
    assert park.marks.marked() == {}


def test_a_site_stays_marked_until_all_its_visits_could_be_worked_out(
    park: CarPark, monkeypatch: pytest.MonkeyPatch
) -> None:
    park.clock.time = after(0)
    park.see("entry", "AB12CDE", after(0), 1)
    park.set_up(rules=SiteRules(free_minutes=10, grace_minutes=0))
    park.rederive.setup_changed(SITE_ID)
    with monkeypatch.context() as others:
        others.setattr(park.kept, "write", lambda *_: False)
        with pytest.raises(ExceptionGroup, match="could not be looked at"):
            park.sweep()
    assert list(park.marks.marked()) == [SITE_ID]
    park.sweep()
    assert (park.marks.marked(), standing(park).over_at) == ({}, after(0, seconds=600))


def test_who_stands_on_a_spot_longer_than_the_longest_stay_is_not_looked_at_each_minute(park: CarPark) -> None:
    park.set_up(longest_visit_days=1)
    park.clock.time = after(0)
    for number in range(52):
        park.see("spot", "AB12CDE", after(0.49 * number), number)
    assert (park.sweep(), park.shown()) == (0, [("AB12CDE", "08:00", None)])


def test_what_other_rules_do_not_change_is_not_written(park: CarPark) -> None:
    park.clock.time = after(0)
    park.see("entry", "AB12CDE", after(0), 1)
    park.set_up(spaces=10)
    park.rederive.setup_changed(SITE_ID)
    wait(park, minutes=1)
    assert [one.version for one in park.kept.kept.values()] == [1]


def test_a_visit_lapses_after_the_longest_stay(park: CarPark) -> None:
    park.set_up(rules=SiteRules(), longest_visit_days=2)
    park.clock.time = after(0)
    park.see("entry", "AB12CDE", after(0), 1)
    wait(park, hours=47)
    assert park.shown() == [("AB12CDE", "08:00", None)]
    wait(park, hours=1)
    (visit,) = park.standing_visits().values()
    assert visit.ending is Ending.LAPSED
    assert len(park.told(EventType.VISIT_CLOSED)) == 1


def test_what_only_lapses_is_not_among_the_due_and_what_stays_too_long_is(park: CarPark) -> None:
    park.set_up(rules=SiteRules())
    park.clock.time = after(0)
    park.see("entry", "AB12CDE", after(0), 1)
    park.see("spot", "XY34ZZZ", after(0), 2)
    assert [one.visit.plate for one in park.visits.due(after(9999), 10)] == ["XY34ZZZ"]
    park.set_up(rules=SiteRules(free_minutes=300, grace_minutes=0))
    park.rederive.setup_changed(SITE_ID)
    park.sweep()
    assert {one.visit.plate for one in park.visits.due(after(6), 10)} == {"AB12CDE", "XY34ZZZ"}


def test_whose_permit_ends_is_due_then_and_lapses_all_the_same(park: CarPark) -> None:
    park.set_up(longest_visit_days=1)
    permit(park, "AB12CDE", until=after(3))
    park.clock.time = after(0)
    park.see("entry", "AB12CDE", after(0), 1)
    wait(park, hours=3, seconds=1)
    assert overstayed(park) == 1
    wait(park, hours=21)
    (visit,) = park.standing_visits().values()
    assert visit.ending is Ending.LAPSED


def test_a_shorter_longest_stay_ends_visits_at_once(park: CarPark) -> None:
    park.see("entry", "AB12CDE", after(0), 1)
    park.clock.time = after(30)
    park.set_up(rules=SiteRules(), longest_visit_days=1)
    park.sweep()
    assert park.kept.page(WantedVisits(SITE_ID, Pile.INSIDE), 10).visits == ()


def test_who_came_after_a_site_was_removed_lapses_too(park: CarPark) -> None:
    site = park.registry.sites[SITE_ID]
    park.registry.sites[SITE_ID] = replace(site, removed_at=after(0))
    park.set_up(rules=SiteRules())
    park.see("entry", "AB12CDE", after(1), 1)
    park.clock.time = after(24 * 30)
    assert park.sweep() == 0
    wait(park, hours=1)
    (visit,) = park.standing_visits().values()
    assert visit.ending is Ending.LAPSED


def test_no_site_with_many_lapsed_visits_keeps_another_ones_waiting(
    park: CarPark, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweep_due, "MOST", 2)
    park.set_up(rules=SiteRules(), longest_visit_days=1)
    for number in range(3):
        park.see("entry", f"AB1{number}CDE", after(0, seconds=20 * number), number)
    park.clock.time = after(25)
    assert (park.sweep(), park.sweep(), park.sweep()) == (2, 1, 0)


def test_a_persons_word_stands_and_is_taken_once(park: CarPark) -> None:
    park.see("entry", "AB12CDE", after(0), 1)
    park.see("exit", "AB12CDE", after(2), 2)
    (kept,) = park.kept.kept.values()
    word = Said(Word.WAIVED, "an-operator", park.clock())
    assert park.rederive.word(kept.visit.visit_id, kept.version, word)
    assert not park.rederive.word(kept.visit.visit_id, kept.version, word)
    assert not park.rederive.word("unknown", 1, word)
    assert (standing(park).state, overstayed(park)) == (StandingState.VALID, 0)
    assert [one.kind for one in park.visits.history(kept.visit.visit_id)][-1] == "waived"
    park.see("exit", "AB12CDE", after(2, seconds=5), 3)
    assert standing(park).state is StandingState.VALID
