"""Steps of a start: what is being done, the seconds that pass, and how long it took."""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

TICK_SECONDS = 1.0
CLEAR_LINE = "\r\x1b[K"


@contextmanager
def step(name: str) -> Iterator[None]:
    """Say what is being done, on a terminal with the seconds as they pass, and how long it took in the end.

    Parameters
    ----------
    name
        What is being done, in the words of people.
    """
    started = time.monotonic()
    ended = threading.Event()
    ticking = threading.Thread(target=_tick, args=(name, started, ended), daemon=True)
    print(f"  {name} ...", end="" if sys.stdout.isatty() else "\n", flush=True)
    ticking.start()
    outcome = "failed after "
    try:
        yield
        outcome = ""
    finally:
        ended.set()
        ticking.join()
        start_of_line = f"{CLEAR_LINE}  " if sys.stdout.isatty() else "  "
        print(f"{start_of_line}{name}: {outcome}{time.monotonic() - started:.1f} s", flush=True)


def _tick(name: str, started: float, ended: threading.Event) -> None:
    while sys.stdout.isatty() and not ended.wait(TICK_SECONDS):
        print(f"{CLEAR_LINE}  {name} ... {time.monotonic() - started:.0f} s", end="", flush=True)
