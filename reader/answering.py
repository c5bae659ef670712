"""From the members of a DetectText request to its answer, wherever they came from."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from reader.detect_text import DetectTextResponse, detect_text
from reader.errors import ImageTooLarge, InvalidParameter
from reader.s3_objects import fetch

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

MAX_IMAGE_BYTES: Final = 5 * 1024 * 1024
"""Rekognition's "Guidelines and quotas": an image passed as raw bytes is limited to 5 MB."""


def answer(parameters: Mapping[str, Any], s3: "S3Client") -> DetectTextResponse:
    """Answer a request.

    Parameters
    ----------
    parameters : mapping
        As `wire.parse_request` gives them.
    s3 : S3Client
        Where the photos are that a request names.

    Returns
    -------
    DetectTextResponse

    Raises
    ------
    RefusedRequest
        What Rekognition would refuse as well, by the same code.
    """
    return detect_text(_image_bytes(parameters["Image"], s3), parameters.get("Filters"))


def _image_bytes(image: Mapping[str, Any], s3: "S3Client") -> bytes:
    if ("Bytes" in image) == ("S3Object" in image):
        raise InvalidParameter("Request has invalid parameters: Image needs either Bytes or S3Object.")
    if "Bytes" in image:
        image_bytes: bytes = image["Bytes"]
        if len(image_bytes) > MAX_IMAGE_BYTES:
            raise ImageTooLarge("Image size is too large: Bytes may have 5 MB.")
        return image_bytes
    s3_object = image["S3Object"]
    if "Bucket" not in s3_object or "Name" not in s3_object:
        raise InvalidParameter("Request has invalid parameters: S3Object needs Bucket and Name.")
    return fetch(s3, s3_object["Bucket"], s3_object["Name"], s3_object.get("Version"))
