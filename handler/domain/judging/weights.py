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
    "constant": 1.825,
    "fit": 1.535,
    "confidence": 0.272,
    "narrow": -3.787,
    "wide": -3.993,
    "height": -0.004,
    "height_beside_others": 1.196,
    "high_up": -0.566,
    "aside": -0.397,
    "at_edge": -1.986,
    "tilt": -0.461,
    "lower_case": -4.043,
    "letters_only": -2.019,
    "digits_only": -2.632,
    "phone": -3.02,
    "short": -2.078,
    "long": -1.226,
    "odd_marks": -2.886,
    "words": -5.053,
    "word_like": -1.981,
    "companion": 1.474,
    "lines_joined": -0.69,
    "widest_gap": -1.064,
    "two_rows": -0.995,
    "left_out": -2.962,
    "rows_left_out": -0.615,
    "crowd": -0.9,
    "alike": -1.565,
    "listed": -1.456,
    "in_line": -0.827,
    "much_text": -0.807,
    "prose": -0.738,
    "announced": -2.047,
    "ground_goes_on": -2.993,
    "year": -2.002,
}

RIGHT: Final[Mapping[str, float]] = {
    "constant": -1.894,
    "plate": 1.078,
    "reading": 0.169,
    "left_out": -3.46,
    "weakest": 0.638,
    "rewritten": -1.297,
    "digits_only": -1.012,
    "foreign": -1.012,
    "unlisted": -0.982,
    "height_beside_others": 0.505,
    "few_pixels": -0.64,
}

ACCEPT: Final[tuple[tuple[float, float, float], ...]] = (
    (0.01, 0.957, NEVER),
    (0.02, 0.889, NEVER),
    (0.03, 0.713, NEVER),
    (0.05, 0.589, NEVER),
    (0.1, 0.454, NEVER),
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
