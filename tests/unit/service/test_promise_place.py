"""A program gets a place for a camera's photo: the camera's own, once for each name."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handler.domain.cameras.taken_at import Derived
from handler.domain.errors import InvalidRequest, QuotaExceeded
from handler.domain.quota import Quota
from handler.domain.sites.admission import AdmittedCamera
from handler.domain.upload import PROMISE_LIFETIME, UploadStatus
from handler.service.doors.promise_place import PromisePlace
from handler.service.start_upload import NewUpload, PromisedUpload
from local.camera.messages import jpeg
from tests.support.devices import a_shot
from tests.support.doors import Doors
from tests.support.fakes.photos import MemoryPhotoStore
from tests.support.fakes.sites import CAMERA_ID, SITE_ID
from tests.support.fakes.world import START
from tests.support.samples import KEPT, RETENTION

WANTED = NewUpload("gate.jpg", "image/jpeg", 4711, START - timedelta(minutes=1), "another-camera")


@pytest.fixture
def doors() -> Doors:
    return Doors()


def ask(doors: Doors, name: str | None = None, wanted: NewUpload = WANTED) -> PromisedUpload:
    admitted = AdmittedCamera(doors.registry.cameras[CAMERA_ID], doors.registry.sites[SITE_ID])
    promise = PromisePlace(doors.events, MemoryPhotoStore(), doors.quotas, KEPT, doors.clock)
    return promise(admitted, wanted, name)


def test_the_upload_is_the_cameras_whatever_the_program_calls_it(doors: Doors) -> None:
    promised = ask(doors)
    assert doors.upload == promised.upload
    assert (doors.upload.ref.owner, doors.upload.camera_id) == (CAMERA_ID, CAMERA_ID)
    assert doors.upload.status is UploadStatus.AWAITING_UPLOAD
    assert promised.post.fields["key"] == f"uploads/{CAMERA_ID}/{doors.upload.ref.upload_id}"
    assert (doors.upload.content_type, doors.upload.size_bytes) == ("image/jpeg", 4711)


def test_a_name_is_an_upload_however_often_it_is_asked_for(doors: Doors) -> None:
    first = ask(doors, "one")
    doors.clock.move(timedelta(minutes=7))
    again = ask(doors, "one")
    assert again.upload.ref == first.upload.ref
    assert again.upload.promise_ends_at == doors.clock() + PROMISE_LIFETIME
    assert list(doors.quotas.uploads.values()) == [1]
    assert ask(doors, "two").upload.ref != first.upload.ref


def test_without_a_name_each_request_is_an_upload(doors: Doors) -> None:
    assert ask(doors).upload.ref != ask(doors).upload.ref


def test_of_two_at_the_same_moment_one_makes_the_upload(doors: Doors) -> None:
    first = ask(doors, "one")
    doors.events.hidden = 1
    assert ask(doors, "one").upload.ref == first.upload.ref
    assert len(doors.log.uploads) == 1


@pytest.mark.parametrize("other", [NewUpload("gate.jpg", "image/jpeg", 4712), NewUpload("gate.jpg", "image/png", 4711)])
def test_a_name_is_not_for_another_photo(doors: Doors, other: NewUpload) -> None:
    ask(doors, "one")
    with pytest.raises(InvalidRequest, match="a key of its own"):
        ask(doors, "one", other)
    assert len(doors.log.uploads) == 1


def test_what_a_program_calls_a_message_and_a_promise_are_two_things(doors: Doors) -> None:
    doors.post(jpeg.posted(a_shot()), "one")
    ask(doors, "one")
    assert len(doors.log.uploads) == 2


@pytest.mark.parametrize(
    ("ahead", "derived"),
    [
        (timedelta(minutes=-1), Derived.DEVICE),
        (timedelta(hours=1), Derived.ARRIVAL_AHEAD),
        (timedelta(days=-30), Derived.ARRIVAL_BEHIND),
        (None, Derived.ARRIVAL_NOT_SAID),
    ],
)
def test_the_time_is_trusted_within_the_bounds_of_every_door(
    doors: Doors, ahead: timedelta | None, derived: Derived
) -> None:
    at = None if ahead is None else START + ahead
    ask(doors, wanted=NewUpload("gate.jpg", "image/jpeg", 4711, at))
    assert doors.upload.said
    assert doors.upload.said.derived is derived
    assert doors.upload.captured_at == (at if derived is Derived.DEVICE else None)


def test_a_cameras_own_retention_goes_before_the_settings(doors: Doors) -> None:
    ask(doors)
    assert doors.upload.kept_until == START + RETENTION
    doors.log.uploads.clear()
    doors.setup(retention_days=3)
    ask(doors)
    assert doors.upload.kept_until == START + timedelta(days=3)


def test_who_has_announced_enough_is_refused(doors: Doors) -> None:
    doors.quotas.quota = Quota(0, 1024**3)
    with pytest.raises(QuotaExceeded):
        ask(doors)
