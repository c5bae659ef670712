"""Train the network that tells G from C, and write it to handler/domain/judging/pair_network.json.

Usage: ``python -m lab.pair_network [--count 24000] [--seed 1] [--write]``. It learns from drawn characters alone
(`lab.pictures.pair_lines`), cut as the reading cuts them, and says how many of others it tells. What it learns depends
on the arguments, and on the fonts that are installed (`drawing.FONTS`).
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from base64 import b64encode
from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np
from rich.console import Console
from rich.progress import track

from handler.domain.judging.glyphs import PATCH_HEIGHT, PATCH_WIDTH, glyphs_of
from handler.domain.judging.pair_network import WEIGHTS, WIDEST_STEP
from lab.pictures.pair_lines import seen_line, some_text

Array = np.ndarray[Any, np.dtype[np.float32]]
Layers = list[tuple[Array, Array]]
"""Weights, inputs by units, and biases."""

_SIDES: Final = (5, 3)
_UNITS: Final = (6, 12, 16, 1)
_EPOCHS, _BATCH = 12, 64
_RATE, _DECAY = 2e-3, 1e-4
_MOMENTUM, _SQUARES = 0.9, 0.999
# Labels are held this far from certainty, so that the log-odds stay finite.
_DOUBT = 0.01
_CHECKED = 4000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Returns
    -------
    int
        Exit code: 0.
    """
    parser = argparse.ArgumentParser(
        prog="python -m lab.pair_network", description="Train the network that tells G from C."
    )
    parser.add_argument("--count", type=int, default=24_000, help="characters that it learns from (default: 24000)")
    parser.add_argument("--seed", type=int, default=1, help="another seed gives other characters (default: 1)")
    parser.add_argument("--write", action="store_true", help=f"write {WEIGHTS.name}")
    options = parser.parse_args(arguments)
    layers = stored(trained(*drawn(options.count, f"learnt-{options.seed}"), options.seed))
    for line in _told(layers, *drawn(min(_CHECKED, options.count), f"checked-{options.seed}")):
        print(line)
    if options.write:
        made_by = f"python -m lab.pair_network --count {options.count} --seed {options.seed} --write"
        WEIGHTS.write_text(as_json(layers, made_by), encoding="utf-8")
    return 0


def drawn(count: int, seed: str) -> tuple[Array, Array]:
    """Draw characters.

    Returns
    -------
    tuple of (array, array)
        Patches (count, rows, columns), and 1 for each G, 0 for each C.
    """
    found = _characters(random.Random(seed))
    ways = track(range(count), "Drawing characters", console=Console(stderr=True))
    patches, labels = zip(*(next(found) for _ in ways), strict=True)
    return np.array(patches, dtype=np.float32).reshape(count, PATCH_HEIGHT, PATCH_WIDTH), np.array(labels, np.float32)


def _characters(chance: random.Random) -> Iterator[tuple[Sequence[float], float]]:
    while True:
        character = chance.choice("CG")
        text, place = some_text(chance, character)
        glyphs = glyphs_of(seen_line(text, chance), len(text))
        if glyphs:
            yield glyphs[place], float(character == "G")


def _first(seed: int) -> Layers:
    chance = np.random.default_rng(seed)
    inputs = (_SIDES[0] ** 2, _SIDES[1] ** 2 * _UNITS[0], PATCH_HEIGHT * PATCH_WIDTH // 16 * _UNITS[1], _UNITS[2])
    return [
        (chance.normal(0, np.sqrt(2 / size), (size, units)).astype(np.float32), np.zeros(units, np.float32))
        for size, units in zip(inputs, _UNITS, strict=True)
    ]


def _windows(maps: Array, side: int) -> Array:
    """Give every second window of (count, rows, columns, channels), flat: row by row, channels last."""
    pad = side // 2
    padded = np.pad(maps, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    views = np.lib.stride_tricks.sliding_window_view(padded, (side, side), axis=(1, 2))[:, ::2, ::2]
    return np.ascontiguousarray(views.transpose(0, 1, 2, 4, 5, 3)).reshape(*views.shape[:3], -1)


def _back(steps: Array, maps: Array, side: int) -> Array:
    """Bring what windows should change back to the maps that they were taken from."""
    count, rows, columns, channels = maps.shape
    pad = side // 2
    whole = np.zeros((count, rows + 2 * pad, columns + 2 * pad, channels), np.float32)
    high, wide = steps.shape[1:3]
    parts = steps.reshape(count, high, wide, side, side, channels)
    for y in range(side):
        for x in range(side):
            whole[:, y : y + 2 * high : 2, x : x + 2 * wide : 2] += parts[:, :, :, y, x]
    return whole[:, pad : pad + rows, pad : pad + columns]


def _forward(layers: Layers, patches: Array) -> tuple[Array, list[Array]]:
    """Give the log-odds of G, and what each layer saw."""
    seen = [_windows(patches[..., None], _SIDES[0])]
    for (weights, biases), side in zip(layers[:2], (_SIDES[1], None), strict=True):
        maps = np.maximum(seen[-1] @ weights + biases, 0)
        seen += [maps, _windows(maps, side) if side else maps.reshape(len(patches), -1)]
    weights, biases = layers[2]
    seen.append(np.maximum(seen[-1] @ weights + biases, 0))
    weights, biases = layers[3]
    return (seen[-1] @ weights + biases)[:, 0], seen


def _slopes(layers: Layers, patches: Array, labels: Array) -> Layers:
    odds, (first, first_maps, second, second_maps, flat, hidden) = _forward(layers, patches)
    held = labels * (1 - 2 * _DOUBT) + _DOUBT
    step = ((1 / (1 + np.exp(-odds)) - held) / len(labels))[:, None].astype(np.float32)
    slopes = [(hidden.T @ step, step.sum(axis=0))]
    step = step @ layers[3][0].T * (hidden > 0)
    slopes.append((flat.T @ step, step.sum(axis=0)))
    step = (step @ layers[2][0].T).reshape(second_maps.shape) * (second_maps > 0)
    everywhere = (0, 1, 2)
    slopes.append((np.tensordot(second, step, (everywhere, everywhere)), step.sum(axis=everywhere)))
    step = _back(step @ layers[1][0].T, first_maps, _SIDES[1]) * (first_maps > 0)
    slopes.append((np.tensordot(first, step, (everywhere, everywhere)), step.sum(axis=everywhere)))
    return slopes[::-1]


def trained(patches: Array, labels: Array, seed: int) -> Layers:
    """Learn from characters (Adam, with a rate that falls to nothing as a cosine does).

    Parameters
    ----------
    patches, labels : array
        As `drawn` gives them.
    seed : int
        Of the first weights, and of the order.

    Returns
    -------
    list of (array, array)
        Weights and biases of each layer.
    """
    layers, chance = _first(seed), np.random.default_rng(seed)
    means = [[np.zeros_like(one) for one in layer] for layer in layers]
    squares = [[np.zeros_like(one) for one in layer] for layer in layers]
    batches = max(len(labels) // _BATCH, 1)
    for step in range(_EPOCHS * batches):
        if step % batches == 0:
            order = chance.permutation(len(labels))
        own = order[step % batches * _BATCH :][:_BATCH]
        rate = _RATE * 0.5 * (1 + np.cos(np.pi * (step + 1) / (_EPOCHS * batches)))
        for layer, slopes, mean, square in zip(
            layers, _slopes(layers, patches[own], labels[own]), means, squares, strict=True
        ):
            for number, (values, slope) in enumerate(zip(layer, slopes, strict=True)):
                mean[number] = _MOMENTUM * mean[number] + (1 - _MOMENTUM) * slope
                square[number] = _SQUARES * square[number] + (1 - _SQUARES) * slope**2
                way = mean[number] / (1 - _MOMENTUM ** (step + 1))
                way /= np.sqrt(square[number] / (1 - _SQUARES ** (step + 1))) + 1e-8
                np.subtract(values, rate * (way + _DECAY * values), out=values, casting="same_kind")
    return layers


def stored(layers: Layers) -> Layers:
    """Round the weights to what a byte holds."""
    return [(_steps(weights) * np.float32(np.abs(weights).max() / WIDEST_STEP), biases) for weights, biases in layers]


def _steps(weights: Array) -> np.ndarray[Any, np.dtype[np.int8]]:
    steps: np.ndarray[Any, np.dtype[np.int8]] = np.round(weights / np.abs(weights).max() * WIDEST_STEP).astype(np.int8)
    return steps


def as_json(layers: Layers, made_by: str) -> str:
    """Write layers as the reading takes them."""
    kept = [
        {
            "greatest": float(np.abs(weights).max()),
            "biases": [round(float(bias), 6) for bias in biases],
            "weights": b64encode(np.ascontiguousarray(_steps(weights).T).tobytes()).decode(),
        }
        for weights, biases in layers
    ]
    head = {
        "made_by": made_by,
        "learnt_from": "drawn characters (lab/pictures/pair_lines.py), no photos",
        "sizes": [size for weights, _ in layers for size in weights.shape],
    }
    return json.dumps(head | {"layers": kept}, indent=1) + "\n"


def _told(layers: Layers, patches: Array, labels: Array) -> Iterator[str]:
    odds, _ = _forward(layers, patches)
    for least in (-2.0, 0.0, 2.5, 4.1):
        told = odds > least
        yield f"log-odds above {least}: {told[labels == 1].mean():.2%} of G, {told[labels == 0].mean():.2%} of C"


if __name__ == "__main__":
    sys.exit(main())
