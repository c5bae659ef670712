"""How a photo is to be turned before anybody looks at it, by what its file says.

Only what EXIF allows counts: one SHORT of 1 to 8 (Exif 3.0, section 4.6.5). Anything else is no orientation, nor is
what XMP tells: neither browsers nor Rekognition's documentation know of it.
"""

from __future__ import annotations

import struct
from typing import Final

from PIL import Image

_TAG, _SHORT = 0x0112, 3
_BYTE_ORDERS: Final = {b"II*\0": "<", b"MM\0*": ">"}
_ENTRY_BYTES: Final = 12
_WAYS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def orientation_of(image: Image.Image) -> int:
    """Tell how a picture is to be turned.

    Parameters
    ----------
    image : Image
        Opened and not yet decoded: what PNG files tell behind their pixels does not count.

    Returns
    -------
    int
        EXIF's number, 1 to 8; 1 when the file tells none.
    """
    tiff: bytes = image.info.get("exif", b"").removeprefix(b"Exif\0\0")
    try:
        return _first_orientation(tiff)
    except struct.error:  # damaged EXIF tells nothing, and the pixels may be whole
        return 1


def turned(image: Image.Image, orientation: int) -> Image.Image:
    """Turn a picture as EXIF's number says; 1 gives the same one."""
    return image.transpose(_WAYS[orientation]) if orientation in _WAYS else image


def _first_orientation(tiff: bytes) -> int:
    order = _BYTE_ORDERS.get(tiff[:4])
    if order is None:
        return 1
    (directory,) = struct.unpack_from(f"{order}I", tiff, 4)
    (entries,) = struct.unpack_from(f"{order}H", tiff, directory)
    for number in range(entries):
        place = directory + 2 + number * _ENTRY_BYTES
        tag, kind, count, value = struct.unpack_from(f"{order}HHIH", tiff, place)
        if tag == _TAG:
            return int(value) if (kind, count) == (_SHORT, 1) and value in _WAYS else 1
    return 1
