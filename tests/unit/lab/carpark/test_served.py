"""The car park that goes through the service: what it feeds, and that it can tell a difference."""

from __future__ import annotations

from random import Random

import pytest

from handler.domain.visits.sighting import Side
from lab.carpark import served as module
from lab.carpark.days import Rates, drawn_days
from lab.carpark.served import CountedVisits, main, reads_of, served

MANY_MISHAPS = Rates(misread=0.4, missed=0.05, late=0.1, sent_again=0.1)


def test_in_any_order_the_service_gives_what_deriving_the_whole_gives() -> None:
    first, second = (served(drawn_days(40, 3, MANY_MISHAPS), seed) for seed in (1, 2))
    assert first.is_same
    assert second.is_same
    assert first.pairs > 20
    assert first.queries >= first.facts
    assert first.written >= first.writes > 0


def test_a_service_that_forgets_to_write_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    class Forgetful(CountedVisits):
        def write(self, changes, events, at):  # type: ignore[no-untyped-def]
            return True

    monkeypatch.setattr(module, "CountedVisits", Forgetful)
    assert not served(drawn_days(20, 3, MANY_MISHAPS), 1).is_same


def test_plates_are_corrected_some_twice_and_gates_have_a_rear_camera() -> None:
    reads = reads_of(drawn_days(100, 3, MANY_MISHAPS), Random(1))
    assert {one.version for one in reads} == {1, 2, 3}
    assert {one.sighting.side for one in reads} == {Side.FRONT, Side.REAR}
    assert all(one.sighting.colour for one in reads)
    assert all((one.decision is None) == (one.version == 1) for one in reads)


def test_it_prints_what_it_counted(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--visits", "20", "--seed", "3"]) == 0
    assert "the same as deriving the whole: yes" in capsys.readouterr().out
