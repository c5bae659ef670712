"""The id that follows a request from the browser to the last line that some function writes because of it."""

from __future__ import annotations

import re
from typing import Final

HEADER: Final = "x-correlation-id"
"""Of a request that brings its own id, and of every answer."""

RANDOM_BYTES: Final = 8
"""Sixteen digits: few enough to be read out, too many to come twice."""

_ID: Final = re.compile(r"[0-9a-f]{16,32}")
"""Nothing else is taken over from a caller: no plate looks like this, nor a camera's secret, an address or a token."""


def is_correlation_id(text: str) -> bool:
    """Tell whether a text that came from outside may stand in a log: 16 to 32 small hexadecimal digits."""
    return _ID.fullmatch(text) is not None


def correlation_id_of(random: bytes) -> str:
    """Write an id.

    Parameters
    ----------
    random : bytes
        `RANDOM_BYTES` of them.
    """
    return random.hex()
