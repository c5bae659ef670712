"""What became of a text box, with a reason for programs and its sentence for people."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from handler.domain.classes.quick import quick_dataclass
from handler.domain.text.detection import Detection


class Reason(StrEnum):
    """Why a text box was taken or refused."""

    PLATE = "plate"
    STAMP = "stamp"
    ORIGIN = "origin"
    WORD = "word"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    BESIDE = "beside"
    LEFT_OUT = "left_out"
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
    IGNORED_PART = "ignored_part"
    NOT_WATCHED = "not_watched"

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
    Reason.LEFT_OUT: "May be a part of the plate beside it, but was not read with it.",
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
    Reason.IGNORED_PART: "In a part of the photo that is ignored for this camera.",
    Reason.NOT_WATCHED: "Outside the parts of the photo that are watched for this camera.",
}


@quick_dataclass(frozen=True, slots=True)
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
