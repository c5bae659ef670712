"""Work that goes on beside other work."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Final

_AT_ONCE: Final = 6
"""Objects that are made of one photo, its pixels, itself, and the note that it is in the bucket."""


def beside(work: Callable[[], None]) -> Callable[[], object]:
    """Begin a piece of work in a thread.

    A function may be frozen as soon as it has answered: whoever begins something waits for it before that.

    Parameters
    ----------
    work : callable

    Returns
    -------
    callable
        Waits for it to end, and raises what went wrong.
    """
    return _pool().submit(work).result


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(_AT_ONCE)
