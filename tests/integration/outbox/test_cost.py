"""What it costs to tell an event, from the outbox's stream to the receiver's answer, reckoned from counted requests."""

from __future__ import annotations

import json
from collections import Counter
from datetime import timedelta
from math import ceil
from typing import TYPE_CHECKING, Any, Final

from handler.service.events.deliver import Deliver
from scripts.operate.prices import prices
from tests.support.fakes.channels import EventWorld, an_event

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

WRITE_UNIT, READ_UNIT = prices().of_one("dynamodb_write_unit"), prices().of_one("dynamodb_read_unit")
SQS_REQUEST, INVOCATION = prices().of_one("sqs_request"), prices().of_one("lambda_call")
GIGABYTE_SECOND = prices().of_one("lambda_gibibyte_second")
"""Dollars (docs/prices.json). Reading a stream from Lambda is free."""

ANNOUNCING_GB_SECONDS, DELIVERING_GB_SECONDS = 1.0 * 0.1, 0.5 * 0.4
"""Memory by how long a warm function takes, of which a receiver that answers quickly is most."""

SQS_REQUESTS: Final = 3
"""A call is sent, received and deleted."""

ALERTS_OF_A_THOUSAND, BEFORE_THE_STREAM_DOLLARS, PLANNED_DOLLARS = 10, 0.0006, 0.006
"""What comes before is reckoned in tests/integration/alerts/test_cost.py, and stands in docs/alerts.md."""


class Meter:
    """Adds up what the table is asked."""

    def __init__(self, client: DynamoDBClient) -> None:
        self.calls: Counter[str] = Counter()
        self.reads = self.writes = 0.0
        client.meta.events.register("provide-client-params.dynamodb.*", self._count)

    @property
    def dollars(self) -> float:
        return self.reads * READ_UNIT + self.writes * WRITE_UNIT

    def _count(self, params: dict[str, Any], model: Any, **_: object) -> None:
        self.calls[model.name] += 1
        if model.name == "TransactWriteItems":
            self.writes += sum(2 * _units(one) for one in params["TransactItems"])
        elif model.name in {"UpdateItem", "PutItem", "DeleteItem"}:
            self.writes += _units(params)
        elif model.name == "BatchGetItem":
            self.reads += sum(len(asked["Keys"]) for asked in params["RequestItems"].values())
        else:
            self.reads += 1.0


def _units(write: dict[str, Any]) -> float:
    """Give what a write takes: itself, and its copy in the only index where it may be filed there."""
    said = json.dumps(write, default=str)
    return ceil(len(said) / 1024) * (2 if "filed_" in said else 1)


def of_one_event(world: EventWorld, outbox: DynamoDBClient) -> Meter:
    """Tell an event that is taken at once, and meter it."""
    event = an_event()
    world.events.put_new(event)
    meter = Meter(outbox)
    world.announce(event)
    world.run(timedelta(seconds=1))
    assert len(world.receiver.taken) == 1
    return meter


def dollars_of(meter: Meter) -> float:
    """Add the two functions and the queue to what the table takes."""
    functions = 2 * INVOCATION + (ANNOUNCING_GB_SECONDS + DELIVERING_GB_SECONDS) * GIGABYTE_SECOND
    return meter.dollars + functions + SQS_REQUESTS * SQS_REQUEST


def test_an_event_that_is_taken_at_once_asks_for_little(world: EventWorld, outbox: DynamoDBClient) -> None:
    meter = of_one_event(world, outbox)
    assert isinstance(world.deliver, Deliver)
    assert meter.calls["TransactWriteItems"] == 2
    assert meter.calls["UpdateItem"] <= 2
    assert sum(meter.calls.values()) <= 14
    assert meter.writes <= 30


def test_an_event_costs_less_than_three_thousandths_of_a_cent(world: EventWorld, outbox: DynamoDBClient) -> None:
    assert dollars_of(of_one_event(world, outbox)) < 0.00003


def test_a_thousand_photos_with_one_alert_in_a_hundred_cost_less_than_planned_with_their_delivery(
    world: EventWorld, outbox: DynamoDBClient
) -> None:
    told = ALERTS_OF_A_THOUSAND * dollars_of(of_one_event(world, outbox))
    assert BEFORE_THE_STREAM_DOLLARS + told < PLANNED_DOLLARS / 5
