from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from handler import bootstrap_people, on_audit
from handler.adapters.dynamodb import audit_log, history_items, items
from handler.adapters.dynamodb.audit_inbox import INBOX_TIME, DynamoDbAuditInbox
from handler.adapters.dynamodb.audit_log import DynamoDbAuditKeeper, DynamoDbAuditLog
from handler.domain.audit import MOST_BESIDE_ARRIVAL, Action, AuditEntry
from handler.domain.auditing.question import AuditQuestion
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
    monkeypatch.setattr(bootstrap_people, "audit_keeper", lambda: keeper)
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


def asked(first: str, last: str, by: str | None = None, *actions: Action) -> AuditQuestion:
    return AuditQuestion(date.fromisoformat(first), date.fromisoformat(last), by, frozenset(actions))


def found(way: Way, question: AuditQuestion, limit: int = 2) -> list[AuditEntry]:
    """All that is found, page by page."""
    entries: list[AuditEntry] = []
    after = None
    while True:
        page = way.log.search(question, limit, after)
        assert len(page.entries) <= limit
        entries, after = [*entries, *page.entries], page.cursor
        if after is None:
            return entries


@pytest.fixture
def months(way: Way) -> list[AuditEntry]:
    """One entry every ten days from March to May, by two people in turn, newest first."""
    made = []
    for number in range(9):
        at = datetime(2026, 3, 1, 12, tzinfo=UTC) + timedelta(days=10 * number)
        action = Action.EXPORTED if number % 3 == 0 else Action.SEARCHED
        made.append(AuditEntry(action, f"person-{number % 2}", at, str(number)))
        item = history_items.from_audit(made[-1], str(number), int((START + KEPT).timestamp()))
        way.client.put_item(TableName=AUDIT_TABLE, Item=items.to_typed(item))
    return made[::-1]


def test_days_are_looked_through_month_by_month_both_ends_included(way: Way, months: list[AuditEntry]) -> None:
    assert found(way, asked("2026-03-01", "2026-05-31")) == months
    assert found(way, asked("2026-03-11", "2026-04-10")) == months[4:8]
    assert found(way, asked("2026-03-12", "2026-03-20")) == []


def test_a_person_and_kinds_of_acts_are_found_alone(way: Way, months: list[AuditEntry]) -> None:
    whole = ("2026-03-01", "2026-05-31")
    assert found(way, asked(*whole, "person-1")) == [one for one in months if one.by == "person-1"]
    exports = [one for one in months if one.action is Action.EXPORTED]
    assert found(way, asked(*whole, None, Action.EXPORTED)) == exports
    assert found(way, asked(*whole, "person-0", Action.EXPORTED)) == [one for one in exports if one.by == "person-0"]
    assert found(way, asked(*whole, "nobody")) == []


def test_no_request_looks_at_more_than_so_many_entries_and_none_is_left_out(
    way: Way, months: list[AuditEntry], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_log, "_MOST_LOOKED_AT", 2)
    question = asked("2026-03-01", "2026-05-31", None, Action.EXPORTED)
    first = way.log.search(question, 10, None)
    assert ([one.target for one in first.entries], bool(first.cursor)) == ([], True)
    assert found(way, question, 10) == [one for one in months if one.action is Action.EXPORTED]


def test_a_cursor_of_another_question_is_refused(way: Way, months: list[AuditEntry]) -> None:
    after = way.log.search(asked("2026-03-01", "2026-05-31"), 1, None).cursor
    assert after
    assert months
    for cursor in (after, "made up"):
        with pytest.raises(InvalidRequest, match="cursor"):
            way.log.search(asked("2026-03-01", "2026-05-31", "person-1"), 1, cursor)


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
