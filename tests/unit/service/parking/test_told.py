"""What others are told of visits."""

from __future__ import annotations

import json
from typing import Any

import pytest

from handler.domain.events.event import EventType
from handler.domain.logged import ReadStatus
from handler.domain.occupancy.count import Anchor
from tests.support.fakes.sites import SITE_ID
from tests.support.parking import CAMERAS, CarPark
from tests.support.sightings import after


@pytest.fixture
def park() -> CarPark:
    return CarPark()


def kinds(park: CarPark) -> list[str]:
    return [one.type.value for one in park.kept.told if one.type is not EventType.OCCUPANCY_CHANGED]


def last(park: CarPark, kind: EventType) -> dict[str, Any]:
    return dict(park.told(kind)[-1].data)


def test_a_visit_is_told_as_it_opens_closes_changes_and_is_none(park: CarPark) -> None:
    park.see("entry", "AB12CDE", after(0), 1)
    went = park.see("exit", "AB12CDE", after(2), 2)
    park.reject(went)
    came = park.log.reads[f"{1:032x}-0"]
    park.delete(came)
    assert kinds(park) == ["visit.opened", "visit.closed", "visit.revised", "visit.withdrawn"]
    assert [one.data["version"] for one in park.kept.told if one.type is not EventType.OCCUPANCY_CHANGED] == [
        1,
        2,
        3,
        4,
    ]
    assert len({one.event_id for one in park.kept.told}) == len(park.kept.told)
    assert {one.order_key for one in park.kept.told} == {f"visit#{came.read_id}", f"site#{SITE_ID}"}


def test_what_is_told_of_a_visit(park: CarPark) -> None:
    park.see("entry", "AB12CDE", after(0), 1)
    park.see("exit", "AB12CDE", after(2), 2)
    told = last(park, EventType.VISIT_CLOSED)
    assert (told["plate"], told["stay_seconds"], told["pairing"], told["site_name"]) == (
        "AB12CDE",
        7200,
        "exact",
        "Riverside",
    )
    assert told["entry"] == {
        "read_id": f"{1:032x}-0",
        "camera_id": CAMERAS["entry"],
        "plate": "AB12CDE",
        "at": "2026-05-04T08:00:00Z",
        "is_time_told": True,
    }
    assert told["page"] == f"https://platebook.example/visits/{1:032x}-0"
    assert json.dumps(told)


def test_the_plate_of_a_read_in_doubt_is_not_told(park: CarPark) -> None:
    read = park.see("entry", "AB12CDE", after(0), 1, status=ReadStatus.NEEDS_REVIEW)
    assert "AB12CDE" not in json.dumps(last(park, EventType.VISIT_OPENED))
    park.change(read, status=ReadStatus.CONFIRMED)
    assert last(park, EventType.VISIT_REVISED)["plate"] == "AB12CDE"


def test_nothing_is_told_of_the_plate_of_what_is_none_any_more(park: CarPark) -> None:
    read = park.see("entry", "AB12CDE", after(0), 1)
    park.delete(read)
    assert "AB12CDE" not in json.dumps(last(park, EventType.VISIT_WITHDRAWN))


def test_what_crosses_the_gates_is_told(park: CarPark) -> None:
    park.set_up(spaces=100)
    park.see("entry", "AB12CDE", after(0), 1)
    told = last(park, EventType.OCCUPANCY_CHANGED)
    assert (told["entered"], told["left"], told["spaces"], told["cameras"]) == (1, 0, 100, [CAMERAS["entry"]])
    park.see("exit", "AB12CDE", after(2), 2)
    assert last(park, EventType.OCCUPANCY_CHANGED)["left"] == 1


def test_it_is_told_how_many_vehicles_are_there_after_that_and_how_sure_it_is(park: CarPark) -> None:
    park.counts.set_count(SITE_ID, Anchor(after(-1), 10, "an-operator", "counted"))
    park.see("entry", "AB12CDE", after(0), 1)
    told = last(park, EventType.OCCUPANCY_CHANGED)
    assert (told["vehicles"], told["plus_minus"], told["counted_since"]) == (11, 0, "2026-05-04T07:00:00Z")
    park.see("exit", "KL34MNP", after(1), 2)  # nobody saw it come
    told = last(park, EventType.OCCUPANCY_CHANGED)
    assert (told["vehicles"], told["plus_minus"]) == (10, 2)
    park.see("entry", "ZZ99ZZZ", after(-2), 3)  # late: from before the count was set
    told = last(park, EventType.OCCUPANCY_CHANGED)
    assert (told["entered"], told["vehicles"]) == (1, 10)
    park.delete(park.log.reads[f"{1:032x}-0"])
    told = last(park, EventType.OCCUPANCY_CHANGED)
    assert (told["entered"], told["vehicles"]) == (-1, 9)


def test_where_the_count_was_never_set_no_number_is_told(park: CarPark) -> None:
    park.see("entry", "AB12CDE", after(0), 1)
    told = last(park, EventType.OCCUPANCY_CHANGED)
    assert (told["vehicles"], told["plus_minus"], told["counted_since"]) == (None, None, None)


def test_who_just_stands_there_is_no_news(park: CarPark) -> None:
    park.clock.time = after(0)
    read = park.see("spot", "AB12CDE", after(0), 1)
    park.follow.repeat(park.photo("spot", after(0.4), 2, repeat_of=read.upload_id))
    assert kinds(park) == ["visit.opened"]
    assert park.told(EventType.OCCUPANCY_CHANGED) == []


def test_nothing_is_told_that_nobody_asked_for(park: CarPark) -> None:
    park.subscriptions.types = frozenset({EventType.VISIT_CLOSED, EventType.READ_ACCEPTED})
    park.see("entry", "AB12CDE", after(0), 1)
    park.see("exit", "AB12CDE", after(2), 2)
    assert [one.type for one in park.kept.told] == [EventType.VISIT_CLOSED]
