"""Lists and their entries in the table, and the keys that they are found by."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import pytest

from handler.adapters.dynamodb import items
from handler.adapters.dynamodb.lists import lists as adapter
from handler.adapters.dynamodb.lists.list_index import DynamoDbListIndex
from handler.adapters.dynamodb.lists.list_items import from_entry, to_entry
from handler.adapters.dynamodb.lists.lists import DynamoDbLists
from handler.domain.audit import Action, AuditEntry
from handler.domain.errors import Conflict
from handler.domain.lists.entry import ListEntry, ListKind, Tolerance
from handler.domain.lists.hours import hours_of
from handler.domain.lists.plate_list import ListSetup, PlateList, removed_list
from handler.domain.lists.sharing import MOST_SHARING
from handler.service.ports.lists import EntryChange, Named
from tests.integration.conftest import AUDIT_INBOX, TABLE
from tests.support.fakes.lists import LIST_ID, a_list, an_entry
from tests.support.fakes.world import START

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

AUDIT = AuditEntry(Action.CHANGED_LIST, "an-admin", START, LIST_ID, {"to": "name Stolen"})


@pytest.fixture
def lists(audit_table: DynamoDBClient) -> DynamoDbLists:
    return DynamoDbLists(audit_table, TABLE, AUDIT_INBOX)


@pytest.fixture
def listed(lists: DynamoDbLists) -> PlateList:
    lists.put_list(None, a_list(), AUDIT)
    return a_list()


def index(lists: DynamoDbLists) -> DynamoDbListIndex:
    return DynamoDbListIndex(lists.client, TABLE, lists.all)


def add(lists: DynamoDbLists, listed: PlateList, *entries: ListEntry) -> None:
    lists.change(listed, [EntryChange(None, one) for one in entries], AUDIT)


def plates(found: list[ListEntry]) -> list[str]:
    return [one.plate for one in found]


def everything(lists: DynamoDbLists, beginning: str) -> list[dict[str, Any]]:
    found = [items.to_plain(one) for one in lists.client.scan(TableName=TABLE)["Items"]]
    return [one for one in found if one["pk"].startswith(beginning)]


def test_a_list_is_kept_and_written_down_as_it_is_made_changed_and_removed(lists: DynamoDbLists) -> None:
    lists.put_list(None, a_list(), AUDIT)
    changed = replace(a_list(), setup=ListSetup("Sought", ListKind.WATCH, tells_possible=True), version=2)
    lists.put_list(a_list(), changed, AUDIT)
    assert lists.all() == [changed]
    gone = removed_list(changed, 2, START)
    lists.put_list(changed, gone, AUDIT)
    assert lists.all() == [gone]
    lists.drop_list(gone, AUDIT)
    assert lists.all() == []
    inbox = [items.to_plain(one) for one in lists.client.scan(TableName=AUDIT_INBOX)["Items"]]
    assert [(one["action"], one["target"]) for one in inbox] == [("changed_list", LIST_ID)] * 4


def test_a_list_that_was_changed_meanwhile_is_not_overwritten(lists: DynamoDbLists, listed: PlateList) -> None:
    with pytest.raises(Conflict, match="list_changed"):
        lists.put_list(None, listed, AUDIT)
    with pytest.raises(Conflict, match="list_changed"):
        lists.put_list(replace(listed, version=7), listed, AUDIT)


def test_an_entry_is_kept_whole(lists: DynamoDbLists, listed: PlateList) -> None:
    full = an_entry(
        "AB123",
        region="de",
        reason="stolen",
        since=START,
        until=START + timedelta(days=1),
        site_ids=frozenset({"site-1", "site-2"}),
        hours=hours_of("Mon-Fri 08:00-18:00; Sat 22:00-02:00"),
        tolerance=Tolerance.PROBABLE,
        least_probability=0.75,
        holder="Flat 3",
        group="Family",
        most_at_a_time=2,
    )
    plain = an_entry("AB123")
    add(lists, listed, full, plain)
    assert lists.page(listed, "", 10, None).entries == [plain, full]
    assert lists.some(listed, [Named("AB123", "de"), Named("XY", None)]) == {Named("AB123", "de"): full}
    assert index(lists).near(["AB123"]) == [plain, full]
    assert to_entry(from_entry(full), listed) == full


@pytest.mark.parametrize(
    ("tolerance", "asked", "is_found"),
    [
        (Tolerance.LOOK_ALIKE, ["AB0123"], True),
        (Tolerance.LOOK_ALIKE, ["ABO1Z3"], True),
        (Tolerance.LOOK_ALIKE, ["XY789", "ABO123"], True),
        (Tolerance.LOOK_ALIKE, ["AB0124"], False),
        (Tolerance.ONE_EDIT, ["AB0124"], True),
        (Tolerance.ONE_EDIT, ["AB01234"], True),
        (Tolerance.ONE_EDIT, ["B0123"], True),
        (Tolerance.ONE_EDIT, ["AB0145"], False),
        (Tolerance.ONE_EDIT, ["XY789", "AB0124"], False),
    ],
)
def test_an_entry_is_found_by_what_may_hit_it(
    lists: DynamoDbLists, listed: PlateList, tolerance: Tolerance, asked: list[str], *, is_found: bool
) -> None:
    add(lists, listed, an_entry("AB0123", tolerance=tolerance), an_entry("QQ555"))
    assert plates(index(lists).near(asked)) == (["AB0123"] if is_found else [])


def test_a_change_of_tolerance_changes_the_keys_and_leaves_none_behind(lists: DynamoDbLists, listed: PlateList) -> None:
    narrow = an_entry("AB123")
    wide = replace(narrow, tolerance=Tolerance.ONE_EDIT, version=2)
    add(lists, listed, narrow)
    lists.change(listed, [EntryChange(narrow, wide)], AUDIT)
    assert plates(index(lists).near(["AB124"])) == ["AB123"]
    lists.change(listed, [EntryChange(wide, replace(narrow, version=3))], AUDIT)
    assert index(lists).near(["AB124"]) == []
    assert len(everything(lists, "listed#")) == 1


def test_what_is_taken_away_leaves_no_trace_of_its_plate(lists: DynamoDbLists, listed: PlateList) -> None:
    one, other = an_entry("AB123", tolerance=Tolerance.ONE_EDIT), an_entry("AB124", tolerance=Tolerance.ONE_EDIT)
    add(lists, listed, one, other)
    lists.change(listed, [EntryChange(one, None)], AUDIT)
    assert plates(index(lists).near(["AB123"])) == ["AB124"]
    lists.change(listed, [EntryChange(other, None)], AUDIT)
    assert everything(lists, "listed#") == everything(lists, "list#") == []
    assert lists.all() == [listed]


def test_entries_are_counted_and_shown_page_by_page(lists: DynamoDbLists, listed: PlateList) -> None:
    entries = [an_entry(f"AB{number:03d}") for number in range(120)]
    add(lists, listed, *entries, an_entry("XY789"))
    [kept] = lists.all()
    assert kept.entry_count == 121
    first = lists.page(listed, "AB", 100, None)
    rest = lists.page(listed, "AB", 100, first.last)
    assert [*first.entries, *rest.entries] == entries
    assert rest.last is None


def test_the_same_plate_twice_and_a_change_meanwhile_are_refused(lists: DynamoDbLists, listed: PlateList) -> None:
    entry = an_entry("AB123")
    add(lists, listed, entry)
    with pytest.raises(Conflict, match="entry_there"):
        add(lists, listed, entry)
    with pytest.raises(Conflict, match="entry_changed"):
        lists.change(listed, [EntryChange(replace(entry, version=2), None)], AUDIT)
    assert [one.entry_count for one in lists.all()] == [1]


def test_nothing_comes_to_a_list_that_was_removed_and_it_finds_nothing(lists: DynamoDbLists, listed: PlateList) -> None:
    entry = an_entry("AB123")
    add(lists, listed, entry)
    gone = removed_list(listed, 1, START)
    lists.put_list(listed, gone, AUDIT)
    assert index(lists).near(["AB123"]) == []
    with pytest.raises(Conflict, match="list_removed"):
        add(lists, gone, an_entry("AB124"))
    with pytest.raises(Conflict, match="list_changed"):
        lists.drop_list(gone, AUDIT)
    lists.change(gone, [EntryChange(entry, None)], AUDIT)
    lists.drop_list(gone, AUDIT)
    assert lists.all() == []
    assert everything(lists, "listed#") == []


def test_so_many_that_look_alike_are_refused_and_the_others_stay_found(
    lists: DynamoDbLists, listed: PlateList, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adapter, "MOST_ALIKE", 3)
    regions = ["de", "fr", "gb"]
    add(lists, listed, *(an_entry("AB123", region=one) for one in regions))
    with pytest.raises(Conflict, match="entries_alike"):
        add(lists, listed, an_entry("AB123"))
    assert [one.region for one in index(lists).near(["AB123"])] == regions


def test_those_that_share_a_permit_are_found_at_the_same_cost_however_long_the_list_is(
    lists: DynamoDbLists, listed: PlateList
) -> None:
    family = [an_entry(one, group="Family", most_at_a_time=1) for one in ("AB123", "AB124")]
    add(lists, listed, *family, an_entry("AB125", group="Friends"), *(an_entry(f"XY{at:03d}") for at in range(120)))
    with patch.object(lists.client, "batch_get_item", side_effect=lists.client.batch_get_item) as asked:
        assert index(lists).sharing(family[1]) == family
        assert asked.call_count == 2
    assert index(lists).sharing(an_entry("XY001")) == []


def test_who_changes_the_group_or_leaves_shares_no_more_and_its_name_goes_with_the_last(
    lists: DynamoDbLists, listed: PlateList
) -> None:
    one, other = (an_entry(plate, group="Family") for plate in ("AB123", "AB124"))
    add(lists, listed, one, other)
    moved = replace(one, group="Friends", version=2)
    lists.change(listed, [EntryChange(one, moved)], AUDIT)
    assert (plates(index(lists).sharing(other)), plates(index(lists).sharing(moved))) == (["AB124"], ["AB123"])
    lists.change(listed, [EntryChange(moved, None), EntryChange(other, None)], AUDIT)
    assert everything(lists, "listed#") == []


def test_a_group_that_is_full_takes_no_more_and_the_others_stay_found(lists: DynamoDbLists, listed: PlateList) -> None:
    group = [an_entry(f"AB{number:03d}", group="Family") for number in range(MOST_SHARING)]
    add(lists, listed, *group)
    with pytest.raises(Conflict, match="group_full"):
        add(lists, listed, an_entry("XY789", group="Family"))
    assert index(lists).sharing(group[0]) == group


def test_a_list_that_was_removed_shares_nothing(lists: DynamoDbLists, listed: PlateList) -> None:
    entry = an_entry("AB123", group="Family")
    add(lists, listed, entry)
    lists.put_list(listed, removed_list(listed, 1, START), AUDIT)
    assert index(lists).sharing(entry) == []


def test_no_entry_anywhere_costs_nothing_and_a_miss_one_call(lists: DynamoDbLists, listed: PlateList) -> None:
    known = lists.all()
    with patch.object(lists.client, "batch_get_item", side_effect=lists.client.batch_get_item) as asked:
        assert DynamoDbListIndex(lists.client, TABLE, lambda: known).near(["AB123"]) == []
        assert asked.call_count == 0
        add(lists, listed, an_entry("AB123"))
        assert index(lists).near(["XY789", "QQ111", "ZZ222"]) == []
        assert asked.call_count == 1
        assert len(index(lists).near(["AB123"])) == 1
        assert asked.call_count == 3
