"""The performance table: what costs time or money, each beside what it is compared with.

Usage: ``npm run bench [-- --beside REV | --stack] [--json FILE] [--markdown FILE] [--photos DIR] [--only WORDS]``.
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
from dataclasses import asdict
from pathlib import Path
from typing import Final

from rich.box import SIMPLE
from rich.console import Console
from rich.progress import track
from rich.table import Table

from lab.benched.of_stack import rows_of_stack
from lab.benched.row import Figure, Row
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
COLUMNS: Final = ("what", "ours", "beside it", "unit", "ratio", "goal", "measured")
PLATE_COUNTS: Final = (1_000, 100_000)
ENTRY_COUNTS: Final = (100, 100_000)
LOOK_UPS: Final = {
    "look_alike stranger": "a read of two candidates that is on no list",
    "look_alike listed": "a read that is on a list, look-alike",
    "one_edit stranger": "a read of two candidates that is on no list of one edit",
}


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
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the table there, as documents have it")
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
    if options.markdown:
        options.markdown.write_text(markdown(figures), encoding="utf-8")
    if options.json:
        options.json.write_text(json.dumps([asdict(figure) for figure in figures], indent=1) + "\n", encoding="utf-8")
    return 0


def _chosen_rows(folder: Path | None, drawn: Path, *, of_stack: bool) -> list[Row]:
    photos = _photos(folder, drawn, _drawn_vehicle if of_stack else _drawn)
    return rows_of_stack(photos) if of_stack else _rows(photos)


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
    reference = row.of_all(theirs) * row.scale if theirs else None
    return Figure(row.what, row.of_all(ours) * row.scale, row.unit, row.beside, ratio, reference, row.goal)


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
    table = Table(*COLUMNS, box=SIMPLE)
    for one in figures:
        table.add_row(*cells(one))
    Console().print(table)


def markdown(figures: Sequence[Figure]) -> str:
    """Write the table as documents have it."""
    lines = [COLUMNS, ["---"] * len(COLUMNS), *map(cells, figures)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def cells(figure: Figure) -> list[str]:
    """Write what stands in the columns of a line."""
    values = [f"{one:.3g}" if one is not None else "-" for one in (figure.value, figure.reference)]
    ratio = f"{figure.ratio:.2f}" if figure.ratio else "-"
    return [figure.what, *values, figure.unit, ratio, figure.goal or "-", figure.beside]


if __name__ == "__main__":
    sys.exit(main())
