"""Takes values out of reports in which anything may stand anywhere."""

from __future__ import annotations

import math
from typing import Final

LONGEST_FIELD: Final = 256
"""In characters. Names and ids that were seen have 64 at most."""

_TRUE: Final = frozenset({"true", "1", "yes"})


def at(value: object, *path: str | int) -> object:
    """Walk into objects by keys and into lists by numbers; None where there is no such place."""
    for step in path:
        if isinstance(step, int):
            value = value[step] if isinstance(value, list) and len(value) > step else None
        else:
            value = value.get(step) if isinstance(value, dict) else None
    return value


def text_of(value: object) -> str | None:
    """Read a word or a number as a text without blanks around it; None when it is empty, long or neither."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    text = str(value).strip() if not isinstance(value, int) or abs(value) < 10**LONGEST_FIELD else ""
    return text if 0 < len(text) <= LONGEST_FIELD and text.isprintable() else None


def number_of(value: object) -> float | None:
    """Read a number, also one that is written as a text; None when it is none, or not finite."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def is_true(value: object) -> bool:
    """Tell whether something says yes."""
    return value is True or (text_of(value) or "").lower() in _TRUE
