"""Who other parking systems ask in the name of, for how much, and what is written down of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from handler.domain.audit import Action
from handler.domain.errors import InvalidRequest, NotAllowed, PurposeNeeded
from handler.domain.lookups.purpose import Purpose
from handler.service.parking import shared
from handler.service.parking.exchange import Exchange
from handler.service.parking.shared import Wanted
from tests.support.apds import DAY, MORNING
from tests.support.car_park import ADMIN, EIGHT, IN, OPERATOR, OUT, CarPark
from tests.support.fakes.sites import SITE_ID


@pytest.fixture
def park() -> CarPark:
    return CarPark()


@pytest.fixture
def exchange(park: CarPark) -> Exchange:
    return park.exchange


class TestWhoMayLook:
    def test_none_but_operators(self, exchange: Exchange) -> None:
        for look in (
            lambda: exchange.places(ADMIN, 1, with_occupancy=True),
            lambda: exchange.place(ADMIN, SITE_ID, with_occupancy=True),
            lambda: exchange.some_visits(ADMIN, DAY),
            lambda: exchange.visit(ADMIN, "a-visit"),
            lambda: exchange.some_sightings(ADMIN, MORNING),
            lambda: exchange.sighting(ADMIN, "a-read-0"),
        ):
            with pytest.raises(NotAllowed):
                look()

    def test_every_look_at_plates_is_written_down_with_why(self, park: CarPark, exchange: Exchange) -> None:
        why = Purpose("Data exchange with the city", "C-7")
        read_id = park.sees("AB12CDE", IN, EIGHT)

        exchange.some_visits(OPERATOR, replace(DAY, site_ids=(SITE_ID,), purpose=why))
        exchange.visit(OPERATOR, read_id, why)
        exchange.some_sightings(OPERATOR, replace(MORNING, purpose=why))
        exchange.sighting(OPERATOR, read_id, why)

        written = [(one.action, one.target) for one in park.audit.entries]
        assert written == [
            (Action.SHARED_VISITS, SITE_ID),
            (Action.SHARED_VISITS, read_id),
            (Action.SHARED_SIGHTINGS, ""),
            (Action.SHARED_SIGHTINGS, read_id),
        ]
        assert all(one.by == OPERATOR.owner for one in park.audit.entries)
        assert all(one.details["reference"] == "C-7" for one in park.audit.entries)
        assert park.audit.entries[0].details["visits"] == "1"

    def test_nobody_looks_without_saying_why_where_that_is_asked_for(self, park: CarPark) -> None:
        exchange = replace(park.exchange, needs_purpose=lambda: True)
        read_id = park.sees("AB12CDE", IN, EIGHT)

        for look in (
            lambda: exchange.some_visits(OPERATOR, DAY),
            lambda: exchange.visit(OPERATOR, read_id),
            lambda: exchange.some_sightings(OPERATOR, MORNING),
            lambda: exchange.sighting(OPERATOR, read_id),
        ):
            with pytest.raises(PurposeNeeded):
                look()
        assert park.audit.entries == []


class TestTimes:
    @pytest.mark.parametrize(("longest", "is_visits"), [(timedelta(days=31), True), (timedelta(hours=6), False)])
    def test_a_time_is_bounded(self, exchange: Exchange, longest: timedelta, *, is_visits: bool) -> None:
        look = exchange.some_visits if is_visits else exchange.some_sightings
        look(OPERATOR, Wanted((), EIGHT, EIGHT + longest))

        for span in (longest + timedelta(seconds=1), timedelta(0), -longest):
            with pytest.raises(InvalidRequest, match="start_before"):
                look(OPERATOR, Wanted((), EIGHT, EIGHT + span))

    def test_a_time_with_too_many_is_refused_not_cut_short(
        self, park: CarPark, exchange: Exchange, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(shared, "MOST_AT_ONCE", 2)
        for minute in range(3):
            park.sees(f"AB12CD{minute}", OUT, EIGHT + timedelta(minutes=30 * minute))

        with pytest.raises(InvalidRequest, match="more than 2"):
            exchange.some_visits(OPERATOR, DAY)
        with pytest.raises(InvalidRequest, match="more than 2"):
            exchange.some_sightings(OPERATOR, MORNING)
