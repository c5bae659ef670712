"""A photo's plates are found from the moment on in which it is done, whatever others do to them meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

import pytest
from botocore.exceptions import ClientError

from handler.adapters.dynamodb import filing, items
from handler.adapters.dynamodb.lookups.plate_notes import DynamoDbPlateNotes
from handler.adapters.dynamodb.plate_index import DynamoDbPlateIndex
from handler.adapters.dynamodb.upload_log import DynamoDbUploadLog
from handler.domain.audit import Action, AuditEntry
from handler.domain.errors import UploadBusy
from handler.domain.logged import LoggedRead
from handler.domain.lookups.notes import Noted, Tag
from handler.domain.plate_search import fuzzy_keys, rotations
from handler.domain.upload import Upload
from handler.service.ports.plates import Unsettled
from tests.integration.conftest import AUDIT_INBOX, TABLE
from tests.integration.logged import claimed, finished, outcome, read, texts, upload
from tests.support.fakes.world import LEASE, START

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

PLATE: Final = "AB00CDE"
KEYS: Final = len(fuzzy_keys(PLATE)) + len(rotations(PLATE))
DAY: Final = timedelta(days=1)
STEPS: Final = ("query", "batch_write_item", "update_item", "query", "delete_item")
"""Of settling a plate, as often as nothing changes meanwhile."""


class Killed(BaseException):
    """No handler of errors sees it, as none sees a function that is gone."""


class World:
    """The table, and what is done in it."""

    def __init__(self, client: DynamoDBClient) -> None:
        self.client = client
        self.log = DynamoDbUploadLog(client, TABLE, LEASE, lambda: START)
        self.index = DynamoDbPlateIndex(client, TABLE, lambda: START)

    def taken(self, number: int) -> Upload:
        return finished(claimed(self.log, upload(number)))

    def end(self, done: Upload, *reads: LoggedRead, client: Any = None) -> Unsettled:
        """Write the end of a photo; gives what is left to settle."""
        log = replace(self.log, client=client) if client else self.log
        return log.finish(done, "request-1", replace(outcome(reads, texts(done)), is_found_at_once=True))

    def ended(self, number: int) -> LoggedRead:
        """Let a photo of the plate be read, and found by whatever way."""
        done = self.taken(number)
        self.settle(self.end(done, read(done)))
        return read(done)

    def settle(self, changed: Unsettled) -> None:
        if changed.plates:
            self.index.settle(changed, START)

    def is_right(self, *reads: LoggedRead) -> bool:
        """Tell whether these reads are found as long as they last, by all keys, and nothing else is."""
        pages = self.client.get_paginator("scan").paginate(TableName=TABLE)
        keys = [one for page in pages for one in page["Items"] if one["pk"]["S"].startswith(("fuzzy#", "rotation#"))]
        ends = {int(one["expires_at_epoch_seconds"]["N"]) for one in keys}
        last = {max(map(items.expiry_of, reads))} if reads else set()
        return list(self.index.lost(reads)) == [] and ends == last and len(keys) == (KEYS if reads else 0)


@pytest.fixture
def world(audit_table: DynamoDBClient) -> World:
    return World(audit_table)


class Interrupted:
    """A client before one of whose calls something else happens; after that call it may be killed."""

    def __init__(self, client: DynamoDBClient, place: int, work: Callable[[], object], *, is_killed: bool) -> None:
        self._client, self._place, self._work, self._is_killed = client, place, work, is_killed
        self.calls: list[str] = []

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._client, name)
        if name not in STEPS:
            return method

        def call(**request: Any) -> Any:
            self.calls.append(name)
            if len(self.calls) != self._place:
                return method(**request)
            self._work()
            answer = method(**request)
            if self._is_killed:
                raise Killed
            return answer

        return call


def test_the_plates_of_a_photo_are_found_as_soon_as_it_is_done(world: World) -> None:
    done = world.taken(0)
    assert world.end(done, read(done)).plates == frozenset()
    assert world.is_right(read(done))
    assert list(world.index.unsettled()) == []
    assert world.index.near(PLATE) == [PLATE]


def test_a_plate_that_comes_again_lasts_as_long_as_its_last_read(world: World) -> None:
    reads = [world.ended(number) for number in range(3)]
    longest = replace(upload(3), kept_until=upload(3).kept_until + 9 * DAY)
    done = finished(claimed(world.log, longest))
    assert world.end(done, read(done)).plates == frozenset()
    assert world.is_right(*reads, read(done))


def test_two_reads_of_one_plate_in_a_photo_are_found_at_once(world: World) -> None:
    done = world.taken(0)
    reads = [read(done), replace(read(done, 1), plate=PLATE)]
    assert world.end(done, *reads).plates == frozenset()
    assert world.is_right(*reads)


def test_where_an_older_read_lasts_longer_the_plate_is_settled(world: World) -> None:
    """Such as one that is held, or that was read before the retention was made shorter."""
    longest = finished(claimed(world.log, replace(upload(0), kept_until=upload(0).kept_until + 9 * DAY)))
    world.end(longest, read(longest))
    done = world.taken(1)
    left = world.end(done, read(done))
    assert left == Unsettled(done.ref.upload_id, frozenset({PLATE}))
    assert list(world.index.unsettled(done.ref.upload_id)) == [left]
    world.settle(left)
    assert world.is_right(read(longest), read(done))


def test_where_something_is_noted_of_the_plate_its_end_follows(world: World) -> None:
    first = world.ended(0)
    notes = DynamoDbPlateNotes(world.client, TABLE, AUDIT_INBOX, lambda: START)
    tagged = Noted(PLATE, (Tag("vip", "an-operator", START, None),), ())
    assert notes.put(Noted(PLATE), tagged, AuditEntry(Action.TAGGED, "an-operator", START, PLATE))
    last = finished(claimed(world.log, replace(upload(1), kept_until=first.kept_until + DAY)))
    left = world.end(last, read(last))
    assert left.plates == {PLATE}
    world.settle(left)
    key = items.to_typed({"pk": f"noted#{PLATE}", "sk": "noted"})
    ends = world.client.get_item(TableName=TABLE, Key=key)["Item"]["expires_at_epoch_seconds"]["N"]
    assert int(ends) == items.expiry_of(read(last))


def test_more_plates_than_a_transaction_has_room_for_are_noted(world: World) -> None:
    done = world.taken(0)
    reads = [read(done, place) for place in range(6)]
    left = world.end(done, *reads)
    assert len(left.plates) == 6
    world.settle(left)
    assert list(world.index.lost(reads)) == []
    assert list(world.index.unsettled()) == []


def test_where_others_write_the_same_plates_they_are_noted(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handler.adapters.dynamodb.table.time.sleep", lambda _seconds: None)

    class Contested:
        def transact_write_items(self, TransactItems: list[Any]) -> Any:  # noqa: N803 (boto3's name)
            if any(one["Put"]["Item"]["pk"]["S"].startswith("fuzzy#") for one in TransactItems if "Put" in one):
                reasons = [{"Code": "TransactionConflict"}] * len(TransactItems)
                answer: Any = {"Error": {"Code": "TransactionCanceledException"}, "CancellationReasons": reasons}
                raise ClientError(answer, "TransactWriteItems")
            return world.client.transact_write_items(TransactItems=TransactItems)

        def __getattr__(self, name: str) -> Any:
            return getattr(world.client, name)

    done = world.taken(0)
    left = world.end(done, read(done), client=Contested())
    assert left.plates == {PLATE}
    world.settle(left)
    assert world.is_right(read(done))


def test_a_batch_that_meets_a_transaction_is_written_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handler.adapters.dynamodb.table.time.sleep", lambda _seconds: None)
    first, refused = world.ended(0), [True]

    class Meeting:
        def batch_write_item(self, **request: Any) -> Any:
            if refused.pop() if refused else False:
                raise ClientError({"Error": {"Code": "TransactionConflictException"}}, "BatchWriteItem")
            return world.client.batch_write_item(**request)

        def __getattr__(self, name: str) -> Any:
            return getattr(world.client, name)

    world.index.unfile([first])
    replace(world.index, client=Meeting()).settle(Unsettled("a deletion", frozenset({PLATE})), START)  # type: ignore[arg-type]
    assert world.is_right()


def test_a_photo_that_another_took_over_makes_nothing_found(world: World) -> None:
    done = world.taken(0)
    world.log.claim(done.ref, None, "request-2", START + LEASE + timedelta(seconds=1))
    with pytest.raises(UploadBusy):
        world.end(done, read(done))
    assert world.is_right()
    assert filing.end_of(world.client, TABLE, PLATE, START) is None


@pytest.mark.parametrize("is_killed", [False, True])
@pytest.mark.parametrize("place", range(1, len(STEPS) + 1))
def test_a_photo_that_is_done_while_others_settle_its_plate_is_found(world: World, place: int, is_killed: bool) -> None:
    """The plate's only read so far is deleted. Whoever does that, or goes on where that broke off, sees the new one."""
    gone, done = world.ended(0), world.taken(1)
    world.index.unfile([gone])
    change = Unsettled("a deletion", frozenset({PLATE}))
    slow: Any = Interrupted(world.client, place, lambda: world.settle(world.end(done, read(done))), is_killed=is_killed)
    with suppress(Killed):
        replace(world.index, client=slow).settle(change, START)
    if is_killed:
        world.index.settle(change, START)
    assert world.is_right(read(done))


@pytest.mark.parametrize("is_killed", [False, True])
@pytest.mark.parametrize("place", range(1, len(STEPS) + 1))
def test_a_photo_that_is_deleted_leaves_nothing_while_others_settle_its_plate(
    world: World, place: int, is_killed: bool
) -> None:
    """Also where another photo's plate is being settled meanwhile, and breaks off: its note is still there."""
    longest = finished(claimed(world.log, replace(upload(0), kept_until=upload(0).kept_until + 9 * DAY)))
    world.end(longest, read(longest))
    other = world.taken(1)
    noted = world.end(other, read(other))

    def delete() -> None:
        world.index.unfile([read(longest), read(other)])
        world.index.settle(Unsettled("a deletion", frozenset({PLATE})), START)

    slow: Any = Interrupted(world.client, place, delete, is_killed=is_killed)
    with suppress(Killed):
        replace(world.index, client=slow).settle(noted, START)
    for left in world.index.unsettled():
        world.index.settle(left, START)
    assert world.is_right()
