"""Takes a body of several parts apart, as odd devices write them.

The libraries at hand were tried on what devices send (`tests/unit/domain/cameras/test_multipart.py` has each case):
python-multipart 0.0.34 and multipart 2.0.1 refuse lines that end in LF alone, the latter also a part whose length is
told wrongly or that has no name; Python's own email parser takes all of it, but needs a second for six megabytes and
follows parts within parts as deep as they go. So the body is cut at its boundaries here, by one search through it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final, NamedTuple

from handler.domain.cameras.bad_message import BadMessage
from handler.domain.cameras.limits import MAX_PART_HEADER_BYTES, MAX_PARTS
from handler.domain.cameras.parts import Part

_BOUNDARY: Final = re.compile(r"""boundary\s*=\s*(?:"([^"]{1,200})"|([^;\s"]{1,200}))""", re.IGNORECASE)
_FIRST_LINE: Final = re.compile(rb"\s{0,16}--([!-~]{1,200})[ \t]*\r?\n")
_HEADERS_END: Final = re.compile(rb"\r?\n\r?\n")
_BLANK_LINES: Final = re.compile(rb"(?:\r?\n){1,16}+(?=content-)", re.IGNORECASE)
"""Before a part's headers. So many and no more: to remember millions of them takes hundreds of megabytes."""

_REST_OF_LINE: Final = re.compile(rb"(--)?[ \t]*(?=\r?\n|\Z)")
_MOST_DASHES: Final = 200
_NEW_LINE: Final = re.compile(rb"\r?\n")
_DISPOSITION: Final = re.compile(rb"^content-disposition:((?:[^\r\n]|\r?\n[ \t])*)", re.IGNORECASE | re.MULTILINE)
_OPTION: Final = re.compile(r'[;\s](name|filename)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s"]+))', re.IGNORECASE)


def parts_of(body: bytes, content_type: str) -> tuple[Part, ...]:
    """Take a multipart body apart.

    Parameters
    ----------
    body : bytes
    content_type : str
        The header, which names the boundary; where it does not, or another one, the body's first line does.

    Returns
    -------
    tuple of Part
        In their order. The last is not whole when no boundary ends it.

    Raises
    ------
    BadMessage
        ``bad_multipart``, ``too_many_parts`` or ``headers_too_large``
    """
    every = (list(islice(_delimiters(body, one), MAX_PARTS + 2)) for one in _boundaries(body, content_type))
    found = next(filter(None, every), None)
    if not found:
        raise BadMessage("bad_multipart")
    last = next((place for place, one in enumerate(found) if one.is_last), len(found))
    starts = found[:last]
    if len(starts) > MAX_PARTS:
        raise BadMessage("too_many_parts")
    ends = [one.start for one in found[1 : last + 1]]
    parts = [_part(body[one.end : end], is_whole=True) for one, end in zip(starts, ends, strict=False)]
    if len(ends) < len(starts):
        parts.append(_part(body[starts[-1].end :].rstrip(b"\r\n"), is_whole=False))
    return tuple(parts)


class _Delimiter(NamedTuple):
    """A line of dashes and the boundary, with the end of the line before it."""

    start: int
    end: int
    is_last: bool


def _delimiters(body: bytes, boundary: bytes) -> Iterator[_Delimiter]:
    """Find the lines of dashes and the boundary. Devices count the dashes into it, or do not.

    A search for the boundary's own bytes is ten times as quick as an expression that begins with the end of a line.
    """
    core = boundary.strip().lstrip(b"-")
    mark, place = b"--" + core, 0
    while core and (place := body.find(mark, place)) >= 0:
        before = _start_of_line(body, place)
        after = None if before is None else _REST_OF_LINE.match(body, place + len(mark))
        if before is not None and after:
            yield _Delimiter(before, after.end(), after[1] is not None)
            place = after.end()
        else:
            place += 1


def _start_of_line(body: bytes, place: int) -> int | None:
    """Give where the end of the line before begins, if there are only dashes in between, and not too many."""
    if place and body[place - 1] not in b"\n-":
        return None
    near = body[max(place - _MOST_DASHES, 0) : place]
    bare = near.rstrip(b"-")
    dashes = len(near) - len(bare)
    start = place - dashes
    if 2 + dashes > _MOST_DASHES:
        return None
    if start == 0:
        return 0
    if not bare.endswith(b"\n"):
        return None
    return start - (2 if bare.endswith(b"\r\n") else 1)


def _boundaries(body: bytes, content_type: str) -> Iterator[bytes]:
    if told := _BOUNDARY.search(content_type):
        yield (told[1] or told[2]).encode("utf-8", "replace")
    if first := _FIRST_LINE.match(body):
        yield first[1]


def _part(raw: bytes, *, is_whole: bool) -> Part:
    raw = _NEW_LINE.sub(b"", raw, count=1)  # what ends the boundary's own line
    raw = _BLANK_LINES.sub(b"", raw, count=1) if _BLANK_LINES.match(raw) else raw
    headers, content = _split(raw)
    told = _DISPOSITION.search(headers)
    options = _OPTION.findall(told[1].decode("utf-8", "replace")) if told else []
    named = {key.lower(): quoted or plain for key, quoted, plain in reversed(options)}
    return Part(named.get("name", ""), named.get("filename", ""), content, is_whole)


def _split(raw: bytes) -> tuple[bytes, bytes]:
    if no_headers := _NEW_LINE.match(raw):
        return b"", raw[no_headers.end() :]
    end = _HEADERS_END.search(raw, 0, MAX_PART_HEADER_BYTES + 4)
    if end:
        return raw[: end.start()], raw[end.end() :]
    if len(raw) > MAX_PART_HEADER_BYTES:
        raise BadMessage("headers_too_large")
    return raw, b""
