"""The gaps that OCR writes are evidence: of a format that has them there, and of one that has none."""

from __future__ import annotations

import math
from itertools import combinations

import pytest

from handler.domain.formats.gaps import gap_likelihood, gap_likelihood_of_any
from handler.domain.formats.plate import interpret

NOWHERE = frozenset[int]()


def subsets(places: range) -> list[frozenset[int]]:
    return [frozenset(some) for count in range(len(places) + 1) for some in combinations(places, count)]


@pytest.mark.parametrize("of_format", [NOWHERE, frozenset({2}), frozenset({2, 5}), frozenset({1, 4, 6})])
def test_all_that_may_be_written_for_a_format_has_a_probability_of_one(of_format: frozenset[int]) -> None:
    total = sum(math.exp(gap_likelihood(gaps, of_format, 7)) for gaps in subsets(range(1, 7)))
    assert total == pytest.approx(1)


@pytest.mark.parametrize("plate", ["AB123CD", "1ABC234", "ABC123", "123456"])
def test_all_that_may_be_written_for_any_plate_has_about_one(plate: str) -> None:
    total = sum(math.exp(gap_likelihood_of_any(gaps, plate)) for gaps in subsets(range(1, len(plate))))
    assert 0.9 < total < 1.1


def test_a_gap_where_the_format_has_one_speaks_for_it_and_one_elsewhere_against_it() -> None:
    of_format = frozenset({2, 5})
    met, none, strange = (gap_likelihood(gaps, of_format, 7) for gaps in (of_format, NOWHERE, frozenset({2, 4, 5})))
    assert met > none > strange


def test_text_that_runs_together_speaks_less_against_a_format_than_one_gap_of_three() -> None:
    of_format = frozenset({1, 4, 6})
    assert gap_likelihood(NOWHERE, of_format, 8) > gap_likelihood(frozenset({4}), of_format, 8)


def test_of_any_plate_a_gap_is_likelier_between_a_letter_and_a_digit() -> None:
    assert gap_likelihood_of_any(frozenset({2}), "AB1234") > gap_likelihood_of_any(frozenset({4}), "AB1234")


def test_gaps_tell_letters_from_the_digits_that_look_like_them() -> None:
    """Portugal writes two, two and two; without its gaps nothing tells which of them are letters."""
    with_gaps = interpret("580Q47", frozenset({2, 4})).ranked[0]
    assert with_gaps.plate == "58OQ47"
    assert interpret("580Q47").ranked[0].plate != "58OQ47"


def test_characters_that_all_stand_apart_tell_nothing_of_the_format() -> None:
    everywhere = frozenset(range(1, 7))
    of_format, of_none = (gap_likelihood(everywhere, some, 7) for some in (frozenset({4}), NOWHERE))
    assert of_format == pytest.approx(of_none, abs=0.01)
    assert of_format > gap_likelihood(everywhere - {1}, frozenset({4}), 7)
