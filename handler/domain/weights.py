"""What each feature is worth: coefficients of two logistic models.

`PLATE` weighs whether a span is a whole plate (features: `evidence`), `RIGHT` whether the likeliest reading of it is
right. Both were fitted by `python -m scripts.calibrate ../shared/photos --write`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

# --- fitted
PLATE: Final[Mapping[str, float]] = {
    "constant": 1.36,
    "fit": 1.486,
    "confidence": 0.092,
    "narrow": -3.706,
    "wide": -4.026,
    "height": -0.187,
    "height_beside_others": 1.493,
    "high_up": -0.546,
    "aside": -0.386,
    "at_edge": -1.922,
    "tilt": -0.35,
    "lower_case": -4.129,
    "letters_only": -2.22,
    "digits_only": -1.929,
    "phone": -3.026,
    "short": -1.927,
    "long": -1.154,
    "odd_marks": -1.464,
    "words": -5.258,
    "companion": 1.701,
    "lines_joined": -1.022,
    "widest_gap": -1.194,
    "two_rows": -1.706,
    "left_out": -1.974,
    "crowd": -1.053,
}

RIGHT: Final[Mapping[str, float]] = {
    "constant": -2.884,
    "plate": 0.676,
    "reading": 0.795,
    "weakest": 0.845,
    "fit": 0.124,
    "foreign": -1.485,
    "height_beside_others": 0.548,
    "few_pixels": -0.498,
}
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
