"""Reads JSON whose strings may be pictures of megabytes, and that a stranger wrote."""

from __future__ import annotations

import json
import re
from typing import Any, Final, NamedTuple

from handler.domain.cameras.bad_message import BadMessage
from handler.domain.cameras.limits import MAX_DEPTH, MAX_TEXT_BYTES
from handler.domain.cameras.readable import decoded

Json = dict[str, Any]
"""A JSON object; long strings in it are `LongText`."""

LONG_BYTES: Final = 2048
"""A string of more is no field of a report."""

_STRING: Final = re.compile(rb'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)', re.DOTALL)
"""One that nobody ends goes to the end of the text: it is searched once, not anew from each quotation mark."""

_STAND_IN: Final = "\ue000"
"""Of Unicode's private use: no word of a device begins so. It is written escaped, whatever the text's encoding is."""


class LongText(NamedTuple):
    """A long string of a JSON text, as it stood there."""

    raw: bytes

    def unescaped(self) -> bytes:
        """Undo what JSON does to base64: some writers escape each slash, some put line ends in."""
        return self.raw.replace(b"\\/", b"/").replace(b"\\r", b"").replace(b"\\n", b"")


def json_of(text: bytes) -> Json:
    """Read a JSON object.

    Parameters
    ----------
    text : bytes
        Of any size; its long strings are set aside before the rest is measured and parsed.

    Returns
    -------
    dict
        With a `LongText` where a string is longer than `LONG_BYTES`.

    Raises
    ------
    BadMessage
        ``text_too_large``, ``too_deep`` or ``bad_json``
    """
    light, long_texts = _set_aside(text)
    if _depth(light) > MAX_DEPTH:
        raise BadMessage("too_deep")
    try:
        found = json.loads(decoded(light))
    except ValueError as error:  # of JSON, and of a number with too many digits
        raise BadMessage("bad_json") from error
    if not isinstance(found, dict):
        raise BadMessage("bad_json", "The report about the pictures is no JSON object. Check what sends it.")
    return {key: _restored(value, long_texts) for key, value in found.items()}


def _set_aside(text: bytes) -> tuple[bytes, list[LongText]]:
    pieces: list[bytes] = []
    long_texts: list[LongText] = []
    place = kept_bytes = 0
    for found in _STRING.finditer(text):
        if found.end() - found.start() > LONG_BYTES:
            pieces += (text[place : found.start()], f'"\\ue000{len(long_texts)}"'.encode())
            kept_bytes += len(pieces[-2]) + len(pieces[-1])
            long_texts.append(LongText(found[0][1:-1]))
            place = found.end()
        if (
            kept_bytes + found.end() - place > MAX_TEXT_BYTES
        ):  # at once, or millions of short strings would be looked at
            raise BadMessage("text_too_large")
    if kept_bytes + len(text) - place > MAX_TEXT_BYTES:
        raise BadMessage("text_too_large")
    return b"".join((*pieces, text[place:])), long_texts


def _depth(light: bytes) -> int:
    depth = deepest = 0
    for bracket in re.findall(rb"[][{}]", _STRING.sub(b"", light)):
        depth += 1 if bracket in b"[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _restored(value: object, long_texts: list[LongText]) -> object:
    """Put the long strings back; the depth was checked."""
    if isinstance(value, dict):
        return {key: _restored(one, long_texts) for key, one in value.items()}
    if isinstance(value, list):
        return [_restored(one, long_texts) for one in value]
    if isinstance(value, str) and value.startswith(_STAND_IN):
        number = value[len(_STAND_IN) :]
        known = number.isascii() and number.isdecimal() and len(number) < 6 and int(number) < len(long_texts)
        return long_texts[int(number)] if known else value
    return value
