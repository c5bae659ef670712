"""Looks into a photo's bytes with Pillow."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Final

from PIL import Image, UnidentifiedImageError

from handler.adapters.jpeg_end import with_end
from handler.adapters.metadata import without_metadata
from handler.adapters.orientation import orientation_of, turned
from handler.domain.errors import BadPhoto
from handler.domain.geometry import ImageSize
from handler.domain.upload import MAX_PIXELS, MAX_SIDE_PIXELS, MIN_SIDE_PIXELS
from handler.service.ports import Inspection

CONTENT_TYPE_OF_FORMAT: Final = {"JPEG": "image/jpeg", "MPO": "image/jpeg", "PNG": "image/png"}
"""Pillow's names for what we take; MPO is a JPEG with further pictures behind it, as many phones write."""

THUMBNAIL_SIDE_PIXELS: Final = 480
THUMBNAIL_QUALITY: Final = 80
SHOWN_QUALITY: Final = 92

DECODING_ERRORS: Final = (
    *(OSError, SyntaxError, ValueError, EOFError, IndexError, TypeError, AssertionError),
    *(struct.error, zlib.error),
)
"""What Pillow's readers raise for broken files."""


class PillowInspector:
    """Checks that bytes are the promised picture, and makes the small one for lists."""

    def __init__(self) -> None:
        # We refuse by our own cap, before decoding; Pillow's guard would only warn or name another limit.
        Image.MAX_IMAGE_PIXELS = None

    def inspect(self, body: bytes, content_type: str) -> Inspection:
        """Check a photo and make its thumbnail.

        Parameters
        ----------
        body : bytes
            The whole file.
        content_type : str
            As promised.

        Returns
        -------
        Inspection
            Size in pixels with the EXIF orientation applied, and a JPEG of at most `THUMBNAIL_SIDE_PIXELS` a side,
            without any metadata; and the photo itself without it, when it carries any.

        Raises
        ------
        BadPhoto
            With ``not_an_image``, ``wrong_type``, ``too_small``, ``too_many_pixels``, ``side_too_long`` or ``damaged``.
        """
        image = _opened(body)
        _check(image, content_type)  # before anything is decoded
        whole = with_end(body)
        if whole is not body:
            body, image = whole, _opened(whole)
        try:
            return Inspection(_upright_size(image), _thumbnail(image), _shown_copy(image, body))
        except DECODING_ERRORS as error:
            raise BadPhoto("damaged") from error


def _opened(body: bytes) -> Image.Image:
    try:
        return Image.open(BytesIO(body), formats=("JPEG", "PNG"))
    except UnidentifiedImageError as error:
        raise BadPhoto("not_an_image") from error
    except DECODING_ERRORS as error:
        raise BadPhoto("damaged") from error


def _check(image: Image.Image, content_type: str) -> None:
    rules = (
        ("wrong_type", CONTENT_TYPE_OF_FORMAT.get(image.format or "") != content_type),
        ("too_small", min(image.size) < MIN_SIDE_PIXELS),
        ("too_many_pixels", image.width * image.height > MAX_PIXELS),
        ("side_too_long", max(image.size) > MAX_SIDE_PIXELS),
    )
    for code, broken in rules:
        if broken:
            raise BadPhoto(code)


def _upright_size(image: Image.Image) -> ImageSize:
    turned = _orientation(image) in (5, 6, 7, 8)  # those that lie on their side
    return ImageSize(image.height, image.width) if turned else ImageSize(image.width, image.height)


def upright(image: Image.Image) -> Image.Image:
    """Stand a photo up as Rekognition does before it says where its boxes are."""
    return turned(image, _orientation(image))


def flat(image: Image.Image) -> Image.Image:
    """Make a picture RGB; what is transparent becomes white."""
    if image.mode.startswith("I"):  # Pillow would cut 16 bits to 255 and not scale them: all white
        image = image.convert("I").point(lambda grey: grey * (1 / 256)).convert("L")
    if not image.has_transparency_data:
        return image.convert("RGB")
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image.convert("RGB"), mask=image.convert("RGBA").getchannel("A"))
    return ground


def _orientation(image: Image.Image) -> int:
    # Rekognition heeds the orientation of a JPEG only, and so must we, or its boxes would lie elsewhere.
    return orientation_of(image) if image.format in ("JPEG", "MPO") else 1


def _shown_copy(image: Image.Image, body: bytes) -> bytes | None:
    try:
        copy = without_metadata(body, _orientation(image))
    except ValueError:  # a file that Pillow reads and we do not: it is shown as Pillow writes it
        out = BytesIO()
        flat(upright(Image.open(BytesIO(body)))).save(out, image.format or "JPEG", quality=SHOWN_QUALITY)
        copy = without_metadata(out.getvalue(), 1)
    return None if copy == body else copy


def _thumbnail(image: Image.Image) -> bytes:
    # JPEG can be decoded at a fraction of its size, many times faster; it also shows whether the file is whole.
    image.draft("RGB", (2 * THUMBNAIL_SIDE_PIXELS, 2 * THUMBNAIL_SIDE_PIXELS))
    small = upright(image)
    small.thumbnail((THUMBNAIL_SIDE_PIXELS, THUMBNAIL_SIDE_PIXELS))
    out = BytesIO()
    flat(small).save(out, "JPEG", quality=THUMBNAIL_QUALITY, optimize=True)
    return out.getvalue()
