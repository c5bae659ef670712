"""Text that no vehicle carries: time stamps and captions burnt into the photo by cameras."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from handler.domain.geometry import Frame, ImageSize
from handler.domain.text.text_row import Piece
from handler.domain.words.vocabulary import CAMERAS

# OCR writes a stamp's separators as any mark, and small digits as letters; four digits, a mark and two digits remain.
_STAMPS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?:19|20)\d\d\W\w{2}\W\w{2}",  # 2024-05-12
        r"(?:19|20)\d\d\W\d\d\b",  # 2024-05-
        r"\b\d\d?[-/.]\d\d?[-/.](?:19|20)\d\d",  # 12.05.2024
        r"\b\d\d[:.]\d\d[:.]\d\d",  # 06:40:12
        r"\b[0-2]?\d:[0-5]\d\s?(?:[AP]M)?$",  # 6:40 PM
        r"(?i)\b\d{1,3}\s?(?:km/?h|mph|fps)\b",  # 54 km/h
    )
)

# A stamp's second line, or its blurred rest, stands this close (in heights of the greater).
_NEAR_ACROSS, _NEAR_ALONG = 1.5, 1.5
_MOSTLY_DIGITS = 0.6
# Between letters there are digits: were there none, a long text could be cut in more ways than anybody can try.
_CAMERA = re.compile(r"[A-Z]+(?:\d{1,4}[A-Z]+)*\d{0,4}")
_LETTERS = re.compile(r"[A-Z]+")
_COORDINATE = re.compile(r"[NSEW]\W?\d{1,3}[.,°]\d{3,}\W?", re.IGNORECASE)  # N48.1234
# Heights of OCR boxes around what a camera writes in one size differ by so much.
_SAME_PRINT = 1.3
# Captions are this many times lower than the photo, level to a degree, and begin or end in its outer quarters or have
# their middle at its own to a twentieth of its width. Plates at the edge of 410 photos are tilted, higher or elsewhere.
_CAPTIONS_IN_HEIGHT, _LEVEL, _CORNERS_IN_WIDTH, _CENTRED_IN_WIDTH = 12, math.sin(math.radians(1)), 4, 20


def is_stamp(text: str) -> bool:
    """Tell whether a text holds a date, a time of day or a speed."""
    return any(stamp.search(text) for stamp in _STAMPS)


def burnt_in(pieces: Sequence[Piece], size: ImageSize) -> frozenset[int]:
    """Find the pieces that cameras wrote into the photo.

    Parameters
    ----------
    pieces : Sequence[Piece]
        All of a photo.
    size : ImageSize
        Of the photo.

    Returns
    -------
    frozenset of int
        Indexes of stamps, of cameras' names at the photo's edge (PTZ 0418), of the figures beside or below them that
        OCR could not read as a stamp, and of the captions (a place, a temperature) that stand at the photo's edge in
        the size of a stamp at its edge.
    """
    found = {index for index, piece in enumerate(pieces) if is_stamp(piece.text) or _is_camera(piece, size)}
    figures = [index for index, piece in enumerate(pieces) if index not in found and _is_figures(piece)]
    at_edge = [pieces[index].frame for index in found if _is_at_edge(pieces[index].frame, size)]
    captions = {
        index
        for index, piece in enumerate(pieces)
        if _is_at_edge(piece.frame, size) and any(_alike(piece.frame, stamp, _SAME_PRINT) for stamp in at_edge)
    }
    near = {index for index in figures if any(_near(pieces[index], pieces[one]) for one in found)}
    return frozenset(found | near | captions)


def _is_camera(piece: Piece, size: ImageSize) -> bool:
    """Tell whether a piece at the photo's edge is a camera's name (PTZ0418, NVR4-CH3) or place (N48.1234)."""
    is_name = _CAMERA.fullmatch(piece.characters) and all(one in CAMERAS for one in _LETTERS.findall(piece.characters))
    return bool(is_name or _COORDINATE.fullmatch(piece.text)) and _is_at_edge(piece.frame, size)


def _is_figures(piece: Piece) -> bool:
    digits = sum(character.isdigit() for character in piece.characters)
    return bool(digits) and digits >= _MOSTLY_DIGITS * len(piece.characters)


def _near(piece: Piece, stamp: Piece) -> bool:
    height = max(piece.frame.height, stamp.frame.height)
    along, across = stamp.frame.offset_to(piece.frame)
    room = abs(along) - (stamp.frame.width + piece.frame.width) / 2
    return abs(across) < _NEAR_ACROSS * height and room < _NEAR_ALONG * height and _alike(piece.frame, stamp.frame, 2)


def _alike(first: Frame, second: Frame, ratio: float) -> bool:
    smaller, greater = sorted((first.height, second.height))
    return greater < ratio * smaller


def may_be_caption(frame: Frame, size: ImageSize) -> bool:
    """Tell whether a row of text stands where cameras write captions, and as they do: low and level.

    Parameters
    ----------
    frame : Frame
        Of the whole row.
    size : ImageSize
        Of the photo.
    """
    from_side = min(frame.centre_x, size.width - frame.centre_x) - frame.width / 2
    from_middle = abs(frame.centre_x - size.width / 2)
    is_placed = from_side < size.width / _CORNERS_IN_WIDTH or from_middle < size.width / _CENTRED_IN_WIDTH
    return (
        is_placed
        and _is_at_edge(frame, size)
        and frame.height < size.height / _CAPTIONS_IN_HEIGHT
        and abs(math.sin(frame.angle)) < _LEVEL
    )


def _is_at_edge(frame: Frame, size: ImageSize) -> bool:
    """Tell whether a text stands within its own height of the photo's upper or lower edge."""
    return min(frame.centre_y, size.height - frame.centre_y) < 1.5 * frame.height
