"""From the bytes of a photo to upright pixels, refusing what Rekognition refuses."""

import io
import struct

import numpy as np
import numpy.typing as npt
from PIL import Image, UnidentifiedImageError

from handler.adapters.pictures.jpeg_end import with_end
from handler.adapters.pictures.orientation import orientation_of, turned
from reader.errors import ImageTooLarge, InvalidImageFormat, InvalidParameter

Pixels = npt.NDArray[np.uint8]
"""A photo: height x width x 3 bytes in the order blue, green, red."""

MIN_SIDE_PX = 80
"""Rekognition's "Guidelines and quotas": the minimum image dimension is 80 pixels for both height and width."""

MAX_SIDE_PX = 10_000
"""The same page gives 10K pixels a side for DetectLabels and DetectModerationLabels, and nothing for DetectText."""

_FORMAT_BY_MAGIC = {b"\xff\xd8\xff": "JPEG", b"\x89PNG\r\n\x1a\n": "PNG"}

_BROKEN_IMAGE = (UnidentifiedImageError, OSError, SyntaxError, ValueError, struct.error, EOFError, IndexError)
"""What Pillow raises on damaged files; which of them depends on the place of the damage."""


def decode(image_bytes: bytes) -> Pixels:
    """Decode a JPEG or PNG as a person would see it: EXIF orientation applied, transparency on white.

    Parameters
    ----------
    image_bytes : bytes
        The whole file.

    Returns
    -------
    Pixels
        The upright photo, height x width x 3, blue-green-red.

    Raises
    ------
    InvalidImageFormat
        Neither JPEG nor PNG, or damaged, or cut short.
    InvalidParameter
        A side is shorter than `MIN_SIDE_PX`.
    ImageTooLarge
        A side is longer than `MAX_SIDE_PX`; told from the header, before any pixel is decoded.
    """
    image_format = next((name for magic, name in _FORMAT_BY_MAGIC.items() if image_bytes.startswith(magic)), None)
    if image_format is None:
        raise InvalidImageFormat("Request has invalid image format: neither a JPEG nor a PNG.")
    try:
        with Image.open(io.BytesIO(with_end(image_bytes)), formats=(image_format,)) as image:
            _check_size(image.width, image.height)
            image.load()
            return np.ascontiguousarray(np.asarray(_to_rgb(_upright(image)))[:, :, ::-1])
    except Image.DecompressionBombError as error:
        raise ImageTooLarge(f"Input image dimensions exceed maximum dimension size of {MAX_SIDE_PX} pixels.") from error
    except _BROKEN_IMAGE as error:
        raise InvalidImageFormat(f"Request has invalid image format: a damaged {image_format}.") from error


def _check_size(width_px: int, height_px: int) -> None:
    if min(width_px, height_px) < MIN_SIDE_PX:
        raise InvalidParameter(
            f"Request has invalid parameters: the image is {width_px} x {height_px} pixels, "
            f"the minimum is {MIN_SIDE_PX} pixels a side."
        )
    if max(width_px, height_px) > MAX_SIDE_PX:
        raise ImageTooLarge(
            f"Input image dimensions {width_px} x {height_px} exceed maximum dimension size of {MAX_SIDE_PX} pixels."
        )


def _upright(image: Image.Image) -> Image.Image:
    """Apply the EXIF orientation of a JPEG; AWS documents that it looks for none in a PNG."""
    return image if image.format == "PNG" else turned(image, orientation_of(image))


def _to_rgb(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I;16"):
        image = Image.fromarray((np.asarray(image) >> 8).astype(np.uint8))
    if not image.has_transparency_data:
        return image.convert("RGB")
    layer = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("RGB")
