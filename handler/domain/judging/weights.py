"""What each feature is worth: coefficients of two logistic models, and how sure a read must be to be accepted.

`PLATE` weighs whether a span is a whole plate (features: `evidence`), `RIGHT` whether the likeliest reading of it is
right. `ACCEPT` says for a target error rate from which confidence on a photo's surest read, and a further one, are
accepted. All were fitted by `python -m lab.calibrate ../shared/photos PLATELESS --write`, on 143 of 231 photos and
the 304 drawn ones of seed 1.

They are not of one fit: `PLATE` and `RIGHT` were fitted before the laptop's text detection looked at two scales and
before what may be cut was counted; `ACCEPT` was derived in between. docs/measurements.md says what a new fit changes.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

NEVER: Final = 2.0
"""A confidence that no read reaches: calibration had too few reads to promise the error rate."""

# --- fitted
PLATE: Final[Mapping[str, float]] = {
    "constant": 1.652,
    "fit": 1.523,
    "confidence": 0.273,
    "narrow": -3.735,
    "wide": -4.011,
    "height": -0.05,
    "height_beside_others": 1.298,
    "high_up": -0.538,
    "aside": -0.368,
    "at_edge": -1.924,
    "tilt": -0.517,
    "lower_case": -4.032,
    "letters_only": -2.015,
    "digits_only": -2.5,
    "phone": -3.013,
    "year": -2.0,
    "short": -2.127,
    "long": -1.275,
    "odd_marks": -1.4,
    "words": -5.073,
    "word_like": -2.012,
    "companion": 1.509,
    "lines_joined": -0.78,
    "widest_gap": -1.033,
    "two_rows": -1.034,
    "left_out": -2.241,
    "crowd": -0.921,
    "alike": -1.581,
    "listed": -1.497,
    "in_line": -0.859,
    "much_text": -0.827,
    "prose": -0.808,
    "announced": -2.016,
    "ground_goes_on": -3.0,
}

RIGHT: Final[Mapping[str, float]] = {
    "constant": -2.922,
    "plate": 0.954,
    "reading": 0.627,
    "weakest": 0.701,
    "rewritten": -0.828,
    "digits_only": -1.007,
    "foreign": -0.975,
    "height_beside_others": 0.548,
    "few_pixels": -0.561,
}

ACCEPT: Final[tuple[tuple[float, float, float], ...]] = (
    (0.01, 0.954, NEVER),
    (0.02, 0.828, NEVER),
    (0.03, 0.51, NEVER),
    (0.05, 0.51, NEVER),
    (0.1, 0.51, NEVER),
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
