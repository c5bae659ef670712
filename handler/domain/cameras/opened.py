"""Opens what came: takes it apart and reads the reports in it, once, before the dialects look at it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, TypeVar

from handler.domain.cameras.bad_message import BadMessage
from handler.domain.cameras.json_text import Json, json_of
from handler.domain.cameras.limits import MAX_BODY_BYTES, MAX_REPORTS, MAX_TEXT_BYTES
from handler.domain.cameras.multipart import parts_of
from handler.domain.cameras.parts import PICTURE_STARTS, Part, fields_of_form
from handler.domain.cameras.readable import readable
from handler.domain.cameras.request import DeviceRequest
from handler.domain.cameras.xml_node import XmlNode, XmlReader
from handler.domain.classes.quick import quick_dataclass

_FORM: Final = "application/x-www-form-urlencoded"
_BLANKS: Final = b"\xef\xbb\xbf \t\r\n"

Document = TypeVar("Document")


@quick_dataclass(frozen=True, slots=True)
class Opened:
    """A request, taken apart.

    Attributes
    ----------
    parts : tuple of Part
        Of a form; of any other body, the body itself.
    jsons : dict of str to dict
        The reports in JSON that could be read, by the name of their part.
    xml : XmlNode or None
        The first report in XML that could be read.
    troubles : tuple of BadMessage
        Why others could not.
    is_form : bool
    """

    request: DeviceRequest
    parts: tuple[Part, ...]
    jsons: dict[str, Json]
    xml: XmlNode | None
    troubles: tuple[BadMessage, ...]
    is_form: bool

    @property
    def pictures(self) -> tuple[Part, ...]:
        """The parts that begin as pictures do."""
        return tuple(part for part in self.parts if part.is_picture)

    def named(self, name: str) -> tuple[Part, ...]:
        """Give the parts of a name, in any letters."""
        return tuple(part for part in self.parts if part.name.lower() == name)

    def holds(self, mark: bytes) -> bool:
        """Tell whether a report begins with something, be it readable or not."""
        return any(not part.is_picture and mark in part.content[:4096] for part in self.parts)

    def json_where(self, fits: Callable[[Json], bool]) -> Json | None:
        """Find the first report in JSON that fits."""
        return next((one for one in self.jsons.values() if fits(one)), None)


def opened(request: DeviceRequest, read_xml: XmlReader) -> Opened:
    """Open a request.

    Parameters
    ----------
    request : DeviceRequest
    read_xml : XmlReader

    Returns
    -------
    Opened
        Also when a report in it cannot be read: a picture is worth more than what is said of it.

    Raises
    ------
    BadMessage
        ``empty``, ``too_large``, or what `parts_of` and `fields_of_form` raise.
    """
    if len(request.body) > MAX_BODY_BYTES:
        raise BadMessage("too_large")
    if not request.body.strip(_BLANKS) and not request.query:
        raise BadMessage("empty")
    found, is_form = _parts(request)
    parts = tuple(map(readable, found))
    reports = [part for part in parts if part.first_letter in (b"{", b"<")][:MAX_REPORTS]
    jsons = [(part.name, _read(part, json_of)) for part in reports if part.first_letter == b"{"]
    xmls = [_read(part, lambda text: read_xml(_short(text))) for part in reports if part.first_letter == b"<"]
    return Opened(
        request=request,
        parts=parts,
        jsons={name: found for name, found in jsons if isinstance(found, dict)},
        xml=next((found for found in xmls if isinstance(found, XmlNode)), None),
        troubles=tuple(_troubles([*(found for _, found in jsons), *xmls])),
        is_form=is_form,
    )


def _parts(request: DeviceRequest) -> tuple[tuple[Part, ...], bool]:
    """Go by the content first: what the header says of it is often wrong."""
    body, content_type = request.body, request.content_type.lower()
    start = body[:64].lstrip(_BLANKS)
    if not body.startswith(PICTURE_STARTS) and start[:1] not in (b"{", b"<"):
        if "multipart/" in content_type or start.startswith(b"--"):
            return parts_of(body, request.content_type), True
        if _FORM in content_type or start.startswith((b"json=", b"upload=")):
            return fields_of_form(body), True
    return (Part("", request.file_name, body),), False


def _short(text: bytes) -> bytes:
    if len(text) > MAX_TEXT_BYTES:
        raise BadMessage("text_too_large")
    return text.lstrip(_BLANKS)


def _read(part: Part, reader: Callable[[bytes], Document]) -> Document | BadMessage:
    try:
        return reader(part.content)
    except BadMessage as error:
        return error if part.is_whole or error.code not in ("bad_json", "bad_xml") else BadMessage("cut_off")


def _troubles(found: Iterable[object]) -> Iterable[BadMessage]:
    return (one for one in found if isinstance(one, BadMessage))
