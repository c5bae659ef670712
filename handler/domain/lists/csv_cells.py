"""Cells of a CSV that a spreadsheet opens without harm, and that say the same when they are read back."""

from __future__ import annotations

import re
from typing import Final

from handler.domain.errors import InvalidRequest
from handler.domain.export import NO_TEXT

_BEGINS_FORMULA: Final = r"""[\s"]*[=+\-@＝＋－＠]"""
_SEPARATOR: Final = r"(^|[;,|\t\r\n])"
_FORMULA: Final = re.compile(rf"{_SEPARATOR}(?='*{_BEGINS_FORMULA})")
_DISARMED: Final = re.compile(rf"{_SEPARATOR}'(?='*{_BEGINS_FORMULA})")
_NO_TEXT: Final = re.compile(rf"'*(?:{NO_TEXT.pattern})", re.IGNORECASE)


def disarmed(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would run as a formula, or make a number or a date of.

    Parameters
    ----------
    text : str
        One line.

    Returns
    -------
    str
        `armed` makes the same text of it again.
    """
    return f"'{text}" if _NO_TEXT.fullmatch(text) else _FORMULA.sub(r"\1'", text)


def armed(text: str) -> str:
    """Take away the apostrophes that `disarmed` puts."""
    if text.startswith("'") and _NO_TEXT.fullmatch(text):
        return text[1:]
    return _DISARMED.sub(r"\1", text)


def taken(column: str, text: str) -> str:
    """Take a cell as it stands in a file.

    Raises
    ------
    InvalidRequest
        When it is a formula.
    """
    if re.match(_BEGINS_FORMULA, text):
        raise InvalidRequest(
            f"{column}: this begins like a formula of a spreadsheet (=, +, - or @). Write its value instead.",
            rule="formula",
            field=column,
        )
    return armed(text).strip()
