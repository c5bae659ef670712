from __future__ import annotations

import pytest

from handler.domain.judging.colour import Colour, ToldColour
from handler.domain.tables import rows_of
from lab.colours import LABELS, PARTS, half_of, judged

VEHICLES = {"black", "white", "grey", "silver", "red", "blue", "green", "yellow", "orange", "brown", "unknown"}
PLATES = {colour.value for colour in Colour} | {"unknown"}


@pytest.mark.parametrize(
    ("told", "label", "outcome"),
    [
        (Colour.WHITE, "white", "right"),
        (Colour.WHITE, "blue/white", "right"),
        (Colour.BLACK, "white", "wrong"),
        (None, "white", "untold"),
        (None, "white/unknown", None),
        (Colour.WHITE, "white/unknown", "right"),
        (Colour.RED, "unknown", "wrong"),
        (Colour.RED, "", None),
    ],
)
def test_a_colour_is_compared_with_what_was_seen(told: Colour | None, label: str, outcome: str | None) -> None:
    assert judged(None if told is None else ToldColour(told, 0.9), label) == outcome


def test_every_label_names_known_colours_of_another_photo() -> None:
    rows = rows_of(LABELS)
    assert len({row["file"] for row in rows}) == len(rows) > 140
    for row in rows:
        assert set(filter(None, row["ground"].split("/"))) <= PLATES
        assert set(filter(None, row["characters"].split("/"))) <= PLATES
        assert set(filter(None, row["vehicle"].split("/"))) <= VEHICLES


def test_both_halves_have_many() -> None:
    halves = [half_of(row["file"]) for row in rows_of(LABELS)]
    assert 60 < halves.count(1) < 85


def test_vehicles_that_teach_are_not_those_that_are_measured() -> None:
    rows = rows_of(LABELS.with_name("vehicle_colours.csv"))
    files = {row["file"] for row in rows}
    assert len(files) == len(rows) > 200
    assert not files & {row["file"] for row in rows_of(LABELS)}
    for row in rows:
        assert set(row["vehicle"].split("/")) <= VEHICLES


def test_the_part_that_is_measured_last_is_the_vehicle() -> None:
    assert PARTS == ("ground", "characters", "vehicle")
