from __future__ import annotations

from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.stub import Stubber

from handler.adapters.rekognition import MIN_WORD_CONFIDENCE_PERCENT, RekognitionDetector, to_detections
from handler.domain.errors import BadPhoto, PlatebookError, ServiceFailed, Throttled
from handler.domain.upload import UploadRef
from tests.support.fakes.detector import detect_text_answer
from tests.support.fakes.world import OWNER

if TYPE_CHECKING:
    from mypy_boto3_rekognition import RekognitionClient

REF = UploadRef(OWNER, "0" * 32)


@pytest.fixture
def client() -> RekognitionClient:
    return boto3.client("rekognition", region_name="us-east-1")


def request(version: str | None) -> dict[str, Any]:
    photo = {"Bucket": "photos", "Name": REF.photo_key, **({"Version": version} if version else {})}
    return {
        "Image": {"S3Object": photo},
        "Filters": {"WordFilter": {"MinConfidence": MIN_WORD_CONFIDENCE_PERCENT}},
    }


@pytest.mark.parametrize("version", [None, "version-1"])
def test_rekognition_is_asked_for_the_object_in_the_bucket(client: RekognitionClient, version: str | None) -> None:
    answer = dict(detect_text_answer("AB12 CDE"))
    with Stubber(client) as stub:
        stub.add_response("detect_text", answer, request(version))
        assert RekognitionDetector(client, "photos").detect(REF, version) == answer


def test_rekognition_is_asked_for_a_picture_that_is_sent_along(client: RekognitionClient) -> None:
    answer = dict(detect_text_answer("AB12 CDE"))
    asked = {**request(None), "Image": {"Bytes": b"a montage"}}
    with Stubber(client) as stub:
        stub.add_response("detect_text", answer, asked)
        assert RekognitionDetector(client, "photos").detect_in(b"a montage") == answer


@pytest.mark.parametrize(
    ("aws_code", "error", "code"),
    [
        ("InvalidImageFormatException", BadPhoto, "unreadable"),
        ("ImageTooLargeException", BadPhoto, "unreadable"),
        ("ThrottlingException", Throttled, "throttled"),
        ("ProvisionedThroughputExceededException", Throttled, "throttled"),
        ("AccessDeniedException", ServiceFailed, "service_failed"),
        ("InvalidS3ObjectException", ServiceFailed, "service_failed"),
        ("InternalServerError", ServiceFailed, "service_failed"),
    ],
)
def test_each_refusal_becomes_ours(
    client: RekognitionClient, aws_code: str, error: type[PlatebookError], code: str
) -> None:
    with Stubber(client) as stub:
        stub.add_client_error("detect_text", aws_code)
        with pytest.raises(error) as raised:
            RekognitionDetector(client, "photos").detect(REF, None)
    assert raised.value.code == code


def test_text_boxes_carry_confidence_as_a_probability_and_their_line() -> None:
    line, word = to_detections(detect_text_answer("AB12 CDE"))
    assert (line.level, line.text, line.confidence, line.parent_id) == ("line", "AB12 CDE", 0.99, None)
    assert (word.level, word.parent_id) == ("word", line.detection_id)
    assert len(line.polygon) == 4
