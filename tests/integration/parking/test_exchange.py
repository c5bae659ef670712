"""Other parking systems are answered out of the table of parking."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from handler.adapters.dynamodb.parking.counts import DynamoDbCounts
from handler.adapters.dynamodb.parking.setups import DynamoDbParkingSetups
from handler.adapters.dynamodb.parking.sightings import DynamoDbSightings
from handler.adapters.dynamodb.parking.visits import DynamoDbVisits
from handler.domain.occupancy.count import Anchor
from handler.domain.occupancy.setup import ParkingSetup
from handler.domain.visits.changes import changes
from handler.domain.visits.facts import Decision
from handler.domain.visits.sighting import Sighting
from handler.service.parking import exchange as exchanging
from handler.service.parking.count_vehicles import CountVehicles
from handler.service.parking.exchange import Exchange
from handler.service.parking.shared import Wanted
from handler.service.ports.parking import KeptChange, SeenRead
from handler.wire.apds.places import ApdsPlace
from tests.integration.parking.conftest import NOW
from tests.support.apds import observations, sessions, told
from tests.support.car_park import OPERATOR, CarPark
from tests.support.fakes.sites import SITE_ID
from tests.support.sightings import after, seen
from tests.support.sightings import visits as derived

PLATES = ("AB12CDE", "BC23DEF", "XY98ZWV")
KEPT = NOW + timedelta(days=90)
MORNING = Wanted((), after(-1), after(5))
CAMERA = "in-1"


def see(plate: str, hours: int) -> Sighting:
    return seen(plate, CAMERA, after(hours), f"{plate}-0", site_id=SITE_ID)


@pytest.fixture
def exchange(
    sightings: DynamoDbSightings, visits: DynamoDbVisits, counts: DynamoDbCounts, setups: DynamoDbParkingSetups
) -> Exchange:
    park = CarPark()
    camera = next(iter(park.registry.cameras.values()))
    park.registry.cameras[CAMERA] = replace(camera, camera_id=CAMERA)
    every = [see(plate, hours) for hours, plate in enumerate(PLATES)]
    for one in every:
        sightings.file(SeenRead(one, None, 0, KEPT))
    found = {one.visit_id: one for one in derived(*every)}
    visits.write([KeptChange(one, None, (), KEPT) for one in changes({}, found)], [], NOW)
    return replace(
        park.exchange, sightings=sightings, visits=visits, setups=setups, count=CountVehicles(counts), now=lambda: NOW
    )


def test_visits_come_oldest_first_over_several_queries(exchange: Exchange, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchanging, "PAGE_SIZE", 1)

    found = sessions(exchange, MORNING)

    assert [one["identifiedCredentials"][0]["identifier"]["id"] for one in found] == [*PLATES]
    assert [len(sessions(exchange, replace(MORNING, since=after(hours)))) for hours in (0, 1, 2, 3)] == [3, 2, 1, 0]


def test_sightings_are_told_as_they_stand(exchange: Exchange, sightings: DynamoDbSightings) -> None:
    corrected, rejected = (see(plate, hours) for hours, plate in enumerate(PLATES[:2]))
    for one, plate in ((corrected, "AB12CDF"), (rejected, None)):
        said = Decision(f"{one.sighting_id}#1", one.sighting_id, plate, "p", NOW)
        assert sightings.file(SeenRead(one, said, 1, KEPT))

    assert [one["observedCredentialId"] for one in observations(exchange, MORNING)] == ["AB12CDF", PLATES[2]]
    assert exchange.sighting(OPERATOR, corrected.sighting_id).sighting.plate == "AB12CDF"


def test_the_count_is_told_beside_the_spaces(
    exchange: Exchange, counts: DynamoDbCounts, setups: DynamoDbParkingSetups
) -> None:
    counts.set_count(SITE_ID, Anchor(after(0.5), 2, "somebody", "counted"))
    assert setups.save(SITE_ID, ParkingSetup(spaces=10, version=1), 0)

    shown = told(ApdsPlace.of(exchange.place(OPERATOR, SITE_ID, with_occupancy=True)), "Place")

    demand = shown["hierarchyElementReference"]["demandTable"][0]["demandType"][0]
    assert (demand["count"], demand["percentage"]) == (4, 40.0)
