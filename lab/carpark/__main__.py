"""Measure how well visits are derived at a simulated car park.

Usage: ``python -m lab.carpark [--visits N] [--seed N] [--count N] [--one-series] [--json FILE]``. Each seed draws
another country, other guests and other mishaps, and takes about a minute. The thresholds of `handler/domain/visits`
were chosen on seeds from 1 on; others tell how well.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from handler.domain.visits.pairing import LEAD, PAIRED_FROM
from lab.carpark.days import Rates, drawn_days
from lab.carpark.measure import Result, measured, total
from lab.progress import shown

_HEADINGS = (
    "seed",
    "visits",
    "pairs",
    "likely",
    "right %",
    "likely right %",
    "paired %",
    "of all %",
    "at most %",
    "questions",
    "first right",
    "drift %",
    "worst %",
    "days held",
    "shuffled",
    "seconds",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw, derive and print; gives the exit status."""
    options = _parse(arguments)
    rates = Rates(options.misread, options.missed, options.late, options.sent_again)
    with shown(range(options.seed, options.seed + options.count), "Driving in and out") as seeds:
        results = [
            measured(drawn_days(options.visits, seed, rates, one_series=options.one_series), seed) for seed in seeds
        ]
    _print(results, rates)
    if options.json:
        text = json.dumps([one._asdict() for one in results], indent=1)
        options.json.write_text(text + "\n", encoding="utf-8")
    return 0 if all(one.is_same_shuffled for one in results) else 1


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    usual = Rates()
    parser = argparse.ArgumentParser(prog="python -m lab.carpark", description=__doc__)
    parser.add_argument("--visits", type=int, default=10_000, help="for each seed")
    parser.add_argument("--seed", type=int, default=1_000_000, help="the first one")
    parser.add_argument("--count", type=int, default=3, help="how many seeds")
    parser.add_argument("--one-series", action="store_true", help="all plates of one series of 30,000: the hardest")
    for name in Rates.__dataclass_fields__:
        parser.add_argument(
            f"--{name.replace('_', '-')}", type=float, default=getattr(usual, name), help="a share, 0-1"
        )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every seed's figures there")
    return parser.parse_args(arguments)


def _print(results: Sequence[Result], rates: Rates) -> None:
    mishaps = ", ".join(f"{100 * share:g} % {name.replace('_', ' ')}" for name, share in _named(rates))
    table = Table(title=f"{mishaps}; paired from {PAIRED_FROM:g} on, with a lead of {LEAD:g}")
    for heading in _HEADINGS:
        table.add_column(heading, justify="right")
    for one in results:
        table.add_row(*_cells(one, str(one.seed)))
    if len(results) > 1:
        table.add_section()
        table.add_row(*_cells(total(results), "all"))
    console = Console()
    console.width = max(console.width, 170)
    console.print(table)


def _named(rates: Rates) -> list[tuple[str, float]]:
    """Give the rates by their names."""
    return [(name, getattr(rates, name)) for name in Rates.__dataclass_fields__]


def _cells(one: Result, name: str) -> tuple[str, ...]:
    return (
        name,
        str(one.visits),
        str(one.pairs),
        str(one.likely),
        _percent(one.right, one.pairs),
        _percent(one.likely_right, one.likely),
        _percent(one.right, one.both_seen),
        _percent(one.right, one.visits),
        _percent(one.both_seen, one.visits),
        str(one.questions),
        str(one.answered),
        f"{100 * one.drift:.2f}",
        f"{100 * one.worst_drift:.2f}",
        f"{one.days_held} of {one.days}",
        "same" if one.is_same_shuffled else "OTHERS",
        f"{one.seconds:.1f}",
    )


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / max(whole, 1):.2f}"


if __name__ == "__main__":
    sys.exit(main())
