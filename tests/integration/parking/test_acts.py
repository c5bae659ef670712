"""What persons set stands in the table and in the audit together, or in neither; and how piles are counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from handler.adapters.dynamodb.parking.acts import DynamoDbParkingActs
from handler.adapters.dynamodb.parking.counts import DynamoDbCounts
from handler.adapters.dynamodb.parking.setups import DynamoDbParkingSetups
from handler.adapters.dynamodb.parking.visits import DynamoDbVisits
from handler.domain.audit import Action, AuditEntry
from handler.domain.occupancy.count import Anchor
from handler.domain.occupancy.setup import ParkingSetup
from handler.domain.visits.changes import changes
from handler.service.ports.parking import KeptChange, Pile
from tests.integration.conftest import AUDIT_INBOX
from tests.integration.parking.conftest import NOW, PARKING
from tests.support.fakes.tables import create_table
from tests.support.sightings import MONDAY, after, seen
from tests.support.sightings import visits as derived

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

COUNTED = AuditEntry(Action.SET_COUNT, "somebody", NOW, "site-1", {"to": "7"})
SET_UP = AuditEntry(Action.CHANGED_PARKING, "somebody", NOW, "site-1", {"to": "spaces 7"})


@pytest.fixture
def acts(client: DynamoDBClient) -> DynamoDbParkingActs:
    create_table(client, AUDIT_INBOX, "audit_table.yml", "AuditInbox")
    return DynamoDbParkingActs(client, PARKING, AUDIT_INBOX)


def audited(client: DynamoDBClient) -> list[str]:
    return sorted(item["action"]["S"] for item in client.scan(TableName=AUDIT_INBOX)["Items"])


def test_a_count_is_set_and_written_down(
    acts: DynamoDbParkingActs, counts: DynamoDbCounts, client: DynamoDBClient
) -> None:
    anchor = Anchor(MONDAY, 7, "somebody", "counted")
    acts.set_count("site-1", anchor, COUNTED)
    assert counts.anchors("site-1", MONDAY, NOW) == [anchor]
    assert audited(client) == ["set_count"]


def test_a_setup_is_kept_and_written_down_once_for_each_version(
    acts: DynamoDbParkingActs, setups: DynamoDbParkingSetups, client: DynamoDBClient
) -> None:
    assert acts.set_up("site-1", ParkingSetup(spaces=7), 0, SET_UP)
    assert not acts.set_up("site-1", ParkingSetup(spaces=8), 0, SET_UP)
    assert setups.get("site-1") == ParkingSetup(spaces=7, version=1)
    assert audited(client) == ["changed_parking"]


def test_a_pile_is_counted_up_to_a_number(visits: DynamoDbVisits) -> None:
    came = [seen(f"AB12CD{letter}", "in", after(place), f"{place}") for place, letter in enumerate("XYZ")]
    found = {one.visit_id: one for one in derived(*came, seen("AB12CDX", "out", after(4)))}
    assert visits.write([KeptChange(one, None, (), after(999)) for one in changes({}, found)], [], NOW)
    assert [visits.count("site-1", Pile.INSIDE, most) for most in (1, 2, 9)] == [1, 2, 2]
    assert (visits.count("site-1", Pile.QUESTIONS, 9), visits.count("site-2", Pile.INSIDE, 9)) == (0, 0)
