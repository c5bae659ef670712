"""How likely two reads are of one plate."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.domain.candidate import Candidate
from handler.domain.visits.likeness import likeness, written_for

PLATES = st.text("AB018", min_size=1, max_size=9)


def test_what_ocr_often_takes_for_one_another_is_likelier() -> None:
    rates = [written_for("AB12CDO", other) for other in ("AB12CDO", "AB12CD0", "AB12CDQ", "AB12CDX")]
    assert rates == sorted(rates, reverse=True)
    assert rates[0] == 1.0
    assert rates[-1] > 0


@pytest.mark.parametrize("other", ["XY99ZZZ", "AB12XYZ", "AB1", "B12", "AB12CDEFGH"])
def test_plates_that_are_more_than_two_edits_apart_are_never_one(other: str) -> None:
    assert written_for("AB12CDE", other) == 0.0


def test_a_character_is_lost_at_the_start_more_often_than_within() -> None:
    assert written_for("AB12CDE", "B12CDE") > written_for("AB12CDE", "AB12CD") > written_for("AB12CDE", "AB1CDE") > 0


@given(PLATES, PLATES)
def test_it_makes_no_difference_which_is_which(first: str, second: str) -> None:
    assert written_for(first, second) == pytest.approx(written_for(second, first))
    assert 0.0 <= written_for(first, second) <= 1.0


def test_all_that_both_may_stand_for_counts() -> None:
    sure = (Candidate("AB12CDE", 0.99),)
    torn = (Candidate("XX12CDE", 0.5), Candidate("AB12CDE", 0.5))
    assert likeness(sure, torn) == pytest.approx(0.495, abs=0.001)


def test_what_two_persons_read_is_the_same_or_not() -> None:
    first, second = (Candidate("AB12CDO", 1.0),), (Candidate("AB12CD0", 1.0),)
    assert likeness(first, second, may_misread=False) == 0.0
    assert likeness(first, first, may_misread=False) == 1.0
