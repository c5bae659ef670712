"""Measure the colours that are told of plates and vehicles, against what was seen by eye.

Usage: ``python -m lab.colours DIR``, where DIR holds the labelled photos that `lab/data/colours.csv` names. What it
says was chosen on the first half (by the hash of a photo's name); the second half tells how well.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Final, NamedTuple

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from handler.adapters.pictures.pixels import PillowPixels
from handler.domain.formats.region_names import ANY_EUROPEAN
from handler.domain.judging.colour import ToldColour
from handler.domain.judging.ground import Picture
from handler.domain.reading.colouring import with_colours
from handler.domain.reading.country import clear_country
from handler.domain.reading.read import Read, Reading
from handler.domain.tables import rows_of
from lab.photo_set import Photo, PhotoSetError, labelled_photos, look_at
from lab.progress import shown
from lab.reading import read_photo

LABELS: Final = Path(__file__).parent / "data" / "colours.csv"
PARTS: Final = ("ground", "characters", "vehicle")
UNKNOWN: Final = "unknown"
"""By night a colour need not be told; where one is, and the label names it too, it counts."""


class Judgement(NamedTuple):
    """What became of one label."""

    part: str
    half: int
    outcome: str


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Returns
    -------
    int
        Exit code.
    """
    parser = argparse.ArgumentParser(
        prog="python -m lab.colours", description="Measure the colours of plates and vehicles."
    )
    parser.add_argument("folder", type=Path, help="folder with photos and a labels.csv")
    console, spent_ms = Console(), list[float]()
    folder = parser.parse_args(arguments).folder
    try:
        counts = Counter(_judgements(folder, console, spent_ms))
    except PhotoSetError as error:
        console.print(str(error))
        return 1
    console.print(_table(counts))
    console.print(_countries_table(folder))
    console.print(
        f"{median(spent_ms or [0]):.1f} ms of a processor for the colours of a read, decoding included (median)"
    )
    return 0


def _judgements(folder: Path, console: Console, spent_ms: list[float]) -> Iterator[Judgement]:
    labels = {row["file"]: row for row in rows_of(LABELS)}
    photos = [photo for photo in labelled_photos(folder) if photo.file in labels]
    with shown(photos, "Looking at photos") as waiting:
        for photo in waiting:
            read = read_of(photo)
            if read:
                spent_ms.append(_spent_ms(photo, read))
            for part in PARTS:
                told: ToldColour | None = getattr(read.colours, part) if read else None
                outcome = judged(told, labels[photo.file][part])
                if told and outcome == "wrong":
                    console.print(f"{photo.file}: {part} {told.name.value}, not {labels[photo.file][part]}")
                if outcome:
                    yield Judgement(part, half_of(photo.file), outcome)


def read_of(photo: Photo) -> Read | None:
    """Give the read of a photo's labelled plate, else its first; None where nothing is read."""
    reads = read_photo(photo, look_at(photo), "expected", may_look_again=True).reads
    return next((read for read in reads if read.plate in photo.plates), reads[0] if reads else None)


def _spent_ms(photo: Photo, read: Read) -> float:
    size, body = look_at(photo).size, photo.path.read_bytes()
    started = time.process_time()
    with_colours(Reading((read,), ()), Picture(size, PillowPixels(body)))
    return 1000 * (time.process_time() - started)


def half_of(file: str) -> int:
    """Deal a photo to the first half or the second."""
    return 1 + int(hashlib.sha256(file.encode()).hexdigest(), 16) % 2


def judged(told: ToldColour | None, label: str) -> str | None:
    """Compare a colour with a label: names with a slash between where either may be told, or nothing.

    Returns
    -------
    str or None
        `right`, `wrong`, `untold`; None where the label says nothing, or that it need not be told and it is not.
    """
    names = label.split("/")
    if not label or (told is None and UNKNOWN in names):
        return None
    if told is None:
        return "untold"
    return "right" if told.name.value in names else "wrong"


def _table(counts: Mapping[Judgement, int]) -> Table:
    table = Table("", "half", "labels", "told %", "right of these %", box=SIMPLE)
    for part in PARTS:
        for half in (1, 2):
            right, wrong, untold = (counts[Judgement(part, half, outcome)] for outcome in ("right", "wrong", "untold"))
            told, labels = right + wrong, right + wrong + untold
            shares = (f"{100 * told / max(labels, 1):.1f}", f"{100 * right / max(told, 1):.1f}")
            table.add_row(part, str(half), str(labels), *shares)
    return table


def _countries_table(folder: Path) -> Table:
    """Compare the country that right reads tell, region unknown, by the number alone and by the colour, too."""
    counts: Counter[tuple[str, str]] = Counter()
    with shown([one for one in labelled_photos(folder) if one.region not in ("", ANY_EUROPEAN)], "Countries") as photos:
        for photo in photos:
            reads = read_photo(photo, look_at(photo), "unknown", may_look_again=True).reads
            if not reads or reads[0].plate not in photo.plates:
                continue
            by_number = clear_country(reads[0].countries)[0] if reads[0].countries else reads[0].region
            for way, region in (("number alone", by_number), ("number and colour", reads[0].region)):
                counts[way, _told_country(region, photo.region)] += 1
    table = Table("country told by", "right", "wrong", "untold", box=SIMPLE)
    for way in ("number alone", "number and colour"):
        table.add_row(way, *(str(counts[way, outcome]) for outcome in ("right", "wrong", "untold")))
    return table


def _told_country(region: str | None, label: str) -> str:
    if region is None:
        return "untold"
    return "right" if region.partition("-")[0] == label.partition("-")[0] else "wrong"


if __name__ == "__main__":
    sys.exit(main())
