"""What lists, alerts and the outbox cost beside the reading of a photo, reckoned from the requests that are made."""

from __future__ import annotations

import json
from collections import Counter
from math import ceil
from typing import TYPE_CHECKING, Any, Final

import pytest

from handler.domain.events.event import EventType
from scripts.operate.prices import prices
from tests.integration.alerts.stage import OUTBOX, Stage

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

WRITE_UNIT, READ_UNIT = prices().of_one("dynamodb_write_unit"), prices().of_one("dynamodb_read_unit")
"""Dollars a unit (docs/prices.json)."""

INDEXES: Final = {"kind": 1, "status": 1, "queue": 1, "owner": 1, "current_plate": 1}
"""Attributes by which an index takes a copy of an item."""


class Meter:
    """Adds up what requests cost that belong to lists, alerts and the outbox."""

    def __init__(self, client: DynamoDBClient) -> None:
        self.calls: Counter[str] = Counter()
        self.reads = self.writes = 0.0
        client.meta.events.register("provide-client-params.dynamodb.*", self._count)

    @property
    def dollars(self) -> float:
        return self.reads * READ_UNIT + self.writes * WRITE_UNIT

    def _count(self, params: dict[str, Any], model: Any, **_: object) -> None:
        if model.name == "BatchGetItem":
            self.calls[model.name] += 1
            self.reads += sum(self._got(asked) for asked in params["RequestItems"].values())
        if model.name == "TransactWriteItems":
            puts = [one["Put"] for one in params["TransactItems"] if "Put" in one]
            self.writes += sum(self._put(one["Item"]) for one in puts if _is_ours(one))

    def _got(self, asked: dict[str, Any]) -> float:
        return len(asked["Keys"]) * (1.0 if asked["ConsistentRead"] else 0.5)

    def _put(self, item: dict[str, Any]) -> float:
        units = ceil(len(json.dumps(item)) / 1024)  # the wire's form is longer than what is counted
        return 2 * units + units * sum(copies for name, copies in INDEXES.items() if name in item)


def _is_ours(put: dict[str, Any]) -> bool:
    return put["TableName"] == OUTBOX or str(put["Item"]["pk"]["S"]).startswith("alert")


@pytest.fixture
def stage(audit_table: DynamoDBClient) -> Stage:
    return Stage(audit_table, "AB12CDE")


def metered(stage: Stage, plate: str) -> Meter:
    meter = Meter(stage.client)
    stage.finish(plate)
    return meter


def test_a_photo_without_a_hit_costs_one_request(stage: Stage) -> None:
    stage.wanting(EventType.ALERT_CONFIRMED, EventType.ALERT_WITHDRAWN)
    meter = metered(stage, "VK73HMN")
    assert meter.calls == {"BatchGetItem": 1}
    assert (meter.reads, meter.writes) == (4.0, 0.0)


def test_a_photo_with_a_hit_costs_two_more(stage: Stage) -> None:
    stage.wanting(EventType.ALERT_CONFIRMED, EventType.ALERT_WITHDRAWN)
    meter = metered(stage, "AB12CDE")
    assert meter.calls == {"BatchGetItem": 3}
    assert meter.writes <= 24


def test_a_thousand_photos_with_one_alert_in_a_hundred_cost_less_than_planned(audit_table: DynamoDBClient) -> None:
    stage = Stage(audit_table, "AB12CDE")
    quiet, loud = _costs(stage)
    dollars = 990 * quiet.dollars + 10 * loud.dollars
    assert dollars < 0.006


def _costs(stage: Stage) -> tuple[Meter, Meter]:
    """Meter a photo without a hit and one with one, where every read and every alert is told."""
    quiet = Meter(stage.client)
    stage.finish("VK73HMN", number=1)
    reads, writes = quiet.reads, quiet.writes
    loud = Meter(stage.client)
    stage.finish("AB12CDE", number=2)
    quiet.reads, quiet.writes = reads, writes
    return quiet, loud
