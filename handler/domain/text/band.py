"""Countries' signs in the band at a plate's left end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from handler.domain.geometry import Frame
from handler.domain.text.text_row import Piece, gap_in_heights
from handler.domain.words.vocabulary import COUNTRY_SIGNS

# OCR may draw a sign's box as high as the band: a single letter is as wide as this share of such a box at most, several
# as the band is, and the number stands so near, in heights, and is as high as the box. I is as narrow by itself.
_NARROW, _NARROW_BAND, _FARTHEST, _GREATEST_HEIGHT_RATIO = 0.36, 0.56, 0.6, 1.5
_NARROW_LETTERS = "I"
# Of a sign's width, as letters are.
_HEIGHT_OF_A_LETTER = 1.4


def is_high_band(piece: Piece, others: Iterable[Piece]) -> bool:
    """Tell whether a piece is a sign in a box as high as its band, with a number beside it.

    Parameters
    ----------
    piece : Piece
    others : iterable of Piece
        All pieces of the photo; the piece itself may be among them.
    """
    frame = piece.frame
    is_narrow_sign = (
        piece.characters in COUNTRY_SIGNS
        and piece.characters not in _NARROW_LETTERS
        and frame.width < (_NARROW if len(piece.characters) == 1 else _NARROW_BAND) * frame.height
    )
    return is_narrow_sign and any(_stands_beside(frame, other.frame) for other in others if other is not piece)


def _stands_beside(band: Frame, number: Frame) -> bool:
    along, across = band.offset_to(number)
    smaller, greater = sorted((band.height, number.height))
    return (
        along > 0
        and gap_in_heights(band, number) < _FARTHEST
        and abs(across) < number.height / 2
        and greater < _GREATEST_HEIGHT_RATIO * smaller
    )


def signs_of(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Give all pieces that may be countries' signs, those in high bands with boxes as high as their letter.

    Parameters
    ----------
    pieces : Sequence of Piece
        All pieces of the photo.
    """
    signs = [piece for piece in pieces if piece.characters in COUNTRY_SIGNS]
    return tuple(_with_low_box(sign) if is_high_band(sign, pieces) else sign for sign in signs)


def _with_low_box(sign: Piece) -> Piece:
    frame = sign.frame
    of_a_letter = _HEIGHT_OF_A_LETTER * frame.width / len(sign.characters)
    return replace(sign, frame=replace(frame, height=min(frame.height, of_a_letter)))
