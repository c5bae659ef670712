"""Lines of metrics, to the letter: what CloudWatch does not understand, it drops without a word."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from handler.adapters.telemetry.counted_detector import CountedDetector
from handler.adapters.telemetry.metric_lines import MetricLines
from handler.domain.reading.acceptance import Acceptance
from handler.domain.telemetry.metrics import METRICS, MOST_VALUES, Values, line
from handler.domain.upload import Failure, UploadStatus
from handler.service.telemetry import correlation
from handler.service.telemetry.of_photo import measured
from tests.support.fakes.detector import ScriptedDetector, detect_text_answer
from tests.support.fakes.photos import PHOTO
from tests.support.fakes.world import Clock
from tests.support.processing import Stage
from tests.support.samples import an_upload

AT = datetime(2026, 5, 4, 3, 2, 1, 500_000, tzinfo=UTC)
TOOK = timedelta(seconds=2.25)


class Notes:
    """What was measured."""

    def __init__(self) -> None:
        self.written: list[tuple[Values, str | None]] = []

    def __call__(self, message: str, values: Values, code: str | None = None) -> None:
        assert message
        self.written.append((values, code))


def test_a_line_is_what_cloudwatch_reads() -> None:
    values: Values = {"photos": 1, "seconds_to_plate": 2.25, "to_review": [0, 1]}
    assert line("photo measured", AT, "prod", values) == {
        "_aws": {
            "Timestamp": 1777863721500,
            "CloudWatchMetrics": [
                {
                    "Namespace": "Platebook",
                    "Dimensions": [["stage"]],
                    "Metrics": [
                        {"Name": "photos", "Unit": "Count"},
                        {"Name": "seconds_to_plate", "Unit": "Seconds"},
                        {"Name": "to_review", "Unit": "Count"},
                    ],
                }
            ],
        },
        "stage": "prod",
        "message": "photo measured",
        "photos": 1,
        "seconds_to_plate": 2.25,
        "to_review": [0, 1],
    }


def test_a_failure_is_kept_in_all_and_by_its_code_and_nothing_else_is_kept_by_code() -> None:
    made = line("photo measured", AT, "prod", {"photos": 1, "failures": 1}, "damaged")
    assert made["code"] == "damaged"
    assert made["_aws"] == {
        "Timestamp": 1777863721500,
        "CloudWatchMetrics": [
            {
                "Namespace": "Platebook",
                "Dimensions": [["stage"]],
                "Metrics": [{"Name": "photos", "Unit": "Count"}, {"Name": "failures", "Unit": "Count"}],
            },
            {
                "Namespace": "Platebook",
                "Dimensions": [["stage", "code"]],
                "Metrics": [{"Name": "failures", "Unit": "Count"}],
            },
        ],
    }


def test_what_there_was_none_of_is_left_out() -> None:
    made = line("photo measured", AT, "prod", {"without_read": 1, "to_review": []})
    assert "to_review" not in json.dumps(made)


@pytest.mark.parametrize("values", [{"plates": 1}, {"to_review": [0] * (MOST_VALUES + 1)}])
def test_what_cloudwatch_would_drop_is_refused(values: Values) -> None:
    with pytest.raises(ValueError, match=r"is no metric, or has more values"):
        line("photo measured", AT, "prod", values)


def test_no_name_of_a_metric_is_one_of_the_lines_own_fields() -> None:
    assert not {"_aws", "stage", "code", "message", "correlation_id"} & set(METRICS)


def test_a_line_is_written_as_it_is_and_says_what_it_belongs_to(capsys: pytest.CaptureFixture[str]) -> None:
    correlation.begin("0123456789abcdef")
    MetricLines("prod", Clock())("photo measured", {"photos": 1})
    (written,) = capsys.readouterr().out.splitlines()
    assert json.loads(written)["correlation_id"] == "0123456789abcdef"


def test_a_photo_is_measured_once_as_it_ends() -> None:
    stage, notes = Stage("AB12 CDE", "XY34 ZWV", acceptance=Acceptance(first=0.0, further=2.0)), Notes()
    process = replace(stage.process, measure=notes)
    stage.clock.move(timedelta(seconds=3))
    process(stage.ref, None, "request-1")
    process(stage.ref, None, "request-2")
    assert notes.written == [
        ({"photos": 1, "seconds_to_plate": 3.0, "without_read": 0, "to_review": [0, 1]}, None),
    ]


def test_a_photo_that_cannot_be_read_is_measured_by_its_code() -> None:
    stage, notes = Stage(), Notes()
    stage.photos.put(stage.ref, PHOTO[:-1])
    replace(stage.process, measure=notes)(stage.ref, None, "request-1")
    ((values, code),) = notes.written
    assert (values["failures"], code) == (1, "size_differs")


def test_a_repeat_saves_a_call_and_says_nothing_of_reading() -> None:
    upload = replace(an_upload(), status=UploadStatus.DONE, repeat_of="0" * 32)
    assert measured(upload, (), TOOK) == {"photos": 1, "seconds_to_plate": 2.25, "repeats_saved": 1}


def test_a_repeat_that_is_read_on_request_is_no_photo_more() -> None:
    upload = replace(an_upload(), status=UploadStatus.DONE, is_asked_for=True)
    assert measured(upload, (), timedelta(days=3)) == {"without_read": 1, "to_review": []}


def test_a_failed_photo_is_not_one_without_a_read() -> None:
    upload = replace(an_upload(), status=UploadStatus.FAILED, failure=Failure.of("damaged"))
    assert measured(upload, (), TOOK) == {"photos": 1, "seconds_to_plate": 2.25, "failures": 1}


def test_each_answer_of_the_text_detection_counts_and_no_question_without_one() -> None:
    notes, scripted = Notes(), ScriptedDetector(detect_text_answer("AB12 CDE"))
    counted = CountedDetector(scripted, notes)
    ref = an_upload().ref
    assert counted.detect(ref, None) == scripted.response
    counted.to_detections(counted.detect_in(PHOTO))
    assert notes.written == [({"detect_text_calls": 1}, None)] * 2
