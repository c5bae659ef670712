"""Fit the weights of the reading's two logistic models, and write them to handler/domain/weights.py.

Usage: ``python -m scripts.calibrate DIR [--write]``. Two thirds of the photos, split by plate so that no vehicle is on
both sides, are for fitting; the last third only for the figures printed. Weights are held near values set by hand
(`PRIORS`), so that a feature which few photos show keeps the sense it was made for.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from rich.console import Console
from rich.progress import track

from handler.domain import weights
from handler.domain.characters import folded
from handler.domain.judgement import Cluster, Judged, clusters_of
from handler.domain.read import LEAST_PLATE_PROBABILITY, judged_spans, read_plates, right_features
from scripts.evaluation import within_one_edit
from scripts.photo_set import Photo, PhotoSetError, Seen, is_held_out, labelled_photos, look_at
from scripts.plateless import SIZE, plateless_photos

PRIORS: Mapping[str, Mapping[str, float]] = {
    "PLATE": {
        "constant": 0.0, "fit": 1.5, "confidence": 0.3, "narrow": -4.0, "wide": -4.0, "height": 0.0,
        "height_beside_others": 1.0, "high_up": -0.5, "aside": -0.3, "at_edge": -2.0, "tilt": -0.5, "lower_case": -4.0,
        "letters_only": -2.5, "digits_only": -1.5, "phone": -3.0, "short": -1.5, "long": -1.0, "odd_marks": -1.5,
        "words": -5.0, "companion": 1.5, "lines_joined": -0.5, "widest_gap": -1.0, "two_rows": -1.0, "left_out": -1.5,
        "crowd": -0.8,
    },
    "RIGHT": {
        "constant": 0.0, "plate": 0.3, "reading": 1.0, "weakest": 0.5, "fit": 0.3, "foreign": -1.5,
        "height_beside_others": 0.5, "few_pixels": -0.5,
    },
}  # fmt: skip
"""Values set by hand, which fitting starts from and is held near."""

# How firmly fitting is held near the priors: the inverse variance of a normal prior around each. Firmest where these
# photos say more about who took them than about plates.
_FIRMNESS = 8.0
_FIRMER = {"crowd": 100.0, "aside": 50.0, "high_up": 50.0, "height": 50.0, "height_beside_others": 20.0}
_PLATELESS_COUNT, _PLATELESS_SEED = 300, 1
_STEPS = 50

Sample = tuple[Mapping[str, float], bool]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Returns
    -------
    int
        Exit code: 0, or 2 when the folder cannot be used.
    """
    parser = argparse.ArgumentParser(prog="python -m scripts.calibrate", description="Fit the reading's weights.")
    parser.add_argument("folder", type=Path, help="folder with photos and a labels.csv")
    parser.add_argument("--write", action="store_true", help="write handler/domain/weights.py")
    options = parser.parse_args(arguments)
    console = Console(stderr=True)
    try:
        photos = labelled_photos(options.folder)
        seen = [look_at(photo) for photo in track(photos, "Looking at photos", console=console)]
    except PhotoSetError as error:
        print(error, file=sys.stderr)
        return 2
    fitted = {}
    for name, samples_of in (("PLATE", _plate_samples), ("RIGHT", _right_samples)):
        train = list(samples_of([pair for pair in zip(photos, seen, strict=True) if not is_held_out(pair[0])]))
        test = list(samples_of([pair for pair in zip(photos, seen, strict=True) if is_held_out(pair[0])]))
        fitted[name] = fit(train, PRIORS[name])
        print(
            f"{name}: {len(train)} samples, loss {loss(train, fitted[name]):.4f}; held out {len(test)}, "
            f"loss {loss(test, fitted[name]):.4f}"
        )
        setattr(weights, name, fitted[name])  # the second model is fitted to what the first one chooses
    _show_parts(photos, seen)
    source = _source(fitted)
    print(source)
    if options.write:
        Path(weights.__file__).write_text(source, encoding="utf-8")
    return 0


def _show_parts(photos: Sequence[Photo], seen: Sequence[Seen]) -> None:
    """Print how many photos the first look reads right in either part, by set, with the region known and not."""
    tallies: dict[tuple[bool, str, bool], list[bool]] = defaultdict(list)
    for photo, one in zip(photos, seen, strict=True):
        for expected in _expectations(photo):
            reads = read_plates(one.detections, one.size, expected).reads
            tallies[is_held_out(photo), photo.set_name, bool(expected)].append(
                bool(reads) and reads[0].plate in photo.plates
            )
    for (held_out, set_name, is_known), hits in sorted(tallies.items()):
        part, region = "held out" if held_out else "fitted", "expected" if is_known else "unknown"
        print(f"{part:8} {set_name:6} region {region:8} {len(hits):4} photos, exact {sum(hits) / len(hits):.1%}")


def fit(samples: Sequence[Sample], prior: Mapping[str, float]) -> dict[str, float]:
    """Fit a logistic model by Newton's method.

    Parameters
    ----------
    samples : Sequence of (features, outcome)
        Features by the names of `prior`.
    prior : mapping of str to float
        Names and the values that the weights are held near; `constant` is free.

    Returns
    -------
    dict of str to float
        The weights.
    """
    names = list(prior)
    matrix, outcomes = _matrix(samples, names)
    start = np.array([prior[name] for name in names])
    firmness = np.array([1e-3 if name == "constant" else _FIRMER.get(name, _FIRMNESS) for name in names])
    found = start.copy()

    def cost(values: npt.NDArray[np.float64]) -> float:
        totals = np.where(outcomes > 0, -1, 1) * (matrix @ values)
        return float(np.logaddexp(0, totals).sum() + firmness @ (values - start) ** 2 / 2)

    for _ in range(_STEPS):
        chances = 1 / (1 + np.exp(-np.clip(matrix @ found, -30, 30)))
        slope = matrix.T @ (chances - outcomes) + firmness * (found - start)
        curve = (matrix * (chances * (1 - chances))[:, None]).T @ matrix + np.diag(firmness)
        step = np.linalg.solve(curve, slope)
        while cost(found - step) > cost(found) and np.abs(step).max() > 1e-9:
            step /= 2
        found -= step
    return dict(zip(names, found.tolist(), strict=True))


def loss(samples: Sequence[Sample], fitted: Mapping[str, float]) -> float:
    """Give the mean logarithmic loss of a model."""
    matrix, outcomes = _matrix(samples, list(fitted))
    totals = matrix @ np.array(list(fitted.values()))
    return float(np.mean(np.logaddexp(0, np.where(outcomes > 0, -totals, totals))))


def _matrix(samples: Sequence[Sample], names: Sequence[str]) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    rows = [[1.0 if name == "constant" else features[name] for name in names] for features, _ in samples]
    return np.array(rows), np.array([float(outcome) for _, outcome in samples])


def _plate_samples(pairs: Iterable[tuple[Photo, Seen]]) -> Iterator[Sample]:
    for photo, seen in pairs:
        for expected in _expectations(photo):
            yield from _judged_samples(judged_spans(seen.detections, seen.size, expected), photo.plates)
    for detections in plateless_photos(_PLATELESS_COUNT, _PLATELESS_SEED):
        yield from ((judged.features, False) for judged in judged_spans(detections, SIZE, frozenset()))


def _judged_samples(judged: Sequence[Judged], plates: Sequence[str]) -> Iterator[Sample]:
    """Give every span with whether it is a labelled plate; of the spans that share text only the best cut counts."""
    distances = {id(one): _distance(one, plates) for one in judged}
    for cluster in clusters_of(judged):
        members = (cluster.chosen, *cluster.others)
        nearest = min(distances[id(one)] for one in members)
        for one in members:
            is_plate = distances[id(one)] == nearest < 2
            if is_plate or nearest < 2 or not _may_be_unlabelled(one):
                yield one.features, is_plate


def _right_samples(pairs: Iterable[tuple[Photo, Seen]]) -> Iterator[Sample]:
    for photo, seen in pairs:
        for expected in _expectations(photo):
            for cluster in clusters_of(judged_spans(seen.detections, seen.size, expected)):
                chosen = cluster.chosen
                is_right = chosen.fit.ranked[0].plate in photo.plates
                if _is_read(cluster) and (
                    is_right or _distance(chosen, photo.plates) < 2 or not _may_be_unlabelled(chosen)
                ):
                    yield right_features(cluster), is_right


def _is_read(cluster: Cluster) -> bool:
    chance = weights.probability(cluster.chosen.features, weights.PLATE)
    return chance >= LEAST_PLATE_PROBABILITY


def _expectations(photo: Photo) -> tuple[frozenset[str], ...]:
    return (frozenset(), frozenset({photo.region})) if photo.region else (frozenset(),)


def _distance(judged: Judged, plates: Sequence[str]) -> int:
    """Give 0 for a labelled plate, 1 for one edit away, 2 for another text."""
    plate = folded(judged.fit.ranked[0].plate)
    truths = [folded(truth) for truth in plates]
    return 0 if plate in truths else 1 if any(within_one_edit(plate, truth) for truth in truths) else 2


def _may_be_unlabelled(judged: Judged) -> bool:
    """Tell whether a text looks so much like a plate that its label may only be missing: not to be learnt from."""
    mixed = not judged.features["letters_only"] and not judged.features["digits_only"]
    return mixed and judged.fit.fit > 0.5 and len(judged.span.characters) > 5 and not judged.features["words"]


def _source(fitted: Mapping[str, Mapping[str, float]]) -> str:
    """Write the weights as the module that holds them."""
    head, _, tail = Path(weights.__file__).read_text(encoding="utf-8").partition("# --- fitted\n")
    rest = tail.partition("# --- end\n")[2]
    tables = "\n".join(
        f"{name}: Final[Mapping[str, float]] = {{\n"
        + "".join(f'    "{feature}": {round(value, 3)},\n' for feature, value in table.items())
        + "}\n"
        for name, table in fitted.items()
    )
    return f"{head}# --- fitted\n{tables}# --- end\n{rest}"


if __name__ == "__main__":
    sys.exit(main())
