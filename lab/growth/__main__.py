"""Show what grows with the log: ``python -m lab.growth [--most 1000000] [--compared 1000000] [--waits]``.

Read units are counted by the real adapters on a table that makes its items up (`lab/growth/grown_table.py`), fuzzy and
partial searches on one in memory (`lab/search_cost.py`); the comparison with the bucket runs in a process of its own.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from typing import Final

import boto3

from lab.growth.comparison import compare, peak_bytes
from lab.growth.questions import units_of
from lab.measures import WAYS_TO_SEARCH, search_units

COUNTS: Final = (1_000, 10_000, 100_000, 1_000_000)
MOST_IN_MEMORY: Final = 100_000
"""Plates whose keys fit into the memory of a table that holds them."""

MEBIBYTE: Final = 1024**2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m lab.growth", description="Show what grows with the log.")
    parser.add_argument("--most", type=int, default=COUNTS[-1], metavar="N", help="of how many plates the log is")
    parser.add_argument("--compared", type=int, default=COUNTS[-1], metavar="N", help="photos to compare; 0 for none")
    parser.add_argument("--waits", action="store_true", help="let the comparison wait for answers as AWS's are assumed")
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.alone:
        clients = [boto3.client(one, region_name="eu-central-1") for one in ("dynamodb", "s3", "lambda")]
        before = peak_bytes()
        peak, seconds, worked = compare(options.compared, has_waits=options.waits)
        memory = f"{peak / MEBIBYTE:.0f} MiB, {before / MEBIBYTE:.0f} before"
        print(f"{options.compared:,} photos: {memory}, {seconds:.0f} s, {worked:.0f} s of a processor")
        del clients  # they take their part of the memory, as in the function
        return 0
    _show_units([count for count in COUNTS if count <= options.most])
    if options.compared:
        again = [sys.executable, "-m", "lab.growth", "--alone", "--compared", str(options.compared)]
        again += ["--waits"] if options.waits else []
        return subprocess.run(again, check=False).returncode
    return 0


def _show_units(counts: Sequence[int]) -> None:
    """Print read units, a row a question, a column a size of the log, and the last beside the first."""
    print(f"| read units, plates | {' | '.join(f'{count:,}' for count in counts)} | ratio |")
    print(f"| --- |{' --- |' * (len(counts) + 1)}")
    columns = [units_of(count) for count in counts]
    for what in columns[0]:
        _show_row(what, [column[what] for column in columns])
    for way in WAYS_TO_SEARCH:
        held = [count for count in counts if count <= MOST_IN_MEMORY]
        _show_row(f"search: {way}", [search_units(f"{count} {way}") for count in held], len(counts))


def _show_row(what: str, units: Sequence[float], columns: int = 0) -> None:
    cells = [f"{one:.1f}" for one in units] + ["-"] * (columns - len(units))
    print(f"| {what} | {' | '.join(cells)} | {units[-1] / units[0]:.1f} |")


if __name__ == "__main__":
    sys.exit(main())
