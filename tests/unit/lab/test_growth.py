"""What operators ask costs the same of a small log and of a large one."""

from __future__ import annotations

from lab.growth.comparison import compare
from lab.growth.questions import units_of


def test_no_question_takes_more_read_units_of_a_log_that_is_a_thousand_times_as_large() -> None:
    few, many = units_of(1_000), units_of(1_000_000)
    assert many == few
    assert all(units > 0 for units in few.values())


def test_a_bucket_that_agrees_with_its_log_is_compared_with_nothing_to_mend() -> None:
    peak, _, _ = compare(3_000)
    assert peak > 0
