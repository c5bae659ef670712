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
    "constant": 1.642,
    "fit": 1.525,
    "confidence": 0.273,
    "narrow": -3.753,
    "wide": -3.99,
    "height": 0.007,
    "height_beside_others": 1.103,
    "high_up": -0.541,
    "aside": -0.39,
    "at_edge": -1.931,
    "tilt": -0.548,
    "lower_case": -3.916,
    "letters_only": -1.978,
    "digits_only": -2.437,
    "phone": -3.015,
    "short": -1.992,
    "long": -1.232,
    "odd_marks": -2.874,
    "words": -5.057,
    "word_like": -1.982,
    "companion": 1.555,
    "lines_joined": -0.963,
    "widest_gap": -1.064,
    "two_rows": -0.975,
    "left_out": -3.147,
    "crowd": -0.899,
    "alike": -1.573,
    "listed": -1.446,
    "in_line": -0.836,
    "much_text": -0.808,
    "prose": -0.724,
    "announced": -2.021,
    "ground_goes_on": -2.988,
    "year": -2.001,
}

RIGHT: Final[Mapping[str, float]] = {
    "constant": -1.85,
    "plate": 0.911,
    "reading": 0.381,
    "weakest": 0.571,
    "rewritten": -0.824,
    "digits_only": -1.009,
    "foreign": -0.995,
    "unlisted": -0.961,
    "height_beside_others": 0.513,
    "few_pixels": -0.639,
}

ACCEPT: Final[tuple[tuple[float, float, float], ...]] = (
    (0.01, 0.974, NEVER),
    (0.02, 0.939, NEVER),
    (0.03, 0.805, NEVER),
    (0.05, 0.301, NEVER),
    (0.1, 0.301, NEVER),
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
