"""What deriving visits costs beside the reading of a photo, reckoned from the requests that are made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handler.adapters.dynamodb.parking.setups import DynamoDbParkingSetups
from handler.adapters.dynamodb.parking.sightings import DynamoDbSightings
from handler.adapters.dynamodb.parking.visits import DynamoDbVisits
from handler.domain.sites.site import Site, SiteSetup
from handler.service.parking.derive_visits import DeriveVisits, Turn
from handler.service.parking.places import ParkingPlaces
from handler.service.ports.parking import SeenRead
from lab.carpark.days import START, Rates, drawn_days
from tests.integration.parking.conftest import OUTBOX, PARKING
from tests.integration.parking.metering import Meter
from tests.support.fakes.alerts import FixedSubscriptions
from tests.support.fakes.lists import MemoryLists
from tests.support.fakes.sites import MemoryRegistry
from tests.support.fakes.world import WEB_ORIGIN, Clock

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

VISITS = 20
OF_THE_LOG = 1.0
"""Units for getting the photo of a read: one Query of two kilobytes or less, as of now."""

MOST_DOLLARS = 0.0135
"""For 1,000 photos: $0.0120 with so many visits, $0.0122 with 40. Which plates are drawn depends on the table of
formats, and a dozen photos are too few to tell. docs/parking.md says what it is made of."""


def test_a_thousand_photos_cost_no_more_than_is_told(client: DynamoDBClient) -> None:
    days = drawn_days(VISITS, 1_000_000, Rates())
    clock, site_id = Clock(START), days.sightings[0].site_id
    sightings = DynamoDbSightings(client, PARKING, clock)
    visits = DynamoDbVisits(client, PARKING, clock, OUTBOX)
    registry = MemoryRegistry(sites={site_id: Site(site_id, SiteSetup("Riverside", "UTC"), START)})
    places = ParkingPlaces(registry, DynamoDbParkingSetups(client, PARKING), clock)
    nobody = FixedSubscriptions(frozenset())
    derive = DeriveVisits(sightings, visits, places, MemoryLists(), nobody, WEB_ORIGIN, clock)
    meter = Meter(client, PARKING)
    for one in days.sightings:
        clock.time = max(clock.time, one.arrived_at)
        seen = SeenRead(one, None, 0, one.arrived_at.replace(year=one.arrived_at.year + 1))
        derive.file(Turn(None, seen))
    photos = len(days.sightings)
    meter.reads["log"] += OF_THE_LOG * photos
    both = (("write", meter.writes), ("read", meter.reads))
    per_photo = {(how, what): round(units / photos, 2) for how, some in both for what, units in some.items()}
    print(per_photo, f"${1000 * meter.dollars / photos:.4f} for 1,000 photos")
    assert 1000 * meter.dollars / photos <= MOST_DOLLARS
