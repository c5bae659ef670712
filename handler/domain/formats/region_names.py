"""What people call the regions whose plates Platebook knows, in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from handler.domain.formats.region_table import NAMES

ANY_EUROPEAN: Final = "eu"
"""Not a region of its own: any European country, in the union or not."""

EXPECTABLE: Final[Mapping[str, str]] = {ANY_EUROPEAN: "Any European country", **NAMES}
"""What can be expected, by code: Europe, the countries, the states."""
