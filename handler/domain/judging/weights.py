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
    "constant": 1.728,
    "fit": 1.555,
    "confidence": 0.275,
    "narrow": -3.923,
    "wide": -4.005,
    "height": -0.005,
    "height_beside_others": 1.222,
    "high_up": -0.553,
    "aside": -0.356,
    "at_edge": -1.957,
    "tilt": -0.366,
    "lower_case": -4.026,
    "letters_only": -1.895,
    "digits_only": -2.602,
    "phone": -3.012,
    "short": -1.959,
    "long": -1.166,
    "odd_marks": -3.022,
    "words": -5.04,
    "word_like": -1.977,
    "companion": 1.55,
    "lines_joined": -0.888,
    "widest_gap": -1.05,
    "two_rows": -1.202,
    "left_out": -2.897,
    "rows_left_out": -0.559,
    "crowd": -0.872,
    "alike": -1.54,
    "listed": -1.439,
    "in_line": -0.836,
    "much_text": -0.791,
    "prose": -0.739,
    "announced": -2.014,
    "ground_goes_on": -2.981,
    "year": -2.002,
}

RIGHT: Final[Mapping[str, float]] = {
    "constant": -1.903,
    "plate": 0.866,
    "reading": 0.267,
    "left_out": -3.274,
    "weakest": 0.722,
    "rewritten": -1.61,
    "digits_only": -1.014,
    "foreign": -1.04,
    "unlisted": -1.025,
    "height_beside_others": 0.49,
    "few_pixels": -0.549,
}

ACCEPT: Final[tuple[tuple[float, float, float], ...]] = (
    (0.01, 0.938, NEVER),
    (0.02, 0.854, NEVER),
    (0.03, 0.753, NEVER),
    (0.05, 0.534, NEVER),
    (0.1, 0.294, NEVER),
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
