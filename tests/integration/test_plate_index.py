from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from handler.adapters.plate_index import DynamoDbPlateIndex
from handler.domain.errors import Throttled
from handler.domain.plate_search import Pattern
from tests.fakes import START
from tests.integration.conftest import TABLE

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

PLATES = ["AB12CDE", "A812CDE", "AB12CDF", "AB12CD", "XY34ZAB", "B12CDEA"]


@pytest.fixture
def index(table: DynamoDBClient) -> DynamoDbPlateIndex:
    index = DynamoDbPlateIndex(table, TABLE, timedelta(days=90))
    index.file(PLATES, START)
    return index


def fitting(index: DynamoDbPlateIndex, pattern: str, limit: int = 50) -> list[str]:
    found: list[str] = []
    after = None
    while True:
        some = index.fitting(Pattern.parse(pattern), limit, after)
        found += some.plates
        after = some.cursor
        if after is None:
            return sorted(found)


def test_near_plates_are_found_by_their_keys(index: DynamoDbPlateIndex) -> None:
    assert sorted(index.near("AB12CDE")) == sorted(["AB12CDE", "A812CDE", "AB12CDF", "AB12CD"])
    assert index.near("ZZ99ZZZ") == []


@pytest.mark.parametrize("limit", [1, 2, 50])
@pytest.mark.parametrize(
    ("pattern", "plates"),
    [
        ("AB*", ["AB12CD", "AB12CDE", "AB12CDF"]),
        ("*12CDE", ["A812CDE", "AB12CDE"]),
        ("*CDE*", ["A812CDE", "AB12CDE", "B12CDEA"]),
        ("A?12CDE", ["A812CDE", "AB12CDE"]),
        ("XY34ZAB", ["XY34ZAB"]),
        ("QQ*", []),
    ],
)
def test_plates_are_found_by_a_pattern(index: DynamoDbPlateIndex, pattern: str, plates: list[str], limit: int) -> None:
    assert fitting(index, pattern, limit) == plates


def test_filing_a_plate_again_makes_it_stay_longer_and_adds_nothing(index: DynamoDbPlateIndex) -> None:
    before = index.client.scan(TableName=TABLE)["Items"]
    index.file(PLATES, START + timedelta(days=1))
    after = index.client.scan(TableName=TABLE)["Items"]
    assert len(before) == len(after)
    ends = {int(item["expires_at_epoch_seconds"]["N"]) for item in after}
    assert ends == {int((START + timedelta(days=91)).timestamp())}


def test_a_removed_plate_leaves_no_trace(index: DynamoDbPlateIndex) -> None:
    for plate in PLATES:
        index.remove(plate)
    assert index.client.scan(TableName=TABLE)["Items"] == []


def test_what_dynamodb_leaves_undone_is_tried_again_and_then_left_to_a_retry(
    index: DynamoDbPlateIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []
    monkeypatch.setattr("handler.adapters.plate_index.time.sleep", pauses.append)

    class Refusing:
        def batch_write_item(self, RequestItems: dict[str, Any]) -> dict[str, Any]:  # noqa: N803 (boto3's name)
            return {"UnprocessedItems": RequestItems}

    with pytest.raises(Throttled):
        DynamoDbPlateIndex(Refusing(), TABLE, timedelta(days=1)).file(["AB12CDE"], START)  # type: ignore[arg-type]
    assert pauses == sorted(pauses)
    assert len(pauses) > 1
