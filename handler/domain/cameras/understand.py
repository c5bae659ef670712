"""Understands what a device sends, by its content alone: no setting says which dialect it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from handler.domain.cameras.bad_message import BadMessage
from handler.domain.cameras.dialects import (
    axis,
    dahua,
    file,
    hikvision,
    hikvision_query,
    picture,
    rekor,
    snapshot,
    stream,
)
from handler.domain.cameras.message import DeviceMessage, DialectName
from handler.domain.cameras.opened import Opened, opened
from handler.domain.cameras.request import DeviceRequest
from handler.domain.cameras.xml_node import XmlReader


class Dialect(NamedTuple):
    """A way in which devices write what they saw.

    Attributes
    ----------
    matches : callable
        Whether a message is written in it.
    read : callable
        Understands such a message; raises BadMessage.
    """

    name: DialectName
    matches: Callable[[Opened], bool]
    read: Callable[[Opened], DeviceMessage]


DIALECTS: Final = (
    Dialect(DialectName.HIKVISION, hikvision.matches, hikvision.read),
    Dialect(DialectName.HIKVISION_QUERY, hikvision_query.matches, hikvision_query.read),
    Dialect(DialectName.DAHUA, dahua.matches, dahua.read),
    Dialect(DialectName.AXIS, axis.matches, axis.read),
    Dialect(DialectName.STREAM, stream.matches, stream.read),
    Dialect(DialectName.REKOR, rekor.matches, rekor.read),
    Dialect(DialectName.SNAPSHOT, snapshot.matches, snapshot.read),
    Dialect(DialectName.FILE, file.matches, file.read),
    Dialect(DialectName.PICTURE, picture.matches, picture.read),
)
"""In the order in which they are tried: those that are known by more come first."""

_NO_TEXT: Final = b"\xef\xbf\xbd"
"""What stands in place of bytes that are no text once somebody on the way took them for text."""

_CAME_AS_TEXT: Final = (
    "The picture came as text, and is damaged. Send it with a Content-Type that says what it is, as image/jpeg."
)

SNAPSHOT_ONLY: Final = (Dialect(DialectName.SNAPSHOT, lambda _opened: True, snapshot.read),)
"""For the door of Plate Recognizer's clients: whatever comes there is meant as a request of theirs."""


def understand(request: DeviceRequest, read_xml: XmlReader, dialects: Sequence[Dialect] = DIALECTS) -> DeviceMessage:
    """Understand a request of a device.

    Parameters
    ----------
    request : DeviceRequest
    read_xml : XmlReader
    dialects : Sequence of Dialect
        The first that matches is taken.

    Returns
    -------
    DeviceMessage

    Raises
    ------
    BadMessage
        And nothing else, whatever the bytes are. Its `dialect` is set as far as one was recognised.
    """
    dialect: Dialect | None = None
    try:
        found = opened(request, read_xml)
        dialect = next((one for one in dialects if one.matches(found)), None)
        if dialect is None:
            raise _unknown(found)
        return dialect.read(found)
    except BadMessage as error:
        error.dialect = dialect.name if dialect else _guess(request)
        raise


def _unknown(found: Opened) -> BadMessage:
    if found.request.body.startswith(_NO_TEXT):
        return BadMessage("not_a_picture", _CAME_AS_TEXT)
    return next(iter(found.troubles), BadMessage("unknown_message"))


def _guess(request: DeviceRequest) -> DialectName | None:
    """Say whose message it was that could not even be opened, so that the device gets an answer that it understands."""
    if request.file_name in dahua.PATHS:
        return DialectName.DAHUA
    return DialectName.HIKVISION if hikvision.ROOT.encode() in request.body[:8192] else None
