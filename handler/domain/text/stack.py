"""Letters one above the other before a number, as on American plates: laid level, so that they stand in its row."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import permutations

from handler.domain.geometry import Frame, join_frames
from handler.domain.text.text_row import Piece, gap_in_heights

_LENGTHS = range(2, 4)
_SHORTEST_NUMBER = 3
_WIDEST_ANGLE = math.radians(15)

# In heights of the number: how high all letters are together, and how far they stand from it. OCR's box of a number may
# reach over the letters beside it.
_LOWEST, _HIGHEST = 0.6, 1.3
_NEAREST, _FARTHEST = -0.6, 0.8
_STEEPEST_STEP = 0.3
# In heights of a letter: how far the next one stands below it, and how far aside.
_NEAREST_BELOW, _FARTHEST_BELOW, _FARTHEST_ASIDE = 0.7, 1.6, 0.5


def with_stacks_level(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Lay letters level that stand one above the other beside a number.

    Parameters
    ----------
    pieces : Iterable of Piece
        OCR writes such letters as one text that runs downwards, or each by itself.

    Returns
    -------
    tuple of Piece
        As given, but for such letters: one piece as high as all of them, beside its number.
    """
    given = tuple(pieces)
    numbers = [piece for piece in given if _is_number(piece)]
    level, taken = list[Piece](), set[Piece]()
    for stack, letters in _stacks(given, numbers):
        if not taken & letters:
            taken |= letters
            level.append(stack)
    return (*(piece for piece in given if piece not in taken), *level)


def _stacks(given: Sequence[Piece], numbers: Sequence[Piece]) -> Iterator[tuple[Piece, frozenset[Piece]]]:
    """Give what may be such letters, laid level, and the pieces that it is made of."""
    joined = [(_joined(*pair), frozenset(pair)) for pair in permutations(_letters(given), 2) if _is_above(*pair)]
    for number in numbers:
        laid = ((_laid_along(piece, number), frozenset({piece})) for piece in given if _runs_down(piece, number))
        yield from (one for one in (*laid, *joined) if _stands_before(one[0].frame, number.frame))


def _is_number(piece: Piece) -> bool:
    return len(piece.characters) >= _SHORTEST_NUMBER and any(one.isdigit() for one in piece.characters)


def _letters(given: Iterable[Piece]) -> Iterator[Piece]:
    return (piece for piece in given if len(piece.characters) == 1 and piece.characters.isalpha())


def _runs_down(piece: Piece, number: Piece) -> bool:
    turn = (piece.frame.angle - number.frame.angle) % (2 * math.pi)
    is_letters = len(piece.characters) in _LENGTHS and piece.characters.isalpha()
    return is_letters and abs(turn - math.pi / 2) < _WIDEST_ANGLE


def _laid_along(piece: Piece, number: Piece) -> Piece:
    frame = piece.frame
    level = replace(frame, width=frame.height, height=frame.width, angle=number.frame.angle)
    return replace(piece, frame=level)


def _is_above(upper: Piece, lower: Piece) -> bool:
    along, across = upper.frame.offset_to(lower.frame)
    height = (upper.frame.height + lower.frame.height) / 2
    return _NEAREST_BELOW * height < across < _FARTHEST_BELOW * height and abs(along) < _FARTHEST_ASIDE * height


def _joined(upper: Piece, lower: Piece) -> Piece:
    return Piece(
        upper.detection_ids | lower.detection_ids,
        upper.text + lower.text,
        upper.characters + lower.characters,
        min(upper.confidence, lower.confidence),
        join_frames([upper.frame, lower.frame]),
    )


def _stands_before(stack: Frame, number: Frame) -> bool:
    along, across = stack.offset_to(number)
    return (
        along > 0
        and _NEAREST < gap_in_heights(stack, number) < _FARTHEST
        and abs(across) < _STEEPEST_STEP * number.height
        and _LOWEST < stack.height / number.height < _HIGHEST
    )
