"""What a read leaves out although it is as large as the plate's characters, and nothing explains it."""

from __future__ import annotations

from collections.abc import Collection

from handler.domain.geometry import Frame, angle_between, join_frames
from handler.domain.judging.evidence import Scene, has_lower_case
from handler.domain.text.span import Span, stands_above
from handler.domain.text.text_row import Piece, gap_in_row
from handler.domain.words.vocabulary import COUNTRY_SIGNS, known_word, named_region

# How much a plate's groups differ in height: on one row, and in two, of which the upper one may be small. Stickers,
# bands and names that were read on 410 photos differ by more.
_GREATEST_RATIO_BESIDE, _GREATEST_RATIO_ABOVE = 1.5, 1.7
_WIDEST_ANGLE = 0.15
# Longer texts above or below are a fleet's number or a name; letters alone a name, a month or a maker.
_LONGEST_ABOVE, _MOST_LETTERS_ABOVE, _MOST_LETTERS_BESIDE = 3, 2, 3
# OCR takes the rings of a maker's emblem for these, and other emblems for a letter that is wider than high (Honda's).
_RINGS = frozenset("0O")
_WIDEST_CHARACTER = 1.1
# Of the number's height: a country's sign in the band before it is lower.
_HIGHEST_SIGN = 0.8


def left_out(span: Span, scene: Scene, taken: Collection[int]) -> tuple[Piece, ...]:
    """Give what stands beside, above or below a read, may be its own, and is explained by nothing.

    Parameters
    ----------
    span : Span
        What is read.
    scene : Scene
        The photo that it stands in.
    taken : collection of int
        Python's ids of the pieces that plates are read from, its own included.

    Returns
    -------
    tuple of Piece
        By rows, from left to right.
    """
    rows = [join_frames([piece.frame for piece in row]) for row in span.rows]
    parts = (*rows, *(piece.frame for piece in span.pieces))
    others = (piece for row in scene.rows for piece in row if id(piece) not in taken and not _is_explained(piece))
    return tuple(
        piece
        for piece in others
        if any(_stands_beside(piece, row) for row in rows) or any(_stands_in_another_row(piece, part) for part in parts)
    )


def _is_explained(piece: Piece) -> bool:
    is_no_plates = not piece.characters or has_lower_case(piece.text)
    return is_no_plates or known_word(piece.text) is not None or named_region(piece.text) is not None


def _stands_beside(piece: Piece, row: Frame) -> bool:
    frame = piece.frame
    is_before, is_behind = gap_in_row(frame, row) is not None, gap_in_row(row, frame) is not None
    if is_before and piece.characters in COUNTRY_SIGNS and frame.height < _HIGHEST_SIGN * row.height:
        return False
    is_alike = _are_alike(frame, row, _GREATEST_RATIO_BESIDE)
    return (is_before or is_behind) and is_alike and _may_be_group(piece, _MOST_LETTERS_BESIDE)


def _stands_in_another_row(piece: Piece, part: Frame) -> bool:
    is_there = stands_above(part, piece.frame) or stands_above(piece.frame, part)
    is_alike = _are_alike(piece.frame, part, _GREATEST_RATIO_ABOVE)
    is_short = len(piece.characters) <= _LONGEST_ABOVE and _may_be_group(piece, _MOST_LETTERS_ABOVE)
    return is_there and is_alike and is_short and not _is_emblem(piece)


def _may_be_group(piece: Piece, most_letters: int) -> bool:
    return len(piece.characters) <= most_letters or not piece.characters.isalpha()


def _is_emblem(piece: Piece) -> bool:
    if len(piece.characters) == 1:
        return piece.frame.width > _WIDEST_CHARACTER * piece.frame.height
    return _RINGS.issuperset(piece.characters)


def _are_alike(first: Frame, second: Frame, ratio: float) -> bool:
    smaller, greater = sorted((first.height, second.height))
    return greater < ratio * smaller and angle_between(first, second) < _WIDEST_ANGLE
