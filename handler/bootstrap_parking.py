"""What derives visits, beside what `bootstrap` builds for all functions."""

from __future__ import annotations

import random
import time
from functools import cache
from typing import TYPE_CHECKING, Final

from handler import bootstrap
from handler.settings import outbox_table, parking_table, settings, web_origin

if TYPE_CHECKING:
    from handler.adapters.dynamodb.parking.counts import DynamoDbCounts
    from handler.adapters.dynamodb.parking.marks import DynamoDbMarks
    from handler.adapters.dynamodb.parking.sightings import DynamoDbSightings
    from handler.adapters.dynamodb.parking.visits import DynamoDbVisits
    from handler.service.parking.derive_visits import DeriveVisits
    from handler.service.parking.follow_reads import FollowReads
    from handler.service.parking.places import ParkingPlaces
    from handler.service.parking.rederive import RederiveVisits
    from handler.service.parking.sweep_due import SweepDue

_PAUSE_SECONDS, _LONGEST_SECONDS = 0.02, 1.0
_DOUBLED: Final = 2


@cache
def follow_reads() -> FollowReads:
    """Build what follows what becomes of reads."""
    from handler.adapters.dynamodb.upload_log import DynamoDbUploadLog
    from handler.service.parking.follow_reads import FollowReads

    log = DynamoDbUploadLog(bootstrap.dynamodb(), settings().table, settings().reading_time, bootstrap.now)
    return FollowReads(log, places(), sightings(), counts(), derive_visits())


@cache
def sweep_due() -> SweepDue:
    """Build what looks at visits that are due."""
    from handler.service.parking.sweep_due import SweepDue

    return SweepDue(visits(), marks(), places(), derive_visits(), bootstrap.now)


@cache
def rederive() -> RederiveVisits:
    """Build what derives anew after a person's act."""
    from handler.service.parking.rederive import RederiveVisits

    return RederiveVisits(sightings(), marks(), derive_visits(), bootstrap.now)


@cache
def derive_visits() -> DeriveVisits:
    """Build what derives visits."""
    from handler.adapters.dynamodb.lists.list_index import DynamoDbListIndex
    from handler.adapters.dynamodb.lists.lists import DynamoDbLists
    from handler.adapters.dynamodb.outbox.channels import DynamoDbWanted
    from handler.service.events.kept_subscriptions import KeptSubscriptions
    from handler.service.lists.kept_lists import KeptLists
    from handler.service.parking.count_vehicles import CountVehicles
    from handler.service.parking.derive_visits import DeriveVisits

    client, name = bootstrap.dynamodb(), settings().table
    kept = KeptLists(DynamoDbLists(client, name), settings().policy_kept, bootstrap.now)
    wanted = KeptSubscriptions(DynamoDbWanted(client, outbox_table()), settings().policy_kept, bootstrap.now)
    index = DynamoDbListIndex(client, name, kept)
    count = CountVehicles(counts())
    return DeriveVisits(sightings(), visits(), places(), index, wanted, web_origin(), bootstrap.now, _pause, count)


@cache
def places() -> ParkingPlaces:
    """Build what knows where cameras are."""
    from handler.adapters.dynamodb.parking.setups import DynamoDbParkingSetups
    from handler.adapters.dynamodb.sites.registry import DynamoDbRegistry
    from handler.service.parking.places import ParkingPlaces

    registry = DynamoDbRegistry(bootstrap.dynamodb(), settings().table)
    return ParkingPlaces(registry, DynamoDbParkingSetups(bootstrap.dynamodb(), parking_table()), bootstrap.now)


@cache
def sightings() -> DynamoDbSightings:
    """Build the facts."""
    from handler.adapters.dynamodb.parking.sightings import DynamoDbSightings

    return DynamoDbSightings(bootstrap.dynamodb(), parking_table(), bootstrap.now)


@cache
def visits() -> DynamoDbVisits:
    """Build the visits, for who changes them."""
    from handler.adapters.dynamodb.parking.visits import DynamoDbVisits

    return DynamoDbVisits(bootstrap.dynamodb(), parking_table(), bootstrap.now, outbox_table())


@cache
def counts() -> DynamoDbCounts:
    """Build the count."""
    from handler.adapters.dynamodb.parking.counts import DynamoDbCounts

    return DynamoDbCounts(bootstrap.dynamodb(), parking_table(), bootstrap.now)


@cache
def marks() -> DynamoDbMarks:
    """Build the marks at sites."""
    from handler.adapters.dynamodb.parking.marks import DynamoDbMarks

    return DynamoDbMarks(bootstrap.dynamodb(), parking_table())


def _pause(attempt: int) -> None:
    # Who collided once shall not collide again because both waited equally long.
    longest = min(_LONGEST_SECONDS, _PAUSE_SECONDS * _DOUBLED**attempt)
    time.sleep(longest * random.uniform(0.5, 1))  # noqa: S311 (nothing secret)
