"""The simulated car park does what it says, and its figures tell right from wrong."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from handler.domain.visits.setup import VisitSetup
from lab.carpark.__main__ import main
from lab.carpark.days import Days, Rates, drawn_days
from lab.carpark.measure import measured, total
from lab.carpark.plates import a_plate, countries_of, misread, read

NOTHING_WRONG = Rates(0.0, 0.0, 0.0, 0.0)


@pytest.fixture(scope="module")
def quiet() -> Days:
    return drawn_days(60, 3, NOTHING_WRONG)


def test_where_nothing_goes_wrong_every_visit_is_found(quiet: Days) -> None:
    found = measured(quiet, 3)
    assert (found.pairs, found.right, found.both_seen, found.questions) == (60, 60, 60, 0)
    assert (found.drift, found.is_same_shuffled, found.are_windows_right) == (0.0, True, True)


def test_pairs_of_two_vehicles_are_told_as_wrong(quiet: Days) -> None:
    true = quiet.visit_by_sighting
    swapped = {name: 60 - number if name.endswith("exit") else number for name, number in true.items()}
    found = measured(replace(quiet, visit_by_sighting=swapped), 3)
    assert found.right < found.pairs / 2


def test_what_is_missed_makes_the_count_drift(quiet: Days) -> None:
    entries = [one for one in quiet.sightings if not one.sighting_id.endswith("exit")]
    found = measured(replace(quiet, sightings=entries), 3)
    assert (found.pairs, found.drift > 0.5) == (0, True)


def test_mishaps_happen_as_often_as_they_are_set() -> None:
    days = drawn_days(400, 5, Rates(misread=0.2, missed=0.1, late=0.2, sent_again=0.2))
    plates = {one.number: one.plate for one in days.visits}
    firsts = {one.sighting_id: one for one in days.sightings}
    photos = [one for one in firsts.values() if not one.sighting_id.endswith("again")]
    wrong = sum(one.plate != plates[days.visit_by_sighting[one.sighting_id]] for one in photos)
    assert 0.85 < len(photos) / 800 < 0.95
    assert 0.15 < wrong / len(photos) < 0.25
    assert 0.15 < sum(one.is_late for one in photos) / len(photos) < 0.25
    assert 0.15 < len(days.sightings) / len(photos) - 1 < 0.25


def test_a_misread_plate_is_another_one_and_the_same_seed_draws_the_same() -> None:
    plates = [a_plate(countries_of(Random(1)), Random(seed)) for seed in range(20)]
    assert all(misread(plate, Random(2))[0].plate != plate for plate in plates)
    assert plates == [a_plate(countries_of(Random(1)), Random(seed)) for seed in range(20)]
    assert read(plates[0])[0].plate == plates[0]
    assert drawn_days(20, 1, Rates()) == drawn_days(20, 1, Rates())


def test_seeds_are_added_up(quiet: Days) -> None:
    one = measured(quiet, 3, VisitSetup())
    both = total([one, one])
    assert (both.pairs, both.drift, both.is_same_shuffled) == (2 * one.pairs, one.drift, True)


def test_it_prints_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--visits", "30", "--count", "2", "--seed", "1", "--one-series"]) == 0
    assert "right, of pairs made %" in capsys.readouterr().out
