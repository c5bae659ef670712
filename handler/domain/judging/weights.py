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
    "constant": 1.647,
    "fit": 1.523,
    "confidence": 0.275,
    "narrow": -3.759,
    "wide": -3.992,
    "height": -0.0,
    "height_beside_others": 1.097,
    "high_up": -0.535,
    "aside": -0.376,
    "at_edge": -1.938,
    "tilt": -0.548,
    "lower_case": -3.919,
    "letters_only": -1.976,
    "digits_only": -2.448,
    "phone": -3.016,
    "short": -2.017,
    "long": -1.22,
    "odd_marks": -2.876,
    "words": -5.059,
    "word_like": -1.982,
    "companion": 1.555,
    "lines_joined": -0.987,
    "widest_gap": -1.064,
    "two_rows": -0.934,
    "left_out": -3.138,
    "crowd": -0.901,
    "alike": -1.572,
    "listed": -1.45,
    "in_line": -0.836,
    "much_text": -0.808,
    "prose": -0.727,
    "announced": -2.028,
    "ground_goes_on": -2.989,
    "year": -2.001,
}

RIGHT: Final[Mapping[str, float]] = {
    "constant": -0.749,
    "plate": 0.927,
    "reading": 0.447,
    "left_out": -4.945,
    "weakest": 0.408,
    "rewritten": -0.962,
    "digits_only": -0.995,
    "foreign": -0.979,
    "unlisted": -0.925,
    "height_beside_others": 0.526,
    "few_pixels": -0.615,
}

ACCEPT: Final[tuple[tuple[float, float, float], ...]] = (
    (0.01, 0.981, NEVER),
    (0.02, 0.946, NEVER),
    (0.03, 0.9, NEVER),
    (0.05, 0.78, NEVER),
    (0.1, 0.384, NEVER),
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
