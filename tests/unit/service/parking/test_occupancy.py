"""How many vehicles are at a site: counted at its gates, set by persons and by schedule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import ClassVar

import pytest

from handler.domain.audit import Action
from handler.domain.caller import Caller
from handler.domain.errors import InvalidRequest, NotAllowed, NotFound
from handler.domain.occupancy.count import Anchor, Crossing, Tally
from handler.domain.occupancy.resets import ResetSchedule
from handler.domain.occupancy.setup import ParkingSetup
from handler.domain.visits.sighting import Way
from handler.service.parking.count_vehicles import CountVehicles
from tests.support.car_park import EIGHT, EMAIL, IN, OPERATOR, OUT, CarPark
from tests.support.fakes.parking import MemoryCounts
from tests.support.fakes.sites import SITE_ID

HOUR = timedelta(hours=1)
UNREAD = Crossing("unread", OUT, Way.OUT, EIGHT + 1.6 * HOUR, is_read=False)


@pytest.fixture
def park() -> CarPark:
    """Give a car park with four arrivals and two departures, one of them unread, in two hours."""
    park = CarPark()
    for minute, plate in ((5, "AB12CDE"), (20, "KL34MNP"), (40, "QR56STU"), (80, "XY78ZAB")):
        park.sees(plate, IN, EIGHT + timedelta(minutes=minute))
    park.sees("AB12CDE", OUT, EIGHT + 1.5 * HOUR)
    park.counts.note(SITE_ID, [UNREAD], [])
    park.clock.time = EIGHT + 1.75 * HOUR
    return park


def test_while_the_count_was_never_set_it_is_not_known_and_what_passed_is_shown(park: CarPark) -> None:
    shown = park.occupancy(OPERATOR, SITE_ID)
    assert shown.now.counted.count is None
    assert shown.now.counted.tally == Tally(4, 2, 1, 0)
    assert shown.now.counted.cameras == {IN: Tally(4, 0, 0, 0), OUT: Tally(0, 2, 1, 0)}
    assert [one.vehicles for one in shown.hours] == [None] * 48
    assert (shown.hours[-1].at, shown.hours[-1].tally) == (EIGHT + HOUR, Tally(1, 2, 1, 0))


def test_it_goes_on_from_what_a_person_counted_and_never_before(park: CarPark) -> None:
    park.counts.set_count(SITE_ID, Anchor(EIGHT + HOUR / 2, 10, OPERATOR.owner, "counted"))
    shown = park.occupancy(OPERATOR, SITE_ID)
    count = shown.now.counted.count
    assert count
    assert (count.vehicles, count.plus_minus, count.tally) == (10, 1, Tally(2, 2, 1, 0))
    assert [one.vehicles for one in shown.hours[-2:]] == [11, 10]
    assert shown.now.emails == {OPERATOR.owner: EMAIL}
    assert [one.count for one in shown.corrections] == [10]


def test_what_a_camera_saw_before_the_count_was_set_changes_nothing_however_late_it_comes(park: CarPark) -> None:
    park.occupancy.set_count(OPERATOR, SITE_ID, 5, "counted")
    park.sees("LA73XYZ", IN, EIGHT + 0.1 * HOUR)
    count = park.occupancy(OPERATOR, SITE_ID).now.counted.count
    assert count
    assert count.vehicles == 5


def test_what_passed_in_the_minute_before_the_count_was_set_is_part_of_it(park: CarPark) -> None:
    park.sees("LA73XYZ", IN, park.clock.time)
    park.move(seconds=20)
    shown = park.occupancy.set_count(OPERATOR, SITE_ID, 5, "counted")
    assert shown.now.counted.count
    assert (shown.now.counted.count.vehicles, shown.now.counted.cameras) == (5, {})
    assert shown.hours[-1].vehicles == 5
    park.sees("QR56STU", OUT, park.clock.time)
    park.sees("LA73XYZ", OUT, park.clock.time + timedelta(minutes=3))
    park.move(minutes=5)
    count = park.occupancy(OPERATOR, SITE_ID).now.counted.count
    assert count
    assert (count.vehicles, count.tally.left) == (3, 2)


def test_a_reset_each_night_counts_anew_and_the_next_one_is_told(park: CarPark) -> None:
    park.setups.kept[SITE_ID] = ParkingSetup(reset=ResetSchedule(11 * 60, count=2))  # 9:00 UTC in Berlin's summer
    shown = park.occupancy(OPERATOR, SITE_ID)
    count = shown.now.counted.count
    assert count
    assert (count.vehicles, count.since.by, count.since.at) == (1, None, EIGHT + HOUR)
    assert shown.now.next_reset_at == EIGHT + 25 * HOUR
    assert shown.corrections == []


def test_setting_it_says_who_and_why_with_what_it_was(park: CarPark) -> None:
    park.occupancy.set_count(OPERATOR, SITE_ID, 7, "  counted  by hand ")
    park.move(minutes=1)
    shown = park.occupancy.set_count(OPERATOR, SITE_ID, 6, "one was a lorry")
    assert shown.now.counted.count
    assert shown.now.counted.count.vehicles == 6
    assert [(one.action, one.target, one.details) for one in park.audit.entries] == [
        (Action.SET_COUNT, SITE_ID, {"to": "7", "why": "counted by hand"}),
        (Action.SET_COUNT, SITE_ID, {"to": "6", "why": "one was a lorry", "from": "7"}),
    ]
    assert [one.why for one in shown.corrections] == ["one was a lorry", "counted by hand"]


@pytest.mark.parametrize(("count", "why"), [(-1, "counted"), (100_001, "counted"), (1, " "), (1, "x" * 201)])
def test_what_is_no_count_or_lacks_its_reason_is_refused(park: CarPark, count: int, why: str) -> None:
    with pytest.raises(InvalidRequest):
        park.occupancy.set_count(OPERATOR, SITE_ID, count, why)
    assert park.audit.entries == []
    assert park.counts.set_to == {}


def test_at_a_site_that_was_removed_the_count_is_shown_and_not_set(park: CarPark) -> None:
    park.registry.sites[SITE_ID] = replace(park.registry.sites[SITE_ID], removed_at=park.clock.time)
    assert park.occupancy(OPERATOR, SITE_ID).now.site.is_removed
    with pytest.raises(NotFound):
        park.occupancy.set_count(OPERATOR, SITE_ID, 0, "closed")
    with pytest.raises(NotFound):
        park.occupancy(OPERATOR, "site-0000000009")


def test_only_operators_see_and_set_it(park: CarPark) -> None:
    admin = Caller("an-admin", frozenset({"admins"}))
    with pytest.raises(NotAllowed):
        park.occupancy(admin, SITE_ID)
    with pytest.raises(NotAllowed):
        park.occupancy.set_count(admin, SITE_ID, 1, "counted")


class WatchedCounts(MemoryCounts):
    """Counts that remember of which times the minutes were asked for."""

    asked: ClassVar[list[tuple[datetime, datetime]]] = []

    def by_minute(self, site_id: str, since: datetime, until: datetime) -> Mapping[datetime, Mapping[str, Tally]]:
        self.asked.append((since, until))
        return super().by_minute(site_id, since, until)

    def by_hour(self, *_about: object) -> dict[datetime, dict[str, Tally]]:
        return {}


def test_minutes_are_asked_for_of_the_hour_alone_in_which_the_count_was_set() -> None:
    counts = WatchedCounts()
    counts.set_count(SITE_ID, Anchor(EIGHT + HOUR / 2, 0, OPERATOR.owner, "counted"))
    assert CountVehicles(counts)(SITE_ID, ParkingSetup(), UTC, EIGHT + 40 * HOUR).count
    assert counts.asked == [(EIGHT + HOUR / 2, EIGHT + HOUR)]


def test_a_history_of_many_corrections_asks_for_no_more_hours_than_it_may() -> None:
    park = CarPark()
    for number in range(80):
        park.counts.set_count(SITE_ID, Anchor(EIGHT + (number + 0.5) * HOUR, number, OPERATOR.owner, "counted"))
    hours = park.count.history(SITE_ID, ParkingSetup(), UTC, EIGHT, EIGHT + 80 * HOUR)
    assert [one.vehicles for one in hours] == [None] * 20 + list(range(20, 80))


def test_where_clocks_are_half_an_hour_off_hours_are_the_sites_own() -> None:
    park = CarPark("Asia/Kolkata")
    for minute in (20, 40, 80):  # 13:50, 14:10 and 14:50 there
        park.sees(f"AB12CD{minute // 20}", IN, EIGHT + timedelta(minutes=minute))
    park.counts.set_count(SITE_ID, Anchor(EIGHT + 0.75 * HOUR, 10, OPERATOR.owner, "counted"))
    park.clock.time = EIGHT + 1.75 * HOUR
    shown = park.occupancy(OPERATOR, SITE_ID)
    assert len(shown.hours) == 48
    assert [(one.at, one.tally.entered, one.vehicles) for one in shown.hours[-3:]] == [
        (EIGHT - HOUR / 2, 1, None),
        (EIGHT + HOUR / 2, 2, 11),
        (EIGHT + 1.5 * HOUR, 0, 11),
    ]
    assert shown.now.counted.count
    assert shown.now.counted.count.vehicles == 11
