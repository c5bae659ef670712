"""What a file is that is no JPEG or PNG, by its first bytes: web pages and phones name much `.jpg`."""

import re

_KINDS = {
    rb"RIFF.{4}WEBP": "a WebP picture",
    rb".{4}ftyp.{0,48}avi[fs]": "an AVIF picture",
    rb".{4}ftyp.{0,48}(hei|hev|mif1|msf1)": "a HEIC picture",
    rb".{4}ftyp": "a film (MP4 or MOV)",
    rb"GIF8": "a GIF picture",
    rb"II\*\0|MM\0\*": "a TIFF picture",
    rb"BM": "a BMP picture",
    rb"%PDF-": "a PDF document",
}
"""Beginnings, the narrower ones first: what is said of boxes (`ftyp`) is ISO/IEC 14496-12's and 23008-12's."""


def kind_of(content: bytes) -> str | None:
    """Name what a file is, with its article; None for what is not known."""
    return next((kind for start, kind in _KINDS.items() if re.match(start, content, re.DOTALL)), None)
