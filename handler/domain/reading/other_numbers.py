"""Numbers that look just as plates do, and stand where plates stand: of a fleet, a house, a room, a telephone."""

from __future__ import annotations

import re

from handler.domain.characters import gaps_in
from handler.domain.judging.evidence import Scene
from handler.domain.judging.judgement import Judged, told_region
from handler.domain.text.span import Span
from handler.domain.words.vocabulary import LABELS, NUMBERED

_LETTERS_AND_NUMBER = re.compile(r"([A-Z]+)\d+")
# American hauliers' numbers on cab doors: California's and the federal one.
_CARRIER = re.compile(r"(?:CA|MC)\d{6}")


def may_be_another_number(judged: Judged, scene: Scene, expected_regions: frozenset[str]) -> bool:
    """Tell whether nothing in a text itself tells a plate from the number of something else.

    That is so of what is all words or the name of a model (`EQS 450`), of a label or a name with a number (`BUS 739`,
    `TGX 18.510`), of a haulier's number (`CA 554752`), and of digits alone where no region is expected and the plate
    names none: some country has plates of any count of digits.

    Parameters
    ----------
    judged : Judged
        What is read.
    scene : Scene
        The photo that it stands in.
    expected_regions : frozenset of str
        Empty means anywhere.
    """
    span = judged.span
    if span.characters.isdigit():
        return not expected_regions and told_region(span, scene) is None
    is_words = judged.features["words"] == 1
    return is_words or _has_a_name(span) or _CARRIER.fullmatch(span.characters) is not None


def _has_a_name(span: Span) -> bool:
    if any(one.characters in NUMBERED and not gaps_in(one.text) for one in (span.pieces[0], span.pieces[-1])):
        return True
    named = _LETTERS_AND_NUMBER.fullmatch(span.characters)
    if named is None or any(gap < named.end(1) for gap in span.gaps):
        return False
    return named.group(1) in LABELS | NUMBERED
