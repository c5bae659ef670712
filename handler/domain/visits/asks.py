"""What facts are asked for, and which of it has been answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, TypeAlias


class AskedBy(StrEnum):
    """By what facts are asked for."""

    GATE = "gate"
    KEY = "key"


class Ask(NamedTuple):
    """Facts that are asked for: the sightings of a site at a gate, or under a key, with all that was said of them.

    Attributes
    ----------
    by : AskedBy
    name : str
        The gate, or the key. Sightings are filed under the keys of the plate that a person gave, where one did.
    since, until : datetime
        When they were taken, UTC; both included.
    """

    by: AskedBy
    name: str
    since: datetime
    until: datetime


_Spans: TypeAlias = Sequence[tuple[datetime, datetime]]


def joined(asks: Iterable[Ask]) -> Iterator[Ask]:
    """Ask once for times of one name that overlap."""
    for (by, name), spans in _by_name(asks).items():
        yield from (Ask(by, name, since, until) for since, until in spans)


def _by_name(asks: Iterable[Ask]) -> Mapping[tuple[AskedBy, str], _Spans]:
    found: dict[tuple[AskedBy, str], list[tuple[datetime, datetime]]] = defaultdict(list)
    for by, name, since, until in sorted(asks):
        spans = found[by, name]
        if spans and since <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(until, spans[-1][1]))
        else:
            spans.append((since, until))
    return found


class Answered:
    """What has been answered: all that lies within it needs no other question.

    Parameters
    ----------
    asks : iterable of Ask
    """

    def __init__(self, asks: Iterable[Ask]) -> None:
        self.asks = tuple(joined(asks))
        self._spans = _by_name(self.asks)

    def covers(self, ask: Ask) -> bool:
        """Tell whether an ask lies within."""
        spans = self._spans.get((ask.by, ask.name), ())
        return any(since <= ask.since and ask.until <= until for since, until in spans)
