"""Which reads are accepted, by the error rate that is asked of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.domain.judging import weights
from handler.domain.reading.acceptance import (
    DEFAULT_ERROR_RATE,
    ERROR_RATES,
    Acceptance,
    Refusal,
    RefusalCause,
    meant_error_rate,
)

shares = st.floats(0, 1)


def test_the_default_accepts_a_sure_read_and_refuses_an_unsure_one() -> None:
    acceptance = Acceptance.for_error_rate(DEFAULT_ERROR_RATE)
    assert acceptance.accepts(0.99, 0)
    assert not acceptance.accepts(0.6, 0)


def test_further_reads_have_a_threshold_of_their_own() -> None:
    acceptance = Acceptance(first=0.8, further=0.9)
    assert [acceptance.accepts(0.85, place) for place in (0, 1, 2)] == [True, False, False]


def test_it_says_why_a_read_goes_to_a_person() -> None:
    acceptance = Acceptance(first=0.8, further=weights.NEVER)
    assert acceptance.refusal(0.8, 0) is None
    assert acceptance.refusal(0.79, 0) == Refusal(RefusalCause.TOO_UNSURE, 0.8)
    assert acceptance.refusal(1.0, 1) == Refusal(RefusalCause.FURTHER_PLATE)
    of_all = Acceptance.for_error_rate(0.0)
    assert [of_all.refusal(1.0, place) for place in (0, 1)] == [Refusal(RefusalCause.EVERY_READ)] * 2
    assert Acceptance(0.8, 0.9).refusal(0.85, 1) == Refusal(RefusalCause.TOO_UNSURE, 0.9)


def test_an_error_rate_that_calibration_cannot_promise_accepts_nothing() -> None:
    assert not Acceptance.for_error_rate(0.0).accepts(1.0, 0)


@given(shares)
def test_an_error_rate_means_one_that_can_be_chosen_and_accepts_the_same(rate: float) -> None:
    assert meant_error_rate(rate) in ERROR_RATES
    assert Acceptance.for_error_rate(meant_error_rate(rate)) == Acceptance.for_error_rate(rate)


def test_between_two_rows_the_stricter_one_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "ACCEPT", ((0.01, 0.9, weights.NEVER), (0.05, 0.7, 0.8)))
    assert Acceptance.for_error_rate(0.04) == Acceptance(0.9, weights.NEVER)
    assert Acceptance.for_error_rate(0.05) == Acceptance(0.7, 0.8)


@given(shares, shares, shares)
def test_who_bears_more_errors_never_accepts_less(confidence: float, first: float, second: float) -> None:
    strict, lenient = (Acceptance.for_error_rate(rate) for rate in sorted((first, second)))
    for place in (0, 1):
        assert lenient.accepts(confidence, place) or not strict.accepts(confidence, place)
