"""What a file of exported reads tells, and who is told of it."""

from __future__ import annotations

import json

import pytest

from handler.domain.audit import Action
from handler.domain.caller import Caller
from handler.domain.errors import NotAllowed
from handler.domain.export import ExportForm, ExportFormat
from handler.domain.read_filter import ReadFilter
from handler.domain.review import Decision, ReviewRequest, review
from handler.service.search_reads import Match, Search
from tests.support.fakes.sites import CAMERA_ID
from tests.support.fakes.world import OWNER, START, WEB_ORIGIN
from tests.support.samples import a_read, an_upload
from tests.support.searching import OPERATOR, Stage


@pytest.mark.parametrize("cursor", [None, "4"])
def test_an_export_is_written_down_with_all_that_was_asked(cursor: str | None) -> None:
    stage = Stage()
    stage.search.export(OPERATOR, Search(None, Match.EXACT, ReadFilter(until=START), 4, cursor), ExportForm())
    (entry,) = stage.audit.entries
    page = "further" if cursor else "first"
    assert (entry.action, entry.target) == (Action.EXPORTED, "")
    assert entry.details == {"to": "2026-05-04T03:02:01+00:00", "page": page, "format": "csv", "reads": "0"}


def test_addresses_are_exported_only_where_they_are_asked_for_and_that_is_written_down() -> None:
    stage = Stage("AB12CDE")
    stage.people.known[OWNER] = "ann@example.com"
    search = Search(None, Match.EXACT, ReadFilter(), 4, None)
    assert "ann@example.com" not in stage.search.export(OPERATOR, search, ExportForm()).content
    assert stage.people.asked == []
    assert "ann@example.com" in stage.search.export(OPERATOR, search, ExportForm(with_emails=True)).content
    assert [entry.details.get("with_emails") for entry in stage.audit.entries] == [None, "yes"]


def test_an_exported_read_tells_its_photos_name_who_decided_on_it_and_where_its_page_is() -> None:
    stage = Stage("AB12CDE")
    stage.log.add(an_upload(0, file_name="gate.jpg"))
    after, done = review(a_read(0), ReviewRequest(Decision.CONFIRM, None, None, 0), None, OPERATOR.owner, START)
    stage.log.reads[after.upload_id] = [after]
    stage.log.reviews.append(done)
    form = ExportForm(ExportFormat.JSON_LINES)
    row = json.loads(stage.search.export(OPERATOR, Search(None, Match.EXACT, ReadFilter(), 4, None), form).content)
    assert (row["file_name"], row["reviewer"], row["reviewed_at"]) == ("gate.jpg", OPERATOR.owner, START.isoformat())
    assert row["link"] == f"{WEB_ORIGIN}/reads/{after.read_id}"


def test_an_exported_read_tells_what_its_camera_is_called_where_that_is_registered() -> None:
    stage = Stage("AB12CDE")
    stage.add(a_read(1, camera_id=CAMERA_ID))
    stage.add(a_read(2, camera_id="gate-2"))
    form = ExportForm(ExportFormat.JSON_LINES)
    lines = stage.search.export(OPERATOR, Search(None, Match.EXACT, ReadFilter(), 4, None), form).content.splitlines()
    told = {row["camera_id"]: (row["camera"], row["site"]) for row in map(json.loads, lines)}
    assert told[CAMERA_ID] == ("Gate 2", "Central")
    assert told["gate-2"] == (None, None)


def test_chosen_reads_are_exported_as_chosen_and_it_is_written_down_which() -> None:
    stage = Stage()
    chosen = [a_read(number).read_id for number in (3, 1, 77)]
    piece = stage.search.export_chosen(OPERATOR, chosen, ExportForm(ExportFormat.JSON_LINES))
    assert [json.loads(line)["read_id"] for line in piece.content.splitlines()] == chosen[:2]
    assert piece.cursor is None
    (entry,) = stage.audit.entries
    assert (entry.action, entry.details["read_ids"].split()) == (Action.EXPORTED, chosen)
    assert (entry.details["format"], entry.details["reads"]) == ("jsonl", "2")
    with pytest.raises(NotAllowed):
        stage.search.export_chosen(Caller("somebody", frozenset()), chosen, ExportForm())
