"""Gives a part of a message as it is read here: reports in UTF-8, and pictures from their first byte."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from handler.domain.cameras.parts import PICTURE_STARTS, Part

_REPORTS: Final = (b"{", b"<")
_MARKS: Final = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_UNMARKED: Final = {b"{\0": "utf-16-le", b"<\0": "utf-16-le", b"\0{": "utf-16-be", b"\0<": "utf-16-be"}
_ENCODINGS: Final = ("utf-8-sig", "gb18030")
"""Devices of Chinese makers write GB 2312 or GBK by a setting, and some say UTF-8 all the same."""

_LINE_ENDS: Final = b"\r\n"
_MOST_LINE_ENDS: Final = 16
_AFTER_TEXT: Final = b"\0\r\n"
_MOST_AFTER_TEXT: Final = 16
"""Some programs count the end of a string of C into it."""


def readable(part: Part) -> Part:
    """Give a part whose content the readers of reports and pictures know.

    Parameters
    ----------
    part : Part

    Returns
    -------
    Part
        The same, where there is nothing to change.
    """
    content = _in_utf8(_from_its_start(part.content))
    if replace(part, content=content).first_letter in _REPORTS:
        end = content[-_MOST_AFTER_TEXT:]
        content = content[: len(content) - len(end) + len(end.rstrip(_AFTER_TEXT))]
    return part if content is part.content else replace(part, content=content)


def decoded(text: bytes) -> str:
    """Decode a report that is in UTF-8 or in GB 18030, whatever it says of itself.

    Parameters
    ----------
    text : bytes

    Returns
    -------
    str
        With a stand-in where it is neither.
    """
    for encoding in _ENCODINGS:
        try:
            return text.decode(encoding)
        except UnicodeDecodeError:
            continue
    return text.decode("utf-8", "replace")


def _from_its_start(content: bytes) -> bytes:
    """Leave blank lines before a picture out."""
    if content[:1] not in (b"\r", b"\n"):
        return content
    start = content[:_MOST_LINE_ENDS]
    bare = start.lstrip(_LINE_ENDS)
    skipped = len(start) - len(bare)
    return content[skipped:] if content[skipped : skipped + 8].startswith(PICTURE_STARTS) else content


def _in_utf8(content: bytes) -> bytes:
    start = content[:2]
    encoding = _MARKS.get(start) or _UNMARKED.get(start)
    if encoding is None:
        return content
    text = content[2:] if start in _MARKS else content
    found = text.decode(encoding, "replace").encode("utf-8", "replace")
    return found if found.lstrip()[:1] in _REPORTS else content
