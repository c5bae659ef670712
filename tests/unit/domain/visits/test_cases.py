"""What becomes of vehicles that come, go, are misread, or do what nobody thought of."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from handler.domain.cameras.said_time import SaidTime, Zone
from handler.domain.cameras.taken_at import Derived, decide
from handler.domain.candidate import Candidate
from handler.domain.judging.colour import Colour, ToldColour
from handler.domain.sites.camera import CameraRole, Movement
from handler.domain.visits.facts import Decision, Left, Parted
from handler.domain.visits.setup import VisitSetup
from handler.domain.visits.sighting import Side, Sighting, Trust, Way
from handler.domain.visits.visit import (
    CASE_SENTENCES,
    ENDING_SENTENCES,
    NOTE_SENTENCES,
    Ending,
    Note,
    Pairing,
    Visit,
    VisitState,
)
from tests.support.sightings import after, seen, visits

CAME = seen("AB12CDE", "in", after(0), "came")
LEFT = seen("AB12CDE", "out", after(2), "left")


def only(found: list[Visit]) -> Visit:
    (one,) = found
    return one


def test_a_vehicle_that_comes_is_inside_until_it_leaves() -> None:
    inside = only(visits(CAME))
    assert (inside.state, inside.stay, inside.lapses_at) == (VisitState.OPEN, None, after(30 * 24))
    gone = only(visits(CAME, LEFT))
    assert (gone.state, gone.ending, gone.pairing) == (VisitState.CLOSED, Ending.SEEN, Pairing.EXACT)
    assert (gone.stay, gone.notes, gone.visit_id) == (timedelta(hours=2), frozenset(), "came")


def test_several_photos_of_one_passage_are_one() -> None:
    again = seen("AB12CDE", "in", after(seconds=4))
    misread = seen("A812CDE", "in", after(seconds=8), candidates=(Candidate("A812CDE", 0.6),), trust=Trust.IN_DOUBT)
    one = only(visits(CAME, again, misread))
    assert (one.plate, len(one.sighting_ids)) == ("AB12CDE", 3)


def test_two_vehicles_one_after_the_other_are_two() -> None:
    assert len(visits(CAME, seen("XY99ZZZ", "in", after(seconds=4)))) == 2


def test_a_vehicle_that_waits_before_the_barrier_comes_once() -> None:
    waiting = [seen("AB12CDE", "in", after(seconds=90 * count)) for count in range(6)]
    assert len(only(visits(*waiting)).sighting_ids) == 6


def test_front_and_rear_cameras_of_a_gate_see_one_vehicle() -> None:
    rear = seen("AB12CDE", "in-rear", after(seconds=20), gate="in", side=Side.REAR)
    assert len(only(visits(replace(CAME, side=Side.FRONT), rear)).sighting_ids) == 2


def test_front_and_rear_with_different_plates_are_one_vehicle_and_told() -> None:
    front = replace(CAME, side=Side.FRONT)
    rear = seen("XY99ZZZ", "in-rear", after(seconds=5), gate="in", side=Side.REAR)
    one = only(visits(front, rear))
    assert (one.plate, one.notes) == ("AB12CDE", frozenset({Note.TWO_PLATES}))
    follower = seen("KL55MNO", "in-rear", after(seconds=15), gate="in", side=Side.REAR)
    assert len(visits(front, rear, follower)) == 3  # which of the two it was nobody can tell


def test_an_exit_that_was_misread_is_paired_when_nothing_else_is_near() -> None:
    left = seen("A812CDE", "out", after(2), candidates=(Candidate("A812CDE", 0.6), Candidate("AB12CDE", 0.3)))
    one = only(visits(CAME, left))
    assert (one.pairing, one.plate, one.notes) == (Pairing.LIKELY, "AB12CDE", frozenset({Note.LIKELY_PAIR}))


def test_the_very_same_plate_goes_before_a_likely_one() -> None:
    other = seen("A812CDE", "in", after(1))
    found = visits(CAME, other, LEFT)
    assert [(one.plate, one.state) for one in found] == [("A812CDE", VisitState.OPEN), ("AB12CDE", VisitState.CLOSED)]


def two_alike() -> list[Visit]:
    first, second = seen("AB12CDE", "in", after(0), "b"), seen("A812CDE", "in", after(0.5), "8")
    left = seen("AR12CDE", "out", after(2), "r")
    return visits(first, second, left)


def test_where_none_leads_a_person_is_asked() -> None:
    asked = next(one for one in two_alike() if one.question)
    assert asked.question is not None
    assert asked.notes == {Note.NO_ENTRY, Note.ASKED}
    assert {one.entry.sighting_id for one in asked.question.suggestions} == {"b", "8"}
    assert asked.question.exit.plate == "AR12CDE"
    assert len(two_alike()) == 3


def test_what_is_suggested_is_a_plate_that_was_read_and_nothing_that_both_hardly_stand_for() -> None:
    def read(plate: str, way: str, hours: float) -> Sighting:
        part = (Candidate(plate, 0.995), Candidate("B426", 0.00001))
        return seen(plate, way, after(hours), candidates=part)

    found = visits(read("B426TNU", "in", 0), read("B426TNY", "in", 0.1), read("B426TNV", "out", 1))
    asked = next(one.question for one in found if one.question)
    assert {one.entry.plate for one in asked.suggestions} == {"B426TNU", "B426TNY"}
    assert all(one.plate in (one.entry.plate, "B426TNV") for one in asked.suggestions)


def test_the_answer_gives_both_reads_one_plate_and_makes_them_one_visit() -> None:
    first, second = seen("AB12CDE", "in", after(0), "b"), seen("A812CDE", "in", after(0.5), "8")
    left = seen("AR12CDE", "out", after(2), "r")
    answer = [Decision(f"d-{name}", name, "AB12CDE", "person-1", after(3)) for name in ("b", "r")]
    found = visits(first, second, left, *answer)
    assert sorted((one.plate, one.state) for one in found) == [
        ("A812CDE", VisitState.OPEN),
        ("AB12CDE", VisitState.CLOSED),
    ]


def test_a_no_is_not_asked_again() -> None:
    left = seen("A812CDE", "out", after(2), "left")
    assert len(visits(CAME, left)) == 1
    found = visits(CAME, left, Parted("came", "left", "person-1", after(3)))
    assert [one.question for one in found] == [None, None]
    assert len(visits(CAME, LEFT, Parted("came", "left", "person-1", after(3)))) == 2


def test_what_two_persons_read_differently_is_never_one_plate() -> None:
    said = [Decision(f"d-{name}", name, plate, "person-1", after(3)) for name, plate in
            (("came", "AB12CDE"), ("left", "A812CDE"))]  # fmt: skip
    assert len(visits(CAME, LEFT, *said)) == 2


def test_another_colour_speaks_against_a_pair() -> None:
    red, blue = (ToldColour(name, 0.98) for name in (Colour.RED, Colour.BLUE))
    left = seen("AX12CDE", "out", after(2), colour=blue)
    alike = seen("AX12CDE", "out", after(2), colour=red)
    assert [len(visits(replace(CAME, colour=red), one)) for one in (alike, left)] == [1, 2]
    swapped = only(visits(replace(CAME, colour=red), replace(LEFT, colour=blue)))
    assert swapped.notes == {Note.OTHER_COLOUR}


def test_a_likely_exit_belongs_to_the_last_time_that_a_vehicle_came() -> None:
    left = seen("A812CDE", "out", after(6), "left")
    found = visits(CAME, seen("AB12CDE", "in", after(5), "again"), left)
    assert [(one.visit_id, one.pairing) for one in found] == [("came", None), ("again", Pairing.LIKELY)]


def test_an_exit_without_entry_has_no_beginning() -> None:
    one = only(visits(LEFT))
    assert (one.entry, one.stay, one.state, one.notes) == (None, None, VisitState.CLOSED, frozenset({Note.NO_ENTRY}))


def test_who_comes_again_without_having_left_has_left_unseen() -> None:
    found = visits(CAME, seen("AB12CDE", "in", after(24)))
    assert [(one.state, one.ending, one.ended_at) for one in found] == [
        (VisitState.CLOSED, Ending.RE_ENTRY, None),
        (VisitState.OPEN, None, None),
    ]


def test_after_the_longest_stay_a_visit_lapses() -> None:
    assert only(visits(CAME, now=after(30 * 24 - 1))).state is VisitState.OPEN
    one = only(visits(CAME, now=after(30 * 24)))
    assert (one.state, one.ending, one.ended_at, one.lapses_at) == (VisitState.CLOSED, Ending.LAPSED, None, None)


def test_a_visit_of_200_days_is_one_where_so_long_a_stay_is_allowed_and_two_halves_elsewhere() -> None:
    left = seen("AB12CDE", "out", after(200 * 24))
    assert [(one.ending, one.stay) for one in visits(CAME, left)] == [(Ending.LAPSED, None), (Ending.SEEN, None)]
    long = VisitSetup(longest_stay=timedelta(days=365))
    assert only(visits(CAME, left, setup=long)).stay == timedelta(days=200)


def test_a_person_can_say_when_a_vehicle_left_and_a_photo_of_it_tells_better() -> None:
    said = Left("came", after(1), "person-1", after(5))
    one = only(visits(CAME, said, now=after(6)))
    assert (one.ending, one.ended_at, one.ended_by) == (Ending.SAID, after(1), "person-1")
    assert only(visits(CAME, said, LEFT)).ending is Ending.SEEN


def test_nobody_can_say_that_a_vehicle_left_before_it_came() -> None:
    assert only(visits(CAME, Left("came", after(-1), "person-1", after(5)), now=after(6))).state is VisitState.OPEN


def test_of_two_words_that_a_vehicle_left_the_later_counts_also_where_they_name_two_photos_of_its_coming() -> None:
    again = seen("AB12CDE", "in", after(seconds=4), "again")
    words = [Left("again", after(1), "person-1", after(5)), Left("came", after(2), "person-2", after(6))]
    for early, late in (words, [replace(words[1], at=after(5)), replace(words[0], at=after(6))]):
        one = only(visits(CAME, again, early, late, now=after(7)))
        assert (one.ended_at, one.ended_by) == (late.left_at, late.by)


def test_nobody_can_say_that_a_vehicle_left_after_it_came_in_again() -> None:
    said = Left("came", after(5), "person-1", after(6))
    found = visits(CAME, seen("AB12CDE", "in", after(3), "again"), said, now=after(7))
    assert [(one.visit_id, one.ending, one.ended_at) for one in found] == [
        ("came", Ending.RE_ENTRY, None),
        ("again", None, None),
    ]


def test_a_clock_that_is_off_makes_no_negative_stay() -> None:
    for seconds in (-30, 0):
        found = visits(CAME, seen("AB12CDE", "out", after(seconds=seconds)))
        assert [one.stay for one in found] == [None, None]
        assert all(Note.CLOCKS_DIFFER in one.notes for one in found)


def test_who_leaves_and_comes_again_within_minutes_is_no_fault_of_clocks() -> None:
    found = visits(CAME, LEFT, seen("AB12CDE", "in", after(2, seconds=90)))
    assert [one.notes for one in found] == [frozenset(), frozenset()]


def test_a_clock_that_is_off_by_a_year_is_not_believed_and_the_visit_says_so() -> None:
    said = SaidTime(after(2 - 365 * 24), Zone.UTC, "time")
    taken = decide(said, UTC, after(2), is_retransmitted=False)
    assert (taken.derived, taken.at) == (Derived.ARRIVAL_BEHIND, after(2))
    left = seen("AB12CDE", "out", taken.at, is_time_told=taken.is_told)
    one = only(visits(CAME, left))
    assert (one.stay, one.notes) == (timedelta(hours=2), frozenset({Note.TIME_NOT_TOLD}))


def test_clocks_that_jump_back_in_autumn_make_no_stay_shorter() -> None:
    zone = ZoneInfo("Europe/Bucharest")
    clocks = (datetime(2026, 10, 25, 3, 50), datetime(2026, 10, 25, 3, 10))  # noqa: DTZ001 (as the cameras show it)
    arrivals = (datetime(2026, 10, 25, 0, 50, 2, tzinfo=UTC), datetime(2026, 10, 25, 1, 10, 2, tzinfo=UTC))
    came, left = (
        decide(SaidTime(shown, Zone.LOCAL, "time"), zone, arrival, is_retransmitted=False).at
        for shown, arrival in zip(clocks, arrivals, strict=True)
    )
    one = only(visits(seen("AB12CDE", "in", came), seen("AB12CDE", "out", left)))
    assert one.stay == timedelta(minutes=20)


def test_a_camera_that_is_moved_from_exit_to_entry_leaves_old_photos_as_they_were() -> None:
    moved = seen("AB12CDE", "in", after(24), camera_id="out", gate="out")
    assert [one.stay for one in visits(CAME, LEFT, moved)] == [timedelta(hours=2), None]


def test_a_site_that_is_removed_has_nobody_inside() -> None:
    gone = VisitSetup(removed_at=after(5))
    one = only(visits(CAME, setup=gone, now=after(6)))
    assert (one.state, one.ending, one.ended_at) == (VisitState.CLOSED, Ending.SITE_REMOVED, None)
    assert only(visits(CAME, LEFT, setup=gone, now=after(6))).ending is Ending.SEEN
    assert only(visits(CAME, setup=gone, now=after(4))).state is VisitState.OPEN


def test_one_plate_at_two_gates_at_once_is_told() -> None:
    found = visits(CAME, seen("AB12CDE", "in2", after(seconds=20)))
    assert [one.notes for one in found] == [{Note.TWO_GATES}, {Note.TWO_GATES}]
    assert all(not one.notes for one in visits(CAME, seen("AB12CDE", "in2", after(1))))


def test_a_plate_that_is_corrected_twice_is_paired_by_the_last_word() -> None:
    wrong = seen("XX12CDE", "in", after(0), "came")
    words = [
        Decision("d1", "came", "AB12CDF", "person-1", after(3)),
        Decision("d2", "came", "AB12CDE", "person-2", after(4)),
    ]
    assert only(visits(wrong, LEFT, *words)).pairing is Pairing.EXACT
    one = only(visits(wrong, LEFT, *reversed(words)))
    assert (one.plate, one.notes) == ("AB12CDE", frozenset({Note.SAID_BY_PERSON}))
    taken_back = Decision("d3", "came", "XX12CDE", "person-1", after(5))
    assert len(visits(wrong, LEFT, *words, taken_back)) == 2


def test_a_rejected_read_is_part_of_no_visit() -> None:
    assert only(visits(CAME, LEFT, Decision("d1", "came", None, "person-1", after(3)))).entry is None


def test_one_camera_for_both_directions_takes_turns() -> None:
    found = visits(*(seen("AB12CDE", "both", after(hours)) for hours in (0, 3, 20, 21)))
    assert [one.stay for one in found] == [timedelta(hours=3), timedelta(hours=1)]
    assert all(one.notes == {Note.DIRECTION_GUESSED} for one in found)


def test_what_such_a_camera_missed_once_does_not_turn_every_later_visit_around() -> None:
    found = visits(*(seen("AB12CDE", "both", after(hours)) for hours in (0, 72, 75)))
    assert [one.stay for one in found] == [None, timedelta(hours=3)]


def test_the_cameras_own_word_for_the_direction_counts() -> None:
    out = seen("AB12CDE", "both", after(2), movement=Movement.LEAVING)
    assert (out.way, seen("AB12CDE", "in", after(2), movement=Movement.IGNORE).way) == (Way.OUT, Way.IN)
    assert only(visits(CAME, out)).notes == frozenset()


def test_a_misread_plate_before_such_a_camera_is_paired_though_it_seems_to_come() -> None:
    first = seen("AB12CDE", "both", after(0))
    misread = seen("A812CDE", "both", after(2), candidates=(Candidate("A812CDE", 0.6), Candidate("AB12CDE", 0.3)))
    assert only(visits(first, misread)).stay == timedelta(hours=2)


def test_a_vehicle_on_a_spot_is_where_it_came_from_the_gate() -> None:
    parked = [seen("AB12CDE", "spot", after(hours)) for hours in (0.2, 0.5, 1.5)]
    one = only(visits(CAME, LEFT, *parked))
    assert len(one.sighting_ids) == 5


def test_a_vehicle_that_only_a_spot_sees_is_there_as_long_as_it_is_seen() -> None:
    parked = [seen("AB12CDE", "spot", after(0.25 * count)) for count in range(5)]
    here = only(visits(*parked, now=after(1.25)))
    assert (here.state, here.lapses_at) == (VisitState.OPEN, after(1.5))
    gone = only(visits(*parked, now=after(1.5)))
    assert (gone.ending, gone.stay) == (Ending.NOT_SEEN_ANY_MORE, timedelta(hours=1))


def test_a_late_photo_closes_what_seemed_open_and_is_told() -> None:
    late = replace(LEFT, arrived_at=after(9))
    one = only(visits(CAME, late))
    assert (one.visit_id, one.notes) == ("came", frozenset({Note.CAME_LATE}))


def test_a_photo_that_is_sent_again_under_another_name_changes_nothing_but_that_it_is_told() -> None:
    again = replace(LEFT, sighting_id="again", arrived_at=after(3), is_retransmitted=True)
    one = only(visits(CAME, LEFT, again))
    assert (one.stay, one.notes) == (timedelta(hours=2), frozenset({Note.CAME_LATE}))


@pytest.mark.parametrize("role", CameraRole)
def test_every_role_of_a_camera_has_a_way(role: CameraRole) -> None:
    assert replace(CAME, role=role).way in Way


def test_every_rule_has_a_sentence() -> None:
    assert set(ENDING_SENTENCES) == set(Ending)
    assert set(NOTE_SENTENCES) == set(Note)
    assert all(one.endswith(".") for one in (*NOTE_SENTENCES.values(), *CASE_SENTENCES.values()))
