"""A list of plates, and its entries."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from handler.domain.classes.quick import quick_dataclass


class ListKind(StrEnum):
    """What a list is for."""

    WATCH = "watch"
    PERMIT = "permit"
    IGNORE = "ignore"


class Tolerance(StrEnum):
    """How near a read must be to an entry to hit it.

    `PROBABLE` asks for the probability that the photo shows the entry's plate, by the read's calibrated candidates.
    """

    EXACT = "exact"
    LOOK_ALIKE = "look_alike"
    ONE_EDIT = "one_edit"
    PROBABLE = "probable"


@quick_dataclass(frozen=True, slots=True)
class Hours:
    """A time of the week, in the site's zone.

    Attributes
    ----------
    days : frozenset of int
        0 is Monday. The day on which it begins counts.
    since_minute, until_minute : int
        Of the day, 0-1440; until before since goes on to the next day.
    """

    days: frozenset[int]
    since_minute: int = 0
    until_minute: int = 1440


@quick_dataclass(frozen=True, slots=True)
class ListEntry:
    """One plate of a list.

    Attributes
    ----------
    entry_id : str
    list_id : str
    list_name : str
    kind : ListKind
    plate : str
        A-Z0-9.
    region : str or None
        Of which it must be; None for any.
    reason : str or None
    since, until : datetime or None
        From when on it holds, and when it ends, UTC.
    site_ids : frozenset of str
        Where it holds; empty means everywhere.
    hours : tuple of Hours
        When it holds; empty means always.
    tolerance : Tolerance
    least_probability : float
        Of `PROBABLE` alone, 0-1.
    tells_possible : bool
        Whether reads that are in doubt are told too, as possible.
    added_by : str
        The person's id.
    added_at : datetime
        UTC.
    holder : str or None
        Of a permit: a reference to whom it is of, such as a flat's number.
    group : str or None
        Of a permit that several plates share: its name; entries of one list that name the same share it.
    most_at_a_time : int or None
        How many of those may be there at a time; None for any number.
    version : int
        Counts the changes, from 1.
    """

    entry_id: str
    list_id: str
    list_name: str
    kind: ListKind
    plate: str
    added_by: str
    added_at: datetime
    region: str | None = None
    reason: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    site_ids: frozenset[str] = frozenset()
    hours: tuple[Hours, ...] = ()
    tolerance: Tolerance = Tolerance.LOOK_ALIKE
    least_probability: float = 0.5
    tells_possible: bool = False
    holder: str | None = None
    group: str | None = None
    most_at_a_time: int | None = None
    version: int = 1


@quick_dataclass(frozen=True, slots=True)
class Hit:
    """That a read hits an entry.

    Attributes
    ----------
    entry : ListEntry
    plate : str
        The candidate of the read that hits it.
    tolerance : Tolerance
        The strictest that it meets.
    probability : float or None
        That the photo shows the entry's plate, 0-1; None where a person said what it shows.
    """

    entry: ListEntry
    plate: str
    tolerance: Tolerance
    probability: float | None
