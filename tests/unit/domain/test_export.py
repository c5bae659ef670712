"""Reads as tables, that no spreadsheet takes for something to run, or makes numbers of."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.domain.errors import InvalidRequest
from handler.domain.export import (
    COLUMNS,
    EMAIL_COLUMNS,
    ExportedRead,
    ExportForm,
    ExportFormat,
    harmless,
    written,
    zone_named,
)
from handler.domain.judging.colour import Colour, Colours, ToldColour
from handler.domain.logged import UNKNOWN_REGION, LoggedRead, ReadStatus
from handler.domain.review import Decision, Review, Standing
from tests.support.fakes.world import OWNER, START
from tests.support.samples import a_read

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def exported(*reads: LoggedRead, file_name: str = "gate.jpg", last: Review | None = None) -> list[ExportedRead]:
    emails = {OWNER: "ann@example.com", "an-operator": "olga@example.com"}
    return [ExportedRead(read, file_name, last, f"https://p.example/reads/{read.read_id}", emails) for read in reads]


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def row_of(read: LoggedRead, form: ExportForm | None = None, last: Review | None = None) -> dict[str, str]:
    (row,) = table(written(exported(read, last=last), form or ExportForm(), with_head=True))
    return row


def confirmed() -> tuple[LoggedRead, Review]:
    before, after = Standing(ReadStatus.NEEDS_REVIEW, None), Standing(ReadStatus.CONFIRMED, None)
    read = a_read(status=ReadStatus.CONFIRMED, version=1)
    return read, Review(read.read_id, 1, Decision.CONFIRM, None, "an-operator", START, before, after)


def test_pieces_put_after_one_another_are_one_table() -> None:
    second_read = a_read(1, corrected_plate="XY34ZAB", status=ReadStatus.CORRECTED)
    first = written(exported(a_read(0)), ExportForm(), with_head=True)
    second = written(exported(second_read), ExportForm(), with_head=False)
    rows = table(first + second)
    assert tuple(rows[0]) == COLUMNS
    assert [(row["plate"], row["read_as"], row["status"]) for row in rows] == [
        ("AB12CDE", "AB12CDE", "needs_review"),
        ("XY34ZAB", "AB12CDE", "corrected"),
    ]


def test_a_rejected_read_has_no_plate_in_the_table() -> None:
    row = row_of(a_read(status=ReadStatus.REJECTED))
    assert (row["plate"], row["read_as"]) == ("", "AB12CDE")


@pytest.mark.parametrize(
    ("read", "told"),
    [
        (a_read(region="us", region_confidence=0.61238), ("us", "0.6124")),
        (a_read(region="us", region_confidence=None), ("us", "")),
        (a_read(region="us", region_confidence=0.61, corrected_region="br"), ("br", "")),
        (a_read(region="us", region_confidence=0.61, corrected_region=UNKNOWN_REGION), ("", "")),
    ],
)
def test_a_region_is_told_with_how_likely_it_is_unless_a_person_said_it(
    read: LoggedRead, told: tuple[str, str]
) -> None:
    row = row_of(read)
    assert (row["region"], row["region_confidence"]) == told


def test_an_office_is_told_with_how_likely_it_is_unless_a_person_said_the_region() -> None:
    read = a_read(region="de", subdivision="MA", subdivision_confidence=0.82239)
    row, corrected = row_of(read), row_of(replace(read, corrected_region="at"))
    assert (row["subdivision"], row["subdivision_confidence"]) == ("MA", "0.8224")
    assert (corrected["subdivision"], corrected["subdivision_confidence"]) == ("", "")


def test_the_colours_that_were_told_have_columns() -> None:
    row = row_of(a_read(colours=Colours(ToldColour(Colour.YELLOW, 0.93), None, ToldColour(Colour.SILVER, 0.8))))
    assert (row["plate_ground"], row["plate_characters"], row["vehicle_colour"]) == ("yellow", "", "silver")


def test_lines_of_json_are_objects_of_their_own() -> None:
    form = ExportForm(ExportFormat.JSON_LINES)
    lines = written(exported(a_read(0), a_read(1)), form, with_head=True).splitlines()
    assert [json.loads(line)["read_id"] for line in lines] == [a_read(0).read_id, a_read(1).read_id]


def test_the_local_time_stands_beside_utc_with_its_zone_and_what_clocks_showed_then() -> None:
    form = ExportForm(zone=ZoneInfo("Europe/Bucharest"))
    winter, summer = (datetime(2026, month, 29, 0, 30, tzinfo=UTC) for month in (3, 7))
    rows = [row_of(a_read(seen_at=moment), form) for moment in (winter, summer)]
    assert [(row["seen_at"], row["seen_at_local"], row["time_zone"], row["utc_offset"]) for row in rows] == [
        ("2026-03-29T00:30:00+00:00", "2026-03-29 02:30:00", "Europe/Bucharest", "UTC+02:00"),
        ("2026-07-29T00:30:00+00:00", "2026-07-29 03:30:00", "Europe/Bucharest", "UTC+03:00"),
    ]


@pytest.mark.parametrize("name", ["", "Europe", "Mars/Base", "../../etc/passwd", "/etc/localtime", "a\0b", "\udcff"])
def test_a_zone_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(InvalidRequest, match="time_zone: there is no such zone"):
        zone_named(name)


def test_a_read_tells_its_photos_name_its_page_and_who_decided_when() -> None:
    read, last = confirmed()
    row = row_of(read, last=last)
    assert (row["file_name"], row["link"]) == ("gate.jpg", f"https://p.example/reads/{read.read_id}")
    assert (row["reviewer"], row["reviewed_at"]) == ("an-operator", START.isoformat())


def test_a_read_that_stands_as_the_machine_left_it_has_no_reviewer_though_somebody_had_decided() -> None:
    _, last = confirmed()
    row = row_of(a_read(version=2), last=last)
    assert (row["reviewer"], row["reviewed_at"]) == ("", "")


@pytest.mark.parametrize("how", ExportFormat)
def test_addresses_are_in_the_file_only_where_they_are_asked_for(how: ExportFormat) -> None:
    read, last = confirmed()
    without = written(exported(read, last=last), ExportForm(how), with_head=True)
    assert not any(name in without for name in (*EMAIL_COLUMNS, "@"))
    row = row_of(read, ExportForm(with_emails=True), last)
    assert [row[name] for name in EMAIL_COLUMNS] == ["ann@example.com", "olga@example.com"]


@pytest.mark.parametrize("camera_id", ["=1+1", "+49", "-gate", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", '"=1'])
def test_what_a_spreadsheet_would_run_is_made_harmless(camera_id: str) -> None:
    assert row_of(a_read(camera_id=camera_id))["camera_id"].startswith(f"'{camera_id[0]}")


@pytest.mark.parametrize(
    "text", ["00123", "123", "12E5", "0E0", "MAY12", "1MAR", "12DEC24", "7OKT", "TRUE", "Falsch", "may12"]
)
def test_a_plate_that_a_spreadsheet_would_make_a_number_or_a_date_of_stays_text(text: str) -> None:
    row = row_of(a_read(plate=text, camera_id=text))
    assert (row["plate"], row["read_as"], row["camera_id"]) == (f"'{text}",) * 3


@pytest.mark.parametrize("text", ["AB12CDE", "ABC123", "B12E5", "MAY", "E5", "12E", "MARK12", "1MAR1A"])
def test_another_plate_stands_as_it_is(text: str) -> None:
    assert row_of(a_read(plate=text))["plate"] == text


def test_lines_of_json_have_every_value_as_it_is() -> None:
    read = a_read(plate="00123", camera_id="=1+1")
    row = json.loads(written(exported(read, file_name="-1.jpg"), ExportForm(ExportFormat.JSON_LINES), with_head=True))
    assert (row["plate"], row["camera_id"], row["file_name"]) == ("00123", "=1+1", "-1.jpg")


texts = st.text() | st.text(alphabet="=+-@＝;,|\t\r\n '\"a1", max_size=12)


@given(texts)
def test_no_text_begins_like_a_formula(text: str) -> None:
    assert not str(harmless(text)).startswith(STARTS)


@given(texts)
def test_no_part_of_a_line_is_a_formula_whatever_separates_cells_where_it_is_opened(text: str) -> None:
    line = written(exported(a_read(), file_name=text), ExportForm(), with_head=False)
    for part in re.split(r"[;,|\t\r\n]", line):
        assert not part.strip(' "').startswith(STARTS)


@given(st.text(alphabet="ABE0123456789=+-@' ", max_size=8))
def test_without_the_apostrophe_that_was_put_before_it_a_text_is_what_it_was(text: str) -> None:
    shown = str(harmless(text))
    assert text == (shown.removeprefix("'"))


@given(st.from_regex(r"\A[0-9]{1,8}(E[0-9]{1,3})?\Z"))
def test_no_text_that_is_a_number_is_left_to_be_one(text: str) -> None:
    with pytest.raises(ValueError, match="could not convert"):
        float(str(harmless(text)))
