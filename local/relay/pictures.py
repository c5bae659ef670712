"""Tells by its bytes alone whether a file is a picture, and whether it is all there."""

PICTURE_STARTS = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}
"""Of JPEG and PNG, and what they are called in a header."""

_END_OF_IMAGE = 0xD9
_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})
"""Markers of JPEG that no length follows."""


def content_type_of(start: bytes) -> str | None:
    """Say what kind of picture it is.

    Parameters
    ----------
    start
        The first bytes of a file, eight or more.

    Returns
    -------
    str or None
        None for anything but a JPEG or PNG.
    """
    return next((kind for begins, kind in PICTURE_STARTS.items() if start.startswith(begins)), None)


def is_whole(photo: bytes) -> bool:
    """Tell whether a picture comes to its end.

    Its structure is followed: a JPEG has small pictures with ends of their own in it, and some cameras write more
    behind the end.

    Parameters
    ----------
    photo
        A JPEG or PNG; anything else is never whole.
    """
    kind = content_type_of(photo[:8])
    if kind == "image/png":
        return _png_ends(photo)
    return kind == "image/jpeg" and _jpeg_ends(photo)


def _png_ends(photo: bytes) -> bool:
    place = 8
    while place + 12 <= len(photo):
        if photo[place + 4 : place + 8] == b"IEND":
            return True
        place += 12 + int.from_bytes(photo[place : place + 4], "big")
    return False


def _jpeg_ends(photo: bytes) -> bool:
    place = photo.find(b"\xff", 2)
    while 0 <= place < len(photo) - 1:
        marker = photo[place + 1]
        if marker == _END_OF_IMAGE:
            return True
        place = _after(photo, place, marker)
    return False


def _after(photo: bytes, place: int, marker: int) -> int:
    """Find the next marker. Between them lie segments that tell their length, and compressed data, which has none."""
    if marker in (0x00, 0xFF) or marker in _ALONE:
        return photo.find(b"\xff", place + (1 if marker == 0xFF else 2))
    return photo.find(b"\xff", place + 2 + int.from_bytes(photo[place + 2 : place + 4], "big"))
