"""What clients of Plate Recognizer's Snapshot hear: their fields, our values."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from handler.adapters.dynamodb import items, text_items
from handler.domain.cameras.snapshot_answer import snapshot_answer
from handler.domain.candidate import Candidate
from handler.domain.geometry import BoundingBox, ImageSize
from handler.domain.logged import LoggedText, ReadStatus
from handler.domain.reading.verdict import Reason, Verdict
from handler.domain.text.detection import Detection
from tests.support.samples import CORNERS, a_read, an_upload


def said(*reads: Any, texts: tuple[LoggedText, ...] = (), **about: Any) -> dict[str, Any]:
    return snapshot_answer(an_upload(**about), reads, texts, "gate", timedelta(milliseconds=1234.5))


def result_of(read: Any, *texts: LoggedText) -> dict[str, Any]:
    (result,) = said(read, texts=texts)["results"]
    found: dict[str, Any] = result
    return found


def a_text(number: int, confidence: float, read_id: str | None) -> LoggedText:
    return LoggedText(Verdict(Detection(number, "word", "AB12", confidence, CORNERS), True, Reason.PLATE), read_id)


def test_boxes_are_pixels_of_the_upright_photo() -> None:
    box = result_of(a_read(bounding_box=BoundingBox(0.1, 0.2, 0.3, 0.04)))["box"]
    assert box == {"xmin": 128, "ymin": 192, "xmax": 512, "ymax": 230}


def test_a_box_ends_where_the_photo_does() -> None:
    read = a_read(bounding_box=BoundingBox(-0.1, 0.9, 1.3, 0.3))
    (result,) = said(read, image_size=ImageSize(100, 50))["results"]
    assert result["box"] == {"xmin": 0, "ymin": 45, "xmax": 100, "ymax": 50}


def test_the_score_is_our_confidence_and_the_plate_is_in_small_letters() -> None:
    result = result_of(a_read(confidence=0.75, candidates=(Candidate("AB12CDE", 0.75), Candidate("AB12CDF", 0.1))))
    assert (result["plate"], result["score"]) == ("ab12cde", 0.75)
    assert result["candidates"] == [{"score": 0.75, "plate": "ab12cde"}, {"score": 0.1, "plate": "ab12cdf"}]


def test_a_region_that_is_unknown_is_empty_and_nothing_is_sure_of_it() -> None:
    assert result_of(a_read(region=None))["region"] == {"code": "", "score": 0.0}
    assert result_of(a_read(region="us-ca", region_confidence=0.8))["region"] == {"code": "us-ca", "score": 0.8}
    assert result_of(a_read(region="vn"))["region"] == {"code": "vn", "score": 0.0}


def test_the_detection_is_as_sure_as_the_least_sure_of_its_texts() -> None:
    read = a_read()
    texts = (a_text(1, 0.9, read.read_id), a_text(2, 0.6, read.read_id), a_text(3, 0.1, None))
    assert result_of(read, *texts)["dscore"] == 0.6


@given(st.tuples(*(st.floats(0, 1) for _ in range(8))))
def test_who_asks_again_is_answered_from_the_log_as_from_memory(numbers: tuple[float, ...]) -> None:
    score, other, of_region, of_text, *box = numbers
    candidates = (Candidate("AB12CDE", score), Candidate("AB12CDF", other))
    read = a_read(
        confidence=score, candidates=candidates, region_confidence=of_region, bounding_box=BoundingBox(*box[:4])
    )
    text = a_text(1, of_text, read.read_id)
    kept = items.to_read(items.to_plain(items.to_typed(items.from_read(read, 0))))
    (kept_text,) = text_items.to_texts(text_items.from_texts("an-upload", [text], 0))
    assert result_of(read, text) == result_of(kept, kept_text)


def test_no_vehicle_is_looked_for() -> None:
    assert result_of(a_read())["vehicle"] == {
        "score": 0.0,
        "type": "Unknown",
        "box": {"xmin": 0, "ymin": 0, "xmax": 0, "ymax": 0},
    }


def test_all_plates_come_in_their_order_and_as_the_machine_saw_them() -> None:
    corrected = a_read(place=1, plate="GH34JKL", corrected_plate="GH34JKM", status=ReadStatus.CORRECTED)
    typed = a_read(place=2, plate="XY56ZAB", typed_by="somebody")
    assert [one["plate"] for one in said(a_read(), corrected, typed)["results"]] == ["ab12cde", "gh34jkl"]


def test_a_photo_without_a_plate_has_no_results() -> None:
    answer = said()
    assert answer["results"] == []
    assert (answer["processing_time"], answer["version"], answer["camera_id"]) == (1234.5, 1, "gate")
    assert answer["timestamp"] == "2026-05-04T03:02:01.000000Z"
