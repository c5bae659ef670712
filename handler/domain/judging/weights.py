"""What each feature is worth: coefficients of two logistic models, and how sure a read must be to be accepted.

`PLATE` weighs whether a span is a whole plate (features: `evidence`), `RIGHT` whether the likeliest reading of it is
right. `ACCEPT` says for a target error rate from which confidence on a photo's first read, and a further one, are
accepted. All are of one fit: `python -m lab.calibrate ../shared/photos PLATELESS --write`, on 263 of 410 photos and
300 drawn ones of seed 1.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

NEVER: Final = 2.0
"""A confidence that no read reaches: calibration had too few reads to promise the error rate."""

# --- fitted
PLATE: Final[Mapping[str, float]] = {
    "constant": 1.622,
    "fit": 1.524,
    "confidence": 0.275,
    "narrow": -3.755,
    "wide": -3.991,
    "height": 0.002,
    "height_beside_others": 1.09,
    "high_up": -0.545,
    "aside": -0.385,
    "at_edge": -1.933,
    "tilt": -0.549,
    "lower_case": -3.916,
    "letters_only": -1.968,
    "digits_only": -2.434,
    "phone": -3.016,
    "short": -1.995,
    "long": -1.217,
    "odd_marks": -2.875,
    "words": -5.058,
    "word_like": -1.982,
    "companion": 1.552,
    "lines_joined": -0.958,
    "widest_gap": -1.064,
    "two_rows": -0.925,
    "left_out": -3.124,
    "rows_left_out": -0.399,
    "crowd": -0.896,
    "alike": -1.571,
    "listed": -1.446,
    "in_line": -0.836,
    "much_text": -0.806,
    "prose": -0.724,
    "announced": -2.028,
    "ground_goes_on": -2.988,
    "year": -2.001,
}

RIGHT: Final[Mapping[str, float]] = {
    "constant": -1.685,
    "plate": 0.987,
    "reading": 0.166,
    "left_out": -2.554,
    "weakest": 0.675,
    "rewritten": -1.73,
    "digits_only": -1.008,
    "foreign": -0.957,
    "unlisted": -0.966,
    "height_beside_others": 0.504,
    "few_pixels": -0.628,
}

ACCEPT: Final[tuple[tuple[float, float, float], ...]] = (
    (0.01, 0.958, NEVER),
    (0.02, 0.916, NEVER),
    (0.03, 0.801, NEVER),
    (0.05, 0.692, NEVER),
    (0.1, 0.286, NEVER),
)
# --- end


def probability(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Give the logistic model's probability, 0-1.

    Parameters
    ----------
    features : mapping of str to float
        By name.
    weights : mapping of str to float
        By the same names, and `constant`.
    """
    total = weights["constant"] + sum(weights[name] * value for name, value in features.items())
    return 1 / (1 + math.exp(-min(max(total, -30.0), 30.0)))
