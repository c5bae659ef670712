"""What each feature is worth: coefficients of two logistic models, and how sure a read must be to be accepted.

`PLATE` weighs whether a span is a whole plate (features: `evidence`), `RIGHT` whether the likeliest reading of it is
right. `ACCEPT` says for a target error rate from which confidence on a photo's surest read, and a further one, are
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
    "constant": 1.638,
    "fit": 1.525,
    "confidence": 0.273,
    "narrow": -3.752,
    "wide": -3.99,
    "height": 0.01,
    "height_beside_others": 1.106,
    "high_up": -0.541,
    "aside": -0.389,
    "at_edge": -1.93,
    "tilt": -0.553,
    "lower_case": -3.917,
    "letters_only": -1.978,
    "digits_only": -2.437,
    "phone": -3.015,
    "short": -1.981,
    "long": -1.235,
    "odd_marks": -2.874,
    "words": -5.057,
    "word_like": -1.982,
    "companion": 1.554,
    "lines_joined": -0.961,
    "widest_gap": -1.063,
    "two_rows": -0.971,
    "left_out": -3.136,
    "crowd": -0.899,
    "alike": -1.574,
    "listed": -1.447,
    "in_line": -0.836,
    "much_text": -0.808,
    "prose": -0.724,
    "announced": -2.021,
    "ground_goes_on": -2.99,
    "year": -2.002,
}

RIGHT: Final[Mapping[str, float]] = {
    "constant": -2.013,
    "plate": 0.935,
    "reading": 0.401,
    "weakest": 0.575,
    "rewritten": -0.832,
    "digits_only": -1.009,
    "foreign": -0.995,
    "unlisted": -0.966,
    "height_beside_others": 0.515,
    "few_pixels": -0.637,
}

ACCEPT: Final[tuple[tuple[float, float, float], ...]] = (
    (0.01, 0.971, NEVER),
    (0.02, 0.935, NEVER),
    (0.03, 0.792, NEVER),
    (0.05, 0.369, NEVER),
    (0.1, 0.369, NEVER),
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
