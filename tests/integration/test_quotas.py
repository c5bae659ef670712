from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from handler.adapters.dynamodb.quotas import DynamoDbQuotas
from handler.domain.errors import QuotaExceeded
from handler.domain.quota import Quota
from tests.integration.conftest import TABLE
from tests.support.fakes.world import OWNER, START

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

HOUR = timedelta(hours=1)


@pytest.fixture
def quotas(table: DynamoDBClient) -> DynamoDbQuotas:
    return DynamoDbQuotas(table, TABLE, Quota(uploads_an_hour=3, bytes_a_day=1000))


def test_the_uploads_of_an_hour_are_counted_for_each_person(quotas: DynamoDbQuotas) -> None:
    for _ in range(3):
        quotas.take(OWNER, 1, START)
    for _ in range(2):  # what is refused is not counted, however often it is tried
        with pytest.raises(
            QuotaExceeded, match=r"You have sent 3 photos in this hour.*Continue at 04:00 UTC"
        ) as refused:
            quotas.take(OWNER, 1, START)
    assert refused.value.retry_after_seconds == 58 * 60
    quotas.take("somebody-else", 1, START)
    quotas.take(OWNER, 1, START + HOUR)


def test_the_bytes_of_a_day_are_counted(quotas: DynamoDbQuotas) -> None:
    quotas.take(OWNER, 600, START)
    with pytest.raises(QuotaExceeded, match=r"GiB of photos today.*Continue at 00:00 UTC") as refused:
        quotas.take(OWNER, 401, START + HOUR)
    assert refused.value.retry_after_seconds == (19 * 60 + 58) * 60
    quotas.take(OWNER, 400, START + HOUR)
    quotas.take(OWNER, 1000, START + 24 * HOUR)


def test_what_was_counted_ends(quotas: DynamoDbQuotas, table: DynamoDBClient) -> None:
    quotas.take(OWNER, 1, START)
    (item,) = table.scan(TableName=TABLE)["Items"]
    assert int(item["expires_at_epoch_seconds"]["N"]) == int((START + timedelta(days=2)).timestamp())


def test_a_photo_that_was_not_announced_counts_also_beyond_the_quota(quotas: DynamoDbQuotas) -> None:
    for _ in range(4):
        quotas.add(OWNER, 1, START)
    with pytest.raises(QuotaExceeded, match="photos in this hour"):
        quotas.take(OWNER, 1, START)
    quotas.add(OWNER, 1000, START + HOUR)
    with pytest.raises(QuotaExceeded, match="GiB of photos today"):
        quotas.take(OWNER, 1, START + HOUR)
