"""The lists of words are whole, say where they are from, and decide what counts as a word."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from handler.domain.characters import plate_characters
from handler.domain.formats.region_names import REGION_ROWS
from handler.domain.tables import lines_of, rows_of
from handler.domain.words import vocabulary
from handler.domain.words.vocabulary import known_word, named_region
from handler.domain.words.wording import word_likeness

FOLDER = Path(vocabulary.__file__).parent
LISTS = sorted(FOLDER.glob("*.txt"))
SOURCE = re.compile(r"^# Source: .+ 20\d\d\.$", re.MULTILINE)


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_a_list_is_sorted_says_its_source_and_repeats_nothing(path: Path) -> None:
    words = lines_of(path)
    assert len(words) > 20
    assert list(words) == sorted(words)
    assert [word for word, times in Counter(words).items() if times > 1] == []
    assert all(re.fullmatch(r"[A-Z0-9]+", word) for word in words)
    assert SOURCE.search(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "name", ["vehicles.txt", "signs.txt", "everyday.txt", "models.txt", "labels.txt", "countries.txt"]
)
def test_what_a_list_holds_is_a_word(name: str) -> None:
    assert [word for word in lines_of(FOLDER / name) if known_word(word) != word] == []


def test_every_country_that_is_known_is_a_word() -> None:
    names = [row["name"] for row in REGION_ROWS if "-" not in row["region"]]
    words = {word for name in names for word in map(plate_characters, name.split()) if len(word) > 4}
    assert words - {*lines_of(FOLDER / "countries.txt")} == set()


def test_what_no_list_holds_is_none() -> None:
    assert known_word("QZXWVU") is None


def test_short_words_look_like_words_and_other_letters_do_not() -> None:
    assert all(word_likeness([word]) >= 3.5 for word in lines_of(FOLDER / "short_words.txt") if len(word) == 3)
    assert word_likeness(["QZX"]) < 1


def test_every_text_on_plates_names_its_region_once() -> None:
    rows = rows_of(FOLDER / "plate_texts.csv")
    texts = [row["text"] for row in rows]
    assert texts == sorted(set(texts))
    assert [row for row in rows if named_region(row["text"]) != row["region"]] == []
