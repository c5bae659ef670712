"""Draw photos without a plate, to measure that nothing is read where there is nothing to read.

Usage: ``python -m lab.plateless_photos DIR [--count 300] [--seed 1] [--texts all]``, then
``npm run evaluate -- DIR``: a photo without a plate is right when it gives no read. The pictures depend on the
arguments and on the fonts that are installed (`drawing.FONTS`), on nothing else.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import track

from lab.photo_set import write_labels
from lab.pictures.plateless_scenes import KINDS, draw_plateless
from lab.pictures.plateless_texts import Part, Texts


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Returns
    -------
    int
        Exit code: 0.
    """
    parser = argparse.ArgumentParser(
        prog="python -m lab.plateless_photos", description="Draw photos without a plate, and their labels.csv."
    )
    parser.add_argument("folder", type=Path, help="made when it is not there; photos of the same name are replaced")
    parser.add_argument("--count", type=int, default=300, help="how many photos (default: 300)")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same photos (default: 1)")
    parser.add_argument(
        "--texts",
        choices=("all", "fitted", "held-out"),
        default="all",
        help="the texts that vocabulary and weights may be chosen by, or the others (default: all)",
    )
    options = parser.parse_args(arguments)
    draw_photos(options.folder, options.count, options.seed, options.texts)
    return 0


def draw_photos(folder: Path, count: int, seed: int, part: Part) -> None:
    """Draw photos of all kinds in turn into a folder, with their labels."""
    folder.mkdir(parents=True, exist_ok=True)
    kinds = list(KINDS)
    drawn = []
    for number in track(range(count), "Drawing photos", console=Console(stderr=True)):
        kind = kinds[number % len(kinds)]
        name = f"{kind}-{seed}-{number:04}.jpg"
        (folder / name).write_bytes(plateless_jpeg(kind, f"{seed}-{number}", part))
        drawn.append((name, f"none-{kind}"))
    write_labels(folder, drawn)


def plateless_jpeg(kind: str, seed: str, part: Part = "all") -> bytes:
    """Draw one photo of a kind.

    Returns
    -------
    bytes
        A JPEG.
    """
    chance = random.Random(seed)
    picture = draw_plateless(kind, chance, Texts(chance, part))
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=chance.randint(55, 92))
    return buffer.getvalue()


if __name__ == "__main__":
    sys.exit(main())
