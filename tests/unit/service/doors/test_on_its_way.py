"""A photo is read while it is on its way into the bucket: whatever ends that way, none is lost and none read twice."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import NoReturn

import pytest

from handler.adapters.beside import beside
from handler.adapters.own_reader import OwnReader
from handler.adapters.rekognition import RekognitionDetector
from handler.domain.cameras.answers import Outcome
from handler.domain.cameras.limits import MAX_BODY_BYTES
from handler.domain.errors import BadPhoto
from handler.domain.upload import ObjectFacts, UploadRef, UploadStatus
from handler.service.doors.read_at_once import ANSWERED_WITHIN
from tests.support.at_once import AtOnce, request
from tests.support.devices import PHOTO

PLATE = "AB12CDE"
_PATIENCE_SECONDS = 20


class Killed(BaseException):
    """No handler of errors sees it, as none sees a function that is gone."""


@pytest.fixture
def door() -> AtOnce:
    door = AtOnce(PLATE)
    door.receive = replace(door.receive, begin=beside)
    return door


def plates(door: AtOnce) -> list[str]:
    whole = door.ask(request()).whole
    assert whole
    return [read.plate for read in whole.reads]


def test_text_is_looked_for_before_the_photo_is_in_the_bucket(door: AtOnce) -> None:
    put, is_asked, came = door.places.put_once, threading.Event(), []

    def put_late(ref: UploadRef, photo: bytes, content_type: str) -> ObjectFacts | None:
        came.append(is_asked.wait(_PATIENCE_SECONDS))
        return put(ref, photo, content_type)

    asked = door.detector.detect_in

    def ask(picture: bytes) -> Mapping[str, object]:
        is_asked.set()
        return asked(picture)

    door.places.put_once, door.detector.detect_in = put_late, ask  # type: ignore[method-assign]
    assert plates(door) == [PLATE]
    assert (came, door.detector.pictures) == ([True], [PHOTO])


def test_what_was_read_is_written_down_once_the_photo_is_in_the_bucket(door: AtOnce) -> None:
    there = list[bool]()
    door.log.before_finish = lambda: there.append(door.upload.ref.photo_key in door.places.photos)
    assert plates(door) == [PLATE]
    assert there == [True]
    facts = door.upload.object_facts
    assert facts
    assert (facts.version_id, facts.size_bytes) == ("version-1", len(PHOTO))


def test_whatever_comes_by_this_door_can_be_sent_along() -> None:
    assert min(RekognitionDetector.most_sent_bytes, OwnReader.most_sent_bytes) >= MAX_BODY_BYTES


def test_a_photo_that_did_not_get_there_is_read_when_it_comes_again(door: AtOnce) -> None:
    door.places.broken = 1
    photo = door.ask(request())
    assert (photo.received.outcome, photo.whole) == (Outcome.LATER, None)
    assert door.upload.status is UploadStatus.PROCESSING
    assert door.store.photos == {}
    assert plates(door) == [PLATE]
    assert (len(door.log.uploads), len(door.places.photos)) == (1, 1)


def test_a_photo_that_is_no_picture_is_never_looked_at_and_ends_once_it_is_there(door: AtOnce) -> None:
    door.inspector.error = BadPhoto("damaged")
    whole = door.ask(request()).whole
    assert whole
    assert (whole.upload.status, door.detector.calls) == (UploadStatus.FAILED, 0)
    assert whole.upload.object_facts
    assert whole.upload.ref.photo_key in door.places.photos


def test_a_photo_that_is_there_since_its_answer_was_lost_is_read_once(door: AtOnce) -> None:
    put = door.places.put_once

    def put_twice(ref: UploadRef, photo: bytes, content_type: str) -> ObjectFacts | None:
        put(ref, photo, content_type)
        return put(ref, photo, content_type)  # as boto3 does when no answer comes

    door.places.put_once = put_twice  # type: ignore[method-assign]
    assert plates(door) == [PLATE]
    assert (door.detector.calls, door.waits) == (1, [])


def die(*_: object) -> NoReturn:
    raise Killed


def _not_put(door: AtOnce) -> None:
    door.places.put_once = die  # type: ignore[method-assign, assignment]


def _not_noted(door: AtOnce) -> None:
    door.events.note_stored = die  # type: ignore[method-assign, assignment]


def _not_looked_at(door: AtOnce) -> None:
    door.detector.error = Killed()  # type: ignore[assignment]


def _not_finished(door: AtOnce) -> None:
    door.log.before_finish = die


@pytest.mark.parametrize("happen", [_not_put, _not_noted, _not_looked_at, _not_finished])
def test_a_function_that_is_killed_loses_nothing(door: AtOnce, happen: Callable[[AtOnce], None]) -> None:
    clock, places, events, log = door.clock, door.places, door.events, door.log
    happen(door)
    with suppress(Killed):
        door.ask(request())
    for port, step in ((places, "put_once"), (events, "note_stored")):
        port.__dict__.pop(step, None)
    door.detector.error, log.before_finish = None, lambda: None
    clock.move(ANSWERED_WITHIN * 2)
    assert plates(door) == [PLATE]
    assert (len(log.uploads), len(places.photos)) == (1, 1)
    (event,) = events.events.values()
    assert event.is_stored
