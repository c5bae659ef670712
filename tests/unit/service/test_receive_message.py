"""What a camera sends is taken once, whole, and with its time."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import UTC, timedelta

import pytest

from handler.domain.cameras.answers import Outcome
from handler.domain.cameras.bad_message import BadMessage
from handler.domain.cameras.event import KEPT, LONGEST_RUN
from handler.domain.cameras.message import DialectName
from handler.domain.cameras.taken_at import Derived
from handler.domain.errors import QuotaExceeded
from handler.domain.quota import Quota
from handler.domain.sites.camera import Dialect, Movement
from handler.domain.upload import UploadStatus
from local.camera.dialects import DIALECTS
from local.camera.shot import Posted
from tests.support.devices import PHOTO, PLATE, a_picture, a_shot
from tests.support.doors import Doors
from tests.support.fakes.sites import CAMERA_ID
from tests.support.fakes.world import START
from tests.support.samples import RETENTION

JUST_NOW = START - timedelta(seconds=20)


@pytest.fixture
def doors() -> Doors:
    return Doors()


def message(dialect: str = "hikvision", **about: object) -> Posted:
    return DIALECTS[dialect](a_shot(**{"taken_at": JUST_NOW, **about}))


@pytest.mark.parametrize("dialect", sorted(DIALECTS))
def test_the_same_message_again_makes_no_second_upload(doors: Doors, dialect: str) -> None:
    outcomes = [doors.post(message(dialect)).outcome for _ in range(3)]
    assert outcomes == [Outcome.TAKEN, Outcome.REPEATED, Outcome.REPEATED]
    assert doors.photo == (PHOTO, "image/jpeg")
    assert doors.places.puts == 1
    assert list(doors.quotas.uploads.values()) == [1]


def test_the_upload_is_the_cameras_and_awaits_its_reading_as_any_other(doors: Doors) -> None:
    doors.post(message())
    upload = doors.upload
    assert (upload.ref.owner, upload.camera_id) == (CAMERA_ID, CAMERA_ID)
    assert upload.status is UploadStatus.AWAITING_UPLOAD
    assert (upload.content_type, upload.size_bytes) == ("image/jpeg", len(PHOTO))
    assert (upload.captured_at, upload.seen_at) == (JUST_NOW, JUST_NOW)
    assert upload.kept_until == START + RETENTION
    assert list(doors.places.photos) == [upload.ref.photo_key]
    assert PLATE not in upload.file_name


def test_what_the_device_said_is_kept_beside_and_its_word_for_a_direction_means_what_was_set(doors: Doors) -> None:
    doors.setup(directions={"reverse": Movement.LEAVING})
    doors.post(message())
    said = doors.upload.said
    assert said
    assert said.opinion
    assert (said.dialect, said.derived) == (DialectName.HIKVISION, Derived.DEVICE)
    assert (said.opinion.plate, said.opinion.confidence) == (PLATE, 0.93)
    assert (said.direction, said.movement) == ("reverse", Movement.LEAVING)
    assert said.device.mac
    assert not said.is_retransmitted


def test_a_cameras_own_retention_goes_before_the_settings(doors: Doors) -> None:
    doors.setup(retention_days=3)
    doors.post(message())
    assert doors.upload.kept_until == START + timedelta(days=3)


def test_a_device_without_an_offset_tells_the_time_of_its_cameras_zone(doors: Doors) -> None:
    local = a_shot(taken_at=JUST_NOW.astimezone(UTC) + timedelta(hours=7))
    doors.post(DIALECTS["file"](local))  # its clock shows Ho Chi Minh City's time, as the site's zone says
    assert doors.upload.captured_at == JUST_NOW


def test_a_photo_without_a_time_was_taken_when_it_came(doors: Doors) -> None:
    doors.post(message("jpeg"))
    upload = doors.upload
    assert upload.said
    assert (upload.captured_at, upload.seen_at) == (None, START)
    assert upload.said.derived is Derived.ARRIVAL_NOT_SAID


def test_a_retransmission_is_taken_marked_and_never_of_now(doors: Doors) -> None:
    long_ago = START - timedelta(days=40)
    assert doors.post(message(taken_at=long_ago, is_retransmitted=True)).outcome is Outcome.TAKEN
    assert doors.upload.said
    assert doors.upload.said.is_retransmitted
    assert doors.upload.seen_at == long_ago


def test_another_picture_under_the_same_event_changes_nothing_and_the_log_says_so(
    doors: Doors, caplog: pytest.LogCaptureFixture
) -> None:
    doors.post(message())
    with caplog.at_level(logging.INFO):
        again = doors.post(message(photo=a_picture(grey=10)))
    assert again.outcome is Outcome.REPEATED
    assert doors.photo[0] == PHOTO
    assert "another picture" in caplog.text


def test_a_photo_that_did_not_reach_the_bucket_is_put_there_when_it_comes_again(doors: Doors) -> None:
    doors.places.broken = 1
    assert doors.post(message()).outcome is Outcome.LATER
    assert doors.places.photos == {}
    assert doors.post(message()).outcome is Outcome.REPEATED
    assert doors.photo[0] == PHOTO
    assert list(doors.places.photos) == [doors.upload.ref.photo_key]
    assert doors.post(message()).outcome is Outcome.REPEATED
    assert doors.places.puts == 2


def test_another_picture_takes_the_place_of_one_that_never_reached_the_bucket_once_nobody_brings_that(
    doors: Doors,
) -> None:
    other = a_picture(grey=10)
    doors.places.broken = 1
    assert doors.post(message()).outcome is Outcome.LATER
    assert doors.post(message(photo=other)).outcome is Outcome.LATER  # the first may be on its way
    assert doors.places.photos == {}
    doors.clock.move(LONGEST_RUN)
    assert doors.post(message(photo=other)).outcome is Outcome.TAKEN
    assert doors.photo[0] == other
    assert doors.post(message()).outcome is Outcome.REPEATED
    assert len(doors.places.photos) == 1


def test_of_two_at_the_same_moment_one_makes_the_upload(doors: Doors) -> None:
    doors.post(message())
    doors.events.hidden = 1
    assert doors.post(message()).outcome is Outcome.REPEATED
    assert len(doors.log.uploads) == len(doors.places.photos) == 1


def test_an_event_is_known_for_seven_days_and_to_its_camera_alone(doors: Doors) -> None:
    doors.post(message("jpeg"))
    doors.clock.move(KEPT - timedelta(seconds=1))
    assert doors.post(message("jpeg")).outcome is Outcome.REPEATED
    doors.clock.move(timedelta(seconds=1))
    assert doors.post(message("jpeg")).outcome is Outcome.TAKEN
    other = "cam-0000000009"
    doors.registry.cameras[CAMERA_ID] = replace(doors.registry.cameras[CAMERA_ID], camera_id=other)
    assert doors.post(message("jpeg")).outcome is Outcome.TAKEN


def test_a_header_names_the_event_where_the_message_does_not(doors: Doors) -> None:
    first = [doors.post(message("jpeg"), "visit 1").outcome, doors.post(message("jpeg"), "visit 2").outcome]
    assert first == [Outcome.TAKEN, Outcome.TAKEN]
    assert doors.post(message("jpeg"), "visit 1").outcome is Outcome.REPEATED


def test_who_has_sent_enough_is_told_when_to_go_on_and_what_came_before_is_still_known(doors: Doors) -> None:
    doors.quotas.quota = Quota(1, 1024**3)
    doors.post(message())
    with pytest.raises(QuotaExceeded):
        doors.post(message(number=4712, photo=a_picture(grey=10)))
    assert doors.post(message()).outcome is Outcome.REPEATED
    assert len(doors.log.uploads) == 1


def test_what_cannot_be_understood_is_refused_and_nothing_is_kept(doors: Doors) -> None:
    received = doors.post(Posted("POST", (("Content-Type", "text/plain"),), b"hello"))
    assert isinstance(received.told, BadMessage)
    assert received.outcome is Outcome.REFUSED
    assert doors.log.uploads == {}
    assert not doors.quotas.uploads


def test_a_camera_that_is_said_to_speak_one_dialect_is_taken_at_its_word(doors: Doors) -> None:
    doors.setup(dialect=Dialect.DAHUA)
    assert doors.post(message("hikvision")).outcome is Outcome.REFUSED
    assert doors.post(message("dahua")).outcome is Outcome.TAKEN


def test_the_log_holds_nothing_that_the_device_said(doors: Doors, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        for dialect in sorted(DIALECTS):
            doors.post(message(dialect))
    written = caplog.text + "".join(str(record.__dict__) for record in caplog.records)
    assert "message of a camera" in written
    assert PLATE not in written
    assert a_shot().device.mac not in written
