"""The performance table: what costs time or money, each beside what it is compared with.

Usage: ``npm run bench [-- --beside REV | --stack] [--json FILE] [--photos DIR] [--only WORDS]``.
Without photos it draws its own, full of text. With ``--beside`` every row is compared with the same of that revision,
which git checks out for as long as it takes. With ``--stack`` it measures the running stack instead.
Ratios are of two things that were measured in the same run, turn by turn; seconds belong to the machine that they were
measured on.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import Final

from rich.box import SIMPLE
from rich.console import Console
from rich.progress import track
from rich.table import Table

from lab.beside import HERE, Checkout, Lacking, UnknownRevision, checked_out, measured
from lab.measures import WAYS_TO_SEARCH
from lab.photo_set import PhotoSetError, labelled_photos
from lab.pictures.plateless_scenes import KINDS
from lab.plateless_photos import plateless_jpeg
from lab.stacked import outputs_path
from tests.support.scenes import jpeg_bytes, render_scene

ENTRIES: Final = ("handler.routes.reviewing", "handler.on_upload")
IMPORTS: Final = 5
DRAWN_PHOTOS: Final = 16
MOST_PHOTOS: Final = 40
TOLD_PHOTOS: Final = 50
PLAIN_PHOTOS: Final = 60
ROUNDS_OF_EIGHT: Final = 25
STARTS: Final = 5
WEIGHED: Final = ("answering", "on_upload", "reviewing")
EVENTS: Final = HERE / "tests" / "events"
PLATE_COUNTS: Final = (1_000, 100_000)
ENTRY_COUNTS: Final = (100, 100_000)
LOOK_UPS: Final = {
    "look_alike stranger": "a read of two candidates that is on no list",
    "look_alike listed": "a read that is on a list, look-alike",
    "one_edit stranger": "a read of two candidates that is on no list of one edit",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table, to be measured.

    Attributes
    ----------
    what : str
    unit : str
    measure : str
        Its name in `lab.measures`.
    things : sequence of str
        Of what.
    beside : str
        What it is compared with, or how it is measured.
    reference : (str, sequence of str) or None
        The measure that it is compared with, and of what, one after the other.
    scale : float
        From the measure's unit to this one's.
    of_all : callable
        Makes one value of many.
    ratio_of : callable
        Makes one value of many, where this row is divided by what it is compared with.
    """

    what: str
    unit: str
    measure: str
    things: Sequence[str]
    beside: str
    reference: tuple[str, Sequence[str]] | None = None
    scale: float = 1.0
    of_all: Callable[[Sequence[float]], float] = median
    ratio_of: Callable[[Sequence[float]], float] = sum


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table, measured.

    Attributes
    ----------
    what : str
    value : float
    unit : str
    beside : str
        What it is compared with, or how it was measured.
    ratio : float or None
        All that was measured, or its median, divided by that of the other's, from the same run.
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
        Exit code: 0, or 2 when the photos or the revision cannot be used, or no stack is running.
    """
    parser = argparse.ArgumentParser(prog="npm run bench --", description="Measure what costs time or money.")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--beside", metavar="REV", help="compare with this revision, such as a tag or a commit")
    which.add_argument("--stack", action="store_true", help="measure the running stack instead")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there")
    parser.add_argument("--photos", type=Path, metavar="DIR", help="a folder with a labels.csv; default: drawn photos")
    parser.add_argument("--only", metavar="WORDS", default="", help="measure only rows whose name has these words")
    options = parser.parse_args(arguments)
    if options.stack and not outputs_path().exists():
        print("Platebook is not running. Start it with: npm start", file=sys.stderr)
        return 2
    try:
        with tempfile.TemporaryDirectory() as drawn:
            rows = _chosen_rows(options.photos, Path(drawn), of_stack=options.stack)
            figures = _figures([row for row in rows if options.only in row.what], options.beside)
    except (PhotoSetError, UnknownRevision) as error:
        print(error, file=sys.stderr)
        return 2
    _show(figures)
    if options.json:
        options.json.write_text(json.dumps([asdict(figure) for figure in figures], indent=1) + "\n", encoding="utf-8")
    return 0


def _chosen_rows(folder: Path | None, drawn: Path, *, of_stack: bool) -> list[Row]:
    photos = _photos(folder, drawn, _drawn_vehicle if of_stack else _drawn)
    return _rows_of_stack(photos) if of_stack else _rows(photos)


def _photos(folder: Path | None, drawn: Path, draw: Callable[[int, Path], Path]) -> list[str]:
    if folder is None:
        return [str(draw(number, drawn)) for number in range(DRAWN_PHOTOS)]
    photos = labelled_photos(folder.resolve())
    step = -(-len(photos) // MOST_PHOTOS)
    return [str(photo.path) for photo in photos[::step]]


def _drawn(number: int, folder: Path) -> Path:
    kinds = sorted(KINDS)
    photo = folder / f"{number}.jpg"
    photo.write_bytes(plateless_jpeg(kinds[number % len(kinds)], f"bench-{number}"))
    return photo


def _drawn_vehicle(number: int, folder: Path) -> Path:
    photo = folder / f"{number}.jpg"
    photo.write_bytes(jpeg_bytes(render_scene(f"B{100 + number}KMP", seed=number)))
    return photo


def _rows_of_stack(photos: Sequence[str]) -> list[Row]:
    beside = f"DetectText's own call, medians of {len(photos)} photos"
    reference = ("detect_text_seconds", photos)
    told = list(islice(cycle(photos), TOLD_PHOTOS))
    done = f"until it is done, medians of {len(told)} photos"
    one_by_one, rounds = (list(islice(cycle(photos), count)) for count in (PLAIN_PHOTOS, ROUNDS_OF_EIGHT))
    alone, many = ("plain_plate_seconds", one_by_one), ("plain_plates_at_once_seconds", rounds)
    plain = "DetectText and put_item alone"
    less = f"{plain}; of {len(one_by_one)} photos, less the text detection"
    eight = f"{plain}; of {len(rounds)} times eight photos"
    return [
        Row("photo to plate, median", "s", "plate_seconds", one_by_one, less, alone, of_all=median, ratio_of=median),
        Row("photo to plate, 95 of 100", "s", "plate_seconds", one_by_one, less, alone, of_all=p95, ratio_of=p95),
        Row("eight photos at once", "s", "plates_at_once_seconds", rounds, eight, many, ratio_of=median),
        Row("a photo read at once, by its door", "s", "door_seconds", photos, beside, reference, ratio_of=median),
        Row("until a webhook hears", "s", "told_seconds", told, done, ("done_seconds", told), ratio_of=median),
        *_rows_of_starts(photos),
    ]


def _rows_of_starts(photos: Sequence[str]) -> Iterator[Row]:
    beside = f"a bare function of the same clients and calls, medians of {STARTS}"
    for name in sorted(event.stem for event in EVENTS.glob("*.json")):
        # The S3 function reads a photo, each time another one: what is left of a detection is another one's, too.
        things = [f"{name} {photo}" if name == "on_upload" else name for photo in islice(cycle(photos), STARTS)]
        yield Row(
            f"cold start of {name}",
            "s",
            "start_seconds",
            things,
            beside,
            ("bare_start_seconds", things),
            ratio_of=median,
        )
        if name in WEIGHED:
            bare = "bare_start_mebibytes", things
            yield Row(f"most memory of {name}", "MiB", "start_mebibytes", things, beside, bare, ratio_of=median)


def p95(values: Sequence[float]) -> float:
    """Give what 95 of 100 do not exceed."""
    return sorted(values)[-(-len(values) * 95 // 100) - 1]


def _rows(photos: Sequence[str]) -> list[Row]:
    plain = ("plain_ocr_seconds", photos)
    of_photos = f"of {len(photos)} photos, processor time"
    empty = ("import_seconds", ["sys"] * IMPORTS)
    fewest = PLATE_COUNTS[0]
    return [
        Row("OCR of a photo", "s", "ocr_seconds", photos, f"plain RapidOCR, median {of_photos}", plain),
        Row("reading of a photo", "ms", "reading_seconds", photos, f"median {of_photos}", scale=1000),
        Row("reading of a photo", "ms", "reading_seconds", photos, f"most {of_photos}", scale=1000, of_all=max),
        *(
            Row(f"import of {entry}", "s", "import_seconds", [entry] * IMPORTS, "an empty Python", empty)
            for entry in ENTRIES
        ),
        *(
            Row(
                f"search, {way}",
                "read units",
                "search_units",
                [f"{count} {way}"],
                f"{count:,} plates" if count == fewest else f"{count:,} plates, beside {fewest:,}",
                None if count == fewest else ("search_units", [f"{fewest} {way}"]),
            )
            for count in PLATE_COUNTS
            for way in WAYS_TO_SEARCH
        ),
        *(
            Row(
                f"look-up, {said}",
                "read units",
                "look_up_units",
                [f"{count} {which}"],
                f"{count:,} entries" if count == ENTRY_COUNTS[0] else f"{count:,} entries, beside {ENTRY_COUNTS[0]:,}",
                None if count == ENTRY_COUNTS[0] else ("look_up_units", [f"{ENTRY_COUNTS[0]} {which}"]),
            )
            for count in ENTRY_COUNTS
            for which, said in LOOK_UPS.items()
        ),
    ]


def _figures(rows: Sequence[Row], revision: str | None) -> list[Figure]:
    with ExitStack() as stack:
        here = stack.enter_context(measured(HERE))
        if revision is None:
            return [beside_reference(here, row) for row in rows]
        other = stack.enter_context(measured(stack.enter_context(checked_out(revision))))
        return [beside_revision(here, other, revision, row) for row in rows]


def beside_reference(here: Checkout, row: Row) -> Figure:
    """Measure a row here, and what it is compared with."""
    ours, theirs = _turn_by_turn(row, (here, row.measure, row.things), row.reference and (here, *row.reference))
    ratio = row.ratio_of(ours) / row.ratio_of(theirs) if theirs else None
    return Figure(row.what, row.of_all(ours) * row.scale, row.unit, row.beside, ratio)


def beside_revision(here: Checkout, other: Checkout, revision: str, row: Row) -> Figure:
    """Measure a row here and in another revision."""
    try:
        ours, theirs = _turn_by_turn(row, *((one, row.measure, row.things) for one in (here, other)))
    except Lacking as error:
        return Figure(row.what, 0.0, row.unit, f"not to be compared with {revision}: {error}")
    value, before = (row.of_all(values) * row.scale for values in (ours, theirs))
    beside = f"{before:.3g} {row.unit} at {revision}; {row.beside.removeprefix('plain RapidOCR, ')}"
    return Figure(row.what, value, row.unit, beside, sum(ours) / sum(theirs))


Side = tuple[Checkout, str, Sequence[str]]


def _turn_by_turn(row: Row, ours: Side, theirs: Side | None) -> tuple[list[float], list[float]]:
    """Take the measures of both sides alternately, so that what else the machine does falls on both."""
    values: tuple[list[float], list[float]] = ([], [])
    for number in _progress(range(len(row.things)), row.what):
        sides = list(zip(values, [ours, theirs] if theirs else [ours], strict=False))
        for taken, (checkout, measure, things) in sides if number % 2 else reversed(sides):
            taken.append(checkout.measure(measure, things[number]))
    return values


def _progress(numbers: range, what: str) -> Iterator[int]:
    yield from track(numbers, what, console=Console(stderr=True))


def _show(figures: Sequence[Figure]) -> None:
    table = Table("what", "measured", "unit", "beside", "ratio", box=SIMPLE)
    for one in figures:
        table.add_row(one.what, f"{one.value:.3g}", one.unit, one.beside, f"{one.ratio:.2f}" if one.ratio else "-")
    Console().print(table)


if __name__ == "__main__":
    sys.exit(main())
