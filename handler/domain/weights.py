"""What each feature is worth: coefficients of two logistic models, and how sure a read must be to be accepted.

`PLATE` weighs whether a span is a whole plate (features: `evidence`), `RIGHT` whether the likeliest reading of it is
right. `ACCEPT` says for a target error rate from which confidence on a photo's surest read, and a further one, are
accepted. All were fitted by `python -m scripts.calibrate ../shared/photos --write`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

NEVER: Final = 2.0
"""A confidence that no read reaches: calibration had too few reads to promise the error rate."""

# --- fitted
PLATE: Final[Mapping[str, float]] = {
    "constant": 1.083,
    "fit": 1.473,
    "confidence": 0.206,
    "narrow": -3.673,
    "wide": -4.025,
    "height": -0.195,
    "height_beside_others": 1.497,
    "high_up": -0.543,
    "aside": -0.384,
    "at_edge": -1.926,
    "tilt": -0.351,
    "lower_case": -4.127,
    "letters_only": -2.223,
    "digits_only": -1.899,
    "phone": -3.027,
    "short": -1.954,
    "long": -1.166,
    "odd_marks": -1.46,
    "words": -5.258,
    "companion": 1.699,
    "lines_joined": -1.041,
    "widest_gap": -1.206,
    "two_rows": -1.701,
    "left_out": -1.977,
    "crowd": -1.055,
}

RIGHT: Final[Mapping[str, float]] = {
    "constant": -2.591,
    "plate": 1.083,
    "reading": 0.655,
    "weakest": 0.651,
    "rewritten": -0.805,
    "digits_only": -1.05,
    "foreign": -0.962,
    "height_beside_others": 0.549,
    "few_pixels": -0.552,
}

ACCEPT: Final[tuple[tuple[float, float, float], ...]] = (
    (0.01, 0.925, NEVER),
    (0.02, 0.75, NEVER),
    (0.03, 0.583, NEVER),
    (0.05, 0.27, NEVER),
    (0.1, 0.27, NEVER),
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
