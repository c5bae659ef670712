"""What a photo writes to keys that all photos share, by what changes in the table: docs/scale.md goes by it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from handler.adapters.dynamodb.upload_log import DynamoDbUploadLog
from handler.domain.insights import of_upload
from lab.counted.photo import Meter
from lab.scale.limits import HOT_KEYS
from tests.integration.conftest import TABLE
from tests.integration.logged import finished, outcome, read, texts, upload
from tests.support.fakes.world import LEASE, START

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


def without_counting(does: Callable[[], object], *, in_transaction: bool) -> None:
    assert in_transaction in (True, False)
    does()


def bring_to_end(log: DynamoDbUploadLog, number: int, meter: Meter | None) -> None:
    """Announce a photo, take it into work, and write what was read; one of its plates is found at once."""
    announced, count = upload(number), meter.count if meter else without_counting
    count(lambda: log.add(announced), in_transaction=False)
    count(lambda: log.claim(announced.ref, "v1", "request-1", START), in_transaction=False)
    taken = log.alone(announced.ref.upload_id)
    assert taken is not None
    ended = finished(taken)
    reads = [replace(read(ended), confidence=number % 10 / 10)]
    counts = of_upload(ended, reads, LEASE)
    what = replace(outcome(reads, texts(ended)), counts=counts, is_found_at_once=True)
    count(lambda: log.finish(ended, "request-1", what), in_transaction=True)


def test_what_is_said_of_hot_keys_is_what_a_photo_writes(table: DynamoDBClient) -> None:
    log = DynamoDbUploadLog(table, TABLE, LEASE, lambda: START)
    meter, last = Meter(table, TABLE), 8 * 4  # four photos of the same part of an hour's counts, of different results
    for number in range(8, last, 8):
        bring_to_end(log, number, None)
    bring_to_end(log, last, meter)
    shared = {name: used for name, used in meter.units.items() if name.startswith(("insights", "unsettled", "by_"))}
    assert "unsettled" not in shared
    month = f"insights#{START:%Y-%m}"
    said = {key.name.replace("insights#<month>", month).replace("kind ", ""): key.write_units for key in HOT_KEYS}
    assert {name: shared.get(name) for name in said} == said
