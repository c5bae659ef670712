"""What a file really is, by its first bytes: so that people are told what they sent, not only what they should have."""

from __future__ import annotations

from typing import Final

SNIFFED_BYTES: Final = 64

_SIGNATURES: Final = (
    (((0, b"\xff\xd8\xff"),), "a JPEG"),
    (((0, b"\x89PNG\r\n\x1a\n"),), "a PNG"),
    (((0, b"RIFF"), (8, b"WEBP")), "a WebP picture"),
    (((0, b"RIFF"), (8, b"AVI ")), "a video"),
    (((0, b"GIF8"),), "a GIF picture"),
    (((0, b"BM"), (6, b"\0\0\0\0")), "a BMP picture"),
    (((0, b"II*\0"),), "a TIFF picture or a camera's raw file"),
    (((0, b"MM\0*"),), "a TIFF picture or a camera's raw file"),
    (((0, b"\xff\x0a"),), "a JPEG XL picture"),
    (((0, b"\0\0\0\x0cJXL "),), "a JPEG XL picture"),
    (((0, b"%PDF-"),), "a PDF document"),
    (((0, b"\x1aE\xdf\xa3"),), "a video"),
    (((0, b"PK\x03\x04"),), "a ZIP archive or an office document"),
    (((0, b"\x1f\x8b"),), "a compressed archive"),
)
"""Where, with which bytes, and what it is then: each as its own format's specification says."""

_BRANDS: Final = (
    ((b"avif", b"avis"), "an AVIF picture"),
    ((b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"), "a HEIC picture"),
)
"""Of files in boxes (ISO/IEC 14496-12): the first kind that one of a file's brands names; any other is a film."""

_MARKUP: Final = (
    (b"<svg", "an SVG drawing"),
    (b"<?xml", "an SVG drawing or another XML file"),
    (b"<html", "a web page"),
    (b"<!doctype html", "a web page"),
)


def file_type_of(head: bytes) -> str | None:
    """Name a file's real type.

    Parameters
    ----------
    head : bytes
        Its first `SNIFFED_BYTES`, or more; fewer only when it has no more.

    Returns
    -------
    str or None
        With its article, as ``a WebP picture``; None when it is not one that people commonly take for a photo.
    """
    for marks, name in _SIGNATURES:
        if all(head.startswith(mark, place) for place, mark in marks):
            return name
    return _in_boxes(head) if head[4:8] == b"ftyp" else _as_markup(head)


def _in_boxes(head: bytes) -> str:
    end = min(int.from_bytes(head[:4], "big"), len(head))
    brands = {head[place : place + 4] for place in (8, *range(16, end, 4))}
    return next((name for known, name in _BRANDS if brands & set(known)), "a video")


def _as_markup(head: bytes) -> str | None:
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return next((name for start, name in _MARKUP if text.startswith(start)), None)
