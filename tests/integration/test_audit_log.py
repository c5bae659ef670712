from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from handler import bootstrap, on_audit
from handler.adapters.dynamodb import history_items, items
from handler.adapters.dynamodb.audit_inbox import INBOX_TIME, DynamoDbAuditInbox
from handler.adapters.dynamodb.audit_log import DynamoDbAuditKeeper, DynamoDbAuditLog
from handler.domain.audit import MOST_BESIDE_ARRIVAL, Action, AuditEntry
from handler.domain.errors import InvalidRequest, ServiceFailed
from tests.integration.conftest import AUDIT_INBOX, AUDIT_TABLE
from tests.support.fakes.world import START

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

KEPT = timedelta(days=365)


class Way:
    """The way of an entry: into the inbox, along its stream, through the function, into the audit.

    Parameters
    ----------
    client
        Of both tables.
    """

    def __init__(self, client: DynamoDBClient) -> None:
        self.client = client
        self.inbox, self.log = (
            DynamoDbAuditInbox(client, AUDIT_INBOX),
            DynamoDbAuditLog(client, AUDIT_TABLE, lambda: START),
        )
        self.arrived = START

    def records(self) -> list[dict[str, Any]]:
        """All that the stream tells, as Lambda hands it over; everything arrived when the test says so."""
        streams = boto3.client("dynamodbstreams")
        arn = self.client.describe_table(TableName=AUDIT_INBOX)["Table"]["LatestStreamArn"]
        found = []
        for shard in streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]:
            place = streams.get_shard_iterator(
                StreamArn=arn, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON"
            )["ShardIterator"]
            found += [dict(record) for record in streams.get_records(ShardIterator=place)["Records"]]
        for record in found:
            record["dynamodb"]["ApproximateCreationDateTime"] = int(self.arrived.timestamp())
        return found

    def deliver(self) -> None:
        """Let the function see all that the stream tells, from its beginning."""
        on_audit.handle({"Records": self.records()}, None)

    def kept(self, month: str = "2026-05") -> list[AuditEntry]:
        return self.log.page(month, 100, None).entries


@pytest.fixture
def way(audit_table: DynamoDBClient, monkeypatch: pytest.MonkeyPatch) -> Way:
    keeper = DynamoDbAuditKeeper(audit_table, AUDIT_TABLE, KEPT)
    monkeypatch.setattr(bootstrap, "audit_keeper", lambda: keeper)
    return Way(audit_table)


def entry(minute: int = 0, **details: str) -> AuditEntry:
    at = START + timedelta(minutes=minute)
    return AuditEntry(Action.SEARCHED, "operator-1", at, f"AB{minute:02d}CDE", details or {"match": "fuzzy"})


def test_entries_come_back_newest_first_and_complete(way: Way) -> None:
    for minute in (3, 0, 4, 1, 2):
        way.inbox.add(entry(minute))
    way.deliver()
    assert list(every_entry(way, 2)) == [entry(minute) for minute in reversed(range(5))]


def every_entry(way: Way, limit: int) -> Iterator[AuditEntry]:
    after = None
    while True:
        page = way.log.page("2026-05", limit, after)
        yield from page.entries
        after = page.cursor
        if after is None:
            return


def test_two_entries_of_one_moment_are_both_kept(way: Way) -> None:
    way.inbox.add(entry())
    way.inbox.add(entry())
    way.deliver()
    assert way.kept() == [entry()] * 2


def test_what_is_delivered_again_is_kept_once(way: Way) -> None:
    way.inbox.add(entry(0))
    way.deliver()
    way.inbox.add(entry(1))
    way.deliver()
    way.deliver()
    assert way.kept() == [entry(1), entry(0)]


def test_writing_over_an_entry_of_the_inbox_adds_another_one_and_leaves_the_first(way: Way) -> None:
    way.inbox.add(entry())
    (item,) = way.client.scan(TableName=AUDIT_INBOX)["Items"]
    way.client.put_item(TableName=AUDIT_INBOX, Item={**item, "target": {"S": "ANOTHER"}})
    way.deliver()
    assert sorted(one.target for one in way.kept()) == ["AB00CDE", "ANOTHER"]


def test_taking_an_entry_out_of_the_inbox_changes_nothing(way: Way) -> None:
    way.inbox.add(entry())
    way.deliver()
    (item,) = way.client.scan(TableName=AUDIT_INBOX)["Items"]
    way.client.delete_item(TableName=AUDIT_INBOX, Key={"pk": item["pk"]})
    way.deliver()
    assert way.kept() == [entry()]


@pytest.mark.parametrize("beside", [timedelta(days=-90), -2 * MOST_BESIDE_ARRIVAL, timedelta(days=400)])
def test_nobody_puts_an_entry_into_another_time(way: Way, beside: timedelta) -> None:
    said = START + beside
    way.inbox.add(AuditEntry(Action.EXPORTED, "somebody", said))
    way.deliver()
    (kept,) = way.kept()
    assert (kept.at, kept.details) == (START, {"said_at": said.isoformat()})


def test_an_entry_of_a_moment_ago_keeps_its_own_time(way: Way) -> None:
    way.inbox.add(entry())
    way.arrived = START + MOST_BESIDE_ARRIVAL
    way.deliver()
    assert way.kept() == [entry()]


NOT_WRITTEN_BY_US: list[dict[str, Any]] = [
    {},
    {"action": {"S": "pardoned"}},
    {"at": {"S": "yesterday"}},
    {"at": {"S": "2026-05-04T03:02:01"}},
    {"by": {"N": "7"}},
    {"details": {"M": {"reads": {"N": "3"}}}},
    {"details": {"S": "none"}},
    {"target": {"NULL": True}},
]


@pytest.mark.parametrize("strange", NOT_WRITTEN_BY_US)
def test_what_is_no_entry_is_told_and_keeps_no_other_from_being_kept(way: Way, strange: dict[str, Any]) -> None:
    ours: dict[str, Any] = items.to_typed(history_items.from_new_audit(entry(), "0" * 32, 0))
    image: dict[str, Any] = {"pk": {"S": "entry#1"}}
    if strange:
        image = ours | strange
    way.client.put_item(TableName=AUDIT_INBOX, Item=image)
    way.inbox.add(entry(1))
    with pytest.raises(ExceptionGroup) as raised:
        way.deliver()
    assert [type(error) for error in raised.value.exceptions] == [ValueError]
    assert way.kept() == [entry(1)]


def test_entries_of_a_deployment_before_the_inbox_stay_readable(way: Way) -> None:
    """They were written into the audit by the functions themselves, with a random number behind their time."""
    item: dict[str, Any] = {
        "pk": {"S": "audit#2026-05"},
        "sk": {"S": "2026-05-04T03:01:00.000000+00:00#5e0c0f0e6c6d4ab0a3d9f5a0b1c2d3e4"},
        "action": {"S": "reviewed"},
        "by": {"S": "operator-1"},
        "target": {"S": "read-1"},
        "details": {"M": {"decision": {"S": "confirm"}, "reason": {"S": ""}}},
        "expires_at_epoch_seconds": {"N": "1809399660"},
    }
    way.client.put_item(TableName=AUDIT_TABLE, Item=item)
    way.inbox.add(entry())
    way.deliver()
    before = AuditEntry(
        Action.REVIEWED,
        "operator-1",
        datetime.fromisoformat("2026-05-04T03:01:00+00:00"),
        "read-1",
        {"decision": "confirm", "reason": ""},
    )
    assert way.kept() == [entry(), before]


def test_a_table_that_does_not_answer_is_raised_so_that_the_stream_comes_again(way: Way) -> None:
    way.inbox.add(entry())
    records = way.records()
    way.client.delete_table(TableName=AUDIT_TABLE)
    with pytest.raises(ExceptionGroup) as raised:
        on_audit.handle({"Records": records}, None)
    assert [type(error) for error in raised.value.exceptions] == [ServiceFailed]


def test_a_cursor_of_another_month_is_refused(way: Way) -> None:
    for minute in range(3):
        way.inbox.add(entry(minute))
    way.deliver()
    after = way.log.page("2026-05", 1, None).cursor
    assert after
    for month, cursor in (("2026-04", after), ("2026-05", "made up")):
        with pytest.raises(InvalidRequest, match="cursor"):
            way.log.page(month, 1, cursor)


def test_an_entry_has_its_own_time_and_a_shorter_one_in_the_inbox(way: Way) -> None:
    way.inbox.add(entry())
    way.deliver()
    for table, time in ((AUDIT_TABLE, KEPT), (AUDIT_INBOX, INBOX_TIME)):
        ends = {item["expires_at_epoch_seconds"]["N"] for item in way.client.scan(TableName=table)["Items"]}
        assert ends == {str(int((START + time).timestamp()))}


def test_an_entry_that_is_copied_again_with_another_time_of_arrival_changes_nothing(way: Way) -> None:
    """What says that it is of long ago stands at its arrival, also after everything in the inbox is copied again."""
    way.inbox.add(entry())
    image = way.client.scan(TableName=AUDIT_INBOX)["Items"][0]
    keeper = DynamoDbAuditKeeper(way.client, AUDIT_TABLE, KEPT)
    keeper.keep(image, START + timedelta(days=40))
    before = way.client.scan(TableName=AUDIT_TABLE)["Items"]
    for arrived in (START, START + timedelta(days=70)):
        keeper.keep(image, arrived)
    assert way.client.scan(TableName=AUDIT_TABLE)["Items"] == before
