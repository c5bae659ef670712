"""What people ask and say of parking, on the table as it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import pytest

from handler.adapters.dynamodb.parking.counts import DynamoDbCounts
from handler.adapters.dynamodb.parking.setups import DynamoDbParkingSetups
from handler.adapters.dynamodb.parking.sightings import DynamoDbSightings
from handler.adapters.dynamodb.parking.visits import DynamoDbVisits
from handler.domain.export import ExportFormat
from handler.domain.occupancy.count import Anchor
from handler.domain.visits.visit import Ending
from handler.service.parking.beside_visits import BesideVisits
from handler.service.parking.change_visits import ChangeVisits
from handler.service.parking.count_vehicles import CountVehicles
from handler.service.parking.export_visits import ExportVisits, WantedFile
from handler.service.parking.show_charts import ShowCharts
from handler.service.parking.show_visits import ShowVisits, VisitSearch
from handler.service.ports.parking import Pile
from tests.support.car_park import OPERATOR
from tests.support.fakes.audit import MemoryAuditLog
from tests.support.fakes.photos import MemoryPhotoStore
from tests.support.fakes.reads import MemoryReadLog
from tests.support.fakes.records import MemoryPeople
from tests.support.fakes.sites import SITE_ID
from tests.support.fakes.uploads import MemoryUploadLog
from tests.support.fakes.world import WEB_ORIGIN
from tests.support.parking import CarPark
from tests.support.sightings import MONDAY, after

ALL = VisitSearch(SITE_ID, Pile.ALL, None, None, None, 25, None)


class House:
    """A car park on the table, and the use cases of people."""

    def __init__(self, park: CarPark, counts: DynamoDbCounts) -> None:
        self.park, audit = park, MemoryAuditLog()
        reads = MemoryReadLog(MemoryUploadLog(), audit)
        beside = BesideVisits(park.registry, reads, MemoryPhotoStore(), MemoryPeople())
        self.show = ShowVisits(park.visits, park.sightings, beside, park.lists, audit, park.clock)
        self.change = ChangeVisits(park.visits, park.rederive, self.show, audit, park.clock)
        self.export = ExportVisits(park.visits, park.registry, audit, WEB_ORIGIN, park.clock)
        self.count = CountVehicles(counts)
        self.charts = ShowCharts(park.visits, park.registry, park.setups, self.count, park.clock)

    def ids(self, **asked: object) -> Mapping[str, str]:
        """Name the visits that are found, by their plates."""
        search = VisitSearch(**{name: asked.get(name, getattr(ALL, name)) for name in VisitSearch.__slots__})  # type: ignore[arg-type]
        return {one.kept.visit.plate: one.kept.visit.visit_id for one in self.show.search(OPERATOR, search).visits}


@pytest.fixture
def house(
    sightings: DynamoDbSightings,
    visits: DynamoDbVisits,
    counts: DynamoDbCounts,
    setups: DynamoDbParkingSetups,
) -> House:
    park = CarPark(sightings, visits, counts, setups)
    park.see("entry", "AB12CDE", after(0), 1)
    park.see("entry", "KL34MNP", after(1), 2)
    park.see("exit", "KL34MNP", after(2), 3)
    return House(park, counts)


def test_visits_are_found_by_pile_and_plate_and_shown_with_their_photos(house: House) -> None:
    assert set(house.ids()) == {"AB12CDE", "KL34MNP"}
    assert set(house.ids(pile=Pile.INSIDE)) == {"AB12CDE"}
    found = house.ids(site_id=None, plate="kl 34 mnp")
    whole = house.show.one(OPERATOR, found["KL34MNP"])
    assert [one.end.at for one in whole.photos] == [after(1), after(2)]
    assert [one.kind for one in whole.history] == ["visit.opened", "visit.closed"]


def test_what_people_say_follows_at_once(house: House) -> None:
    inside = house.park.visits.get(house.ids(pile=Pile.INSIDE).values())
    (kept,) = inside.values()
    left = house.change.left(OPERATOR, kept.visit.visit_id, after(1.5), kept.version)
    assert (left.shown.kept.visit.ending, left.shown.kept.visit.ended_at) == (Ending.SAID, after(1.5))
    assert house.ids(pile=Pile.INSIDE) == {}
    (both,) = house.park.visits.get([house.ids(plate="KL34MNP")["KL34MNP"]]).values()
    parted = house.change.part(OPERATOR, both.visit.visit_id, both.version)
    assert parted.shown.kept.visit.exit is None
    assert len(house.show.search(OPERATOR, ALL).visits) == 3


def test_pages_go_on_where_they_ended(house: House) -> None:
    first = house.show.search(OPERATOR, VisitSearch(SITE_ID, Pile.ALL, None, None, None, 1, None))
    rest = house.show.search(OPERATOR, VisitSearch(SITE_ID, Pile.ALL, None, None, None, 1, first.cursor))
    assert [one.kept.visit.plate for page in (first, rest) for one in page.visits] == ["KL34MNP", "AB12CDE"]
    assert rest.cursor is None


def test_the_count_the_charts_and_a_file_are_made_of_the_same(house: House) -> None:
    house.count.counts.set_count(SITE_ID, Anchor(after(0.5), 5, OPERATOR.owner, "counted"))
    house.park.clock.time = after(3)
    setup, zone = house.park.setups.get(SITE_ID), MONDAY.tzinfo
    assert zone
    counted = house.count(SITE_ID, setup, zone, after(3)).count
    assert counted
    assert (counted.vehicles, counted.tally.entered, counted.tally.left) == (5, 1, 1)
    charts = house.charts(OPERATOR, SITE_ID, MONDAY.date(), MONDAY.date())
    busy = [(one.at, one.tally.entered, one.tally.left, one.vehicles) for one in charts.hours if one.tally.crossings]
    assert busy == [(after(0), 1, 0, 5), (after(1), 1, 0, 6), (after(2), 0, 1, 5)]
    wanted = WantedFile(SITE_ID, MONDAY, MONDAY + timedelta(days=1), ExportFormat.JSON_LINES, None)
    assert house.export(OPERATOR, wanted).text.count("\n") == 2
