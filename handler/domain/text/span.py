"""Spans: the stretches of text that may be a whole plate, on one row or on two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from handler.domain.characters import LONGEST, SHORTEST, USUALLY_SHORTEST, gaps_in
from handler.domain.classes.quick import quick_dataclass
from handler.domain.geometry import Frame, join_frames
from handler.domain.text.text_row import Piece, gap_in_heights, text_of

MOST_PIECES = 2 * LONGEST - 1
"""Of one row: each character may be a word of its own, and so may a mark between any two."""
_MOST_OF_TWO_ROWS = 5
"""Of each of two rows: a keyboard's letters would make thousands of pairs."""

# Two-line plates, in mean heights of the two rows: OCR boxes of Vietnamese motorbike plates nearly touch (0.85 from
# middle to middle); British, Romanian and Indian square plates leave up to half a height.
_NEAREST_ROWS, _FARTHEST_ROWS = 0.55, 1.7
_GREATEST_HEIGHT_RATIO = 1.9
_LEAST_SHARED_WIDTH = 0.6
_FARTHEST_MIDDLES = 0.4
# An office's letter or two may stand above at one side, a seal beside it, as on German plates, and a last character
# below: what is narrower than this share of the other row may.
_NARROW_ROW, _LEAST_SHARED_AT_SIDE, _FARTHEST_AT_SIDE = 0.5, 0.3, 0.6
# All of a plate but its last group may stand above: MH 12 AB over 1234, KTX 482 over GP.
_UPPER_LENGTH, _LOWER_LENGTH = range(1, 8), range(1, 8)


@quick_dataclass(frozen=True, slots=True)
class Span:
    """Pieces read together.

    Parameters
    ----------
    rows : tuple of tuple of Piece
        One row, or an upper and a lower one; each left to right.
    frame : Frame
        Around all of it, in pixels.
    """

    rows: tuple[tuple[Piece, ...], ...]
    frame: Frame

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """All pieces in reading order."""
        return tuple(piece for row in self.rows for piece in row)

    @property
    def raw_text(self) -> str:
        """What the OCR wrote, a blank between pieces."""
        return text_of(self.pieces)

    @property
    def characters(self) -> str:
        """Its A-Z0-9."""
        return "".join(piece.characters for piece in self.pieces)

    @property
    def has_stacked_letters(self) -> bool:
        """Whether some of its letters stand one above the other."""
        return any(piece.is_stacked for piece in self.pieces)

    @property
    def detection_ids(self) -> frozenset[int]:
        """The text boxes that it is made of."""
        return frozenset().union(*(piece.detection_ids for piece in self.pieces))

    @property
    def gaps(self) -> frozenset[int]:
        """Places in `characters` before which the OCR wrote a separator or left room."""
        return gaps_in(self.raw_text)

    @property
    def widest_gap(self) -> float:
        """The widest room between two pieces of a row, in heights; 0 for a single piece."""
        gaps = [gap_in_heights(a.frame, b.frame) for row in self.rows for a, b in pairwise(row)]
        return max([0.0, *gaps])

    @property
    def line_height(self) -> float:
        """The height of one row of its text in pixels."""
        return sum(piece.frame.height * len(piece.characters) for piece in self.pieces) / len(self.characters)

    @property
    def line_width(self) -> float:
        """The width of all its text laid in one row, in pixels, without the blanks between pieces."""
        return sum(piece.frame.width for piece in self.pieces if piece.characters)


def spans_of(rows: Sequence[Sequence[Piece]]) -> tuple[Span, ...]:
    """Give every stretch of pieces that may be a plate.

    Parameters
    ----------
    rows : Sequence of Sequence of Piece
        As `text_row.rows_of` gives them.

    Returns
    -------
    tuple of Span
        Stretches of neighbours on one row, and pairs of such stretches one above the other, that have as many
        characters as plates have.
    """
    stretches = [stretch for row in rows for stretch in _stretches(row)]
    single = [Span((stretch,), join_frames([piece.frame for piece in stretch])) for stretch in stretches]
    plates = [span for span in single if SHORTEST <= len(span.characters) <= LONGEST]
    return tuple(plates) + tuple(_two_line_spans(single))


def _stretches(row: Sequence[Piece]) -> Iterator[tuple[Piece, ...]]:
    for start in range(len(row)):
        for end in range(start + 1, min(start + MOST_PIECES, len(row)) + 1):
            stretch = tuple(row[start:end])
            if not (stretch[0].characters and stretch[-1].characters):
                continue
            if sum(len(piece.characters) for piece in stretch) > LONGEST:
                break
            yield stretch


def _two_line_spans(single: Iterable[Span]) -> Iterator[Span]:
    few = [span for span in single if len(span.pieces) <= _MOST_OF_TWO_ROWS]
    uppers = [span for span in few if len(span.characters) in _UPPER_LENGTH]
    lowers = [span for span in few if len(span.characters) in _LOWER_LENGTH]
    for upper in uppers:
        for lower in lowers:
            length = len(upper.characters) + len(lower.characters)
            if USUALLY_SHORTEST <= length <= LONGEST and stands_above(upper.frame, lower.frame):
                yield Span((*upper.rows, *lower.rows), join_frames([upper.frame, lower.frame]))


def stands_above(upper: Frame, lower: Frame) -> bool:
    """Tell whether one text stands above another as the rows of a two-line plate do."""
    along, across = upper.offset_to(lower)
    mean_height = (upper.height + lower.height) / 2
    smaller, greater = sorted((upper.height, lower.height))
    narrower, wider = sorted((upper.width, lower.width))
    shared = (upper.width + lower.width) / 2 - abs(along)
    at_side = narrower < _NARROW_ROW * wider
    least_shared, farthest = (
        (_LEAST_SHARED_AT_SIDE, _FARTHEST_AT_SIDE) if at_side else (_LEAST_SHARED_WIDTH, _FARTHEST_MIDDLES)
    )
    return (
        _NEAREST_ROWS * mean_height < across < _FARTHEST_ROWS * mean_height
        and greater < _GREATEST_HEIGHT_RATIO * smaller
        and shared > least_shared * narrower
        and abs(along) < farthest * wider
    )
