"""The one cheap call of every open page."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from handler.domain.caller import Caller
from handler.domain.errors import NotAllowed
from handler.domain.logged import ReadStatus
from handler.service.show_changes import KEPT, MOST_COUNTED, SETTLES, ShowChanges
from tests.support.fakes.audit import MemoryAuditLog
from tests.support.fakes.reads import MemoryReadLog
from tests.support.fakes.records import MemoryInsightLog
from tests.support.fakes.uploads import MemoryUploadLog
from tests.support.fakes.world import START
from tests.support.samples import a_read

OPERATOR = Caller("an-operator", frozenset({"operators"}))
EVERY = timedelta(seconds=3.5)


class World:
    """A queue of some reads, and a clock that is put forward."""

    def __init__(self, waiting: int) -> None:
        self.log = MemoryUploadLog(reads={"of-all": [a_read(number) for number in range(waiting)]})
        self.reads = MemoryReadLog(self.log, MemoryAuditLog())
        self.insights = MemoryInsightLog()
        self.time = START
        self.ask = ShowChanges(self.insights, self.reads, self.now)

    def now(self) -> datetime:
        return self.time

    def waiting(self, after: timedelta = EVERY) -> int:
        self.time += after
        return self.ask(OPERATOR).waiting


@pytest.mark.parametrize(("there", "told"), [(0, 0), (7, 7), (MOST_COUNTED, 100), (MOST_COUNTED + 50, 101)])
def test_what_waits_is_told_up_to_one_more_than_is_counted(there: int, told: int) -> None:
    assert World(there).waiting() == told


def test_a_queue_that_does_not_change_is_not_counted_at_every_call() -> None:
    world = World(2)
    for _ in range(10):
        assert world.waiting() == 2
    assert world.reads.counted == 2


def test_a_change_is_counted_at_once_and_again_when_the_index_has_surely_followed() -> None:
    world = World(2)
    for _ in range(3):
        world.waiting()
    world.insights.state = "second"
    assert world.waiting() == 2  # the index does not know yet
    world.log.reads["of-all"].append(a_read(7))
    assert world.waiting(SETTLES) == 3


def test_who_asks_often_after_a_change_does_not_keep_what_the_index_did_not_know_yet() -> None:
    world = World(2)
    for _ in range(3):
        assert world.waiting(timedelta(seconds=0.5)) == 2
    world.log.reads["of-all"].append(a_read(7))
    assert world.waiting(SETTLES) == 3


def test_what_leaves_the_queue_without_a_word_is_noticed_within_a_minute() -> None:
    world = World(2)
    for _ in range(3):
        world.waiting()
    world.log.reads["of-all"][0] = replace(a_read(0), status=ReadStatus.ACCEPTED)
    assert world.waiting() == 2
    assert world.waiting(KEPT) == 1


def test_it_is_for_operators() -> None:
    with pytest.raises(NotAllowed):
        World(1).ask(Caller("somebody", frozenset()))
