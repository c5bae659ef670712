"""The performance table: what costs time or money, each beside what it is compared with.

Usage: ``npm run bench [-- --json FILE] [--photos DIR]``. Without photos it draws its own, full of text. Ratios are of
two things that were measured in the same run, turn by turn; seconds belong to the machine that they were measured on.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import TypeVar

from rapidocr import RapidOCR
from rich.box import SIMPLE
from rich.console import Console
from rich.progress import track
from rich.table import Table

from handler.adapters.dynamodb.plate_index import DynamoDbPlateIndex
from handler.adapters.rekognition import MIN_WORD_CONFIDENCE_PERCENT, to_detections
from handler.domain.geometry import ImageSize
from handler.domain.judging.ground import Picture
from handler.domain.plate_search import Pattern
from handler.domain.reading.read import read_plates
from handler.service.search_reads import PLATES_A_STEP
from lab.photo_set import PhotoSetError, labelled_photos
from lab.pictures.plateless_scenes import KINDS
from lab.plateless_photos import plateless_jpeg
from lab.search_cost import CountingTable, file_plates, index_on
from local.rekognition.detect_text import detect_text, shared_engine
from local.rekognition.images import Pixels, decode

Thing = TypeVar("Thing")

ENTRIES = ("handler.api", "handler.on_upload")
IMPORTS, DRAWN_PHOTOS, MOST_PHOTOS, SEARCHES = 5, 16, 40, 50
PLATE_COUNTS = (1_000, 100_000)


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table.

    Attributes
    ----------
    what : str
    value : float
    unit : str
    beside : str
        What it is compared with, or how it was measured.
    ratio : float or None
        `value` divided by the other's, from the same run.
    """

    what: str
    value: float
    unit: str
    beside: str
    ratio: float | None = None


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Returns
    -------
    int
        Exit code: 0, or 2 when the photos cannot be used.
    """
    parser = argparse.ArgumentParser(prog="npm run bench --", description="Measure what costs time or money.")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there")
    parser.add_argument("--photos", type=Path, metavar="DIR", help="a folder with a labels.csv; default: drawn photos")
    options = parser.parse_args(arguments)
    try:
        photos = _photos(options.photos)
    except PhotoSetError as error:
        print(error, file=sys.stderr)
        return 2
    figures = [*_ocr(photos), *_reading(photos), *_imports(), *_searches()]
    _show(figures)
    if options.json:
        options.json.write_text(json.dumps([asdict(figure) for figure in figures], indent=1) + "\n", encoding="utf-8")
    return 0


def _photos(folder: Path | None) -> list[bytes]:
    if folder is None:
        kinds = sorted(KINDS)
        return [plateless_jpeg(kinds[number % len(kinds)], f"bench-{number}") for number in range(DRAWN_PHOTOS)]
    photos = labelled_photos(folder)
    step = -(-len(photos) // MOST_PHOTOS)
    return [photo.path.read_bytes() for photo in photos[::step]]


def _ocr(photos: Sequence[bytes]) -> Iterator[Figure]:
    """Compare the local engine with RapidOCR as it comes, by the processor time of both, turn by turn."""
    engine, plain = shared_engine(), RapidOCR(params={"Global.log_level": "error"})
    plain(decode(photos[0]))  # its models are loaded when it is first used
    ours: list[float] = []
    theirs: list[float] = []
    for number, body in enumerate(_progress(photos, "OCR")):
        image = decode(body)
        turns: list[tuple[list[float], Callable[[Pixels], object]]] = [(ours, engine.recognise), (theirs, plain)]
        for times, recognise in turns if number % 2 else reversed(turns):
            times.append(_processor_seconds(partial(recognise, image)))
    ratio = sum(ours) / sum(theirs)
    yield Figure("OCR of a photo", median(ours), "s", f"plain RapidOCR, {len(photos)} photos, processor time", ratio)


def _reading(photos: Sequence[bytes]) -> Iterator[Figure]:
    """Measure our own reading of what the engine saw."""
    asked = {"WordFilter": {"MinConfidence": MIN_WORD_CONFIDENCE_PERCENT}}
    seen = [(to_detections(detect_text(body, asked)), Picture(_size(body))) for body in _progress(photos, "Looking")]
    for boxes, picture in seen:
        read_plates(boxes, picture)  # grammars are compiled when they are first used
    times = [_processor_seconds(partial(read_plates, boxes, picture)) for boxes, picture in seen]
    yield Figure("reading of a photo", median(times) * 1000, "ms", f"median of {len(times)} photos")
    yield Figure("reading of a photo", max(times) * 1000, "ms", f"most, {max(len(boxes) for boxes, _ in seen)} texts")


def _imports() -> Iterator[Figure]:
    """Measure what a cold start imports, beside an empty Python."""
    empty = _import_seconds("sys")
    for entry in ENTRIES:
        seconds = _import_seconds(entry)
        yield Figure(f"import of {entry}", seconds, "s", "an empty Python", seconds / empty)


def _searches() -> Iterator[Figure]:
    """Count what searches read of logs of different sizes."""
    before: dict[str, float] = {}
    for count in _progress(PLATE_COUNTS, "Filing plates"):
        table = CountingTable()
        index = index_on(table)
        plates = file_plates(index, count, seed=1)[:SEARCHES]
        for name, search in _ways_to_search(index).items():
            table.reset()
            for plate in plates:
                search(plate)
            units = table.read_units / len(plates)
            beside = f"{count:,} plates" + (f", beside {PLATE_COUNTS[0]:,}" if name in before else "")
            yield Figure(name, units, "read units", beside, units / before[name] if name in before else None)
            before.setdefault(name, units)


def _ways_to_search(index: DynamoDbPlateIndex) -> dict[str, Callable[[str], object]]:
    def by_pattern(pattern: str) -> object:
        return index.fitting(Pattern.parse(pattern), PLATES_A_STEP, None)

    return {
        "fuzzy search": index.near,
        "search for AB12*": lambda plate: by_pattern(f"{plate[:4]}*"),
        "search for *CDE": lambda plate: by_pattern(f"*{plate[-3:]}"),
        "search for *B12*": lambda plate: by_pattern(f"*{plate[1:4]}*"),
    }


def _processor_seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def _import_seconds(module: str) -> float:
    def once() -> float:
        started = time.perf_counter()
        subprocess.run([sys.executable, "-c", f"import {module}"], check=True)
        return time.perf_counter() - started

    return median(once() for _ in range(IMPORTS))


def _size(body: bytes) -> ImageSize:
    height, width = decode(body).shape[:2]
    return ImageSize(width, height)


def _progress(things: Sequence[Thing], what: str) -> Iterator[Thing]:
    yield from track(things, what, console=Console(stderr=True))


def _show(figures: Sequence[Figure]) -> None:
    table = Table("what", "measured", "unit", "beside", "ratio", box=SIMPLE)
    for one in figures:
        table.add_row(one.what, f"{one.value:.3g}", one.unit, one.beside, f"{one.ratio:.2f}" if one.ratio else "-")
    Console().print(table)


if __name__ == "__main__":
    sys.exit(main())
