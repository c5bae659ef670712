from __future__ import annotations

from datetime import timedelta

from handler.service.kept_people import KEPT, KeptPeople
from tests.support.fakes.records import MemoryPeople
from tests.support.fakes.world import Clock


def test_each_person_is_asked_for_once_in_a_few_minutes() -> None:
    people, clock = MemoryPeople({"a": "a@platebook.example", "b": "b@platebook.example"}), Clock()
    kept = KeptPeople(people, clock)
    assert kept.emails({"a", "gone"}) == {"a": "a@platebook.example"}
    clock.move(timedelta(minutes=1))
    assert kept.emails({"a", "b", "gone"}) == people.known
    assert people.asked == [{"a", "gone"}, {"b"}]


def test_what_changed_is_noticed_after_that() -> None:
    people, clock = MemoryPeople({"a": "a@platebook.example"}), Clock()
    kept = KeptPeople(people, clock)
    kept.emails({"a"})
    people.known = {"a": "new@platebook.example"}
    clock.move(KEPT)
    assert kept.emails({"a"}) == people.known


def test_nobody_is_asked_for_when_there_is_nobody() -> None:
    people = MemoryPeople()
    assert KeptPeople(people, Clock()).emails([]) == {}
    assert people.asked == []
