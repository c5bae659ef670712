"""Measure how the table of formats serves plates that it knows, and plates that it does not: text boxes alone.

Usage: ``npm run evaluate -- --formats [--plates N] [--regions CODE ...] [--json FILE]``. Plates of every series of
every region are drawn at random, once as they are and once as OCR might write them, and read with the whole table, its
region expected and unknown; with their series taken out of the table; and with their region taken out: what a country
that nobody thought of meets.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final, NamedTuple, Self

from rich.box import SIMPLE
from rich.console import Console
from rich.progress import track
from rich.table import Table

from handler.domain.characters import plate_characters
from handler.domain.formats.region import Format, Region
from handler.domain.formats.world import WORLD, World
from handler.domain.geometry import ImageSize, Point
from handler.domain.judging.ground import Picture
from handler.domain.reading.acceptance import DEFAULT_ERROR_RATE, Acceptance
from handler.domain.reading.read import Read, read_plates
from handler.domain.text.detection import Detection
from lab.pictures.plate_texts import noisy, plate_text

PLATES: Final = 200
"""Drawn of a series."""

CASES: Final = ("known, expected", "known", "series unknown", "region unknown")
TEXTS: Final = ("clean", "noisy")

_SIZE: Final = ImageSize(1280, 720)
PICTURE: Final = Picture(_SIZE)
"""What drawn plates stand in."""
_HEIGHT_PIXELS: Final = 48
_WIDTH_OF_A_CHARACTER: Final = 0.48
"""Beside its height."""
_WIDTH: Final = 150
"""Narrower, and cells of the table would break."""

_CONFIDENCE: Final = {"clean": 0.97, "noisy": 0.85}


@dataclass(slots=True)
class Count:
    """Plates of a region in one case: how many were read right, accepted, and accepted though wrong."""

    plates: int = 0
    right: int = 0
    accepted: int = 0
    accepted_wrong: int = 0

    def add(self, plate: str, read: Read | None, acceptance: Acceptance) -> None:
        """Count a plate and what was read first."""
        is_right, is_accepted = False, False
        if read is not None:
            is_right, is_accepted = read.plate == plate, acceptance.accepts(read.confidence, 0)
        self.plates += 1
        self.right += is_right
        self.accepted += is_accepted
        self.accepted_wrong += is_accepted and not is_right

    def __iadd__(self, other: Count) -> Self:
        """Add another count."""
        self.plates += other.plates
        self.right += other.right
        self.accepted += other.accepted
        self.accepted_wrong += other.accepted_wrong
        return self


Counts = dict[tuple[str, str], Count]
"""By case and text."""


@dataclass(frozen=True, slots=True)
class Series:
    """Formats of a region that go by one name."""

    region: Region
    name: str
    plates: int

    @property
    def formats(self) -> tuple[Format, ...]:
        """Its rows of the table."""
        return tuple(one for one in self.region.formats if one.series == self.name)


def all_series(world: World, plates: int) -> list[Series]:
    """Give every series of every region."""
    return [
        Series(region, name, plates)
        for region in world.regions
        for name in dict.fromkeys(one.series for one in region.formats)
    ]


class Drawn(NamedTuple):
    """A plate as OCR wrote it, to be read in one of the cases.

    Parameters
    ----------
    case, kind : str
        Of `CASES` and `TEXTS`.
    plate : str
        What is right, A-Z0-9.
    box : Detection
    expected : frozenset of str
        Region codes.
    world : World
    """

    case: str
    kind: str
    plate: str
    box: Detection
    expected: frozenset[str]
    world: World


def drawn_plates(series: Series, purpose: str = "") -> Iterator[Drawn]:
    """Draw plates of a series in each case and text; for another purpose others are drawn."""
    chance = Random(zlib.crc32(f"{purpose}{series.region.code} {series.name}".encode()))
    code = series.region.code
    worlds: Mapping[str, tuple[World, frozenset[str]]] = {
        "known, expected": (WORLD, frozenset({code})),
        "known": (WORLD, frozenset()),
        "series unknown": (WORLD.without(code, series.name), frozenset()),
        "region unknown": (WORLD.without(code), frozenset()),
    }
    formats = series.formats
    for one in chance.choices(formats, [each.how_common for each in formats], k=series.plates):
        text = plate_text(series.region, one.notation, chance)
        for kind, written in zip(TEXTS, (text, noisy(text, chance)), strict=True):
            box = _box(written, _CONFIDENCE[kind])
            for case, (world, hoped) in worlds.items():
                yield Drawn(case, kind, plate_characters(text), box, hoped, world)


def measure(series: Series) -> Counts:
    """Draw plates of a series and read them in each case."""
    acceptance = Acceptance.for_error_rate(DEFAULT_ERROR_RATE)
    counts: Counts = {(case, text): Count() for case in CASES for text in TEXTS}
    for one in drawn_plates(series):
        reads = read_plates([one.box], PICTURE, one.expected, one.world).reads
        counts[one.case, one.kind].add(one.plate, reads[0] if reads else None, acceptance)
    return counts


def _box(text: str, confidence: float) -> Detection:
    """Make a line of text at a plate's size in the middle of a photo."""
    width = _WIDTH_OF_A_CHARACTER * _HEIGHT_PIXELS * len(text) / _SIZE.width
    height = _HEIGHT_PIXELS / _SIZE.height
    left, top = (1 - width) / 2, 0.6
    corners = ((left, top), (left + width, top), (left + width, top + height), (left, top + height))
    return Detection(0, "line", text, confidence, tuple(Point(x, y) for x, y in corners))


def by_region(found: Iterable[tuple[Series, Counts]]) -> dict[str, Counts]:
    """Add the counts of each region's series; every series weighs the same."""
    regions: dict[str, Counts] = {}
    for series, counts in found:
        sums = regions.setdefault(series.region.code, {key: Count() for key in counts})
        for key, count in counts.items():
            sums[key] += count
    return regions


def total(regions: Mapping[str, Counts]) -> Counts:
    """Add the counts of all regions."""
    sums: Counts = {(case, text): Count() for case in CASES for text in TEXTS}
    for counts in regions.values():
        for key, count in counts.items():
            sums[key] += count
    return sums


def evaluate_formats(console: Console, plates: int, only: Sequence[str], json_path: Path | None) -> None:
    """Measure, and show the table."""
    console.width = max(console.width, _WIDTH)
    series = [one for one in all_series(WORLD, plates) if not only or one.region.code in only]
    with ProcessPoolExecutor() as pool:
        counted = pool.map(measure, series, chunksize=1)
        shown = track(counted, "Reading drawn plates", total=len(series), console=Console(stderr=True))
        found = list(zip(series, shown, strict=True))
    regions = by_region(found)
    _show(console, {"all": total(regions), **regions})
    if json_path:
        report = [{"region": one.region.code, "series": one.name, **_plain(counts)} for one, counts in found]
        json_path.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


def _plain(counts: Counts) -> dict[str, dict[str, int]]:
    return {
        f"{case}, {text}": {
            "plates": count.plates,
            "right": count.right,
            "accepted": count.accepted,
            "accepted_wrong": count.accepted_wrong,
        }
        for (case, text), count in counts.items()
    }


def _show(console: Console, regions: Mapping[str, Counts]) -> None:
    table = Table(box=SIMPLE, title="right / accepted / accepted wrong, %")
    table.add_column("region")
    for case in CASES:
        for text in TEXTS:
            table.add_column(f"{case}\n{text}", justify="right")
    for region, counts in regions.items():
        table.add_row(region, *(_cell(counts[case, text]) for case in CASES for text in TEXTS))
    console.print(table)


def _cell(count: Count) -> str:
    share = 100 / max(count.plates, 1)
    wrong = 100 * count.accepted_wrong / max(count.accepted, 1)
    return f"{count.right * share:.0f} {count.accepted * share:.0f} {wrong:.1f}"
