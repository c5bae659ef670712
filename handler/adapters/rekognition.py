"""Amazon Rekognition's DetectText."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, Final, cast

from botocore.exceptions import ClientError

from handler.adapters.aws_errors import error_code, translated
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import BadPhoto
from handler.domain.geometry import Point
from handler.domain.text.detection import Detection
from handler.domain.text.reader import Reader
from handler.domain.upload import UploadRef

if TYPE_CHECKING:
    from mypy_boto3_rekognition import RekognitionClient
    from mypy_boto3_rekognition.type_defs import (
        DetectTextFiltersTypeDef,
        DetectTextResponseTypeDef,
        ImageTypeDef,
        S3ObjectTypeDef,
    )

logger = logging.getLogger(__name__)

MIN_WORD_CONFIDENCE_PERCENT: Final = 30.0
"""Rekognition's own default of 80 hides blurred plates; what is worth taking is decided by the reading, not here."""

WORD_FILTER: Final[DetectTextFiltersTypeDef] = {"WordFilter": {"MinConfidence": MIN_WORD_CONFIDENCE_PERCENT}}
"""What is asked of whoever answers as DetectText does."""

_NEEDED: Final = frozenset({"Id", "Type", "DetectedText", "Confidence", "Geometry"})
"""Of a text; the service model promises none of them."""

FAULT_OF_PHOTO: Final = {
    "InvalidImageFormatException": "unreadable",
    "ImageTooLargeException": "unreadable",
}
"""All limits that Rekognition documents were checked before, so we do not know why it finds a photo too large."""


@quick_dataclass(frozen=True, slots=True)
class RekognitionDetector:
    """Finds text in photos of one bucket.

    Parameters
    ----------
    client : RekognitionClient
    bucket : str
    """

    reader: ClassVar[Reader] = Reader.REKOGNITION
    most_sent_bytes: ClassVar[int] = 5 * 1024 * 1024
    """Developer guide, "Guidelines and quotas"."""

    client: RekognitionClient
    bucket: str

    def detect(self, ref: UploadRef, version_id: str | None) -> Mapping[str, object]:
        """Ask for the text in a photo; Rekognition fetches it from the bucket itself.

        Returns
        -------
        mapping
            The answer of DetectText without the metadata of the response.

        Raises
        ------
        BadPhoto
            With ``unreadable``, when Rekognition blames the photo.
        Throttled, ServiceFailed
            When it does not answer as it should.
        """
        photo: S3ObjectTypeDef = {"Bucket": self.bucket, "Name": ref.photo_key}
        if version_id:
            photo["Version"] = version_id
        return self._ask({"S3Object": photo})

    def detect_in(self, picture: bytes) -> Mapping[str, object]:
        """Ask for the text in a picture that is sent along.

        Parameters
        ----------
        picture : bytes
            A JPEG or PNG of at most `most_sent_bytes`.

        Returns
        -------
        mapping
            As of `detect`; raises the same.
        """
        return self._ask({"Bytes": picture})

    def _ask(self, image: ImageTypeDef) -> Mapping[str, object]:
        with translated("rekognition:DetectText"):
            try:
                answer = self.client.detect_text(Image=image, Filters=WORD_FILTER)
            except ClientError as error:
                if error_code(error) in FAULT_OF_PHOTO:
                    raise BadPhoto(FAULT_OF_PHOTO[error_code(error)]) from error
                raise
        return {"TextDetections": answer["TextDetections"], "TextModelVersion": answer.get("TextModelVersion", "")}

    def to_detections(self, response: Mapping[str, object]) -> tuple[Detection, ...]:
        """Turn an answer into text boxes; see the function of the same name."""
        return to_detections(response)


def to_detections(response: Mapping[str, object]) -> tuple[Detection, ...]:
    """Turn an answer of DetectText into text boxes.

    Parameters
    ----------
    response : mapping
        As DetectText gives it: confidence 0 to 100, geometry in ratios of the upright picture.

    Returns
    -------
    tuple of Detection
        Confidence 0 to 1. A text that lacks something is left out.
    """
    texts = cast("DetectTextResponseTypeDef", response)["TextDetections"]
    whole = [found for found in texts if set(found) >= _NEEDED and "Polygon" in found["Geometry"]]
    if len(whole) < len(texts):
        logger.warning("texts lack something; left out", extra={"texts": len(texts) - len(whole)})
    return tuple(
        Detection(
            detection_id=found["Id"],
            level="line" if found["Type"] == "LINE" else "word",
            text=found["DetectedText"],
            confidence=min(1.0, max(0.0, found["Confidence"] / 100)),
            polygon=tuple(Point(corner["X"], corner["Y"]) for corner in found["Geometry"]["Polygon"]),
            parent_id=found.get("ParentId"),
        )
        for found in whole
    )
