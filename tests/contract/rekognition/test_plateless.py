"""Drawn photos without a plate, through the local engine: there is text in them, and nothing is read."""

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from handler.adapters.pictures.pixels import PillowPixels
from handler.adapters.rekognition import MIN_WORD_CONFIDENCE_PERCENT, to_detections
from handler.domain.geometry import ImageSize
from handler.domain.judging.ground import Picture
from handler.domain.reading.read import read_plates
from lab.plateless_photos import plateless_jpeg

if TYPE_CHECKING:
    from mypy_boto3_rekognition import RekognitionClient


@pytest.mark.parametrize("kind", ["street", "shop", "poster", "stickers", "badge", "van", "motorway", "diagram"])
def test_no_plate_is_read_where_there_is_none(client: "RekognitionClient", kind: str) -> None:
    photo = plateless_jpeg(kind, "contract")
    answer = client.detect_text(
        Image={"Bytes": photo}, Filters={"WordFilter": {"MinConfidence": MIN_WORD_CONFIDENCE_PERCENT}}
    )
    detections = to_detections({"TextDetections": answer["TextDetections"]})
    assert detections
    with Image.open(io.BytesIO(photo)) as image:
        picture = Picture(ImageSize(*image.size), PillowPixels(photo))
    assert [read.raw_text for read in read_plates(detections, picture).reads] == []
