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
    "constant": 1.381,
    "fit": 1.485,
    "confidence": 0.087,
    "narrow": -3.707,
    "wide": -4.025,
    "height": -0.181,
    "height_beside_others": 1.484,
    "high_up": -0.546,
    "aside": -0.383,
    "at_edge": -1.92,
    "tilt": -0.331,
    "lower_case": -4.128,
    "letters_only": -2.22,
    "digits_only": -1.986,
    "phone": -3.024,
    "short": -1.932,
    "long": -1.139,
    "odd_marks": -1.464,
    "words": -5.258,
    "companion": 1.706,
    "lines_joined": -0.997,
    "widest_gap": -1.204,
    "two_rows": -1.708,
    "left_out": -1.965,
    "crowd": -1.058,
}

RIGHT: Final[Mapping[str, float]] = {
    "constant": -2.48,
    "plate": 0.733,
    "reading": 0.556,
    "weakest": 0.852,
    "fit": 0.272,
    "foreign": -1.486,
    "height_beside_others": 0.58,
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
