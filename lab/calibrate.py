"""Fit the weights of the reading's two logistic models, and write them to handler/domain/judging/weights.py.

Usage: ``python -m lab.calibrate DIR PLATELESS [--write]``, after
``python -m lab.plateless_photos PLATELESS --texts fitted``. Two thirds of the photos in DIR, split by plate so that
no vehicle is on both sides, are for fitting; the last third tells how well, and counts for the thresholds. Of photos
without a plate all are for fitting: others are drawn with other texts. The thresholds also hold for drawn plates of all
series (`lab.fitted_series`), and, with ``--fresh FOLDER …``, for photos without a plate that nothing was fitted to
(``python -m lab.plateless_photos FOLDER --count 200 --seed 7 --texts held-out``). Weights are held near values set by
hand (`PRIORS`), so that a feature which few photos show keeps the sense it was made for.
"""

from __future__ import annotations

import hashlib
import math
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.progress import track

from handler.domain.characters import drawn_alike
from handler.domain.edits import within_one_edit
from handler.domain.formats.plate import interpret
from handler.domain.judging import weights
from handler.domain.judging.judgement import Judged, clusters_of
from handler.domain.reading.candidates import right_features
from handler.domain.reading.read import Read, is_plate, judged_spans, read_plates
from lab.fitted_photos import Pair, gathered, parser_of, seen_plateless
from lab.fitted_series import DrawnReading, drawn_readings, told_by_case
from lab.fitting import Sample, fit, least_confidence, least_refusing, loss
from lab.photo_set import Photo, PhotoSetError, Seen, is_held_out
from lab.reading import MODES, read_photo

PRIORS: Mapping[str, Mapping[str, float]] = {
    "PLATE": {
        "constant": 0.0, "fit": 1.5, "confidence": 0.3, "narrow": -4.0, "wide": -4.0, "height": 0.0,
        "height_beside_others": 1.0, "high_up": -0.5, "aside": -0.3, "at_edge": -2.0, "tilt": -0.5, "lower_case": -4.0,
        "letters_only": -2.5, "digits_only": -2.5, "phone": -3.0, "short": -1.5, "long": -1.0, "odd_marks": -3.0,
        "words": -5.0, "word_like": -2.0, "companion": 1.5, "lines_joined": -0.5, "widest_gap": -1.0, "two_rows": -1.0,
        "left_out": -1.5, "rows_left_out": -0.5, "crowd": -0.8, "alike": -1.5, "listed": -1.5, "in_line": -0.8,
        "much_text": -0.8, "prose": -0.8, "announced": -2.0, "ground_goes_on": -3.0, "year": -2.0,
    },
    "RIGHT": {
        "constant": 0.0, "plate": 1.0, "reading": 0.8, "left_out": -3.5, "weakest": 0.5, "rewritten": -2.0,
        "digits_only": -1.0, "foreign": -1.0, "unlisted": -1.0, "height_beside_others": 0.5, "few_pixels": -0.5,
    },
}  # fmt: skip
"""Values set by hand, which fitting starts from and is held near."""

# Labelled photos are seen twice, with their region known and not, drawn ones once; so theirs count double.
_DRAWN_WEIGHT = 2.0
# The second model sees every photo twice, with its region known and not, which is one photo's evidence; and drawn
# photos count for little beside real ones.
_PHOTO_WEIGHT, _PLATELESS_WEIGHT = 0.5, 0.1
_FOLDS = 5
_ERROR_RATES = (0.01, 0.02, 0.03, 0.05, 0.1)
# Plates that have less in common (difflib's ratio) with every label are of another vehicle, one that has none.
_SAME_VEHICLE = 0.6


class Told(NamedTuple):
    """What a read said of itself, and the truth."""

    confidence: float
    is_right: bool
    place: int


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Returns
    -------
    int
        Exit code: 0, or 2 when the folder cannot be used.
    """
    parser = parser_of("calibrate", "Fit the reading's weights.")
    parser.add_argument(
        "--fresh", type=Path, nargs="+", default=[], metavar="FOLDER", help="photos without a plate, for the thresholds"
    )
    parser.add_argument("--write", action="store_true", help="write handler/domain/judging/weights.py")
    options = parser.parse_args(arguments)
    try:
        pairs, plateless = gathered(options)
        fresh = list(chain.from_iterable(seen_plateless(folder) for folder in options.fresh))
    except PhotoSetError as error:
        print(error, file=sys.stderr)
        return 2
    drawn = drawn_readings()
    train, test = ([pair for pair in pairs if is_held_out(pair[0]) == held_out] for held_out in (False, True))
    told = list(_told_by_others(train, plateless))
    fitted = fit_models(train, plateless)
    told += _told(test)
    accept = accept_table(told, drawn, _first_confidences(fresh))
    for name, samples_of in _SAMPLES.items():
        losses = [loss(list(samples_of(part, ())), fitted[name]) for part in (train, test)]
        print(f"{name}: loss {losses[0]:.4f}, held out {losses[1]:.4f}")
    _show_parts(pairs)
    source = _source(fitted, accept)
    print(source)
    if options.write:
        Path(weights.__file__).write_text(source, encoding="utf-8")
    return 0


def fit_models(pairs: Sequence[Pair], plateless: Sequence[Seen]) -> dict[str, dict[str, float]]:
    """Fit both models, and let the reading use them: the second one is fitted to what the first one chooses.

    Parameters
    ----------
    pairs : Sequence of Pair
        Labelled photos with what was seen in them.
    plateless : Sequence of Seen
        Photos without a plate.

    Returns
    -------
    dict
        The weights of each model, by its name in `weights` and by feature.
    """
    fitted = {}
    for name, samples_of in _SAMPLES.items():
        fitted[name] = fit(list(samples_of(pairs, plateless)), PRIORS[name])
        setattr(weights, name, fitted[name])
    return fitted


def _told_by_others(pairs: Sequence[Pair], plateless: Sequence[Seen]) -> Iterator[Told]:
    """Read each photo, in both modes, by models that were fitted to other plates."""
    for fold in track(range(_FOLDS), "Reading by others' weights", console=Console(stderr=True)):
        fit_models([pair for pair in pairs if _fold_of(pair[0]) != fold], plateless)
        yield from _told(pair for pair in pairs if _fold_of(pair[0]) == fold)


def _told(pairs: Iterable[Pair]) -> Iterator[Told]:
    """Read each photo, in both modes, with the weights of now."""
    for photo, seen in pairs:
        for mode in MODES:
            yield from told_by(read_photo(photo, seen, mode, may_look_again=True).reads, photo)


def told_by(reads: Sequence[Read], photo: Photo) -> Iterator[Told]:
    """Give what a photo's reads tell; those that may be of another vehicle tell nothing.

    Parameters
    ----------
    reads : Sequence of Read
        The foremost vehicle's first.
    photo : Photo
    """
    for place, read in enumerate(reads):
        is_right = read.plate in photo.plates
        if is_right or not _may_be_another_vehicle(read.plate, photo.plates):
            yield Told(read.confidence, is_right, place)


def _first_confidences(plateless: Sequence[Pair]) -> list[float]:
    """Give how sure the first read of each photo without a plate is; 0 for none."""
    reads = (read_photo(photo, seen, "unknown", may_look_again=True).reads for photo, seen in plateless)
    return [one[0].confidence if one else 0.0 for one in reads]


def accept_table(
    told: Sequence[Told], drawn: Sequence[DrawnReading], fresh: Sequence[float] = ()
) -> list[tuple[float, float, float]]:
    """Give target error rates, each with the least confidence for it of a photo's first read and of a further one.

    Parameters
    ----------
    told : Sequence of Told
        Reads of photos that the weights were not fitted to.
    drawn : Sequence of DrawnReading
        With the weights of now; each of their cases keeps to the rate, too. None: photos alone count.
    fresh : Sequence of float
        How sure the first reads of photos without a plate are, 0 for none: of these no more are accepted, either.
    """
    places = [
        [(one.confidence, one.is_right) for one in told if bool(one.place) is further] for further in (False, True)
    ]
    cases = [case for case in told_by_case(drawn) if case]
    rows = []
    for rate in _ERROR_RATES:
        first, further = (_least(reads, rate, _PHOTO_WEIGHT) for reads in places)
        first = max([first, *(_least(case, rate, 1.0) for case in cases), least_refusing(fresh, rate)])
        if first < weights.NEVER:
            rows.append((rate, first, max(further, first)))
    return rows


def _least(told: Sequence[tuple[float, bool]], error_rate: float, weight: float) -> float:
    least = least_confidence(told, error_rate, weight)
    return weights.NEVER if least is None else least


def _show_parts(pairs: Sequence[Pair]) -> None:
    """Print how many photos the first look reads right in either part, by set, with the region known and not."""
    tallies: dict[tuple[bool, str, bool], list[bool]] = defaultdict(list)
    for photo, one in pairs:
        for expected in _expectations(photo):
            reads = read_plates(one.detections, one.picture, expected).reads
            tallies[is_held_out(photo), photo.set_name, bool(expected)].append(
                bool(reads) and reads[0].plate in photo.plates
            )
    for (held_out, set_name, is_known), hits in sorted(tallies.items()):
        part, region = "held out" if held_out else "fitted", "expected" if is_known else "unknown"
        print(f"{part:8} {set_name:6} region {region:8} {len(hits):4} photos, exact {sum(hits) / len(hits):.1%}")


def _plate_samples(pairs: Iterable[Pair], plateless: Iterable[Seen]) -> Iterator[Sample]:
    for photo, seen in pairs:
        for expected in _expectations(photo):
            yield from _judged_samples(judged_spans(seen.detections, seen.picture, expected), photo.plates)
    for seen in plateless:
        judged = judged_spans(seen.detections, seen.picture)
        yield from (Sample(one.features, outcome=False, weight=_DRAWN_WEIGHT) for one in judged)


def _judged_samples(judged: Sequence[Judged], plates: Sequence[str]) -> Iterator[Sample]:
    """Give every span with whether it is a labelled plate; of the spans that share text only the best cut counts."""
    distances = {id(one): _distance(one, plates) for one in judged}
    for cluster in clusters_of(judged):
        members = (cluster.chosen, *cluster.others)
        nearest = min(distances[id(one)] for one in members)
        for one in members:
            is_plate = distances[id(one)] == nearest < 2
            if is_plate or nearest < 2 or not _may_be_unlabelled(one):
                yield Sample(one.features, is_plate)


def _right_samples(pairs: Iterable[Pair], plateless: Iterable[Seen]) -> Iterator[Sample]:
    for photo, seen in pairs:
        for expected in _expectations(photo):
            for cluster in clusters_of(judged_spans(seen.detections, seen.picture, expected)):
                chosen = cluster.chosen
                is_right = chosen.fit.ranked[0].plate in photo.plates
                if is_plate(cluster.chosen) and (
                    is_right or _distance(chosen, photo.plates) < 2 or not _may_be_unlabelled(chosen)
                ):
                    yield Sample(right_features(cluster), is_right, _PHOTO_WEIGHT)
    for seen in plateless:
        clusters = clusters_of(judged_spans(seen.detections, seen.picture))
        reads = [cluster for cluster in clusters if is_plate(cluster.chosen)]
        yield from (Sample(right_features(read), outcome=False, weight=_PLATELESS_WEIGHT) for read in reads)


def _fold_of(photo: Photo) -> int:
    """Give the part that a photo of the fitted ones is read in; all photos of a plate are in one."""
    name = f"fold {min(photo.plates, default=photo.file)}"
    return hashlib.sha256(name.encode()).digest()[0] % _FOLDS


def _may_be_another_vehicle(plate: str, plates: Sequence[str]) -> bool:
    """Tell whether a read looks so much like the plate of a vehicle without a label that it tells nothing."""
    looks_so = plate.isalnum() and not plate.isalpha() and not plate.isdigit() and len(plate) > 5
    common = [SequenceMatcher(None, plate, truth, autojunk=False).ratio() for truth in plates]
    return looks_so and interpret(plate).fit > 0.5 and max(common, default=0.0) < _SAME_VEHICLE


def _expectations(photo: Photo) -> tuple[frozenset[str], ...]:
    return (frozenset(), frozenset({photo.region})) if photo.region else (frozenset(),)


def _distance(judged: Judged, plates: Sequence[str]) -> int:
    """Give 0 for a labelled plate, 1 for one edit away or a plate made whole, 2 for another text."""
    plate = drawn_alike(judged.fit.ranked[0].plate)
    truths = [drawn_alike(truth) for truth in plates]
    if plate in truths and len(plate) <= len(judged.span.characters):
        return 0
    return 1 if any(within_one_edit(plate, truth) for truth in truths) else 2


def _may_be_unlabelled(judged: Judged) -> bool:
    """Tell whether a text looks so much like a plate that its label may only be missing: not to be learnt from."""
    text = judged.span.characters
    mixed = not text.isalpha() and not text.isdigit()
    return mixed and judged.fit.fit > 0.5 and len(text) > 5 and not judged.features["words"]


_SAMPLES: Mapping[str, Callable[[Iterable[Pair], Iterable[Seen]], Iterator[Sample]]] = {
    "PLATE": _plate_samples,
    "RIGHT": _right_samples,
}


def _source(fitted: Mapping[str, Mapping[str, float]], accept: Sequence[tuple[float, float, float]]) -> str:
    """Write the weights as the module that holds them."""
    head, _, tail = Path(weights.__file__).read_text(encoding="utf-8").partition("# --- fitted\n")
    rest = tail.partition("# --- end\n")[2]
    tables = "\n".join(
        f"{name}: Final[Mapping[str, float]] = {{\n"
        + "".join(f'    "{feature}": {round(value, 3)},\n' for feature, value in table.items())
        + "}\n"
        for name, table in fitted.items()
    )
    rows = "".join(f"    ({rate}, {_shown(first)}, {_shown(further)}),\n" for rate, first, further in accept)
    thresholds = f"\nACCEPT: Final[tuple[tuple[float, float, float], ...]] = (\n{rows})\n"
    return f"{head}# --- fitted\n{tables}{thresholds}# --- end\n{rest}"


def _shown(confidence: float) -> str:
    return "NEVER" if confidence == weights.NEVER else str(math.ceil(confidence * 1000) / 1000)


if __name__ == "__main__":
    sys.exit(main())
