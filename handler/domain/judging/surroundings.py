"""What stands around a text on the page: lists, tables, running text, labels; plates stand alone."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from handler.domain.geometry import angle_between
from handler.domain.text.span import Span
from handler.domain.text.text_row import Piece
from handler.domain.words.vocabulary import LABELS

# Heights of OCR boxes around one size of print differ by so much.
_SAME_SIZE = 1.25
_SAME_ANGLE = 0.1
# In heights of the text: neighbours in a list or table begin, end or have their middle on one line, and stand so near.
_ALIGNED, _FARTHEST_LINE, _NEAREST_LINE = 0.5, 4.0, 0.7
_SAME_LINE = 0.4
# Vehicles that stand side by side show a few numbers of one size, and there are signs around them: so much text says
# nothing yet; beyond the greatest counts more says no more.
_FEW_ALIKE, _MOST_ALIKE = 3, 30
_FEW_IN_LINE, _MOST_IN_LINE = 1, 4
_MUCH_TEXT, _MOST_TEXT = 10, 60
_FEW_PROSE, _MOST_PROSE = 2, 30
_PROSE = re.compile(r"[A-Za-z]?[a-z]{2,}")
_ENDS_AS_LABEL = re.compile(r".*\w[:#]|#|n[or]\.", re.IGNORECASE)

Features = dict[str, float]


def surroundings_of(span: Span, rows: Sequence[Sequence[Piece]]) -> Features:
    """Weigh what stands around a span.

    Parameters
    ----------
    span : Span
    rows : Sequence of Sequence of Piece
        All text of the photo but burnt-in text.

    Returns
    -------
    Features
        By name; all are 0 where a plate stands alone.
    """
    own = set(map(id, span.pieces))
    others = [piece for row in rows for piece in row if id(piece) not in own]
    alike = [piece for piece in others if len(piece.characters) > 1 and _is_of_its_size(piece, span)]
    prose = sum(bool(_PROSE.search(piece.text)) for piece in others)
    return {
        "alike": _beyond(_FEW_ALIKE, len(alike), _MOST_ALIKE),
        "listed": float(_sides_listed(span, alike)),
        "in_line": _beyond(_FEW_IN_LINE, _in_line(span, alike), _MOST_IN_LINE),
        "much_text": _beyond(_MUCH_TEXT, len(others), _MOST_TEXT),
        "prose": _beyond(_FEW_PROSE, prose, _MOST_PROSE),
        "announced": float(_is_announced(span, rows)),
    }


def _beyond(few: int, count: int, most: int) -> float:
    """Give by how much a count exceeds what says nothing: a logarithm, 0 when it does not."""
    return math.log(max(min(count, most), few) / few)


def _is_of_its_size(piece: Piece, span: Span) -> bool:
    smaller, greater = sorted((piece.frame.height, span.line_height))
    return greater < _SAME_SIZE * smaller and angle_between(piece.frame, span.frame) < _SAME_ANGLE


def _sides_listed(span: Span, alike: Iterable[Piece]) -> int:
    """Count the sides, above and below, where the next line has text of its size that is aligned with it."""
    height, frame = span.line_height, span.frame
    sides = set()
    for piece in alike:
        along, across = frame.offset_to(piece.frame)
        room = abs(across) - (frame.height - height) / 2
        shift = (frame.width - piece.frame.width) / 2
        aligned = min(abs(along), abs(along - shift), abs(along + shift)) < _ALIGNED * height
        if aligned and _NEAREST_LINE * height < room < _FARTHEST_LINE * height:
            sides.add(across > 0)
    return len(sides)


def _in_line(span: Span, alike: Iterable[Piece]) -> int:
    """Count the other text of its size on the line that it stands on, however far away."""
    return sum(
        any(abs(row[0].frame.offset_to(piece.frame)[1]) < _SAME_LINE * span.line_height for row in span.rows)
        for piece in alike
    )


def _is_announced(span: Span, rows: Sequence[Sequence[Piece]]) -> bool:
    """Tell whether a label stands right before it (Item # 22B5, S/N: 22B5), or makes its beginning (PIN: 2255).

    A beginning counts before digits only: OCR takes the seal after a German district for a colon.
    """
    first, *rest = span.pieces
    if rest and _is_label(first) and all(piece.characters.isdigit() for piece in rest):
        return True
    return any(_is_label(before) for row in rows for before, own in pairwise(row) if own is first)


def _is_label(piece: Piece) -> bool:
    return bool(_ENDS_AS_LABEL.fullmatch(piece.text)) or piece.characters in LABELS
