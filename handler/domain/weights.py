"""What each feature is worth: coefficients of two logistic models, fitted by scripts/calibrate.py."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

PLATE: Final[Mapping[str, float]] = {
    "constant": -1.0, "fit": 1.0, "confidence": 0.3, "weakest": 0.2, "narrow": -2.0, "wide": -2.0, "height": 0.3,
    "height_beside_others": 0.7, "high_up": -0.5, "aside": -0.3, "at_edge": -2.0, "tilt": -0.5, "lower_case": -4.0,
    "letters_only": -2.5, "digits_only": -0.8, "short": -1.0, "long": -0.5, "odd_marks": -1.0, "words": -5.0,
    "companion": 1.5, "pieces": -0.3, "widest_gap": -0.7, "two_rows": -0.5, "left_out": -1.5,
}  # fmt: skip

RIGHT: Final[Mapping[str, float]] = {"constant": 0.0, "plate": 0.3, "reading": 1.0, "weakest": 0.4, "fit": 0.2}


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
