"""AWS's list prices, as docs/prices.json has them: the only place where they stand."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

TABLE: Final = Path(__file__).parents[2] / "docs" / "prices.json"


@dataclass(frozen=True, slots=True)
class Price:
    """What something costs.

    Attributes
    ----------
    of : str
        What is paid for.
    dollars : float
        For `per` of them.
    as_of : str or None
        The month or year in which somebody last saw it; None where nobody wrote that down.
    source : str
        The address of AWS's price page.
    """

    of: str
    dollars: float
    per: int
    as_of: str | None
    source: str

    @property
    def of_one(self) -> float:
        """Dollars for one."""
        return self.dollars / self.per


@dataclass(frozen=True, slots=True)
class Prices:
    """All prices by their names, of one region."""

    region: str
    prices: dict[str, Price]

    def of_one(self, *names: str) -> float:
        """Add up what one of each costs, in dollars."""
        return sum(self.prices[name].of_one for name in names)

    def as_of(self, *names: str) -> str:
        """Tell of when the oldest of some prices is, of those whose time is known."""
        return min(when for name in names if (when := self.prices[name].as_of))


@cache
def prices() -> Prices:
    """Read the table."""
    table = json.loads(TABLE.read_text(encoding="utf-8"))
    return Prices(table["region"], {name: Price(**row) for name, row in table["prices"].items()})
