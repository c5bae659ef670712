"""What a person's photo asks of AWS on its way: a budget that a change may lower, and has to be told where not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lab.counted.__main__ import units_by_call
from lab.counted.photo import Way, calls_of_ours, calls_of_the_plain_one, write_units
from tests.integration.conftest import BUCKET, TABLE

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client

TO_ANNOUNCE: Final = 2
"""The quota and the upload."""

TO_READ: Final = 5
"""Beside DetectText; with it 6, where the goal is 8 (docs/performance.md says what each is for)."""


def test_a_photo_costs_no_more_calls_than_it_may(table: DynamoDBClient, bucket: S3Client) -> None:
    way = Way(table, bucket, TABLE, BUCKET)
    announced, read = way.go()
    assert len(announced) <= TO_ANNOUNCE, announced
    assert len(read) <= TO_READ, read
    assert (read.count("GetObject"), read.count("TransactWriteItems"), way.detector.calls) == (1, 1, 1)


def test_a_photo_takes_the_calls_and_units_that_are_told() -> None:
    assert (calls_of_ours(), calls_of_the_plain_one()) == (6, 2)
    assert write_units() == 45  # docs/performance.md
    units = units_by_call()
    assert sum(count for (_, _, where), count in units.items() if where == "table") == 45
    assert units.total() == 45 + 14  # docs/cost.md
