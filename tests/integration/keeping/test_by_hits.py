"""The end of an upload follows its hits in DynamoDB, with all that was made of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from handler.adapters.dynamodb import items
from handler.adapters.dynamodb.keeping.holds import DynamoDbHolds
from handler.adapters.dynamodb.plate_index import DynamoDbPlateIndex
from handler.domain.caller import OPERATORS, Caller
from handler.domain.keeping.by_hits import HIT_GONE_GRACE
from handler.domain.keeping.hold import HoldRequest
from handler.domain.review import Decision, ReviewRequest
from handler.domain.upload import Upload
from handler.service.decide import Decide
from handler.service.keeping.hold_upload import HoldUpload
from handler.service.keeping.keep_by_hits import KeepByHits
from handler.service.ports.plates import Unsettled
from tests.integration.alerts.stage import Stage
from tests.integration.conftest import AUDIT_INBOX, TABLE
from tests.support.fakes.world import START
from tests.support.samples import a_read

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

OPERATOR = Caller("operator-1", frozenset({OPERATORS}))
PLATE, OTHER = "AB12CDE", "XY99ZZZ"
SOON, LATE = START + timedelta(hours=30), START + timedelta(days=90)
KINDS = ("alert#", "filed#", "fuzzy#", "rotation#", "upload#")


class Killed(BaseException):
    """As when Lambda stops the process."""


class NoCopies:
    """Copies of pictures that nobody looks at here."""

    def keep(self, upload: Upload) -> None:
        del upload


class NoPictures:
    """What shows a read, where nobody looks."""

    def shown(self, *seen: object) -> None:
        del seen


class Kept(Stage):
    """A photo of a plate on no list, which ends the sooner for it."""

    def __init__(self, client: DynamoDBClient) -> None:
        super().__init__(client, PLATE)
        self.ends = DynamoDbHolds(client, TABLE, AUDIT_INBOX)
        plates = DynamoDbPlateIndex(client, TABLE, self.clock)
        keep = KeepByHits(self.uploads, self.ends, plates, self.raising, self.clock)
        self.carry_out = Decide(self.reads, plates, NoPictures(), self.clock, self.raising, keep)  # type: ignore[arg-type]
        self.hold = HoldUpload(self.uploads, self.ends, NoCopies(), plates, lambda: 365, self.clock, keep)
        upload = replace(self.claim(), kept_until=LATE, kept_without_hit_until=SOON).ending(has_hit=False)
        self.end(upload, [a_read(plate=OTHER, kept_until=upload.kept_until)])
        plates.settle(Unsettled(upload.ref.upload_id, frozenset({OTHER})), self.clock())
        self.upload_id = upload.ref.upload_id

    def say(self, decision: Decision, plate: str | None = None) -> None:
        """Let an operator decide on the only read."""
        whole = self.uploads.whole(self.upload_id)
        assert whole
        (read,) = whole.reads
        self.carry_out(OPERATOR, whole, read, ReviewRequest(decision, plate, None, read.version))

    def ends_of_all(self) -> set[datetime]:
        """Get when what was made of the photo ends; alerts that are withdrawn stay as long as they were to."""
        found = [one for kind in KINDS for one in self.there(kind) if one.get("status") != "alert#withdrawn"]
        return {datetime.fromtimestamp(int(one["expires_at_epoch_seconds"]), START.tzinfo) for one in found}


@pytest.fixture
def kept(audit_table: DynamoDBClient) -> Kept:
    return Kept(audit_table)


def test_a_correction_to_a_plate_of_a_list_keeps_all_about_the_photo_longer(kept: Kept) -> None:
    assert kept.ends_of_all() == {SOON}
    kept.say(Decision.CORRECT, PLATE)
    assert kept.ends_of_all() == {LATE}
    assert kept.there("alert#")
    assert kept.there("holds") == []


def test_taking_the_hit_back_shortens_it_again_but_leaves_a_day(kept: Kept) -> None:
    kept.say(Decision.CORRECT, PLATE)
    kept.say(Decision.UNDO)
    assert kept.ends_of_all() == {SOON}
    kept.say(Decision.CORRECT, PLATE)
    kept.clock.move(timedelta(days=10))
    kept.say(Decision.CORRECT, OTHER)
    assert kept.ends_of_all() == {kept.clock() + HIT_GONE_GRACE}


@pytest.mark.parametrize("dies_in", ["move", "follow", "settled"])
def test_what_breaks_off_is_completed_by_the_comparison(
    dies_in: str, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as dying:
        dying.setattr(DynamoDbHolds, dies_in, die)
        with pytest.raises(Killed):
            kept.say(Decision.CORRECT, PLATE)
    assert kept.there("holds")
    assert kept.hold.mend() == 1
    assert kept.ends_of_all() == {LATE}
    assert kept.hold.mend() == 0


def test_a_hold_outlasts_a_hit_that_goes_and_its_release_brings_the_shorter_end(kept: Kept) -> None:
    kept.say(Decision.CORRECT, PLATE)
    until = START + timedelta(days=200)
    kept.hold(OPERATOR, kept.upload_id, HoldRequest("asked for by the police", until, 0))
    kept.say(Decision.UNDO)
    assert kept.ends_of_all() == {until}
    kept.hold.release(OPERATOR, kept.upload_id, 1)
    assert kept.ends_of_all() == {SOON}


def test_an_end_that_changed_meanwhile_is_looked_at_again(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    move, once = DynamoDbHolds.move, iter([True])

    def another_first(self: DynamoDbHolds, seen: Upload, upload: Upload, now: datetime) -> bool:
        if next(once, False):
            moved = replace(seen, kept_until=SOON + timedelta(hours=1))
            assert move(self, seen, moved, now)
        return move(self, seen, upload, now)

    monkeypatch.setattr(DynamoDbHolds, "move", another_first)
    kept.say(Decision.CORRECT, PLATE)
    assert kept.ends_of_all() == {LATE}


def test_where_lists_make_no_difference_a_decision_notes_nothing(kept: Kept) -> None:
    key = items.to_typed(items.upload_key(kept.upload_id))
    kept.client.update_item(
        TableName=TABLE, Key=key, UpdateExpression="REMOVE kept_with_hit_until, kept_without_hit_until"
    )
    kept.say(Decision.CORRECT, PLATE)
    assert kept.ends_of_all() == {SOON}
    assert kept.there("holds") == []
