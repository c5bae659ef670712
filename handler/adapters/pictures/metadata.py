"""Takes out of a photo's file what is not the picture: where, when, by whom and with what it was taken.

The picture itself is not touched: no pixel is decoded or encoded again.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import Final

from PIL import Image

JPEG_START: Final = b"\xff\xd8"
PNG_START: Final = b"\x89PNG\r\n\x1a\n"

_END_OF_PICTURE, _START_OF_SCAN, _APP_0, _APP_1, _APP_2, _APP_14, _APP_LAST, _COMMENT = (
    *(0xD9, 0xDA, 0xE0, 0xE1, 0xE2),
    *(0xEE, 0xEF, 0xFE),
)
"""Markers of JPEG (ITU-T T.81, table B.1)."""

_KEPT_CHUNKS: Final = frozenset(
    [b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs", b"cICP", b"acTL", b"fcTL", b"fdAT"]
)
"""Ancillary chunks of PNG that say how the picture looks (PNG specification, third edition, section 11.3)."""

_IS_CRITICAL: Final = b"Z"
"""The first letter of a critical chunk's name is a capital (same, section 5.4)."""


class EndsInScan(ValueError):
    """A JPEG ends among the data of its pixels, with no end mark behind them."""


def without_metadata(body: bytes, orientation: int) -> bytes:
    """Take the metadata out of a photo.

    Parameters
    ----------
    body : bytes
        A sound JPEG or PNG.
    orientation : int
        How to turn it (EXIF, 1 to 8): the only thing that is kept of what was said about it.

    Returns
    -------
    bytes
        The same bytes when there was nothing to take out.

    Raises
    ------
    EndsInScan
        When a JPEG has no end mark.
    ValueError
        When the file is built in another way that is not understood.
    """
    try:
        if body.startswith(PNG_START):
            return PNG_START + b"".join(_picture_chunks(body, orientation))
        return b"".join([JPEG_START, _turned(orientation), *_picture_segments(body)])
    except (struct.error, IndexError) as error:
        raise ValueError("the file ends before its picture does") from error


def _turned(orientation: int) -> bytes:
    if orientation == 1:
        return b""
    said = _exif(orientation)
    return struct.pack(">BBH", 0xFF, _APP_1, len(said) + 2) + said


def _exif(orientation: int) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    return exif.tobytes()


def _turned_chunk(orientation: int) -> bytes:
    if orientation == 1:
        return b""
    said = b"eXIf" + _exif(orientation).removeprefix(b"Exif\0\0")
    return struct.pack(">I", len(said) - 4) + said + struct.pack(">I", zlib.crc32(said))


def _picture_segments(body: bytes) -> Iterator[bytes]:
    place = len(JPEG_START)
    while True:
        first, marker = body[place], body[place + 1]
        if first != 0xFF or marker in (0x00, 0xFF):
            raise ValueError("there is no marker where one should be")
        if marker == _END_OF_PICTURE:
            yield body[place : place + 2]
            return
        (length,) = struct.unpack_from(">H", body, place + 2)
        end = place + 2 + length
        if marker == _START_OF_SCAN:
            end = _end_of_scan(body, end)
        if _is_picture(marker, body[place + 4 : place + 16]):
            yield body[place:end]
        place = end


def _is_picture(marker: int, said: bytes) -> bool:
    if marker == _APP_2:
        return said.startswith(b"ICC_PROFILE\0")
    return marker in (_APP_0, _APP_14) or not (_APP_0 <= marker <= _APP_LAST or marker == _COMMENT)


def _end_of_scan(body: bytes, place: int) -> int:
    """Find the first marker that is not a part of the scan: neither a byte 255 of it, nor a restart."""
    while 0 <= (place := body.find(b"\xff", place)) < len(body) - 1:
        if body[place + 1] not in (0x00, *range(0xD0, 0xD8)):
            return place
        place += 2
    raise EndsInScan("the file ends before its picture does")


def _picture_chunks(body: bytes, orientation: int) -> Iterator[bytes]:
    place = len(PNG_START)
    name = b""
    while name != b"IEND":
        length, name = struct.unpack_from(">I4s", body, place)
        end = place + length + 12
        if end > len(body):
            raise ValueError("the file ends within a chunk")
        if name[:1] <= _IS_CRITICAL or name in _KEPT_CHUNKS:
            yield body[place:end]
        if name == b"IHDR":  # what stands behind the pixels, browsers need not heed
            yield _turned_chunk(orientation)
        place = end
