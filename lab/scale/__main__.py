"""Say what fills first at 1 to 1,000 photos a second, and from which rate a queue does better than S3's event.

Usage: ``python -m lab.scale [--seed N] [--photos N]``. It asks no AWS; `lab/scale/limits.py` has what it goes by.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from math import inf
from typing import Final

from lab.scale.limits import (
    API_REQUESTS_PER_SECOND,
    CALLS_A_PHOTO,
    DEFAULT_CONCURRENCY,
    DETECT_TEXT_PER_SECOND,
    DETECTION_SECONDS,
    HOT_KEYS,
    NEW_ACCOUNT_CONCURRENCY,
    OTHER_SECONDS,
)
from lab.scale.simulate import By, Result, World, simulate

RATES: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
LONGEST_SECONDS: Final = 900
"""Three bursts; at high rates less, so that it is simulated within a minute."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Simulate and print; gives the exit status."""
    parser = argparse.ArgumentParser("python -m lab.scale", description="What fills first when more photos come.")
    parser.add_argument("--seed", type=int, default=21)
    parser.add_argument("--photos", type=int, default=20_000, help="at most, for each row")
    options = parser.parse_args(arguments)
    print("\n".join(["What is full from how many photos a second on, evenly spread", "", *_first(), ""]))
    for where, calls in DETECT_TEXT_PER_SECOND.items():
        print("\n".join([f"DetectText {where}: {calls:g} a second", "", *_table(calls, options), ""]))
    return 0


def limits() -> list[tuple[str, float]]:
    """Give what is full from how many photos a second on, the first one first."""
    seconds = OTHER_SECONDS + CALLS_A_PHOTO * DETECTION_SECONDS
    found = [(f"DetectText, {where}", calls / CALLS_A_PHOTO) for where, calls in DETECT_TEXT_PER_SECOND.items()]
    found += [
        ("Lambda's concurrency, a new account", NEW_ACCOUNT_CONCURRENCY / seconds),
        ("Lambda's concurrency, by default", DEFAULT_CONCURRENCY / seconds),
        ("our API, a request a photo (cameras)", API_REQUESTS_PER_SECOND),
        ("our API, five requests a photo (people)", API_REQUESTS_PER_SECOND / 5),
        *((f"DynamoDB, {key.name}", key.photos_per_second) for key in HOT_KEYS),
    ]
    return sorted([one for one in found if one[1] < inf], key=lambda one: one[1])


def _first() -> Iterator[str]:
    yield "| what | photos a second |"
    yield "| --- | --- |"
    yield from (f"| {name} | {rate:.0f} |" for name, rate in limits())


WAYS: Final = ("event", "event, capped", "queue, capped")


def _table(calls: float, options: argparse.Namespace) -> Iterator[str]:
    yield f"| photos a second | {' | '.join(f'{way}: given up | half / 95 % within' for way in WAYS)} |"
    yield "| --- " * (1 + 2 * len(WAYS)) + "|"
    for rate in RATES:
        photos = min(rate * LONGEST_SECONDS, options.photos)
        worlds = (
            World(rate, calls, DEFAULT_CONCURRENCY, By.EVENT, photos, options.seed),
            World(rate, calls, cap_of(calls), By.EVENT, photos, options.seed),
            World(rate, calls, cap_of(calls), By.QUEUE, photos, options.seed),
        )
        yield f"| {rate} | {' | '.join(_told(simulate(one), photos) for one in worlds)} |"


def cap_of(calls: float) -> int:
    """Give the most photos at once with which DetectText's rate is just used up; 2 is the least that SQS takes."""
    if calls == inf:
        return DEFAULT_CONCURRENCY
    return max(2, int(calls / CALLS_A_PHOTO * (OTHER_SECONDS + CALLS_A_PHOTO * DETECTION_SECONDS)))


def _told(result: Result, photos: int) -> str:
    return f"{result.given_up / photos:.1%} | {_time(result.at(0.5))} / {_time(result.at(0.95))}"


def _time(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds < 120 else f"{seconds / 60:.0f} min"


if __name__ == "__main__":
    sys.exit(main())
