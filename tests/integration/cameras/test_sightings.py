"""What cameras saw last, in the table, and repeats that are read after all."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from handler.adapters.dynamodb.deletions import DynamoDbLeftovers
from handler.adapters.dynamodb.sites.known_cameras import DynamoDbKnownCameras
from handler.adapters.dynamodb.sites.registry import DynamoDbRegistry
from handler.adapters.dynamodb.sites.repeats import DynamoDbRepeats
from handler.adapters.dynamodb.sites.sightings import DynamoDbSightings
from handler.adapters.dynamodb.upload_log import DynamoDbUploadLog
from handler.domain.audit import Action, AuditEntry
from handler.domain.errors import Conflict
from handler.domain.geometry import BoundingBox, Frame, ImageSize
from handler.domain.judging.ground import GreyLine
from handler.domain.repeats.plate_view import PlateView
from handler.domain.repeats.sighting import REREAD_AFTER, Sighting
from handler.domain.repeats.signature import Signature
from handler.domain.upload import UploadStatus
from handler.service.ports.sites import CameraName
from tests.integration.conftest import AUDIT_INBOX, TABLE
from tests.support.fakes.sites import CAMERA_ID, SITE_ID, a_camera, a_site
from tests.support.fakes.world import LEASE, START, Clock
from tests.support.samples import an_upload

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

GREYS = bytes(range(200)) * 20
SIGNATURE = Signature(
    ImageSize(1280, 960),
    GreyLine(40, GREYS),
    (PlateView(Frame(640.5, 700.25, 200, 44, 0.125), GreyLine(100, GREYS)),),
    (BoundingBox(0.1, 0.2, 0.3, 0.05),),
)
FIRST = Sighting(CAMERA_ID, f"{0:032x}", START, START, START + REREAD_AFTER)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sightings(table: DynamoDBClient, clock: Clock) -> DynamoDbSightings:
    return DynamoDbSightings(table, TABLE, clock)


@pytest.fixture
def log(table: DynamoDBClient) -> DynamoDbUploadLog:
    return DynamoDbUploadLog(table, TABLE, LEASE, Clock())


def later(seconds: int, number: int = 1) -> Sighting:
    at = START + timedelta(seconds=seconds)
    return Sighting(CAMERA_ID, f"{number:032x}", at, at, at + REREAD_AFTER)


def test_what_a_camera_saw_last_is_found_as_it_was_kept(sightings: DynamoDbSightings) -> None:
    assert sightings.last(CAMERA_ID) is None
    assert sightings.signature(FIRST.upload_id) is None
    sightings.keep(FIRST, SIGNATURE, START)
    assert sightings.last(CAMERA_ID) == FIRST
    assert sightings.signature(FIRST.upload_id) == SIGNATURE
    assert sightings.last("cam-0000000009") is None


def test_a_photo_that_was_taken_before_the_last_one_does_not_take_its_place(sightings: DynamoDbSightings) -> None:
    sightings.keep(later(10), SIGNATURE, START)
    sightings.keep(FIRST, SIGNATURE, START)
    assert sightings.last(CAMERA_ID) == later(10)
    assert sightings.signature(FIRST.upload_id) is None
    sightings.keep(later(20, 2), SIGNATURE, START)
    assert sightings.last(CAMERA_ID) == later(20, 2)


def test_what_is_over_is_in_nobodys_way(sightings: DynamoDbSightings) -> None:
    sightings.keep(later(10), SIGNATURE, START)
    sightings.keep(FIRST, SIGNATURE, later(10).ends_at)
    assert sightings.last(CAMERA_ID) == FIRST


def test_what_is_over_is_not_told_of_a_camera_any_more(sightings: DynamoDbSightings, clock: Clock) -> None:
    sightings.keep(FIRST, SIGNATURE, START)
    clock.time = FIRST.ends_at
    assert sightings.last(CAMERA_ID) is None
    assert sightings.signature(FIRST.upload_id) is None


def test_a_repeat_moves_the_time_of_the_last_one_on_and_never_back(sightings: DynamoDbSightings) -> None:
    sightings.keep(FIRST, SIGNATURE, START)
    for seconds, last in ((20, 20), (10, 20), (30, 30)):
        sightings.join(FIRST, START + timedelta(seconds=seconds))
        assert sightings.last(CAMERA_ID) == replace(FIRST, last_at=START + timedelta(seconds=last))


def test_nothing_joins_a_sighting_that_is_not_the_last_one_any_more(sightings: DynamoDbSightings) -> None:
    sightings.join(FIRST, START)
    assert sightings.last(CAMERA_ID) is None
    sightings.keep(later(10), SIGNATURE, START)
    sightings.join(FIRST, START + timedelta(seconds=20))
    assert sightings.last(CAMERA_ID) == later(10)


def test_what_is_remembered_goes_with_its_upload_and_is_shown_to_nobody(
    table: DynamoDBClient, sightings: DynamoDbSightings, log: DynamoDbUploadLog
) -> None:
    log.add(an_upload(read_count=0))
    sightings.keep(FIRST, SIGNATURE, START)
    assert log.find(FIRST.upload_id) == (an_upload(read_count=0), [])
    whole = log.whole(FIRST.upload_id)
    assert whole is not None
    assert (whole.reads, whole.reviews, whole.texts) == ([], [], [])
    DynamoDbLeftovers(table, TABLE).clear(FIRST.upload_id)
    assert sightings.signature(FIRST.upload_id) is None


def test_a_repeat_is_kept_and_can_be_claimed_once_somebody_asks(
    audit_table: DynamoDBClient, log: DynamoDbUploadLog
) -> None:
    repeat = an_upload(1, read_count=0, repeat_of=FIRST.upload_id)
    log.add(repeat)
    assert log.alone(repeat.ref.upload_id) == repeat
    assert log.claim(repeat.ref, None, "request-1", START) is None
    repeats = DynamoDbRepeats(audit_table, TABLE, AUDIT_INBOX)
    entry = AuditEntry(Action.READ_REPEAT, "an-operator", START, repeat.ref.upload_id)
    repeats.begin_reading(repeat, START + LEASE, entry)
    with pytest.raises(Conflict):
        repeats.begin_reading(repeat, START + LEASE, None)
    begun = log.alone(repeat.ref.upload_id)
    assert begun is not None
    assert (begun.status, begun.repeat_of, begun.is_asked_for) == (UploadStatus.PROCESSING, None, True)
    assert len(audit_table.scan(TableName=AUDIT_INBOX)["Items"]) == 1
    taken = log.claim(repeat.ref, None, "request-2", START)
    assert taken is not None
    assert (taken.is_asked_for, taken.attempts) == (True, 1)


def test_what_was_read_cannot_be_asked_for(audit_table: DynamoDBClient, log: DynamoDbUploadLog) -> None:
    log.add(an_upload())
    with pytest.raises(Conflict):
        DynamoDbRepeats(audit_table, TABLE, AUDIT_INBOX).begin_reading(an_upload(), START + LEASE, None)


def test_a_camera_is_found_without_its_site(audit_table: DynamoDBClient) -> None:
    cameras, registry = DynamoDbKnownCameras(audit_table, TABLE), DynamoDbRegistry(audit_table, TABLE, AUDIT_INBOX)
    assert cameras.camera(CAMERA_ID) is None
    entry = AuditEntry(Action.CHANGED_SITE, "an-admin", START, SITE_ID)
    registry.put_site(None, a_site(), entry)
    registry.put_camera(None, a_camera(), replace(entry, action=Action.CHANGED_CAMERA, target=CAMERA_ID))
    assert cameras.camera(CAMERA_ID) == a_camera()
    assert cameras.names([CAMERA_ID, CAMERA_ID, "cam-zzzzzzzzzz", "gate-2"]) == {
        CAMERA_ID: CameraName("Gate 2", "Central")
    }


def test_names_that_nobody_registered_cost_nothing(audit_table: DynamoDBClient) -> None:
    requests: list[str] = []
    audit_table.meta.events.register("before-call.dynamodb", lambda model, **_: requests.append(model.name))
    assert DynamoDbKnownCameras(audit_table, TABLE).names(["gate-2", ""]) == {}
    assert requests == []
