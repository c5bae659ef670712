from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta

import pytest

from handler.adapters.rekognition import to_detections
from handler.domain.deletion import DeleteReason, Deletion, Receipt
from handler.domain.errors import BadPhoto, Throttled, UnknownUpload, UploadBusy
from handler.domain.geometry import ImageSize
from handler.domain.insights import total
from handler.domain.judging.ground import Picture
from handler.domain.logged import ReadStatus
from handler.domain.reading.acceptance import Acceptance
from handler.domain.reading.read import Reading, read_plates
from handler.domain.reading.verdict import Reason
from handler.domain.text.reader import Reader
from handler.domain.upload import MOST_READS, UploadRef, UploadStatus
from handler.service.look_twice import Looks
from handler.service.ports.plates import Unsettled
from tests.support.fakes.detector import detect_text_answer
from tests.support.fakes.photos import PHOTO, NoPixels
from tests.support.fakes.world import LEASE, OWNER
from tests.support.processing import Stage
from tests.support.samples import RETENTION


def test_a_photo_with_a_plate_ends_done_with_its_read() -> None:
    stage = Stage("AB12 CDE")
    stage.process(stage.ref, "version-1", "request-1")
    assert stage.upload.status is UploadStatus.DONE
    assert stage.upload.read_count == 1
    (read,) = stage.log.reads[stage.ref.upload_id]
    assert (read.plate, read.raw_text, read.version) == ("AB12CDE", "AB12 CDE", 0)
    assert read.read_id == f"{stage.ref.upload_id}-0"
    assert read.candidates[0].plate == "AB12CDE"


def test_a_plate_that_was_read_is_filed_for_the_search() -> None:
    stage = Stage("AB12 CDE")
    stage.process(stage.ref, "version-1", "request-1")
    assert stage.plates.plates == {"AB12CDE"}


def test_why_the_reads_are_these_is_kept_with_them() -> None:
    stage = Stage("AB12 CDE", "TOYOTA")
    stage.process(stage.ref, None, "request-1")
    (read,) = stage.log.reads[stage.ref.upload_id]
    logged = stage.log.texts[stage.ref.upload_id]
    fates = {(one.verdict.detection.text, one.verdict.reason, one.read_id) for one in logged}
    assert ("AB12 CDE", Reason.PLATE, read.read_id) in fates
    assert ("TOYOTA", Reason.WORD, None) in fates


@pytest.mark.parametrize(
    ("acceptance", "accepted"),
    [
        (Acceptance(first=0.0, further=0.0), [True, True]),
        (Acceptance(first=0.0, further=2.0), [True, False]),
        (Acceptance(first=2.0, further=2.0), [False, False]),
    ],
)
def test_what_is_below_the_threshold_of_its_place_needs_review(acceptance: Acceptance, accepted: list[bool]) -> None:
    stage = Stage("AB12 CDE", "XY34 ZWV", acceptance=acceptance)
    stage.process(stage.ref, None, "request-1")
    reads = stage.log.reads[stage.ref.upload_id]
    assert [read.status is ReadStatus.ACCEPTED for read in reads] == accepted


def test_a_photo_without_text_ends_done_without_reads() -> None:
    stage = Stage()
    stage.process(stage.ref, None, "request-1")
    assert stage.upload.status is UploadStatus.DONE
    assert stage.log.reads[stage.ref.upload_id] == []


def test_the_facts_of_the_object_and_the_upright_size_are_kept() -> None:
    stage = Stage("AB12 CDE")
    stage.process(stage.ref, None, "request-1")
    digest = hashlib.sha256(PHOTO).hexdigest()
    assert stage.upload.object_facts == replace(stage.photos.photos[stage.ref.photo_key].facts, sha256=digest)
    assert stage.upload.image_size is not None
    assert stage.upload.image_size.width == 1280


@pytest.mark.parametrize("copy", [None, b"the photo without its metadata"])
def test_a_copy_without_metadata_is_kept_where_there_was_any(copy: bytes | None) -> None:
    stage = Stage("AB12 CDE")
    stage.inspector.shown_copy = copy
    stage.process(stage.ref, None, "request-1")
    assert stage.photos.shown == ({stage.ref.shown_key: copy} if copy else {})
    assert stage.upload.has_shown_copy == (copy is not None)


def test_raw_detections_and_a_thumbnail_are_kept() -> None:
    stage = Stage("AB12 CDE")
    stage.process(stage.ref, None, "request-1")
    kept = stage.photos.detections[stage.ref.detections_key]
    photo = {"version_id": "version-1", "etag": f"{1:032x}"}
    assert kept == {"photo": photo, **Looks(stage.detector.response).as_json()}
    assert stage.photos.thumbnails[stage.ref.thumbnail_key] == b"a small picture"


@pytest.mark.parametrize("reader", list(Reader))
def test_a_read_says_who_found_its_text(reader: Reader) -> None:
    stage = Stage("AB12 CDE")
    stage.detector.reader = reader
    stage.process(stage.ref, None, "request-1")
    assert [read.reader for read in stage.log.reads[stage.ref.upload_id]] == [reader]
    assert stage.photos.detections[stage.ref.detections_key]["reader"] == reader.value


def test_the_same_event_twice_gives_one_set_of_reads_and_one_charge() -> None:
    stage = Stage("AB12 CDE")
    stage.process(stage.ref, None, "request-1")
    before = list(stage.log.reads[stage.ref.upload_id])
    stage.process(stage.ref, None, "request-2")
    assert stage.log.reads[stage.ref.upload_id] == before
    assert stage.detector.calls == 1


def test_of_two_events_at_once_the_second_is_sent_back_without_a_charge() -> None:
    stage = Stage("AB12 CDE")
    stage.log.claim(stage.ref, None, "request-1", stage.clock())
    with pytest.raises(UploadBusy):
        stage.process(stage.ref, None, "request-2")
    assert stage.detector.calls == 0


def test_an_abandoned_upload_is_taken_over_when_its_lease_has_ended() -> None:
    stage = Stage("AB12 CDE")
    stage.log.claim(stage.ref, None, "request-1", stage.clock())
    stage.clock.move(LEASE + timedelta(seconds=1))
    stage.process(stage.ref, None, "request-2")
    assert stage.upload.status is UploadStatus.DONE


@pytest.mark.parametrize("retry", ["request-1", "request-2"])
def test_a_failure_before_the_end_is_repeated_at_once_without_a_second_charge(retry: str) -> None:
    stage = Stage("AB12 CDE")

    def crash() -> None:
        stage.log.before_finish = lambda: None
        raise Throttled("dynamodb:TransactWriteItems")

    stage.log.before_finish = crash
    with pytest.raises(Throttled):
        stage.process(stage.ref, None, "request-1")
    stage.process(stage.ref, None, retry)
    assert stage.upload.status is UploadStatus.DONE
    assert (stage.upload.attempts, stage.detector.calls) == (2, 1)


def test_throttling_is_raised_so_that_lambda_tries_again() -> None:
    stage = Stage("AB12 CDE")
    stage.detector.error = Throttled("rekognition:DetectText")
    with pytest.raises(Throttled):
        stage.process(stage.ref, None, "request-1")
    assert stage.upload.status is UploadStatus.PROCESSING


@pytest.mark.parametrize(
    "code", ["not_an_image", "wrong_type", "damaged", "too_small", "side_too_long", "too_many_pixels"]
)
def test_a_bad_photo_ends_failed_with_a_sentence_and_without_a_charge(code: str) -> None:
    stage = Stage("AB12 CDE")
    stage.inspector.error = BadPhoto(code)
    stage.process(stage.ref, None, "request-1")
    assert stage.upload.status is UploadStatus.FAILED
    assert stage.upload.failure is not None
    assert stage.upload.failure.message == BadPhoto(code).message
    assert stage.upload.object_facts is not None
    assert stage.detector.calls == 0


@pytest.mark.parametrize(
    ("body", "content_type", "code"),
    [
        (b"", "image/jpeg", "empty"),
        (PHOTO + b"!", "image/jpeg", "size_differs"),
        (PHOTO, "image/png", "wrong_type"),
        (b"x" * (15 * 1024 * 1024 + 1), "image/jpeg", "too_large"),
    ],
)
def test_an_object_that_is_not_what_was_promised_fails_without_a_charge(
    body: bytes, content_type: str, code: str
) -> None:
    stage = Stage("AB12 CDE")
    stage.photos.put(stage.ref, body, content_type)
    stage.process(stage.ref, None, "request-1")
    assert stage.failure_code() == code
    assert stage.detector.calls == 0


def test_a_photo_that_rekognition_would_read_as_it_lies_is_sent_to_it_stood_up() -> None:
    stage = Stage("AB12 CDE")
    stage.inspector.stood_up_jpeg = b"stood up"
    stage.detector.second_response = stage.detector.response
    stage.process(stage.ref, None, "request-1")
    assert stage.upload.status is UploadStatus.DONE
    assert (stage.detector.calls, stage.detector.pictures[0]) == (0, b"stood up")


def test_a_photo_that_rekognition_cannot_open_ends_failed() -> None:
    stage = Stage()
    stage.detector.error = BadPhoto("unreadable")
    stage.process(stage.ref, None, "request-1")
    assert stage.failure_code() == "unreadable"


def test_a_photo_that_was_removed_before_it_was_read_ends_failed() -> None:
    stage = Stage()
    stage.photos.photos.clear()
    stage.process(stage.ref, None, "request-1")
    assert stage.failure_code() == "photo_missing"


def test_a_failed_upload_stays_failed_when_the_event_comes_again() -> None:
    stage = Stage("AB12 CDE")
    stage.inspector.error = BadPhoto("damaged")
    stage.process(stage.ref, None, "request-1")
    stage.inspector.error = None
    stage.process(stage.ref, None, "request-2")
    assert stage.failure_code() == "damaged"


def test_an_object_that_nobody_promised_is_raised_so_that_it_is_not_lost() -> None:
    stage = Stage("AB12 CDE")
    with pytest.raises(UnknownUpload):
        stage.process(replace(stage.ref, owner="somebody-else"), None, "request-1")
    with pytest.raises(UnknownUpload):
        stage.process(UploadRef(OWNER, "0" * 32), None, "request-1")
    assert stage.detector.calls == 0


def test_a_good_photo_after_a_bad_one_is_read() -> None:
    stage = Stage("AB12 CDE")
    stage.inspector.error = BadPhoto("damaged")
    stage.process(stage.ref, "version-1", "request-1")
    stage.inspector.error = None
    stage.photos.put(stage.ref)
    stage.process(stage.ref, "version-2", "request-2")
    assert (stage.upload.status, stage.upload.failure) == (UploadStatus.DONE, None)
    assert stage.upload.object_facts is not None
    assert stage.upload.object_facts.version_id == "version-2"
    assert total(stage.log.counts)["failed"] == 0
    assert total(stage.log.counts)["failure:damaged"] == 0
    stage.process(stage.ref, "version-1", "the event of the bad one, late")
    assert stage.upload.status is UploadStatus.DONE


def test_each_photo_after_the_first_counts_as_announced_also_where_none_can_be_read() -> None:
    stage = Stage("AB12 CDE")
    stage.inspector.error = BadPhoto("damaged")
    (key, announced) = next(iter(stage.quotas.uploads.items()))
    stage.process(stage.ref, "version-1", "request-1")
    for number in (2, 3, 4):
        stage.photos.put(stage.ref)
        stage.process(stage.ref, f"version-{number}", f"request-{number}")
    assert stage.quotas.uploads[key] == announced + 3


def test_a_photo_after_the_one_that_was_read_changes_nothing_and_counts_as_announced() -> None:
    stage = Stage("AB12 CDE")
    stage.process(stage.ref, "version-1", "request-1")
    before = stage.upload
    stage.photos.put(stage.ref)
    (key, announced) = next(iter(stage.quotas.uploads.items()))
    stage.process(stage.ref, "version-2", "request-2")
    assert (stage.upload, stage.detector.calls) == (before, 1)
    assert stage.quotas.uploads[key] == announced + 1
    stage.process(stage.ref, "version-1", "request-3")
    assert stage.quotas.uploads[key] == announced + 1


def test_what_was_seen_in_one_photo_says_nothing_of_another_by_the_same_promise() -> None:
    """The reading of the first is killed once its text is kept; the second has another plate."""
    stage = Stage("AB12 CDE")

    def crash() -> None:
        stage.log.before_finish = lambda: None
        raise Throttled("dynamodb:TransactWriteItems")

    stage.log.before_finish = crash
    with pytest.raises(Throttled):
        stage.process(stage.ref, "version-1", "request-1")
    stage.photos.put(stage.ref)
    stage.detector.response = detect_text_answer("XY34 ZWV")
    stage.process(stage.ref, "version-2", "request-2")
    assert [read.plate for read in stage.log.reads[stage.ref.upload_id]] == ["XY34ZWV"]
    assert stage.upload.object_facts is not None
    assert stage.upload.object_facts.version_id == "version-2"


def test_a_plate_whose_filing_broke_off_is_filed_by_the_next_event() -> None:
    stage = Stage("AB12 CDE")
    stage.process(stage.ref, "version-1", "request-1")
    stage.plates.plates.clear()
    stage.log.note(Unsettled(stage.ref.upload_id, frozenset({"AB12CDE"})))
    stage.process(stage.ref, "version-1", "request-1")
    assert stage.plates.plates == {"AB12CDE"}


def test_a_photo_whose_time_is_over_is_neither_read_nor_counted_nor_tried_again() -> None:
    stage = Stage("AB12 CDE")
    before, announced = stage.upload, dict(stage.quotas.uploads)
    stage.clock.move(RETENTION)
    stage.process(stage.ref, "version-1", "request-1", len(PHOTO))
    assert stage.upload == before
    assert (stage.detector.calls, stage.quotas.uploads) == (0, announced)


def test_a_photo_that_comes_to_a_deleted_upload_counts_for_its_sender_and_is_not_read() -> None:
    stage = Stage("AB12 CDE")
    (key, announced) = next(iter(stage.quotas.uploads.items()))
    receipt = Receipt(stage.ref.upload_id, OWNER, stage.clock(), DeleteReason.OWN_WISH, 0)
    stage.log.begin(stage.upload, Deletion(receipt, stage.clock()), None)
    stage.process(stage.ref, "version-1", "request-1", len(PHOTO))
    stage.log.end(receipt, stage.clock())
    stage.process(stage.ref, "version-2", "request-2", len(PHOTO))
    assert stage.quotas.uploads[key] == announced + 2
    assert stage.detector.calls == 0


def test_of_very_many_plates_in_a_photo_the_surest_are_kept_and_the_photo_comes_to_its_end() -> None:
    seen = read_plates(to_detections(detect_text_answer("AB12 CDE")), Picture(ImageSize(1280, 960), NoPixels(PHOTO)))
    many = [replace(seen.reads[0], plate=f"AB{place:03d}") for place in range(MOST_READS + 20)]
    crowded = Stage("AB12 CDE")

    class Crowd:
        pixels_of = NoPixels

        def __call__(self, *_given: object) -> Reading:
            return Reading(tuple(many), ())

    object.__setattr__(crowded.process, "look_twice", Crowd())
    crowded.process(crowded.ref, None, "request-1")
    kept = crowded.log.reads[crowded.ref.upload_id]
    assert [one.plate for one in kept] == [one.plate for one in many[:MOST_READS]]
    assert crowded.upload.read_count == MOST_READS
