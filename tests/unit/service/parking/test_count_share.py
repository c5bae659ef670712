"""Permits that several plates share, so many at a time: the first to come in have the places."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import Any

import pytest

from handler.domain.audit import Action
from handler.domain.caller import OPERATORS, Caller
from handler.domain.lists.entry import ListKind
from handler.domain.lists.matching import Seen, SeenPlate
from handler.domain.lists.permits import Permission, PermitAnswer
from handler.domain.lists.plate_list import ListSetup
from handler.domain.lists.sharing import NotCounted
from handler.domain.visits.rules import SiteRules
from handler.domain.visits.standing import Standing, TimeOver
from handler.service.lists.check_permit import CheckPermit
from handler.service.parking.count_share import CountShare
from handler.service.ports.lists import Named
from tests.support.fakes.lists import a_list, an_entry
from tests.support.fakes.sites import SITE_ID
from tests.support.parking import CarPark
from tests.support.sightings import after

OPERATOR = Caller("an-operator", frozenset({OPERATORS}))
PERMITS = a_list(setup=ListSetup("Residents", ListKind.PERMIT))
FIRST, SECOND, THIRD = "AB11CDE", "KL22MNP", "XY33ZZZ"


def permit(park: CarPark, plate: str, **about: Any) -> None:
    entry = an_entry(plate, PERMITS, **({"group": "Flat 7", "most_at_a_time": 1} | about))
    park.lists.lists[PERMITS.list_id] = PERMITS
    park.lists.entries[PERMITS.list_id, Named(entry.plate, entry.region)] = entry


@pytest.fixture
def park() -> CarPark:
    made = CarPark()
    made.set_up(rules=SiteRules(free_minutes=60, grace_minutes=0))
    for plate in (FIRST, SECOND, THIRD):
        permit(made, plate)
    made.clock.time = after(0)
    return made


def ask(park: CarPark, plate: str, **about: Any) -> PermitAnswer:
    counting = CountShare(park.lists, park.visits, park.setups)
    check = CheckPermit(park.lists, park.registry, park.lists.audit, park.clock, counting)
    return check(OPERATOR, plate, SITE_ID, about.get("at"))


def inside(answer: PermitAnswer) -> int | None:
    assert answer.share
    return answer.share.inside


def standing(park: CarPark, number: int) -> Standing:
    found = park.kept.kept[f"{number:032x}-0"].standing
    assert found
    return found


def wait(park: CarPark, **step: float) -> None:
    park.clock.move(timedelta(**step))
    park.sweep()


def test_while_nobody_of_the_group_is_inside_each_may_come(park: CarPark) -> None:
    found = ask(park, FIRST)
    assert (found.permission, found.opens_gate, inside(found)) == (Permission.ALLOWED, True, 0)


def test_once_the_places_are_taken_the_others_may_not_and_no_gate_opens(park: CarPark) -> None:
    park.see("entry", FIRST, after(0), 1)
    found = ask(park, SECOND)
    assert (found.permission, found.opens_gate, inside(found)) == (Permission.SHARED_IN_USE, False, 1)
    assert park.lists.audit.entries[-1].action is Action.CHECKED_PERMIT
    assert park.lists.audit.entries[-1].details["answer"] == "shared_in_use"


def test_who_has_left_takes_no_place(park: CarPark) -> None:
    park.see("entry", FIRST, after(0), 1)
    park.see("exit", FIRST, after(0.5), 2)
    assert ask(park, SECOND).permission is Permission.ALLOWED


def test_a_vehicle_that_is_inside_is_not_counted_against_itself_nor_those_that_came_later(park: CarPark) -> None:
    park.see("entry", FIRST, after(0), 1)
    park.see("entry", SECOND, after(0.1), 2)
    assert (ask(park, FIRST).permission, inside(ask(park, FIRST))) == (Permission.ALLOWED, 0)
    assert (ask(park, SECOND).permission, inside(ask(park, SECOND))) == (Permission.SHARED_IN_USE, 1)
    assert (ask(park, THIRD).permission, inside(ask(park, THIRD))) == (Permission.SHARED_IN_USE, 2)


def test_each_may_come_while_a_place_is_free(park: CarPark) -> None:
    for plate in (FIRST, SECOND, THIRD):
        permit(park, plate, most_at_a_time=2)
    park.see("entry", FIRST, after(0), 1)
    assert (ask(park, SECOND).permission, inside(ask(park, SECOND))) == (Permission.ALLOWED, 1)
    park.see("entry", SECOND, after(0.1), 2)
    assert ask(park, THIRD).permission is Permission.SHARED_IN_USE


def test_other_groups_and_plates_without_permit_take_no_place(park: CarPark) -> None:
    permit(park, "GG99HHH", group="Flat 8")
    park.see("entry", "GG99HHH", after(0), 1)
    park.see("entry", "QW55RTY", after(0.1), 2)
    assert inside(ask(park, FIRST)) == 0


def test_where_visits_are_not_followed_nobody_guesses(park: CarPark) -> None:
    park.see("entry", FIRST, after(0), 1)
    park.set_up(is_followed=False)
    found = ask(park, SECOND)
    assert found.permission is Permission.ALLOWED
    assert found.share
    assert (found.share.inside, found.share.not_counted) == (None, NotCounted.NOT_FOLLOWED)


def test_for_another_time_nobody_guesses(park: CarPark) -> None:
    park.see("entry", FIRST, after(0), 1)
    found = ask(park, SECOND, at=after(48))
    assert found.share
    assert (found.share.inside, found.share.not_counted) == (None, NotCounted.OTHER_TIME)


def test_the_first_is_spared_and_the_second_stands_as_without_a_permit(park: CarPark) -> None:
    park.see("entry", FIRST, after(0), 1)
    park.see("entry", SECOND, after(0.25), 2)
    assert (standing(park, 1).over_at, standing(park, 2).over_at) == (None, after(1.25))
    wait(park, hours=3)
    assert (standing(park, 1).reason, standing(park, 2).reason) == (None, TimeOver.FREE_TIME_OVER)
    first = park.lists.entries[PERMITS.list_id, Named(FIRST, None)]
    assert (standing(park, 1).spared_by, standing(park, 2).spared_by) == (first.entry_id, None)


@pytest.mark.parametrize("left_at", [1, 1.25])
def test_a_place_that_is_free_by_the_time_that_the_free_time_is_over_spares_the_next(
    park: CarPark, left_at: float
) -> None:
    park.see("entry", FIRST, after(0), 1)
    park.see("entry", SECOND, after(0.25), 2)
    park.see("exit", FIRST, after(left_at), 3)
    wait(park, hours=3)
    assert (standing(park, 2).over_at, standing(park, 2).reason) == (None, None)


def test_who_was_over_time_stays_so_though_a_place_is_free_by_the_time_it_leaves(park: CarPark) -> None:
    park.see("entry", FIRST, after(0), 1)
    park.see("entry", SECOND, after(0.25), 2)
    wait(park, hours=1.5)
    park.see("exit", FIRST, after(2), 3)
    park.see("exit", SECOND, after(3), 4)
    assert (standing(park, 2).over_at, standing(park, 2).reason) == (after(1.25), TimeOver.FREE_TIME_OVER)


def test_who_comes_again_waits_for_a_place_like_any_other(park: CarPark) -> None:
    park.see("entry", FIRST, after(0), 1)
    park.see("exit", FIRST, after(0.2), 2)
    park.see("entry", SECOND, after(0.3), 3)
    park.see("entry", FIRST, after(0.4), 4)
    assert (standing(park, 3).over_at, standing(park, 4).over_at) == (None, after(1.4))


def test_who_is_inside_at_one_site_takes_no_place_at_another(park: CarPark) -> None:
    park.see("entry", FIRST, after(0), 1)
    elsewhere = Seen((SeenPlate(SECOND),), None, "site-0000000009", UTC, after(1))
    entry = park.lists.entries[PERMITS.list_id, Named(SECOND, None)]
    found = CountShare(park.lists, park.visits, park.setups)(elsewhere, entry)
    assert found
    assert found.inside == 0


def test_without_a_limit_nobody_waits(park: CarPark) -> None:
    for plate in (FIRST, SECOND):
        permit(park, plate, most_at_a_time=None)
    park.see("entry", FIRST, after(0), 1)
    park.see("entry", SECOND, after(0.25), 2)
    assert standing(park, 2).over_at is None
    assert (ask(park, SECOND).permission, ask(park, SECOND).share) == (Permission.ALLOWED, None)
