"""The rows of `npm run bench -- --stack`: what the running stack takes, and what is counted beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import Final

from lab.benched.row import Row
from lab.growth.questions import units_of

TOLD_PHOTOS: Final = 50
PLAIN_PHOTOS: Final = 60
ROUNDS_OF_EIGHT: Final = 25
STARTS: Final = 5
EVENTS: Final = Path(__file__).parents[2] / "tests" / "events"
WEIGHED: Final = ("answering", "on_upload", "reviewing")
S3_FUNCTION: Final = "on_upload"
BY_STREAM_OR_TIME: Final = ("admitting", "announcing", "auditing", "delivering", "deriving", "reconciling", "retracing")
"""Functions of which nobody waits for the answer."""

FEW, MANY = 1_000, 1_000_000
"""Plates in the log."""

ONCE: Final = ("",)
"""What is counted is the same each time."""


def rows_of_stack(photos: Sequence[str]) -> list[Row]:
    """List the rows.

    Parameters
    ----------
    photos
        Paths of photos of vehicles.
    """
    return [*_of_photos(photos), *_of_calls(), *_of_starts(photos), *_of_bytes(), *_of_growth()]


def p95(values: Sequence[float]) -> float:
    """Give what 95 of 100 do not exceed."""
    return sorted(values)[-(-len(values) * 95 // 100) - 1]


def _of_photos(photos: Sequence[str]) -> list[Row]:
    detect_text = f"DetectText's own call, medians of {len(photos)} photos"
    told = list(islice(cycle(photos), TOLD_PHOTOS))
    done = f"until it is done, medians of {len(told)} photos"
    one_by_one, rounds = (list(islice(cycle(photos), count)) for count in (PLAIN_PHOTOS, ROUNDS_OF_EIGHT))
    alone, many = ("plain_plate_seconds", one_by_one), ("plain_plates_at_once_seconds", rounds)
    plain = "DetectText and put_item alone"
    less = f"{plain}; of {len(one_by_one)} photos, less the text detection"
    eight = f"{plain}; of {len(rounds)} times eight photos"
    asked, until_done = ("detect_text_seconds", photos), ("done_seconds", told)
    return [
        Row("photo to plate, median", "s", "plate_seconds", one_by_one, less, alone, ratio_of=median, goal="1.3"),
        Row("photo to plate, 95 of 100", "s", "plate_seconds", one_by_one, less, alone, of_all=p95, ratio_of=p95),
        Row("eight photos at once", "s", "plates_at_once_seconds", rounds, eight, many, ratio_of=median),
        Row(
            "read at once, by its door",
            "s",
            "door_seconds",
            photos,
            detect_text,
            asked,
            ratio_of=median,
            goal="1.3",
        ),
        Row("until a webhook hears", "s", "told_seconds", told, done, until_done, ratio_of=median, goal="1.5"),
    ]


def _of_calls() -> list[Row]:
    plain = "DetectText and put_item alone"
    units = "announced, taken into work, ended; indexes apart"
    return [
        Row("AWS calls of the S3 function", "calls", "photo_calls", ONCE, plain, ("plain_photo_calls", ONCE), goal="8"),
        Row("write units of a photo", "units", "photo_write_units", ONCE, units),
    ]


def _of_starts(photos: Sequence[str]) -> Iterator[Row]:
    beside = f"a bare function of the same clients and calls, medians of {STARTS}"
    for name in sorted(event.stem for event in EVENTS.glob("*.json")):
        # The S3 function reads a photo, each time another one: what is left of a detection is another one's, too.
        things = [f"{name} {photo}" if name == S3_FUNCTION else name for photo in islice(cycle(photos), STARTS)]
        bare = "bare_start_seconds", things
        goal = "1.15" if name == S3_FUNCTION else "" if name in BY_STREAM_OR_TIME else "1.4"
        yield Row(f"cold start of {name}", "s", "start_seconds", things, beside, bare, ratio_of=median, goal=goal)
        if name in WEIGHED:
            bare = "bare_start_mebibytes", things
            yield Row(f"most memory of {name}", "MiB", "start_mebibytes", things, beside, bare, ratio_of=median)


def _of_bytes() -> list[Row]:
    sent = "by gzip -9, with all that it imports"
    return [
        *(
            Row(f"package {name}.zip", "MB", "package_bytes", (name,), "as it would go to AWS", scale=1e-6, goal="4.5")
            for name in ("platebook", "photos")
        ),
        Row("script of the sign-in page", "kB", "sign_in_bytes", ONCE, sent, scale=1e-3, goal="200"),
        Row("script of the largest page", "kB", "largest_page_bytes", ONCE, sent, scale=1e-3, goal="420"),
    ]


def _of_growth() -> Iterator[Row]:
    for what in units_of(FEW):
        few = "growth_units", (f"{FEW} {what}",)
        beside = f"{MANY:,} plates, beside {FEW:,}"
        yield Row(what, "read units", "growth_units", (f"{MANY} {what}",), beside, few, goal="1")
