"""The regions whose plates Platebook knows, from three tables beside this file.

`regions.csv` has a row for each region, `formats.csv` one for each of its formats (in the notation of `region`),
`office_codes.csv` one for each code that a format's ``{code}`` stands for. Formats are used softly (to break ties
between O and 0 and the like, and to name the region), so that a missing series costs little.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from handler.domain.characters import LETTERS, plate_characters
from handler.domain.formats.region import Format, Region
from handler.domain.formats.region_names import REGION_ROWS
from handler.domain.tables import rows_of

_FOLDER = Path(__file__).parent

Rows = Sequence[Mapping[str, str]]


def regions_of(regions: Rows, formats: Rows, codes: Rows) -> tuple[Region, ...]:
    """Join the rows of the three tables.

    Parameters
    ----------
    regions : Sequence of Mapping of str to str
        Columns ``region``, ``letters`` (all when empty), ``weight``.
    formats : Sequence of Mapping of str to str
        Columns ``region``, ``series``, ``format``, ``how_common``.
    codes : Sequence of Mapping of str to str
        Columns ``region``, ``code``.

    Returns
    -------
    tuple of Region
        In the order of their rows.
    """
    formats_of: dict[str, list[Format]] = defaultdict(list)
    for row in formats:
        formats_of[row["region"]].append(Format(row["format"], float(row["how_common"]), row["series"]))
    codes_of: dict[str, set[str]] = defaultdict(set)
    for row in codes:
        codes_of[row["region"]].add(plate_characters(row["code"]))
    return tuple(
        Region(
            code=row["region"],
            formats=tuple(formats_of[row["region"]]),
            codes=frozenset(codes_of[row["region"]]),
            letters=row["letters"] or LETTERS,
            weight=float(row["weight"]),
        )
        for row in regions
    )


REGIONS: tuple[Region, ...] = regions_of(
    REGION_ROWS, rows_of(_FOLDER / "formats.csv"), rows_of(_FOLDER / "office_codes.csv")
)
