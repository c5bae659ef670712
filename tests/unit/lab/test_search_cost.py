"""The counting table answers as DynamoDB does, and charges as it does."""

from __future__ import annotations

import pytest

from handler.domain.plate_search import Pattern, closeness
from lab.search_cost import CountingTable, file_plates, index_on


def test_the_index_finds_on_it_what_it_should() -> None:
    table = CountingTable()
    index = index_on(table)
    plates = file_plates(index, 300, seed=2)
    for asked in plates[:20]:
        assert sorted(index.near(asked)) == sorted(plate for plate in plates if closeness(asked, plate) is not None)
        pattern = Pattern.parse(f"{asked[:2]}*")
        assert sorted(index.fitting(pattern, 500, None).plates) == sorted(filter(pattern.fits, plates))


@pytest.mark.parametrize("limit", [1, 3, 100])
def test_pages_of_it_are_complete(limit: int) -> None:
    index = index_on(CountingTable())
    plates = file_plates(index, 300, seed=2)
    pattern, found, after = Pattern.parse(f"{plates[0][0]}*"), [], None
    while True:
        some = index.fitting(pattern, limit, after)
        found += some.plates
        after = some.cursor
        if after is None:
            break
    assert sorted(found) == sorted(filter(pattern.fits, plates))


def test_a_query_costs_half_a_unit_for_each_4_kb() -> None:
    table = CountingTable()
    index = index_on(table)
    plates = file_plates(index, 300, seed=2)
    table.reset()
    index.fitting(Pattern.parse(f"{plates[0]}"), 25, None)
    assert (table.queries, table.read_units) == (1, 0.5)
    table.keys["fuzzy#X"] = [f"{number:0100}" for number in range(100)]
    table.reset()
    list(index._filed_under("fuzzy#X"))
    assert table.read_units == pytest.approx(2.0, abs=0.5)
