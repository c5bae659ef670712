"""Why somebody looks plates up: what is taken, and when it has to be said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.domain.errors import InvalidRequest, PurposeNeeded
from handler.domain.lookups.purpose import LONGEST_REASON, LONGEST_REFERENCE, Purpose, purpose_of, told


def test_a_purpose_is_kept_without_blanks_around_it() -> None:
    assert purpose_of("  stolen vehicle ", " 26-114 ") == Purpose("stolen vehicle", "26-114")
    assert purpose_of("stolen vehicle", "  ") == Purpose("stolen vehicle")


@pytest.mark.parametrize("reason", ["", "  ", "ab", "x" * (LONGEST_REASON + 1), "two\nlines", "turned \u202e round"])
def test_a_reason_that_says_nothing_or_hides_something_is_refused(reason: str) -> None:
    with pytest.raises(InvalidRequest, match=r"^invalid_request: purpose\.reason: "):
        purpose_of(reason, None)


@pytest.mark.parametrize("reference", ["x" * (LONGEST_REFERENCE + 1), "26\t114"])
def test_a_case_number_that_is_too_long_or_holds_control_characters_is_refused(reference: str) -> None:
    with pytest.raises(InvalidRequest, match=r"^invalid_request: purpose\.reference: "):
        purpose_of("stolen vehicle", reference)


@given(st.text(max_size=300), st.none() | st.text(max_size=100))
def test_whatever_is_typed_is_refused_or_taken_in_one_line(reason: str, reference: str | None) -> None:
    try:
        purpose = purpose_of(reason, reference)
    except InvalidRequest:
        return
    assert 3 <= len(purpose.reason) <= LONGEST_REASON
    assert len(purpose.reason.splitlines()) == 1
    assert purpose_of(purpose.reason, purpose.reference) == purpose


def test_where_it_is_needed_nobody_goes_on_without_it() -> None:
    with pytest.raises(PurposeNeeded):
        told(None, is_needed=True)


def test_where_it_is_not_needed_it_is_kept_all_the_same_if_given() -> None:
    assert told(None, is_needed=False) == {}
    assert told(Purpose("stolen vehicle", "26-114"), is_needed=False) == {
        "purpose": "stolen vehicle",
        "reference": "26-114",
    }
