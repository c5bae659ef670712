"""A line of the performance table, before it is measured and after."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table, to be measured.

    Attributes
    ----------
    what : str
    unit : str
    measure : str
        Its name in `lab.measures`.
    things : sequence of str
        Of what.
    beside : str
        What it is compared with, or how it is measured.
    reference : (str, sequence of str) or None
        The measure that it is compared with, and of what, one after the other.
    scale : float
        From the measure's unit to this one's.
    of_all : callable
        Makes one value of many.
    ratio_of : callable
        Makes one value of many, where this row is divided by what it is compared with.
    goal : str
        What was asked for; empty where nothing was.
    """

    what: str
    unit: str
    measure: str
    things: Sequence[str]
    beside: str
    reference: tuple[str, Sequence[str]] | None = None
    scale: float = 1.0
    of_all: Callable[[Sequence[float]], float] = median
    ratio_of: Callable[[Sequence[float]], float] = sum
    goal: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table, measured.

    Attributes
    ----------
    what : str
    value : float
    unit : str
    beside : str
        What it is compared with, or how it was measured.
    ratio : float or None
        All that was measured, or its median, divided by that of the other's, from the same run.
    reference : float or None
        What it is compared with, in the same unit.
    goal : str
        What was asked for.
    """

    what: str
    value: float
    unit: str
    beside: str
    ratio: float | None = None
    reference: float | None = None
    goal: str = ""
