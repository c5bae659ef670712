"""From text boxes to rows of pieces: whatever the OCR took for a line or a word, the same rows come out.

A piece is what stands between two blanks. Rekognition may write one plate as one line of three words or as three
lines, and the paint on the car beside it into the same line; so lines are taken apart and rows built anew.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from handler.domain.characters import plate_characters
from handler.domain.classes.quick import quick_dataclass
from handler.domain.geometry import Frame, ImageSize, angle_between, frame_of
from handler.domain.text.detection import Detection
from handler.domain.words.vocabulary import glued_at

# Distances below are in heights of the text, measured on plates of many countries: the widest blanks are Romania's and
# Vietnam's (about one height), the widest gap to a seal or badge a height and a half.
_WIDEST_GAP, _WIDEST_OVERLAP = 1.6, 0.6
_STEEPEST_STEP = 0.45
_GREATEST_HEIGHT_RATIO = 1.8
_WIDEST_ANGLE = math.radians(15)

_BLANK = re.compile(r"\S+")


# In widths or heights of the photo.
_FARTHEST = 1e9


@quick_dataclass(frozen=True, slots=True)
class Piece:
    """Text between two blanks.

    Parameters
    ----------
    detection_ids : frozenset of int
        The line and the word that it comes from.
    text : str
        As the OCR wrote it.
    characters : str
        Its A-Z0-9; may be empty.
    confidence : float
        The OCR's, 0-1.
    frame : Frame
        Where it stands, in pixels.
    is_stacked : bool
        Whether its letters stand one above the other.
    """

    detection_ids: frozenset[int]
    text: str
    characters: str
    confidence: float
    frame: Frame
    is_stacked: bool = False


def pieces_of(detections: Sequence[Detection], size: ImageSize) -> tuple[Piece, ...]:
    """Take lines apart into pieces, by their words where these are complete, else by the blanks in their text.

    Parameters
    ----------
    detections : Sequence[Detection]
        In any order; words may lack their line, and lines their words.
    size : ImageSize
        Turns ratios into pixels.

    Returns
    -------
    tuple of Piece
        No text twice: a line's words stand for the line.
    """
    usable = sorted((box for box in detections if _is_usable(box)), key=lambda box: box.detection_id)
    words: dict[int | None, list[Detection]] = defaultdict(list)
    for box in usable:
        if box.level == "word":
            words[box.parent_id].append(box)
    pieces: list[Piece] = []
    for line in (box for box in usable if box.level == "line"):
        own = sorted(words.pop(line.detection_id, []), key=lambda word: _place_along(word, line, size))
        complete = plate_characters("".join(word.text for word in own)) == plate_characters(line.text)
        pieces += (
            [_piece(word, {word.detection_id, line.detection_id}, size) for word in own]
            if own and complete
            else (_parts(line, {box.detection_id for box in own}, size))
        )
    pieces += [_piece(word, {word.detection_id}, size) for orphans in words.values() for word in orphans]
    return tuple(part for piece in pieces for part in _unglued(piece))


def text_of(pieces: Iterable[Piece]) -> str:
    """Give what the OCR wrote in some pieces, a blank between them."""
    return " ".join(piece.text for piece in pieces)


def rows_of(pieces: Iterable[Piece]) -> tuple[tuple[Piece, ...], ...]:
    """Chain pieces that stand beside one another in reading direction, at one height and of one size.

    Parameters
    ----------
    pieces : Iterable[Piece]
        In any order.

    Returns
    -------
    tuple of tuple of Piece
        Every piece stands in exactly one row, left to right.
    """
    ordered = sorted(pieces, key=lambda piece: (piece.frame.centre_x, piece.frame.centre_y, piece.text))
    links = sorted(
        (gap, left, right)
        for left, first in enumerate(ordered)
        for right, second in enumerate(ordered)
        if left != right and (gap := gap_in_row(first.frame, second.frame)) is not None
    )
    following: dict[int, int] = {}
    preceding: dict[int, int] = {}
    for _, left, right in links:
        if left not in following and right not in preceding and not _leads_to(right, left, following):
            following[left] = right
            preceding[right] = left
    starts = [index for index in range(len(ordered)) if index not in preceding]
    return tuple(tuple(ordered[index] for index in _chain(start, following)) for start in starts)


def gap_in_heights(left: Frame, right: Frame) -> float:
    """Give the room between two neighbours of a row in heights of the smaller; negative where they overlap."""
    along, _ = left.offset_to(right)
    return (along - (left.width + right.width) / 2) / min(left.height, right.height)


def gap_in_row(left: Frame, right: Frame) -> float | None:
    """Give the room between two frames, in heights of the smaller, if the second follows the first in a row."""
    along, across = left.offset_to(right)
    smaller, greater = sorted((left.height, right.height))
    room = gap_in_heights(left, right)
    fits = (
        along > 0
        and -_WIDEST_OVERLAP < room < _WIDEST_GAP
        and abs(across) < _STEEPEST_STEP * greater
        and greater < _GREATEST_HEIGHT_RATIO * smaller
        and angle_between(left, right) < _WIDEST_ANGLE
    )
    return room if fits else None


def _leads_to(start: int, goal: int, following: dict[int, int]) -> bool:
    return goal in _chain(start, following)


def _chain(start: int, following: dict[int, int]) -> list[int]:
    chain = [start]
    while chain[-1] in following:
        chain.append(following[chain[-1]])
    return chain


def _is_usable(box: Detection) -> bool:
    numbers = [box.confidence, *(number for point in box.polygon for number in (point.x, point.y))]
    # Not a number and what is beyond all photos, where sizes cannot be compared any more, fail this comparison.
    return bool(box.polygon) and bool(box.text.strip()) and all(abs(number) <= _FARTHEST for number in numbers)


def _place_along(word: Detection, line: Detection, size: ImageSize) -> float:
    return frame_of(line.polygon, size).offset_to(frame_of(word.polygon, size))[0]


def _piece(box: Detection, detection_ids: Iterable[int], size: ImageSize) -> Piece:
    return Piece(
        frozenset(detection_ids), box.text, plate_characters(box.text), box.confidence, frame_of(box.polygon, size)
    )


def _unglued(piece: Piece) -> tuple[Piece, ...]:
    """Cut a piece where a word is glued to it, as if all its characters were of one width."""
    cut = glued_at(piece.text)
    if cut is None:
        return (piece,)
    ends = (0.0, cut / len(piece.text), 1.0)
    return tuple(
        replace(piece, text=text, characters=plate_characters(text), frame=piece.frame.part(start, end))
        for text, (start, end) in zip((piece.text[:cut], piece.text[cut:]), pairwise(ends), strict=True)
    )


def _parts(line: Detection, word_ids: set[int], size: ImageSize) -> list[Piece]:
    """Cut a line at its blanks, as if all its characters were of one width."""
    frame = frame_of(line.polygon, size)
    ids = frozenset(word_ids | {line.detection_id})
    text = line.text.strip()
    return [
        Piece(
            ids,
            match.group(),
            plate_characters(match.group()),
            line.confidence,
            frame.part(match.start() / len(text), match.end() / len(text)),
        )
        for match in _BLANK.finditer(text)
    ]
