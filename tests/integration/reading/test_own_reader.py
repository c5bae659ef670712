from __future__ import annotations

import base64
import io
import json
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.response import StreamingBody
from botocore.stub import Stubber

from handler.adapters.own_reader import OwnReader
from handler.domain.errors import BadPhoto, PlatebookError, ServiceFailed, Throttled
from handler.domain.upload import UploadRef
from tests.support.fakes.detector import detect_text_answer
from tests.support.fakes.world import OWNER

if TYPE_CHECKING:
    from mypy_boto3_lambda import LambdaClient

REF = UploadRef(OWNER, "0" * 32)
FILTERS = {"WordFilter": {"MinConfidence": 30.0}}


@pytest.fixture
def client() -> LambdaClient:
    return boto3.client("lambda", region_name="us-east-1")


def answers(stub: Stubber, answer: object, image: dict[str, Any] | None = None, *, fails: bool = False) -> None:
    body = json.dumps(answer).encode()
    response = {"StatusCode": 200, "Payload": StreamingBody(io.BytesIO(body), len(body))}
    asked = None
    if image is not None:
        asked = {"FunctionName": "finding", "Payload": json.dumps({"Image": image, "Filters": FILTERS})}
    stub.add_response("invoke", response | ({"FunctionError": "Unhandled"} if fails else {}), asked)


@pytest.mark.parametrize("version", [None, "version-1"])
def test_the_function_is_asked_for_the_object_in_the_bucket(client: LambdaClient, version: str | None) -> None:
    answer = dict(detect_text_answer("AB12 CDE"))
    named = {"Bucket": "photos", "Name": REF.photo_key, **({"Version": version} if version else {})}
    with Stubber(client) as stub:
        answers(stub, answer, {"S3Object": named})
        assert OwnReader(client, "finding", "photos").detect(REF, version) == answer


def test_the_function_is_asked_for_a_picture_that_is_sent_along(client: LambdaClient) -> None:
    answer = dict(detect_text_answer("AB12 CDE"))
    with Stubber(client) as stub:
        answers(stub, answer, {"Bytes": base64.b64encode(b"a montage").decode()})
        assert OwnReader(client, "finding", "photos").detect_in(b"a montage") == answer


def test_the_largest_picture_that_is_sent_along_fits_into_what_lambda_takes() -> None:
    written = base64.b64encode(bytes(OwnReader.most_sent_bytes)).decode()
    asked = json.dumps({"Image": {"Bytes": written}, "Filters": FILTERS})
    assert len(asked) <= 6 * 1024 * 1024


def test_a_larger_picture_is_refused_as_rekognition_would(client: LambdaClient) -> None:
    with Stubber(client), pytest.raises(BadPhoto) as raised:
        OwnReader(client, "finding", "photos").detect_in(bytes(OwnReader.most_sent_bytes + 1))
    assert raised.value.code == "unreadable"


@pytest.mark.parametrize(
    ("refused_as", "error", "code"),
    [
        ("InvalidImageFormatException", BadPhoto, "unreadable"),
        ("ImageTooLargeException", BadPhoto, "unreadable"),
        ("ThrottlingException", Throttled, "throttled"),
        ("InvalidS3ObjectException", ServiceFailed, "service_failed"),
        ("InternalServerError", ServiceFailed, "service_failed"),
    ],
)
def test_each_refusal_becomes_ours_as_if_rekognition_had_refused(
    client: LambdaClient, refused_as: str, error: type[PlatebookError], code: str
) -> None:
    with Stubber(client) as stub:
        answers(stub, {"__type": refused_as, "Message": "no"})
        with pytest.raises(error) as raised:
            OwnReader(client, "finding", "photos").detect(REF, None)
    assert raised.value.code == code


def test_what_the_function_fails_at_is_tried_again_and_told_by_its_kind_alone(client: LambdaClient) -> None:
    with Stubber(client) as stub:
        answers(stub, {"errorType": "Runtime.OutOfMemory", "errorMessage": "of AB12CDE"}, fails=True)
        with pytest.raises(ServiceFailed, match=r"Runtime\.OutOfMemory") as raised:
            OwnReader(client, "finding", "photos").detect(REF, None)
    assert "AB12CDE" not in str(raised.value)


@pytest.mark.parametrize(
    ("aws_code", "error"), [("TooManyRequestsException", Throttled), ("AccessDeniedException", ServiceFailed)]
)
def test_what_lambda_refuses_is_tried_again(client: LambdaClient, aws_code: str, error: type[PlatebookError]) -> None:
    with Stubber(client) as stub:
        stub.add_client_error("invoke", aws_code)
        with pytest.raises(error):
            OwnReader(client, "finding", "photos").detect(REF, None)
