"""Where the rules of visits end: a moment later, or a little less sure."""

from __future__ import annotations

from dataclasses import replace

from handler.domain.judging.colour import Colour, ToldColour
from handler.domain.visits.setup import VisitSetup
from handler.domain.visits.visit import Ending, Note, VisitState
from tests.support.sightings import after, seen, visits

CAME = seen("AB12CDE", "in", after(0), "came")
LEFT = seen("AB12CDE", "out", after(2), "left")


def test_a_minute_later_another_gate_is_no_second_gate_at_once() -> None:
    assert all(not one.notes for one in visits(CAME, seen("AB12CDE", "in2", after(seconds=61))))


def test_an_exit_minutes_before_an_entry_is_no_fault_of_clocks() -> None:
    found = visits(CAME, seen("AB12CDE", "out", after(seconds=-121)))
    assert all(Note.CLOCKS_DIFFER not in one.notes for one in found)


def test_colours_that_are_not_sure_speak_of_no_swapped_plate() -> None:
    red, blue = ToldColour(Colour.RED, 0.85), ToldColour(Colour.BLUE, 0.85)
    assert visits(replace(CAME, colour=red), replace(LEFT, colour=blue))[0].notes == frozenset()


def test_a_vehicle_on_a_spot_after_it_was_seen_leaving_is_there_anew() -> None:
    parked = seen("AB12CDE", "spot", after(3), "parked")
    found = visits(CAME, LEFT, parked, now=after(3))
    assert [(one.visit_id, one.state) for one in found] == [("came", VisitState.CLOSED), ("parked", VisitState.OPEN)]


def test_a_visit_that_had_lapsed_before_its_site_was_removed_stays_lapsed() -> None:
    gone = VisitSetup(removed_at=after(31 * 24))
    assert visits(CAME, setup=gone, now=after(32 * 24))[0].ending is Ending.LAPSED


def test_a_question_suggests_three_entries_at_most() -> None:
    alike = [seen(f"A{one}12CDE", "in", after(0.1 * place), one) for place, one in enumerate("B8R3S")]
    asked = [one for one in visits(*alike, seen("A612CDE", "out", after(2), "left")) if one.question]
    assert [len(one.question.suggestions) for one in asked if one.question] == [3]
