"""How far a long work is, on stderr."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from rich.console import Console
from rich.progress import Progress

_Item = TypeVar("_Item")


@contextmanager
def shown(items: Sequence[_Item], what: str) -> Iterator[Iterable[_Item]]:
    """Show how many of some items were taken; the bar ends with the block, so that an error is told below it.

    Parameters
    ----------
    items : sequence
    what : str
        What is done with them.
    """
    with Progress(console=Console(stderr=True)) as progress:
        yield progress.track(items, description=what)
