"""Base64 as devices write it, strictly: what is not read for certain is not a picture."""

from __future__ import annotations

import binascii
import re
from typing import Final

from handler.domain.cameras.bad_message import BadMessage
from handler.domain.cameras.json_text import LongText

_DATA_ADDRESS: Final = re.compile(rb"data:image/[a-z]{1,8};base64,", re.IGNORECASE)


def bytes_of(text: object) -> bytes:
    """Decode a picture in base64.

    Parameters
    ----------
    text : object
        Text, bytes or `LongText`. Line ends in it, a missing ``=`` at its end and a data address before it are borne.

    Returns
    -------
    bytes

    Raises
    ------
    BadMessage
        ``base64_blanks`` or ``bad_base64``
    """
    raw = _raw(text).strip()
    address = _DATA_ADDRESS.match(raw)
    digits = (raw[address.end() :] if address else raw).replace(b"\r", b"").replace(b"\n", b"")
    if b" " in digits or b"\t" in digits:
        raise BadMessage("base64_blanks")
    try:
        return binascii.a2b_base64(digits + b"=" * (-len(digits) % 4), strict_mode=True)
    except binascii.Error as error:
        raise BadMessage("bad_base64") from error


def _raw(text: object) -> bytes:
    if isinstance(text, LongText):
        return text.unescaped()
    if isinstance(text, bytes):
        return text
    return text.encode("utf-8", "replace") if isinstance(text, str) else b"?"
