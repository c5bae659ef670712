"""A table with a watch list, an outbox, and what ends uploads and carries decisions out."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from handler.adapters.dynamodb import items
from handler.adapters.dynamodb.alerts.alerts import DynamoDbAlertBook, DynamoDbAlerts
from handler.adapters.dynamodb.alerts.places import DynamoDbPlaces
from handler.adapters.dynamodb.lists.list_index import DynamoDbListIndex
from handler.adapters.dynamodb.lists.lists import DynamoDbLists
from handler.adapters.dynamodb.read_log import DynamoDbReadLog
from handler.adapters.dynamodb.upload_log import DynamoDbUploadLog
from handler.domain.alerts.consequences import Consequences
from handler.domain.audit import Action, AuditEntry
from handler.domain.events.event import EventType
from handler.domain.lists.plate_list import ListSetup
from handler.domain.logged import LoggedRead, ReadStatus
from handler.domain.review import Decision, RejectReason, Review, ReviewRequest, review
from handler.domain.upload import Upload, UploadStatus
from handler.service.alerts.kept_places import KeptPlaces
from handler.service.alerts.raise_alerts import ROOM_OF_A_PHOTO, Change, RaiseAlerts, written
from handler.service.ports.lists import EntryChange
from handler.service.ports.reads import Beside
from handler.service.ports.uploads import Outcome
from tests.integration.conftest import AUDIT_INBOX, TABLE
from tests.support.alerting import STOLEN, stolen
from tests.support.fakes.alerts import FixedSubscriptions
from tests.support.fakes.tables import create_table
from tests.support.fakes.world import START, WEB_ORIGIN, Clock
from tests.support.samples import a_read, an_upload

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

OUTBOX = "outbox-of-a-test"
AUDIT = AuditEntry(Action.CHANGED_LIST, "an-admin", START, STOLEN.list_id)


class Stage:
    """Photos are read and decided on; what is watched for is one plate."""

    def __init__(self, client: DynamoDBClient, *plates: str) -> None:
        create_table(client, OUTBOX, "outbox_table.yml", "OutboxTable")
        self.client, self.clock = client, Clock()
        self.uploads = DynamoDbUploadLog(client, TABLE, timedelta(seconds=65), self.clock, OUTBOX)
        self.reads = DynamoDbReadLog(client, TABLE, AUDIT_INBOX, self.clock, OUTBOX)
        self.alerts = DynamoDbAlerts(client, TABLE, AUDIT_INBOX, self.clock)
        self.book = DynamoDbAlertBook(client, TABLE, OUTBOX, self.clock)
        lists = DynamoDbLists(client, TABLE, AUDIT_INBOX)
        setup = ListSetup("Stolen", STOLEN.setup.kind, tells_possible=True)
        lists.put_list(None, replace(STOLEN, setup=setup), AUDIT)
        lists.change(STOLEN, [EntryChange(None, stolen(one)) for one in plates], AUDIT)
        kept = lists.all()
        self.subscriptions = FixedSubscriptions()
        places = KeptPlaces(DynamoDbPlaces(client, TABLE), self.clock)
        index = DynamoDbListIndex(client, TABLE, lambda: kept)
        self.raising = RaiseAlerts(index, self.book, places, self.subscriptions, WEB_ORIGIN, self.clock)
        self.calls: list[str] = []
        client.meta.events.register("before-call.dynamodb", lambda model, **_: self.calls.append(model.name))

    def claim(self, number: int = 0) -> Upload:
        """Let a photo arrive and be taken into work."""
        awaiting = replace(an_upload(number), status=UploadStatus.AWAITING_UPLOAD, read_count=0)
        self.uploads.add(awaiting)
        claimed = self.uploads.claim(awaiting.ref, None, "request-1", self.clock())
        assert claimed
        return replace(claimed, status=UploadStatus.DONE)

    def finish(self, *plates: str, number: int = 0, status: ReadStatus = ReadStatus.ACCEPTED) -> list[LoggedRead]:
        """Let a photo be read."""
        claimed = self.claim(number)
        reads = [a_read(number, place, plate=plate, status=status) for place, plate in enumerate(plates)]
        self.calls.clear()
        self.end(claimed, reads)
        found = self.uploads.find(claimed.ref.upload_id)
        assert found
        return found[1]

    def end(self, claimed: Upload, reads: list[LoggedRead], holder: str = "request-1") -> None:
        """Write the end of an upload with what it makes."""

        def write(made: Consequences) -> None:
            marked = [made.marked(one) for one in reads]
            self.uploads.finish(claimed, holder, Outcome(marked, (), {"done": 1}, self.clock(), consequences=made))

        written(self.raising, [Change(None, one) for one in reads], write, ROOM_OF_A_PHOTO - len(reads))

    def decide(self, read: LoggedRead, decision: Decision, plate: str | None = None) -> LoggedRead:
        """Let an operator decide."""
        asked = ReviewRequest(decision, plate, RejectReason.NOT_A_PLATE, read.version)
        after, done = review(read, asked, None, "operator-1", self.clock())
        return self.write(read, after, done)

    def write(self, read: LoggedRead, after: LoggedRead, done: Review) -> LoggedRead:
        """Write a decision with what it makes."""
        entry = AuditEntry(Action.REVIEWED, "operator-1", self.clock(), read.read_id)

        def write(made: Consequences) -> LoggedRead:
            self.reads.decide(done, made.marked(after), entry, {}, Beside(made=made))
            return made.marked(after)

        return written(self.raising, [Change(read, after)], write)

    def events(self) -> Counter[str]:
        """Count what waits in the outbox, by its types."""
        return Counter(one["type"] for one in self.outbox())

    def outbox(self) -> list[dict[str, Any]]:
        """Get what waits in the outbox."""
        found = map(items.to_plain, self.client.scan(TableName=OUTBOX)["Items"])
        return [{**one, "data": json.loads(one["data"])} for one in found]

    def there(self, beginning: str) -> list[dict[str, Any]]:
        """Get the items of the table whose keys begin so."""
        found = map(items.to_plain, self.client.scan(TableName=TABLE)["Items"])
        return [one for one in found if one["pk"].startswith(beginning)]

    def wanting(self, *types: EventType) -> None:
        """Let nobody want anything else."""
        self.subscriptions.types = frozenset(types)
