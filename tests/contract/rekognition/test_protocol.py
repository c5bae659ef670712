"""What never reaches an image: operations, bodies and signatures that AWS refuses."""

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import botocore.session
import pytest
import requests
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from local.rekognition import signature
from reader.errors import RefusedRequest
from tests.contract.rekognition.conftest import ACCESS_KEY, SECRET_KEY, LocalRekognition
from tests.support.scenes import jpeg_bytes

if TYPE_CHECKING:
    from mypy_boto3_rekognition import RekognitionClient

TARGET = "RekognitionService.DetectText"
PHOTO = jpeg_bytes(Image.new("RGB", (80, 80)))
KNOWN = Credentials(ACCESS_KEY, SECRET_KEY)
OTHER = Credentials("ASIAOFSOMEFUNCTION", "unknown here", token="session")


def signed(
    url: str, body: bytes, credentials: Credentials = KNOWN, *, target: str = TARGET, service: str = "rekognition"
) -> dict[str, str]:
    """Give the headers of a signed request, signed by botocore."""
    headers = {"X-Amz-Target": target, "Content-Type": "application/x-amz-json-1.1"}
    request = AWSRequest("POST", url + "/", headers=headers, data=body)
    SigV4Auth(credentials, service, "us-east-1").add_auth(request)
    return {name.lower(): value for name, value in request.headers.items()}


def post(rekognition: LocalRekognition, body: bytes, headers: dict[str, str] | None = None) -> requests.Response:
    return requests.post(rekognition.url + "/", data=body, headers=headers or signed(rekognition.url, body), timeout=60)


def code(response: requests.Response) -> str:
    """Give the error's code, having checked the whole of the error's form."""
    assert response.headers["content-type"] == "application/x-amz-json-1.1"
    assert response.headers["x-amzn-requestid"]
    error: dict[str, str] = response.json()
    assert error["Message"]
    assert error["Code"] == error["__type"]
    return error["__type"]


def test_other_operations_are_unknown(client: "RekognitionClient") -> None:
    with pytest.raises(client.exceptions.ClientError) as caught:
        client.detect_faces(Image={"Bytes": PHOTO})
    assert caught.value.response["Error"]["Code"] == "UnknownOperationException"


@pytest.mark.parametrize("target", ["", "DetectText", "RekognitionService.detecttext", "DynamoDB_20120810.GetItem"])
def test_unknown_targets_are_unknown_operations(rekognition: LocalRekognition, target: str) -> None:
    response = post(rekognition, b"{}", signed(rekognition.url, b"{}", target=target))
    assert (response.status_code, code(response)) == (400, "UnknownOperationException")


@pytest.mark.parametrize(("method", "path"), [("GET", "/"), ("POST", "/detect"), ("PUT", "/health")])
def test_other_paths_and_methods_are_not_there(rekognition: LocalRekognition, method: str, path: str) -> None:
    response = requests.request(method, rekognition.url + path, timeout=60)
    assert (response.status_code, code(response)) == (404, "UnknownOperationException")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"text"',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"Image": []}',
        b'{"Image": {"Bytes": 5}}',
        b'{"Image": {"Bytes": "no Base64!"}}',
        b'{"Image": {"S3Object": {"Bucket": ["list"], "Name": "key"}}}',
        b'{"Image": {"Bytes": "aaaa"}, "Filters": {"WordFilter": {"MinConfidence": "80"}}}',
        b'{"Image": {"Bytes": "aaaa"}, "Filters": {"WordFilter": {"MinConfidence": true}}}',
        b'{"Image": {"Bytes": "aaaa"}, "Filters": {"WordFilter": {"MinConfidence": NaN}}}',
        b'{"Image": {"Bytes": "aaaa"}, "Filters": {"WordFilter": {"MinConfidence": 1e999}}}',
        b'{"Image": {"Bytes": "aaaa"}, "Filters": {"WordFilter": {"MinConfidence": 1' + b"0" * 400 + b"}}}",
        b'{"Image": {"Bytes": "aaaa"}, "Filters": {"RegionsOfInterest": {}}}',
    ],
)
def test_a_body_that_is_not_of_the_model_s_types_is_not_deserialised(
    rekognition: LocalRekognition, body: bytes
) -> None:
    response = post(rekognition, body)
    assert (response.status_code, code(response)) == (400, "SerializationException")


@pytest.mark.parametrize(
    ("request_", "path"),
    [
        ({}, "image"),
        ({"Image": None}, "image"),
        ({"Image": {"Bytes": ""}}, "image.bytes"),
        ({"Image": {"S3Object": {"Bucket": "ab", "Name": "key"}}}, "image.s3Object.bucket"),
        ({"Image": {"S3Object": {"Bucket": "with space", "Name": "key"}}}, "image.s3Object.bucket"),
        ({"Image": {"S3Object": {"Bucket": "bucket", "Name": ""}}}, "image.s3Object.name"),
        ({"Image": {"S3Object": {"Bucket": "bucket", "Name": "n" * 1025}}}, "image.s3Object.name"),
        (
            {"Image": {"Bytes": "aaaa"}, "Filters": {"WordFilter": {"MinConfidence": -1}}},
            "filters.wordFilter.minConfidence",
        ),
    ],
)
def test_values_that_break_the_model_s_constraints_are_named(
    rekognition: LocalRekognition, request_: dict[str, Any], path: str
) -> None:
    response = post(rekognition, json.dumps(request_).encode())
    assert (response.status_code, code(response)) == (400, "ValidationException")
    assert f"1 validation error detected: Value at '{path}' failed" in response.json()["Message"]


def test_all_broken_constraints_are_named_at_once(rekognition: LocalRekognition) -> None:
    response = post(rekognition, json.dumps({"Filters": {"WordFilter": {"MinConfidence": 101}}}).encode())
    assert response.json()["Message"].startswith("2 validation errors detected")


@pytest.mark.parametrize("image", [{}, {"Bytes": "aaaa", "S3Object": {"Bucket": "bucket", "Name": "key"}}])
def test_an_image_is_either_bytes_or_an_object(rekognition: LocalRekognition, image: dict[str, Any]) -> None:
    response = post(rekognition, json.dumps({"Image": image}).encode())
    assert (response.status_code, code(response)) == (400, "InvalidParameterException")


def test_members_that_the_model_does_not_know_are_ignored(rekognition: LocalRekognition) -> None:
    response = post(rekognition, json.dumps({"Image": {"Bytes": "aaaa", "Colour": 1}, "Other": []}).encode())
    assert code(response) == "InvalidImageFormatException"


def test_a_body_beyond_all_bounds_is_not_read_to_its_end(rekognition: LocalRekognition) -> None:
    response = post(rekognition, b"x" * (33 * 1024 * 1024))
    assert (response.status_code, code(response)) == (413, "RequestEntityTooLargeException")


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["Image", "Bytes", "S3Object", "Bucket", "Filters"]) | st.text(), inner)
    ),
    max_leaves=15,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.binary(max_size=200) | JSON.map(lambda value: json.dumps(value).encode()))
def test_any_body_gets_an_error_that_names_the_client_s_fault(rekognition: LocalRekognition, body: bytes) -> None:
    response = post(rekognition, body)
    assert response.status_code == 400
    assert code(response) in {
        "SerializationException",
        "ValidationException",
        "InvalidParameterException",
        "InvalidImageFormatException",
        "InvalidS3ObjectException",
    }


def test_every_error_of_the_operation_is_one_that_botocore_models(client: "RekognitionClient") -> None:
    model = botocore.session.get_session().get_service_model("rekognition").operation_model("DetectText")
    for name in ("ImageTooLarge", "InvalidImageFormat", "InvalidParameter", "InvalidS3Object"):
        assert f"{name}Exception" in [shape.name for shape in model.error_shapes]
        assert issubclass(getattr(client.exceptions, f"{name}Exception"), client.exceptions.ClientError)


def test_an_unsigned_request_is_refused(rekognition: LocalRekognition) -> None:
    response = post(rekognition, b"{}", {"X-Amz-Target": TARGET})
    assert (response.status_code, code(response)) == (400, "MissingAuthenticationTokenException")


def test_a_wrong_secret_for_the_known_key_is_refused(rekognition: LocalRekognition) -> None:
    client = rekognition.client(secret_key="not the secret")
    with pytest.raises(client.exceptions.ClientError) as caught:
        client.detect_text(Image={"Bytes": PHOTO})
    assert caught.value.response["Error"]["Code"] == "InvalidSignatureException"


def test_temporary_keys_that_are_not_known_here_are_let_in(rekognition: LocalRekognition) -> None:
    client = rekognition.client("ASIAOFSOMEFUNCTION", "unknown here", token="session")
    assert client.detect_text(Image={"Bytes": PHOTO})["TextDetections"] == []


def test_a_body_changed_after_signing_is_refused(rekognition: LocalRekognition) -> None:
    response = post(rekognition, b'{"Image": {}}', signed(rekognition.url, b"{}"))
    assert code(response) == "InvalidSignatureException"


def test_the_claimed_digest_of_the_body_must_be_its_digest() -> None:
    headers = signed("http://host", b"{}", OTHER) | {"x-amz-content-sha256": "0" * 64, "host": "host"}
    with pytest.raises(RefusedRequest, match="X-Amz-Content-SHA256"):
        signature.check_signature(headers, b"{}", KNOWN)


@pytest.mark.parametrize(
    "authorization",
    [
        "",
        "Bearer token",
        "AWS4-HMAC-SHA256",
        "AWS4-HMAC-SHA256 Credential=KEY",
        "AWS4-HMAC-SHA256 Credential=KEY/20260101/us-east-1/rekognition/aws4_request, SignedHeaders=host",
        "AWS4-HMAC-SHA256 Credential=KEY/us-east-1/rekognition, SignedHeaders=host, Signature=" + "0" * 64,
        "AWS4-HMAC-SHA256 Credential=KEY/20260101/us-east-1/rekognition/aws4_request, SignedHeaders=host, Signature=x",
    ],
)
def test_a_malformed_authorization_is_an_incomplete_signature(
    rekognition: LocalRekognition, authorization: str
) -> None:
    headers = signed(rekognition.url, b"{}") | {"authorization": authorization}
    assert code(post(rekognition, b"{}", headers)) == "IncompleteSignatureException"


@given(authorization=st.text(max_size=200))
def test_any_authorization_is_either_refused_or_well_formed(authorization: str) -> None:
    with pytest.raises(RefusedRequest):
        signature.check_signature({"authorization": authorization, "host": "h"}, b"{}", KNOWN)


def test_a_signature_for_another_service_is_refused(rekognition: LocalRekognition) -> None:
    response = post(rekognition, b"{}", signed(rekognition.url, b"{}", service="s3"))
    assert code(response) == "InvalidSignatureException"
    assert "rekognition" in response.json()["Message"]


@pytest.mark.parametrize(("minutes", "accepted"), [(-16, False), (-14, True), (14, True), (16, False)])
@pytest.mark.parametrize("credentials", [KNOWN, OTHER])
def test_a_signature_is_good_for_15_minutes(minutes: int, accepted: bool, credentials: Credentials) -> None:
    headers = signed("http://host", b"{}", credentials) | {"host": "host"}
    now = datetime.now(UTC) + timedelta(minutes=minutes)
    if accepted:
        signature.check_signature(headers, b"{}", KNOWN, now)
    else:
        with pytest.raises(RefusedRequest, match=r"Signature (expired|not yet current)"):
            signature.check_signature(headers, b"{}", KNOWN, now)


@pytest.mark.parametrize("date", ["", "yesterday", "20260101"])
def test_a_request_without_a_date_is_an_incomplete_signature(rekognition: LocalRekognition, date: str) -> None:
    headers = signed(rekognition.url, b"{}") | {"x-amz-date": date}
    assert code(post(rekognition, b"{}", headers)) == "IncompleteSignatureException"


def test_the_scope_must_be_of_the_request_s_day(rekognition: LocalRekognition) -> None:
    headers = signed(rekognition.url, b"{}")
    today = headers["x-amz-date"][:8]
    headers["authorization"] = headers["authorization"].replace(today, "20200101")
    assert code(post(rekognition, b"{}", headers)) == "InvalidSignatureException"


@pytest.mark.parametrize("names", ["x-amz-date", "host", "host;x-amz-date;x-not-there"])
def test_host_and_date_must_be_signed_and_signed_headers_sent(rekognition: LocalRekognition, names: str) -> None:
    headers = signed(rekognition.url, b"{}", OTHER)
    before, _, rest = headers["authorization"].partition("SignedHeaders=")
    headers["authorization"] = f"{before}SignedHeaders={names},{rest.partition(',')[2]}"
    assert code(post(rekognition, b"{}", headers)) == "InvalidSignatureException"
