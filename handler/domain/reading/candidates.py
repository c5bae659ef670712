"""What a text may say, each plate with how surely it is right: that of the second model, shared with look-alikes."""

from __future__ import annotations

from collections.abc import Sequence

from handler.domain.candidate import Candidate, ranked
from handler.domain.edits import differ_in_one
from handler.domain.judging import weights
from handler.domain.judging.evidence import Features, characters_rewritten, few_pixels, log_odds, weakest_confidence
from handler.domain.judging.judgement import Cluster


def candidates_of(cluster: Cluster) -> tuple[Candidate, ...]:
    """Rank what the chosen span may say, and what the text would say if it were cut otherwise.

    Returns
    -------
    tuple of Candidate
        The likeliest reading of the chosen span first; none of the others is surer. Their confidences make at most one.
    """
    chosen, masses = cluster.chosen, _masses(cluster)
    best = chosen.fit.ranked[0].plate
    right = weights.probability(right_features(cluster), weights.RIGHT) * look_alike_share(chosen.fit.ranked)
    # What is left of the probability is shared among the others, none of which may seem surer than the best.
    left = sum(mass for plate, mass in masses.items() if plate != best)
    shares = {plate: min((1 - right) * mass / left, right) for plate, mass in masses.items() if plate != best}
    others = [candidate for candidate in ranked(shares) if candidate.confidence > 0]
    return (Candidate(best, right), *others)


def _alike(first: str, second: str) -> bool:
    return first == second or differ_in_one(first, second)


def look_alike_share(interpretations: Sequence[Candidate]) -> float:
    """Give how sure it is that no look-alike stands for one character of a reading: OCR is as sure of C where G is.

    Parameters
    ----------
    interpretations : Sequence of Candidate
        The likeliest first, at least one.

    Returns
    -------
    float
        Share 0-1 of the likeliest beside those that differ from it in one character.
    """
    best = interpretations[0]
    alike = sum(one.confidence for one in interpretations if differ_in_one(one.plate, best.plate))
    return best.confidence / (best.confidence + alike)


def right_features(cluster: Cluster) -> Features:
    """Weigh how surely the chosen span's likeliest reading is right, but for look-alikes (`look_alike_share`)."""
    chosen = cluster.chosen
    best = chosen.fit.ranked[0].plate
    return {
        "plate": log_odds(chosen.probability),
        "reading": log_odds(sum(mass for plate, mass in _masses(cluster).items() if _alike(plate, best))),
        "left_out": float(chosen.features["left_out"] + chosen.features["rows_left_out"] > 0),
        "weakest": log_odds(weakest_confidence(chosen.span)),
        "rewritten": float(characters_rewritten(chosen.span, best)),
        "digits_only": chosen.features["digits_only"],
        "foreign": chosen.fit.foreign,
        "unlisted": chosen.fit.unlisted,
        "height_beside_others": chosen.features["height_beside_others"],
        "few_pixels": few_pixels(chosen.span),
    }


def _masses(cluster: Cluster) -> dict[str, float]:
    """Share the probability among all plates that the cluster's spans may stand for."""
    members = (cluster.chosen, *cluster.others)
    total = sum(judged.probability for judged in members)
    masses: dict[str, float] = {}
    for judged in members:
        for reading in judged.fit.ranked:
            masses[reading.plate] = masses.get(reading.plate, 0.0) + reading.confidence * judged.probability / total
    return masses
