"""Measure how well visits are derived at a simulated car park.

Usage: ``python -m lab.carpark [--visits N] [--seed N] [--count N] [--one-series] [--json FILE]``. Each seed draws
another country, other guests and other mishaps, and takes about a minute. The thresholds of `handler/domain/visits`
were chosen on seeds from 1 on; others tell how well.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table

from handler.domain.visits.pairing import LEAD, PAIRED_FROM
from lab.carpark.days import Rates, drawn_days
from lab.carpark.measure import Result, measured, total
from lab.progress import shown

_WIDTH: Final = 120
"""Narrower, and cells of the table would break."""

_ROWS: Final[tuple[tuple[str, str, Callable[[Result], str]], ...]] = (
    ("visits", "", lambda one: f"{one.visits}"),
    ("seen at both ends, of all %", "", lambda one: _percent(one.both_seen, one.visits)),
    ("pairs made", "", lambda one: f"{one.pairs}"),
    ("by likelihood", "", lambda one: f"{one.likely}"),
    ("right, of pairs made %", "99.5", lambda one: _percent(one.right, one.pairs)),
    ("right, of likely ones %", "", lambda one: _percent(one.likely_right, one.likely)),
    ("paired rightly, of visits seen at both ends %", "96", lambda one: _percent(one.right, one.both_seen)),
    ("paired rightly, of all visits %", "", lambda one: _percent(one.right, one.visits)),
    ("questions asked", "", lambda one: f"{one.questions}"),
    ("with the right suggestion first", "", lambda one: f"{one.answered}"),
    ("the count's drift in a day, mean, of arrivals %", "1", lambda one: f"{100 * one.drift:.2f}"),
    ("on the worst day %", "", lambda one: f"{100 * one.worst_drift:.2f}"),
    ("days on which it was at most 1 %", "all", lambda one: f"{one.days_near} of {one.days}"),
    ("days on which the count was as sure as it said", "95 %", lambda one: f"{one.days_held} of {one.days}"),
    ("queries for a photo, mean", "", lambda one: f"{one.queries:.1f}"),
    ("queries for a photo, at most", "", lambda one: f"{one.most_queries:.0f}"),
    ("the same when shuffled", "yes", lambda one: _yes(one.is_same_shuffled)),
    ("the same when derived in part", "yes", lambda one: _yes(one.are_windows_right)),
    ("seconds for deriving all", "", lambda one: f"{one.seconds:.1f}"),
)
"""What is told, its goal, and how it is written."""


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
    return 0 if all(map(_is_in_order, results)) else 1


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
    columns = {str(one.seed): one for one in results} | ({"all": total(results)} if len(results) > 1 else {})
    table = Table(title=f"{mishaps}; paired from {PAIRED_FROM:g} on, with a lead of {LEAD:g}")
    for heading in ("seed", "goal", *columns):
        table.add_column(heading, justify="left" if heading == "seed" else "right")
    for name, goal, told in _ROWS:
        table.add_row(name, goal, *map(told, columns.values()))
    console = Console()
    console.width = max(console.width, _WIDTH)
    console.print(table)


def _named(rates: Rates) -> list[tuple[str, float]]:
    """Give the rates by their names."""
    return [(name, getattr(rates, name)) for name in Rates.__dataclass_fields__]


def _yes(is_so: bool) -> str:  # noqa: FBT001 (it is what is written)
    return "yes" if is_so else "NO"


def _is_in_order(one: Result) -> bool:
    """Tell whether order of arrival made no difference, nor that only a part was looked at."""
    return one.is_same_shuffled and one.are_windows_right


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / max(whole, 1):.2f}"


if __name__ == "__main__":
    sys.exit(main())
