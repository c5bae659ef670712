"""What people call the regions whose plates Platebook knows, in English."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from handler.domain.tables import rows_of

REGION_ROWS: Final = rows_of(Path(__file__).parent / "regions.csv")
"""By themselves: formats are parsed only where photos are read."""

ANY_EUROPEAN: Final = "eu"
"""Not a region of its own: any European country, in the union or not."""

EUROPEAN_COUNTRIES: Final = frozenset(row["region"] for row in REGION_ROWS if row["area"] == ANY_EUROPEAN)
"""What an expectation of `eu` covers: any European country, in the union or not."""

EXPECTABLE: Final[Mapping[str, str]] = {
    ANY_EUROPEAN: "Any European country",
    **{row["region"]: row["name"] for row in REGION_ROWS},
}
"""What can be expected, by code: Europe, the countries, the states; names of states begin with their country's."""
