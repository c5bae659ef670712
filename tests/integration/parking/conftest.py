"""A table of parking, and one of what others are told."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

import boto3
import pytest

from handler.adapters.dynamodb.parking.counts import DynamoDbCounts
from handler.adapters.dynamodb.parking.setups import DynamoDbParkingSetups
from handler.adapters.dynamodb.parking.sightings import DynamoDbSightings
from handler.adapters.dynamodb.parking.visits import DynamoDbVisits
from tests.support.fakes.tables import create_table
from tests.support.sightings import MONDAY

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

PARKING: Final = "parking-table-of-a-test"
OUTBOX: Final = "outbox-of-a-parking-test"
NOW: Final = MONDAY + timedelta(days=1)


@pytest.fixture
def client(_aws: None) -> DynamoDBClient:
    made = boto3.client("dynamodb")
    create_table(made, PARKING, "parking_table.yml", "ParkingTable")
    create_table(made, OUTBOX, "outbox_table.yml", "OutboxTable")
    return made


@pytest.fixture
def sightings(client: DynamoDBClient) -> DynamoDbSightings:
    return DynamoDbSightings(client, PARKING, lambda: NOW)


@pytest.fixture
def visits(client: DynamoDBClient) -> DynamoDbVisits:
    return DynamoDbVisits(client, PARKING, lambda: NOW, OUTBOX)


@pytest.fixture
def counts(client: DynamoDBClient) -> DynamoDbCounts:
    return DynamoDbCounts(client, PARKING, lambda: NOW)


@pytest.fixture
def setups(client: DynamoDBClient) -> DynamoDbParkingSetups:
    return DynamoDbParkingSetups(client, PARKING)
