"""A photo is read while its sender waits: once, whoever is quicker, and in time or not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from handler.domain.cameras.answers import Outcome
from handler.domain.cameras.bad_message import BadMessage
from handler.domain.errors import BadPhoto, QuotaExceeded, ServiceFailed, Throttled, UploadBusy
from handler.domain.quota import Quota
from handler.domain.sites.camera import Dialect
from handler.domain.upload import ObjectFacts, UploadRef, UploadStatus
from handler.service.doors.read_at_once import ANSWERED_WITHIN, LOOK_TAKES_AT_MOST
from local.camera.messages import hikvision, jpeg
from tests.support.at_once import JUST_NOW, AtOnce, request
from tests.support.devices import a_picture, a_shot
from tests.support.fakes.detector import OneAnswer, detect_text_answer

PLATE = "AB12CDE"


@pytest.fixture
def door() -> AtOnce:
    return AtOnce(PLATE)


def plates(door: AtOnce, name: str | None = None) -> list[str]:
    whole = door.ask(request(), name).whole
    assert whole
    return [read.plate for read in whole.reads]


def test_a_photo_is_read_in_the_same_call(door: AtOnce) -> None:
    assert plates(door) == [PLATE]
    assert door.detector.calls == 1
    assert door.waits == []


def test_a_repeat_is_answered_the_same_without_an_upload_or_a_charge(door: AtOnce) -> None:
    assert [plates(door) for _ in range(3)] == [[PLATE]] * 3
    assert len(door.log.uploads) == 1
    assert (door.places.puts, door.detector.calls) == (1, 1)


def test_a_photo_that_shows_the_same_again_is_answered_with_what_was_read_before(door: AtOnce) -> None:
    plates(door)
    before = door.upload
    door.detector = OneAnswer(detect_text_answer("XY99ZZZ"))
    again = request(photo=a_picture(grey=91))
    ref = door.ask(again).received.ref
    assert ref
    door.log.uploads[ref.upload_id] = replace(door.log.uploads[ref.upload_id], repeat_of=before.ref.upload_id)
    whole = door.ask(again).whole
    assert whole
    assert [read.plate for read in whole.reads] == [PLATE]


def test_the_event_that_comes_too_finds_it_finished(door: AtOnce) -> None:
    plates(door)
    door.by_event()
    assert door.detector.calls == 1
    assert list(door.quotas.uploads.values()) == [1]


@pytest.mark.parametrize("of_camera", [False, True])
def test_a_photo_beyond_a_budget_waits_and_who_asks_is_told_so_at_once_each_time(
    door: AtOnce, *, of_camera: bool
) -> None:
    door.spend_all(of_camera=of_camera)
    for _ in range(2):
        whole = door.ask(request()).whole
        assert whole
        assert (whole.upload.status, whole.reads, door.waits) == (UploadStatus.WAITING, [], [])
    door.by_event()
    assert (door.upload.status, door.detector.calls) == (UploadStatus.WAITING, 0)
    door.governor, door.process = None, replace(door.process, governor=None)
    door.by_event("the-comparison")
    assert plates(door) == [PLATE]


def test_a_photo_is_in_work_before_it_is_in_the_bucket(door: AtOnce) -> None:
    put, came = door.places.put_once, []

    def put_and_tell(ref: UploadRef, photo: bytes, content_type: str) -> ObjectFacts | None:
        facts = put(ref, photo, content_type)
        with pytest.raises(UploadBusy):
            door.by_event()
        came.append(ref)
        return facts

    door.places.put_once = put_and_tell  # type: ignore[method-assign]
    assert plates(door) == [PLATE]
    assert (len(came), door.detector.calls, door.waits) == (1, 1, [])


def test_a_new_photo_is_not_fetched_from_the_bucket(door: AtOnce) -> None:
    door.store.open = lambda ref, version_id: pytest.fail("it was fetched")  # type: ignore[method-assign]
    assert plates(door) == [PLATE]
    assert door.upload.object_facts
    assert door.upload.object_facts.version_id == "version-1"


def test_the_event_makes_its_plates_to_be_found(door: AtOnce) -> None:
    plates(door)
    assert door.plates.unsettled(door.upload.ref.upload_id)
    door.by_event()
    assert not door.plates.unsettled(door.upload.ref.upload_id)


def test_while_it_is_read_here_the_event_finds_it_busy(door: AtOnce) -> None:
    def come() -> None:
        with pytest.raises(UploadBusy):
            door.by_event()

    door.log.before_finish = come
    assert plates(door) == [PLATE]
    assert door.detector.calls == 1


def test_who_asks_while_another_reads_gets_what_that_one_reads(door: AtOnce) -> None:
    first = door.post(request())
    assert first.ref
    door.log.claim(first.ref, None, "another-door", door.clock())
    door.meanwhile = lambda: door.by_event("another-door")
    assert plates(door) == [PLATE]
    assert door.detector.calls == 1


def test_a_reading_that_another_gave_up_is_taken_up(door: AtOnce) -> None:
    first = door.post(request())
    assert first.ref
    door.log.claim(first.ref, None, "another-door", door.clock())
    door.meanwhile = lambda: door.log.release(door.upload.ref, "another-door", door.clock() - timedelta(seconds=1))
    assert plates(door) == [PLATE]


def test_what_takes_too_long_is_told_and_read_all_the_same(door: AtOnce) -> None:
    first = door.post(request())
    assert first.ref
    door.log.claim(first.ref, None, "another-door", door.clock())
    began = door.clock()
    photo = door.ask(request())
    assert (photo.is_kept, photo.whole) == (True, None)
    assert door.clock() - began >= ANSWERED_WITHIN
    door.by_event("another-door")
    assert plates(door) == [PLATE]


@pytest.mark.parametrize("error", [Throttled("DetectText"), ServiceFailed("DetectText", "ReadTimeoutError")])
def test_a_detection_that_fails_is_tried_again_while_there_is_time(door: AtOnce, error: Throttled) -> None:
    door.detector.error = error

    def mend() -> None:
        door.detector.error = None if len(door.waits) == 2 else error

    door.meanwhile = mend
    assert plates(door) == [PLATE]
    assert door.detector.calls == 3


def test_no_look_begins_that_would_end_too_late(door: AtOnce) -> None:
    door.detector.error = Throttled("DetectText")
    looks = []
    door.meanwhile = lambda: looks.append((door.clock(), door.detector.calls))
    began = door.clock()
    photo = door.ask(request())
    assert (photo.is_kept, photo.whole) == (True, None)
    last = next(at for at, calls in looks if calls == door.detector.calls)
    assert last - began <= ANSWERED_WITHIN - LOOK_TAKES_AT_MOST + timedelta(seconds=1)
    door.detector.error = None
    door.by_event()
    assert door.upload.status is UploadStatus.DONE


def test_a_photo_that_cannot_be_read_has_ended(door: AtOnce) -> None:
    door.inspector.error = BadPhoto("damaged")
    photo = door.ask(request())
    assert photo.whole
    assert photo.whole.upload.status is UploadStatus.FAILED
    assert door.detector.calls == 0


def test_a_photo_that_somebody_deleted_since_is_gone(door: AtOnce) -> None:
    plates(door)
    door.log.uploads.clear()
    photo = door.ask(request())
    assert (photo.is_kept, photo.is_gone) == (False, True)
    assert list(door.quotas.uploads.values()) == [1]


def test_another_picture_under_the_same_name_is_answered_with_the_first(door: AtOnce) -> None:
    assert plates(door, "event-1") == [PLATE]
    photo = door.ask(request(photo=a_picture(grey=7)), "event-1")
    assert photo.received.outcome is Outcome.REPEATED
    assert photo.whole
    assert (len(door.log.uploads), door.detector.calls) == (1, 1)


def test_another_picture_is_another_event(door: AtOnce) -> None:
    plates(door)
    door.ask(request(photo=a_picture(grey=7)))
    assert (len(door.log.uploads), door.detector.calls) == (2, 2)


def test_a_bucket_that_fails_is_asked_again_by_the_next_request(door: AtOnce) -> None:
    door.places.broken = 1
    assert door.ask(request()).received.outcome is Outcome.LATER
    assert plates(door) == [PLATE]


def test_who_has_sent_enough_is_told(door: AtOnce) -> None:
    door.quotas.quota = Quota(0, 1024**3)
    with pytest.raises(QuotaExceeded):
        door.ask(request())


@pytest.mark.parametrize("posted", [hikvision.posted(a_shot()), jpeg.posted(a_shot(taken_at=JUST_NOW))])
def test_nothing_but_their_own_requests_comes_by_this_door(door: AtOnce, posted: object) -> None:
    photo = door.ask(posted)  # type: ignore[arg-type]
    assert isinstance(photo.received.told, BadMessage)
    assert photo.received.outcome is Outcome.REFUSED
    assert door.log.uploads == {}


def test_a_camera_that_speaks_otherwise_is_not_understood_here(door: AtOnce) -> None:
    door.setup(dialect=Dialect.HIKVISION)
    assert door.ask(request()).received.outcome is Outcome.REFUSED
    door.setup(dialect=Dialect.SNAPSHOT)
    assert plates(door) == [PLATE]


def test_a_photo_whose_arrival_could_not_be_noted_is_asked_for_once_more_and_not_read_again(
    door: AtOnce, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(door.events, "note_stored", refused)
        door.receive = replace(door.receive, begin=lambda work: work)
        later = door.ask(request())
    assert (later.received.outcome, later.whole, door.detector.calls) == (Outcome.LATER, None, 1)
    (event,) = door.events.events.values()
    assert not event.is_stored
    assert plates(door) == [PLATE]
    (event,) = door.events.events.values()
    assert (event.is_stored, door.detector.calls, len(door.places.photos)) == (True, 1, 1)


def refused(_event: object) -> None:
    raise Throttled("dynamodb:UpdateItem")
