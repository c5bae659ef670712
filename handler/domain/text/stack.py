"""What stands before a number as high as two rows: laid level, so that it stands in the number's row.

American plates have letters one above the other there, Indian and Pakistani ones two short rows (TN 22 over CF), those
of the Emirates a code and the emirate's name in two scripts.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import reduce
from itertools import permutations

from handler.domain.geometry import Frame, join_frames
from handler.domain.text.text_row import Piece, gap_in_heights, text_of
from handler.domain.words.vocabulary import named_region

_LENGTHS = range(2, 4)
_SHORTEST_NUMBER = 3
_WIDEST_ANGLE = math.radians(15)

# In heights of the number: how high all letters are together, and how far they stand from it. OCR's box of a number may
# reach over the letters beside it.
_LOWEST, _HIGHEST = 0.6, 1.5
_NEAREST, _FARTHEST = -0.6, 0.8
_STEEPEST_STEP = 0.3
# In heights of a letter: how far the next one stands below it, and how far aside.
_NEAREST_BELOW, _FARTHEST_BELOW, _FARTHEST_ASIDE = 0.7, 1.6, 0.5
# Two short rows: in heights of the number, how far they stand from it, how high one is at most, and how far its pieces
# stand apart.
_FARTHEST_ROWS, _HIGHEST_ROW, _WIDEST_BLANK = 1.5, 0.75, 0.8
_LONGEST_ROW, _GREATEST_HEIGHT_RATIO = 4, 1.5
# A region's name between a code and its number: how long both are, and how high the code is in heights of the number.
_LONGEST_NAME, _LONGEST_CODE, _LOWEST_CODE = 12, 2, 0.6


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
    pairs = [pair for pair in permutations(_letters(given), 2) if _is_above(*pair)]
    joined = [(replace(_joined(*pair), is_stacked=True), frozenset(pair)) for pair in pairs]
    for number in numbers:
        laid = ((_laid_along(piece, number), frozenset({piece})) for piece in given if _runs_down(piece, number))
        yield from (one for one in (*laid, *joined) if _stands_before(one[0].frame, number.frame, _FARTHEST))
        rows = (*_code_before_a_name(given, number), *_two_rows(given, number))
        yield from (one for one in rows if _stands_before(one[0].frame, number.frame, _FARTHEST_ROWS))


def _is_number(piece: Piece) -> bool:
    return len(piece.characters) >= _SHORTEST_NUMBER and any(one.isdigit() for one in piece.characters)


def _letters(given: Iterable[Piece]) -> Iterator[Piece]:
    return (piece for piece in given if len(piece.characters) == 1 and piece.characters.isalpha())


def _runs_down(piece: Piece, number: Piece) -> bool:
    turn = (piece.frame.angle - number.frame.angle) % (2 * math.pi)
    is_letters = len(piece.characters) in _LENGTHS and piece.characters.isalpha()
    return is_letters and abs(turn - math.pi / 2) < _WIDEST_ANGLE


def _two_rows(given: Sequence[Piece], number: Piece) -> Iterator[tuple[Piece, frozenset[Piece]]]:
    """Give two short rows of text before a number, as one piece that reads the upper one first."""
    if not number.characters.isdigit():
        return
    beside = [piece for piece in given if _is_small_beside(piece, number)]
    upper, lower = (_chained(row, number) for row in _halves(beside, number))
    if upper and lower and any(one.isalpha() for piece in (*upper, *lower) for one in piece.characters):
        parts = (*upper, *lower)
        yield reduce(_joined, parts), frozenset(parts)


def _code_before_a_name(given: Sequence[Piece], number: Piece) -> Iterator[tuple[Piece, frozenset[Piece]]]:
    """Give a code that a region's name, small, parts from its number, as if it reached up to that (the Emirates').

    Of words in the number's line OCR tells no height.
    """
    if not number.characters.isdigit():
        return
    small = [piece for piece in given if _may_be_name_before(piece, number)]
    for code in (piece for piece in given if _is_code_before(piece, number)):
        between = [piece for piece in small if code.frame.offset_to(piece.frame)[0] > 0]
        if any(named_region(piece.text) for piece in between) or named_region(text_of(between)):
            parts = (code, *between)
            frame = join_frames([piece.frame for piece in parts])
            ids = frozenset[int]().union(*(piece.detection_ids for piece in parts))
            yield replace(code, frame=frame, detection_ids=ids), frozenset(parts)


def _may_be_name_before(piece: Piece, number: Piece) -> bool:
    is_in_its_line = bool(piece.detection_ids & number.detection_ids) and piece.frame.offset_to(number.frame)[0] > 0
    return (is_in_its_line and piece.characters.isalpha()) or _is_small_beside(piece, number, _LONGEST_NAME)


def _is_code_before(piece: Piece, number: Piece) -> bool:
    along, _ = piece.frame.offset_to(number.frame)
    is_short = 0 < len(piece.characters) <= _LONGEST_CODE
    return along > 0 and is_short and piece.frame.height > _LOWEST_CODE * number.frame.height


def _is_small_beside(piece: Piece, number: Piece, longest: int = _LONGEST_ROW) -> bool:
    along, across = piece.frame.offset_to(number.frame)
    is_beside = along > 0 and 2 * abs(across) < number.frame.height + piece.frame.height
    is_short = 0 < len(piece.characters) <= longest
    return is_beside and is_short and piece.frame.height < _HIGHEST_ROW * number.frame.height


def _halves(pieces: Iterable[Piece], number: Piece) -> tuple[list[Piece], list[Piece]]:
    upper, lower = list[Piece](), list[Piece]()
    for piece in pieces:
        (upper if piece.frame.offset_to(number.frame)[1] > 0 else lower).append(piece)
    return upper, lower


def _chained(row: Iterable[Piece], number: Piece) -> tuple[Piece, ...]:
    """Give those of a row that stand near one another, from the number on leftwards, in reading order."""
    ordered = sorted(row, key=lambda piece: piece.frame.offset_to(number.frame)[0])
    chain = ordered[:1]
    for piece in ordered[1:]:
        along, _ = piece.frame.offset_to(chain[-1].frame)
        room = along - (piece.frame.width + chain[-1].frame.width) / 2
        smaller, greater = sorted((piece.frame.height, chain[-1].frame.height))
        if room > _WIDEST_BLANK * number.frame.height or greater > _GREATEST_HEIGHT_RATIO * smaller:
            break
        chain.append(piece)
    is_short = sum(len(piece.characters) for piece in chain) <= _LONGEST_ROW
    return tuple(reversed(chain)) if is_short else ()


def _laid_along(piece: Piece, number: Piece) -> Piece:
    frame = piece.frame
    level = replace(frame, width=frame.height, height=frame.width, angle=number.frame.angle)
    return replace(piece, frame=level, is_stacked=True)


def _is_above(upper: Piece, lower: Piece) -> bool:
    along, across = upper.frame.offset_to(lower.frame)
    height = (upper.frame.height + lower.frame.height) / 2
    return _NEAREST_BELOW * height < across < _FARTHEST_BELOW * height and abs(along) < _FARTHEST_ASIDE * height


def _joined(upper: Piece, lower: Piece) -> Piece:
    return Piece(
        upper.detection_ids | lower.detection_ids,
        upper.text + (lower.text if len(upper.text) == len(lower.text) == 1 else f" {lower.text}"),
        upper.characters + lower.characters,
        min(upper.confidence, lower.confidence),
        join_frames([upper.frame, lower.frame]),
    )


def _stands_before(stack: Frame, number: Frame, farthest: float) -> bool:
    along, across = stack.offset_to(number)
    return (
        along > 0
        and _NEAREST < gap_in_heights(stack, number) < farthest
        and abs(across) < _STEEPEST_STEP * number.height
        and _LOWEST < stack.height / number.height < _HIGHEST
    )
