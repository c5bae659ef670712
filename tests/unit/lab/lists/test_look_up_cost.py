"""The table of look-ups answers as DynamoDB does, and charges as it does, however long the lists are."""

from __future__ import annotations

import pytest

from handler.domain.lists.entry import Tolerance
from lab.lists.look_up_cost import filled, index_on, look_up, strangers


def test_the_index_finds_on_it_what_it_should() -> None:
    table, plates = filled(300, Tolerance.ONE_EDIT, seed=2)
    index = index_on(table, 300)
    for plate in plates[:20]:
        assert plate in [one.plate for one in index.near([plate[:-1] + "0"])]


@pytest.mark.parametrize("tolerance", [Tolerance.LOOK_ALIKE, Tolerance.ONE_EDIT])
def test_a_look_up_costs_the_same_however_long_the_lists_are(tolerance: Tolerance) -> None:
    asked = strangers(20, 3)
    few, many = (look_up(filled(count, tolerance, seed=2)[0], count, asked) for count in (100, 5_000))
    assert few == many
    # A read of seven characters has at most eight keys, its second candidate one more; half a unit each.
    assert 4 < few[0] <= 4.5
    assert few[1] == 1


def test_one_that_is_listed_costs_its_entry_and_a_call_more() -> None:
    table, plates = filled(300, Tolerance.LOOK_ALIKE, seed=2)
    units, calls = look_up(table, 300, [[plate] for plate in plates])
    assert 4.5 < units < 5.5
    assert calls == 2.0
