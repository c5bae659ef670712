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
    "constant": 1.364,
    "fit": 1.522,
    "confidence": 0.267,
    "narrow": -3.71,
    "wide": -4.012,
    "height": -0.032,
    "height_beside_others": 1.416,
    "high_up": -0.537,
    "aside": -0.38,
    "at_edge": -1.962,
    "tilt": -0.491,
    "lower_case": -4.059,
    "letters_only": -2.025,
    "digits_only": -2.484,
    "phone": -3.026,
    "short": -2.133,
    "long": -1.299,
    "odd_marks": -1.395,
    "words": -5.079,
    "word_like": -2.022,
    "companion": 1.571,
    "lines_joined": -0.718,
    "widest_gap": -1.043,
    "two_rows": -1.092,
    "left_out": -2.444,
    "crowd": -0.946,
    "alike": -1.595,
    "listed": -1.51,
    "in_line": -0.864,
    "much_text": -0.839,
    "prose": -0.821,
    "announced": -2.029,
}

RIGHT: Final[Mapping[str, float]] = {
    "constant": -2.607,
    "plate": 0.938,
    "reading": 0.675,
    "weakest": 0.685,
    "rewritten": -0.827,
    "digits_only": -0.995,
    "foreign": -0.978,
    "height_beside_others": 0.536,
    "few_pixels": -0.555,
}

ACCEPT: Final[tuple[tuple[float, float, float], ...]] = (
    (0.01, 0.943, NEVER),
    (0.02, 0.831, NEVER),
    (0.03, 0.508, NEVER),
    (0.05, 0.424, NEVER),
    (0.1, 0.424, NEVER),
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
