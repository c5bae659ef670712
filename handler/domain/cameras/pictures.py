"""Chooses the picture to read among those that a device sends: the whole scene before a crop, and never a face."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from handler.domain.cameras.bad_message import BadMessage
from handler.domain.cameras.base64_text import bytes_of
from handler.domain.cameras.message import DevicePhoto, LeftOut, LeftOutWhy, View
from handler.domain.cameras.parts import PICTURE_STARTS, Part
from handler.domain.classes.quick import quick_dataclass
from handler.domain.file_type import SNIFFED_BYTES, file_type_of

_OF_PEOPLE: Final = re.compile(
    r"(?:\A|[^a-z])(?:face|(?:co)?pilot|driver|human|pedestrian|person)[a-z_-]*(?:pic|image|photo)", re.IGNORECASE
)
_ORDER: Final = tuple(View)
_WHY: Final = {
    "cut_off": LeftOutWhy.CUT_OFF,
    "not_a_picture": LeftOutWhy.NOT_A_PICTURE,
    "base64_blanks": LeftOutWhy.BAD_BASE64,
    "bad_base64": LeftOutWhy.BAD_BASE64,
}
_ENDS: Final = (b"\xff\xd9", b"IEND\xaeB`\x82")
_CONTENT_TYPES: Final = ("image/jpeg", "image/png")


@quick_dataclass(frozen=True, slots=True)
class Candidate:
    """A picture of a message.

    Attributes
    ----------
    name : str
        As the format calls it.
    content : bytes or BadMessage
        Its bytes, or why there are none.
    """

    name: str
    view: View
    content: bytes | BadMessage


def in_base64(name: str, view: View, text: object) -> Candidate:
    """Take a picture that is written in base64."""
    try:
        return Candidate(name, view, _checked(bytes_of(text)))
    except BadMessage as error:
        return Candidate(name, view, error)


def in_part(part: Part, view: View) -> Candidate:
    """Take a picture that is a part of its own."""
    name = part.file_name or part.name
    try:
        return Candidate(name, view, _checked(part.content, is_whole=part.is_whole))
    except BadMessage as error:
        return Candidate(name, view, error)


def shows_people(*names: str) -> bool:
    """Tell by its names whether a picture is one of people, which is never kept."""
    return any(_OF_PEOPLE.search(name) for name in names)


def face(name: str) -> LeftOut:
    """Say that a picture of people was left out."""
    return LeftOut(_shown(name), LeftOutWhy.FACE)


def _checked(content: bytes, *, is_whole: bool = True) -> bytes:
    if not content.startswith(PICTURE_STARTS):
        kind = file_type_of(content[:SNIFFED_BYTES])
        sentence = f"What should be the picture is {kind}. Set JPEG or PNG in the camera." if kind else None
        raise BadMessage("not_a_picture", sentence)
    if not is_whole and not content.endswith(_ENDS):
        raise BadMessage("cut_off")
    return content


def choose(candidates: Iterable[Candidate]) -> tuple[DevicePhoto, tuple[LeftOut, ...]]:
    """Choose one picture.

    Parameters
    ----------
    candidates : Iterable of Candidate

    Returns
    -------
    DevicePhoto
        The scene's; else the vehicle's; else the largest of those whose names say nothing; else the plate's.
    tuple of LeftOut
        The others, and why.

    Raises
    ------
    BadMessage
        ``no_picture``, ``two_pictures``, or what is wrong with the best of them when none is sound.
    """
    ordered = sorted(candidates, key=lambda one: (_ORDER.index(one.view), -_size(one)))
    sound = [(one, one.content) for one in ordered if isinstance(one.content, bytes)]
    if not sound:
        raise next((one.content for one in ordered if isinstance(one.content, BadMessage)), BadMessage("no_picture"))
    if len({content for one, content in sound if one.view is View.SCENE}) > 1:
        raise BadMessage("two_pictures")
    best, content = sound[0]
    content_type = _CONTENT_TYPES[content.startswith(PICTURE_STARTS[1])]
    photo = DevicePhoto(_shown(best.name), content, content_type, best.view)
    return photo, tuple(LeftOut(_shown(one.name), _why(one)) for one in ordered if one is not best)


def _size(one: Candidate) -> int:
    return len(one.content) if isinstance(one.content, bytes) else 0


def _why(one: Candidate) -> LeftOutWhy:
    return _WHY[one.content.code] if isinstance(one.content, BadMessage) else LeftOutWhy.BETTER_PICTURE


def _shown(name: str) -> str:
    return "".join(letter for letter in name[:64] if letter.isprintable())
