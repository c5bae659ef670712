"""How much letters look like a word: plates draw theirs at random, or nearly so; signs, stickers and labels do not."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Final

from handler.domain.characters import LETTERS
from handler.domain.tables import lines_of
from handler.domain.words.vocabulary import WORDS

_SHORT_WORDS: Final = frozenset(lines_of(Path(__file__).parent / "short_words.txt"))

_LETTERS_IN_A_ROW = re.compile(r"[A-Z]{3,}")
# A list of some hundred words among all that so many letters can spell, and half of what signs say is in it.
_LISTED = 3.5
_MOST = 4.0
_UNSEEN = 0.5


def word_likeness(texts: Iterable[str]) -> float:
    """Weigh how much the letters in some texts look like a word.

    Parameters
    ----------
    texts : iterable of str
        A-Z0-9; no word goes on from one to the next.

    Returns
    -------
    float
        By how much likelier the wordiest three letters or more in a row are as a word's than at random: a natural
        logarithm, held to 0-4.
    """
    runs = (run for text in texts for run in _LETTERS_IN_A_ROW.findall(text))
    return max((_likeness(run) for run in runs), default=0.0)


@lru_cache(maxsize=4096)
def _likeness(run: str) -> float:
    if run in _SHORT_WORDS:
        return _LISTED
    pairs, firsts = _pairs()
    places = len(LETTERS) * _UNSEEN
    total = sum(
        math.log((pairs[first + second] + _UNSEEN) / (firsts[first] + places) * len(LETTERS))
        for first, second in pairwise(" " + run)
    )
    return min(max(total, 0.0), _MOST)


@cache
def _pairs() -> tuple[Counter[str], Counter[str]]:
    """Count the pairs of letters in the vocabulary's words, a blank before each, and what they begin with."""
    words = [" " + word for word in sorted(WORDS | _SHORT_WORDS) if word.isalpha()]
    pairs = Counter(first + second for word in words for first, second in pairwise(word))
    return pairs, Counter(character for word in words for character in word[:-1])
