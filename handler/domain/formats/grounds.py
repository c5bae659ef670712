"""How common a colour is among the grounds of a country's plates, and what one that was seen says of the country."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from handler.domain.tables import rows_of

ANYWHERE: Final = "*"
"""The row of countries that have none of their own."""

_ROWS: Final = {row["region"]: row for row in rows_of(Path(__file__).parent / "grounds.csv")}

GROUNDS: Final = ("white", "yellow", "black", "blue", "green", "red")

_SHARES: Final[Mapping[str, Mapping[str, float]]] = {
    region: {name: float(row[name]) / 100 for name in GROUNDS} for region, row in _ROWS.items()
}


def likelihood_of(country: str, ground: str, probability: float) -> float:
    """Give how likely a ground is told where a plate is of a country.

    Parameters
    ----------
    country : str
        Its code, such as ``my``.
    ground : str
        One of `GROUNDS`, as it was seen.
    probability : float
        That it was seen right, 0-1; what it is otherwise may be any other.

    Returns
    -------
    float
        0-1, to be compared with other countries'.
    """
    share = _SHARES.get(country, _SHARES[ANYWHERE])[ground]
    return probability * share + (1 - probability) * (1 - share) / (len(GROUNDS) - 1)


def countries_given(shares: Mapping[str, float], ground: str, probability: float) -> dict[str, float]:
    """Share a plate among countries anew, as its ground's colour is known.

    Parameters
    ----------
    shares : mapping of str to float
        How probable each country is by the number alone; what is missing from 1 is of a country that nobody listed.
    ground, probability
        As `likelihood_of` takes them.

    Returns
    -------
    dict of str to float
        The same countries; their sum is at most 1.
    """
    unlisted = max(1 - sum(shares.values()), 0.0) * likelihood_of(ANYWHERE, ground, probability)
    masses = {country: share * likelihood_of(country, ground, probability) for country, share in shares.items()}
    total = sum(masses.values()) + unlisted
    return {country: mass / total for country, mass in masses.items()} if total else dict(shares)
