"""Looks into a photo's bytes with Pillow."""

from __future__ import annotations

import struct
import zlib
from functools import partial
from io import BytesIO
from typing import Final

from PIL import Image, UnidentifiedImageError

from handler.adapters.pictures.jpeg_end import with_end
from handler.adapters.pictures.metadata import without_metadata
from handler.adapters.pictures.orientation import orientation_of, turned
from handler.domain.errors import BadPhoto
from handler.domain.file_type import SNIFFED_BYTES, file_type_of
from handler.domain.geometry import ImageSize
from handler.domain.upload import MAX_PIXELS, MAX_SIDE_PIXELS, MIN_SIDE_PIXELS
from handler.service.ports.photos import Inspection, TurnedPhoto

CONTENT_TYPE_OF_FORMAT: Final = {"JPEG": "image/jpeg", "MPO": "image/jpeg", "PNG": "image/png"}
"""Pillow's names for what we take; MPO is a JPEG with further pictures behind it, as many phones write."""

THUMBNAIL_SIDE_PIXELS: Final = 480
THUMBNAIL_QUALITY: Final = 80
SHOWN_QUALITY: Final = 92
SENT_QUALITY: Final = 95
"""Artefacts of stronger compression look like strokes of small characters."""

MAX_SENT_BYTES: Final = 5 * 1024 * 1024
"""The largest picture that Rekognition takes in a request (developer guide, "Guidelines and quotas")."""

NEXT_TRY: Final = 0.8
"""How much shorter the sides are made of a picture that is still too large."""

DECODING_ERRORS: Final = (
    *(OSError, SyntaxError, ValueError, EOFError, IndexError, TypeError, AssertionError),
    *(struct.error, zlib.error),
)
"""What Pillow's readers raise for broken files."""


class PillowInspector:
    """Checks that bytes are the promised picture, and makes the small one for lists.

    Parameters
    ----------
    most_sent_bytes : int
        The largest picture that whoever finds text takes in a request.
    """

    def __init__(self, most_sent_bytes: int = MAX_SENT_BYTES) -> None:
        self._most_sent_bytes = most_sent_bytes
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
            Size in pixels with the EXIF orientation applied, and what makes a JPEG of at most `THUMBNAIL_SIDE_PIXELS`
            a side, without any metadata; the photo itself without it, when it carries any; and the photo stood up,
            when the text detection would not do that itself.

        Raises
        ------
        BadPhoto
            With ``not_an_image``, ``wrong_type``, ``too_small``, ``side_too_long``, ``too_many_pixels`` or
            ``damaged``.
        """
        image = _opened(body)
        _check(image, body, content_type)  # before anything is decoded
        whole = with_end(body)
        if whole is not body:
            body, image = whole, _opened(whole)
        try:
            size = _upright_size(image)  # before it is decoded at a fraction of it
            small = _decoded_small(image)
            return Inspection(size, partial(_thumbnail, small), _shown_copy(image, body), self._stood_up(body))
        except DECODING_ERRORS as error:
            raise BadPhoto("damaged") from error

    def turned_over(self, body: bytes) -> TurnedPhoto:
        """Turn a photo by 180 degrees from how it is shown.

        Parameters
        ----------
        body : bytes
            A sound JPEG or PNG.

        Returns
        -------
        TurnedPhoto
            Of at most `most_sent_bytes`.

        Raises
        ------
        BadPhoto
            With ``damaged``, when the bytes cannot be decoded.
        """
        try:
            photo = upright(Image.open(BytesIO(with_end(body)), formats=("JPEG", "PNG")))
            picture, jpeg = _sent(flat(photo.transpose(Image.Transpose.ROTATE_180)), self._most_sent_bytes)
        except DECODING_ERRORS as error:
            raise BadPhoto("damaged") from error
        return TurnedPhoto(jpeg, ImageSize(picture.width, picture.height))

    def _stood_up(self, body: bytes) -> bytes | None:
        return stood_up(body, self._most_sent_bytes)


def _opened(body: bytes) -> Image.Image:
    try:
        return Image.open(BytesIO(body), formats=("JPEG", "PNG"))
    except UnidentifiedImageError as error:
        raise BadPhoto("not_an_image", _sentence_of_other_type(body)) from error
    except DECODING_ERRORS as error:
        raise BadPhoto("damaged") from error


def _sentence_of_other_type(body: bytes) -> str | None:
    found = file_type_of(body[:SNIFFED_BYTES])
    return f"The file is {found}, not a JPEG or PNG photo. Save it as one of these and upload that." if found else None


def _check(image: Image.Image, body: bytes, content_type: str) -> None:
    size, again = f"{image.width:,} × {image.height:,} pixels", "Make it smaller and upload it again."
    found, announced = file_type_of(body[:SNIFFED_BYTES]), content_type.removeprefix("image/").upper()
    other_type = CONTENT_TYPE_OF_FORMAT.get(image.format or "") != content_type
    too_many, too_long = image.width * image.height > MAX_PIXELS, max(image.size) > MAX_SIDE_PIXELS
    rules = (
        ("wrong_type", other_type, f"The file is {found}, but was announced as {announced}. Announce its real type."),
        ("too_small", min(image.size) < MIN_SIDE_PIXELS, None),
        ("too_many_pixels", too_many, f"The photo has {size}, more than 64 million. {again}"),
        ("side_too_long", too_long, f"The photo has {size}; no side may be longer than {MAX_SIDE_PIXELS:,}. {again}"),
    )
    for code, broken, message in rules:
        if broken:
            raise BadPhoto(code, message)


def _upright_size(image: Image.Image) -> ImageSize:
    turned = orientation_of(image) in (5, 6, 7, 8)  # those that lie on their side
    return ImageSize(image.height, image.width) if turned else ImageSize(image.width, image.height)


def upright(image: Image.Image) -> Image.Image:
    """Stand a photo up as browsers show it, and as Rekognition does before it says where its boxes are."""
    return turned(image, orientation_of(image))


def stood_up(body: bytes, most_sent_bytes: int = MAX_SENT_BYTES) -> bytes | None:
    """Stand a photo up where Rekognition would read it as it lies: it heeds the orientation of a JPEG only.

    Parameters
    ----------
    body : bytes
        A sound JPEG or PNG.
    most_sent_bytes : int

    Returns
    -------
    bytes or None
        A JPEG of at most `most_sent_bytes`; None for a photo that Rekognition reads as it is shown.
    """
    image = Image.open(BytesIO(body), formats=("JPEG", "PNG"))
    if image.format != "PNG" or orientation_of(image) == 1:
        return None
    return _sent(flat(upright(image)), most_sent_bytes)[1]


def _sent(picture: Image.Image, most_bytes: int) -> tuple[Image.Image, bytes]:
    """Make a picture so small that it can be sent along; gives it, and its JPEG."""
    while len(jpeg := _as_jpeg(picture)) > most_bytes:
        picture = picture.resize((round(picture.width * NEXT_TRY), round(picture.height * NEXT_TRY)))
    return picture, jpeg


def _as_jpeg(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "JPEG", quality=SENT_QUALITY)
    return out.getvalue()


def flat(image: Image.Image) -> Image.Image:
    """Make a picture RGB; what is transparent becomes white."""
    if image.mode.startswith("I"):  # Pillow would cut 16 bits to 255 and not scale them: all white
        image = image.convert("I").point(lambda grey: grey * (1 / 256)).convert("L")
    if not image.has_transparency_data:
        return image.convert("RGB")
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image.convert("RGB"), mask=image.convert("RGBA").getchannel("A"))
    return ground


def _shown_copy(image: Image.Image, body: bytes) -> bytes | None:
    try:
        copy = without_metadata(body, orientation_of(image))
    except ValueError:  # a file that Pillow reads and we do not: it is shown as Pillow writes it
        out = BytesIO()
        flat(upright(Image.open(BytesIO(body)))).save(out, image.format or "JPEG", quality=SHOWN_QUALITY)
        copy = without_metadata(out.getvalue(), 1)
    return None if copy == body else copy


def _decoded_small(image: Image.Image) -> Image.Image:
    # JPEG can be decoded at a fraction of its size, many times faster; it also shows whether the file is whole.
    image.draft("RGB", (THUMBNAIL_SIDE_PIXELS, THUMBNAIL_SIDE_PIXELS))
    image.load()
    small = upright(image)
    return flat(small) if small.mode == "P" else small  # that a palette is missing shows only then


def _thumbnail(small: Image.Image) -> bytes:
    small.thumbnail((THUMBNAIL_SIDE_PIXELS, THUMBNAIL_SIDE_PIXELS))
    out = BytesIO()
    flat(small).save(out, "JPEG", quality=THUMBNAIL_QUALITY, optimize=True)
    return out.getvalue()
