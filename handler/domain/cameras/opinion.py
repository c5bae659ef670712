"""What a device read by itself, made comparable."""

from __future__ import annotations

import unicodedata
from typing import Final

from handler.domain.cameras.fields import number_of, text_of
from handler.domain.cameras.message import LeftOut, LeftOutWhy, Opinion, without

LONGEST_PLATE: Final = 20
"""With separators and marks; no plate of the world has as many characters."""

_NO_PLATE: Final = frozenset(
    {"", "unknown", "noplate", "no plate", "no_plate", "none", "null", "n/a", "-", "unlicensed", "无车牌", "无牌车"}
)
"""What devices write when they have read nothing."""

_LONGEST_REGION: Final = 12
_NO_REGION: Final = frozenset({"non", "unknown", "none", "null"})


def opinion_of(
    plate: object, confidence: object, region: object = None, *, most: float = 1.0
) -> tuple[Opinion | None, tuple[LeftOut, ...]]:
    """Take what a device read for a second opinion.

    Parameters
    ----------
    plate, confidence, region : object
        As they stand in the report.
    most : float
        The confidence that stands for certain.

    Returns
    -------
    Opinion or None
        None when it read nothing that could be a plate.
    tuple of LeftOut
        What could not be taken.
    """
    text, trouble = _plate(plate)
    if text is None:
        return None, without([trouble])
    share, no_share = _share(confidence, most)
    return Opinion(text, share, _region(region)), without([no_share])


def _plate(value: object) -> tuple[str | None, LeftOut | None]:
    text = " ".join(value.split()) if isinstance(value, str) else text_of(value) or ""
    if text.lower() in _NO_PLATE:
        return None, LeftOut("plate", LeftOutWhy.NO_PLATE)
    if len(text) > LONGEST_PLATE:
        return None, LeftOut("plate", LeftOutWhy.PLATE_TOO_LONG)
    text = unicodedata.normalize("NFC", text)
    if not text.isprintable():
        return None, LeftOut("plate", LeftOutWhy.UNREADABLE)
    return text, None


def _share(value: object, most: float) -> tuple[float | None, LeftOut | None]:
    number = number_of(value)
    if number is None:
        return None, None if value in (None, "") else LeftOut("confidence", LeftOutWhy.UNREADABLE)
    if not 0.0 <= number <= most:
        return None, LeftOut("confidence", LeftOutWhy.OUT_OF_SCALE)
    return number / most, None


def _region(value: object) -> str | None:
    text = (text_of(value) or "").lower()
    return text if 0 < len(text) <= _LONGEST_REGION and text not in _NO_REGION else None
