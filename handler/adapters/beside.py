"""Work that goes on beside other work."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from typing import Final, TypeVar

T = TypeVar("T")
R = TypeVar("R")

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


def ahead(things: Iterator[T]) -> Iterator[T]:
    """Give what comes, and let the next one come while one is looked at.

    Parameters
    ----------
    things : iterator
        None of them is None.
    """
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(next, things, None)
        while (thing := coming.result()) is not None:
            coming = pool.submit(next, things, None)
            yield thing


def side_by_side(work: Callable[[T], R], things: Iterable[T], at_once: int) -> Iterator[R]:
    """Do some work with each thing, some at once, and give what came of it in their order.

    Parameters
    ----------
    work : callable
    things : iterable
        Are taken as they are needed.
    at_once : int
    """
    with ThreadPoolExecutor(at_once) as pool:
        under_way = deque[Future[R]]()
        for thing in things:
            under_way.append(pool.submit(work, thing))
            if len(under_way) == at_once:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(_AT_ONCE)
