"""A vehicle that stands on a spot for weeks: what a photo of it asks for, and what is kept of it, has an end."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from handler.domain.visits import derive
from handler.domain.visits.changes import KeptVisit
from handler.domain.visits.passage import LONGEST_STANDING
from handler.domain.visits.visit import Ending, VisitState
from tests.support.parking import CarPark
from tests.support.sightings import MONDAY, after

TEN_MINUTES = timedelta(minutes=10)
A_TERM_ENDS = MONDAY.replace(month=6, day=3, hour=0)
DAYS = 4


@pytest.fixture
def park() -> CarPark:
    return CarPark()


def stands(park: CarPark, since: datetime, photos: int) -> datetime:
    """File what a camera sees each ten minutes; the first photo alone is derived. Gives when the next one is due."""
    park.see("spot", "AB12CDE", since, 10**6)
    (first,) = park.memory.seen.values()
    for number in range(1, photos):
        at, name = since + number * TEN_MINUTES, f"{number:032x}-0"
        one = replace(first.sighting, sighting_id=name, taken_at=at, arrived_at=at)
        park.memory.seen[name] = replace(first, sighting=one)
    return since + photos * TEN_MINUTES


def kept(park: CarPark) -> list[KeptVisit]:
    some = [one for one in park.kept.kept.values() if not one.is_withdrawn]
    return sorted(some, key=lambda one: one.visit.last_seen_at)


def test_after_days_a_photo_asks_for_little_and_its_visit_is_no_larger(park: CarPark) -> None:
    next_at = stands(park, after(0), DAYS * 144)
    asked = park.memory.asked
    park.see("spot", "AB12CDE", next_at, 2 * 10**6)
    (one,) = kept(park)
    assert (one.visit.entry and one.visit.entry.at, one.visit.last_seen_at) == (after(0), next_at)
    assert len(one.visit.sighting_ids) <= 2 * derive.MOST_OF_AN_END + 2
    assert park.memory.asked - asked < 40


@pytest.mark.parametrize("minutes", [0, 10])
def test_who_stands_when_a_term_is_over_begins_anew(park: CarPark, minutes: int) -> None:
    """Not a moment before: a vehicle that comes then has one visit."""
    since = A_TERM_ENDS - timedelta(minutes=minutes)
    park.see("spot", "AB12CDE", since, 1)
    park.see("spot", "AB12CDE", A_TERM_ENDS, 2)
    park.see("spot", "AB12CDE", A_TERM_ENDS + TEN_MINUTES, 3)
    assert len(kept(park)) == 1 + (minutes > 0)
    last = kept(park)[-1].visit
    assert (last.entry and last.entry.at, last.state) == (A_TERM_ENDS, VisitState.OPEN)
    park.clock.time = A_TERM_ENDS + timedelta(minutes=35)
    park.sweep()
    assert [one.visit.ending for one in kept(park)] == [Ending.NOT_SEEN_ANY_MORE, None][1 - (minutes > 0) :]


def test_a_vehicle_that_came_by_a_gate_has_one_visit_however_long_it_stands(park: CarPark) -> None:
    park.see("entry", "AB12CDE", A_TERM_ENDS - LONGEST_STANDING / 2, 1)
    for number, hours in enumerate((-2, -1, 1, 2), start=2):
        park.see("spot", "AB12CDE", A_TERM_ENDS + timedelta(hours=hours), number)
    park.see("exit", "AB12CDE", A_TERM_ENDS + timedelta(hours=3), 9)
    (one,) = kept(park)
    assert len(one.visit.sighting_ids) == 6


def test_a_photo_that_no_visit_names_still_changes_the_visit_that_it_is_part_of(
    park: CarPark, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(derive, "MOST_OF_AN_END", 1)
    reads = [park.see("spot", "AB12CDE", after(0, seconds=900 * at), at) for at in range(6)]
    (one,) = kept(park)
    assert one.visit.sighting_ids < {read.read_id for read in reads}
    park.reject(reads[2])
    park.reject(reads[3])
    assert park.shown() == [("AB12CDE", "08:00", "08:15"), ("AB12CDE", "09:00", None)]
    assert park.standing_visits() == park.of_all_facts()
