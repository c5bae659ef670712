"""What speaks for a span being a whole plate: named features, each a number of order one."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from handler.domain.characters import USUALLY_SHORTEST, drawn_alike
from handler.domain.classes.quick import quick_dataclass
from handler.domain.geometry import Frame, ImageSize, angle_between, join_frames
from handler.domain.judging.ground import Picture
from handler.domain.judging.origin import companion_region
from handler.domain.judging.surroundings import surroundings_of
from handler.domain.text.span import Span, stands_above
from handler.domain.text.text_row import Piece, gap_in_heights
from handler.domain.words.vocabulary import LABELS, known_word
from handler.domain.words.wording import word_likeness

# Width of one character, its share of the blanks included, by the height of an OCR box: 0.35 (small American plates,
# boxes with a margin) to 0.7 (old Brazilian ones, tight boxes); within that nothing speaks for or against a plate.
_TYPICAL_ASPECT, _ASPECT_LEEWAY = 0.5, 0.35
_SMALLEST_BESIDE_OTHERS = -1.2
_WORST_FIT, BEST_FIT = -4.0, 10.0
_GREATEST_CROWD = 10
_EASY_HEIGHT_PX = 32
# By the photo's height: the text of a plate on a car at a few metres, and the line above which few plates stand.
_USUAL_HEIGHT, _HORIZON = 1 / 20, 0.45
# The sine of 30 degrees: what is tilted more is no less likely a plate than that.
_FULL_TILT = 0.5
# Characters that nearly all countries' plates have, and the room within them in heights.
_FEWEST_USUAL, _MOST_USUAL, _USUAL_GAP = 6, 8, 0.5
# More of them say no more.
_MOST_MARKS, _MOST_LEFT_OUT = 3, 6
# Longer texts above or below a plate are more often a town's or a dealer's name than a part of it.
_LONGEST_PART, _MOST_PARTS = 3, 2
# They bring a feature to the order of one, so that the priors of the weights compare.
_FIT_SCALE, _LEFT_OUT_SCALE, _WORD_SCALE = 3, 3, 4
# No engine's word is taken for surer.
_LEAST_PROBABILITY, _GREATEST_PROBABILITY = 0.01, 0.99
# So near the photo's edge, in heights, text that is as low as a burnt-in line may be one, or be cut off.
_NEAR_EDGE = 0.5
# Neighbours of one plate differ so little in height (a ratio) and in direction (radians).
_ALIKE_IN_HEIGHT, _ALIKE_IN_ANGLE = 1.4, 0.15
# Neighbours on a row that OCR put into one line belong together up to this gap, others up to that one, in heights.
_TIGHT_IN_LINE, _TIGHT_BETWEEN_LINES = 1.2, 0.7
_PHONE = re.compile(r"\d{3}[-./]\d{4}$|\d{3}[-.]\d\d[-.]\d\d$|\d{3}\W{1,2}\d{3}\W\d{3,4}$|^\+|^0800|^1?800\W")
_YEAR = re.compile(r"(?<!\d)(?:19\d\d|20[0-3]\d)(?!\d)")
_NUMBER_SIGN = re.compile(r"n[or]\.", re.IGNORECASE)
# By their shape alone OCR cannot tell these from capitals.
_ALIKE_IN_BOTH_CASES = "cosvwxz"
_COMMON_MARKS = "-·.:=•*+~ –_/'’|"
# What OCR may write for a seal between two groups (HH©KT 482); on signs and labels these stand at an end of the text.
_SEAL = re.compile(r"(?<=\w)[©®](?=\w)")

Features = dict[str, float]


@quick_dataclass(frozen=True, slots=True)
class Scene:
    """What all spans of a photo are compared with.

    Parameters
    ----------
    picture : Picture
        The photo.
    rows : tuple of tuple of Piece
        All text but burnt-in text.
    greatest_height : float
        Of any piece with two characters or more, in pixels.
    companions : tuple of (Frame, str)
        Lines that plates carry beside the number (states, slogans, towns), with the region that they name.
    signs : tuple of Piece
        What may be countries' signs in bands.
    """

    picture: Picture
    rows: tuple[tuple[Piece, ...], ...]
    greatest_height: float
    companions: tuple[tuple[Frame, str], ...]
    signs: tuple[Piece, ...]

    @property
    def size(self) -> ImageSize:
        """The photo's size."""
        return self.picture.size


def features_of(span: Span, scene: Scene) -> Features:
    """Weigh a span by all but its format and what it stands on.

    Parameters
    ----------
    span : Span
        With 2 to 13 characters.
    scene : Scene
        The photo that it stands in.

    Returns
    -------
    Features
        By name, in one order; `weights` says what each is worth.
    """
    characters, raw = span.characters, span.raw_text
    aspect = math.log(span.line_width / (span.line_height * len(characters)) / _TYPICAL_ASPECT)
    letters = sum(character.isalpha() for character in characters) / len(characters)
    cased = [character for character in raw if character.isalpha()]
    marks = sum(not one.isalnum() and one not in _COMMON_MARKS for one in _SEAL.sub("", raw))
    return {
        "confidence": log_odds(mean_confidence(span)),
        "narrow": max(-aspect - _ASPECT_LEEWAY, 0.0),
        "wide": max(aspect - _ASPECT_LEEWAY, 0.0),
        "height": math.log(span.line_height / scene.size.height / _USUAL_HEIGHT),
        "height_beside_others": max(math.log(span.line_height / scene.greatest_height), _SMALLEST_BESIDE_OTHERS),
        "high_up": max(_HORIZON - span.frame.centre_y / scene.size.height, 0.0) * 2,
        "aside": abs(span.frame.centre_x / scene.size.width - 0.5) * 2,
        "at_edge": float(_at_edge(span, scene.size)),
        "tilt": min(abs(math.sin(span.frame.angle)), _FULL_TILT) / _FULL_TILT,
        "lower_case": sum(map(_is_lower_case, cased)) / max(len(cased), 1),
        "letters_only": float(letters == 1),
        "digits_only": float(letters == 0),
        "phone": float(letters == 0 and bool(_PHONE.search(raw))),
        "year": float(bool(_YEAR.search(raw))),
        "short": max(_FEWEST_USUAL - max(len(characters), USUALLY_SHORTEST), 0) / 2,
        "long": max(len(characters) - _MOST_USUAL, 0) / 2,
        "odd_marks": min(marks, _MOST_MARKS) / 2,
        "words": _share_of_words(span),
        "word_like": word_likeness(piece.characters for piece in span.pieces) / _WORD_SCALE,
        "companion": float(companion_region(span, scene.companions) is not None),
        "lines_joined": _lines_joined(span),
        "widest_gap": max(span.widest_gap - _USUAL_GAP, 0.0),
        "two_rows": float(len(span.rows) == 2),
        "crowd": math.log1p(min(sum(map(len, scene.rows)) - len(span.pieces), _GREATEST_CROWD)) / 2,
        "left_out": left_out_feature(span, scene),
        "rows_left_out": min(_rows_left_out(span, scene), _MOST_LEFT_OUT) / _LEFT_OUT_SCALE,
        **surroundings_of(span, scene.rows),
    }


def left_out_feature(span: Span, scene: Scene, explained: Collection[Piece] = ()) -> float:
    """Weigh what a span leaves out beside it or above it; pieces that are explained leave nothing out."""
    count = min(_left_out(span, scene, {id(piece) for piece in explained}), _MOST_LEFT_OUT)
    return _with_the_first_twice(count) / _LEFT_OUT_SCALE


def fit_feature(fit: float) -> float:
    """Hold the fit to a plate format (`Interpretations.fit`) to what tells plates from other text."""
    return min(max(fit, _WORST_FIT), BEST_FIT) / _FIT_SCALE


def few_pixels(span: Span) -> float:
    """Give by how much a span's text is lower than what OCR reads without effort: a logarithm, 0 when it is not."""
    return max(math.log(_EASY_HEIGHT_PX / span.line_height), 0.0)


def characters_rewritten(span: Span, plate: str) -> int:
    """Count where a plate differs from what OCR wrote, O for 0 and I for 1 aside; a place left out counts twice."""
    seen, kept = drawn_alike(span.characters), drawn_alike(plate)
    return sum(a != b for a, b in zip(seen, kept, strict=True)) if len(seen) == len(kept) else 2


def has_lower_case(text: str) -> bool:
    """Tell whether a text has letters that OCR cannot take for capitals."""
    return any(map(_is_lower_case, text))


def _is_lower_case(character: str) -> bool:
    return character.islower() and character not in _ALIKE_IN_BOTH_CASES


def weakest_confidence(span: Span) -> float:
    """Give the OCR's confidence in the piece that it is least sure of, 0-1."""
    return min(piece.confidence for piece in span.pieces if piece.characters)


def mean_confidence(span: Span) -> float:
    """Give the OCR's confidence by character, 0-1."""
    weights = [(len(piece.characters), piece.confidence) for piece in span.pieces]
    return sum(count * confidence for count, confidence in weights) / sum(count for count, _ in weights)


def log_odds(probability: float) -> float:
    """Give the logarithm of the odds, for probabilities held to 0.01-0.99.

    What claims to be surer than 99 in 100 has not earned it: no engine's word beyond that told right from wrong on
    the photos that weights are fitted to, and taken at its word it outweighed all other evidence.
    """
    held = min(max(probability, _LEAST_PROBABILITY), _GREATEST_PROBABILITY)
    return math.log(held / (1 - held))


def _at_edge(span: Span, size: ImageSize) -> bool:
    half = span.frame.height / 2
    top, bottom = span.frame.centre_y - half, size.height - span.frame.centre_y - half
    return min(top, bottom) < _NEAR_EDGE * span.line_height and span.line_height < size.height * _USUAL_HEIGHT


def _share_of_words(span: Span) -> float:
    others = [piece for piece in span.pieces if piece.characters not in LABELS]
    if len(others) < len(span.pieces) and all(piece.characters.isdigit() for piece in others):
        return 1.0  # EST. 1923, 12 EUR
    words = (piece for piece in span.pieces if known_word(piece.text) or _NUMBER_SIGN.fullmatch(piece.text))
    covered = sum(len(piece.characters) for piece in words)
    whole = known_word("".join(piece.text for piece in span.pieces))
    return 1.0 if whole else covered / len(span.characters)


def _left_out(span: Span, scene: Scene, explained: Collection[int]) -> int:
    """Count the characters close beside the span on its row, or above it, that look as if they belonged to it."""
    ids = [set(map(id, row)) for row in span.rows]
    count = _left_above(span, scene) if len(span.rows) == 1 else 0
    for row in scene.rows:
        for first, marks, second in _neighbours(row):
            for part in ids:
                if (id(first) in part) != (id(second) in part) and _belongs(first, second, marks):
                    outside = second if id(first) in part else first
                    is_explained = id(outside) in explained or known_word(outside.text)
                    count += 0 if is_explained else len(outside.characters)
    return count


def _neighbours(row: Sequence[Piece]) -> Iterator[tuple[Piece, Sequence[Piece], Piece]]:
    """Give successive pieces with characters, and the marks between: a hyphen may be a word of its own."""
    places = [place for place, piece in enumerate(row) if piece.characters]
    for first, second in pairwise(places):
        yield row[first], row[first + 1 : second], row[second]


def _with_the_first_twice(count: int) -> int:
    """Count the first character twice: that one is left out at all says more than how many are."""
    return count + 1 if count else 0


def _left_above(span: Span, scene: Scene) -> int:
    """Count the single characters that stand above: a town's letter over the number, and no other text."""
    return sum(
        len(piece.characters) == 1
        and _are_alike(piece.frame, span.pieces[0].frame)
        and stands_above(piece.frame, span.frame)
        for row in scene.rows
        for piece in row
    )


def _rows_left_out(span: Span, scene: Scene) -> int:
    """Count characters of short texts above or below a part of the span, as large as that: CF below TN 22, and no word.

    Where there are more of them, it is a list.
    """
    own = set(map(id, span.pieces))
    others = (piece for row in scene.rows for piece in row if id(piece) not in own)
    parts = (*(piece.frame for piece in span.pieces), *_neighbours_together(span))
    left = [
        piece
        for piece in others
        if 0 < len(piece.characters) <= _LONGEST_PART
        and any(_is_above_or_below(piece, part) for part in parts)
        and not known_word(piece.text)
    ]
    return sum(len(piece.characters) for piece in left) if len(left) <= _MOST_PARTS else 0


def _neighbours_together(span: Span) -> Iterator[Frame]:
    """Give the frames around two neighbours of a row: what stands below both stands below neither alone."""
    for row in span.rows:
        yield from (join_frames([a.frame, b.frame]) for a, b in pairwise(row) if _are_alike(a.frame, b.frame))


def _is_above_or_below(piece: Piece, part: Frame) -> bool:
    is_there = stands_above(part, piece.frame) or stands_above(piece.frame, part)
    return is_there and _are_alike(piece.frame, part)


def _belongs(first: Piece, second: Piece, marks: Sequence[Piece]) -> bool:
    tight = _TIGHT_IN_LINE if _in_one_line(first, second) else _TIGHT_BETWEEN_LINES
    filled = sum(mark.frame.width for mark in marks) / min(first.frame.height, second.frame.height)
    room = gap_in_heights(first.frame, second.frame) - filled
    return room < tight and _are_alike(first.frame, second.frame)


def _are_alike(first: Frame, second: Frame) -> bool:
    smaller, greater = sorted((first.height, second.height))
    return greater < _ALIKE_IN_HEIGHT * smaller and angle_between(first, second) < _ALIKE_IN_ANGLE


def _lines_joined(span: Span) -> int:
    """Count the neighbours on a row that OCR put into different lines."""
    pairs = [pair for row in span.rows for pair in pairwise(row)]
    return sum(not _in_one_line(first, second) for first, second in pairs)


def _in_one_line(first: Piece, second: Piece) -> bool:
    return bool(first.detection_ids & second.detection_ids)


def scene_of(
    rows: Sequence[tuple[Piece, ...]],
    companions: Sequence[tuple[Frame, str]],
    signs: Sequence[Piece],
    picture: Picture,
) -> Scene:
    """Gather what spans are compared with.

    Parameters
    ----------
    rows : Sequence of tuple of Piece
        As `text_row.rows_of` gives them, without burnt-in text.
    companions : Sequence of (Frame, str)
        Lines that name a region.
    signs : Sequence of Piece
        As `band.signs_of` gives them.
    picture : Picture
        The photo.
    """
    heights = [piece.frame.height for row in rows for piece in row if len(piece.characters) > 1]
    return Scene(picture, tuple(rows), max(heights, default=1.0), tuple(companions), tuple(signs))
