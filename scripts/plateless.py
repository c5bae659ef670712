"""Made-up text boxes of photos without a plate, for fitting weights: quick, as nothing is drawn and no OCR is asked.

They are made of those texts only that fitting may see; `plateless_photos` draws pictures, for measuring.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from handler.domain.detection import Detection
from handler.domain.geometry import ImageSize, Point
from scripts.plateless_texts import Texts

SIZE = ImageSize(1280, 960)

# Texts of words, and texts with numbers in them.
_WORDS = ("trade", "sign", "slogan", "sticker", "street", "place", "goods", "heading", "name")
_NUMBERS = ("phone", "web", "hours", "house", "price", "route", "exit", "bus", "cell", "node", "caption", "event")


def plateless_photos(count: int, seed: int) -> Sequence[tuple[Detection, ...]]:
    """Make up photos without a plate.

    Parameters
    ----------
    count : int
        How many.
    seed : int
        The same seed gives the same photos.

    Returns
    -------
    Sequence of tuple of Detection
        Lines without words, on a photo of `SIZE`.
    """
    chance = random.Random(seed)  # noqa: S311 (nothing secret)
    texts = Texts(chance, "fitted")
    return [_photo(chance, texts) for _ in range(count)]


def _photo(chance: random.Random, texts: Texts) -> tuple[Detection, ...]:
    biggest = chance.uniform(0.03, 0.25)
    return tuple(
        _line(index, texts.one(_table(chance)), biggest * chance.uniform(0.2, 1), chance)
        for index in range(chance.randint(1, 14))
    )


def _table(chance: random.Random) -> str:
    kind = chance.random()
    return chance.choice(_WORDS) if kind < 0.45 else "badge" if kind < 0.65 else chance.choice(_NUMBERS)


def _line(index: int, text: str, height: float, chance: random.Random) -> Detection:
    aspect = chance.gauss(0.55, 0.12)
    width = max(aspect, 0.25) * height * len(text) * SIZE.height / SIZE.width
    left, top = chance.uniform(0, max(1 - width, 0.01)), chance.uniform(0, 1 - height)
    right, bottom = min(left + width, 1.0), top + height
    polygon = (Point(left, top), Point(right, top), Point(right, bottom), Point(left, bottom))
    return Detection(index, "line", text, min(chance.uniform(0.75, 1.15), 0.999), polygon)
