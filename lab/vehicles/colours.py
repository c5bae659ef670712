"""Fit the weights by which a vehicle's colour is told, and write handler/domain/judging/vehicle_colour.json.

Usage: ``python -m lab.vehicles.colours DIR [--seed 1] [--write]``, where DIR holds the labelled photos. What teaches is
chosen by `lab.vehicles.teaching`, without the half that `lab.colours` measures. Prints what to expect on new photos:
each photo told by weights that others taught, without its vehicle, and without the whole set that it is of.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table
from scipy.optimize import minimize

from handler.domain.judging.bodywork import ABOVE, COLUMNS, ROWS, TONES, Light
from handler.domain.judging.colour import Colour
from handler.domain.judging.vehicle_colour import LEAST_PROBABILITY, RARE, STRETCH, WEIGHTS
from handler.domain.tables import rows_of
from lab.colours import LABELS
from lab.photo_set import Photo, PhotoSetError
from lab.vehicles.teaching import MORE_LABELS, Example, Teacher, teachers

Floats: TypeAlias = npt.NDArray[np.float64]
Singles: TypeAlias = npt.NDArray[np.float32]

NAMES: Final = tuple(sorted(Colour))
PLACES: Final = COLUMNS * ROWS
_TRAITS: Final = 5
_LIGHTS: Final = len(Light._fields)
# Between these, in cells from the middle and below it, what a place weighs runs evenly.
_ASIDE, _BELOW = (0, 3, 6, 9), (-8, -6, -4, -2, 0, 2)
# How firmly weights are held near nothing: of cells, of tones, of the light (which says more about who took the photos
# than about vehicles), and constants. Steps end before all is learnt by heart.
_CELL_FIRMNESS, _TONE_FIRMNESS, _LIGHT_FIRMNESS, _CONSTANT_FIRMNESS = 0.4, 1.0, 20.0, 0.05
_STEPS: Final = 100
_FOLDS: Final = 5
_LEAST: Final = (0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75)
_UNSEEN: Final = -30.0
_ROW_BREAK: Final = re.compile(r"(?<=\[)\n\s+(?=[-\d])|(?<=\d)\n\s+(?=\])|(?<=\d,)\n\s+(?=[-\d])")
"""Where `json` breaks a row of numbers."""


class Samples(NamedTuple):
    """Examples as the fitting takes them.

    Parameters
    ----------
    looks : array
        Traits and tones (examples, places, both).
    seen : array
        Which places are shown (examples, places).
    light : array
        (examples, values)
    right : array
        1 for each right name (examples, names).
    weights : array
    """

    looks: Singles
    seen: npt.NDArray[np.bool_]
    light: Floats
    right: Floats
    weights: Floats


class Fitted(NamedTuple):
    """What the examples taught.

    Parameters
    ----------
    places, looks : array
        How far a cell is bodywork: by its place, and by its traits and tones.
    means, spreads : array
        Of the light's values.
    colours : array
        By tones and light (both, names).
    constants : array
        Of the names.
    """

    places: Floats
    looks: Floats
    means: Floats
    spreads: Floats
    colours: Floats
    constants: Floats


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Returns
    -------
    int
        Exit code: 0, or 2 when the folder cannot be used.
    """
    parser = argparse.ArgumentParser(prog="python -m lab.vehicles.colours", description="Fit the colours of vehicles.")
    parser.add_argument("folder", type=Path, help="folder with photos and a labels.csv")
    parser.add_argument("--seed", type=int, default=1, help="another seed alters the photos otherwise (default: 1)")
    parser.add_argument("--write", action="store_true", help=f"write {WEIGHTS.name}")
    options = parser.parse_args(arguments)
    try:
        taught = teachers(options.folder, options.seed)
    except PhotoSetError as error:
        print(error, file=sys.stderr)
        return 2
    show_expected(taught, Console())
    if options.write:
        made_by = f"python -m lab.vehicles.colours DIR --seed {options.seed} --write"
        WEIGHTS.write_text(as_json(fit(samples_of(every_example(taught))), made_by, learnt_from(taught)), "utf-8")
    return 0


def every_example(taught: Sequence[Teacher]) -> list[Example]:
    """Give the examples of all photos."""
    return [example for teacher in taught for example in teacher.examples]


def samples_of(examples: Sequence[Example]) -> Samples:
    """Lay examples out for the fitting."""
    looks = np.zeros((len(examples), PLACES, _TRAITS + TONES), np.float32)
    seen = np.zeros(looks.shape[:2], bool)
    for number, example in enumerate(examples):
        for cell in example.cells:
            seen[number, cell.place] = True
            looks[number, cell.place, :_TRAITS] = cell.traits
            for tone, share in cell.tones:
                looks[number, cell.place, _TRAITS + tone] = share
    right = [[float(name in example.names) for name in NAMES] for example in examples]
    light, weights = [example.light for example in examples], [example.weight for example in examples]
    return Samples(looks, seen, np.array(light), np.array(right), np.array(weights))


def fit(samples: Samples) -> Fitted:
    """Fit how bodywork is told from what is not, and colours from what it shows, both at once.

    Parameters
    ----------
    samples : Samples

    Returns
    -------
    Fitted
        The same for the same samples.
    """
    means, spreads = samples.light.mean(axis=0), samples.light.std(axis=0) + 1e-6
    sizes = (len(_ASIDE) * len(_BELOW), _TRAITS + TONES, (TONES + _LIGHTS) * len(NAMES), len(NAMES))
    ends = np.cumsum(sizes)[:-1]
    firmness = np.repeat((_CELL_FIRMNESS, _TONE_FIRMNESS, _CONSTANT_FIRMNESS), (ends[1], sizes[2], sizes[3]))
    firmness[ends[1] + TONES * len(NAMES) : ends[2]] = _LIGHT_FIRMNESS

    def unpacked(values: Floats) -> Fitted:
        places, looks, colours, constants = np.split(values, ends)
        return Fitted(_PLACES @ places, looks, means, spreads, colours.reshape(-1, len(NAMES)), constants)

    def cost(values: Floats) -> tuple[float, Floats]:
        loss, slopes = _loss(unpacked(values), samples)
        return loss + float(firmness @ values**2) / 2, slopes + firmness * values

    found = minimize(cost, np.zeros(sum(sizes)), jac=True, method="L-BFGS-B", options={"maxiter": _STEPS})
    return unpacked(found.x)


def chances(fitted: Fitted, samples: Samples) -> Floats:
    """Give how likely each name is (examples, names); for one photo, `colour_chances` gives the same."""
    return _forward(fitted, samples)[2]


def _forward(fitted: Fitted, samples: Samples) -> tuple[Singles, Floats, Floats]:
    """Give each cell's share of the bodywork, what names are told by, and how likely they are."""
    odds = fitted.places + samples.looks @ fitted.looks.astype(np.float32)
    shares = _softmax(np.where(samples.seen, odds, _UNSEEN)).astype(np.float32)
    tones = np.matmul(shares[:, None], samples.looks[:, :, _TRAITS:])[:, 0].astype(np.float64)
    light = (samples.light - fitted.means) / fitted.spreads
    values = np.concatenate([STRETCH * np.sqrt(tones + RARE), light], axis=1)
    return shares, values, _softmax(values @ fitted.colours + fitted.constants)


def _loss(fitted: Fitted, samples: Samples) -> tuple[float, Floats]:
    """Give the loss, and its slopes in the order of what is fitted."""
    shares, values, likely = _forward(fitted, samples)
    right = (likely * samples.right).sum(axis=1) + 1e-12
    steps = (likely - likely * samples.right / right[:, None]) * samples.weights[:, None]
    by_tone = steps @ fitted.colours[:TONES].T * STRETCH**2 / (2 * values[:, :TONES])
    by_cell = np.matmul(samples.looks[:, :, _TRAITS:], by_tone.astype(np.float32)[:, :, None])[:, :, 0]
    by_cell = shares * (by_cell - (shares * by_cell).sum(axis=1, keepdims=True))
    by_look = samples.looks.reshape(-1, _TRAITS + TONES).T @ by_cell.ravel()
    slopes = (_PLACES.T @ by_cell.sum(axis=0), by_look, (values.T @ steps).ravel(), steps.sum(axis=0))
    return -float(samples.weights @ np.log(right)), np.concatenate(slopes).astype(np.float64)


def _softmax(odds: npt.NDArray[Any]) -> npt.NDArray[Any]:
    powers = np.exp(odds - odds.max(axis=1, keepdims=True))
    shares: npt.NDArray[Any] = powers / powers.sum(axis=1, keepdims=True)
    return shares


def _tents(values: npt.NDArray[Any], knots: Sequence[float]) -> Floats:
    """Share values between the knots that they lie between."""
    return np.stack([np.interp(values, knots, row) for row in np.eye(len(knots))], axis=1)


def _placed() -> Floats:
    places = np.arange(PLACES)
    across = _tents(np.abs(places % COLUMNS + 0.5 - COLUMNS / 2), _ASIDE)
    down = _tents(places // COLUMNS + 0.5 - ABOVE, _BELOW)
    return (across[:, :, None] * down[:, None]).reshape(PLACES, -1)


_PLACES: Final = _placed()
"""What each place takes of the weights between which it lies."""


def told_by_others(taught: Sequence[Teacher], part_of: Callable[[Photo], object]) -> tuple[Floats, Floats]:
    """Tell each photo by what those of other parts taught.

    Parameters
    ----------
    taught : Sequence of Teacher
    part_of : callable
        Deals photos to parts.

    Returns
    -------
    tuple of (array, array)
        Chances of the names, and 1 for each right one (photos, names).
    """
    own = samples_of([teacher.examples[0] for teacher in taught])
    parts = np.array([str(part_of(teacher.photo)) for teacher in taught])
    told = np.zeros_like(own.right)
    for part in sorted(set(parts)):
        others = [teacher for teacher, its in zip(taught, parts, strict=True) if its != part]
        told[parts == part] = chances(fit(samples_of(every_example(others))), own)[parts == part]
    return told, own.right


def fold_of(photo: Photo) -> int:
    """Deal a photo to a fold: all of a vehicle to one, and of the set from all over the world, all of a country."""
    name = photo.region if photo.set_name == "world" else min(photo.plates, default=photo.file)
    return hashlib.sha256(name.encode()).digest()[0] % _FOLDS


def show_expected(taught: Sequence[Teacher], console: Console) -> None:
    """Print how many of the photos are told, and how many of these right, by weights that others taught."""
    console.print(f"Learnt from {learnt_from(taught)}.")
    sets = np.array([teacher.photo.set_name for teacher in taught])
    by_set = told_by_others(taught, lambda photo: photo.set_name)
    by_vehicle = told_by_others(taught, fold_of)
    table = Table("", "told from", *_heads("without its set"), *_heads("without its vehicle"), box=SIMPLE)
    rows = [(name, LEAST_PROBABILITY, sets == name) for name in sorted(set(sets))]
    rows += [("all", least, np.full(len(sets), fill_value=True)) for least in _LEAST]
    for name, least, own in rows:
        cells = [cell for told, right in (by_set, by_vehicle) for cell in _shares(told[own], right[own], least)]
        table.add_row(name, f"{least:.2f}", *cells)
    console.print(table)


def _heads(how: str) -> tuple[str, str]:
    return f"{how}: told %", "right of these %"


def _shares(told: Floats, right: Floats, least: float) -> Iterator[str]:
    sure = told.max(axis=1) >= least
    is_right = right[np.arange(len(told)), told.argmax(axis=1)] > 0
    yield f"{100 * sure.mean():.1f}"
    yield f"{100 * is_right[sure].mean():.1f}" if sure.any() else "-"


def learnt_from(taught: Sequence[Teacher]) -> str:
    """Say what teaches."""
    more = {row["file"] for row in rows_of(MORE_LABELS)}
    of_more = sum(teacher.photo.file in more for teacher in taught)
    return (
        f"{len(taught) - of_more} photos of the first half of lab/data/{LABELS.name} and {of_more} of "
        f"lab/data/{MORE_LABELS.name}, none of a vehicle in the second half"
    )


def as_json(fitted: Fitted, made_by: str, learnt: str) -> str:
    """Write what was fitted as the reading takes it, a row a line."""
    right_half = fitted.places.reshape(ROWS, COLUMNS)[:, COLUMNS // 2 :]
    colours = zip(NAMES, fitted.constants, fitted.colours.T, strict=True)
    kept = {
        "made_by": made_by,
        "learnt_from": learnt,
        "places": [_rounded(row) for row in right_half],
        "traits": _rounded(fitted.looks[:_TRAITS]),
        "tones": _rounded(fitted.looks[_TRAITS:]),
        "light_means": _rounded(fitted.means),
        "light_spreads": _rounded(fitted.spreads),
        "colours": {name: _rounded([constant, *row]) for name, constant, row in colours},
    }
    return _ROW_BREAK.sub("", json.dumps(kept, indent=1)) + "\n"


def _rounded(values: Iterable[float]) -> list[float]:
    return [round(float(value), 4) for value in values]


if __name__ == "__main__":
    sys.exit(main())
