"""Why each text box was taken or refused: a reason for programs, its sentence for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from handler.domain.characters import LONGEST, USUALLY_SHORTEST, plate_characters
from handler.domain.judging import weights
from handler.domain.judging.judgement import Cluster, Judged
from handler.domain.text.detection import Detection
from handler.domain.text.overlay import is_stamp
from handler.domain.words.vocabulary import known_word, named_region


class Reason(StrEnum):
    """Why a text box was taken or refused."""

    PLATE = "plate"
    STAMP = "stamp"
    ORIGIN = "origin"
    WORD = "word"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    BESIDE = "beside"
    UNLIKE = "unlike"
    NO_FORMAT = "no_format"
    HARD_TO_READ = "hard_to_read"
    TOO_NARROW = "too_narrow"
    TOO_WIDE = "too_wide"
    TOO_SMALL = "too_small"
    SMALLER_THAN_OTHERS = "smaller_than_others"
    HIGH_UP = "high_up"
    ASIDE = "aside"
    AT_EDGE = "at_edge"
    LOWER_CASE = "lower_case"
    LETTERS_ONLY = "letters_only"
    DIGITS_ONLY = "digits_only"
    PHONE = "phone"
    YEAR = "year"
    ODD_MARKS = "odd_marks"
    PART = "part"
    TOO_FAR_APART = "too_far_apart"
    LISTED = "listed"
    AMONG_TEXT = "among_text"
    ANNOUNCED = "announced"
    ON_LARGER_GROUND = "on_larger_ground"
    OUTVOTED = "outvoted"

    @property
    def sentence(self) -> str:
        """The reason for people, in a short sentence."""
        return _SENTENCES[self]


_SENTENCES: Final[Mapping[Reason, str]] = {
    Reason.PLATE: "Read as a plate.",
    Reason.STAMP: "A time stamp or other text that the camera wrote into the photo.",
    Reason.ORIGIN: "Names where the plate is from.",
    Reason.WORD: "A word found on vehicles or signs, not a plate.",
    Reason.TOO_SHORT: "Too few characters for a plate.",
    Reason.TOO_LONG: "Too many characters for a plate.",
    Reason.BESIDE: "Another text in the same place was taken for the plate.",
    Reason.UNLIKE: "Does not look enough like a plate.",
    Reason.NO_FORMAT: "Its letters and digits match no known plate format.",
    Reason.HARD_TO_READ: "Too hard to read.",
    Reason.TOO_NARROW: "Its characters are narrower than a plate's.",
    Reason.TOO_WIDE: "Its characters are wider than a plate's.",
    Reason.TOO_SMALL: "Too small for the size of the photo.",
    Reason.SMALLER_THAN_OTHERS: "Much smaller than other text in the photo.",
    Reason.HIGH_UP: "High up, where plates seldom are.",
    Reason.ASIDE: "At the side, where plates seldom are.",
    Reason.AT_EDGE: "At the photo's edge, like text from the camera.",
    Reason.LOWER_CASE: "Has lower-case letters.",
    Reason.LETTERS_ONLY: "Has only letters, like a word.",
    Reason.DIGITS_ONLY: "Has only digits.",
    Reason.PHONE: "A telephone number.",
    Reason.YEAR: "Contains a year, like a date, an edition or a founding year.",
    Reason.ODD_MARKS: "Has marks that plates do not have.",
    Reason.PART: "Only a part of a longer text.",
    Reason.TOO_FAR_APART: "Its parts are too far apart.",
    Reason.LISTED: "Among other text of its size, as in a list or a table.",
    Reason.AMONG_TEXT: "Among much other text, as on a page or a sign.",
    Reason.ANNOUNCED: "The word before it shows that it is another kind of number or code.",
    Reason.ON_LARGER_GROUND: "The surface around it continues above and below. A plate would end there.",
    Reason.OUTVOTED: "Another look at the same place was surer.",
}

# The feature that spoke most against a text, as a reason.
_AGAINST: Final[Mapping[str, Reason]] = {
    "fit": Reason.NO_FORMAT,
    "confidence": Reason.HARD_TO_READ,
    "narrow": Reason.TOO_NARROW,
    "wide": Reason.TOO_WIDE,
    "height": Reason.TOO_SMALL,
    "height_beside_others": Reason.SMALLER_THAN_OTHERS,
    "high_up": Reason.HIGH_UP,
    "aside": Reason.ASIDE,
    "at_edge": Reason.AT_EDGE,
    "lower_case": Reason.LOWER_CASE,
    "letters_only": Reason.LETTERS_ONLY,
    "digits_only": Reason.DIGITS_ONLY,
    "phone": Reason.PHONE,
    "words": Reason.WORD,
    "word_like": Reason.WORD,
    "year": Reason.YEAR,
    "odd_marks": Reason.ODD_MARKS,
    "left_out": Reason.PART,
    "widest_gap": Reason.TOO_FAR_APART,
    "announced": Reason.ANNOUNCED,
    **dict.fromkeys(("alike", "listed", "in_line"), Reason.LISTED),
    **dict.fromkeys(("much_text", "prose"), Reason.AMONG_TEXT),
    "ground_goes_on": Reason.ON_LARGER_GROUND,
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a text box.

    Parameters
    ----------
    detection : Detection
        The text box, in ratios of the photo.
    taken : bool
        Whether it is part of a read.
    reason : Reason
    look : int
        1 for the look at the whole photo, 2 for the closer one.
    """

    detection: Detection
    taken: bool
    reason: Reason
    look: int = 1

    @property
    def detection_id(self) -> int:
        """The text box's id."""
        return self.detection.detection_id


def verdicts_of(
    detections: Sequence[Detection],
    judged: Sequence[Judged],
    chosen: Sequence[Cluster],
    taken: frozenset[int],
    stamps: frozenset[int],
) -> tuple[Verdict, ...]:
    """Explain every text box.

    Parameters
    ----------
    detections : Sequence of Detection
        All of a photo.
    judged : Sequence of Judged
        All spans, the likeliest first.
    chosen : Sequence of Cluster
        Those that became reads.
    taken, stamps : frozenset of int
        Ids of boxes that became part of a read, and of those that the camera wrote.

    Returns
    -------
    tuple of Verdict
        In the order of `detections`.
    """
    best: dict[int, Judged] = {}
    for one in judged:
        for detection_id in one.span.detection_ids:
            best.setdefault(detection_id, one)
    beside = {id(other) for cluster in chosen for other in cluster.others}

    def reason(box: Detection) -> Reason:
        if box.detection_id in taken:
            return Reason.PLATE
        if box.detection_id in stamps or is_stamp(box.text):
            return Reason.STAMP
        if named_region(box.text):
            return Reason.ORIGIN
        if known_word(box.text):
            return Reason.WORD
        if box.detection_id not in best:
            return _wrong_length(box)
        judged_best = best[box.detection_id]
        return Reason.BESIDE if id(judged_best) in beside else _strongest_objection(judged_best)

    return tuple(Verdict(box, box.detection_id in taken, reason(box)) for box in detections)


def _wrong_length(box: Detection) -> Reason:
    count = len(plate_characters(box.text))
    if count < USUALLY_SHORTEST:
        return Reason.TOO_SHORT
    return Reason.TOO_LONG if count > LONGEST else Reason.UNLIKE


def _strongest_objection(judged: Judged) -> Reason:
    worth = {name: weights.PLATE[name] * value for name, value in judged.features.items() if name in _AGAINST}
    name = min(worth, key=lambda one: worth[one])
    if name == "fit":
        # That all are letters says more than that there is no format for them.
        name = next((one for one in ("letters_only", "digits_only") if judged.features[one]), name)
    return _AGAINST[name] if worth[name] < 0 else Reason.UNLIKE
