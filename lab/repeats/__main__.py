"""Measure how often a repeat costs a call, and how often something new would be skipped.

Usage: ``python -m lab.repeats [--seed N] [--count N] [--sequence N] [--json FILE]``. Each seed draws another camera,
other vehicles and other weather. The thresholds of `handler/domain/repeats` were chosen on seeds from 1 on; others
tell how well.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table

from handler.domain.repeats.plate_view import MOST_DIFFERENCE
from handler.domain.repeats.scenery import MOST_CHANGED
from lab.progress import shown
from lab.repeats.measure import KINDS, Case, measured, sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw, compare and print; gives the exit status."""
    options = _parse(arguments)
    with shown(range(options.seed, options.seed + options.count), "Drawing and comparing") as seeds:
        drawn = (sequence(seed, options.sequence) if options.sequence else measured(seed) for seed in seeds)
        cases = [case for one in drawn for case in one]
    _print(cases)
    if options.json:
        text = json.dumps([case._asdict() for case in cases], indent=1)
        options.json.write_text(text + "\n", encoding="utf-8")
    return 0


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m lab.repeats", description=__doc__)
    parser.add_argument("--seed", type=int, default=1_000_000, help="the first one")
    parser.add_argument("--count", type=int, default=100, help="how many seeds: each gives a case of each kind")
    parser.add_argument("--sequence", type=int, metavar="N", help="N photos of a parked vehicle instead")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every case there")
    return parser.parse_args(arguments)


def _print(cases: Sequence[Case]) -> None:
    table = Table(title=f"skipped: at most {MOST_CHANGED} of a block changed, and a plate by {MOST_DIFFERENCE}")
    for heading in ("kind", "cases", "skipped", "share %", "scene", "plate"):
        table.add_column(heading)
    for kind in KINDS:
        of_kind = [case for case in cases if case.kind == kind]
        if of_kind:
            skipped = sum(case.is_skipped for case in of_kind)
            nearest = max if kind.startswith("repeat") else min
            least = nearest(of_kind, key=lambda case: (case.difference, case.changed))
            row = (kind, len(of_kind), skipped, f"{100 * skipped / len(of_kind):.1f}")
            table.add_row(*map(str, row), f"{least.changed:.2f}", f"{least.difference:.2f}")
    console = Console()
    console.print(table)
    spent_ms = median(case.spent_ms for case in cases)
    console.print(f"{spent_ms:.0f} ms of a processor for a comparison, decoding included (median)")


if __name__ == "__main__":
    sys.exit(main())
