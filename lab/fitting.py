"""Fitting of logistic models, and of the confidence from which on reads are sure enough."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Final, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.special import expit

# How firmly fitting is held near the priors: the inverse variance of a normal prior around each. Firmest where labelled
# photos say more about who took them than about plates, or drawn ones more about how they were drawn.
_FIRMNESS = 8.0
_FIRMER = {
    "crowd": 100.0, "aside": 50.0, "high_up": 50.0, "height": 50.0, "height_beside_others": 20.0, "fit": 300.0,
    "confidence": 1000.0, "digits_only": 20.0, "alike": 40.0, "listed": 40.0, "in_line": 40.0, "much_text": 40.0,
    "prose": 40.0, "word_like": 100.0, "ground_goes_on": 100.0,
}  # fmt: skip

Floats: TypeAlias = npt.NDArray[np.float64]


class Sample(NamedTuple):
    """What a model learns from.

    Parameters
    ----------
    features : mapping of str to float
        By name.
    outcome : bool
        Whether it is what the model tells the probability of.
    weight : float
        How many samples it counts as.
    """

    features: Mapping[str, float]
    outcome: bool
    weight: float = 1.0


UNSEEN: Final = 2
"""Errors that a promise reckons with beside those that were seen: the least of many confidences is luck in part. Where
none was seen, more than two are to be expected of as many other reads in one case of seven (exp -2)."""


def fit(samples: Sequence[Sample], prior: Mapping[str, float]) -> dict[str, float]:
    """Fit a logistic model.

    Parameters
    ----------
    samples : Sequence of Sample
        Features by the names of `prior`.
    prior : mapping of str to float
        Names and the values that the weights are held near; `constant` is free.

    Returns
    -------
    dict of str to float
        The weights.
    """
    names = list(prior)
    matrix, outcomes, counts = _matrix(samples, names)
    start = np.array([prior[name] for name in names])
    firmness = np.array([1e-3 if name == "constant" else _FIRMER.get(name, _FIRMNESS) for name in names])
    signs = np.where(outcomes > 0, -1, 1)

    def cost(values: Floats) -> float:
        return float(counts @ np.logaddexp(0, signs * (matrix @ values)) + firmness @ (values - start) ** 2 / 2)

    def slope(values: Floats) -> Floats:
        return np.asarray(matrix.T @ (counts * (expit(matrix @ values) - outcomes)) + firmness * (values - start))

    def curve(values: Floats) -> Floats:
        chances = expit(matrix @ values)
        return np.asarray((matrix * (counts * chances * (1 - chances))[:, None]).T @ matrix + np.diag(firmness))

    found = minimize(cost, start, method="trust-exact", jac=slope, hess=curve)
    return dict(zip(names, found.x.tolist(), strict=True))


def loss(samples: Sequence[Sample], fitted: Mapping[str, float]) -> float:
    """Give the mean logarithmic loss of a model."""
    matrix, outcomes, counts = _matrix(samples, list(fitted))
    totals = matrix @ np.array(list(fitted.values()))
    return float(np.average(np.logaddexp(0, np.where(outcomes > 0, -totals, totals)), weights=counts))


def least_confidence(told: Sequence[tuple[float, bool]], error_rate: float, weight: float) -> float | None:
    """Find the confidence from which on at most a share of reads is wrong, with `UNSEEN` more.

    Parameters
    ----------
    told : Sequence of (confidence, is right)
        Of reads whose photos nothing was fitted to.
    error_rate : float
        The share, 0-1.
    weight : float
        How many reads each counts as.

    Returns
    -------
    float or None
        The least such confidence; None when there is none, or when too few reads lie above it: an error in a hundred
        is promised by no fewer than two hundred.
    """
    wrong = count = 0.0
    least = None
    for confidence, equals in groupby(sorted(told, reverse=True), key=lambda one: one[0]):
        verdicts = [is_right for _, is_right in equals]
        count += len(verdicts) * weight
        wrong += verdicts.count(False) * weight
        if wrong + UNSEEN <= error_rate * count:
            least = confidence
    return least


def least_refusing(surest: Sequence[float], error_rate: float) -> float:
    """Find the confidence from which on at most a share of photos without a plate is accepted, with `UNSEEN` more.

    Parameters
    ----------
    surest : Sequence of float
        The confidence of each photo's first read, 0 for none; no fewer than `UNSEEN` over the share.
    error_rate : float
        The share, 0-1.

    Returns
    -------
    float
        Just above the first that has to be refused; 0 without photos.
    """
    may_be_accepted = max(math.floor(error_rate * len(surest)) - UNSEEN, 0)
    return math.nextafter(sorted(surest, reverse=True)[may_be_accepted], 2) if surest else 0.0


def _matrix(
    samples: Sequence[Sample], names: Sequence[str]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    rows = [[1.0 if name == "constant" else one.features[name] for name in names] for one in samples]
    outcomes, counts = zip(*((float(one.outcome), one.weight) for one in samples), strict=True)
    return np.array(rows), np.array(outcomes), np.array(counts)
