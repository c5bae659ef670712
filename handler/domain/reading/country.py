"""Which country a plate is of, where neither its neighbours nor its board say it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_CLEAR: Final = 0.6
"""A country is told when this share of the interpretations agrees."""


def by_country(regions: Mapping[str, float]) -> dict[str, float]:
    """Join the shares of a country's parts, which often disagree.

    Parameters
    ----------
    regions : mapping of str to float
        By region code, such as ``ro`` or ``us-ca``.

    Returns
    -------
    dict of str to float
        By the countries' codes.
    """
    joined: dict[str, float] = {}
    for region, share in regions.items():
        country = region.partition("-")[0]
        joined[country] = joined.get(country, 0.0) + share
    return joined


def clear_country(countries: Mapping[str, float]) -> tuple[str, float] | tuple[None, None]:
    """Tell the country, and how surely (0-1); None for both where none is clear.

    Parameters
    ----------
    countries : mapping of str to float
        Shares by code.
    """
    country, share = max(countries.items(), key=lambda item: item[1], default=("", 0.0))
    return (country, min(share, 1.0)) if share >= _CLEAR else (None, None)
