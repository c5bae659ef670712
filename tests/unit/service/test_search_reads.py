from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from handler.domain.audit import Action
from handler.domain.caller import Caller
from handler.domain.errors import InvalidRequest, NotAllowed, PurposeNeeded
from handler.domain.export import ExportForm
from handler.domain.judging.colour import Colour, Colours, ToldColour
from handler.domain.logged import ReadStatus
from handler.domain.lookups.purpose import Purpose
from handler.domain.plate_search import Closeness
from handler.domain.read_filter import ReadFilter, ReadOrder
from handler.service.search_reads import Match, Search
from tests.support.fakes.world import START
from tests.support.samples import a_read
from tests.support.searching import OPERATOR, PLATES, Stage


@pytest.mark.parametrize("limit", [1, 2, 3, 100])
def test_a_fuzzy_search_gives_the_closest_first_and_says_how_close(limit: int) -> None:
    assert Stage().found("ab12 cde", Match.FUZZY, limit=limit) == [
        ("AB12CDE", Closeness.EXACT),
        ("AB12CDE", Closeness.EXACT),
        ("A812CDE", Closeness.CONFUSABLE),
        ("AB12CDF", Closeness.ONE_EDIT),
    ]


@pytest.mark.parametrize("limit", [1, 2, 100])
def test_a_pattern_gives_all_that_it_fits(limit: int) -> None:
    plates = [plate for plate, _ in Stage().found("x*b", Match.PATTERN, limit=limit)]
    assert sorted(plates) == ["XY34ZAB", "XY99ZAB"]


def test_a_pattern_that_fits_many_plates_goes_through_all_of_them() -> None:
    many = [f"KA{number:03d}" for number in range(120)]
    assert sorted(plate for plate, _ in Stage(*many).found("KA*", Match.PATTERN, limit=7)) == many


def test_an_exact_search_gives_the_plate_and_nothing_near_it() -> None:
    assert Stage().found("AB12CDE") == [("AB12CDE", Closeness.EXACT)] * 2


@pytest.mark.parametrize("limit", [1, 2, 3, 100])
def test_a_plate_as_typed_finds_its_rejected_reads_after_those_that_count(limit: int) -> None:
    stage = Stage("AB12CDE", "AB12CDE")
    for number in (8, 9):
        stage.add(a_read(number, plate="AB12CDE", status=ReadStatus.REJECTED))
    search = Search("ab12cde", Match.EXACT, ReadFilter(), limit, None)
    found = []
    while True:
        page = stage.search(OPERATOR, search)
        found += [(int(one.read.upload_id, 16), one.read.status) for one in page.reads]
        if page.cursor is None:
            break
        search = replace(search, cursor=page.cursor)
    rejected, open_ = ReadStatus.REJECTED, ReadStatus.NEEDS_REVIEW
    assert found == [(1, open_), (0, open_), (9, rejected), (8, rejected)]


@pytest.mark.parametrize(("status", "count"), [(ReadStatus.REJECTED, 1), (ReadStatus.NEEDS_REVIEW, 2)])
def test_a_plate_and_a_status_find_no_reads_of_another_status(status: ReadStatus, count: int) -> None:
    stage = Stage()
    stage.add(a_read(9, plate="AB12CDE", status=ReadStatus.REJECTED))
    wanted = ReadFilter(status=status)
    assert stage.found("AB12CDE", wanted=wanted) == [("AB12CDE", Closeness.EXACT)] * count


def test_without_a_plate_all_reads_come_newest_first() -> None:
    assert [plate for plate, _ in Stage().found(None, limit=2)] == PLATES[::-1]


def test_without_a_plate_all_reads_come_oldest_first_where_asked_for() -> None:
    stage = Stage()
    search, found = Search(None, Match.EXACT, ReadFilter(), 4, None, ReadOrder.OLDEST), []
    for _ in range(2):
        page = stage.search(OPERATOR, search)
        found += [one.read.plate for one in page.reads]
        search = replace(search, cursor=page.cursor)
    assert found == PLATES
    assert stage.audit.entries[0].details == {"order": "oldest", "page": "first", "reads": "4"}


def test_a_plate_as_typed_gives_its_oldest_read_first_where_asked_for() -> None:
    page = Stage().search(OPERATOR, Search("AB12CDE", Match.EXACT, ReadFilter(), 9, None, ReadOrder.OLDEST))
    assert [int(one.read.upload_id, 16) for one in page.reads] == [0, 4]


def test_a_cursor_is_good_for_one_order_only() -> None:
    stage = Stage()
    search = Search("AB12CDE", Match.EXACT, ReadFilter(), 1, None)
    cursor = stage.search(OPERATOR, search).cursor
    with pytest.raises(InvalidRequest, match="cursor"):
        stage.search(OPERATOR, replace(search, cursor=cursor, order=ReadOrder.OLDEST))


@pytest.mark.parametrize("limit", [1, 4, 100])
def test_a_count_is_the_number_that_a_search_finds_and_is_written_down_like_one(limit: int) -> None:
    stage, count, cursor, pages = Stage(), 0, None, 0
    while pages == 0 or cursor:
        page = stage.search.count(OPERATOR, Search("ab*", Match.PATTERN, ReadFilter(region="gb"), limit, cursor))
        count, cursor, pages = count + page.count, page.cursor, pages + 1
    assert count == len(stage.found("ab*", Match.PATTERN)) == 3
    entry = stage.audit.entries[0]
    assert (entry.action, entry.target) == (Action.COUNTED, "ab*")
    assert entry.details == {"match": "pattern", "region": "gb", "page": "first", "reads": str(min(limit, 3))}


def test_conditions_leave_reads_out() -> None:
    stage = Stage()
    stage.add(
        a_read(7, plate="GH56IJK", status=ReadStatus.ACCEPTED, region="us-ca", camera_id="gate-2", confidence=0.9)
    )
    for wanted in (
        ReadFilter(status=ReadStatus.ACCEPTED),
        ReadFilter(region="us"),
        ReadFilter(region="us-ca"),
        ReadFilter(camera_id="gate-2"),
        ReadFilter(least_confidence=0.8),
        ReadFilter(since=START + timedelta(minutes=7)),
    ):
        assert stage.found(None, wanted=wanted) == [("GH56IJK", None)]
    assert stage.found(None, wanted=ReadFilter(region="u")) == []
    assert len(stage.found(None, wanted=ReadFilter(until=START + timedelta(minutes=2)))) == 2


def test_a_colour_leaves_out_reads_of_another_and_those_of_which_it_was_not_told() -> None:
    stage, white, red = Stage(), ToldColour(Colour.WHITE, 0.6), ToldColour(Colour.RED, 0.9)
    stage.add(a_read(7, plate="GH56IJK", colours=Colours(ground=white, vehicle=red)))
    stage.add(a_read(8, plate="GH57IJK", colours=Colours(ground=red, characters=white)))
    for wanted, plates in (
        (ReadFilter(plate_ground=Colour.WHITE), ["GH56IJK"]),
        (ReadFilter(plate_ground=Colour.RED), ["GH57IJK"]),
        (ReadFilter(vehicle_colour=Colour.RED), ["GH56IJK"]),
        (ReadFilter(vehicle_colour=Colour.WHITE), []),
        (ReadFilter(plate_ground=Colour.RED, vehicle_colour=Colour.RED), []),
    ):
        assert [plate for plate, _ in stage.found(None, wanted=wanted)] == plates
        assert [plate for plate, _ in stage.found("GH*", Match.PATTERN, wanted)] == plates


def test_a_range_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(InvalidRequest, match="to: the range ends before it begins"):
        ReadFilter(since=START, until=START)
    with pytest.raises(InvalidRequest, match="most_confidence"):
        ReadFilter(least_confidence=0.9, most_confidence=0.1)


@pytest.mark.parametrize("cursor", ["x", "AAAA", "é", "W10=", "W251bGwsIG51bGxd"])
def test_a_made_up_cursor_is_refused(cursor: str) -> None:
    with pytest.raises(InvalidRequest, match="cursor"):
        Stage().search(OPERATOR, Search("AB12CDE", Match.FUZZY, ReadFilter(), 2, cursor))


def test_a_cursor_of_another_search_is_refused() -> None:
    stage = Stage()
    cursor = stage.search(OPERATOR, Search("AB12CDE", Match.FUZZY, ReadFilter(), 1, None)).cursor
    assert cursor
    with pytest.raises(InvalidRequest, match="cursor"):
        stage.search(OPERATOR, Search("XY34ZAB", Match.FUZZY, ReadFilter(), 1, cursor))


@pytest.mark.parametrize("limit", [1, 2])
def test_a_cursor_of_other_conditions_is_refused_also_where_the_next_plate_begins(limit: int) -> None:
    stage = Stage()
    search = Search("AB12CDE", Match.FUZZY, ReadFilter(), limit, None)
    cursor = stage.search(OPERATOR, search).cursor
    assert cursor
    with pytest.raises(InvalidRequest, match="cursor"):
        stage.search(OPERATOR, replace(search, cursor=cursor, wanted=ReadFilter(vehicle_colour=Colour.RED)))


@pytest.mark.parametrize("groups", [frozenset(), frozenset({"admins"})])
def test_nobody_but_operators_searches(groups: frozenset[str]) -> None:
    stage = Stage()
    with pytest.raises(NotAllowed):
        stage.search(Caller("somebody", groups), Search(None, Match.EXACT, ReadFilter(), 1, None))
    assert stage.audit.entries == []


EVERYTHING = ReadFilter(
    status=ReadStatus.NEEDS_REVIEW,
    region="us-ca",
    camera_id="gate-2",
    uploader="ann-s-id",
    plate_ground=Colour.YELLOW,
    vehicle_colour=Colour.SILVER,
    least_confidence=0.25,
    most_confidence=0.9,
    since=START,
    until=START + timedelta(hours=1),
)
ASKED = {
    "status": "needs_review",
    "region": "us-ca",
    "camera_id": "gate-2",
    "uploader": "ann-s-id",
    "plate_ground": "yellow",
    "vehicle_colour": "silver",
    "least_confidence": "0.25",
    "most_confidence": "0.9",
    "from": "2026-05-04T03:02:01+00:00",
    "to": "2026-05-04T04:02:01+00:00",
}


def test_it_is_written_down_who_searched_for_what() -> None:
    stage = Stage()
    stage.found("AB12CDE", Match.FUZZY)
    (entry,) = stage.audit.entries
    assert (entry.action, entry.by, entry.target) == (Action.SEARCHED, OPERATOR.owner, "AB12CDE")
    assert entry.details == {"match": "fuzzy", "page": "first", "reads": "4"}


def test_a_page_that_looks_again_by_itself_is_told_from_a_person_who_searches() -> None:
    stage = Stage()
    stage.search(OPERATOR, Search(None, Match.EXACT, ReadFilter(), 100, None), is_refresh=True)
    assert [entry.details["page"] for entry in stage.audit.entries] == ["refreshed"]


def test_all_that_was_asked_is_written_down_and_nothing_else() -> None:
    stage = Stage()
    stage.found(None)
    stage.found(None, wanted=EVERYTHING)
    stage.found("AB*", Match.PATTERN, EVERYTHING)
    everything, narrowed, with_plate = [(entry.target, entry.details) for entry in stage.audit.entries]
    assert everything == ("", {"page": "first", "reads": "6"})
    assert narrowed == ("", {**ASKED, "page": "first", "reads": "0"})
    assert with_plate == ("AB*", {**ASKED, "match": "pattern", "page": "first", "reads": "0"})


@pytest.mark.parametrize("name", ReadFilter.__dataclass_fields__)
def test_no_condition_of_a_search_goes_unwritten(name: str) -> None:
    """A condition that is added later must be told as well."""
    only = ReadFilter(**{name: getattr(EVERYTHING, name)})
    assert len(only.asked()) == 1
    assert only.asked().items() <= ASKED.items()


def test_further_pages_are_written_down_as_such() -> None:
    stage = Stage()
    stage.found(None, limit=4)
    assert [entry.details for entry in stage.audit.entries] == [
        {"page": "first", "reads": "4"},
        {"page": "further", "reads": "2"},
    ]


def test_somebody_is_looked_for_and_written_down_by_identity_and_not_by_address() -> None:
    stage = Stage()
    stage.people.known["ann-s-id"] = "ann@example.com"
    stage.add(a_read(7, plate="GH56IJK", owner="ann-s-id"))
    assert stage.found(None, wanted=ReadFilter(uploader="Ann@Example.com")) == [("GH56IJK", None)]
    (entry,) = stage.audit.entries
    assert entry.details == {"uploader": "ann-s-id", "page": "first", "reads": "1"}


def test_an_address_that_nobody_has_is_told() -> None:
    with pytest.raises(InvalidRequest, match="nobody has confirmed this address"):
        Stage().found(None, wanted=ReadFilter(uploader="nobody@example.com"))


def test_why_somebody_searches_is_kept_in_the_audit() -> None:
    stage = Stage()
    why = Purpose("stolen vehicle", "26-114")
    search = Search("AB12CDE", Match.EXACT, ReadFilter(), 10, None, purpose=why)
    stage.search(OPERATOR, search)
    stage.search.count(OPERATOR, search)
    stage.search.export(OPERATOR, search, ExportForm())
    stage.search.export_chosen(OPERATOR, ["0" * 32 + "-0"], ExportForm(), why)
    told = [(one.details["purpose"], one.details["reference"]) for one in stage.audit.entries]
    assert told == [("stolen vehicle", "26-114")] * 4


def test_where_a_purpose_is_needed_nothing_is_found_and_nothing_written_down_without_one() -> None:
    stage = Stage()
    needing = replace(stage.search, needs_purpose=lambda: True)
    search = Search("AB12CDE", Match.EXACT, ReadFilter(), 10, None)
    for ask in (
        lambda: needing(OPERATOR, search),
        lambda: needing.count(OPERATOR, search),
        lambda: needing.export(OPERATOR, search, ExportForm()),
        lambda: needing.export_chosen(OPERATOR, ["0" * 32 + "-0"], ExportForm()),
    ):
        with pytest.raises(PurposeNeeded):
            ask()
    assert stage.audit.entries == []
    assert needing(OPERATOR, replace(search, purpose=Purpose("stolen vehicle"))).reads
