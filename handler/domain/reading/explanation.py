"""Why each text box was taken or refused: what was judged of it, as a verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from handler.domain.characters import USUALLY_LONGEST, USUALLY_SHORTEST, plate_characters
from handler.domain.judging import weights
from handler.domain.judging.judgement import Cluster, Judged
from handler.domain.reading.verdict import Reason, Verdict
from handler.domain.text.detection import Detection
from handler.domain.text.overlay import is_stamp
from handler.domain.words.vocabulary import known_word, named_region

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
    "rows_left_out": Reason.PART,
    "widest_gap": Reason.TOO_FAR_APART,
    "announced": Reason.ANNOUNCED,
    **dict.fromkeys(("alike", "listed", "in_line"), Reason.LISTED),
    **dict.fromkeys(("much_text", "prose"), Reason.AMONG_TEXT),
    "ground_goes_on": Reason.ON_LARGER_GROUND,
}


def verdicts_of(
    detections: Sequence[Detection],
    judged: Sequence[Judged],
    chosen: Sequence[Cluster],
    known: Mapping[int, Reason],
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
    known : mapping of int to Reason
        By its id, why a box was taken, or was not for something else than what it says itself.

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
        if box.detection_id in known:
            return known[box.detection_id]
        if is_stamp(box.text):
            return Reason.STAMP
        if named_region(box.text):
            return Reason.ORIGIN
        if known_word(box.text):
            return Reason.WORD
        if box.detection_id not in best:
            return _wrong_length(box)
        judged_best = best[box.detection_id]
        return Reason.BESIDE if id(judged_best) in beside else _objection(box, judged_best)

    return tuple(Verdict(box, (why := reason(box)) is Reason.PLATE, why) for box in detections)


def _wrong_length(box: Detection) -> Reason:
    count = len(plate_characters(box.text))
    if count < USUALLY_SHORTEST:
        return Reason.TOO_SHORT
    return Reason.TOO_LONG if count > USUALLY_LONGEST else Reason.UNLIKE


def _objection(box: Detection, judged: Judged) -> Reason:
    """Say what speaks against a box by its likeliest span, which may lack a part of it: the whole is no part."""
    objection = _strongest_objection(judged)
    is_too_long = objection is Reason.PART and len(plate_characters(box.text)) > USUALLY_LONGEST
    return Reason.TOO_LONG if is_too_long else objection


def _strongest_objection(judged: Judged) -> Reason:
    worth = {name: weights.PLATE[name] * value for name, value in judged.features.items() if name in _AGAINST}
    name = min(worth, key=lambda one: worth[one])
    if name == "fit":
        # That all are letters says more than that there is no format for them.
        name = next((one for one in ("letters_only", "digits_only") if judged.features[one]), name)
    return _AGAINST[name] if worth[name] < 0 else Reason.UNLIKE
