from __future__ import annotations

from lab.fitted_series import DrawnReading, told_by_case
from lab.formats import CASES

FEATURES = dict.fromkeys(
    (
        "plate",
        "reading",
        "left_out",
        "weakest",
        "rewritten",
        "digits_only",
        "foreign",
        "unlisted",
        "height_beside_others",
        "few_pixels",
    ),
    0.0,
)


def test_each_case_is_told_with_a_third_of_its_unsure_text() -> None:
    readings = [
        DrawnReading(case, kind, FEATURES, 0.5, is_right=kind == "clean")
        for case in CASES
        for kind, count in (("clean", 30), ("noisy", 30))
        for _ in range(count)
    ]
    told = told_by_case(readings)
    assert len(told) == len(CASES)
    assert [sum(is_right for _, is_right in case) for case in told] == [30] * len(CASES)
    assert [sum(not is_right for _, is_right in case) for case in told] == [10] * len(CASES)


def test_a_reading_is_as_sure_as_its_model_and_its_look_alikes_let_it_be() -> None:
    whole, half = (DrawnReading(CASES[0], "clean", FEATURES, share, is_right=True).told[0] for share in (1.0, 0.5))
    assert half == whole / 2
