"""Charts: by the time that photos were taken, in the site's own time."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from handler.domain.errors import InvalidRequest
from handler.domain.occupancy.charts import MOST_DAYS, STAY_MINUTES, DayOfVehicles, span_of, stays, vehicles
from handler.domain.occupancy.site_hours import site_hours_between
from tests.support.sightings import MONDAY, after, seen, visits

BERLIN, DELHI, CAIRO = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Kolkata"), ZoneInfo("Africa/Cairo")
DAY = timedelta(days=1)


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 5, 4), 24)])
def test_a_day_on_which_the_clocks_change_has_an_hour_less_or_more(day: date, hours: int) -> None:
    since, until = span_of(day, day, BERLIN)
    assert len(site_hours_between(since, until, BERLIN)) == hours
    assert (since.astimezone(BERLIN).date(), until.astimezone(BERLIN).date()) == (day, day + DAY)


def test_a_midnight_that_the_clocks_skip_is_the_moment_at_which_they_do() -> None:
    since, until = span_of(date(2026, 4, 24), date(2026, 4, 24), CAIRO)
    assert f"{since.astimezone(CAIRO):%d %H:%M}" == "24 01:00"
    assert until - since == 23 * timedelta(hours=1)


def test_in_a_zone_with_half_hours_the_hours_are_those_of_its_clocks() -> None:
    since, until = span_of(date(2026, 5, 4), date(2026, 5, 4), DELHI)
    hours = site_hours_between(since, until, DELHI)
    assert [f"{one.astimezone(DELHI):%H:%M}" for one in hours] == [f"{hour:02}:00" for hour in range(24)]


def test_days_are_in_order_and_a_month_at_most() -> None:
    first = date(2026, 5, 4)
    assert span_of(first, first + (MOST_DAYS - 1) * DAY, BERLIN)
    for last, says in (
        (first - DAY, "Swap them"),
        (first + MOST_DAYS * DAY, "these are 32"),
        (first + 400 * DAY, "401"),
    ):
        with pytest.raises(InvalidRequest, match=says):
            span_of(first, last, BERLIN)


def test_a_stay_belongs_to_the_first_step_that_it_does_not_exceed() -> None:
    found = visits(
        *(seen("AB12CDE", "in", after(0)), seen("AB12CDE", "out", after(0.25))),
        *(seen("KL34MNP", "in", after(0)), seen("KL34MNP", "out", after(0.26))),
        *(seen("QR56STU", "in", after(0)), seen("QR56STU", "out", after(24 * 10))),
        seen("XY99ZZZ", "in", after(24 * 10)),
    )
    steps = {one.up_to_minutes: one.visits for one in stays(found) if one.visits}
    assert steps == {15: 1, 30: 1, None: 1}
    assert [one.up_to_minutes for one in stays(found)] == [*STAY_MINUTES, None]


def test_vehicles_are_different_plates_of_a_day_and_return_on_a_later_one() -> None:
    first = MONDAY.date()
    found = visits(
        *(seen("AB12CDE", "in", after(0)), seen("AB12CDE", "out", after(1))),
        *(seen("AB12CDE", "in", after(2)), seen("AB12CDE", "out", after(3))),
        *(seen("AB12CDE", "in", after(24)), seen("AB12CDE", "out", after(25))),
        *(seen("KL34MNP", "in", after(24)), seen("KL34MNP", "out", after(25))),
    )
    counted = vehicles(found, first, first + 2 * DAY, BERLIN)
    assert counted.days == [
        DayOfVehicles(first, 1, 0),
        DayOfVehicles(first + DAY, 2, 1),
        DayOfVehicles(first + 2 * DAY, 0, 0),
    ]
    assert (counted.unique, counted.returning) == (2, 1)


def test_a_day_is_one_of_the_sites_clocks() -> None:
    late = seen("AB12CDE", "in", after(15))  # 23:00 UTC
    for zone, day in ((BERLIN, 5), (ZoneInfo("America/New_York"), 4)):
        counted = vehicles(visits(late), date(2026, 5, 4), date(2026, 5, 5), zone)
        assert [one.day.day for one in counted.days if one.vehicles] == [day]
