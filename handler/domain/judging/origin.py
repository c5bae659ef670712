"""What stands on a plate's board beside the number and tells where it is from: a state's name, a country's sign."""

from __future__ import annotations

from collections.abc import Iterable

from handler.domain.geometry import Frame
from handler.domain.text.span import Span
from handler.domain.text.text_row import Piece
from handler.domain.words.vocabulary import COUNTRY_SIGNS

# A companion's line in heights of the number: how far it may reach into the number's box, which OCR draws loosely, and
# stand off; how high it may be; and how far its middle lies off at least, as it is another row.
_REACHES_IN, _STANDS_OFF, _HIGHEST, _OTHER_ROW = -0.7, 1.2, 1.2, 0.4
# A country's sign in heights of the number: how high it is, how far from either end, how far its middle lies below the
# number's. Signs of one letter stand before the number only.
_LOWEST_SIGN, _HIGHEST_SIGN = 0.12, 0.6
_SIGN_REACHES_IN, _SIGN_STANDS_OFF = -0.25, 0.7
_SIGN_HIGHER, _SIGN_LOWER = 0.15, 0.8


def companion_region(span: Span, companions: Iterable[tuple[Frame, str]]) -> str | None:
    """Give the region that a line right above or below a span names, or a small one within it.

    Parameters
    ----------
    span : Span
    companions : iterable of (Frame, str)
        Lines that name a region.

    Returns
    -------
    str or None
        A region code.
    """
    height = span.line_height
    for frame, region in companions:
        along, across = span.frame.offset_to(frame)
        room = abs(across) - (span.frame.height + frame.height) / 2
        beside = abs(along) < (span.frame.width + frame.width) / 2
        in_another_row = (
            _REACHES_IN * height < room < _STANDS_OFF * height
            and frame.height < _HIGHEST * height
            and abs(across) > _OTHER_ROW * height
        )
        if beside and (in_another_row or _is_small_within(frame, span)):
            return region
    return None


def _is_small_within(frame: Frame, span: Span) -> bool:
    """Tell whether a line stands among the number's characters, as Dubai's name does."""
    along, across = span.frame.offset_to(frame)
    return (
        abs(along) < span.frame.width / 2
        and abs(across) < span.frame.height / 2
        and frame.height < _HIGHEST_SIGN * span.line_height
    )


def signed_region(span: Span, signs: Iterable[Piece]) -> str | None:
    """Give the country whose sign stands small in a band at an end of a span.

    Parameters
    ----------
    span : Span
    signs : iterable of Piece
        As `band.signs_of` gives them.

    Returns
    -------
    str or None
        A region code.
    """
    return next((COUNTRY_SIGNS[sign.characters] for sign in signs if _is_in_a_band_of(sign, span)), None)


def _is_in_a_band_of(piece: Piece, span: Span) -> bool:
    frame, height = piece.frame, span.line_height
    along, across = span.frame.offset_to(frame)
    room = abs(along) - (span.frame.width + frame.width) / 2
    return (
        (along < 0 or len(piece.characters) > 1)
        and _LOWEST_SIGN * height < frame.height < _HIGHEST_SIGN * height
        and _SIGN_REACHES_IN * height < room < _SIGN_STANDS_OFF * height
        and -_SIGN_HIGHER * height < across < _SIGN_LOWER * height
    )
