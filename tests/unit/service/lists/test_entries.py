"""Administrators change lists and entries; what they may not, and what they are told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest

from handler.domain.audit import Action
from handler.domain.caller import OPERATORS, Caller
from handler.domain.errors import Conflict, InvalidRequest, NotAllowed, NotFound
from handler.domain.lists.entry import ListKind, Tolerance
from handler.domain.lists.entry_checks import EntrySetup
from handler.domain.lists.plate_list import MOST_LISTS, ListSetup
from handler.service.lists import change_lists
from handler.service.lists.change_entries import ChangeEntries, SeenEntry
from handler.service.lists.change_lists import ChangeLists, Which
from handler.service.lists.import_entries import MOST_LINES, CsvPiece, CsvRow, ImportEntries, Outcome, RowResult
from handler.service.lists.kept_lists import KeptLists
from handler.service.lists.show_lists import ShowLists
from tests.support.fakes.lists import LIST_ID, MemoryLists, a_list
from tests.support.fakes.records import MemoryPeople
from tests.support.fakes.sites import ADMIN, SITE_ID, MemoryRegistry, a_site
from tests.support.fakes.world import START, Clock

OPERATOR = Caller("an-operator", frozenset({OPERATORS}))


class Stage:
    """Lists, and what is done with them."""

    def __init__(self) -> None:
        numbers, self.clock = count(1), Clock()
        self.lists = MemoryLists(lists={LIST_ID: a_list()})
        registry = MemoryRegistry(self.lists.audit, {SITE_ID: a_site()})
        self.change = ChangeLists(self.lists, lambda _bits: next(numbers), self.clock)
        self.entries = ChangeEntries(self.lists, registry, self.clock)
        self.show = ShowLists(self.lists, registry, MemoryPeople(), self.lists.audit, self.clock)
        self._import = ImportEntries(self.lists, registry, self.clock)

    def take(self, *rows: str, header: str = "plate,reason", is_dry_run: bool = False) -> list[RowResult]:
        some = [CsvRow(line, text) for line, text in enumerate(rows, 2)]
        piece = CsvPiece("import-1", "list.csv", header, some, "UTC")
        return list(self._import(ADMIN, LIST_ID, piece, is_dry_run=is_dry_run))

    def plates(self) -> list[str]:
        return sorted(name.plate for _, name in self.lists.entries)

    def actions(self) -> list[Action]:
        return [one.action for one in self.lists.audit.entries]


@pytest.fixture
def stage() -> Stage:
    return Stage()


def outcomes(results: list[RowResult]) -> list[Outcome]:
    return [one.outcome for one in results]


def test_a_list_is_made_renamed_and_removed(stage: Stage) -> None:
    made = stage.change.make(ADMIN, ListSetup(" Guests ", ListKind.PERMIT))
    assert made.setup.name == "Guests"
    after = stage.change.change(ADMIN, made.list_id, ListSetup("Visitors", ListKind.PERMIT), 1)
    stage.change.remove(ADMIN, made.list_id, after.version)
    assert [one.list_id for one in stage.lists.all()] == [LIST_ID]
    assert stage.actions() == [Action.CHANGED_LIST, Action.CHANGED_LIST, Action.REMOVED_LIST, Action.REMOVED_LIST]


def test_a_change_that_changes_nothing_is_not_written_down(stage: Stage) -> None:
    stage.change.change(ADMIN, LIST_ID, a_list().setup, 1)
    assert stage.actions() == []


def test_more_lists_than_there_can_be_are_refused(stage: Stage) -> None:
    for number in range(MOST_LISTS):
        stage.lists.lists[f"list-{number}"] = a_list(list_id=f"list-{number}")
    with pytest.raises(Conflict, match="many_lists"):
        stage.change.make(ADMIN, ListSetup("One more", ListKind.WATCH))


def test_a_removed_list_counts_no_more_and_goes_once_it_is_cleared(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(change_lists, "ENTRIES_A_STEP", 2)
    stage.take("AB121", "AB122", "AB123")
    stage.change.remove(ADMIN, LIST_ID, 1)
    with pytest.raises(NotFound):
        stage.entries.add(ADMIN, LIST_ID, EntrySetup("AB124"))
    assert [one.is_removed for one in stage.show(OPERATOR)] == [True]
    first = stage.change.clear(ADMIN, LIST_ID, Which.ALL, None)
    last = stage.change.clear(ADMIN, LIST_ID, Which.ALL, first.cursor)
    assert (first.removed, last.removed, last.cursor) == (2, 1, None)
    assert stage.lists.all() == []


def test_what_has_ended_is_cleared_and_the_rest_stays(stage: Stage) -> None:
    stage.entries.add(ADMIN, LIST_ID, EntrySetup("AB121", until=START + timedelta(hours=1)))
    stage.entries.add(ADMIN, LIST_ID, EntrySetup("AB122"))
    stage.clock.time = START + timedelta(hours=1)
    assert stage.change.clear(ADMIN, LIST_ID, Which.ENDED, None).removed == 1
    assert stage.plates() == ["AB122"]


def test_an_entry_is_added_changed_moved_and_removed(stage: Stage) -> None:
    made = stage.entries.add(ADMIN, LIST_ID, EntrySetup("ab-121"))
    seen = SeenEntry("AB121", None, 1)
    changed = stage.entries.change(ADMIN, LIST_ID, seen, EntrySetup("AB121", tolerance=Tolerance.ONE_EDIT))
    assert (changed.version, changed.entry_id) == (2, made.entry_id)
    moved = stage.entries.change(ADMIN, LIST_ID, replace(seen, version=2), EntrySetup("AB122"))
    assert stage.plates() == ["AB122"]
    assert moved.entry_id != made.entry_id
    [gone] = stage.entries.remove(ADMIN, LIST_ID, [SeenEntry("AB122", None, 1)])
    assert (gone, stage.plates()) == (moved, [])
    assert stage.actions() == [Action.CHANGED_ENTRY] * 3 + [Action.REMOVED_ENTRY]


def test_an_entry_that_makes_no_sense_is_refused(stage: Stage) -> None:
    stage.entries.add(ADMIN, LIST_ID, EntrySetup("AB121"))
    with pytest.raises(Conflict, match="entry_there"):
        stage.entries.add(ADMIN, LIST_ID, EntrySetup("AB-121"))
    with pytest.raises(InvalidRequest, match="over already"):
        stage.entries.add(ADMIN, LIST_ID, EntrySetup("AB122", until=START))
    with pytest.raises(InvalidRequest, match="one of these sites"):
        stage.entries.add(ADMIN, LIST_ID, EntrySetup("AB122", site_ids=frozenset({"site-9"})))
    with pytest.raises(Conflict, match="entry_changed"):
        stage.entries.remove(ADMIN, LIST_ID, [SeenEntry("AB121", None, 2)])
    with pytest.raises(NotFound):
        stage.entries.remove(ADMIN, LIST_ID, [SeenEntry("AB121", None, 1), SeenEntry("AB129", None, 1)])


def test_who_lost_the_role_changes_nothing(stage: Stage) -> None:
    with pytest.raises(NotAllowed):
        stage.entries.add(OPERATOR, LIST_ID, EntrySetup("AB121"))
    with pytest.raises(NotAllowed):
        stage.change.clear(OPERATOR, LIST_ID, Which.ALL, None)
    assert stage.lists.entries == {}


def test_a_dry_run_shows_what_would_change_and_changes_nothing(stage: Stage) -> None:
    stage.take("AB121,old", "AB122,same")
    before = dict(stage.lists.entries)
    results = stage.take("AB121,new", "AB122,same", "AB123,", "***,", "ab 123,again", is_dry_run=True)
    assert outcomes(results) == [
        Outcome.CHANGED, Outcome.SAME, Outcome.ADDED, Outcome.REFUSED, Outcome.REFUSED,
    ]  # fmt: skip
    assert [one.line for one in results] == [2, 3, 4, 5, 6]
    assert results[3].message is not None
    assert "no patterns" in results[3].message
    assert results[4].message == "plate: line 4 has the same plate. Leave one of them out."
    assert stage.lists.entries == before
    assert stage.actions() == [Action.IMPORTED_ENTRIES]


def test_the_same_piece_again_changes_nothing(stage: Stage) -> None:
    assert outcomes(stage.take("AB121,a", "AB122,b")) == [Outcome.ADDED] * 2
    before = dict(stage.lists.entries)
    assert outcomes(stage.take("AB121,a", "AB122,b")) == [Outcome.SAME] * 2
    assert stage.lists.entries == before
    [entry] = stage.lists.audit.entries
    assert entry.details["lines"] == "2-3"
    assert entry.details["added"] == "2"


def test_an_entry_that_has_ended_is_refused_unless_it_is_there_already(stage: Stage) -> None:
    assert outcomes(stage.take("AB121,2026-05-04", header="plate,until")) == [Outcome.ADDED]
    stage.clock.time = START + timedelta(days=2)
    results = stage.take("AB121,2026-05-04", "AB122,2026-05-04", header="plate,until")
    assert outcomes(results) == [Outcome.SAME, Outcome.REFUSED]


def test_a_file_that_is_too_long_is_refused_with_advice(stage: Stage) -> None:
    piece = CsvPiece("import-1", "list.csv", "plate", [CsvRow(MOST_LINES + 1, "AB123")], "UTC")
    with pytest.raises(InvalidRequest, match="more than 100,000 entries"):
        stage._import(ADMIN, LIST_ID, piece, is_dry_run=True)


def test_what_is_exported_can_be_imported(stage: Stage) -> None:
    stage.take("AB121,=x".replace("=", "'="), '0123,"a;b"')
    piece = stage.show.export(OPERATOR, LIST_ID, None)
    header, *rows = piece.content.splitlines()
    assert outcomes(stage.take(*rows, header=header)) == [Outcome.SAME] * 2
    assert Action.EXPORTED_LIST in stage.actions()


def test_entries_are_shown_page_by_page_by_how_their_plates_begin(stage: Stage) -> None:
    stage.take("AB121", "AB122", "AB123", "XY1", header="plate")
    first = stage.show.entries(OPERATOR, LIST_ID, " ab-1", 2, None)
    rest = stage.show.entries(OPERATOR, LIST_ID, "AB1", 2, first.cursor)
    assert [one.plate for one in [*first.entries, *rest.entries]] == ["AB121", "AB122", "AB123"]
    assert rest.cursor is None
    with pytest.raises(InvalidRequest, match="cursor"):
        stage.show.entries(OPERATOR, LIST_ID, "XY", 2, first.cursor)
    with pytest.raises(NotAllowed):
        stage.show.entries(Caller("somebody", frozenset()), LIST_ID, "", 2, None)


def test_lists_are_asked_for_once_a_minute(stage: Stage) -> None:
    kept = KeptLists(stage.lists, timedelta(seconds=60), stage.clock)
    assert [one.entry_count for one in kept()] == [0]
    stage.take("AB121", header="plate")
    assert [one.entry_count for one in kept()] == [0]
    stage.clock.time = START + timedelta(seconds=60)
    assert [one.entry_count for one in kept()] == [1]
