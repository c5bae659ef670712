"""What each feature is worth: coefficients of two logistic models, and how sure a read must be to be accepted.

`PLATE` weighs whether a span is a whole plate (features: `evidence`), `RIGHT` whether the likeliest reading of it is
right. `ACCEPT` says for a target error rate from which confidence on a photo's surest read, and a further one, are
accepted. All were fitted by `python -m scripts.calibrate ../shared/photos PLATELESS --write`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

NEVER: Final = 2.0
"""A confidence that no read reaches: calibration had too few reads to promise the error rate."""

# --- fitted
PLATE: Final[Mapping[str, float]] = {
    "constant": 1.31,
    "fit": 1.53,
    "confidence": 0.269,
    "narrow": -3.712,
    "wide": -4.011,
    "height": -0.016,
    "height_beside_others": 1.416,
    "high_up": -0.546,
    "aside": -0.361,
    "at_edge": -1.948,
    "tilt": -0.513,
    "lower_case": -4.051,
    "letters_only": -2.214,
    "digits_only": -2.443,
    "phone": -3.025,
    "short": -1.974,
    "long": -1.305,
    "odd_marks": -1.396,
    "words": -5.117,
    "companion": 1.559,
    "lines_joined": -0.776,
    "widest_gap": -1.034,
    "two_rows": -1.135,
    "left_out": -2.165,
    "crowd": -0.941,
    "alike": -1.572,
    "listed": -1.501,
    "in_line": -0.87,
    "much_text": -0.827,
    "prose": -0.802,
    "announced": -2.02,
}

RIGHT: Final[Mapping[str, float]] = {
    "constant": -2.823,
    "plate": 1.036,
    "reading": 0.645,
    "weakest": 0.645,
    "rewritten": -0.826,
    "digits_only": -1.012,
    "foreign": -0.967,
    "height_beside_others": 0.546,
    "few_pixels": -0.558,
}

ACCEPT: Final[tuple[tuple[float, float, float], ...]] = (
    (0.01, 0.94, NEVER),
    (0.02, 0.908, NEVER),
    (0.03, 0.556, NEVER),
    (0.05, 0.257, NEVER),
    (0.1, 0.257, NEVER),
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
