"""Measure how well plates are read on labelled photos: the accuracy table.

Usage: ``npm run evaluate -- DIR [--json FILE] [--photos FILE]``. DIR holds photos and their `labels.csv`. Every photo
goes through DetectText and through the same reading as in the S3 function, its second look included, once with no
region known and once with the photo's region expected. The DetectText is the laptop's; with ``--engine aws [--record
FILE]`` it is Amazon Rekognition's, and with ``--replay FILE`` it is recalled from what was recorded. With ``--formats``
it measures on drawn plates instead: see `lab.formats`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from handler.domain.reading.read import Read
from lab.engines.asking import NotAllowed, engine_for
from lab.engines.engine import Engine, EngineFailed, NotConnected
from lab.engines.recording import RecordingError
from lab.evaluate_options import Options, parsed
from lab.evaluation import BASELINES, Outcome, figures, reliability
from lab.formats import evaluate_formats
from lab.misses import misses_page
from lab.photo_set import Photo, PhotoSetError, Seen, is_held_out, labelled_photos, look_at
from lab.progress import shown
from lab.reading import MODES, read_photo

PARTS: Mapping[str, Callable[[Photo], bool]] = {
    "all": lambda _: True,
    "fitted": lambda photo: not is_held_out(photo),
    "held-out": is_held_out,
}
_COLUMNS = {
    "exact": "exact",
    "folded": "O=0 I=1",
    "within_one": "±1 edit",
    "top5": "top 5",
    "recall": "recall",
    "precision": "precise",
    "accepted": "accepted",
    "accepted_wrong": "wrong",
    "detect_text_calls": "calls",
    "ocr_seconds": "OCR s",
    "reading_seconds": "ours ms",
    "pixel_seconds": "pixels ms",
}
# Narrower, and the headings would be cut; a terminal wraps what does not fit.
_NARROWEST = 117
_EDGES = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Returns
    -------
    int
        Exit code: 0; 2 when the folder, a file of answers or a service cannot be used, or nobody agrees to the costs;
        1 when the service does not answer any more; 130 when it was stopped.
    """
    options = parsed(arguments, PARTS)
    console = Console()
    console.width = max(console.width, _NARROWEST)
    if options.formats:
        evaluate_formats(console, options.plates, options.regions, options.json)
        return 0
    try:
        return _evaluate(options, console)
    except (PhotoSetError, RecordingError, NotConnected, NotAllowed) as error:
        return _ended(2, str(error))
    except EngineFailed as error:
        return _ended(1, str(error), options.record)
    except KeyboardInterrupt:
        return _ended(130, "Stopped.", options.record)


def _ended(status: int, sentence: str, record: Path | None = None) -> int:
    goes_on = " The same command goes on with what is recorded." if record and record.is_file() else ""
    print(f"{sentence}{goes_on}", file=sys.stderr)
    return status


def _evaluate(options: Options, console: Console) -> int:
    chosen = [photo for photo in labelled_photos(options.folder) if PARTS[options.part](photo)]
    engine = engine_for(options, chosen)
    with shown(chosen, "Looking at photos") as looked_at:
        photos, seen, not_read = seen_photos(looked_at, engine)
    for sentence in not_read:
        print(f"not read: {sentence}", file=sys.stderr)
    if not photos:
        print("No photo could be read.", file=sys.stderr)
        return 2
    outcomes = _outcomes(photos, seen, engine, may_look_again=options.second_look == "on")
    report = {"engine": engine.as_json(), **_report(photos, seen, outcomes)}
    for line in (engine.title(), *engine.remarks()):
        console.print(line, markup=False, highlight=False)
    _show(report, outcomes, console)
    console.print(_were_read(len(photos), len(not_read)))
    if options.json:
        options.json.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    if options.photos:
        options.photos.write_text(misses_page(outcomes), encoding="utf-8")
    return 0


def _outcomes(
    photos: Sequence[Photo], seen: Sequence[Seen], engine: Engine, *, may_look_again: bool
) -> dict[str, list[Outcome]]:
    work = [(*pair, mode) for mode in MODES for pair in zip(photos, seen, strict=True)]
    read = partial(read_photo, may_look_again=may_look_again, engine=engine)
    if may_look_again:
        with shown(work, "Looking again") as looked_at:
            for photo, one, mode in looked_at:
                read(photo, one, mode)
    # The second looks are recalled now: OCR at work between two readings would show in the time of the readings.
    return {mode: [read(photo, one, asked) for photo, one, asked in work if asked == mode] for mode in MODES}


def _were_read(read: int, not_read: int) -> str:
    were_read = "1 photo was" if read == 1 else f"{read} photos were"
    return f"{were_read} read, {not_read} {'was' if not_read == 1 else 'were'} not."


def seen_photos(photos: Iterable[Photo], engine: Engine) -> tuple[list[Photo], list[Seen], list[str]]:
    """Look at photos; give those that could be opened, what was seen in them, and a sentence on each other one."""
    opened, seen, not_read = list[Photo](), list[Seen](), list[str]()
    for photo in photos:
        try:
            seen.append(look_at(photo, engine))
            opened.append(photo)
        except PhotoSetError as error:
            not_read.append(str(error))
    return opened, seen, not_read


def _report(photos: Sequence[Photo], seen: Sequence[Seen], outcomes: dict[str, list[Outcome]]) -> dict[str, Any]:
    names = [*dict.fromkeys(photo.set_name for photo in photos), "all"]
    return {
        "sets": {name: _of_set(name, photos, seen, outcomes) for name in names},
        "photos": [_of_photo(*pair) for pair in zip(outcomes["expected"], outcomes["unknown"], strict=True)],
    }


def _of_set(
    name: str, photos: Sequence[Photo], seen: Sequence[Seen], outcomes: dict[str, list[Outcome]]
) -> dict[str, Any]:
    members = [index for index, photo in enumerate(photos) if name in (photo.set_name, "all")]
    baselines = {}
    for baseline, rule in BASELINES.items():
        answers = [(photos[index], rule(seen[index].detections, photos[index].region)) for index in members]
        right = [answer in photo.plates if answer else not photo.plates for photo, answer in answers]
        baselines[baseline] = sum(right) / len(right)
    return {
        "photos": len(members),
        **{mode: figures([outcomes[mode][index] for index in members]) for mode in MODES},
        "baselines": baselines,
    }


def _of_photo(expected: Outcome, unknown: Outcome) -> dict[str, Any]:
    """Tell what was read in a photo; `reads` with its region expected, the rest beside it."""
    return {
        "file": expected.photo.file,
        "truth": list(expected.photo.plates),
        "reads": [_of_read(read) for read in expected.reads],
        "reads_unknown": [_of_read(read) for read in unknown.reads],
        "why": _why(expected),
    }


def _of_read(read: Read) -> dict[str, Any]:
    return {
        "plate": read.plate,
        "confidence": round(read.confidence, 4),
        "region": read.region,
        "raw_text": read.raw_text,
    }


def _why(outcome: Outcome) -> str:
    """Say in a few words what kind of hit or miss a photo is."""
    if outcome.is_exact:
        return "right"
    if not outcome.reads:
        return "no plate was read"
    if not outcome.photo.plates:
        return "a plate was read where there is none"
    if any(read.plate in outcome.photo.plates for read in outcome.reads):
        return "the labelled plate is not the first read"
    candidates = {candidate.plate for read in outcome.reads for candidate in read.candidates}
    return (
        "the labelled plate is a lesser candidate"
        if candidates & set(outcome.photo.plates)
        else "another text was read"
    )


def _show(report: dict[str, Any], outcomes: dict[str, list[Outcome]], console: Console) -> None:
    for mode in MODES:
        table = Table(
            "set", "photos", *_COLUMNS.values(), title=f"Region {mode} (shares in %)", box=SIMPLE, padding=(0, 0, 0, 1)
        )
        for name, row in report["sets"].items():
            table.add_row(name, str(row["photos"]), *(_cell(key, row[mode][key]) for key in _COLUMNS))
        console.print(table)
    table = Table("set", *BASELINES, title="Exact by simple rules, from the same text (in %)", box=SIMPLE)
    for name, row in report["sets"].items():
        table.add_row(name, *(_cell("exact", row["baselines"][rule]) for rule in BASELINES))
    console.print(table)
    for mode in MODES:
        table = Table(
            "confidence from", "reads", "mean confidence", "right", title=f"Reliability, region {mode}", box=SIMPLE
        )
        for low, count, mean, right in reliability(outcomes[mode], _EDGES):
            table.add_row(f"{low:.2f}", str(count), _cell("exact", mean), _cell("exact", right))
        console.print(table)


def _cell(key: str, value: float | None) -> str:
    if value is None:
        return "-"
    if key in ("reading_seconds", "pixel_seconds"):
        return f"{value * 1000:.1f}"
    return f"{value:.2f}" if key in ("ocr_seconds", "detect_text_calls") else f"{value * 100:.1f}"


if __name__ == "__main__":
    sys.exit(main())
