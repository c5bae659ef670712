"""The second look as one use case: when it is taken, what it costs, and what becomes of it."""

from __future__ import annotations

import json

import pytest

from handler.adapters.rekognition import to_detections
from handler.domain.errors import BadPhoto, Throttled
from handler.domain.geometry import ImageSize
from handler.domain.judging.ground import Picture
from handler.domain.logged import LoggedRead, ReadStatus
from handler.domain.reading.acceptance import DEFAULT_ERROR_RATE, Acceptance
from handler.domain.reading.montage import PARTS, VIEWS, Montage
from handler.domain.reading.read import read_plates
from handler.domain.reading.second_look import montage_in_doubt
from handler.domain.upload import UploadStatus
from handler.service.look_twice import SURE_CONFIDENCE, Looks
from tests.support.fakes.detector import montage_answer
from tests.support.processing import Stage

PICTURE = Picture(ImageSize(1280, 960))
VIEW_COUNT = len(VIEWS)
UNSURE = 25.0
"""OCR confidence, 0-100, that leaves a read below the threshold."""


def montage_of(stage: Stage) -> Montage:
    first = to_detections(stage.detector.response)
    montage = montage_in_doubt(
        read_plates(first, PICTURE, frozenset({"gb"})), first, PICTURE, frozenset({"gb"}), SURE_CONFIDENCE
    )
    assert montage is not None
    return montage


def seeing(stage: Stage, *texts: str, confidence: float = 99.0) -> Stage:
    stage.detector.second_response = montage_answer(montage_of(stage), *texts, confidence=confidence)
    return stage


def sureness(read: LoggedRead) -> float:
    assert read.confidence is not None
    return read.confidence


def read_of(stage: Stage) -> LoggedRead:
    stage.process(stage.ref, "version-1", "request-1")
    (read,) = stage.log.reads[stage.ref.upload_id]
    return read


def test_a_sure_read_costs_one_call() -> None:
    stage = Stage("AB12 CDE")
    assert read_of(stage).status is ReadStatus.ACCEPTED
    assert (stage.detector.calls, stage.detector.pictures) == (1, [])


def test_an_unsure_read_costs_one_more_call_on_a_montage() -> None:
    stage = Stage("AB12CDE", confidence=UNSURE)
    read_of(stage)
    assert (stage.detector.calls, stage.detector.pictures) == (1, [b"a montage"])


@pytest.mark.parametrize("texts", [(), ("TAXI",), ("PARKING",), ("2024-05-12 06:40:12",)])
def test_without_text_that_may_be_a_plate_the_photo_is_looked_at_once_more_in_parts(texts: tuple[str, ...]) -> None:
    stage = Stage(*texts, confidence=UNSURE)
    stage.process(stage.ref, None, "request-1")
    assert stage.log.reads[stage.ref.upload_id] == []
    assert (stage.detector.calls, stage.detector.pictures) == (1, [b"a montage"])
    (montage,) = stage.montages.montages
    assert tuple(tile.source for tile in montage.tiles) == PARTS


@pytest.mark.parametrize("texts", [(), ("TAXI",)])
def test_switched_off_a_photo_without_a_plate_costs_one_call(texts: tuple[str, ...]) -> None:
    stage = Stage(*texts, may_look_again=False)
    stage.process(stage.ref, None, "request-1")
    assert (stage.detector.calls, stage.detector.pictures) == (1, [])


def test_a_plate_that_is_seen_in_a_part_alone_goes_to_a_person() -> None:
    stage = seeing(Stage(acceptance=Acceptance.for_error_rate(DEFAULT_ERROR_RATE)), "", "AB12CDE")
    read = read_of(stage)
    assert (read.plate, read.status) == ("AB12CDE", ReadStatus.NEEDS_REVIEW)


def test_several_unsure_texts_share_one_call() -> None:
    stage = Stage("AB12CDE", "XX99YYZ", confidence=5)
    stage.process(stage.ref, None, "request-1")
    assert len(stage.detector.pictures) == 1
    (montage,) = stage.montages.montages
    assert len({tile.source for tile in montage.tiles}) == 2


def test_switched_off_there_is_no_second_look() -> None:
    stage = Stage("AB12CDE", confidence=UNSURE, may_look_again=False)
    assert read_of(stage).status is ReadStatus.NEEDS_REVIEW
    assert stage.detector.pictures == []


def test_agreement_makes_a_read_surer() -> None:
    before = read_of(Stage("AB12CDE", confidence=UNSURE, may_look_again=False))
    after = read_of(seeing(Stage("AB12CDE", confidence=UNSURE), *["AB12CDE"] * VIEW_COUNT))
    assert after.plate == before.plate == "AB12CDE"
    assert sureness(after) > sureness(before)
    assert after.status is ReadStatus.ACCEPTED


def test_disagreement_leaves_a_read_less_sure_than_agreement_and_the_surer_text_wins() -> None:
    agreed = read_of(seeing(Stage("AB12CDE", confidence=UNSURE), *["AB12CDE"] * VIEW_COUNT))
    after = read_of(seeing(Stage("AB12CDE", confidence=UNSURE), "AB12CDE", *["KB12CDF"] * (VIEW_COUNT - 1)))
    assert after.plate == "KB12CDF"
    assert sureness(after) < sureness(agreed)
    assert "AB12CDE" in [candidate.plate for candidate in after.candidates]


def test_views_that_see_nothing_lower_the_confidence() -> None:
    before = read_of(Stage("AB12CDE", confidence=UNSURE, may_look_again=False))
    after = read_of(seeing(Stage("AB12CDE", confidence=UNSURE), *[""] * VIEW_COUNT))
    assert after.plate == "AB12CDE"
    assert sureness(after) < sureness(before)


@pytest.mark.parametrize("retry", ["request-1", "request-2"])
def test_a_retry_pays_for_neither_look_again(retry: str) -> None:
    stage = seeing(Stage("AB12CDE", confidence=UNSURE), *["AB12CDE"] * VIEW_COUNT)

    def crash() -> None:
        stage.log.before_finish = lambda: None
        raise Throttled("dynamodb:TransactWriteItems")

    stage.log.before_finish = crash
    with pytest.raises(Throttled):
        stage.process(stage.ref, None, "request-1")
    stage.process(stage.ref, None, retry)
    assert (stage.detector.calls, len(stage.detector.pictures)) == (1, 1)
    (read,) = stage.log.reads[stage.ref.upload_id]
    assert read.status is ReadStatus.ACCEPTED


def test_a_throttled_second_look_is_raised_and_the_retry_pays_for_it_alone() -> None:
    stage = seeing(Stage("AB12CDE", confidence=UNSURE), *["AB12CDE"] * VIEW_COUNT)
    stage.detector.second_error = Throttled("rekognition:DetectText")
    with pytest.raises(Throttled):
        stage.process(stage.ref, None, "request-1")
    assert stage.upload.status is UploadStatus.PROCESSING
    stage.detector.second_error = None
    assert read_of(stage).status is ReadStatus.ACCEPTED
    assert (stage.detector.calls, len(stage.detector.pictures)) == (1, 2)


def test_a_montage_that_rekognition_refuses_leaves_the_first_look_and_is_not_sent_again() -> None:
    alone = read_of(Stage("AB12CDE", confidence=UNSURE, may_look_again=False))
    stage = Stage("AB12CDE", confidence=UNSURE)
    stage.detector.second_error = BadPhoto("too_large")
    read = read_of(stage)
    assert (read.plate, read.confidence) == (alone.plate, alone.confidence)
    kept = Looks.from_json(stage.photos.detections[stage.ref.detections_key])
    assert (kept.montage, kept.second) == (montage_of(stage), None)


def test_a_photo_that_no_montage_can_be_made_of_leaves_the_first_look() -> None:
    stage = Stage("AB12CDE", confidence=UNSURE)
    stage.montages.error = BadPhoto("damaged")
    assert read_of(stage).plate == "AB12CDE"
    assert stage.detector.pictures == []


def test_both_looks_are_kept_as_they_were() -> None:
    stage = seeing(Stage("AB12CDE", confidence=UNSURE), *["AB12CDE"] * VIEW_COUNT)
    read_of(stage)
    kept = Looks.from_json(json.loads(json.dumps(stage.photos.detections[stage.ref.detections_key])))
    assert kept == Looks(stage.detector.response, montage_of(stage), stage.detector.second_response)
