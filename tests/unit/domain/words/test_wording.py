"""Letters that look like a word speak against a plate; letters at random do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.domain.words.wording import word_likeness
from tests.support.boxes import line, page, plates, reading


@pytest.mark.parametrize("text", ["TAG", "UND", "LOC418", "7RIDE"])
def test_short_words_and_abbreviations_are_words(text: str) -> None:
    assert word_likeness([text]) > 3.0


@pytest.mark.parametrize("text", ["STORING", "BRANTER"])
def test_letters_in_the_order_of_words_look_like_one_that_no_list_has(text: str) -> None:
    assert word_likeness([text]) > 2.0


@pytest.mark.parametrize("text", ["XKQ418", "7KTV318", "AB418CD", "RM", "4182", ""])
def test_letters_of_plates_do_not(text: str) -> None:
    assert word_likeness([text]) == 0.0


def test_no_word_goes_over_a_blank() -> None:
    assert word_likeness(["T", "AG"]) == 0.0


@given(st.lists(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", max_size=12), max_size=5))
def test_the_likeness_is_held_to_its_range(texts: list[str]) -> None:
    assert 0.0 <= word_likeness(texts) <= 4.0


def test_a_word_and_a_number_are_less_surely_a_plate() -> None:
    word, letters = (reading(page(line(text))).reads for text in ("TIDE 418", "TXDK 418"))
    assert letters
    assert not word or word[0].confidence < letters[0].confidence


@pytest.mark.parametrize("text", ["BAG 418", "KEY 418", "SUN 418"])
def test_a_plate_that_spells_a_word_is_read_where_nothing_else_speaks_against_it(text: str) -> None:
    assert plates(page(line(text)), "us") == [text.replace(" ", "")]
