"""The tables of regions are whole, and an edit there changes what is read."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from handler.domain.characters import LETTERS, plate_characters
from handler.domain.formats import region_table
from handler.domain.formats.region import layouts_of
from handler.domain.formats.region_table import REGIONS, regions_of
from handler.domain.tables import rows_of

FOLDER = Path(region_table.__file__).parent
NOTATION = re.compile(r"(?:[A0*a-z \-@]|\[[A-Z0-9]+\]|\{(?:code[123]*|A|[a-z]+)\})+")
TABLES = {name: rows_of(FOLDER / f"{name}.csv") for name in ("regions", "formats", "office_codes")}
KEYS = {"regions": ("region",), "formats": ("region", "format"), "office_codes": ("region", "code")}


def test_no_row_stands_twice_and_rows_are_in_order() -> None:
    for name, rows in TABLES.items():
        keys = [tuple(row[column] for column in KEYS[name]) for row in rows]
        assert [key for key, times in Counter(keys).items() if times > 1] == [], name
        assert [key[0] for key in keys] == sorted(key[0] for key in keys), name


def test_every_cell_says_something_that_can_be_used() -> None:
    assert all(set(row["letters"]) <= set(LETTERS) and float(row["weight"]) > 0 for row in TABLES["regions"])
    assert all(NOTATION.fullmatch(row["format"]) and float(row["how_common"]) > 0 for row in TABLES["formats"])
    assert all(plate_characters(row["code"]) and row["source"] for row in TABLES["office_codes"])


def test_every_format_has_a_source_that_others_can_look_up() -> None:
    sources = [row["source"] for row in TABLES["formats"]]
    assert all(sources)
    # A path, or the photos that reading is measured with, is none: a format made for one of them would flatter it.
    assert [one for one in sources if re.search(r"^[/.~]|shared/|labels\.csv", one)] == []


def test_regions_formats_and_codes_belong_together() -> None:
    known = {row["region"] for row in TABLES["regions"]}
    assert {row["region"] for row in TABLES["formats"]} == known
    with_codes = {row["region"] for row in TABLES["formats"] if "{code" in row["format"]}
    assert {row["region"] for row in TABLES["office_codes"]} == with_codes


def test_a_code_is_spelled_as_on_the_plate_and_found_as_ocr_writes_it() -> None:
    assert {"region": "de", "code": "SÖM"}.items() <= next(
        row for row in TABLES["office_codes"] if row["code"] == "SÖM"
    ).items()
    (germany,) = (region for region in REGIONS if region.code == "de")
    assert "SOM" in germany.codes


def test_a_row_more_is_a_plate_more_that_is_known() -> None:
    region = {"region": "xx", "letters": "", "weight": "1"}
    formats = [{"region": "xx", "series": "cars", "format": "{code} 000", "how_common": "1"}]
    code = {"region": "xx", "code": "QQ"}
    (before,) = regions_of([region], formats, [code])
    (after,) = regions_of(
        [region],
        [*formats, {"region": "xx", "series": "cars", "format": "0000 {code}", "how_common": "1"}],
        [code, code | {"code": "W"}],
    )
    assert set(layouts_of([before])) == {5}
    assert set(layouts_of([after])) == {4, 5, 6}
