"""Words that stand on and around vehicles and are no plates: data, and how to find them in what OCR wrote."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path

from handler.domain.characters import plate_characters
from handler.domain.edits import with_one_left_out
from handler.domain.tables import lines_of, rows_of

_FOLDER = Path(__file__).parent

# Written on plates beside the number; each names the region that issues them.
_PLATE_TEXTS: dict[str, str] = {row["text"]: row["region"] for row in rows_of(_FOLDER / "plate_texts.csv")}
PLATE_WORDS: dict[str, str] = {text.replace(" ", ""): region for text, region in _PLATE_TEXTS.items()}

COUNTRY_SIGNS: dict[str, str] = {row["sign"]: row["region"] for row in rows_of(_FOLDER / "country_signs.csv")}
"""Small in a band at a plate's end; each names the country."""

_BRAZILIAN_STATES = frozenset(lines_of(_FOLDER / "brazilian_states.txt"))

# Month and year until which an Indonesian plate is valid, small below each number (Wikipedia, Vehicle registration
# plates of Indonesia, 2026).
_INDONESIAN_VALIDITY = re.compile(r"(?:0[1-9]|1[0-2])[.·•-]\d\d")

# Figures with what tells that they are no plate's. A day stands before two digits, a plate's letters before more.
_DAYS = "MON|TUE|WED|THU|FRI|SAT|SUN|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC"
_FIGURES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"R?[$€£¥]\s?\d.*|.*\d\s?[€£%].*",  # $4.50, 12 €, 30%
        r"\d{1,2}(?:[:.]\d\d)?[AP]M(?:\W.*)?",  # 9AM-5PM
        rf"(?:{_DAYS})\W?\d{{1,2}}(?:\W.*)?",  # SAT 10-14
        rf"\d{{1,2}}\W\d{{1,2}}(?:{_DAYS})",  # 10-14 AUG
        r"\d\d?\.\d\d?\.?\W\d\d?\.\d\d?\.?",  # 10.01-14.02
        r"(?:EST|LIC|NO|NR|ART|REF|TEL|CAT|REG|VOL|FIG|PAG)\.\d+",  # No.12
        r"0\d{1,4}/\d.*",  # 040/123 45 67
        r"\d{3}/\d\dZ?R\d\d.*",  # 195/65 R15
        r"\w\w(?::\w\w){2,}",  # 0A:1B:2C
        r"\d{1,2}[.,]\d{1,2}|\d{3}[.,]\d",  # 42.2, 104.5, but not 123.45, a Vietnamese plate's lower row
        r"\d{1,2}/\d\d(?:\d\d)?",  # 07/2031
        r"[NESW]?\d+(?:ST|ND|RD|TH)(?:ST|AVE?|BLVD)?",  # 5TH, W 683RD, W201THST
        r"BR-\d{3}",  # Brazil's federal roads
        r"\d{1,3}(?:[.,]\d{3})+\s?(?:KM|MI|KG|LBS|CBM|SQM|HRS|EUR|RON|LEI)",  # 12.400 km
        r"CE[0-2]\d{3}",  # the CE mark and its notified body's number
    )
)

# Below the region of a Russian number, and read on from it.
_NUMBER_WITH_A_SIGN = re.compile(r"\d{2,3}(RUS)$", re.IGNORECASE)

# Shorter words are too often part of a plate, or one mistake away from another word.
_SHORTEST_WORD, _SHORTEST_CONTAINED, _SHORTEST_MISSPELT, _SHORTEST_GLUED = 4, 5, 6, 5

_LONG_LISTS = ("vehicles.txt", "signs.txt", "everyday.txt", "countries.txt")
LABELS: frozenset[str] = frozenset(lines_of(_FOLDER / "labels.txt"))
"""Written before or after a number that is no plate."""

NUMBERED: frozenset[str] = frozenset(lines_of(_FOLDER / "numbered.txt"))
"""The same, but as often a plate's own letters: what has them is no word, and is doubted."""

CAMERAS: frozenset[str] = frozenset(lines_of(_FOLDER / "cameras.txt"))
"""Written before a camera's number into its pictures."""

WORDS: frozenset[str] = (
    frozenset(
        word
        for word in (
            *chain.from_iterable(lines_of(_FOLDER / name) for name in _LONG_LISTS),
            *" ".join(_PLATE_TEXTS).split(),
        )
        if len(word) >= _SHORTEST_WORD
    )
    | frozenset(lines_of(_FOLDER / "models.txt"))
    | LABELS
)


@cache
def _misspellings() -> dict[str, str]:
    """Map every word with one character left out to the word: two texts one edit apart share such a form."""
    long_words = [word for word in sorted({*WORDS, *PLATE_WORDS}) if len(word) >= _SHORTEST_MISSPELT]
    return {form: word for word in long_words for form in (word, *with_one_left_out(word))}


@lru_cache(maxsize=4096)
def known_word(text: str) -> str | None:
    """Find the word that OCR may have meant, or a figure that is plainly no plate's.

    Parameters
    ----------
    text : str
        As the OCR wrote it, without blanks.

    Returns
    -------
    str or None
        A word of the lists that is the text, or one edit away when it is long; the text's own characters when it is
        a price, a share, a time of day or the like; None when there is none.
    """
    spelled = plate_characters(text)
    if any(figure.fullmatch(text.strip()) for figure in _FIGURES):
        return spelled
    if spelled in WORDS or spelled in PLATE_WORDS:
        return spelled
    if len(spelled) < _SHORTEST_MISSPELT or sum(character.isdigit() for character in spelled) > 1:
        return None
    forms = _misspellings()
    return next((forms[form] for form in (spelled, *with_one_left_out(spelled)) if form in forms), None)


def glued_at(text: str) -> int | None:
    """Find where a long word is glued to something with digits, as 7ABC123SALES, which OCR wrote without a blank.

    Parameters
    ----------
    text : str
        As the OCR wrote it, without blanks.

    Returns
    -------
    int or None
        The place in `text` where the one ends and the other begins; None when no word of the lists is glued so.
    """
    if text.isalpha() or text.isdigit():
        return None
    if numbered := _NUMBER_WITH_A_SIGN.search(text):
        return numbered.start(1)
    for length in range(len(text) - 1, _SHORTEST_GLUED - 1, -1):
        head, tail = text[:-length], text[-length:]
        if tail.upper() in WORDS and any(map(str.isdigit, head)):
            return len(text) - length
        head, tail = text[:length], text[length:]
        if head.upper() in WORDS and any(map(str.isdigit, tail)):
            return length
    return None


def named_region(text: str) -> str | None:
    """Tell which region's plates carry a line of text beside the number.

    Parameters
    ----------
    text : str
        A whole line as the OCR wrote it.

    Returns
    -------
    str or None
        A region code; None when the line names none.
    """
    state, separator, town = text.upper().strip().replace("·", "-").partition("-")
    if (
        state.strip() in _BRAZILIAN_STATES
        and separator
        and sum(character.isalpha() for character in town) >= _SHORTEST_CONTAINED
    ):
        return "br"
    if _INDONESIAN_VALIDITY.fullmatch(text.strip()):
        return "id"
    word = known_word(text)
    if word in PLATE_WORDS:
        return PLATE_WORDS[word]
    spelled = plate_characters(text)
    contained = [name for name in PLATE_WORDS if len(name) >= _SHORTEST_CONTAINED and name in spelled]
    return PLATE_WORDS[max(contained, key=len)] if contained else None
