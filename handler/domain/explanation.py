"""Why each text box was taken or refused, in short sentences for people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handler.domain import weights
from handler.domain.characters import plate_characters
from handler.domain.detection import Detection
from handler.domain.judgement import Cluster, Judged
from handler.domain.overlay import is_stamp
from handler.domain.plate import LONGEST, SHORTEST
from handler.domain.vocabulary import known_word, named_region


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a text box.

    Parameters
    ----------
    detection_id : int
        The text box.
    taken : bool
        Whether it is part of a read.
    reason : str
        A short sentence for people.
    """

    detection_id: int
    taken: bool
    reason: str


TAKEN = "Read as a plate."
STAMP = "A time stamp or other text that the camera wrote into the photo."
ORIGIN = "Names where the plate is from."
WORD = "A word that stands on vehicles or signs, not a plate."
TOO_SHORT = "Too few characters for a plate."
TOO_LONG = "Too many characters for a plate."
BESIDE = "Stands where another text was taken for the plate."
UNLIKE = "Does not look enough like a plate."

# The feature that spoke most against a text, in words.
_AGAINST = {
    "fit": "Its letters and digits follow no known plate format.",
    "confidence": "Too hard to read.",
    "narrow": "Its characters are narrower than a plate's.",
    "wide": "Its characters are wider than a plate's.",
    "height": "Too small beside the photo.",
    "height_beside_others": "Much smaller than other text in the photo.",
    "high_up": "Stands high up, where plates seldom are.",
    "aside": "Stands at the side, where plates seldom are.",
    "at_edge": "Stands at the photo's edge, as text from the camera does.",
    "lower_case": "Has lower-case letters.",
    "letters_only": "Has letters only, as a word has.",
    "digits_only": "Has digits only.",
    "phone": "A telephone number.",
    "words": WORD,
    "odd_marks": "Has marks that plates do not have.",
    "left_out": "Only a part of a longer text.",
    "widest_gap": "Its parts stand too far apart.",
}


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

    def reason(box: Detection) -> str:
        if box.detection_id in taken:
            return TAKEN
        if box.detection_id in stamps or is_stamp(box.text):
            return STAMP
        if named_region(box.text):
            return ORIGIN
        if known_word(box.text):
            return WORD
        if box.detection_id not in best:
            return _wrong_length(box)
        judged_best = best[box.detection_id]
        return BESIDE if id(judged_best) in beside else _strongest_objection(judged_best)

    return tuple(Verdict(box.detection_id, box.detection_id in taken, reason(box)) for box in detections)


def _wrong_length(box: Detection) -> str:
    count = len(plate_characters(box.text))
    return TOO_SHORT if count < SHORTEST else TOO_LONG if count > LONGEST else UNLIKE


def _strongest_objection(judged: Judged) -> str:
    worth = {name: weights.PLATE[name] * value for name, value in judged.features.items() if name in _AGAINST}
    name = min(worth, key=lambda one: worth[one])
    return _AGAINST[name] if worth[name] < 0 else UNLIKE
