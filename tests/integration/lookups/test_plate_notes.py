"""What is noted of plates in the table: it ends with the last read that counts, and nothing is lost on the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from handler.adapters.dynamodb import filing, items
from handler.adapters.dynamodb.lookups.plate_notes import DynamoDbPlateNotes
from handler.adapters.dynamodb.plate_index import DynamoDbPlateIndex
from handler.domain.audit import Action, AuditEntry
from handler.domain.errors import Conflict
from handler.domain.logged import LoggedRead
from handler.domain.lookups.notes import GRACE, LONGEST_NOTE, MOST_NOTES, Note, Noted, Tag
from handler.service.ports.plates import Unsettled
from tests.integration.conftest import AUDIT_INBOX, TABLE
from tests.support.fakes.world import START
from tests.support.samples import a_read

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

PLATE = "AB12CDE"
DAY = timedelta(days=1)
TAG = Tag("vip", "an-operator", START, "gb")
NOTE = Note("1" * 32, "drives\nwithout lights", "an-operator", START)
ENTRY = AuditEntry(Action.TAGGED, "an-operator", START, PLATE)
NOTED = Noted(PLATE, (TAG,), (NOTE,))


class World:
    """The table at one time of the clock, with one read of the plate that lasts ten days."""

    def __init__(self, client: DynamoDBClient) -> None:
        self.client, self.time = client, START
        self.notes = DynamoDbPlateNotes(client, TABLE, AUDIT_INBOX, self.now)
        self.index = DynamoDbPlateIndex(client, TABLE, self.now)
        self.file(a_read(0, plate=PLATE, kept_until=START + 10 * DAY))

    def now(self) -> datetime:
        return self.time

    def file(self, read: LoggedRead) -> None:
        """Let a read count for its plate."""
        self.client.transact_write_items(TransactItems=filing.new_filings(TABLE, [read]))
        self.settle()

    def unfile(self, read: LoggedRead) -> None:
        self.index.unfile([read])
        self.settle()

    def settle(self) -> None:
        self.index.settle(Unsettled("a change", frozenset({PLATE})), self.time)

    @property
    def end(self) -> datetime:
        item = self.client.get_item(TableName=TABLE, Key=items.to_typed({"pk": f"noted#{PLATE}", "sk": "noted"}))
        return datetime.fromtimestamp(int(item["Item"]["expires_at_epoch_seconds"]["N"]), UTC)


@pytest.fixture
def world(audit_table: DynamoDBClient) -> World:
    return World(audit_table)


FIRST = a_read(0, plate=PLATE, kept_until=START + 10 * DAY)


def test_what_is_noted_comes_back_as_it_was(world: World) -> None:
    assert world.notes.of(PLATE) == Noted(PLATE)
    taken = replace(NOTE, note_id="2" * 32, taken_by="an-admin", taken_at=START, region="vn")
    noted = replace(NOTED, notes=(NOTE, taken))
    assert world.notes.put(Noted(PLATE), noted, ENTRY)
    assert world.notes.of(PLATE) == replace(noted, version=1)
    assert world.notes.words_of([PLATE, PLATE, "XY99ZZZ"]) == {PLATE: ("vip",)}
    assert len(world.client.scan(TableName=AUDIT_INBOX)["Items"]) == 1


def test_who_was_slower_changes_nothing_and_nothing_is_written_down(world: World) -> None:
    assert world.notes.put(Noted(PLATE), NOTED, ENTRY)
    for slower in (Noted(PLATE), replace(NOTED, version=7)):
        assert not world.notes.put(slower, replace(NOTED, tags=()), ENTRY)
    assert world.notes.of(PLATE) == replace(NOTED, version=1)
    assert len(world.client.scan(TableName=AUDIT_INBOX)["Items"]) == 1


def test_it_ends_with_the_last_read_that_counts_for_the_plate(world: World) -> None:
    world.notes.put(Noted(PLATE), NOTED, ENTRY)
    assert world.end == START + 10 * DAY
    later = a_read(1, plate=PLATE, kept_until=START + 30 * DAY)
    world.file(later)
    assert world.end == START + 30 * DAY
    world.unfile(later)
    assert world.end == START + 10 * DAY


def test_what_is_over_is_shown_to_nobody_and_no_later_read_brings_it_back(world: World) -> None:
    world.notes.put(Noted(PLATE), NOTED, ENTRY)
    world.time = START + 10 * DAY
    assert world.notes.of(PLATE) == Noted(PLATE)
    assert world.notes.words_of([PLATE]) == {}
    world.file(a_read(1, plate=PLATE, kept_until=START + 30 * DAY))
    assert world.notes.of(PLATE) == Noted(PLATE)
    assert world.notes.put(Noted(PLATE), replace(NOTED, notes=()), ENTRY)
    assert world.notes.of(PLATE).notes == ()
    assert world.end == START + 30 * DAY


def test_without_a_read_it_ends_a_day_later_and_who_undoes_that_keeps_it(world: World) -> None:
    world.notes.put(Noted(PLATE), NOTED, ENTRY)
    world.unfile(FIRST)
    assert world.end == START + GRACE
    world.time = START + GRACE / 2
    world.settle()
    assert world.end == START + GRACE
    assert world.notes.put(world.notes.of(PLATE), replace(NOTED, tags=()), ENTRY)
    assert world.end == START + GRACE
    world.file(FIRST)
    assert world.end == START + 10 * DAY
    assert world.notes.of(PLATE).notes == (NOTE,)


def test_a_plate_without_a_read_gets_nothing(world: World) -> None:
    with pytest.raises(Conflict, match="plate_unseen"):
        world.notes.put(Noted("XY99ZZZ"), replace(NOTED, plate="XY99ZZZ"), ENTRY)
    world.settle()
    found = [one["pk"]["S"] for one in world.client.scan(TableName=TABLE)["Items"]]
    assert not [one for one in found if one.startswith("noted#")]


def test_a_read_that_goes_while_somebody_writes_takes_it_along(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = filing.end_of

    def then_gone(client: DynamoDBClient, name: str, plate: str, now: datetime) -> int | None:
        end = asked(client, name, plate, now)
        monkeypatch.setattr(filing, "end_of", asked)
        world.unfile(FIRST)
        return end

    monkeypatch.setattr(filing, "end_of", then_gone)
    world.notes.put(Noted(PLATE), NOTED, ENTRY)
    assert world.end == START + GRACE


def test_as_much_as_a_plate_may_have_fits_into_an_item(world: World) -> None:
    notes = tuple(replace(NOTE, note_id=f"{number:032x}", text="車" * LONGEST_NOTE) for number in range(MOST_NOTES))
    assert world.notes.put(Noted(PLATE), replace(NOTED, notes=notes), ENTRY)
    assert len(world.notes.of(PLATE).notes) == MOST_NOTES
