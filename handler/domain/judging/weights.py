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
    "constant": 1.632,
    "fit": 1.523,
    "confidence": 0.275,
    "narrow": -3.756,
    "wide": -3.992,
    "height": 0.0,
    "height_beside_others": 1.102,
    "high_up": -0.541,
    "aside": -0.385,
    "at_edge": -1.936,
    "tilt": -0.552,
    "lower_case": -3.917,
    "letters_only": -1.973,
    "digits_only": -2.444,
    "phone": -3.016,
    "short": -2.007,
    "long": -1.217,
    "odd_marks": -2.876,
    "words": -5.058,
    "word_like": -1.981,
    "companion": 1.556,
    "lines_joined": -0.983,
    "widest_gap": -1.064,
    "two_rows": -0.931,
    "left_out": -3.129,
    "crowd": -0.899,
    "alike": -1.572,
    "listed": -1.449,
    "in_line": -0.836,
    "much_text": -0.807,
    "prose": -0.725,
    "announced": -2.027,
    "ground_goes_on": -2.989,
    "year": -2.001,
}

RIGHT: Final[Mapping[str, float]] = {
    "constant": -1.973,
    "plate": 1.003,
    "reading": 0.147,
    "left_out": -7.876,
    "weakest": 0.772,
    "rewritten": -0.833,
    "digits_only": -1.008,
    "foreign": -0.966,
    "unlisted": -0.979,
    "height_beside_others": 0.506,
    "few_pixels": -0.629,
}

ACCEPT: Final[tuple[tuple[float, float, float], ...]] = (
    (0.01, 0.968, NEVER),
    (0.02, 0.932, NEVER),
    (0.03, 0.888, NEVER),
    (0.05, 0.774, NEVER),
    (0.1, 0.344, NEVER),
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
