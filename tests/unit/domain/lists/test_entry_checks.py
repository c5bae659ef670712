"""Lists and entries as people type them: each mistake has a sentence of its own."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.domain.errors import Conflict, InvalidRequest
from handler.domain.lists.entry import ListKind, Tolerance
from handler.domain.lists.entry_checks import EntrySetup, entry_id_of, entry_of, listed_plate, setup_of
from handler.domain.lists.plate_list import ListSetup, PlateList, changed_list, removed_list

NOW = datetime(2026, 5, 4, tzinfo=UTC)
STOLEN = PlateList("list-1", ListSetup("Stolen", ListKind.WATCH, tells_possible=True), NOW)


@pytest.mark.parametrize(
    ("about", "sentence"),
    [
        ({"plate": "***"}, "takes whole plates, no patterns"),
        ({"plate": "AB?12"}, "takes whole plates, no patterns"),
        ({"plate": "\uff0a"}, "takes whole plates, no patterns"),
        ({"plate": "A" * 40}, "no plate has more than 16 characters"),
        ({"plate": ""}, "no letter or digit"),
        ({"plate": "-"}, "no letter or digit"),
        ({"plate": "A"}, "fewer than 2 characters"),
        ({"plate": "AB<12"}, "cannot be part of a plate"),
        ({"region": "atlantis"}, "no such region"),
        ({"reason": "x" * 201}, "at most 200 characters"),
        ({"reason": "one\ntwo"}, "line breaks"),
        ({"since": NOW, "until": NOW}, "not after since"),
        ({"tolerance": Tolerance.PROBABLE, "least_probability": 0.01}, "give 0.02 to 1"),
        ({"group": "Family", "most_at_a_time": 0}, "give 1 to 1000"),
        ({"most_at_a_time": 1}, "Name the group"),
        ({"site_ids": frozenset(map(str, range(51)))}, "at most 50 sites"),
    ],
)
def test_each_mistake_has_a_sentence(about: dict[str, Any], sentence: str) -> None:
    with pytest.raises(InvalidRequest, match=sentence):
        replace(EntrySetup("AB123"), **about).checked()


def test_an_entry_that_is_over_is_refused() -> None:
    setup = EntrySetup("AB123", until=NOW)
    with pytest.raises(InvalidRequest, match="over already"):
        setup.check_time(NOW)
    setup.check_time(NOW - timedelta(seconds=1))


def test_a_site_that_is_not_there_is_refused() -> None:
    setup = EntrySetup("AB123", site_ids=frozenset({"site-1", "site-2"}))
    setup.check_sites({"site-1", "site-2", "site-3"})
    with pytest.raises(InvalidRequest, match="not there"):
        setup.check_sites({"site-1"})


def test_what_people_type_is_tidied_up() -> None:
    tidy = EntrySetup(
        " ab-12.3 ", region=" DE ", reason=" stolen ", holder="", group=" ", least_probability=0.9
    ).checked()
    assert tidy == EntrySetup("AB123", region="de", reason="stolen")
    assert tidy.checked() == tidy


@given(st.text())
def test_any_text_is_a_plate_or_refused(text: str) -> None:
    with contextlib.suppress(InvalidRequest):
        plate = listed_plate(text)
        assert listed_plate(plate) == plate


def test_the_same_plate_has_the_same_id_on_its_list_and_no_other() -> None:
    made = entry_id_of("list-1", "AB123", None)
    others = (
        entry_id_of("list-2", "AB123", None),
        entry_id_of("list-1", "AB124", None),
        entry_id_of("list-1", "AB123", "de"),
    )
    assert made == entry_id_of("list-1", "AB123", None)
    assert len({made, *others}) == 4
    assert "AB123" not in made


def test_an_entry_keeps_what_was_said_and_takes_the_rest_from_its_list() -> None:
    setup = EntrySetup("AB123", reason="stolen", tolerance=Tolerance.ONE_EDIT)
    entry = entry_of(STOLEN, setup, "someone", NOW)
    assert setup_of(entry) == setup
    assert (entry.list_name, entry.kind, entry.tells_possible) == ("Stolen", ListKind.WATCH, True)


def test_a_list_that_was_changed_meanwhile_is_not_overwritten() -> None:
    with pytest.raises(Conflict):
        changed_list(STOLEN, STOLEN.setup, 2)
    with pytest.raises(Conflict):
        removed_list(STOLEN, 2, NOW)
    assert changed_list(STOLEN, STOLEN.setup, 1) is STOLEN
    assert changed_list(STOLEN, replace(STOLEN.setup, name=" Sought "), 1).setup.name == "Sought"
    assert removed_list(STOLEN, 1, NOW).is_removed
