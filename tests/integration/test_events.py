"""Events of cameras in the table, and their photos in the bucket."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import ClientError

from handler.adapters.cameras.xml import read_xml
from handler.adapters.dynamodb import items
from handler.adapters.dynamodb.events import DynamoDbEvents, event_key
from handler.adapters.dynamodb.quotas import DynamoDbQuotas
from handler.adapters.dynamodb.sites import registry_items
from handler.adapters.dynamodb.sites.credentials import DynamoDbCredentials
from handler.adapters.dynamodb.upload_log import DynamoDbUploadLog
from handler.adapters.s3 import S3PhotoStore
from handler.domain.cameras.event import KEPT, CameraEvent
from handler.domain.cameras.message import DeviceIds, DialectName, Opinion
from handler.domain.cameras.said_beside import SaidBeside
from handler.domain.cameras.taken_at import Derived
from handler.domain.errors import ServiceFailed
from handler.domain.geometry import BoundingBox
from handler.domain.keeping.ends import Retention
from handler.domain.quota import Quota
from handler.domain.sites.camera import Movement
from handler.domain.sites.rules import ReadingRules
from handler.domain.sites.secret import Secret, digest_of, secret_text
from handler.domain.upload import Upload, UploadRef, UploadStatus
from handler.service.doors.receive_message import ReceiveMessage
from handler.service.sites.admit_camera import AdmitCamera
from local.camera.messages import jpeg
from tests.integration.conftest import BUCKET, TABLE
from tests.support.devices import a_shot, arrived
from tests.support.fakes.sites import CAMERA_ID, SITE_ID, a_camera, a_site
from tests.support.fakes.world import LEASE, START, Clock
from tests.support.samples import RETENTION, an_upload

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client

KEY = "k" * 64
SAID = SaidBeside(
    DialectName.HIKVISION,
    Derived.CAMERA_ZONE,
    Opinion("51K99999", 0.93, "vn"),
    "reverse",
    Movement.LEAVING,
    DeviceIds("1", "a-serial", "02:00:00:00:00:01", "gate"),
    is_retransmitted=True,
)


def a_cameras_upload(number: int = 0, said: SaidBeside = SAID) -> Upload:
    ref = UploadRef(CAMERA_ID, f"{number:032x}")
    return an_upload(
        ref=ref, camera_id=CAMERA_ID, status=UploadStatus.AWAITING_UPLOAD, read_count=0, image_size=None, said=said
    )


def an_event(number: int = 0) -> CameraEvent:
    return CameraEvent(CAMERA_ID, KEY, f"{number:032x}", f"{number:064x}", START + KEPT)


@pytest.fixture
def events(table: DynamoDBClient) -> DynamoDbEvents:
    return DynamoDbEvents(table, TABLE)


@pytest.fixture
def log(table: DynamoDBClient) -> DynamoDbUploadLog:
    return DynamoDbUploadLog(table, TABLE, LEASE, Clock())


def test_an_event_and_its_upload_are_found_as_they_were_written(events: DynamoDbEvents, log: DynamoDbUploadLog) -> None:
    assert events.find(CAMERA_ID, KEY, START) is None
    assert events.add(an_event(), a_cameras_upload(), START)
    assert events.find(CAMERA_ID, KEY, START) == an_event()
    assert log.alone(an_event().upload_id) == a_cameras_upload()


@pytest.mark.parametrize(
    "said",
    [
        SaidBeside(DialectName.PICTURE, Derived.ARRIVAL_NOT_SAID),
        replace(SAID, opinion=Opinion("51K99999", None, None), movement=None),
    ],
)
def test_what_a_device_left_unsaid_stays_unsaid(
    events: DynamoDbEvents, log: DynamoDbUploadLog, said: SaidBeside
) -> None:
    events.add(an_event(), a_cameras_upload(said=said), START)
    kept = log.alone(an_event().upload_id)
    assert kept
    assert kept.said == said


def test_an_event_that_is_known_already_makes_no_upload(events: DynamoDbEvents, log: DynamoDbUploadLog) -> None:
    assert events.add(an_event(), a_cameras_upload(), START)
    assert not events.add(an_event(1), a_cameras_upload(1), START)
    assert events.find(CAMERA_ID, KEY, START) == an_event()
    assert log.alone(an_event(1).upload_id) is None


def test_an_event_that_is_over_is_in_nobodys_way_though_it_is_still_there(events: DynamoDbEvents) -> None:
    events.add(an_event(), a_cameras_upload(), START)
    later = START + KEPT
    assert events.find(CAMERA_ID, KEY, later - timedelta(seconds=1))
    assert events.find(CAMERA_ID, KEY, later) is None
    anew = replace(an_event(1), ends_at=later + KEPT)
    assert events.add(anew, a_cameras_upload(1), later)
    assert events.find(CAMERA_ID, KEY, later) == anew


def test_an_event_whose_photo_never_came_gives_way_and_one_whose_photo_is_there_does_not(
    events: DynamoDbEvents,
) -> None:
    events.add(an_event(), a_cameras_upload(), START)
    assert not events.add(an_event(2), a_cameras_upload(2), START, an_event(1))
    assert events.add(an_event(2), a_cameras_upload(2), START, an_event())
    assert events.find(CAMERA_ID, KEY, START) == an_event(2)
    events.note_stored(an_event(2))
    assert not events.add(an_event(3), a_cameras_upload(3), START, an_event(2))


def test_that_the_photo_is_in_the_bucket_is_kept(events: DynamoDbEvents) -> None:
    events.add(an_event(), a_cameras_upload(), START)
    events.note_stored(an_event())
    assert events.find(CAMERA_ID, KEY, START) == replace(an_event(), is_stored=True)


def test_a_late_note_does_not_say_that_the_photo_is_there_which_took_the_place_of_its_own(
    events: DynamoDbEvents,
) -> None:
    assert events.add(an_event(1), a_cameras_upload(1), START)
    assert events.add(an_event(2), a_cameras_upload(2), START, instead_of=an_event(1))
    events.note_stored(an_event(1))
    assert events.find(CAMERA_ID, KEY, START) == an_event(2)


def test_a_note_about_an_event_that_is_gone_makes_none(events: DynamoDbEvents) -> None:
    events.note_stored(an_event())
    assert events.find(CAMERA_ID, KEY, START) is None


def test_a_reading_leaves_what_the_camera_said(events: DynamoDbEvents, log: DynamoDbUploadLog) -> None:
    events.add(an_event(), a_cameras_upload(), START)
    claimed = log.claim(a_cameras_upload().ref, None, "a-holder", START)
    assert claimed
    assert claimed.said == SAID


def test_a_photo_is_put_once_and_the_first_stays(bucket: S3Client) -> None:
    store, ref = S3PhotoStore(bucket, BUCKET), a_cameras_upload().ref
    store.put_once(ref, b"the first", "image/jpeg")
    store.put_once(ref, b"another", "image/png")
    photo = store.open(ref, None)
    assert (photo.read(), photo.facts.content_type) == (b"the first", "image/jpeg")
    assert len(bucket.list_object_versions(Bucket=BUCKET)["Versions"]) == 1


def test_a_bucket_that_refuses_otherwise_is_told(bucket: S3Client) -> None:
    with pytest.raises(ServiceFailed) as raised:
        S3PhotoStore(bucket, "no-such-bucket").put_once(a_cameras_upload().ref, b"a photo", "image/jpeg")
    assert isinstance(raised.value.__cause__, ClientError)


def test_an_events_item_ends_by_itself_and_holds_no_word_of_the_device(
    events: DynamoDbEvents, table: DynamoDBClient
) -> None:
    events.add(an_event(), a_cameras_upload(), START)
    item = table.get_item(TableName=TABLE, Key=items.to_typed(event_key(CAMERA_ID, KEY)))["Item"]
    assert item["expires_at_epoch_seconds"] == {"N": str(int((START + KEPT).timestamp()))}
    assert "51K99999" not in str(item)


def test_a_photo_costs_at_most_eight_calls_and_a_repeat_three(table: DynamoDBClient, bucket: S3Client) -> None:
    clock, calls = Clock(), list[str]()
    for client in (table, bucket):
        client.meta.events.register("before-call", lambda model, **_: calls.append(model.name))
    secret = secret_text(bytes(32))
    kept = Secret("sec-0000000000", digest_of(secret), START)
    credential = registry_items.from_credential(a_camera(), kept)
    for item in (
        {**registry_items.site_key(SITE_ID), **registry_items.from_site(a_site())},
        {**registry_items.camera_key(CAMERA_ID), **registry_items.from_camera(a_camera())},
        {**registry_items.credential_key(kept.sha256), **credential},
    ):
        table.put_item(TableName=TABLE, Item=items.to_typed(item))
    admit = AdmitCamera(DynamoDbCredentials(table, TABLE), clock)
    receive = ReceiveMessage(
        DynamoDbEvents(table, TABLE),
        S3PhotoStore(bucket, BUCKET),
        DynamoDbQuotas(table, TABLE, Quota(10, 1024**3)),
        read_xml,
        Retention(RETENTION),
        clock,
    )
    costs = []
    for _ in range(2):
        calls.clear()
        receive(admit(secret, "203.0.113.7", CAMERA_ID), arrived(jpeg.posted(a_shot())))
        costs.append([*calls])
    assert [len(one) for one in costs] == [8, 3]
    assert sorted(set(costs[1])) == ["BatchGetItem", "GetItem"]


def test_how_a_cameras_photos_are_read_is_kept_with_the_upload(table: DynamoDBClient, log: DynamoDbUploadLog) -> None:
    part = BoundingBox(0.1, 0.2, 0.3, 0.4)
    regions = frozenset({"ro", "vn"})
    all_set = ReadingRules(regions, (part,), (part, part), True, repeat_seconds=30, detect_text_calls_a_day=9)
    for number, rules in enumerate([None, ReadingRules(), ReadingRules(frozenset()), all_set]):
        log.add(replace(a_cameras_upload(number), rules=rules))
        kept = log.alone(f"{number:032x}")
        assert kept is not None
        assert kept.rules == rules
