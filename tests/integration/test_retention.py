"""An upload ends, and nothing of it stays: the table's time to live and the comparison with the bucket, together."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

import pytest
from PIL import Image

from handler.adapters.dynamodb.audit_inbox import DynamoDbAuditInbox
from handler.adapters.dynamodb.deletions import DynamoDbLeftovers
from handler.adapters.dynamodb.plate_index import DynamoDbPlateIndex
from handler.adapters.dynamodb.quotas import DynamoDbQuotas
from handler.adapters.dynamodb.read_log import DynamoDbReadLog
from handler.adapters.dynamodb.upload_census import DynamoDbUploadCensus
from handler.adapters.dynamodb.upload_log import DynamoDbUploadLog
from handler.adapters.pictures.image import PillowInspector
from handler.adapters.pictures.pixels import PillowPixels
from handler.adapters.s3 import S3PhotoStore
from handler.domain.caller import Caller
from handler.domain.keeping.ends import Retention
from handler.domain.plate_search import Pattern
from handler.domain.quota import Quota
from handler.domain.reading.acceptance import Acceptance
from handler.domain.review import Decision, ReviewRequest
from handler.domain.upload import Upload
from handler.service.forget_upload import ForgetUpload
from handler.service.look_twice import LookTwice
from handler.service.mend_reads import MendReads
from handler.service.process_upload import ProcessUpload
from handler.service.reconcile import Reconcile
from handler.service.review_reads import ReviewReads
from handler.service.show_read import ShowRead
from handler.service.show_uploads import ShowUploads
from handler.service.start_upload import NewUpload, StartUpload
from tests.integration.conftest import AUDIT_INBOX, BUCKET, TABLE
from tests.support.fakes.detector import ScriptedDetector, detect_text_answer
from tests.support.fakes.photos import PlainMontageMaker, RecordingStarter
from tests.support.fakes.records import MemoryPeople
from tests.support.fakes.world import LEASE, OWNER, Clock
from tests.support.scenes import render_scene

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client

DAY: Final = timedelta(days=1)
READ, CORRECTED = "AB12CDE", "AB12CDF"
NAMELESS: Final = ("insights#", "meter")
"""Counts and the last comparison: they do not end, and tell of no upload, plate or person."""


def with_metadata(picture: Image.Image) -> bytes:
    """A JPEG that says more than people are to see, so that a copy is made of it."""
    exif, out = Image.Exif(), BytesIO()
    exif[0x013B] = "somebody"
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()


class Stage:
    """All of the back end but Rekognition, with a clock of its own."""

    def __init__(self, table: DynamoDBClient, bucket: S3Client) -> None:
        self.table, self.bucket = table, bucket
        self.clock = Clock(datetime.now(UTC))  # the bucket's clock cannot be set
        self.log, self.photos = DynamoDbUploadLog(table, TABLE, LEASE, self.clock), S3PhotoStore(bucket, BUCKET)
        self.plates = DynamoDbPlateIndex(table, TABLE, self.clock)
        self.starter = RecordingStarter()

    def read_a_photo(self) -> Upload:
        """Announce a photo, send it, read it, and correct what was read."""
        photo = with_metadata(render_scene(READ))
        quotas = DynamoDbQuotas(self.table, TABLE, Quota(10, 10**9))
        start = StartUpload(self.log, self.photos, quotas, self.clock, Retention(DAY))
        ref = start(Caller(OWNER, frozenset()), NewUpload("my gate.jpg", "image/jpeg", len(photo))).upload.ref
        self.bucket.put_object(Bucket=BUCKET, Key=ref.photo_key, Body=photo, ContentType="image/jpeg")
        detector = ScriptedDetector(detect_text_answer(READ))
        look = LookTwice(detector, PlainMontageMaker(), PillowPixels, frozenset(), is_allowed=False)
        acceptance = Acceptance(0.9, 0.9)
        inspector = PillowInspector()
        stores = self.log, self.plates, quotas, self.photos
        process = ProcessUpload(*stores, inspector, detector, look, acceptance, self.clock)
        process(ref, None, "request-1")
        self._correct(f"{ref.upload_id}-0")
        found = self.log.find(ref.upload_id)
        assert found is not None
        return found[0]

    def _correct(self, read_id: str) -> None:
        audit = DynamoDbAuditInbox(self.table, AUDIT_INBOX)
        uploads = ShowUploads(self.log, self.photos, self.clock)
        show = ShowRead(self.log, uploads, self.photos, MemoryPeople(), audit, self.clock)
        reads = DynamoDbReadLog(self.table, TABLE, AUDIT_INBOX, self.clock)
        operator = Caller("an-operator", frozenset({"operators"}))
        correction = ReviewRequest(Decision.CORRECT, version=0, plate=CORRECTED, reason=None)
        ReviewReads(self.log, reads, self.plates, show, self.clock).decide(operator, read_id, correction)

    def let_items_end(self) -> None:
        """Do what DynamoDB does within two days after an item's time."""
        now = self.clock().timestamp()
        for item in self.items():
            if "expires_at_epoch_seconds" in item and int(item["expires_at_epoch_seconds"]["N"]) <= now:
                self.table.delete_item(TableName=TABLE, Key={name: item[name] for name in ("pk", "sk")})

    def reconcile(self) -> None:
        census = DynamoDbUploadCensus(self.table, TABLE, self.clock)
        forget = ForgetUpload(DynamoDbLeftovers(self.table, TABLE), self.plates, self.photos, self.clock)
        parts = self.log, census, self.photos, self.starter, forget, MendReads(census, self.plates, forget)
        Reconcile(*parts, DAY, DAY, self.clock)(None, "nightly")

    def items(self) -> list[dict[str, Any]]:
        return [item for page in self.table.get_paginator("scan").paginate(TableName=TABLE) for item in page["Items"]]

    def versions(self) -> list[str]:
        listed = self.bucket.list_object_versions(Bucket=BUCKET)
        found = [*listed.get("Versions", []), *listed.get("DeleteMarkers", [])]
        return sorted(one["Key"] for one in found)


@pytest.fixture
def stage(audit_table: DynamoDBClient, bucket: S3Client) -> Stage:
    return Stage(audit_table, bucket)


def by_table_first(stage: Stage) -> None:
    stage.let_items_end()
    stage.reconcile()


def by_table_last(stage: Stage) -> None:
    """DynamoDB takes its time; the comparison does not wait for it."""
    stage.reconcile()
    assert stage.versions() == []
    by_table_first(stage)


def by_bucket_first(stage: Stage) -> None:
    """The bucket's lifecycle hides the photo before its record ends; the photo itself would stay for as long again."""
    for key in set(stage.versions()):
        stage.bucket.delete_object(Bucket=BUCKET, Key=key)
    by_table_first(stage)


def by_second_post(stage: Stage) -> None:
    """Somebody sent another photo by the same promise."""
    (key,) = {key for key in stage.versions() if key.startswith("uploads/")}
    stage.bucket.put_object(Bucket=BUCKET, Key=key, Body=b"another", ContentType="image/jpeg")
    by_table_first(stage)


@pytest.mark.parametrize("end", [by_table_first, by_table_last, by_bucket_first, by_second_post])
def test_nothing_of_an_upload_stays_when_its_time_is_over(stage: Stage, end: Callable[[Stage], None]) -> None:
    upload = stage.read_a_photo()
    kinds = {item["sk"]["S"].partition("#")[0] for item in stage.items() if item["pk"]["S"].startswith("upload#")}
    assert kinds == {"upload", "read", "decision", "explanation"}
    assert {key.partition("/")[0] for key in stage.versions()} == {"uploads", "shown", "thumbnails", "detections"}
    assert stage.plates.near(CORRECTED)

    stage.clock.move(2 * DAY + timedelta(hours=1))
    end(stage)

    assert stage.versions() == []
    left = stage.items()
    assert [item["pk"]["S"] for item in left if not item["pk"]["S"].startswith(NAMELESS)] == []
    for trace in (upload.ref.upload_id, OWNER, "my gate.jpg", READ, CORRECTED):
        assert trace not in json.dumps(left)
    assert stage.plates.near(READ) == []
    assert stage.plates.fitting(Pattern.parse("AB*"), 10, None).plates == []
    assert stage.starter.started == []


def test_before_its_time_everything_stays(stage: Stage) -> None:
    upload = stage.read_a_photo()
    items, versions = len(stage.items()), stage.versions()

    stage.clock.move(DAY - timedelta(minutes=1))
    by_table_first(stage)

    assert len(stage.items()) == items + 2  # what the comparison found, and how far it came
    assert stage.versions() == versions
    assert stage.log.find(upload.ref.upload_id) is not None
