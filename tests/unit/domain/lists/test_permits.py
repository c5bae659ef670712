"""May this plate be here now? Tolerance may spare a driver; it never opens a gate."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.domain.characters import ALPHABET
from handler.domain.lists.entry import ListEntry, ListKind, Tolerance
from handler.domain.lists.hours import hours_of
from handler.domain.lists.matching import Seen, SeenPlate
from handler.domain.lists.permits import Permission, fits_alone, permit_answer, permitted_until
from handler.domain.lists.plate_list import ListSetup
from handler.domain.lists.sharing import NotCounted, Share, others_sharing
from tests.support.fakes.lists import a_list, an_entry
from tests.support.fakes.world import START

PERMITS = a_list(setup=ListSetup("Residents", ListKind.PERMIT))


def a_permit(plate: str = "AB12CDE", **about: Any) -> ListEntry:
    return an_entry(plate, PERMITS, **about)


def seen(plate: str = "AB12CDE", **about: Any) -> Seen:
    return replace(Seen((SeenPlate(plate),), None, "site-1", UTC, START), **about)


@pytest.mark.parametrize(
    ("plate", "about", "permission", "opens"),
    [
        ("AB12CDE", {}, Permission.ALLOWED, True),
        ("A812CDE", {}, Permission.ALLOWED_LIKELY, False),
        ("AB13CDE", {}, Permission.NONE, False),
        ("AB13CDE", {"tolerance": Tolerance.ONE_EDIT}, Permission.ALLOWED_LIKELY, False),
        ("A812CDE", {"tolerance": Tolerance.EXACT}, Permission.NONE, False),
        ("AB12CDE", {"until": START}, Permission.EXPIRED, False),
        ("AB12CDE", {"since": START + timedelta(seconds=1)}, Permission.WRONG_TIME, False),
        ("AB12CDE", {"hours": hours_of("Sun 10:00-11:00")}, Permission.WRONG_TIME, False),
        ("AB12CDE", {"site_ids": frozenset({"site-2"})}, Permission.WRONG_SITE, False),
        ("AB12CDE", {"group": "Family", "most_at_a_time": 1}, Permission.ALLOWED, True),
    ],
)
def test_the_answer_says_what_stands_against_it(
    plate: str, about: dict[str, Any], permission: Permission, *, opens: bool
) -> None:
    answer = permit_answer(seen(plate), [a_permit(**about)])
    assert (answer.permission, answer.opens_gate) == (permission, opens)
    assert (answer.hit is None) is (permission is Permission.NONE)


def test_the_permit_that_says_most_for_a_vehicle_counts() -> None:
    ended, elsewhere = a_permit(until=START), a_permit(site_ids=frozenset({"site-2"}))
    assert permit_answer(seen(), [ended, elsewhere]).permission is Permission.WRONG_SITE
    assert permit_answer(seen(), [ended, elsewhere, a_permit()]).permission is Permission.ALLOWED


def test_only_permits_allow() -> None:
    assert permit_answer(seen(), [an_entry("AB12CDE")]).permission is Permission.NONE


@pytest.mark.parametrize(
    ("permit", "region", "read", "opens"),
    [
        ("AB17KDE", "gb", "AB17KOE", False),  # D and O look alike, and both may stand there
        ("AK17AKE", "gb", "AKI7AKE", True),
        ("AK17AKE", None, "AKI7AKE", False),
    ],
)
def test_a_look_alike_opens_only_where_the_region_writes_no_other(
    permit: str, region: str | None, read: str, *, opens: bool
) -> None:
    answer = permit_answer(seen(read), [a_permit(permit, region=region)])
    assert (answer.permission, answer.opens_gate) == (Permission.ALLOWED_LIKELY, opens)


def test_a_plate_of_look_alikes_only_is_never_certain() -> None:
    assert not fits_alone("O0QDO0QDO0", "gb")


@given(st.text(ALPHABET, min_size=2, max_size=8), st.text(ALPHABET, min_size=2, max_size=8), st.sampled_from(Tolerance))
def test_without_a_region_no_other_plate_opens_a_gate(permit: str, read: str, tolerance: Tolerance) -> None:
    answer = permit_answer(seen(read), [a_permit(permit, tolerance=tolerance)])
    assert not answer.opens_gate or permit == read


def test_a_further_candidate_never_opens_a_gate() -> None:
    plates = (SeenPlate("AB13CDE", 0.6), SeenPlate("AB12CDE", 0.3))
    answer = permit_answer(seen(plates=plates), [a_permit()])
    assert (answer.permission, answer.opens_gate) == (Permission.ALLOWED_LIKELY, False)


SHARED: dict[str, Any] = {"group": "Family", "most_at_a_time": 2}


@pytest.mark.parametrize(
    ("inside", "permission", "opens"),
    [(1, Permission.ALLOWED, True), (2, Permission.SHARED_IN_USE, False), (3, Permission.SHARED_IN_USE, False)],
)
def test_a_shared_permit_is_in_use_once_as_many_others_are_inside(
    inside: int, permission: Permission, *, opens: bool
) -> None:
    answer = permit_answer(seen(), [a_permit(**SHARED)], lambda _seen, _entry: Share(2, inside))
    assert (answer.permission, answer.opens_gate) == (permission, opens)
    assert answer.share
    assert f"{inside} of 2" in answer.share.sentence


def test_where_nobody_counts_it_is_said_and_the_permit_holds() -> None:
    answer = permit_answer(seen(), [a_permit(**SHARED)], lambda _seen, _entry: Share(2, None, NotCounted.NOT_FOLLOWED))
    assert (answer.permission, answer.opens_gate) == (Permission.ALLOWED, True)
    assert answer.share
    assert "not followed at this site" in answer.share.sentence


def test_another_permit_of_its_own_allows_though_the_shared_one_is_in_use() -> None:
    entries = [a_permit(**SHARED), a_permit(region="gb")]
    answer = permit_answer(seen(), entries, lambda _seen, _entry: Share(2, 2))
    assert (answer.permission, answer.opens_gate) == (Permission.ALLOWED, True)


@pytest.mark.parametrize("about", [{}, {"group": "Family"}, SHARED | {"until": START}])
def test_only_a_permit_that_holds_and_has_a_limit_is_counted(about: dict[str, Any]) -> None:
    asked = list[ListEntry]()
    permit_answer(seen(), [a_permit(**about)], lambda _seen, entry: asked.append(entry))
    assert asked == []


def test_a_permit_whose_places_others_have_spares_nobody() -> None:
    entries = [a_permit(**SHARED)]
    assert permitted_until(seen(), entries, lambda _seen, _entry: False) is not None
    assert permitted_until(seen(), entries, lambda _seen, _entry: True) is None


def test_those_take_places_whose_permits_hold_there_and_then_and_not_the_vehicle_itself() -> None:
    entry = a_permit(**SHARED)
    group = [
        entry,
        a_permit(region="gb", **SHARED),
        a_permit("A812CDE", **SHARED),
        a_permit("XY11AAA", **SHARED),
        a_permit("XY11AAA", region="gb", **SHARED),
        a_permit("XY22AAA", until=START, **SHARED),
        a_permit("XY33AAA", site_ids=frozenset({"site-2"}), **SHARED),
    ]
    assert others_sharing(seen("A812CDE"), entry, group) == ["XY11AAA"]
