"""What a person's photo asks of AWS on its way: a budget that a change may lower, and has to be told where not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from handler.adapters.dynamodb.plate_index import DynamoDbPlateIndex
from handler.adapters.dynamodb.quotas import DynamoDbQuotas
from handler.adapters.dynamodb.upload_log import DynamoDbUploadLog
from handler.adapters.pictures.image import PillowInspector
from handler.adapters.s3 import S3PhotoStore
from handler.domain.caller import Caller
from handler.domain.quota import Quota
from handler.service.look_twice import LookTwice
from handler.service.process_upload import ProcessUpload
from handler.service.start_upload import NewUpload, StartUpload
from tests.integration.conftest import BUCKET, TABLE
from tests.support.devices import PHOTO
from tests.support.fakes.detector import ScriptedDetector, detect_text_answer
from tests.support.fakes.photos import NoPixels, PlainMontageMaker
from tests.support.fakes.world import LEASE, OWNER, Clock
from tests.support.processing import ACCEPTANCE
from tests.support.samples import KEPT

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client

TO_ANNOUNCE: Final = 2
"""The quota and the upload."""

TO_READ: Final = 5
"""Beside DetectText; with it 6, where the goal is 8 (docs/performance.md says what each is for)."""


class Way:
    """A photo's way on AWS's clients, which are counted; only the text detection is made up."""

    def __init__(self, table: DynamoDBClient, bucket: S3Client) -> None:
        clock, self.bucket, self.calls = Clock(), bucket, list[str]()
        for client in (table, bucket):
            client.meta.events.register("before-call", lambda model, **_: self.calls.append(model.name))
        log, store = DynamoDbUploadLog(table, TABLE, LEASE, clock), S3PhotoStore(bucket, BUCKET)
        quotas = DynamoDbQuotas(table, TABLE, Quota(10, 1024**3))
        self.detector = ScriptedDetector(detect_text_answer("AB12CDE"))
        look_twice = LookTwice(self.detector, PlainMontageMaker(), NoPixels, frozenset({"gb"}), is_allowed=False)
        index = DynamoDbPlateIndex(table, TABLE, clock)
        about = log, index, quotas, store, PillowInspector(), self.detector, look_twice
        self.process = ProcessUpload(*about, ACCEPTANCE, clock)
        self.start = StartUpload(log, store, quotas, clock, KEPT)

    def go(self) -> tuple[list[str], list[str]]:
        """Give the calls for announcing a photo and for reading it."""
        promised = self.start(Caller(OWNER, frozenset()), NewUpload("a.jpg", "image/jpeg", len(PHOTO)))
        announced, ref = [*self.calls], promised.upload.ref
        put = self.bucket.put_object(Bucket=BUCKET, Key=ref.photo_key, Body=PHOTO, ContentType="image/jpeg")
        self.calls.clear()
        self.process(ref, put["VersionId"], "a-holder", len(PHOTO))
        return announced, [*self.calls]


def test_a_photo_costs_no_more_calls_than_it_may(table: DynamoDBClient, bucket: S3Client) -> None:
    way = Way(table, bucket)
    announced, read = way.go()
    assert len(announced) <= TO_ANNOUNCE, announced
    assert len(read) <= TO_READ, read
    assert (read.count("GetObject"), read.count("TransactWriteItems"), way.detector.calls) == (1, 1, 1)
