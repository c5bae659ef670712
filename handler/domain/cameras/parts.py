"""The pieces that a message consists of, whatever they were wrapped in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import parse_qsl

from handler.domain.cameras.bad_message import BadMessage
from handler.domain.cameras.limits import MAX_FIELDS
from handler.domain.classes.quick import quick_dataclass

PICTURE_STARTS: Final = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
"""Of JPEG and PNG."""

_EXTENSION: Final = re.compile(r"\.[A-Za-z]{3,4}$")
_BEFORE_TEXT: Final = b"\xef\xbb\xbf \t\r\n"


@quick_dataclass(frozen=True, slots=True)
class Part:
    """A piece of a message.

    Attributes
    ----------
    name : str
        Of the form's field; empty for a body that is no form.
    file_name : str
        As the device said; empty when it said none.
    content : bytes
    is_whole : bool
        Whether its end was marked.
    """

    name: str
    file_name: str
    content: bytes
    is_whole: bool = True

    @property
    def stems(self) -> tuple[str, str]:
        """Its name and its file's name, without the ending, in small letters: the word may stand in either."""
        return _EXTENSION.sub("", self.name).lower(), _EXTENSION.sub("", self.file_name).lower()

    @property
    def is_picture(self) -> bool:
        """Whether it begins as a JPEG or PNG does."""
        return self.content.startswith(PICTURE_STARTS)

    @property
    def first_letter(self) -> bytes:
        """The first byte that is no blank."""
        return self.content[:64].lstrip(_BEFORE_TEXT)[:1]


def fields_of_form(body: bytes) -> tuple[Part, ...]:
    """Take a form without files apart (``application/x-www-form-urlencoded``).

    Parameters
    ----------
    body : bytes

    Returns
    -------
    tuple of Part
        One a field, in their order; names may come more than once.

    Raises
    ------
    BadMessage
        ``too_many_parts``
    """
    try:
        pairs = parse_qsl(body.decode("latin-1"), keep_blank_values=True, errors="replace", max_num_fields=MAX_FIELDS)
    except ValueError as error:
        raise BadMessage("too_many_parts", f"The form has more than {MAX_FIELDS} fields. Send fewer.") from error
    return tuple(Part(name, "", value.encode()) for name, value in pairs)


def fields_of_query(query: Mapping[str, str], names: Mapping[str, str]) -> dict[str, str]:
    """Pick parameters of an address by names in small letters, as devices differ in their capitals."""
    told = {name.lower(): value for name, value in query.items()}
    return {key: told[name] for key, name in names.items() if name in told}
