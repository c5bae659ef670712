"""Looking back in DynamoDB: alerts, reads and events together, and at what cost."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from handler.adapters.dynamodb.alerts.found_reads import DynamoDbFoundReads
from handler.adapters.dynamodb.audit_inbox import DynamoDbAuditInbox
from handler.adapters.dynamodb.keeping.holds import DynamoDbHolds
from handler.adapters.dynamodb.lists.list_index import DynamoDbListIndex
from handler.adapters.dynamodb.lists.lists import DynamoDbLists
from handler.adapters.dynamodb.plate_index import DynamoDbPlateIndex
from handler.adapters.look_back_starter import LambdaLookBackStarter
from handler.domain.alerts.alert import AlertState
from handler.domain.audit import AuditEntry
from handler.domain.errors import Conflict
from handler.domain.review import Decision, RejectReason, ReviewRequest, review
from handler.service.alerts.look_back import LookBack, LookedBack
from handler.service.alerts.raise_alerts import Change
from handler.service.keeping.keep_by_hits import KeepByHits
from handler.service.ports.lists import AddedEntries, EntryChange, Named
from handler.service.ports.plates import Unsettled
from handler.service.ports.reads import Beside
from tests.integration.alerts.stage import AUDIT, OUTBOX, Stage
from tests.integration.conftest import AUDIT_INBOX, TABLE
from tests.support.alerting import STOLEN, stolen
from tests.support.fakes.world import START

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

PLATE = "AB12CDE"
ASKED = AddedEntries(STOLEN.list_id, [Named(PLATE, None)], "an-admin")


class Later(Stage):
    """A plate that is watched for only after it was read."""

    def __init__(self, client: DynamoDBClient) -> None:
        super().__init__(client)
        self.lists = DynamoDbLists(client, TABLE, AUDIT_INBOX)
        self.found = DynamoDbFoundReads(client, TABLE, OUTBOX, self.clock)
        self.raising = replace(self.raising, index=DynamoDbListIndex(client, TABLE, self.lists.all))
        plates = DynamoDbPlateIndex(client, TABLE, self.clock)
        keep = KeepByHits(self.uploads, DynamoDbHolds(client, TABLE, ""), plates, self.raising, self.clock)
        parts = (plates, self.found, self.raising, DynamoDbAuditInbox(client, AUDIT_INBOX), keep)
        self.look_back = LookBack(self.lists, self.reads, self.uploads, *parts, timedelta(hours=24), self.clock)
        (self.read,) = self.finish(PLATE)
        plates.settle(Unsettled(self.read.upload_id, frozenset({PLATE})), START)
        self.clock.move(timedelta(minutes=20))
        (listed,) = self.lists.all()
        self.lists.change(listed, [EntryChange(None, stolen(PLATE))], AUDIT)


@pytest.fixture
def later(audit_table: DynamoDBClient) -> Later:
    return Later(audit_table)


def test_a_vehicle_that_came_before_its_entry_has_an_alert_that_follows_decisions(later: Later) -> None:
    assert later.look_back(ASKED) == LookedBack(entries=1, reads=1, raised=1)
    (alert,) = later.alerts.page(AlertState.CONFIRMED, 10, None).alerts
    assert alert.is_found_back
    assert later.look_back(ASKED).raised == 0
    assert later.events() == {"read.accepted": 1, "alert.confirmed": 1}
    (read,) = later.reads.some([later.read.read_id])
    later.decide(read, Decision.REJECT)
    assert later.alerts.page(AlertState.WITHDRAWN, 10, None).alerts


def test_a_decision_that_saw_the_read_before_is_not_written_over_its_alert(later: Later) -> None:
    later.look_back(ASKED)
    asked = ReviewRequest(Decision.REJECT, None, RejectReason.NOT_A_PLATE, 0)
    after, done = review(later.read, asked, None, "operator-1", later.clock())
    entry = AuditEntry(AUDIT.action, "operator-1", later.clock(), later.read.read_id)
    with pytest.raises(Conflict):
        later.reads.decide(done, after, entry, {}, Beside(alert_ids=later.read.alert_ids))


def test_a_read_that_was_decided_on_meanwhile_is_not_marked(later: Later) -> None:
    made = later.raising([Change(later.read, later.read, is_found_back=True)])
    later.decide(later.read, Decision.REJECT)
    events = later.events()
    with pytest.raises(Conflict):
        later.found.mark(made.marked(later.read), later.read, made, may_end_otherwise=False)
    assert later.events() == events


def test_an_entry_that_nothing_is_near_costs_five_requests_however_much_was_read(later: Later) -> None:
    for number in range(1, 4):
        later.finish(f"VK7{number}HMN", number=number)
    listed = next(one for one in later.lists.all() if one.list_id == STOLEN.list_id)
    later.lists.change(listed, [EntryChange(None, stolen("ZZ98YYX"))], AUDIT)
    later.calls.clear()
    assert later.look_back(replace(ASKED, names=[Named("ZZ98YYX", None)])).reads == 0
    # The lists, whether anything was read, the entry, what looks like it, and the audit.
    assert later.calls == ["Query", "Query", "BatchGetItem", "Query", "PutItem"]


def test_what_was_added_is_handed_over_as_the_entry_takes_it() -> None:
    invoked: list[dict[str, Any]] = []

    class Client:
        """What invokes functions."""

        def invoke(self, **asked: Any) -> None:
            invoked.append(asked)

    LambdaLookBackStarter(Client(), "retracing").start(ASKED)  # type: ignore[arg-type]
    (asked,) = invoked
    assert (asked["FunctionName"], asked["InvocationType"]) == ("retracing", "Event")
    assert asked["Payload"] == f'{{"list_id": "{STOLEN.list_id}", "names": [["AB12CDE", null]], "by": "an-admin"}}'
