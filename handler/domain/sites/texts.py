"""Names and other short texts that people give to sites and cameras."""

from __future__ import annotations

import unicodedata
from typing import Final

from handler.domain.errors import InvalidRequest

LONGEST_NAME: Final = 80
LONGEST_ADDRESS: Final = 200

_REFUSED: Final = frozenset({"Cc", "Cs", "Cn", "Zl", "Zp"})
"""Unicode's categories of control characters, halves of characters, what is no character, and breaks of lines."""

_TURNING: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that turn the direction of writing, so that a text reads as another one (Unicode Standard Annex 9)."""


def name_of(text: str) -> str:
    """Take a name as it was typed.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
        Without blanks around it, composed.

    Raises
    ------
    InvalidRequest
        When it is empty, too long or holds what cannot be seen.
    """
    name = plain_text("name", text, LONGEST_NAME)
    if not name:
        raise InvalidRequest("name: this is empty. Give a name that people know it by, such as Gate 2.")
    return name


def address_of(text: str | None) -> str | None:
    """Take a postal address as it was typed; None for an empty one.

    Raises
    ------
    InvalidRequest
        When it is too long or holds what cannot be seen.
    """
    return plain_text("address", text or "", LONGEST_ADDRESS) or None


def plain_text(field: str, text: str, longest: int) -> str:
    """Take a text of one line as it was typed.

    Parameters
    ----------
    field : str
        What it is called where it is refused.
    text : str
    longest : int
        In characters.

    Returns
    -------
    str
        Without blanks around it, composed; it may be empty.

    Raises
    ------
    InvalidRequest
        When it is too long or holds what cannot be seen.
    """
    # A half of a character cannot be composed, nor written down.
    plain = text.strip() if _holds_refused(text) else unicodedata.normalize("NFC", text).strip()
    if _holds_refused(plain):
        raise InvalidRequest(
            f"{field}: control characters and line breaks are not allowed. Write it in one line.",
            rule="one_line",
            field=field,
        )
    if len(plain) > longest:
        raise InvalidRequest(
            f"{field}: give at most {longest} characters; these are {len(plain)}.",
            rule="long",
            field=field,
            most=longest,
            length=len(plain),
        )
    return plain


def _holds_refused(text: str) -> bool:
    return any(one in _TURNING or unicodedata.category(one) in _REFUSED for one in text)
