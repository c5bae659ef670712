"""What the log's stream tells becomes visits, by the parts that are deployed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from handler import bootstrap, bootstrap_parking, on_reads
from handler.adapters.dynamodb import history_items, items, no_plate_items
from handler.adapters.dynamodb.parking.marks import DynamoDbMarks
from handler.adapters.dynamodb.parking.visits import DynamoDbVisits
from handler.adapters.dynamodb.sites.registry_items import (
    camera_key,
    from_camera,
    from_site,
    listed_site_key,
    site_key,
)
from handler.domain.candidate import Candidate
from handler.domain.deletion import DeleteReason, Receipt
from handler.domain.logged import LoggedRead, ReadStatus
from handler.domain.no_plate import NoPlate
from handler.domain.upload import UploadStatus
from handler.domain.visits.visit import Ending, Note, VisitState
from handler.service.ports.parking import WantedVisits
from scripts import inbox
from scripts import visits as command
from scripts.inbox import Span, Tables, derive_again, take_back
from tests.integration.conftest import REGION, TABLE
from tests.integration.parking.conftest import OUTBOX, PARKING
from tests.support.fakes.sites import SITE_ID
from tests.support.parking import CarPark
from tests.support.sightings import after

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

ENVIRONMENT = {
    "AWS_REGION": REGION,
    "PLATEBOOK_TABLE": TABLE,
    "PLATEBOOK_PARKING_TABLE": PARKING,
    "PLATEBOOK_OUTBOX_TABLE": OUTBOX,
    "PLATEBOOK_WEB_ORIGIN": "https://platebook.example",
    "PLATEBOOK_RETENTION_DAYS": "90",
    "PLATEBOOK_READING_SECONDS": "60",
    "PLATEBOOK_SETTINGS_KEPT_SECONDS": "60",
}


class Log:
    """The log's table and its stream, and what is in it."""

    def __init__(self, client: DynamoDBClient) -> None:
        self.client, self.park = client, CarPark()
        site, cameras = self.park.registry.sites[SITE_ID], self.park.registry.cameras.values()
        for key in (site_key(SITE_ID), listed_site_key(SITE_ID)):
            self.put({**key, **from_site(site)})
        for one in cameras:
            self.put({**camera_key(one.camera_id), **from_camera(one)})
        self.visits = DynamoDbVisits(client, PARKING, self.park.clock)
        self._streams = boto3.client("dynamodbstreams")
        self.open_stream()

    def open_stream(self) -> None:
        """Begin with the first that the newest stream has, as the function does that is deployed."""
        arn = self.client.describe_table(TableName=TABLE)["Table"]["LatestStreamArn"]
        shard = self._streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"][0]["ShardId"]
        asked: Any = {"StreamArn": arn, "ShardId": shard, "ShardIteratorType": "TRIM_HORIZON"}
        self._place = self._streams.get_shard_iterator(**asked)["ShardIterator"]

    def be_without_stream(self) -> None:
        """Be the table of the version before visits."""
        was, every = self.client.describe_table(TableName=TABLE)["Table"], self.client.scan(TableName=TABLE)["Items"]
        about: Any = {name: was[name] for name in ("AttributeDefinitions", "KeySchema")}
        parts = ("IndexName", "KeySchema", "Projection")
        indexes: Any = [{name: one[name] for name in parts} for one in was["GlobalSecondaryIndexes"]]  # type: ignore[literal-required]
        self.client.delete_table(TableName=TABLE)
        self.client.create_table(
            TableName=TABLE, BillingMode="PAY_PER_REQUEST", GlobalSecondaryIndexes=indexes, **about
        )
        for one in every:
            self.client.put_item(TableName=TABLE, Item=one)

    def deploy(self) -> None:
        """Have the stream that this version has."""
        stream: Any = {"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"}
        self.client.update_table(TableName=TABLE, StreamSpecification=stream)
        self.open_stream()

    def reads(self) -> list[dict[str, Any]]:
        """Everything about photos and reads, as it lies in the table."""
        every = map(items.to_plain, self.client.scan(TableName=TABLE)["Items"])
        return sorted((one for one in every if one["pk"].startswith("upload#")), key=lambda one: (one["pk"], one["sk"]))

    def see(self, role: str, plate: str, hours: float, number: int) -> LoggedRead:
        read = self.park.read(role, plate, after(hours), number)
        self.put(items.from_upload(self.park.log.uploads[read.upload_id]))
        self.put(items.from_read(read, 0))
        return read

    def correct(self, read: LoggedRead, plate: str) -> LoggedRead:
        changed = replace(read, version=read.version + 1, status=ReadStatus.CORRECTED, corrected_plate=plate)
        self.put(items.from_read(changed, 0))
        return changed

    def read_anew(self, read: LoggedRead, plate: str) -> LoggedRead:
        candidates = (Candidate(plate, 0.97),)
        changed = replace(read, version=read.version + 1, plate=plate, candidates=candidates)
        self.put(items.from_read(changed, 0))
        return changed

    def delete(self, read: LoggedRead) -> None:
        self.client.delete_item(TableName=TABLE, Key=items.to_typed(items.upload_key(read.upload_id)))
        self.client.delete_item(TableName=TABLE, Key=items.to_typed(items.read_key(read.upload_id, 0)))

    def follow(self) -> list[tuple[str, VisitState]]:
        """Hand what the stream tells to the function; gives the visits that there are then."""
        answer = self._streams.get_records(ShardIterator=self._place)
        self._place = answer["NextShardIterator"]
        told = [one["dynamodb"] for one in answer["Records"]]
        records = [{"dynamodb": {**one, "ApproximateCreationDateTime": 0}} for one in told]
        on_reads.handle({"Records": records}, None)
        found = self.visits.page(WantedVisits(SITE_ID, is_oldest_first=True), 9).visits
        return [(one.visit.plate, one.visit.state) for one in found]

    def put(self, item: items.Plain) -> None:
        self.client.put_item(TableName=TABLE, Item=items.to_typed(item))


@pytest.fixture
def log(table: DynamoDBClient, monkeypatch: pytest.MonkeyPatch) -> Iterator[Log]:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    made = Log(table)
    monkeypatch.setattr(bootstrap, "now", made.park.clock)
    _forget()
    yield made
    _forget()


def _forget() -> None:
    from handler import settings

    for module in (bootstrap, bootstrap_parking, settings):
        for one in vars(module).values():
            if hasattr(one, "cache_clear"):
                one.cache_clear()


@pytest.mark.usefixtures("client")
def test_a_vehicle_comes_leaves_is_corrected_and_is_deleted(log: Log) -> None:
    log.see("entry", "AB12CDE", 0, 1)
    assert log.follow() == [("AB12CDE", VisitState.OPEN)]
    went = log.see("exit", "AB12CDE", 0.5, 2)
    assert log.follow() == [("AB12CDE", VisitState.CLOSED)]
    went = log.correct(went, "XY34ZZZ")
    assert log.follow() == [("AB12CDE", VisitState.OPEN), ("XY34ZZZ", VisitState.CLOSED)]
    log.delete(went)
    assert log.follow() == [("AB12CDE", VisitState.OPEN)]
    log.park.clock.time = after(24 * 31)
    assert on_reads.handle({"sweep": True}, None) == {"looked_at": 1}
    assert log.follow() == [("AB12CDE", VisitState.CLOSED)]


@pytest.mark.usefixtures("client")
def test_visits_follow_what_later_rules_read_and_so_do_photos_that_repeat_it(log: Log) -> None:
    came = log.see("entry", "AB12CDE", 0, 1)
    repeat = log.park.photo("entry", after(0, seconds=40), 3, repeat_of=f"{1:032x}", status=UploadStatus.DONE)
    log.put(items.from_upload(repeat))
    went = log.see("exit", "XY34ZZZ", 0.5, 2)
    assert log.follow() == [("AB12CDE", VisitState.OPEN), ("XY34ZZZ", VisitState.CLOSED)]
    came = log.read_anew(came, "XY34ZZZ")
    assert log.follow() == [("XY34ZZZ", VisitState.CLOSED)]
    (kept,) = log.visits.page(WantedVisits(SITE_ID), 9).visits
    assert len(kept.visit.sighting_ids) == 3
    log.read_anew(went, "GH56JKL")
    assert log.follow() == [("XY34ZZZ", VisitState.OPEN), ("GH56JKL", VisitState.CLOSED)]
    log.read_anew(came, "GH56JKL")
    assert log.follow() == [("GH56JKL", VisitState.CLOSED)]


@pytest.mark.usefixtures("client")
def test_visits_are_made_over_the_past_of_what_the_log_still_has_and_twice_is_as_once(log: Log) -> None:
    log.see("entry", "AB12CDE", 0, 1)
    log.see("exit", "AB12CDE", 0.5, 2)
    repeat = log.park.photo("entry", after(0, seconds=40), 3, repeat_of=f"{1:032x}", status=UploadStatus.DONE)
    log.put(items.from_upload(repeat))
    unread = log.park.photo("exit", after(0.6), 4, status=UploadStatus.DONE)
    log.put(items.from_upload(unread))
    no_plate = NoPlate(unread.ref.upload_id, after(0.6), unread.kept_until)
    log.put(no_plate_items.from_no_plate(no_plate))
    for upload in list(log.park.log.uploads.values())[:2]:
        log.put(items.from_upload(replace(upload, status=UploadStatus.DONE, read_count=1)))
    span = Span(after(-1), after(2), after(2))
    assert derive_again(log.client, None, TABLE, "deriving", span) == (4, True)
    for _ in range(2):
        assert derive_again(log.client, Handed(), TABLE, "deriving", span) == (4, True)  # type: ignore[arg-type]
        (kept,) = log.visits.page(WantedVisits(SITE_ID), 9).visits
        assert (kept.visit.state, len(kept.visit.sighting_ids)) == (VisitState.CLOSED, 3)
        tallies = bootstrap_parking.counts().by_hour(SITE_ID, after(0), after(1))[after(0)].values()
        assert sum(one.entered for one in tallies) == 1
        assert (sum(one.left for one in tallies), sum(one.unread for one in tallies)) == (2, 1)
    assert derive_again(log.client, None, TABLE, "deriving", span._replace(now=unread.kept_until)) == (0, True)


@pytest.mark.usefixtures("client")
def test_what_was_deleted_without_the_stream_is_taken_back_and_visits_of_a_removed_site_end(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "now", log.park.clock)
    log.see("entry", "AB12CDE", 0, 1)
    went = log.see("exit", "AB12CDE", 0.5, 2)
    log.follow()
    log.client.delete_item(TableName=TABLE, Key=items.to_typed(items.read_key(went.upload_id, 0)))
    receipt = Receipt(went.upload_id, "a-person", after(1), DeleteReason.OWN_WISH, 1)
    log.put(history_items.from_receipt(receipt, int(went.kept_until.timestamp())))
    site = replace(log.park.registry.sites[SITE_ID], removed_at=after(0.8))
    for key in (site_key(SITE_ID), listed_site_key(SITE_ID)):
        log.put({**key, **from_site(site)})
    names, handed = Tables(TABLE, PARKING), Handed()
    for later, number in ((after(1), 0), (after(0), 1)):
        span = Span(later, after(48), log.park.clock())
        assert take_back(log.client, None, names, "deriving", span) == (number, True)
    assert take_back(log.client, handed, names, "deriving") == (1, True)  # type: ignore[arg-type]
    on_reads.handle({"sweep": True}, None)
    (kept,) = log.visits.page(WantedVisits(SITE_ID), 9).visits
    assert (kept.visit.exit, kept.visit.ending) == (None, Ending.SITE_REMOVED)
    assert take_back(log.client, handed, names, "deriving") == (0, True)  # type: ignore[arg-type]


@pytest.mark.usefixtures("client")
def test_of_a_read_that_was_rejected_and_then_deleted_without_the_stream_nothing_is_kept(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "now", log.park.clock)
    came, there = log.see("entry", "AB12CDE", 0, 1), log.see("entry", "GH56JKL", 0.5, 2)
    for one in (came, there):
        log.put(items.from_read(replace(one, version=2, status=ReadStatus.REJECTED), 0))
    assert log.follow() == []
    log.delete(came)
    names = Tables(TABLE, PARKING)
    span = Span(after(-1), after(48), log.park.clock())
    assert take_back(log.client, None, names, "deriving", span) == (1, True)
    assert take_back(log.client, Handed(), names, "deriving", span) == (1, True)  # type: ignore[arg-type]
    kept = {one["pk"]: one for one in map(items.to_plain, log.client.scan(TableName=PARKING)["Items"])}
    assert [name for name in kept if "AB12CDE" in str(kept[name])] == []
    assert "GH56JKL" in str(kept[f"sighting#{there.read_id}"])
    assert take_back(log.client, None, names, "deriving", span) == (0, True)


@pytest.mark.usefixtures("client")
def test_over_the_version_before_reads_stay_and_visits_are_made_from_then_on_or_by_the_command(
    log: Log, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    log.be_without_stream()
    log.see("entry", "AB12CDE", 0, 1)
    log.see("entry", "KL34MNP", 0.1, 2)
    log.see("exit", "KL34MNP", 0.3, 3)
    log.deploy()
    log.see("exit", "AB12CDE", 0.5, 4)
    before = log.reads()

    assert log.follow() == [("AB12CDE", VisitState.CLOSED)]
    (seen,) = log.visits.page(WantedVisits(SITE_ID), 9).visits
    assert seen.visit.notes == {Note.NO_ENTRY}

    client = boto3.client
    handed = {"lambda": Handed("platebook-prod-deriving")}
    monkeypatch.setattr(boto3, "client", lambda name, **place: handed.get(name) or client(name, **place))
    monkeypatch.setattr(command, "place_of", lambda *_: {"region_name": REGION})
    monkeypatch.setattr(command, "_tables", lambda *_: Tables(TABLE, PARKING))
    monkeypatch.setattr(inbox, "now", log.park.clock)
    made = []
    for _ in range(2):
        assert command.main(["--stage", "prod", "--from", f"{after(-1):%Y-%m-%d}"]) == 0
        assert capsys.readouterr().out.startswith("4 reads and photos from ")
        made.append({one.visit.visit_id: one.visit for one in log.visits.page(WantedVisits(SITE_ID), 9).visits})
    assert made[0] == made[1]
    assert sorted((one.plate, one.stay) for one in made[0].values()) == [
        ("AB12CDE", timedelta(minutes=30)),
        ("KL34MNP", timedelta(minutes=12)),
    ]
    assert log.reads() == before


class Handed:
    """A client of Lambda that calls the function itself."""

    def __init__(self, function: str = "deriving") -> None:
        self.function = function

    def invoke(self, FunctionName: str, Payload: str) -> dict[str, object]:  # noqa: N803 (boto3's names)
        assert FunctionName == self.function
        on_reads.handle(json.loads(Payload), None)
        return {}


@pytest.mark.usefixtures("client")
def test_a_mark_stays_until_it_is_taken_away_and_a_later_one_stays(log: Log) -> None:
    marks = DynamoDbMarks(log.client, PARKING)
    marks.mark("site-1", after(0))
    marks.mark("site-1", after(1))
    marks.take_away("site-1", after(0))
    assert marks.marked() == {"site-1": after(1)}
    marks.take_away("site-1", after(1))
    assert marks.marked() == {}
