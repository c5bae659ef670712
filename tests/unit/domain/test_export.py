"""Reads as tables, that no spreadsheet takes for something to run."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.domain.export import COLUMNS, ExportFormat, harmless, written
from handler.domain.upload import ReadStatus
from tests.support.samples import a_read


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_pieces_put_after_one_another_are_one_table() -> None:
    first = written([a_read(0)], ExportFormat.CSV, with_head=True)
    second = written(
        [a_read(1, corrected_plate="XY34ZAB", status=ReadStatus.CORRECTED)], ExportFormat.CSV, with_head=False
    )
    rows = table(first + second)
    assert tuple(rows[0]) == COLUMNS
    assert [(row["plate"], row["read_as"], row["status"]) for row in rows] == [
        ("AB12CDE", "AB12CDE", "needs_review"),
        ("XY34ZAB", "AB12CDE", "corrected"),
    ]


def test_a_rejected_read_has_no_plate_in_the_table() -> None:
    (row,) = table(written([a_read(status=ReadStatus.REJECTED)], ExportFormat.CSV, with_head=True))
    assert (row["plate"], row["read_as"]) == ("", "AB12CDE")


def test_lines_of_json_are_objects_of_their_own() -> None:
    lines = written([a_read(0), a_read(1)], ExportFormat.JSON_LINES, with_head=True).splitlines()
    assert [json.loads(line)["read_id"] for line in lines] == [a_read(0).read_id, a_read(1).read_id]


@pytest.mark.parametrize("camera_id", ["=1+1", "+49", "-gate", "@SUM(A1)", "\t=1", "\r=1"])
def test_what_a_spreadsheet_would_run_is_made_harmless(camera_id: str) -> None:
    (row,) = table(written([a_read(camera_id=camera_id)], ExportFormat.CSV, with_head=True))
    assert row["camera_id"] == f"'{camera_id}"


@given(st.text())
def test_no_text_begins_like_a_formula(text: str) -> None:
    assert not str(harmless(text)).startswith(("=", "+", "-", "@", "\t", "\r"))
