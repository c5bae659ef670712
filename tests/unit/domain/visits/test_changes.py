"""What is told of a visit that was derived anew."""

from __future__ import annotations

from handler.domain.visits.changes import Change, ChangeKind, KeptVisit, changes
from handler.domain.visits.facts import Decision, Fact
from handler.domain.visits.visit import Visit
from tests.support.sightings import after, seen, visits

CAME = seen("AB12CDE", "in", after(0), "came")
LEFT = seen("AB12CDE", "out", after(2), "left")


def derived(*facts: Fact) -> dict[str, Visit]:
    return {one.visit_id: one for one in visits(*facts)}


def told(before: dict[str, Visit], now: dict[str, Visit], version: int = 4) -> list[Change]:
    return list(changes({name: KeptVisit(one, version) for name, one in before.items()}, now))


def test_a_new_visit_is_opened_with_its_first_version() -> None:
    (change,) = told({}, derived(CAME))
    assert (change.kind, change.version, change.before, change.fields) == (ChangeKind.OPENED, 1, None, ())


def test_a_visit_that_is_over_when_it_becomes_known_is_closed_at_once() -> None:
    (change,) = told({}, derived(CAME, LEFT))
    assert change.kind is ChangeKind.CLOSED


def test_an_open_visit_is_closed_and_what_changed_is_named() -> None:
    (change,) = told(derived(CAME), derived(CAME, LEFT))
    assert (change.kind, change.version) == (ChangeKind.CLOSED, 5)
    assert {"state", "exit", "ended_at", "pairing"} <= set(change.fields)
    assert "plate" not in change.fields


def test_another_time_of_leaving_is_a_revision() -> None:
    later = seen("AB12CDE", "out", after(2, seconds=-4), "sooner")
    (change,) = told(derived(CAME, LEFT), derived(CAME, LEFT, later))
    assert change.kind is ChangeKind.REVISED


def test_a_visit_that_opens_again_is_a_revision() -> None:
    rejected = Decision("d1", "left", None, "person-1", after(3))
    (change,) = told(derived(CAME, LEFT), derived(CAME, LEFT, rejected))
    assert (change.kind, change.after and change.after.exit) == (ChangeKind.REVISED, None)


def test_a_visit_that_becomes_part_of_another_is_withdrawn() -> None:
    misread = seen("XX99CDE", "out", after(2), "left")
    corrected = Decision("d1", "left", "AB12CDE", "person-1", after(3))
    kinds = {one.kind: one for one in told(derived(CAME, misread), derived(CAME, misread, corrected))}
    assert set(kinds) == {ChangeKind.CLOSED, ChangeKind.WITHDRAWN}
    assert kinds[ChangeKind.WITHDRAWN].after is None


def test_what_is_as_it_was_is_not_told() -> None:
    assert told(derived(CAME, LEFT), derived(CAME, LEFT)) == []


def test_a_visit_that_was_withdrawn_and_is_one_again_goes_on_counting() -> None:
    (visit,) = visits(CAME)
    gone = KeptVisit(visit, 7, is_withdrawn=True)
    (change,) = changes({visit.visit_id: gone}, {visit.visit_id: visit})
    assert (change.kind, change.version, change.before) == (ChangeKind.OPENED, 8, None)


def test_a_visit_that_was_withdrawn_and_is_none_still_is_not_told_again() -> None:
    (visit,) = visits(CAME)
    assert list(changes({visit.visit_id: KeptVisit(visit, 7, is_withdrawn=True)}, {})) == []
