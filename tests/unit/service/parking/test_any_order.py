"""Whatever comes in whatever order and however often: the visits are those of all facts, and nothing is lost."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handler.domain.errors import Throttled
from handler.domain.logged import LoggedRead, ReadStatus
from handler.domain.occupancy.crossings import crossings_of
from handler.domain.visits.visit import Pairing, Visit
from handler.service.ports.parking import KeptChange
from tests.support.fakes.sites import SITE_ID
from tests.support.parking import CarPark
from tests.support.sightings import after

PLATES = ("AB12CDE", "A812CDE", "B12CDE", "XY34ZZZ")
"""Of the first, the second is a look-alike, and the third lacks a character: these share some of their keys alone."""
ROLES = ("entry", "exit", "both", "spot")

Record = tuple[LoggedRead | None, LoggedRead | None]


@st.composite
def drawn_lives(
    draw: st.DrawFn, roles: tuple[str, ...] = ROLES, plates: tuple[str, ...] = PLATES
) -> list[list[tuple[str, Any]]]:
    """Draw photos, and what becomes of each one after the other."""
    found = []
    for number in range(draw(st.integers(1, 5))):
        minutes, role = draw(st.integers(0, 6)), draw(st.sampled_from(roles))
        life: list[tuple[str, Any]] = [("see", (role, draw(st.sampled_from(plates)), after(minutes / 2), number))]
        acts = ("correct", "reject", "accept")
        life += [(draw(st.sampled_from(acts)), draw(st.sampled_from(plates))) for _ in range(draw(st.integers(0, 2)))]
        life += [("delete", None)] if draw(st.booleans()) and draw(st.booleans()) else []
        found.append(life)
    return found


def lives() -> st.SearchStrategy[list[list[tuple[str, Any]]]]:
    """Draw those of all kinds, or such as lose their exact other ends and find likely ones."""
    return st.one_of(drawn_lives(), drawn_lives(("entry", "exit"), (PLATES[0], PLATES[2])))


def records(park: CarPark, life: list[tuple[str, Any]]) -> list[Record]:
    """Give the records that a stream would tell of a read's life."""
    told: list[Record] = []
    read: LoggedRead | None = None
    for act, what in life:
        before = read
        if act == "see":
            read = park.read(*what)
        elif act == "delete":
            read = None
        elif read:
            stands = {
                "correct": {"status": ReadStatus.CORRECTED, "corrected_plate": what},
                "reject": {"status": ReadStatus.REJECTED, "corrected_plate": None},
                "accept": {"status": ReadStatus.ACCEPTED, "corrected_plate": None},
            }[act]
            read = replace(read, version=read.version + 1, **stands)
        told.append((before, read))
    return told


def passed(visits: Mapping[str, Visit]) -> set[object]:
    return {crossing for visit in visits.values() for crossing in crossings_of(visit)}


def follow_all(park: CarPark, told: list[Record]) -> None:
    follow = park.another()
    for record in told:
        follow.read(*record)


class Turns:
    """Lets one thread take a step at a time, the next one by lot."""

    def __init__(self, random: Random) -> None:
        self._random, self._main = random, threading.Semaphore(0)
        self._gates: dict[int, threading.Semaphore] = {}
        self._done: set[int | None] = set()
        self._failed: list[Exception] = []

    def step(self, _name: str) -> None:
        gate = self._gates.get(threading.get_ident())
        if gate:
            self._main.release()
            gate.acquire()

    def run(self, works: list[Callable[[], object]]) -> None:
        waiting = []
        for work in works:
            gate = threading.Semaphore(0)
            thread = threading.Thread(target=self._work, args=(work, gate))
            thread.start()
            waiting.append((thread, gate))
        while waiting:
            one = self._random.choice(waiting)
            one[1].release()
            self._main.acquire()
            if one[0].ident in self._done:
                one[0].join()
                waiting.remove(one)
        assert self._failed == []

    def _work(self, work: Callable[[], object], gate: threading.Semaphore) -> None:
        gate.acquire()
        self._gates[threading.get_ident()] = gate
        try:
            work()
        except Exception as error:  # noqa: BLE001 (the test tells)
            self._failed.append(error)
        finally:
            self._done.add(threading.get_ident())
            self._main.release()


def check(park: CarPark) -> None:
    assert park.standing_visits() == park.of_all_facts()
    assert set(park.noted.crossings(SITE_ID, after(-9), after(99))) == passed(park.of_all_facts())


@settings(max_examples=60, deadline=None)
@given(lives(), st.randoms(use_true_random=False))
def test_any_order_of_photos_with_repetitions_gives_the_visits_of_all_facts(lives: Any, random: Random) -> None:
    park = CarPark()
    park.clock.time = after(4)
    waiting = [records(park, life) for life in lives]
    done: list[Record] = []
    while waiting:
        life = random.choice(waiting)
        record = life.pop(0)
        park.follow.read(*record)
        done.append(record)
        if random.random() < 0.3:  # a stream delivers again what it is not sure of
            for again in done[-random.randint(1, 3) :]:
                park.follow.read(*again)
        waiting = [one for one in waiting if one]
    check(park)


@settings(max_examples=60, deadline=None)
@given(lives(), st.integers(0, 10**6))
def test_however_the_steps_of_many_processes_fall_no_write_is_lost(lives: Any, seed: int) -> None:
    """Each photo has a process of its own; whose step comes next is drawn. What is read first may be behind."""
    park, random = CarPark(), Random(seed)
    park.clock.time = after(4)
    park.memory.is_behind = lambda: random.random() < 0.3
    turns = Turns(random)
    park.memory.before = park.kept.before = turns.step
    told = [records(park, life) for life in lives]
    turns.run([partial(follow_all, park, some) for some in told])
    check(park)


def test_a_visit_that_is_changed_between_reading_and_writing_is_derived_again() -> None:
    park = CarPark()
    park.see("entry", "AB12CDE", after(0), 1)
    late = park.read("exit", "AB12CDE", after(2), 2)
    other = park.another()
    done: list[str] = []

    def meanwhile(step: str) -> None:
        if step == "write" and not done:
            done.append(step)
            other.read(None, park.read("exit", "AB12CDE", after(1), 3))

    park.kept.before = meanwhile
    park.follow.read(None, late)
    assert park.kept.refused == 1
    check(park)


@pytest.mark.parametrize("step", ["file", "get", "answering", "key", "write"])
def test_what_comes_before_an_exit_can_be_found_by_it_is_found_by_the_exit(step: str) -> None:
    """It has just lost its entry, and was filed under its own plate alone until then."""
    park = CarPark()
    came = park.see("entry", "AB12CDE", after(0), 1)
    park.see("exit", "AB12CDE", after(2), 2)
    late, other = park.read("entry", "B12CDE", after(1), 3), park.another()
    done: list[str] = []

    def meanwhile(at: str) -> None:
        if at == step and not done:
            done.append(at)
            other.read(None, late)

    park.memory.before = park.kept.before = meanwhile
    park.change(came, status=ReadStatus.REJECTED)
    assert done == [step]
    assert [one.pairing for one in park.standing_visits().values()] == [Pairing.LIKELY]
    check(park)


def test_who_is_refused_again_and_again_leaves_it_to_a_retry() -> None:
    park = CarPark()
    park.kept.write = lambda *_: False  # type: ignore[method-assign]
    with pytest.raises(Throttled):
        park.see("entry", "AB12CDE", after(0), 1)


def test_fifty_vehicles_a_minute_at_one_site_lose_no_write_to_conflicts() -> None:
    """Many processes at once, and all gates busy: each vehicle has its visit, and each crossing counts once."""
    park, lock = CarPark(), threading.RLock()
    guard(park, lock)
    park.clock.time = after(4)
    plates = [f"{'ABCDEFGHKM'[number % 10]}B{number:02}CDE" for number in range(50)]
    told = [(None, park.read("entry", plate, after(0, seconds=1.2 * at), at)) for at, plate in enumerate(plates)]
    told += [(None, park.read("exit", plate, after(1, seconds=1.2 * at), 50 + at)) for at, plate in enumerate(plates)]
    Random(7).shuffle(told)
    failed: list[Exception] = []

    def work(records: list[tuple[None, LoggedRead]]) -> None:
        follow = park.another()
        try:
            for record in records:
                follow.read(*record)
        except Exception as error:  # noqa: BLE001 (the test tells)
            failed.append(error)

    threads = [threading.Thread(target=work, args=(told[place::10],)) for place in range(10)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert failed == []
    check(park)
    assert len(park.standing_visits()) == 50
    tallies = park.counts.by_hour(SITE_ID, after(0), after(2)).values()
    assert sum(one.crossings for hour in tallies for one in hour.values()) == 100


def guard(park: CarPark, lock: threading.RLock) -> None:
    """Make each request to the stores happen at once, as it does in a table, and others in between."""
    for store, names in (
        (park.memory, ("file", "key", "named", "answering", "ends")),
        (park.kept, ("as_kept", "write")),
    ):
        for name in names:
            plain = getattr(store, name)

            def guarded(*given: Any, _plain: Callable[..., Any] = plain, **more: Any) -> Any:
                with lock:
                    return _plain(*given, **more)

            setattr(store, name, guarded)


def test_changes_of_one_fact_are_written_together() -> None:
    park = CarPark()
    park.see("entry", "AB12CDE", after(0), 1)
    wrong = park.see("exit", "XY34ZZZ", after(2), 2)
    written: list[list[KeptChange]] = []
    write = park.kept.write

    def noted(changes: Any, events: Any, at: Any) -> bool:
        written.append(list(changes))
        return write(written[-1], events, at)

    park.kept.write = noted  # type: ignore[method-assign]
    park.correct(wrong, "AB12CDE")
    assert [len(one) for one in written] == [2]
    assert park.clock() - after(0) == timedelta(hours=2)
