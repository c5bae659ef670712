"""CSV in, as spreadsheets of any country write it, and out so that it can be read back in."""

from __future__ import annotations

import contextlib
import csv
import io
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.domain.characters import ALPHABET
from handler.domain.errors import InvalidRequest
from handler.domain.lists.csv_cells import armed, disarmed, taken
from handler.domain.lists.csv_rows import COLUMNS, CsvForm, Surroundings, setup_from, written_entries
from handler.domain.lists.entry import ListKind, Tolerance
from handler.domain.lists.entry_checks import EntrySetup, entry_of, setup_of
from handler.domain.lists.hours import hours_of
from handler.domain.lists.plate_list import ListSetup, PlateList

NOW = datetime(2026, 5, 4, tzinfo=UTC)
PERMITS = PlateList("list-1", ListSetup("Residents", ListKind.PERMIT), NOW)
SITES = {"site-1": "Central", "site-2": "North, upper deck", "site-3": "Twin", "site-4": "twin", "site-5": "A|B"}
AROUND = Surroundings(SITES, ZoneInfo("Europe/Berlin"))


def read(header: str, row: str) -> EntrySetup:
    return setup_from(CsvForm.of(header).cells(row), AROUND)


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("plate,reason", "AB 123,stolen"),
        ("\ufeffPlate;Reason\r\n", "ab-123;stolen\r\n"),
        ("reason\tplate", "stolen\tAB123"),
        ("plate,reason,region,hours", 'AB123,"stolen",,'),
        ("plate,reason", "AB123,stolen,,,"),
    ],
)
def test_a_row_is_understood_however_a_spreadsheet_writes_it(header: str, row: str) -> None:
    assert read(header, row) == EntrySetup("AB123", reason="stolen")


def test_a_row_may_say_all_that_an_entry_is() -> None:
    row = "AB123;DE;stolen;2026-05-01;2026-05-31;Central|site-3;Mon-Fri 08:00-18:00;Probable;0,7;Flat 3;Family;2"
    assert read(";".join(COLUMNS), row) == EntrySetup(
        plate="AB123",
        region="de",
        reason="stolen",
        since=datetime(2026, 4, 30, 22, tzinfo=UTC),
        until=datetime(2026, 5, 31, 22, tzinfo=UTC),
        site_ids=frozenset({"site-1", "site-3"}),
        hours=hours_of("Mon-Fri 08:00-18:00"),
        tolerance=Tolerance.PROBABLE,
        least_probability=0.7,
        holder="Flat 3",
        group="Family",
        most_at_a_time=2,
    )


@pytest.mark.parametrize(
    ("header", "sentence"),
    [
        ("AB123,stolen", "names no column plate"),
        ("", "names no column plate"),
        ("plate,plate", "a column twice"),
        ("plate,colour", "one that there is not"),
        ('plate,"reason', "not closed"),
    ],
)
def test_a_first_line_that_names_no_columns_is_refused(header: str, sentence: str) -> None:
    with pytest.raises(InvalidRequest, match=sentence):
        CsvForm.of(header)


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ('=HYPERLINK("http://x"),', "begins like a formula"),
        ("AB123,+1", "begins like a formula"),
        ("AB123,-1", "begins like a formula"),
        ("AB123,@x", "begins like a formula"),
        ("AB123, =1", "begins like a formula"),
        ("AB123,\uff1d1", "begins like a formula"),
        ("AB123,a,b", "has 3 cells"),
        ('AB123,"a', "not closed"),
        (",stolen", "no letter or digit"),
        ("***,", "no patterns"),
    ],
)
def test_a_row_that_cannot_be_taken_has_a_sentence(row: str, sentence: str) -> None:
    with pytest.raises(InvalidRequest, match=sentence):
        read("plate,reason", row)


@pytest.mark.parametrize(
    ("column", "text", "sentence"),
    [
        ("since", "1.5.2026", "since: write a day"),
        ("until", "2026-13-01", "until: write a day"),
        ("until", "9999-12-31", "until: write a day"),
        ("sites", "Nowhere", "names no site, or several"),
        ("sites", "Twin", "names no site, or several"),
        ("hours", "always", "hours: "),
        ("tolerance", "about", "tolerance: write one of"),
        ("least_probability", "half", "least_probability: write a number"),
        ("most_at_a_time", "two", "most_at_a_time: write a whole number"),
    ],
)
def test_a_cell_without_a_meaning_has_a_sentence(column: str, text: str, sentence: str) -> None:
    with pytest.raises(InvalidRequest, match=sentence):
        read(f"plate;{column}", f"AB123;{text}")


def test_a_number_that_is_none_is_refused() -> None:
    for text in ("nan", "inf", "-inf"):
        with pytest.raises(InvalidRequest):
            read("plate;tolerance;least_probability", f"AB123;probable;{text}")


@given(st.text())
def test_a_cell_is_harmless_and_reads_the_same(text: str) -> None:
    line = " ".join(text.splitlines())
    assert armed(disarmed(line)) == line
    assert not disarmed(line).lstrip().startswith(("=", "+", "-", "@"))


texts = st.text(st.characters(categories=["Lu", "Ll", "Nd", "P", "S"]), max_size=20)
setups = st.builds(
    EntrySetup,
    plate=st.text(ALPHABET, min_size=2, max_size=10),
    region=st.sampled_from([None, "de", "us-ca"]),
    reason=texts | st.sampled_from(["=1", "a;=1", "'=1", "a,'=b", "007", "'12E5", "MAY12"]),
    since=st.none() | st.timedeltas(timedelta(days=-900), timedelta(0)).map(lambda ago: NOW + ago),
    until=st.none() | st.timedeltas(timedelta(seconds=1), timedelta(days=900)).map(lambda ahead: NOW + ahead),
    site_ids=st.frozensets(st.sampled_from(sorted(SITES))),
    hours=st.sampled_from([(), hours_of("Mon-Fri 08:00-18:00; Sat 22:00-02:00")]),
    tolerance=st.sampled_from(Tolerance),
    least_probability=st.sampled_from([0.02, 0.5, 0.875, 1.0]),
    holder=texts,
    group=texts,
)


@given(st.lists(setups, min_size=1, max_size=4))
def test_what_is_written_is_read_back(typed: list[EntrySetup]) -> None:
    setups_ = [one.checked() for one in typed]
    entries = [entry_of(PERMITS, one, "someone", NOW) for one in setups_]
    lines = list(io.StringIO(written_entries(entries, AROUND, with_head=True), newline=""))
    form = CsvForm.of(lines[0])
    assert [setup_from(form.cells(line), AROUND) for line in lines[1:]] == setups_
    assert [setup_of(one) for one in entries] == setups_


@given(st.text(), st.text())
def test_any_file_is_understood_or_refused(header: str, row: str) -> None:
    with contextlib.suppress(InvalidRequest):
        form = CsvForm.of(header)
        form.cells(row)
    with contextlib.suppress(InvalidRequest):
        read("plate,reason,since,sites", row)


@given(st.dictionaries(st.sampled_from(COLUMNS[1:]), st.text()))
def test_any_cells_are_understood_or_refused(cells: dict[str, Any]) -> None:
    with contextlib.suppress(InvalidRequest):
        setup_from({"plate": "AB123", **cells}, AROUND)


def test_a_quote_is_no_formula() -> None:
    assert taken("reason", "it's = so") == "it's = so"
    assert next(csv.reader([disarmed("a")])) == ["a"]


def test_the_web_app_has_a_sentence_for_every_rule_in_both_languages() -> None:
    sources = [*Path("handler/domain/lists").glob("*.py"), Path("handler/domain/sites/texts.py")]
    sources += [Path("handler/domain/plate_search.py"), Path("handler/service/lists/import_entries.py")]
    rules = {rule for one in sources for rule in re.findall(r'rule="(\w+)"', one.read_text(encoding="utf-8"))}
    assert {"formula", "pattern", "twice"} <= rules
    for language in ("en", "vi"):
        text = Path(f"frontend/src/lib/texts/{language}/import-rules.ts").read_text(encoding="utf-8")
        assert rules == set(re.findall(r"^    (\w+): \(", text, re.MULTILINE))


@pytest.mark.parametrize(
    ("row", "rule", "values"),
    [
        ("AB*,", "pattern", {}),
        ("A,", "short_plate", {"least": "2"}),
        ("AB123,=1+1", "formula", {"field": "reason"}),
        ("AB123,why,more", "cells", {"cells": "3", "columns": "2"}),
        (f"AB123,{'x' * 201}", "long", {"field": "reason", "most": "200", "length": "201"}),
    ],
)
def test_a_refusal_names_its_rule_and_what_stands_in_its_sentence(row: str, rule: str, values: dict[str, str]) -> None:
    with pytest.raises(InvalidRequest) as raised:
        setup_from(CsvForm.of("plate,reason").cells(row), Surroundings({}, UTC))
    assert (raised.value.rule, raised.value.values) == (rule, values)
