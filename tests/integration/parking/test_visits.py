"""Visits in the table: written together or not at all, and listed by piles."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest

from handler.adapters.dynamodb import items
from handler.adapters.dynamodb.parking.counts import DynamoDbCounts
from handler.adapters.dynamodb.parking.visit_items import DUE, visit_key
from handler.adapters.dynamodb.parking.visits import DynamoDbVisits
from handler.domain.candidate import Candidate
from handler.domain.errors import InvalidRequest
from handler.domain.events.event import Event, EventType
from handler.domain.occupancy.count import Tally
from handler.domain.visits.changes import Change, ChangeKind, changes
from handler.domain.visits.facts import Fact
from handler.domain.visits.standing import Said, Standing, StandingState, TimeOver, Word
from handler.domain.visits.visit import Visit
from handler.service.ports.parking import SAID_OF_IT, KeptChange, Pile, WantedVisits
from tests.integration.parking.conftest import NOW, OUTBOX, PARKING
from tests.support.sightings import after, seen
from tests.support.sightings import visits as derived

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

KEPT = after(24 * 90)
VALID = Standing(
    StandingState.VALID, None, None, needs_person=False, is_unfounded=False, due_at=None, spared_by="an-entry"
)
OVER = replace(VALID, over_at=after(1), reason=TimeOver.FREE_TIME_OVER, needs_person=True)
CAME, LEFT = seen("AB12CDE", "in", after(0), "came"), seen("AB12CDE", "out", after(2), "left")


def one_visit(*facts: Fact) -> Visit:
    (found,) = derived(*facts)
    return found


def opened(visit: Visit, standing: Standing = VALID, kept: datetime = KEPT) -> KeptChange:
    (change,) = changes({}, {visit.visit_id: visit})
    return KeptChange(change, standing, (), kept)


def follows(visits: DynamoDbVisits, *after_them: Visit) -> list[Change]:
    kept = visits.as_kept(["came", *(one.visit_id for one in after_them)])
    return list(changes(kept, {one.visit_id: one for one in after_them}))


def names(visits: DynamoDbVisits, pile: Pile, **wanted: bool | datetime) -> list[str]:
    page = visits.page(WantedVisits("site-1", pile, **wanted), 10)  # type: ignore[arg-type]
    return [one.visit.visit_id for one in page.visits]


def test_a_visit_comes_back_as_it_was_whatever_is_told_of_it(visits: DynamoDbVisits) -> None:
    likely = seen("AB12CDE", "in", after(0), "came", candidates=(Candidate("AB12CDE", 0.9), Candidate("A812CDE", 0.1)))
    exits = [seen(plate, "out", after(2, seconds=40 * at), f"e{at}") for at, plate in enumerate(("A812CDE", "AB12C0E"))]
    found = derived(likely, *exits)
    assert any(one.question or one.pairing for one in found)
    visits.write([opened(one, OVER) for one in found], [], NOW)
    kept = visits.get([one.visit_id for one in found])
    assert {name: one.visit for name, one in kept.items()} == {one.visit_id: one for one in found}
    assert {one.standing for one in kept.values()} == {OVER}
    assert {one.kept_until for one in kept.values()} == {KEPT}


def test_each_change_follows_the_one_that_was_seen(visits: DynamoDbVisits) -> None:
    assert visits.write([opened(one_visit(CAME))], [], NOW)
    assert not visits.write([opened(one_visit(CAME))], [], NOW)
    (closed,) = follows(visits, one_visit(CAME, LEFT))
    assert visits.write([KeptChange(closed, VALID)], [], NOW)
    assert not visits.write([KeptChange(closed, VALID)], [], NOW)
    kept = visits.get(["came"])["came"]
    assert (kept.version, kept.visit, kept.kept_until) == (2, one_visit(CAME, LEFT), KEPT)


def test_all_of_it_is_written_or_nothing(visits: DynamoDbVisits, client: DynamoDBClient) -> None:
    visits.write([opened(one_visit(CAME))], [], NOW)
    other = opened(one_visit(seen("XY99ZZZ", "in", after(1), "other")))
    event = Event("e1", EventType.VISIT_OPENED, NOW, {}, "k", KEPT)
    assert not visits.write([other, opened(one_visit(CAME))], [event], NOW)
    assert visits.get(["other"]) == {}
    assert client.scan(TableName=OUTBOX)["Count"] == 0
    assert visits.write([other], [event], NOW)
    assert client.scan(TableName=OUTBOX)["Count"] == 1


def test_its_history_tells_each_version_and_who_said_what(visits: DynamoDbVisits) -> None:
    visits.write([opened(one_visit(CAME))], [], NOW)
    (closed,) = follows(visits, one_visit(CAME, LEFT))
    visits.write([KeptChange(closed, OVER)], [], NOW + timedelta(hours=1))
    visit = one_visit(CAME, LEFT)
    said = (Said(Word.CONFIRMED, "an-operator", NOW),)
    word = Change(ChangeKind.REVISED, visit, visit, 3, SAID_OF_IT)
    assert visits.write([KeptChange(word, OVER, said)], [], NOW + timedelta(hours=2))
    told = [(one.version, one.kind, one.by) for one in visits.history("came")]
    assert told == [(1, "visit.opened", None), (2, "visit.closed", None), (3, "confirmed", "an-operator")]
    assert visits.get(["came"])["came"].said == said


def test_a_vehicle_that_just_stands_there_makes_no_long_history(visits: DynamoDbVisits) -> None:
    first = seen("AB12CDE", "spot", after(0), "s0")
    later = seen("AB12CDE", "spot", after(1 / 6), "s1", candidates=(Candidate("AB12CDE", 0.9),))
    visits.write([opened(one_visit(first))], [], NOW)
    kept = visits.as_kept(["s0"])
    visit = one_visit(first, later)
    (change,) = changes(kept, {"s0": replace(visit, notes=kept["s0"].visit.notes)})
    assert visits.write([KeptChange(change, VALID)], [], NOW)
    assert [one.kind for one in visits.history("s0")] == ["visit.opened"]
    assert visits.get(["s0"])["s0"].visit.last_seen_at == later.taken_at


def test_nothing_but_its_number_is_left_of_a_withdrawn_one(visits: DynamoDbVisits, client: DynamoDBClient) -> None:
    visits.write([opened(one_visit(CAME), OVER)], [], NOW)
    (gone,) = follows(visits)
    assert visits.write([KeptChange(gone, None)], [], NOW)
    assert visits.get(["came"]) == {}
    assert "AB12CDE" not in json.dumps(client.scan(TableName=PARKING)["Items"])
    assert [names(visits, pile) for pile in Pile] == [[], [], [], []]
    (again,) = follows(visits, one_visit(CAME))
    assert (again.kind, again.version) == (ChangeKind.OPENED, 3)
    assert visits.write([KeptChange(again, VALID, (), KEPT)], [], NOW)
    assert visits.get(["came"])["came"].visit == one_visit(CAME)


def test_visits_lie_on_their_piles(visits: DynamoDbVisits) -> None:
    inside = one_visit(seen("AA11AAA", "in", after(3), "inside"))
    over = one_visit(seen("BB22BBB", "in", after(1), "over"))
    changes_of = [opened(inside), opened(over, OVER), opened(one_visit(CAME, LEFT))]
    visits.write(changes_of, [], NOW)
    assert names(visits, Pile.ALL) == ["inside", "over", "came"]
    assert names(visits, Pile.INSIDE, is_oldest_first=True) == ["over", "inside"]
    assert names(visits, Pile.OVERSTAYED) == ["over"]
    assert names(visits, Pile.ALL, since=after(0), until=after(1)) == ["came"]
    assert names(visits, Pile.ALL, since=after(1)) == ["inside", "over"]


def test_a_visit_that_ends_is_inside_no_longer(visits: DynamoDbVisits) -> None:
    visits.write([opened(one_visit(CAME))], [], NOW)
    (closed,) = follows(visits, one_visit(CAME, LEFT))
    visits.write([KeptChange(closed, VALID)], [], NOW)
    assert (names(visits, Pile.INSIDE), names(visits, Pile.ALL)) == ([], ["came"])


def test_a_long_list_comes_by_pages_and_a_foreign_cursor_is_refused(visits: DynamoDbVisits) -> None:
    for number in range(5):
        visits.write([opened(one_visit(seen("AB12CDE", "in", after(number), f"v{number}")))], [], NOW)
    wanted, found, cursor = WantedVisits("site-1"), [], None
    while True:
        page = visits.page(wanted, 2, cursor)
        found += [one.visit.visit_id for one in page.visits]
        cursor = page.cursor
        if cursor is None:
            break
        last = cursor
    assert found == ["v4", "v3", "v2", "v1", "v0"]
    with pytest.raises(InvalidRequest):
        visits.page(WantedVisits("site-2"), 2, last)


def test_what_is_over_is_shown_no_more(visits: DynamoDbVisits) -> None:
    visits.write([opened(one_visit(CAME), kept=NOW - timedelta(seconds=1))], [], NOW)
    assert names(visits, Pile.ALL) == []
    assert visits.get(["came"]) == {}
    assert visits.as_kept(["came"])["came"].version == 1


def test_visits_of_a_plate_are_found_at_all_sites(visits: DynamoDbVisits) -> None:
    there = replace(one_visit(seen("AB12CDE", "in", after(1), "there")), site_id="site-2")
    visits.write([opened(one_visit(CAME)), opened(there)], [], NOW)
    assert [one.visit.visit_id for one in visits.of_plate("AB12CDE", 10).visits] == ["there", "came"]
    assert visits.of_plate("AB12CDF", 10).visits == ()


def test_what_is_due_comes_the_most_overdue_first(visits: DynamoDbVisits) -> None:
    for name, hours in {"later": 5, "soon": 2, "sooner": 1}.items():
        visit = one_visit(seen("AB12CDE", "in", after(0), name))
        visits.write([opened(visit, replace(VALID, due_at=after(hours)))], [], NOW)
    assert [one.visit.visit_id for one in visits.due(after(2), 10)] == ["sooner", "soon"]
    assert [one.visit.visit_id for one in visits.due(after(9), 1)] == ["sooner"]


def test_what_only_lapses_is_found_by_when_it_began_and_not_as_due(visits: DynamoDbVisits) -> None:
    visit = one_visit(CAME)
    visits.write([opened(visit, replace(VALID, due_at=visit.lapses_at))], [], NOW)
    assert visits.due(after(24 * 40), 10) == []
    oldest = WantedVisits("site-1", Pile.INSIDE, until=after(1), is_oldest_first=True)
    assert [one.visit.visit_id for one in visits.page(oldest, 10).visits] == ["came"]


def test_a_visit_that_was_put_among_the_due_by_an_earlier_version_leaves_them(
    visits: DynamoDbVisits, client: DynamoDBClient
) -> None:
    visit = one_visit(CAME)
    visits.write([opened(visit, replace(VALID, due_at=visit.lapses_at))], [], NOW)
    client.update_item(
        TableName=PARKING,
        Key=items.to_typed(visit_key("came")),
        UpdateExpression="SET due = :due, due_at = :at",
        ExpressionAttributeValues=items.to_typed({":due": DUE, ":at": items.to_text(after(24 * 30))}),
    )
    assert [one.visit.visit_id for one in visits.due(after(24 * 30), 10)] == ["came"]
    (closed,) = follows(visits, one_visit(CAME, LEFT))
    visits.write([KeptChange(closed, VALID)], [], NOW)
    assert visits.due(after(24 * 40), 10) == []


def test_visits_whose_time_is_over_are_in_no_others_way(client: DynamoDBClient) -> None:
    visits, later = (DynamoDbVisits(client, PARKING, one, OUTBOX) for one in (partial(after, 23), partial(after, 24)))
    for name, hours in {"over": 1, "over too": 2, "there": 3}.items():
        visit = one_visit(seen("AB12CDE", "in", after(0), name))
        kept = KEPT if name == "there" else after(24)
        visits.write([opened(visit, replace(VALID, due_at=after(hours)), kept)], [], NOW)
    assert [one.visit.visit_id for one in later.due(after(24), 1)] == ["there"]


def hour(counts: DynamoDbCounts, hours: int) -> dict[str, Tally]:
    return dict(counts.by_hour("site-1", after(hours), after(hours + 1)).get(after(hours), {}))


def test_what_crossed_the_gates_is_counted_with_the_visit(visits: DynamoDbVisits, counts: DynamoDbCounts) -> None:
    visits.write([opened(one_visit(CAME))], [], NOW)
    (closed,) = follows(visits, one_visit(CAME, LEFT))
    visits.write([KeptChange(closed, VALID)], [], NOW)
    visits.write([KeptChange(closed, VALID)], [], NOW)
    assert (hour(counts, 0), hour(counts, 2)) == ({"in": Tally(1, 0)}, {"out": Tally(0, 1)})
    assert counts.by_minute("site-1", after(0), after(1)) == {after(0): {"in": Tally(1, 0)}}
    assert counts.by_minute("site-1", after(2), after(3)) == {after(2): {"out": Tally(0, 1)}}


def test_an_end_that_passes_to_another_visit_counts_once(visits: DynamoDbVisits, counts: DynamoDbCounts) -> None:
    alone = one_visit(LEFT)
    visits.write([opened(alone)], [], NOW)
    assert hour(counts, 2) == {"out": Tally(0, 1, 0, 1)}
    both = one_visit(CAME, LEFT)
    kept = visits.as_kept(["left", "came"])
    assert visits.write([KeptChange(one, VALID, (), KEPT) for one in changes(kept, {"came": both})], [], NOW)
    assert hour(counts, 2) == {"out": Tally(0, 1, 0, 0)}
    assert counts.by_minute("site-1", after(2), after(3)) == {after(2): {"out": Tally(0, 1, 0, 0)}}


def test_what_turned_out_to_be_none_is_taken_out(visits: DynamoDbVisits, counts: DynamoDbCounts) -> None:
    visits.write([opened(one_visit(CAME))], [], NOW)
    visits.write([KeptChange(follows(visits)[0], None)], [], NOW)
    assert hour(counts, 0) == {"in": Tally()}
    assert counts.by_minute("site-1", after(0), after(1)) == {after(0): {"in": Tally()}}
