"""The question which entry an exit belongs to: one answer repairs both reads, however often it is given."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from handler.domain.audit import Action
from handler.domain.caller import Caller
from handler.domain.errors import Conflict, InvalidRequest, NotAllowed, NotFound
from handler.domain.logged import ReadStatus
from handler.domain.review import Decision, RejectReason, ReviewRequest
from handler.domain.visits.visit import Pairing, Question
from tests.support.car_park import EIGHT, IN, OPERATOR, OUT, CarPark
from tests.support.samples import an_upload

HOUR = timedelta(hours=1)


class Asked:
    """A car park where an exit may belong to either of two entries."""

    def __init__(self) -> None:
        self.park = CarPark()
        self.first = self.park.sees("AB12CDE", IN, EIGHT)
        self.second = self.park.sees("A812CDE", IN, EIGHT + HOUR / 2)
        self.exit = self.park.sees("AR12CDE", OUT, EIGHT + 2 * HOUR)

    @property
    def question(self) -> Question:
        found = self.park.visits.kept[self.exit].visit.question
        assert found
        return found

    @property
    def plate(self) -> str:
        """What the first entry's suggestion says that both are."""
        return next(one.plate for one in self.question.suggestions if one.entry.sighting_id == self.first)

    def answer(self, entry: str | None, version: int | None = None) -> str:
        kept = self.park.visits.kept[self.exit]
        whole = self.park.answer(OPERATOR, self.exit, entry, kept.version if version is None else version)
        return whole.shown.kept.visit.visit_id

    def standing(self, read_id: str) -> tuple[ReadStatus, str | None, int]:
        (read,) = self.park.reads.some([read_id])
        return read.status, read.current_plate, read.version


@pytest.fixture
def asked() -> Asked:
    asked = Asked()
    assert {one.entry.sighting_id for one in asked.question.suggestions} == {asked.first, asked.second}
    return asked


def test_the_visit_shows_what_is_suggested_with_the_visits_that_it_is_of(asked: Asked) -> None:
    whole = asked.park.show.one(OPERATOR, asked.exit)
    assert {one.visit_id for one in whole.suggestions} == {asked.first, asked.second}
    assert all(one.entry.thumbnail_url for one in whole.suggestions)


def test_both_reads_get_the_plate_and_are_one_visit_then(asked: Asked) -> None:
    plate = asked.plate
    asked.answer(asked.first)
    stands = [asked.standing(one) for one in (asked.first, asked.exit)]
    assert {(status in (ReadStatus.CONFIRMED, ReadStatus.CORRECTED), said) for status, said, _ in stands} == {
        (True, plate)
    }
    asked.park.take_in()
    visit = asked.park.visits.kept[asked.first].visit
    assert (visit.exit and visit.exit.sighting_id, visit.pairing) == (asked.exit, Pairing.EXACT)
    actions = [one.action for one in asked.park.audit.entries]
    assert actions == [Action.ANSWERED_VISIT, Action.REVIEWED, Action.REVIEWED]


def test_the_key_pressed_twice_does_it_once(asked: Asked) -> None:
    version = asked.park.visits.kept[asked.exit].version
    asked.answer(asked.first, version)
    stands = [asked.standing(one) for one in (asked.first, asked.exit)]
    assert asked.answer(asked.first, version) == asked.exit
    assert [asked.standing(one) for one in (asked.first, asked.exit)] == stands
    asked.park.take_in()
    assert asked.answer(asked.first, version) == asked.first
    assert [asked.standing(one) for one in (asked.first, asked.exit)] == stands
    assert sum(one.action is Action.REVIEWED for one in asked.park.audit.entries) == 2


def test_two_at_the_same_moment_with_the_same_answer_are_both_content(asked: Asked) -> None:
    def another() -> None:
        asked.park.reads.before_decide = lambda: None
        asked.answer(asked.first)

    asked.park.reads.before_decide = another
    asked.answer(asked.first)
    assert [asked.standing(one)[2] for one in (asked.first, asked.exit)] == [1, 1]


def test_what_broke_off_half_way_is_completed_by_the_next_press(asked: Asked) -> None:
    def broken() -> None:
        if asked.standing(asked.first)[2] == 1:
            raise RuntimeError

    asked.park.reads.before_decide = broken
    with pytest.raises(RuntimeError):
        asked.answer(asked.first)
    asked.park.reads.before_decide = lambda: None
    asked.answer(asked.first)
    assert [asked.standing(one)[2] for one in (asked.first, asked.exit)] == [1, 1]


def test_each_read_can_be_undone_where_reads_are(asked: Asked) -> None:
    asked.answer(asked.first)
    for read_id in (asked.first, asked.exit):
        asked.park.review.decide(OPERATOR, read_id, ReviewRequest(Decision.UNDO, None, None, 1))
    asked.park.take_in()
    assert {one.entry.sighting_id for one in asked.question.suggestions} == {asked.first, asked.second}


def test_none_of_them_is_not_asked_again(asked: Asked) -> None:
    version = asked.park.visits.kept[asked.exit].version
    assert asked.answer(None, version) == asked.exit
    assert asked.park.visits.kept[asked.exit].visit.question is None
    assert asked.answer(None, version) == asked.exit
    assert [one.action for one in asked.park.audit.entries] == [Action.ANSWERED_VISIT]
    asked.park.derive()
    assert asked.park.visits.kept[asked.exit].visit.question is None


def test_another_answer_after_the_first_one_is_refused(asked: Asked) -> None:
    version = asked.park.visits.kept[asked.exit].version
    asked.answer(asked.first, version)
    with pytest.raises(Conflict) as before_it_is_derived:
        asked.answer(asked.second, version)
    asked.park.take_in()
    with pytest.raises((Conflict, NotFound)):
        asked.answer(asked.second, version)
    assert before_it_is_derived.value.code == "visit_changed"
    assert asked.standing(asked.second)[2] == 0


def test_a_read_that_was_rejected_meanwhile_is_looked_at_again_first(asked: Asked) -> None:
    asked.park.review.decide(OPERATOR, asked.exit, ReviewRequest(Decision.REJECT, None, RejectReason.NOT_A_PLATE, 0))
    with pytest.raises(Conflict):
        asked.answer(asked.first)
    assert asked.standing(asked.first)[2] == 0


def test_a_read_that_was_deleted_meanwhile_is_looked_at_again_first(asked: Asked) -> None:
    asked.park.log.reads[asked.exit.rpartition("-")[0]] = []
    with pytest.raises(Conflict):
        asked.answer(asked.first)


def test_a_visit_that_changed_meanwhile_is_looked_at_again_first(asked: Asked) -> None:
    version = asked.park.visits.kept[asked.exit].version
    for wrong in (version - 1, version + 1):
        with pytest.raises(Conflict):
            asked.answer(asked.first, wrong)


def test_an_entry_that_was_not_suggested_is_refused(asked: Asked) -> None:
    other = asked.park.sees("ZZ99ZZZ", IN)
    with pytest.raises(InvalidRequest, match="not suggested"):
        asked.answer(other)


def test_what_is_no_visit_has_no_question(asked: Asked) -> None:
    for entry in (None, asked.first):
        with pytest.raises(NotFound):
            asked.park.answer(OPERATOR, "0" * 32 + "-7", entry, 1)


def test_a_plain_visit_asks_nothing(asked: Asked) -> None:
    with pytest.raises(Conflict):
        asked.park.answer(OPERATOR, asked.first, asked.second, 1)


def test_an_end_in_a_photo_that_repeats_another_one_is_corrected_where_it_was_read(asked: Asked) -> None:
    number = 77
    repeat = f"{number:032x}"
    asked.park.log.uploads[repeat] = an_upload(number, repeat_of=asked.first[:32], read_count=0)
    seen = asked.park.sightings.seen.pop(asked.first)
    asked.park.sightings.file(replace(seen, sighting=replace(seen.sighting, sighting_id=f"{repeat}~-0")))
    asked.park.visits.kept.clear()
    asked.park.visits.crossings.clear()
    asked.park.derive()
    asked.answer(f"{repeat}~-0")
    assert [asked.standing(one)[2] for one in (asked.first, asked.exit)] == [1, 1]


def test_only_operators_answer(asked: Asked) -> None:
    with pytest.raises(NotAllowed):
        asked.park.answer(Caller("an-admin", frozenset({"admins"})), asked.exit, None, 1)
    assert asked.park.audit.entries == []
