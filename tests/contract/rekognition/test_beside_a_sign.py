"""What is read on a plate does not depend on how long the other texts of its photo are."""

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from tests.support.scenes import jpeg_bytes

if TYPE_CHECKING:
    from mypy_boto3_rekognition import RekognitionClient

WIDTH_PX, HEIGHT_PX = 1400, 300
SIGN = "PARKING FOR VISITORS OF THE TOWN HALL ONLY"
BLUR_PX = 3.6
GRAIN = np.random.default_rng(7).normal(0, 12, (HEIGHT_PX, WIDTH_PX, 1))


def written(picture: Image.Image, text: str, middle_px: int, size_px: int, ink: int) -> Image.Image:
    font = ImageFont.load_default(size_px)
    ImageDraw.Draw(picture).text((WIDTH_PX / 2, middle_px), text, fill=(ink,) * 3, font=font, anchor="mm")
    return picture


def photo(plate: str) -> bytes:
    """Draw a blurred plate above a sharp sign that is far wider."""
    ground = Image.new("RGB", (WIDTH_PX, HEIGHT_PX), (225, 225, 220))
    blurred = written(ground, plate, 90, 48, 40).filter(ImageFilter.GaussianBlur(BLUR_PX))
    pixels = np.asarray(written(blurred, SIGN, 230, 50, 0)) + GRAIN
    return jpeg_bytes(Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)))


@pytest.mark.parametrize("plate", ["NP90RJH", "GD90YBJ", "TN90SHN"])
def test_a_blurred_plate_is_read_as_it_is_beside_a_long_sign(client: "RekognitionClient", plate: str) -> None:
    answer = client.detect_text(Image={"Bytes": photo(plate)})
    lines = [found["DetectedText"] for found in answer["TextDetections"] if found["Type"] == "LINE"]
    assert plate in [line.replace(" ", "") for line in lines]
