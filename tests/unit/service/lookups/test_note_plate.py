"""Tags and notes of a plate: who may, what is written down, and that two at once lose nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from handler.domain.audit import Action
from handler.domain.caller import ADMINS, OPERATORS, Caller
from handler.domain.errors import Conflict, InvalidRequest, NotAllowed, NotFound
from handler.service.lookups.note_plate import NotePlate
from tests.support.fakes.notes import MemoryPlateNotes
from tests.support.fakes.records import MemoryPeople
from tests.support.fakes.world import START, Clock

OPERATOR, COLLEAGUE = (Caller(name, frozenset({OPERATORS})) for name in ("an-operator", "a-colleague"))
ADMIN, NOBODY = Caller("an-admin", frozenset({ADMINS})), Caller("somebody", frozenset())
NOTE_ID, OTHER_ID = "1" * 32, "2" * 32


class Stage:
    """Notes in memory, and who writes them."""

    def __init__(self) -> None:
        self.notes = MemoryPlateNotes()
        self.people = MemoryPeople({"an-operator": "op@example.com"})
        self.use = NotePlate(self.notes, self.people, Clock())

    def once_before_the_next_put(self, act: Callable[[], object]) -> None:
        """Let somebody else be a moment faster."""

        def first() -> None:
            self.notes.before_put = lambda: None
            act()

        self.notes.before_put = first


@pytest.fixture
def stage() -> Stage:
    return Stage()


def test_tags_are_given_and_taken_and_written_down(stage: Stage) -> None:
    stage.use.tag(OPERATOR, "ab 12-cde", ["VIP", "vip", "Courier"], [], "gb")
    shown = stage.use.tag(ADMIN, "AB12CDE", [], ["courier"], None)
    assert [(one.word, one.by, one.at, one.region) for one in shown.noted.tags] == [("vip", "an-operator", START, "gb")]
    assert shown.emails == {"an-operator": "op@example.com"}
    first, second = stage.notes.audit.entries
    assert (first.action, first.target, first.details) == (Action.TAGGED, "AB12CDE", {"added": "vip, courier"})
    assert (second.by, second.details) == ("an-admin", {"removed": "courier"})


def test_a_note_is_added_and_the_audit_does_not_tell_what_it_says(stage: Stage) -> None:
    shown = stage.use.note(OPERATOR, "AB12CDE", NOTE_ID, "drives without lights", None)
    assert [one.text for one in shown.noted.standing] == ["drives without lights"]
    (entry,) = stage.notes.audit.entries
    assert (entry.action, entry.target, entry.details) == (Action.NOTED, "AB12CDE", {"note_id": NOTE_ID})


def test_a_key_that_is_pressed_twice_adds_one_note_and_one_entry(stage: Stage) -> None:
    for _ in range(2):
        shown = stage.use.note(OPERATOR, "AB12CDE", NOTE_ID, "drives without lights", None)
    assert len(shown.noted.notes) == 1
    assert len(stage.notes.audit.entries) == 1


def test_two_persons_at_once_lose_nothing(stage: Stage) -> None:
    stage.once_before_the_next_put(lambda: stage.use.note(COLLEAGUE, "AB12CDE", OTHER_ID, "first", None))
    shown = stage.use.note(OPERATOR, "AB12CDE", NOTE_ID, "second", None)
    assert [one.text for one in shown.noted.standing] == ["first", "second"]
    stage.once_before_the_next_put(lambda: stage.use.tag(COLLEAGUE, "AB12CDE", ["a"], [], None))
    assert stage.use.tag(OPERATOR, "AB12CDE", ["b"], [], None).noted.words == ("a", "b")


def test_who_never_gets_through_is_told_to_try_again(stage: Stage) -> None:
    numbers = iter(range(100))

    def always() -> None:
        stage.notes.before_put = lambda: None
        stage.use.tag(COLLEAGUE, "AB12CDE", [], ["x"], None)
        stage.use.note(COLLEAGUE, "AB12CDE", f"{next(numbers):032x}", "again", None)
        stage.notes.before_put = always

    stage.notes.before_put = always
    with pytest.raises(Conflict, match="notes_changed"):
        stage.use.note(OPERATOR, "AB12CDE", NOTE_ID, "second", None)


def test_a_note_is_taken_back_and_put_back(stage: Stage) -> None:
    stage.use.note(OPERATOR, "AB12CDE", NOTE_ID, "drives without lights", None)
    assert stage.use.take_back(OPERATOR, "AB12CDE", NOTE_ID, is_undo=False).noted.standing == ()
    shown = stage.use.take_back(OPERATOR, "AB12CDE", NOTE_ID, is_undo=True)
    assert [(one.text, one.by, one.at) for one in shown.noted.standing] == [
        ("drives without lights", "an-operator", START)
    ]
    assert [one.action for one in stage.notes.audit.entries] == [
        Action.NOTED,
        Action.TOOK_NOTE_BACK,
        Action.PUT_NOTE_BACK,
    ]


def test_a_colleague_takes_no_note_back(stage: Stage) -> None:
    stage.use.note(OPERATOR, "AB12CDE", NOTE_ID, "drives without lights", None)
    with pytest.raises(NotAllowed):
        stage.use.take_back(COLLEAGUE, "AB12CDE", NOTE_ID, is_undo=False)
    with pytest.raises(NotFound):
        stage.use.take_back(OPERATOR, "AB12CDE", OTHER_ID, is_undo=False)


def test_a_plate_that_nobody_has_seen_gets_no_note(stage: Stage) -> None:
    with pytest.raises(Conflict, match="plate_unseen"):
        stage.use.note(OPERATOR, "XY99ZZZ", NOTE_ID, "never here", None)
    assert stage.notes.audit.entries == []


@pytest.mark.parametrize("plate", ["*", "??", "A*", "", "---", "A" * 17])
def test_what_is_no_plate_gets_no_tag(stage: Stage, plate: str) -> None:
    with pytest.raises(InvalidRequest, match="plate:"):
        stage.use.tag(OPERATOR, plate, ["vip"], [], None)


def test_who_is_neither_operator_nor_administrator_writes_nothing(stage: Stage) -> None:
    uses: list[Callable[[], object]] = [
        lambda: stage.use.tag(NOBODY, "AB12CDE", ["vip"], [], None),
        lambda: stage.use.note(NOBODY, "AB12CDE", NOTE_ID, "text", None),
        lambda: stage.use.take_back(NOBODY, "AB12CDE", NOTE_ID, is_undo=False),
    ]
    for use in uses:
        with pytest.raises(NotAllowed):
            use()
    assert stage.notes.noted == {}
