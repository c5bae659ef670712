"""A photo that is read while its sender waits: on real tables and a real bucket, what it leaves and what it costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handler.adapters.cameras.xml import read_xml
from handler.adapters.dynamodb.events import DynamoDbEvents
from handler.adapters.dynamodb.plate_index import DynamoDbPlateIndex
from handler.adapters.dynamodb.quotas import DynamoDbQuotas
from handler.adapters.dynamodb.upload_log import DynamoDbUploadLog
from handler.adapters.pictures.image import PillowInspector
from handler.adapters.s3 import S3PhotoStore
from handler.domain.quota import Quota
from handler.domain.sites.admission import AdmittedCamera
from handler.service.doors.read_at_once import ANSWERED_WITHIN, ReadAtOnce, ReadPhoto
from handler.service.doors.receive_message import ReceiveMessage
from handler.service.look_twice import LookTwice
from handler.service.process_upload import ProcessUpload
from tests.integration.conftest import BUCKET, TABLE
from tests.support.at_once import request
from tests.support.devices import arrived
from tests.support.fakes.detector import OneAnswer, detect_text_answer
from tests.support.fakes.photos import NoPixels, PlainMontageMaker
from tests.support.fakes.sites import a_camera, a_site
from tests.support.fakes.world import LEASE, Clock
from tests.support.processing import ACCEPTANCE
from tests.support.samples import KEPT

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client


class Door:
    """The door on AWS's clients, which are counted; only the text detection is made up."""

    def __init__(self, table: DynamoDBClient, bucket: S3Client) -> None:
        self.clock, self.calls = Clock(), list[str]()
        for client in (table, bucket):
            client.meta.events.register("before-call", lambda model, **_: self.calls.append(model.name))
        log, store = DynamoDbUploadLog(table, TABLE, LEASE, self.clock), S3PhotoStore(bucket, BUCKET)
        quotas = DynamoDbQuotas(table, TABLE, Quota(10, 1024**3))
        self.detector = OneAnswer(detect_text_answer("AB12CDE"))
        look_twice = LookTwice(self.detector, PlainMontageMaker(), NoPixels, frozenset({"gb"}), is_allowed=False)
        index = DynamoDbPlateIndex(table, TABLE, self.clock)
        about = log, index, quotas, store, PillowInspector(), self.detector, look_twice
        self.process = ProcessUpload(*about, ACCEPTANCE, self.clock)
        receive = ReceiveMessage(DynamoDbEvents(table, TABLE), store, quotas, read_xml, KEPT, self.clock)
        self.read = ReadAtOnce(receive, self.process, log, self.clock, lambda _seconds: None)

    def ask(self) -> ReadPhoto:
        self.calls.clear()
        until = self.clock() + ANSWERED_WITHIN
        return self.read(AdmittedCamera(a_camera(), a_site()), arrived(request()), None, "the-door", until)


def test_a_photo_is_read_once_and_a_repeat_costs_two_calls(table: DynamoDBClient, bucket: S3Client) -> None:
    door = Door(table, bucket)
    first, cost = door.ask(), [*door.calls]
    again = door.ask()
    for photo in (first, again):
        assert photo.whole
        assert [read.plate for read in photo.whole.reads] == ["AB12CDE"]
        assert photo.whole.texts
    assert len(cost) <= 16
    assert door.calls == ["GetItem", "Query"]
    assert door.detector.calls == 1


def test_the_event_that_comes_too_reads_nothing(table: DynamoDBClient, bucket: S3Client) -> None:
    door = Door(table, bucket)
    ref = door.ask().received.ref
    assert ref
    (version,) = bucket.list_object_versions(Bucket=BUCKET, Prefix=ref.photo_key)["Versions"]
    door.process(ref, version["VersionId"], "the-event", version["Size"])
    assert door.detector.calls == 1
