"""Photos that a request names: fetched from S3, in the version that it names, or refused as AWS does."""

from typing import TYPE_CHECKING

import pytest

from local.rekognition.s3_client import s3_client
from tests.contract.rekognition import fake_s3
from tests.contract.rekognition.conftest import ENVIRONMENT, LocalRekognition
from tests.support.scenes import jpeg_bytes, render_scene

if TYPE_CHECKING:
    from mypy_boto3_rekognition import RekognitionClient
    from mypy_boto3_rekognition.type_defs import S3ObjectTypeDef

BUCKET = "photos-of-cars"


def photo(plate: str) -> bytes:
    return jpeg_bytes(render_scene(plate, style="us", width_px=960, height_px=720))


def words(client: "RekognitionClient", s3_object: "S3ObjectTypeDef") -> list[str]:
    response = client.detect_text(Image={"S3Object": s3_object})
    return [found["DetectedText"] for found in response["TextDetections"] if found["Type"] == "WORD"]


@pytest.mark.parametrize("key", ["uploads/owner/1", "with spaces + plus & ?question.jpg", "bücher/路/a%20b"])
def test_reads_an_object_by_its_exact_key(rekognition: LocalRekognition, client: "RekognitionClient", key: str) -> None:
    rekognition.s3.put(BUCKET, key, photo("PH23KTW"))
    assert "PH23KTW" in words(client, {"Bucket": BUCKET, "Name": key})


def test_reads_the_named_version(rekognition: LocalRekognition, client: "RekognitionClient") -> None:
    rekognition.s3.put(BUCKET, "versioned", photo("PH23KTW"), version="first")
    rekognition.s3.put(BUCKET, "versioned", photo("WTR982H"), version="second")
    assert "PH23KTW" in words(client, {"Bucket": BUCKET, "Name": "versioned", "Version": "first"})
    assert "WTR982H" in words(client, {"Bucket": BUCKET, "Name": "versioned"})


@pytest.mark.parametrize(
    "s3_object",
    [
        pytest.param({"Bucket": BUCKET, "Name": "missing"}, id="no such key"),
        pytest.param({"Bucket": "no-such-bucket", "Name": "any"}, id="no such bucket"),
        pytest.param({"Bucket": BUCKET, "Name": "known", "Version": "gone"}, id="no such version"),
        pytest.param({"Bucket": fake_s3.FORBIDDEN_BUCKET, "Name": "any"}, id="access denied"),
        pytest.param({"Bucket": "...", "Name": "any"}, id="impossible bucket name"),
    ],
)
def test_an_object_that_cannot_be_had_is_one_error(
    rekognition: LocalRekognition, client: "RekognitionClient", s3_object: "S3ObjectTypeDef"
) -> None:
    rekognition.s3.put(BUCKET, "known", b"")
    with pytest.raises(client.exceptions.InvalidS3ObjectException, match="Check object key, region and/or access"):
        words(client, s3_object)


def test_refuses_objects_above_15_mb_without_reading_them(
    rekognition: LocalRekognition, client: "RekognitionClient"
) -> None:
    rekognition.s3.claimed_bytes["huge"] = 15 * 1024 * 1024 + 1
    with pytest.raises(client.exceptions.ImageTooLargeException):
        words(client, {"Bucket": BUCKET, "Name": "huge"})


def test_takes_objects_of_15_mb(rekognition: LocalRekognition, client: "RekognitionClient") -> None:
    rekognition.s3.put(BUCKET, "large", photo("PH23KTW").ljust(15 * 1024 * 1024, b"\0"))
    assert "PH23KTW" in words(client, {"Bucket": BUCKET, "Name": "large"})


def test_refuses_an_object_that_is_no_image(rekognition: LocalRekognition, client: "RekognitionClient") -> None:
    rekognition.s3.put(BUCKET, "page", b"<html>")
    with pytest.raises(client.exceptions.InvalidImageFormatException):
        words(client, {"Bucket": BUCKET, "Name": "page"})


def test_an_empty_object_is_no_image(rekognition: LocalRekognition, client: "RekognitionClient") -> None:
    rekognition.s3.put(BUCKET, "empty", b"")
    with pytest.raises(client.exceptions.InvalidImageFormatException):
        words(client, {"Bucket": BUCKET, "Name": "empty"})


def test_a_failing_s3_is_an_error_to_retry(client: "RekognitionClient") -> None:
    with pytest.raises(client.exceptions.InternalServerError):
        words(client, {"Bucket": fake_s3.BROKEN_BUCKET, "Name": "any"})


@pytest.mark.parametrize("s3_object", [{}, {"Bucket": BUCKET}, {"Name": "key"}])
def test_needs_bucket_and_name(client: "RekognitionClient", s3_object: "S3ObjectTypeDef") -> None:
    with pytest.raises(client.exceptions.InvalidParameterException):
        words(client, s3_object)


def test_the_s3_client_asks_the_given_endpoint_by_path(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    client = s3_client("http://127.0.0.1:4566", "eu-central-1")
    url = client.generate_presigned_url("get_object", {"Bucket": BUCKET, "Key": "k"})
    assert url.startswith(f"http://127.0.0.1:4566/{BUCKET}/k?")
