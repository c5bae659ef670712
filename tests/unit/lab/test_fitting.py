from __future__ import annotations

import math
import random

import pytest

from lab.fitting import Sample, fit, loss

TRUTH = {"constant": -0.5, "in_line": 1.5, "anything": -2.0}
PRIOR = {"constant": 0.0, "in_line": 0.0, "anything": 0.0}


def samples(count: int) -> list[Sample]:
    """Draw what a model of known weights would give."""
    chance = random.Random(7)

    def one() -> Sample:
        features = {"in_line": chance.gauss(0, 1), "anything": chance.gauss(0, 1)}
        total = TRUTH["constant"] + sum(TRUTH[name] * value for name, value in features.items())
        return Sample(features, chance.random() < 1 / (1 + math.exp(-total)), 1.0)

    return [one() for _ in range(count)]


def test_many_samples_show_the_weights_that_they_were_drawn_with() -> None:
    found = fit(samples(20_000), PRIOR)
    assert found == pytest.approx(TRUTH, abs=0.12)


def test_few_samples_leave_a_weight_near_its_prior_and_the_firm_one_nearest() -> None:
    found = fit(samples(20), PRIOR)
    assert abs(found["in_line"]) < abs(found["anything"]) < 1.5


@pytest.mark.parametrize("name", TRUTH)
@pytest.mark.parametrize("step", [-0.05, 0.05])
def test_no_other_weights_are_better_where_nothing_holds_them(name: str, step: float) -> None:
    drawn = samples(5_000)
    found = fit([Sample(one.features, one.outcome, 1e6) for one in drawn], PRIOR)
    assert loss(drawn, found) < loss(drawn, {**found, name: found[name] + step})


def test_a_sample_counts_as_often_as_it_weighs() -> None:
    drawn = samples(200)
    twice = [Sample(one.features, one.outcome, 2.0) for one in drawn]
    assert fit([*drawn, *drawn], PRIOR) == pytest.approx(fit(twice, PRIOR), abs=1e-6)
