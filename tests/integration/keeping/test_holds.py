"""Holds in DynamoDB and S3: all about an upload stays as long, and nothing of it is left when it is gone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from handler.adapters.dynamodb import items
from handler.adapters.dynamodb.deletions import DynamoDbDeletions, DynamoDbLeftovers
from handler.adapters.dynamodb.keeping.holds import DynamoDbHolds
from handler.adapters.dynamodb.plate_index import DynamoDbPlateIndex
from handler.adapters.dynamodb.upload_log import DynamoDbUploadLog
from handler.adapters.s3 import S3PhotoStore
from handler.domain.audit import Action
from handler.domain.caller import OPERATORS, Caller
from handler.domain.deletion import DeleteReason
from handler.domain.errors import Conflict, NotAllowed, NotFound
from handler.domain.keeping.hold import RELEASE_GRACE, HoldRequest
from handler.domain.upload import ObjectFacts, Upload, UploadStatus
from handler.service.delete_upload import DeleteUpload
from handler.service.forget_upload import ForgetUpload
from handler.service.keeping.hold_upload import HoldUpload
from handler.service.ports.uploads import Outcome
from tests.integration.conftest import AUDIT_INBOX, BUCKET, TABLE
from tests.support.fakes.world import LEASE, START, Clock
from tests.support.samples import a_read, an_upload

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client

OPERATOR = Caller("an-operator", frozenset({OPERATORS}))
REF = an_upload().ref
KEYS = (REF.photo_key, REF.shown_key, REF.thumbnail_key, REF.detections_key)
YEAR_AWAY = START + timedelta(days=300)
REQUEST = HoldRequest("asked for by the police", YEAR_AWAY, 0)


class Killed(BaseException):
    """As when Lambda stops the process."""


class Stage:
    """An upload that was read, with two plates, and what may hold it."""

    def __init__(self, table: DynamoDBClient, bucket: S3Client) -> None:
        self.table, self.bucket, self.clock = table, bucket, Clock()
        self.log = DynamoDbUploadLog(table, TABLE, LEASE, self.clock)
        self.plates = DynamoDbPlateIndex(table, TABLE, self.clock)
        self.photos = S3PhotoStore(bucket, BUCKET)
        self.holds = DynamoDbHolds(table, TABLE, AUDIT_INBOX)
        self.hold = HoldUpload(self.log, self.holds, self.photos, self.plates, lambda: 365, self.clock)
        forget = ForgetUpload(DynamoDbLeftovers(table, TABLE), self.plates, self.photos, self.clock)
        self.delete = DeleteUpload(self.log, DynamoDbDeletions(table, TABLE, AUDIT_INBOX), forget, self.clock)
        self._read()

    def _read(self) -> None:
        for key in KEYS:
            version = self.bucket.put_object(Bucket=BUCKET, Key=key, Body=key.encode())["VersionId"]
            if key == REF.photo_key:
                facts = ObjectFacts(1, "image/jpeg", START, "etag", version)
        # A later photo of the same promise hides the one that was read.
        self.bucket.put_object(Bucket=BUCKET, Key=REF.photo_key, Body=b"another")
        self.log.add(an_upload(status=UploadStatus.AWAITING_UPLOAD, read_count=0))
        claimed = self.log.claim(REF, "version-1", "request-1", START)
        assert claimed
        done = replace(claimed, status=UploadStatus.DONE, read_count=2, object_facts=facts, has_shown_copy=True)
        outcome = Outcome([a_read(), a_read(place=1, plate="XY34ZAB")], [], {"done": 1}, START)
        self.log.finish(done, "request-1", outcome)
        self.plates.settle(outcome.changed(done), START)

    @property
    def upload(self) -> Upload:
        upload = self.log.alone(REF.upload_id)
        assert upload
        return upload

    def is_whole(self) -> bool:
        return self.upload.hold is not None and self.upload.hold.is_whole

    def ends(self) -> dict[str, set[int]]:
        """Get the ends of all items, by what they are."""
        found: dict[str, set[int]] = {}
        for item in map(items.to_plain, self.table.scan(TableName=TABLE)["Items"]):
            if "expires_at_epoch_seconds" in item and item["pk"] != "unsettled":
                kind = str(item["pk"]).partition("#")[0]
                found.setdefault(kind, set()).add(int(item["expires_at_epoch_seconds"]))
        return found

    def stored(self) -> set[str]:
        return {one["Key"] for one in self.bucket.list_objects_v2(Bucket=BUCKET).get("Contents", [])}

    def actions(self) -> list[str]:
        return sorted(str(item["action"]["S"]) for item in self.table.scan(TableName=AUDIT_INBOX)["Items"])


@pytest.fixture
def stage(audit_table: DynamoDBClient, bucket: S3Client) -> Stage:
    return Stage(audit_table, bucket)


def all_end_at(stage: Stage, moment: datetime) -> bool:
    seconds = int(moment.timestamp())
    return stage.ends() == {kind: {seconds} for kind in ("upload", "filed", "fuzzy", "rotation")}


def test_all_about_a_held_upload_stays_as_long(stage: Stage) -> None:
    hold = stage.hold(OPERATOR, REF.upload_id, REQUEST)
    assert hold.is_whole
    assert stage.upload.hold == hold
    assert stage.upload.kept_until == YEAR_AWAY
    assert all_end_at(stage, YEAR_AWAY)
    found = stage.log.find(REF.upload_id)
    assert found
    assert all(read.is_protected and read.kept_until == YEAR_AWAY for read in found[1])
    assert stage.actions() == [Action.HELD.value]


def test_its_pictures_are_copied_to_where_nothing_ends_by_itself_from_the_version_that_was_read(stage: Stage) -> None:
    stage.hold(OPERATOR, REF.upload_id, REQUEST)
    assert stage.stored() == {*KEYS, *(f"held/{key}" for key in KEYS)}
    photo = stage.bucket.get_object(Bucket=BUCKET, Key=f"held/{REF.photo_key}")["Body"].read()
    assert photo == REF.photo_key.encode()
    minute = timedelta(minutes=1)
    assert "held/shown/" in stage.photos.photo_link(stage.upload, minute)
    assert "held/thumbnails/" in stage.photos.thumbnail_link(REF, minute, is_held=True)


def test_pictures_that_are_gone_already_are_passed_over_and_their_copies_stay(stage: Stage) -> None:
    stage.hold(OPERATOR, REF.upload_id, REQUEST)
    versions = stage.bucket.list_object_versions(Bucket=BUCKET, Prefix="uploads/")["Versions"]
    for one in versions:
        stage.bucket.delete_object(Bucket=BUCKET, Key=one["Key"], VersionId=one["VersionId"])
    later = replace(REQUEST, until=YEAR_AWAY + timedelta(days=1), version=1)
    assert stage.hold(OPERATOR, REF.upload_id, later).version == 2
    assert f"held/{REF.photo_key}" in stage.stored()


@pytest.mark.parametrize("dies_in", ["keep", "follow", "complete"])
def test_a_hold_that_breaks_off_is_completed_by_the_comparison(
    dies_in: str, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = S3PhotoStore if dies_in == "keep" else DynamoDbHolds
    with monkeypatch.context() as dying:
        dying.setattr(owner, dies_in, _die)
        with pytest.raises(Killed):
            stage.hold(OPERATOR, REF.upload_id, REQUEST)
    assert not stage.is_whole()
    assert stage.hold.mend() == 1
    assert stage.is_whole()
    assert all_end_at(stage, YEAR_AWAY)
    assert {f"held/{key}" for key in KEYS} <= stage.stored()
    assert stage.hold.mend() == 0


def test_a_hold_that_broke_off_may_be_asked_for_again(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as dying:
        dying.setattr(DynamoDbHolds, "follow", _die)
        with pytest.raises(Killed):
            stage.hold(OPERATOR, REF.upload_id, REQUEST)
    assert stage.hold(OPERATOR, REF.upload_id, replace(REQUEST, version=1)).is_whole
    assert all_end_at(stage, YEAR_AWAY)


def test_a_read_that_is_decided_on_meanwhile_follows_all_the_same(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    follow, once = DynamoDbHolds._let_follow, iter([True])

    def another_first(self: DynamoDbHolds, item: items.Plain, hold: object) -> None:
        if str(item["sk"]).startswith("read#") and next(once, False):
            key = items.to_typed({"pk": item["pk"], "sk": item["sk"]})
            value = items.to_typed({":version": 1})
            change = "SET version = :version"
            self.client.update_item(TableName=TABLE, Key=key, UpdateExpression=change, ExpressionAttributeValues=value)
        follow(self, item, hold)  # type: ignore[arg-type]

    monkeypatch.setattr(DynamoDbHolds, "_let_follow", another_first)
    assert stage.hold(OPERATOR, REF.upload_id, REQUEST).is_whole
    assert all_end_at(stage, YEAR_AWAY)


def test_after_a_release_the_own_end_counts_and_the_upload_may_be_deleted_with_its_copies(stage: Stage) -> None:
    own_end = stage.upload.kept_until
    stage.hold(OPERATOR, REF.upload_id, REQUEST)
    hold = stage.hold.release(OPERATOR, REF.upload_id, 1)
    assert (hold.is_released, hold.is_whole, hold.version) == (True, True, 2)
    assert all_end_at(stage, own_end)
    assert stage.actions() == [Action.HELD.value, Action.RELEASED.value]
    assert stage.delete(OPERATOR, REF.upload_id, DeleteReason.PRIVACY_REQUEST).is_complete
    assert stage.stored() == set()


def test_what_is_released_late_stays_for_a_day(stage: Stage) -> None:
    stage.hold(OPERATOR, REF.upload_id, REQUEST)
    stage.clock.move(timedelta(days=200))
    stage.hold.release(OPERATOR, REF.upload_id, 1)
    assert all_end_at(stage, stage.clock() + RELEASE_GRACE)


def test_a_held_upload_is_not_deleted_by_hand(stage: Stage) -> None:
    stage.hold(OPERATOR, REF.upload_id, REQUEST)
    with pytest.raises(Conflict) as raised:
        stage.delete(OPERATOR, REF.upload_id, DeleteReason.PRIVACY_REQUEST)
    assert raised.value.code == "upload_held"
    assert stage.upload.deletion is None


def test_who_deletes_what_is_held_at_the_same_moment_is_refused(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = stage.upload
    stage.hold(OPERATOR, REF.upload_id, REQUEST)
    monkeypatch.setattr(DynamoDbUploadLog, "alone", lambda _self, _upload_id: seen)
    with pytest.raises(Conflict):
        stage.delete(OPERATOR, REF.upload_id, DeleteReason.PRIVACY_REQUEST)


def test_who_saw_another_version_is_told_so(stage: Stage) -> None:
    stage.hold(OPERATOR, REF.upload_id, REQUEST)
    for ask in _asking_with(stage, 0):
        with pytest.raises(Conflict) as raised:
            ask()
        assert raised.value.code == "hold_changed"


def test_only_operators_and_administrators_hold_and_release(stage: Stage) -> None:
    owner = Caller(REF.owner, frozenset())
    with pytest.raises(NotAllowed):
        stage.hold(owner, REF.upload_id, REQUEST)
    with pytest.raises(NotAllowed):
        stage.hold.release(owner, REF.upload_id, 1)
    with pytest.raises(NotFound):
        stage.hold(OPERATOR, "f" * 32, REQUEST)


def _asking_with(stage: Stage, version: int) -> list[Callable[[], object]]:
    return [
        lambda: stage.hold(OPERATOR, REF.upload_id, replace(REQUEST, version=version)),
        lambda: stage.hold.release(OPERATOR, REF.upload_id, version),
    ]


def _die(*_args: object) -> None:
    raise Killed
