"""Tells G from C by their pixels: text detection reads some plates' G, whose bar is low, as C and is sure of it.

What it finds is evidence (`formats.plate.interpret`) and no verdict. The network has two convolutions and two dense
layers; ``python -m lab.pair_network`` trains it and writes `pair_network.json`.
"""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from itertools import chain
from operator import mul
from pathlib import Path
from typing import Any, Final

from handler.domain.classes.quick import quick_dataclass
from handler.domain.formats.plate import TAKEN_FOR_G
from handler.domain.geometry import join_frames
from handler.domain.judging.glyphs import LINE_PX, PATCH_WIDTH, ROOM, Patch, glyphs_of
from handler.domain.judging.ground import GreyLine, Pixels
from handler.domain.text.span import Span

WEIGHTS: Final = Path(__file__).with_suffix(".json")

WIDEST_STEP: Final = 127
"""A weight is stored as a byte, a share of its layer's greatest."""

# Drawn characters are not photos: what the network says beyond these log-odds it has not earned.
_LEAST, _MOST = -2.0, 6.0
# Longer lines than any plate's are not looked at, in heights.
_LONGEST = 20


def evidence_for_g(span: Span, pixels: Pixels | None) -> dict[int, float]:
    """Weigh whether G stands on the plate where text detection wrote C.

    Parameters
    ----------
    span : Span
    pixels : Pixels or None
        None when there is no photo to look at.

    Returns
    -------
    dict of int to float
        By place in the span's characters: how much likelier the pixels are of G than of C, a natural logarithm. Without
        the places of rows that cannot be cut into as many characters.
    """
    if pixels is None or TAKEN_FOR_G not in span.characters:
        return {}
    found: dict[int, float] = {}
    start = 0
    for row in span.rows:
        characters = "".join(piece.characters for piece in row)
        frame = join_frames([piece.frame for piece in row if piece.characters])
        if TAKEN_FOR_G in characters and frame.width < _LONGEST * frame.height:
            room = 2 * ROOM * frame.height
            wider = replace(frame, width=frame.width + room, height=frame.height + room)
            told = _told(pixels.line(wider, LINE_PX), characters)
            found |= {start + place: min(max(odds, _LEAST), _MOST) for place, odds in told}
        start += len(characters)
    return found


@lru_cache(maxsize=32)
def _told(line: GreyLine, characters: str) -> tuple[tuple[int, float], ...]:
    """Give what the network says at each C; kept, as a photo's text is read several times."""
    glyphs = glyphs_of(line, len(characters))
    return tuple((place, log_odds(glyph)) for place, glyph in enumerate(glyphs) if characters[place] == TAKEN_FOR_G)


def log_odds(patch: Patch) -> float:
    """Give the network's log-odds that a character is G, and not C."""
    rows = [patch[start : start + PATCH_WIDTH] for start in range(0, len(patch), PATCH_WIDTH)]
    first, second, third, last = _layers()
    maps = _convolved(_convolved(rows, 1, 5, first), first.width, 3, second)
    hidden = [max(value, 0.0) for value in third.of(list(chain.from_iterable(maps)))]
    return last.of(hidden)[0]


@quick_dataclass(frozen=True, slots=True)
class _Layer:
    """The weights of each unit, and its bias."""

    weights: tuple[tuple[float, ...], ...]
    biases: tuple[float, ...]

    @property
    def width(self) -> int:
        return len(self.biases)

    def of(self, values: Sequence[float]) -> list[float]:
        return [sum(map(mul, own, values)) + bias for own, bias in zip(self.weights, self.biases, strict=True)]


def _convolved(rows: Sequence[Sequence[float]], channels: int, side: int, layer: _Layer) -> list[list[float]]:
    """Take every second window of both directions, padded so that the maps have half the size; without negatives."""
    pad = side // 2
    empty = [0.0] * (len(rows[0]) + 2 * pad * channels)
    beside = [0.0] * (pad * channels)
    padded = [empty] * pad + [[*beside, *row, *beside] for row in rows] + [empty] * pad
    return [
        [
            max(value, 0.0)
            for window in _windows(padded[y : y + side], 2 * channels, side * channels)
            for value in layer.of(window)
        ]
        for y in range(0, len(rows), 2)
    ]


def _windows(rows: Sequence[Sequence[float]], step: int, width: int) -> Iterator[list[float]]:
    for start in range(0, len(rows[0]) - width + 1, step):
        yield [value for row in rows for value in row[start : start + width]]


@cache
def _layers() -> tuple[_Layer, ...]:
    return tuple(_layer(kept) for kept in json.loads(WEIGHTS.read_text(encoding="utf-8"))["layers"])


def _layer(kept: dict[str, Any]) -> _Layer:
    """Take a layer from its biases, its greatest weight, and its weights as signed bytes, unit by unit, in Base64."""
    biases, scale = kept["biases"], kept["greatest"] / WIDEST_STEP
    steps = memoryview(b64decode(kept["weights"])).cast("b")
    inputs = len(steps) // len(biases)
    weights = (tuple(step * scale for step in steps[start : start + inputs]) for start in range(0, len(steps), inputs))
    return _Layer(tuple(weights), tuple(biases))
