"""Numbers that look just as plates do, and stand where plates stand: of a fleet, a house, a room, a telephone."""

from __future__ import annotations

import re

from handler.domain.judging.evidence import Scene
from handler.domain.judging.judgement import Judged, told_region
from handler.domain.words.vocabulary import LABELS

_LETTERS_AND_NUMBER = re.compile(r"([A-Z]+)\d+")


def may_be_another_number(judged: Judged, scene: Scene, expected_regions: frozenset[str]) -> bool:
    """Tell whether nothing in a text itself tells a plate from the number of something else.

    That is so of a label with a number (`BUS 739`, as one word), and of digits alone where no region is expected and
    the plate names none: some country has plates of any count of digits.

    Parameters
    ----------
    judged : Judged
        What is read.
    scene : Scene
        The photo that it stands in.
    expected_regions : frozenset of str
        Empty means anywhere.
    """
    characters = judged.span.characters
    labelled = _LETTERS_AND_NUMBER.fullmatch(characters)
    if labelled:
        return labelled.group(1) in LABELS
    return characters.isdigit() and not expected_regions and told_region(judged.span, scene) is None
