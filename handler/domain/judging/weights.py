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
    "constant": 1.535,
    "fit": 1.522,
    "confidence": 0.271,
    "narrow": -3.746,
    "wide": -3.989,
    "height": 0.013,
    "height_beside_others": 1.142,
    "high_up": -0.542,
    "aside": -0.403,
    "at_edge": -1.923,
    "tilt": -0.518,
    "lower_case": -3.91,
    "letters_only": -1.954,
    "digits_only": -2.456,
    "phone": -3.013,
    "short": -2.151,
    "long": -1.388,
    "odd_marks": -2.871,
    "words": -5.053,
    "word_like": -1.983,
    "companion": 1.497,
    "lines_joined": -1.018,
    "widest_gap": -1.061,
    "two_rows": -0.96,
    "left_out": -3.131,
    "crowd": -0.903,
    "alike": -1.573,
    "listed": -1.447,
    "in_line": -0.833,
    "much_text": -0.807,
    "prose": -0.718,
    "announced": -2.022,
    "ground_goes_on": -2.988,
    "year": -2.002,
}

RIGHT: Final[Mapping[str, float]] = {
    "constant": -2.303,
    "plate": 0.99,
    "reading": 0.442,
    "weakest": 0.611,
    "rewritten": -0.866,
    "digits_only": -1.009,
    "foreign": -1.006,
    "unlisted": -1.011,
    "height_beside_others": 0.509,
    "few_pixels": -0.617,
}

ACCEPT: Final[tuple[tuple[float, float, float], ...]] = (
    (0.01, 0.979, NEVER),
    (0.02, 0.944, NEVER),
    (0.03, 0.743, NEVER),
    (0.05, 0.349, NEVER),
    (0.1, 0.349, NEVER),
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
