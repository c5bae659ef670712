from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from handler.adapters.dynamodb import filing, items, plate_index
from handler.adapters.dynamodb.deletions import DynamoDbDeletions, DynamoDbLeftovers
from handler.adapters.dynamodb.plate_index import DynamoDbPlateIndex
from handler.domain.deletion import DeleteReason, Deletion, Receipt
from handler.domain.errors import Throttled
from handler.domain.logged import LoggedRead, ReadStatus
from handler.domain.plate_search import Pattern, plate_of
from handler.service.ports.plates import Unsettled
from tests.integration.conftest import TABLE
from tests.support.fakes.world import START
from tests.support.samples import a_read, an_upload

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

PLATES = ["AB12CDE", "A812CDE", "AB12CDF", "AB12CD", "XY34ZAB", "B12CDEA"]
DAY = timedelta(days=1)
READS = [a_read(number, plate=plate) for number, plate in enumerate(PLATES)]


def add(index: DynamoDbPlateIndex, reads: Iterable[LoggedRead]) -> None:
    """Write reads as the log does, filed; what finds them is still to follow."""
    for read in reads:
        item = items.from_read(read, items.place_of(read.read_id))
        index.client.put_item(TableName=TABLE, Item=items.to_typed(item))
        upload = an_upload(int(read.upload_id, 16))
        index.client.put_item(TableName=TABLE, Item=items.to_typed(items.from_upload(upload)))
        if filings := filing.new_filings(TABLE, [read]):
            index.client.transact_write_items(TransactItems=filings)


def settle(index: DynamoDbPlateIndex, *plates: str) -> None:
    index.settle(Unsettled("a change", frozenset(plates)), START)


@pytest.fixture
def empty(table: DynamoDBClient) -> DynamoDbPlateIndex:
    return DynamoDbPlateIndex(table, TABLE, lambda: START)


@pytest.fixture
def index(empty: DynamoDbPlateIndex) -> DynamoDbPlateIndex:
    add(empty, READS)
    settle(empty, *PLATES)
    return empty


def entries(index: DynamoDbPlateIndex) -> list[dict[str, Any]]:
    """What finds plates."""
    found = index.client.scan(TableName=TABLE)["Items"]
    return [one for one in found if one["pk"]["S"].startswith(("fuzzy#", "rotation#"))]


def ends(index: DynamoDbPlateIndex) -> set[int]:
    return {int(one["expires_at_epoch_seconds"]["N"]) for one in entries(index)}


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


@pytest.mark.parametrize("later_first", [True, False])
def test_what_finds_a_plate_ends_with_the_last_read_that_counts_for_it(
    empty: DynamoDbPlateIndex, later_first: bool
) -> None:
    """Also where the older upload is filed last, or is kept for a shorter time."""
    sooner, later = a_read(0), replace(a_read(1), kept_until=a_read(0).kept_until + DAY)
    for read in (later, sooner) if later_first else (sooner, later):
        add(empty, [read])
        settle(empty, "AB12CDE")
    assert ends(empty) == {items.expiry_of(later)}
    empty.unfile([later])
    settle(empty, "AB12CDE")
    assert ends(empty) == {items.expiry_of(sooner)}


def test_a_read_is_unfiled_as_it_comes_back_from_the_table(empty: DynamoDbPlateIndex) -> None:
    """The table keeps ends in whole seconds."""
    read = replace(READS[0], kept_until=READS[0].kept_until + timedelta(microseconds=555_174))
    add(empty, [read])
    item = empty.client.get_item(TableName=TABLE, Key=items.to_typed(items.read_key(read.upload_id, 0)))["Item"]
    empty.unfile([items.to_read(items.to_plain(item))])
    settle(empty, "AB12CDE")
    assert entries(empty) == []


def test_a_plate_that_no_read_counts_for_leaves_no_trace(index: DynamoDbPlateIndex) -> None:
    index.unfile(READS)
    settle(index, *PLATES)
    left = {one["pk"]["S"].partition("#")[0] for one in index.client.scan(TableName=TABLE)["Items"]}
    assert left == {"upload"}


def test_a_read_whose_time_is_over_counts_no_longer(index: DynamoDbPlateIndex) -> None:
    index.settle(Unsettled("a change", frozenset(PLATES)), START + timedelta(days=400))
    assert entries(index) == []


class Between:
    """Does something once, between a settler's write and its second look."""

    def __init__(self, client: DynamoDBClient, work: Callable[[], None]) -> None:
        self._client, self._work = client, work

    def batch_write_item(self, **request: Any) -> Any:
        answer = self._client.batch_write_item(**request)
        work, self._work = self._work, lambda: None
        work()
        return answer

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)


def test_who_removes_a_plate_sees_a_read_that_came_meanwhile(index: DynamoDbPlateIndex) -> None:
    index.unfile([READS[0]])
    newer = a_read(7)
    slow: Any = Between(index.client, lambda: add(index, [newer]))
    settle(replace(index, client=slow), "AB12CDE")
    assert "AB12CDE" in index.near("AB12CDE")


def test_who_files_a_plate_sees_that_its_read_went_meanwhile(empty: DynamoDbPlateIndex) -> None:
    add(empty, [READS[0]])
    slow: Any = Between(empty.client, lambda: empty.unfile([READS[0]]))
    settle(replace(empty, client=slow), "AB12CDE")
    assert entries(empty) == []


def drop_filing(index: DynamoDbPlateIndex, read: LoggedRead) -> None:
    index.unfile([read])


def drop_entries(index: DynamoDbPlateIndex, read: LoggedRead) -> None:
    for one in entries(index):
        if one["sk"]["S"] == read.plate:
            index.client.delete_item(TableName=TABLE, Key={name: one[name] for name in ("pk", "sk")})


def drop_rotations(index: DynamoDbPlateIndex, read: LoggedRead) -> None:
    for one in entries(index):
        if one["pk"]["S"].startswith("rotation#") and plate_of(one["sk"]["S"]) == read.plate:
            index.client.delete_item(TableName=TABLE, Key={name: one[name] for name in ("pk", "sk")})


def end_too_soon(index: DynamoDbPlateIndex, read: LoggedRead) -> None:
    for one in entries(index):
        one["expires_at_epoch_seconds"]["N"] = "1"
        index.client.put_item(TableName=TABLE, Item=one)


@pytest.mark.parametrize("loss", [drop_filing, drop_entries, drop_rotations, end_too_soon])
def test_reads_that_nothing_finds_are_told_and_filed_anew(
    index: DynamoDbPlateIndex, loss: Callable[[DynamoDbPlateIndex, LoggedRead], None]
) -> None:
    assert list(index.lost(READS)) == []
    loss(index, READS[0])
    lost = list(index.lost(READS))
    assert READS[0] in lost
    for read in lost:
        assert index.refile(read, START)
    assert list(index.lost(READS)) == []
    assert list(index.unsettled()) == []
    assert "AB12CDE" in index.near("AB12CDE")


def test_many_reads_are_looked_up_in_parts(empty: DynamoDbPlateIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plate_index, "_READS_A_CHECK", 5)
    reads = [a_read(number, plate=f"AB{number:03d}") for number in range(12)]
    add(empty, reads)
    assert list(empty.lost(iter(reads))) == reads
    settle(empty, *(read.plate for read in reads))
    assert list(empty.lost(iter(reads))) == []


def test_a_read_that_stands_for_another_plate_by_now_is_not_filed_anew(empty: DynamoDbPlateIndex) -> None:
    rejected = a_read(status=ReadStatus.REJECTED)
    add(empty, [rejected])
    assert list(empty.lost([rejected])) == []
    assert not empty.refile(a_read(), START)
    assert entries(empty) == []


def test_nothing_is_filed_anew_of_an_upload_that_is_being_deleted_or_gone(empty: DynamoDbPlateIndex) -> None:
    add(empty, [READS[0]])
    empty.unfile([READS[0]])
    receipt = Receipt(READS[0].upload_id, "somebody", START, DeleteReason.OWN_WISH, 1)
    DynamoDbDeletions(empty.client, TABLE, "").begin(an_upload(0), Deletion(receipt, START), None)
    assert not empty.refile(READS[0], START)
    DynamoDbLeftovers(empty.client, TABLE).end(receipt, START + DAY)
    assert not empty.refile(READS[0], START)
    assert entries(empty) == []
    assert list(empty.unsettled()) == []


def test_changes_are_noted_by_their_upload_until_they_are_settled(index: DynamoDbPlateIndex) -> None:
    marks = [READS[0].upload_id, f"{READS[0].read_id}#1", READS[1].upload_id]
    for mark in marks:
        note = filing.note(TABLE, Unsettled(mark, frozenset({"AB12CDE"})), 1)
        index.client.transact_write_items(TransactItems=[note])
    assert [one.mark for one in index.unsettled(READS[0].upload_id)] == marks[:2]
    assert len(list(index.unsettled())) == 3
    for changed in index.unsettled():
        index.settle(changed, START)
    assert list(index.unsettled()) == []


def test_what_dynamodb_leaves_undone_is_tried_again_and_then_left_to_a_retry(
    index: DynamoDbPlateIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []
    monkeypatch.setattr("handler.adapters.dynamodb.table.time.sleep", pauses.append)

    class Refusing:
        def batch_write_item(self, RequestItems: dict[str, Any]) -> dict[str, Any]:  # noqa: N803 (boto3's name)
            return {"UnprocessedItems": RequestItems}

        def query(self, **_request: Any) -> dict[str, Any]:
            return {"Items": []}

    with pytest.raises(Throttled):
        settle(DynamoDbPlateIndex(Refusing(), TABLE, lambda: START), "AB12CDE")  # type: ignore[arg-type]
    assert len(pauses) > 1
    assert pauses[-1] > pauses[0]
